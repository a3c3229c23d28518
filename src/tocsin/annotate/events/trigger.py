"""Finds the words that tell of an act: verbs with what stands around them, and nouns that name an act."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from tocsin.annotate.events.clause import (
    at_places,
    is_party,
    is_passive,
    is_person,
    is_place,
    is_time,
    is_verb,
    objects_of,
    subjects_of,
)
from tocsin.annotate.events.lexicon import Lexicon, Rule, Slot
from tocsin.annotate.events.plover import find_contexts
from tocsin.annotate.parse import Parse

__all__ = ["Trigger", "find_triggers", "match_words"]

# Dependents of a verb that can fill a slot of its pattern, and words that can stand before a noun of two words.
_FILLERS = (
    "dobj", "prt", "prep", "advmod", "acomp", "oprd", "attr", "dative", "xcomp", "npadvmod", "pobj", "agent", "ccomp",
    "advcl",
)  # fmt: skip
_LINKS = ("prep", "prt", "advmod", "agent", "dative")
_BEFORE = ("compound", "amod", "poss", "nmod", "advmod", "npadvmod", "nummod", "punct")
_ENTERING = frozenset({"engage", "participate", "enter", "join", "take", "result", "involve"})
_VERBAL_ACTS = frozenset({"AGREE", "CONSULT", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})


class Trigger(msgspec.Struct, frozen=True):
    """An act as told: its rule, the word that names it, the verb of its clause, and all its tokens in text order.

    `head` is the verb or noun that names the act; `clause` the verb that carries tense and subject, None where a noun
    stands alone.
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
    present = frozenset((*parse.lemmas, *parse.words))
    verbs = [t for i in range(len(parse)) if is_verb(parse, i) and (t := _verb_trigger(parse, i, lexicon, present))]
    used = {token for trigger in verbs for token in trigger.tokens}
    nouns = [t for i in range(len(parse)) if i not in used and (t := _noun_trigger(parse, i, used, lexicon))]
    return sorted([*verbs, *nouns], key=lambda t: t.tokens)


def _verb_trigger(parse: Parse, verb: int, lexicon: Lexicon, present: frozenset[str]) -> Trigger | None:
    """The act of a verb by its most specific rule; of rules alike the one that takes in more words.

    `present` are the words and lemmas of the sentence: most rules want one that is not there at all.
    """
    if parse.deps[verb] in ("aux", "auxpass", "amod", "compound") or _only_says_who_leads(parse, verb):
        return None
    best: Trigger | None = None
    for rule in lexicon.verbs.get(parse.lemmas[verb], ()):
        if best is not None and rule.weight[0] < best.rule.weight[0]:
            break
        if any(present.isdisjoint(slot) for slot in rule.slots):
            continue
        own = match_words(parse, verb, rule.words)
        tokens = _fill(parse, verb, rule.slots, lexicon) if own else None
        if tokens is None or not _fits(parse, verb, rule):
            continue
        found = Trigger(rule, verb, verb, tuple(sorted({verb, *own, *tokens})))
        if best is None or len(found.tokens) > len(best.tokens):
            best = found
    return best


def _fill(parse: Parse, verb: int, slots: tuple[Slot, ...], lexicon: Lexicon) -> list[int] | None:
    """The tokens that fill the slots, in their order, or None where a slot stays empty."""
    found: list[int] = []
    here = verb
    for slot in slots:
        filled = next(_fillers(parse, verb, here, slot, lexicon), None)
        if filled is None:
            return None
        found += filled
        if parse.deps[filled[-1]] in _LINKS:
            here = filled[-1]
    return found


def _fillers(parse: Parse, verb: int, here: int, slot: Slot, lexicon: Lexicon) -> Iterator[list[int]]:
    for place in _places(parse, verb, here):
        if "to" in slot and parse.deps[place] in ("xcomp", "ccomp"):
            yield from ([i] for i in parse.children(place, "aux") if parse.words[i] == "to")  # "asked them to go"
        if parse.deps[place] in ("prep", "agent") and (place < verb or _is_temporal(parse, place)):
            continue
        for candidate in parse.conjuncts(place) if parse.pos[place] in ("NOUN", "PROPN") else (place,):
            word = _see_through(parse, candidate, lexicon, slot)
            if len(slot) > 1 and is_verb(parse, word):
                continue  # a class of nouns is not filled by a verb of the same form
            yield from _spelt(parse, word, slot)
            if len(slot) == 1:
                for modifier in parse.children(word, "compound", "amod"):
                    yield from _spelt(parse, modifier, slot)


def _places(parse: Parse, verb: int, here: int) -> list[int]:
    """The words that may fill a slot: after the preposition before, beside the verb, the noun its clause hangs on."""
    places = list(parse.children(here, "pobj", "pcomp", "prep")) if here != verb else []
    places += parse.children(verb, *_FILLERS)
    if is_passive(parse, verb):
        places += parse.children(verb, "nsubjpass")
    if parse.deps[verb] in ("acl", "relcl") and not parse.children(verb, "dobj"):
        places.append(parse.heads[verb])
    return places


def _spelt(parse: Parse, word: int, slot: Slot) -> Iterator[list[int]]:
    """A word with those that the slot wants before it, where it fits."""
    for lemma in dict.fromkeys((parse.lemmas[word], parse.words[word])):
        entries = slot.get(lemma)
        for words in sorted(entries, key=lambda entry: (-len(entry), entry)) if entries else ():
            if found := match_words(parse, word, words):
                yield found


def _is_temporal(parse: Parse, prep: int) -> bool:
    """Whether a preposition only dates the clause: on Monday, in March."""
    return any(is_time(parse, noun) for noun in parse.children(prep, "pobj"))


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
        for start in (token, token - len(words) + 1):
            window = range(start, start + len(words))
            if start < 0 or window.stop > len(parse):
                continue
            if all(_is(parse, i, word) for i, word in zip(window, words, strict=True)):
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
        near = range(max(0, noun - 4), noun)
        holder = next((i for i in near if _is(parse, i, word) and (parse.deps[i] in _BEFORE or i == noun - 1)), None)
        if holder is None:
            return None
        found.append(holder)
    return found


def _only_says_who_leads(parse: Parse, verb: int) -> bool:
    """Whether a participle only says of a group whose it is: "the delegation, led by the minister, will travel"."""
    return parse.deps[verb] == "acl" and parse.tags[verb] == "VBN" and parse.lemmas[verb] in ("lead", "head", "chair")


def _fits(parse: Parse, verb: int, rule: Rule) -> bool:
    """Whether a verb stands as its rule wants it, beyond the words of the pattern."""
    spelt = [word for slot in rule.slots for word in slot if len(slot) == 1]
    others = (lemma for i, lemma in enumerate(parse.lemmas) if i != verb)
    if not rule.unless.isdisjoint(others) and not parse.children(verb, "agent"):
        return False
    if rule.subjects and not any(_is_of(parse, i, rule.subjects) for i in subjects_of(parse, verb)):
        return False
    objects = at_places(parse, verb, ("object", *rule.recipient, *spelt)) if rule.bars else []
    if any(parse.lemmas[i] in rule.bars for i in objects):
        return False
    bare = parse.deps[verb] == "acl" and parse.tags[verb] == "VBN" and not parse.children(verb, "agent")
    if bare and rule.type in _VERBAL_ACTS:
        return False  # "a man accused of", "a group aligned with": a description of someone, not an act told
    if not rule.slots and parse.children(verb, "prt"):
        return False  # a verb with a particle is another verb, and the tables list those
    needs = rule.needs
    if rule.slots and needs.endswith("-or-slot"):
        return True
    return _has_needed(parse, verb, rule, needs.removesuffix("-or-slot"))


def _is_of(parse: Parse, noun: int, lemmas: frozenset[str]) -> bool:
    """Whether a noun is one of those, or so many of them: "hundreds of protesters"."""
    of = [prep for prep in parse.children(noun, "prep") if parse.words[prep] == "of"]
    return any(parse.lemmas[i] in lemmas for i in (noun, *(i for prep in of for i in parse.children(prep, "pobj"))))


def _has_needed(parse: Parse, verb: int, rule: Rule, needs: str) -> bool:
    match needs:
        case "":
            return True
        case "object":
            return bool(objects_of(parse, verb))
        case "intransitive":
            return not objects_of(parse, verb) and not parse.children(verb, "ccomp", "xcomp")
        case "party":
            return any(is_party(parse, i) for i in at_places(parse, verb, rule.recipient))
        case "equals":
            return bool(at_places(parse, verb, ("with",))) or is_passive(parse, verb) or _is_plural(parse, verb)
        case "person":
            return any(is_person(parse, i) for i in objects_of(parse, verb))
        case "place":
            return any(is_place(parse, i) for i in at_places(parse, verb, rule.recipient))
        case _:
            return _has_argument(parse, verb)


def _is_plural(parse: Parse, verb: int) -> bool:
    """Whether several do it together: a subject of several, or in the plural."""
    subjects = subjects_of(parse, verb)
    if any(parse.words[i] in ("they", "we") or parse.tags[i] in ("NNS", "NNPS") for i in subjects):
        return True
    return any(len(parse.conjuncts(i)) > 1 for i in subjects)


def _has_argument(parse: Parse, verb: int) -> bool:
    """Whether a verb says what it is about: an object, a clause, a preposition or words quoted."""
    if objects_of(parse, verb) or parse.children(verb, "ccomp", "xcomp", "prep", "agent"):
        return True
    return parse.deps[verb] in ("parataxis", "ccomp") or '"' in parse.words


def _noun_trigger(parse: Parse, noun: int, used: set[int], lexicon: Lexicon) -> Trigger | None:
    if is_time(parse, noun):
        return None  # March is a month there
    rules = lexicon.nouns.get(parse.lemmas[noun], ()) or lexicon.nouns.get(parse.words[noun], ())
    for rule in rules:
        own = match_words(parse, noun, rule.words)
        if not own or not _heads_words(parse, noun, own, rule) or not _is_spoken_of(parse, noun, rule):
            continue
        clause = _clause_of(parse, noun, lexicon)
        if clause is None and rule.needs == "argument" and not _has_other_side(parse, noun, rule):
            return None
        done = clause is not None and clause not in used and parse.lemmas[clause] in lexicon.light
        light = (clause,) if clause is not None and done else ()
        return Trigger(rule, noun, clause, tuple(sorted({noun, *own, *light})))
    return None


def _heads_words(parse: Parse, noun: int, own: list[int], rule: Rule) -> bool:
    """Whether the looked-up word heads its words in the sentence; the parts of a hyphenated word bear any label."""
    if "-" in rule.words:
        return parse.heads[noun] not in own or parse.heads[noun] == noun
    return parse.pos[noun] in ("NOUN", "PROPN") and parse.deps[noun] not in ("compound", "amod", "nmod")


def _is_spoken_of(parse: Parse, noun: int, rule: Rule) -> bool:
    """Whether a noun like "strike" is the military one: arms are spoken of, or it is on or against someone."""
    if rule.needs != "military" or "military" in find_contexts(parse.lemmas, parse.words):
        return True
    against = [p for p in parse.children(noun, "prep") if parse.words[p] in ("on", "against")]
    return any(is_party(parse, target) for prep in against for target in parse.children(prep, "pobj"))


def _has_other_side(parse: Parse, noun: int, rule: Rule) -> bool:
    """Whether a noun of asking or blaming names whom it is about: a "request" alone is only mentioned."""
    return any(parse.words[p] in rule.recipient for p in parse.children(noun, "prep"))


def _clause_of(parse: Parse, noun: int, lexicon: Lexicon) -> int | None:
    """The verb that only says that the act of the noun was done or came about, or None."""
    for child in parse.children(noun, "acl", "relcl"):
        if parse.lemmas[child] in lexicon.light and is_passive(parse, child):
            return child
    top = _top_of(parse, noun, lexicon)
    head = parse.heads[top]
    if head == top:
        return None
    if parse.deps[top] == "pobj" and parse.words[head] in ("in", "into"):
        above = parse.heads[head]
        return above if parse.lemmas[above] in _ENTERING else None
    if not is_verb(parse, head):
        return None
    if parse.lemmas[head] == "be" and parse.deps[top] == "dobj":
        return head  # no copula has an object: the verb between was taken for a noun ("is due to host talks")
    if parse.lemmas[head] in lexicon.light and parse.deps[top] in ("dobj", "nsubjpass", "attr"):
        return head
    return head if parse.lemmas[head] in lexicon.happening and parse.deps[top] in ("nsubj", "nsubjpass") else None


def _top_of(parse: Parse, noun: int, lexicon: Lexicon) -> int:
    """The noun that stands in the clause for this one: the first of a row, the "round" of a round of talks."""
    top = noun
    while parse.deps[top] == "conj" and parse.pos[parse.heads[top]] in ("NOUN", "PROPN"):
        top = parse.heads[top]
    of = parse.heads[top]
    if parse.deps[top] == "pobj" and parse.words[of] == "of" and parse.lemmas[parse.heads[of]] in lexicon.transparent:
        top = parse.heads[of]
    return top
