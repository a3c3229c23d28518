"""Finds who acts and on whom: the words that stand for the parties of an act, and their entities."""

from __future__ import annotations

from collections.abc import Iterable

from tocsin.annotate.events.clause import is_party, is_passive, is_people, is_time, is_verb, objects_of, subjects_of
from tocsin.annotate.events.lexicon import Lexicon
from tocsin.annotate.events.trigger import Trigger
from tocsin.annotate.mentions import MentionIndex
from tocsin.annotate.parse import Parse
from tocsin.vocab.loader import load_table

__all__ = ["actor_words", "decider_words", "entities_of", "recipient_words"]

_MAX_CLIMB = 6
_DIRECTIONS = ("against", "on", "to", "with", "from", "into", "between", "toward", "towards", "at", "over")


def actor_words(parse: Parse, trigger: Trigger) -> list[int]:
    """The heads of the noun phrases that name who acts; empty where the text does not say."""
    found: list[int] = []
    if trigger.is_noun:
        found = _beside_noun(parse, trigger.head, trigger.rule.actor) or _demonyms(parse, trigger)
    elif "object" in trigger.rule.actor:
        return _with_conjuncts(parse, objects_of(parse, trigger.head))
    if not found and trigger.clause is not None and trigger.head not in subjects_of(parse, trigger.clause):
        found = _agents(parse, trigger.clause)
        if trigger.is_noun and trigger.head in found:
            found = []
    found = _with_conjuncts(parse, found or _moved_troops(parse, trigger))
    return found + [leader for word in found for leader in _leaders(parse, word)]


def _leaders(parse: Parse, group: int) -> list[int]:
    """Who leads a group that acts, as the text says beside it: "a delegation led by the minister"."""
    leading = [i for i in parse.children(group, "acl") if parse.lemmas[i] in ("lead", "head", "chair")]
    return [word for verb in leading for word in _after_preposition(parse, verb, "by")]


def _moved_troops(parse: Parse, trigger: Trigger) -> list[int]:
    """The troops that were moved where the text names no one who moved them: whose they are, moves them."""
    if trigger.rule.type != "MOBILIZE" or trigger.is_noun or not is_passive(parse, trigger.head):
        return []
    return [word for word in objects_of(parse, trigger.head) if parse.pos[word] in ("NOUN", "PROPN")]


def recipient_words(parse: Parse, trigger: Trigger) -> list[int]:
    """The heads of the noun phrases that name whom it is done to, or with whom."""
    rule = trigger.rule
    found: list[int] = []
    if trigger.is_noun:
        found = _beside_noun(parse, trigger.head, rule.recipient)
    if not found and trigger.clause is not None:
        found = _beside_verb(parse, trigger.clause, rule.recipient, trigger.tokens)
    if not found and not trigger.is_noun:
        found = _beside_slots(parse, trigger)
    if not found:
        found = _aimed_at(parse, trigger)
    return [word for word in _with_conjuncts(parse, found) if word != trigger.head]


def _aimed_at(parse: Parse, trigger: Trigger) -> list[int]:
    """The other side where no place of the pattern names it: after a word of direction beside the act's own words."""
    words = [t for t in (trigger.clause, *trigger.tokens) if t is not None]
    for place in _DIRECTIONS:
        found = [t for word in dict.fromkeys(words) for t in _after_preposition(parse, word, place)]
        found = [t for t in found if is_party(parse, t) and t not in trigger.tokens]
        if found:
            return found
    return []


def decider_words(parse: Parse, trigger: Trigger, cues: Iterable[int]) -> list[int]:
    """Who refused or called off an act that is a noun: the subject of the verb that says so, first among equals."""
    if not trigger.is_noun:
        return []
    found = [word for cue in cues if is_verb(parse, cue) and cue != trigger.clause for word in _agents(parse, cue)]
    return [word for word in _with_conjuncts(parse, found) if word != trigger.head]


def _beside_slots(parse: Parse, trigger: Trigger) -> list[int]:
    """The other side of a pattern of several words: beside its nouns, as an indirect object, or its object itself."""
    inner = [t for t in trigger.tokens if t != trigger.head and parse.pos[t] in ("NOUN", "PROPN")]
    places = (*trigger.rule.recipient, "of", "with", "on", "to", "against", "poss")
    found = [word for noun in inner for word in _beside_noun(parse, noun, places)]
    if not found:
        found = _beside_verb(parse, trigger.head, ("dative",), trigger.tokens)
    if not found and "object" in trigger.rule.recipient:
        found = objects_of(parse, trigger.head)
    return found


def _beside_verb(parse: Parse, verb: int, places: Iterable[str], barred: tuple[int, ...]) -> list[int]:
    found: list[int] = []
    for place in places:
        if found:
            break
        if place == "object":
            found = [i for i in objects_of(parse, verb) if i not in barred]
        elif place == "dative":
            for child in parse.children(verb, "dative"):
                found += parse.children(child, "pobj") or [child]
        else:
            found = _after_preposition(parse, verb, place)
            for particle in parse.children(verb, "prt", "prep", "advmod"):
                found = found or _after_preposition(parse, particle, place)
    return found


def _after_preposition(parse: Parse, head: int, word: str) -> list[int]:
    preps = [p for p in parse.children(head, "prep", "agent", "dative", "prt") if parse.words[p] == word]
    return [child for prep in preps for child in parse.children(prep, "pobj") if not is_time(parse, child)]


def _beside_noun(parse: Parse, noun: int, places: Iterable[str]) -> list[int]:
    found: list[int] = []
    for place in places:
        if found:
            break
        if place == "poss":
            found = [*parse.children(noun, "poss")]
        elif place != "object":
            found = _after_preposition(parse, noun, place)
    return found


def _demonyms(parse: Parse, trigger: Trigger) -> list[int]:
    """The people or body before an act ("a Sorlandian offensive", "EU sanctions"); a place there is a theme."""
    found = []
    for child in parse.children(trigger.head, "amod", "compound", "nmod"):
        word = parse.tokens[child].text
        if is_people(parse, child) or (len(word) > 1 and word.replace(".", "").isupper()):
            found.append(child)
    return found


def _agents(parse: Parse, verb: int, climb: int = 0) -> list[int]:
    """Who does what a verb says: its subject or the agent of its passive, or what it shares with a verb above."""
    if is_passive(parse, verb):
        by = [p for p in parse.children(verb, "agent", "prep") if parse.words[p] == "by"]
        return [child for prep in by for child in parse.children(prep, "pobj")]
    if own := subjects_of(parse, verb):
        return own
    return _inherited(parse, verb, climb) if climb < _MAX_CLIMB else []


def _inherited(parse: Parse, verb: int, climb: int) -> list[int]:
    dep, head = parse.deps[verb], parse.heads[verb]
    if dep == "acl":
        if parse.tags[verb] == "VBG":
            return [head]
        return list(parse.children(head, "poss")) or _subject_around(parse, head, climb)
    if dep in ("pcomp", "pobj"):
        governor = parse.heads[head]
        if is_verb(parse, governor):
            return _controller(parse, governor, climb)
        return list(parse.children(governor, "poss")) or _subject_around(parse, governor, climb)
    if dep in ("xcomp", "ccomp", "oprd"):
        if parse.pos[head] in ("ADJ", "NOUN"):
            return _subject_around(parse, head, climb)
        return _controller(parse, head, climb)
    if dep in ("conj", "advcl", "dep") and head != verb and is_verb(parse, head):
        return objects_of(parse, head) if is_passive(parse, head) else _agents(parse, head, climb + 1)
    return []


def _controller(parse: Parse, governor: int, climb: int) -> list[int]:
    """Who does what an infinitive or gerund under a verb says: the verb's object ("urged them to") or its subject."""
    objects = objects_of(parse, governor)
    control = load_table("en/event_status")["control"]["object"]
    if parse.lemmas[governor] in control:
        on = [word for prep in ("on", "upon", "to") for word in _after_preposition(parse, governor, prep)]
        if objects or on:
            return objects or on
    if is_passive(parse, governor):
        return objects
    return _agents(parse, governor, climb + 1)


def _subject_around(parse: Parse, word: int, climb: int) -> list[int]:
    """The subject of the verb that a noun or adjective hangs on."""
    for above in parse.ancestors(word):
        if is_verb(parse, above):
            return objects_of(parse, above) if is_passive(parse, above) else _agents(parse, above, climb + 1)
    return []


def _with_conjuncts(parse: Parse, heads: Iterable[int]) -> list[int]:
    """The heads with what is coordinated; of a mere quantity ("hundreds of soldiers"), what there is so much of."""
    quantities = load_table("en/event_classes")["subjects"]["quantities"]
    found: list[int] = []
    for word in heads:
        counted = _after_preposition(parse, word, "of") if parse.lemmas[word] in quantities else []
        head = counted[0] if counted else word
        found += [i for i in parse.conjuncts(head) if i not in found and not is_verb(parse, i)]
    return found


def entities_of(
    parse: Parse, words: Iterable[int], index: MentionIndex, lexicon: Lexicon, *, touched: bool = False
) -> tuple[str, ...]:
    """The entities that some noun phrases are, in text order, each once.

    A phrase without a mention of its own gives the country beside it only where its head is an organ of it ("the army
    of X"). Where the words are what an act touched (`touched`), their owner is whom it was done to ("X's decision").
    """
    found: list[str] = []
    for word in words:
        here = _entities_of_word(parse, word, index, lexicon, touched=touched)
        found += here or (_inside(parse, word, index) if touched else [])
    return tuple(dict.fromkeys(found))


def _inside(parse: Parse, word: int, index: MentionIndex) -> list[str]:
    """Whom something touched belongs to, by the first name inside its phrase: "a camp in X", "positions of the Y".

    Source: PLOVER manual (2024), the recipient of an act on things and unnamed people is who they belong to.
    """
    clauses = parse.children(word, "relcl", "acl", "advcl", "appos")
    tokens = parse.subtree(word, without=clauses)
    behind = tokens[-1] + 1
    if behind < len(parse) and parse.words[behind] == "in" and parse.heads[behind] == parse.heads[word]:
        tokens += parse.subtree(behind)  # the parser hung "in X" on the verb: "shelled a camp in X"
    names = [m for m in index.within(parse.span(tokens[0], tokens[-1] + 1)) if m.form == "name"]
    parties = [m.entity for m in names if index.entity(m.entity).kind != "person" or index.entity(m.entity).country]
    return parties[:1] or [m.entity for m in names[:1]]


def _entities_of_word(parse: Parse, word: int, index: MentionIndex, lexicon: Lexicon, *, touched: bool) -> list[str]:
    several = index.several(parse.tokens[word].span)
    if several:
        return [mention.entity for mention in several]
    below = parse.subtree(word)
    mention = index.headed(parse.tokens[word].span, [parse.span(below[0], below[-1] + 1)])
    if mention is not None:
        entity = index.entity(mention.entity)
        if entity.name is None and entity.country is None:
            return _homes(parse, word, index) or [entity.id]
        return [entity.id]
    beside = list(parse.children(word, "appos"))
    is_organ = parse.lemmas[word] in lexicon.organs
    if touched or is_organ:
        beside += [*parse.children(word, "poss"), *_after_preposition(parse, word, "of")]
        beside += parse.children(word, "amod", "compound", "nmod") if is_organ else _people_before(parse, word)
    for other in beside:
        mention = index.headed(parse.tokens[other].span, [parse.tokens[other].span])
        if mention is not None:
            return [mention.entity]
    return []


def _homes(parse: Parse, word: int, index: MentionIndex) -> list[str]:
    """The countries and bodies that unnamed people are from: "diplomats from X and Y" are X and Y."""
    found = []
    for home in _with_conjuncts(parse, _after_preposition(parse, word, "from")):
        mention = index.headed(parse.tokens[home].span)
        if mention is not None and index.entity(mention.entity).kind in ("country", "organization"):
            found.append(mention.entity)
    return found


def _people_before(parse: Parse, noun: int) -> list[int]:
    """The adjectives of peoples before a noun."""
    return [child for child in parse.children(noun, "amod", "compound", "nmod") if is_people(parse, child)]
