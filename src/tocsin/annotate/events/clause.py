"""Reads a clause off the parse: its voice, subject and objects, and what kind of word fills a place."""

from __future__ import annotations

from collections.abc import Iterable

from tocsin.annotate.parse import Parse

__all__ = [
    "at_places",
    "is_party",
    "is_passive",
    "is_people",
    "is_person",
    "is_place",
    "is_time",
    "is_verb",
    "objects_of",
    "subjects_of",
]

_NAMES = frozenset({"PERSON", "GPE", "NORP", "ORG", "LOC", "FAC"})
_PLACES = frozenset({"GPE", "LOC", "ORG", "FAC", "NORP"})
_PERSONAL = frozenset({"him", "her", "them", "me", "us"})


def is_verb(parse: Parse, token: int) -> bool:
    """Whether a token is a verb or an auxiliary."""
    return parse.pos[token] in ("VERB", "AUX")


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


def at_places(parse: Parse, verb: int, places: Iterable[str]) -> list[int]:
    """The heads that stand at some places of a clause: `object`, or after one of the prepositions."""
    wanted = set(places)
    found = objects_of(parse, verb) if "object" in wanted else []
    for prep in parse.children(verb, "prep", "dative"):
        if parse.words[prep] in wanted:
            found += parse.children(prep, "pobj")
    return found


def is_party(parse: Parse, token: int) -> bool:
    """Whether a noun phrase can be someone who acts: a name, or a pronoun of a person."""
    if parse.pos[token] == "PROPN" or parse.words[token] in _PERSONAL:
        return True
    return bool(_labels(parse, token) & _NAMES)


def is_place(parse: Parse, token: int) -> bool:
    """Whether a word is a name that can be travelled to: of a place, a country or a body."""
    labels = _labels(parse, token)
    return bool(labels & _PLACES) or (parse.pos[token] == "PROPN" and not labels)


def is_person(parse: Parse, token: int) -> bool:
    """Whether a word is part of a person's name."""
    return "PERSON" in _labels(parse, token)


def is_time(parse: Parse, token: int) -> bool:
    """Whether a word is part of a time expression, by the name finder."""
    return bool(_labels(parse, token) & {"DATE", "TIME"})


def is_people(parse: Parse, token: int) -> bool:
    """Whether a word names a people, as adjectives of countries do."""
    return "NORP" in _labels(parse, token)


def _labels(parse: Parse, token: int) -> set[str]:
    return {name.label for name in parse.names if name.start <= token < name.end}
