"""Finds the words that tell of an act: verbs with what stands around them, and nouns that name an act."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from tocsin.annotate.events.lexicon import Lexicon, Rule, Slot
from tocsin.annotate.events.plover import find_contexts
from tocsin.annotate.parse import Parse

__all__ = ["Trigger", "find_triggers", "is_party", "is_passive", "is_time", "objects_of", "subjects_of"]

_FILLERS = ("dobj", "prt", "prep", "advmod", "acomp", "oprd", "attr", "dative", "xcomp", "npadvmod", "pobj", "agent", "ccomp", "advcl")
_BEFORE = ("compound", "amod", "poss", "nmod", "advmod", "npadvmod", "nummod", "punct")
_VERBAL = ("VERB", "AUX")
_ENTERING = frozenset({"engage", "participate", "enter", "join", "take", "result", "involve"})
_VERBAL_ACTS = frozenset({"AGREE", "CONSULT", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
_NAMES = frozenset({"PERSON", "GPE", "NORP", "ORG", "LOC", "FAC"})
_PLACES = frozenset({"GPE", "LOC", "ORG", "FAC", "NORP"})


class Trigger(msgspec.Struct, frozen=True):
    """An act as told: its rule, `head` (the verb or noun that names it), `clause` (the verb that carries tense and
    subject; None where a noun stands alone) and all its `tokens`, in text order.
    """

    rule: Rule
    head: int
    clause: int | None
    tokens: tuple[int, ...]

    @property
    def is_noun(self) -> bool:
        """Whether a noun names the act."""
        return self.clause != self.head


def find_triggers(parse: Parse, lexicon: Lexicon) -> list[Trigger]:
    """The acts of a sentence in text order; a word belongs to one act, the more specific one."""
    verbs = [t for i in range(len(parse)) if parse.pos[i] in _VERBAL and (t := _verb_trigger(parse, i, lexicon))]
    used = {token for trigger in verbs for token in trigger.tokens}
    nouns = [t for i in range(len(parse)) if i not in used and (t := _noun_trigger(parse, i, used, lexicon))]
    return sorted([*verbs, *nouns], key=lambda t: t.tokens)


def _verb_trigger(parse: Parse, verb: int, lexicon: Lexicon) -> Trigger | None:
    if parse.deps[verb] in ("aux", "auxpass", "amod", "compound"):
        return None
    best: Trigger | None = None
    for rule in lexicon.verbs.get(parse.lemmas[verb], ()):
        if best is not None and rule.weight[0] < best.rule.weight[0]:
            break
        own = match_words(parse, verb, rule.words)
        tokens = _fill(parse, verb, rule.slots, lexicon) if own else None
        if own and tokens is not None and _has_needed(parse, verb, rule):
            found = Trigger(rule, verb, verb, tuple(sorted({verb, *own, *tokens})))
            if best is None or len(found.tokens) > len(best.tokens):
                best = found
    return best


def _fill(parse: Parse, verb: int, slots: tuple[Slot, ...], lexicon: Lexicon) -> list[int] | None:
    """One token (or more, for words before a noun) a slot, or None where a slot stays empty."""
    found: list[int] = []
    here = verb
    for slot in slots:
        filled = next(_fillers(parse, verb, here, slot, lexicon), None)
        if filled is None:
            return None
        found += filled
        if parse.deps[filled[-1]] in ("prep", "prt", "advmod", "agent", "dative"):
            here = filled[-1]
    return found


def _fillers(parse: Parse, verb: int, here: int, slot: Slot, lexicon: Lexicon) -> Iterator[list[int]]:
    places = [*(parse.children(here, "pobj", "pcomp", "prep") if here != verb else ()), *parse.children(verb, *_FILLERS)]
    if is_passive(parse, verb):
        places += parse.children(verb, "nsubjpass")
    if parse.deps[verb] in ("acl", "relcl") and not parse.children(verb, "dobj"):
        places.append(parse.heads[verb])
    for place in places:
        if parse.deps[place] in ("prep", "agent") and (place < verb or _is_temporal(parse, place)):
            continue
        for candidate in (parse.conjuncts(place) if parse.pos[place] in ("NOUN", "PROPN") else [place]):
            word = _see_through(parse, candidate, lexicon, slot)
            if len(slot) > 1 and parse.pos[word] in _VERBAL:
                continue  # a class of nouns is not filled by a verb of the same form
            yield from _spelt(parse, word, slot)
            if len(slot) == 1:
                for modifier in parse.children(word, "compound", "amod"):
                    yield from _spelt(parse, modifier, slot)


def _spelt(parse: Parse, word: int, slot: Slot) -> Iterator[list[int]]:
    """A word with those that the slot wants before it, where it fits."""
    for lemma in dict.fromkeys((parse.lemmas[word], parse.words[word])):
        for words in sorted(slot.get(lemma, ()), key=len, reverse=True):
            if found := match_words(parse, word, words):
                yield found


def _is_temporal(parse: Parse, prep: int) -> bool:
    """Whether a preposition only dates the clause: on Monday, in March."""
    return any(is_time(parse, noun) for noun in parse.children(prep, "pobj"))


def is_time(parse: Parse, token: int) -> bool:
    """Whether a word is part of a time expression, by the name finder."""
    return any(name.label in ("DATE", "TIME") and name.start <= token < name.end for name in parse.names)


def _see_through(parse: Parse, noun: int, lexicon: Lexicon, slot: Slot) -> int:
    """The noun that matters in "a round of talks"; the noun itself where it fits already."""
    if parse.lemmas[noun] in slot or parse.lemmas[noun] not in lexicon.transparent:
        return noun
    of = next((p for p in parse.children(noun, "prep") if parse.words[p] == "of"), None)
    inner = parse.child(of, "pobj") if of is not None else None
    return noun if inner is None else inner


def match_words(parse: Parse, token: int, words: tuple[str, ...]) -> list[int]:
    """The tokens of the words of an entry, of which `token` is the one looked up (and stands last); [] for no match."""
    if "-" in words:
        for offset in (0, len(words) - 1):
            start = token - offset
            window = range(start, start + len(words))
            if start >= 0 and window.stop <= len(parse) and all(_is(parse, i, w) for i, w in zip(window, words, strict=True)):
                return [*(i for i in window if i != token), token]
        return []
    if not _is(parse, token, words[-1]):
        return []
    before = _words_before(parse, token, words[:-1])
    return [] if before is None else [*before, token]


def _is(parse: Parse, token: int, word: str) -> bool:
    return word in (parse.lemmas[token], parse.words[token])


def _words_before(parse: Parse, noun: int, before: tuple[str, ...]) -> list[int] | None:
    """The tokens of the words that must stand before a noun, or None where one is not there."""
    found = []
    for word in before:
        holder = next(
            (
                i
                for i in range(max(0, noun - 4), noun)
                if word in (parse.lemmas[i], parse.words[i]) and (parse.deps[i] in _BEFORE or i == noun - 1)
            ),
            None,
        )
        if holder is None:
            return None
        found.append(holder)
    return found


def _has_needed(parse: Parse, verb: int, rule: Rule) -> bool:
    needs: str = rule.needs
    if not rule.slots and parse.children(verb, "prt"):
        return False  # a verb with a particle is another verb, and the tables list those
    if rule.bars and any(parse.lemmas[i] in rule.bars for i in _at_places(parse, verb, ("object", *rule.recipient))):
        return False
    if rule.type in _VERBAL_ACTS and parse.deps[verb] == "acl" and parse.tags[verb] == "VBN" and not parse.children(verb, "agent"):
        return False  # "a man accused of", "a group aligned with": a description of someone, not an act told
    if needs.endswith("-or-slot"):
        if rule.slots:
            return True
        needs = needs.removesuffix("-or-slot")
    match needs:
        case "":
            return True
        case "object":
            return bool(objects_of(parse, verb))
        case "intransitive":
            return not objects_of(parse, verb) and not parse.children(verb, "ccomp", "xcomp")
        case "party":
            return any(is_party(parse, i) for i in _at_places(parse, verb, rule.recipient))
        case "person":
            return any(n.label == "PERSON" and n.start <= i < n.end for i in objects_of(parse, verb) for n in parse.names)
        case "place":
            return any(_is_place(parse, i) for i in _at_places(parse, verb, rule.recipient))
        case _:
            return bool(
                objects_of(parse, verb)
                or parse.children(verb, "ccomp", "xcomp", "prep", "agent")
                or parse.deps[verb] in ("parataxis", "ccomp") or '"' in parse.words
            )


def _at_places(parse: Parse, verb: int, places: tuple[str, ...]) -> list[int]:
    found = objects_of(parse, verb) if "object" in places else []
    for prep in parse.children(verb, "prep", "dative"):
        if parse.words[prep] in places:
            found += parse.children(prep, "pobj")
    return found


def is_party(parse: Parse, token: int) -> bool:
    """Whether a noun phrase can be someone who acts: a name, a pronoun of a person, or a phrase with a name in it."""
    if parse.pos[token] == "PROPN" or parse.words[token] in ("him", "her", "them", "me", "us"):
        return True
    return any(name.start <= token < name.end and name.label in _NAMES for name in parse.names)


def _is_place(parse: Parse, token: int) -> bool:
    labels = {name.label for name in parse.names if name.start <= token < name.end}
    return bool(labels & _PLACES) or (parse.pos[token] == "PROPN" and not labels)


def is_passive(parse: Parse, verb: int) -> bool:
    """Whether a verb is in the passive, a bare participle after a noun included."""
    if parse.children(verb, "nsubjpass", "auxpass", "agent"):
        return True
    return parse.tags[verb] == "VBN" and parse.deps[verb] in ("acl", "advcl") and not parse.children(verb, "aux")


def objects_of(parse: Parse, verb: int) -> list[int]:
    """The heads of what the act is done to: the object, or the subject of a passive, or the noun a clause hangs on."""
    if is_passive(parse, verb):
        found = list(parse.children(verb, "nsubjpass"))
        if not found and parse.deps[verb] == "acl":
            found = [parse.heads[verb]]
        if not found and parse.deps[verb] == "conj" and is_passive(parse, parse.heads[verb]):
            found = objects_of(parse, parse.heads[verb])
        return [*found, *parse.children(verb, "dobj")]
    found = list(parse.children(verb, "dobj"))
    if not found and parse.deps[verb] == "relcl" and subjects_of(parse, verb) != [parse.heads[verb]]:
        found = [parse.heads[verb]]
    return found


def subjects_of(parse: Parse, verb: int) -> list[int]:
    """The heads of the own subject of an active verb; a relative pronoun gives the noun before it."""
    found = []
    for subject in parse.children(verb, "nsubj", "csubj", "expl"):
        if parse.words[subject] in ("who", "which", "that") and parse.deps[verb] == "relcl":
            found.append(parse.heads[verb])
        else:
            found.append(subject)
    return found


def _noun_trigger(parse: Parse, noun: int, used: set[int], lexicon: Lexicon) -> Trigger | None:
    for rule in lexicon.nouns.get(parse.lemmas[noun], ()) or lexicon.nouns.get(parse.words[noun], ()):
        before = match_words(parse, noun, rule.words)
        if "-" in rule.words and before and any(parse.heads[noun] == other for other in before if other != noun):
            continue  # the other end of the hyphenated word is its head
        if "-" not in rule.words and not _heads_phrase(parse, noun):
            continue
        if before and _is_spoken_of(parse, rule):
            clause = _clause_of(parse, noun, lexicon)
            own = (clause,) if clause is not None and clause not in used and parse.lemmas[clause] in lexicon.light else ()
            trigger = Trigger(rule, noun, clause, tuple(sorted({noun, *before, *own})))
            return trigger if rule.needs != "argument" or clause is not None or _has_other_side(parse, trigger) else None
    return None


def _has_other_side(parse: Parse, trigger: Trigger) -> bool:
    """Whether a noun of asking or blaming names whom it is about: a "request" alone is only mentioned."""
    return any(parse.words[p] in trigger.rule.recipient for p in parse.children(trigger.head, "prep"))


def _heads_phrase(parse: Parse, noun: int) -> bool:
    return parse.pos[noun] in ("NOUN", "PROPN") and parse.deps[noun] not in ("compound", "amod", "nmod")


def _is_spoken_of(parse: Parse, rule: Rule) -> bool:
    """Whether the sentence speaks of what an ambiguous noun needs: a strike is no air strike where no arms are."""
    return rule.needs != "military" or "military" in find_contexts(parse.lemmas, parse.words)


def _clause_of(parse: Parse, noun: int, lexicon: Lexicon) -> int | None:
    """The verb that only says that the act of the noun was done or came about, or None."""
    top = noun
    while parse.deps[top] == "conj" and parse.pos[parse.heads[top]] in ("NOUN", "PROPN"):
        top = parse.heads[top]
    of = parse.heads[top]
    if parse.deps[top] == "pobj" and parse.words[of] == "of" and parse.lemmas[parse.heads[of]] in lexicon.transparent:
        top = parse.heads[of]
    for child in parse.children(noun, "acl", "relcl"):
        if parse.lemmas[child] in lexicon.light and is_passive(parse, child):
            return child
    head = parse.heads[top]
    if parse.deps[top] == "pobj" and parse.words[head] in ("in", "into") and parse.lemmas[parse.heads[head]] in _ENTERING:
        return parse.heads[head]
    if parse.pos[head] not in _VERBAL or head == top:
        return None
    if parse.lemmas[head] == "be" and parse.deps[top] == "dobj":
        return head  # no copula has an object: the verb between was taken for a noun ("is due to host talks")
    if parse.lemmas[head] in lexicon.light and parse.deps[top] in ("dobj", "nsubjpass", "prep", "attr"):
        return head
    return head if parse.lemmas[head] in lexicon.happening and parse.deps[top] in ("nsubj", "nsubjpass") else None
