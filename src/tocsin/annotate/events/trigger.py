"""Finds the words that tell of an act: verbs with what stands around them, and nouns that name an act."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from tocsin.annotate.events.lexicon import Lexicon, Rule, Slot
from tocsin.annotate.parse import Parse

__all__ = ["Trigger", "find_triggers", "is_party", "is_passive", "objects_of", "subjects_of"]

_FILLERS = ("dobj", "prt", "prep", "advmod", "acomp", "oprd", "attr", "dative", "xcomp", "npadvmod", "pobj", "agent", "ccomp", "advcl")
_BEFORE = ("compound", "amod", "poss", "nmod", "advmod", "npadvmod", "nummod", "punct")
_VERBAL = ("VERB", "AUX")
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
    for rule in lexicon.verbs.get(parse.lemmas[verb], ()):
        tokens = _fill(parse, verb, rule.slots, lexicon)
        if tokens is not None and _has_needed(parse, verb, rule):
            return Trigger(rule, verb, verb, tuple(sorted({verb, *tokens})))
    return None


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
        for candidate in (parse.conjuncts(place) if parse.pos[place] in ("NOUN", "PROPN") else [place]):
            word = _see_through(parse, candidate, lexicon, slot)
            for lemma in {parse.lemmas[word], parse.words[word]}:
                for before in sorted(slot.get(lemma, ())):
                    extra = _words_before(parse, word, before)
                    if extra is not None:
                        yield [*extra, word]


def _see_through(parse: Parse, noun: int, lexicon: Lexicon, slot: Slot) -> int:
    """The noun that matters in "a round of talks"; the noun itself where it fits already."""
    if parse.lemmas[noun] in slot or parse.lemmas[noun] not in lexicon.transparent:
        return noun
    of = next((p for p in parse.children(noun, "prep") if parse.words[p] == "of"), None)
    inner = parse.child(of, "pobj") if of is not None else None
    return noun if inner is None else inner


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
    if needs.endswith("-or-slot"):
        if rule.slots:
            return True
        needs = needs.removesuffix("-or-slot")
    match needs:
        case "":
            return True
        case "object":
            return bool(objects_of(parse, verb))
        case "party":
            return any(is_party(parse, i) for i in _at_places(parse, verb, rule.recipient))
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
    if parse.pos[noun] not in ("NOUN", "PROPN") or parse.deps[noun] in ("compound", "amod", "nmod"):
        return None
    for rule in lexicon.nouns.get(parse.lemmas[noun], ()):
        before = _words_before(parse, noun, rule.before)
        if before is not None:
            clause = _clause_of(parse, noun, lexicon)
            own = (clause,) if clause is not None and clause not in used and parse.lemmas[clause] in lexicon.light else ()
            return Trigger(rule, noun, clause, tuple(sorted({noun, *before, *own})))
    return None


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
    if parse.deps[top] == "pobj" and parse.deps[head] in ("prep", "prt") and parse.words[head] in ("in", "into", "out", "on"):
        top, head = head, parse.heads[head]
    if parse.pos[head] not in _VERBAL or head == top:
        return None
    if parse.lemmas[head] in lexicon.light and parse.deps[top] in ("dobj", "nsubjpass", "prep", "attr"):
        return head
    return head if parse.lemmas[head] in lexicon.happening and parse.deps[top] in ("nsubj", "nsubjpass") else None
