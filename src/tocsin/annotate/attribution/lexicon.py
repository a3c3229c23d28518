"""The cue lexicon: which words attribute, what kind of statement they make, and what they need around them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import msgspec

from tocsin.annotate.parse import Parse
from tocsin.records.kinds import StatementKind
from tocsin.vocab.loader import load_table

__all__ = ["Sense", "adjective_sense", "cue_forms", "match_verb", "noun_sense", "words_of"]

Stance = str
_VOWELS = frozenset("aeiou")


class Sense(msgspec.Struct, frozen=True):
    """One sense of a cue: its words (lemma first), what its statements are, and the complements it takes."""

    words: tuple[str, ...]
    kind: StatementKind
    stance: str = "neutral"
    polarity: str = "affirmed"
    frames: frozenset[str] = frozenset()


def _senses(group: str) -> Iterable[Sense]:
    for row in load_table("en/cues")[group]:
        for lemma in row["lemmas"]:
            yield Sense(
                tuple(lemma.split()),
                row["kind"],
                row.get("stance", "neutral"),
                row.get("polarity", "affirmed"),
                frozenset(row.get("frames", ())),
            )


@cache
def _verbs() -> dict[str, tuple[Sense, ...]]:
    """The senses of verbs by lemma; those of more words first, else in the table's order."""
    found: dict[str, list[Sense]] = {}
    for sense in _senses("verbs"):
        found.setdefault(sense.words[0], []).append(sense)
    return {lemma: tuple(sorted(senses, key=lambda s: -len(s.words))) for lemma, senses in found.items()}


@cache
def _singles(group: str) -> dict[str, Sense]:
    found: dict[str, Sense] = {}
    for sense in _senses(group):
        found.setdefault(sense.words[0], sense)
    return found


@cache
def words_of(table: str, key: str) -> frozenset[str]:
    """A word list of the cue table, such as `venues` / `nouns`."""
    return frozenset(load_table("en/cues")[table][key])


def noun_sense(lemma: str) -> Sense | None:
    """The sense of a noun that names a statement, or None."""
    return _singles("nouns").get(lemma)


def adjective_sense(lemma: str) -> Sense | None:
    """The sense of an adjective that tells what somebody thinks, or None."""
    return _singles("adjectives").get(lemma)


def match_verb(parse: Parse, verb: int) -> list[tuple[Sense, tuple[int, ...]]]:
    """The senses that a verb may have here, each with the tokens of its further words; longer entries first."""
    found: list[tuple[Sense, tuple[int, ...]]] = []
    senses = _verbs().get(parse.lemmas[verb]) or _verbs().get(_lemma_of_form(parse.words[verb]), ())
    for sense in senses:
        rest = _find_rest(parse, verb, sense.words[1:])
        if rest is not None:
            found.append((sense, rest))
    return found


def _lemma_of_form(form: str) -> str:
    """The entry that a form can only belong to, for lemmatizers err ("hopes" is no form of "hop")."""
    return _forms().get(form, form)


@cache
def _forms() -> dict[str, str]:
    return {form: lemma for lemma in _verbs() for form in _inflect(lemma)}


def _find_rest(parse: Parse, verb: int, words: tuple[str, ...]) -> tuple[int, ...] | None:
    """The tokens of an entry's further words: right after the verb, or a particle or preposition that hangs on it."""
    if not words:
        return ()
    here = tuple(range(verb + 1, verb + 1 + len(words)))
    if here[-1] < len(parse) and all(parse.words[i] == word for i, word in zip(here, words, strict=True)):
        return here
    if len(words) == 1:
        for child in parse.children(verb, "prt", "prep"):
            if verb < child <= verb + 5 and parse.words[child] == words[0]:
                return (child,)
    return None


@cache
def cue_forms() -> frozenset[str]:
    """Every inflected form of every cue word, in lower case: the trigger by which a sentence is parsed."""
    table = load_table("en/cues")
    forms: set[str] = set()
    for lemma in _verbs():
        forms |= _inflect(lemma)
    forms |= {form for lemma in (*_singles("nouns"), *_singles("adjectives")) for form in (lemma, *_plural(lemma))}
    forms |= set(table["irregular"]) | {word for words in table["adverbs"].values() for word in words}
    forms |= {entry.split()[0] for entry in table["prepositions"]["according"]}
    return frozenset(forms | set(table["prepositions"]["words"]) | set(table["prepositions"]["perspective"]))


def _plural(lemma: str) -> tuple[str, ...]:
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return (lemma[:-1] + "ies",)
    return (lemma + "s", lemma + "es")


def _inflect(lemma: str) -> set[str]:
    """The regular forms of a verb; a doubled consonant is always offered, for a trigger may be too wide."""
    stem = lemma.removesuffix("e")
    soft = lemma[:-1] + "i" if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS else stem
    doubled = {lemma + lemma[-1] + "ed", lemma + lemma[-1] + "ing"} if lemma[-1] not in _VOWELS else set()
    return {lemma, *_plural(lemma), soft + "ed", stem + "ing", lemma + "ing"} | doubled
