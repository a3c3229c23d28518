"""Parts of speech and lemmas: what the pipeline's rules make of a word, its tag and its label, asked once and kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["Form", "WordForms"]

_MOST_KEPT = 15_000
Form = tuple[str, str]
"""Universal part of speech and lemma."""
Key = tuple[str, str, str]
Sentence = tuple[Sequence[str], Sequence[str], Sequence[str], Sequence[int]]
Pattern = Sequence[dict[str, Any]]


class WordForms:
    """The attribute ruler and the lemmatizer of a pipeline, behind a table of what they said before.

    Both judge a word by itself but for patterns over two words. Where one of those may match, the sentence is given
    to them whole.
    """

    def __init__(self, language: Language) -> None:
        self._vocab = language.vocab
        names = ("attribute_ruler", "lemmatizer")
        self._rules: list[Any] = [language.get_pipe(name) for name in names]
        self._kept: dict[Key, Form] = {}
        _quicken(self._rules[1])
        self._pairs = _pairs(self._rules[0].patterns)
        # A label counts for a word by itself only where a pattern asks for it.
        self._labels, self._words = _telling(self._rules[0].patterns)

    def of(self, sentences: Sequence[Sentence]) -> list[list[Form]]:
        """For each sentence (words, tags, labels, heads) the forms of its tokens."""
        if len(self._kept) > _MOST_KEPT:
            self._kept.clear()
            self._rules[1].cache.clear()
        fresh: dict[Key, None] = {}
        kept = self._kept
        whole: dict[int, list[Form]] = {}
        for number, (words, tags, deps, heads) in enumerate(sentences):
            if self._may_pair(words, deps):
                whole[number] = self._asked(words, tags, deps, heads)
                continue
            for key in self._keys(words, tags, deps):
                if key not in kept:
                    fresh[key] = None
        self._learn(list(fresh))
        return [
            whole[number] if number in whole else [kept[key] for key in self._keys(words, tags, deps)]
            for number, (words, tags, deps, _) in enumerate(sentences)
        ]

    def _keys(self, words: Sequence[str], tags: Sequence[str], deps: Sequence[str]) -> list[Key]:
        labels, telling = self._labels, self._words
        return [
            (word, tag, dep if dep in labels or word.lower() in telling else "dep")
            for word, tag, dep in zip(words, tags, deps, strict=True)
        ]

    def _may_pair(self, words: Sequence[str], deps: Sequence[str]) -> bool:
        lower = [word.lower() for word in words]
        held = {*lower, *deps}
        return any(anchor in held and _matches(pattern, lower, deps) for anchor, pattern in self._pairs)

    def _learn(self, fresh: list[Key]) -> None:
        """Asks for words by themselves: no pattern joins two of them."""
        if not fresh:
            return
        words, tags, deps = ([key[part] for key in fresh] for part in range(3))
        apart = 1
        if self._may_pair(words, deps):  # a mark between them, so that no pattern joins two
            apart = 2
            words, tags, deps = (
                [part for own in column for part in (own, mark)]
                for column, mark in ((words, ";"), (tags, ":"), (deps, "punct"))
            )
        forms = self._asked(words, tags, deps, range(len(words)))
        self._kept.update(zip(fresh, forms[::apart], strict=True))

    def _asked(
        self, words: Sequence[str], tags: Sequence[str], deps: Sequence[str], heads: Sequence[int]
    ) -> list[Form]:
        # What the library learns of words in the zone it forgets behind it: a stream of years has words without end.
        with self._vocab.memory_zone():
            return self._ruled(words, tags, deps, heads)

    def _ruled(
        self, words: Sequence[str], tags: Sequence[str], deps: Sequence[str], heads: Sequence[int]
    ) -> list[Form]:
        from spacy.tokens import Doc

        doc = Doc(self._vocab, words=list(words), heads=list(heads), deps=list(deps))
        strings = self._vocab.strings
        for tag in set(tags):
            strings.add(tag)
        numbers: Any = np.array([[strings[tag]] for tag in tags], dtype=np.uint64)
        doc.from_array(["TAG"], numbers)
        for rule in self._rules:
            rule(doc)
        rows = doc.to_array(["POS", "LEMMA", "LOWER"]).tolist()
        return [(_part(pos), strings[lemma].lower() or strings[lower]) for pos, lemma, lower in rows]


def _quicken(lemmatizer: Any) -> None:
    """Makes sets of the lists of known words that the lemmatizer looks a word up in, tens of thousands long."""
    index = lemmatizer.lookups.get_table("lemma_index")
    for key, words in list(index.items()):
        index[key] = frozenset(words)


@cache
def _part(number: int) -> str:
    """The name of a universal part of speech by its number."""
    from spacy.parts_of_speech import NAMES

    return str(NAMES[number])


def _pairs(patterns: Sequence[dict[str, Any]]) -> list[tuple[str, Pattern]]:
    """The patterns of more than one token, each with a word or label that it cannot do without."""
    found: list[tuple[str, Pattern]] = []
    for row in patterns:
        for pattern in row["patterns"]:
            if len(pattern) > 1:
                plain = [token[name] for token in pattern for name in ("DEP", "LOWER") if name in token]
                found.append((next(word for word in plain if isinstance(word, str)), pattern))
    return found


def _telling(patterns: Sequence[dict[str, Any]]) -> tuple[frozenset[str], frozenset[str]]:
    """The labels that a pattern asks for of any word, and the words of which one asks for some label."""
    labels: set[str] = set()
    words: set[str] = set()
    for token in (token for row in patterns for pattern in row["patterns"] for token in pattern if "DEP" in token):
        if "LOWER" in token:
            words |= _named(token["LOWER"])
        else:
            labels |= _named(token["DEP"])
    return frozenset(labels), frozenset(words)


def _named(wanted: Any) -> set[str]:
    if isinstance(wanted, str):
        return {wanted}
    return {*wanted.get("IN", ()), *wanted.get("NOT_IN", ())}


def _matches(pattern: Pattern, lower: Sequence[str], deps: Sequence[str]) -> bool:
    """Whether a pattern may match somewhere, by words and labels alone."""
    places = range(len(lower) - len(pattern) + 1)
    return any(
        all(
            _allows(token.get("LOWER"), lower[at + i]) and _allows(token.get("DEP"), deps[at + i])
            for i, token in enumerate(pattern)
        )
        for at in places
    )


def _allows(wanted: Any, value: str) -> bool:
    if isinstance(wanted, str):
        return wanted == value
    if isinstance(wanted, dict) and "IN" in wanted:
        return value in wanted["IN"]
    if isinstance(wanted, dict) and "REGEX" in wanted:
        return re.search(wanted["REGEX"], value) is not None
    return True
