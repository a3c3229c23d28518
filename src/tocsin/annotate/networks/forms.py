"""Parts of speech and lemmas: what the pipeline's rules make of a word, its tag and its label, asked once and kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, cast

import msgspec
import numpy as np

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["Form", "WordForms"]

_MOST_KEPT = 15_000
Form = tuple[str, str]
"""Universal part of speech and lemma."""
Key = tuple[str, str, str]
"""Word, tag, label: the label only where a rule asks for it."""
Sentence = tuple[Sequence[str], Sequence[str], Sequence[str]]
Pattern = Sequence[dict[str, Any]]
# What stands for a word that no rule names, and for a label that none asks for.
_ANY_WORD, _ANY_LABEL = "xxx", "dep"
# What is put between words so that no pattern joins them.
_MARK: Key = (";", ":", "punct")


class WordForms:
    """The attribute ruler and the lemmatizer of a pipeline, behind a table of what they said before.

    Both judge a word by itself but for patterns over two words. Where one of those may match, the words are given to
    them side by side.
    """

    def __init__(self, language: Language) -> None:
        self._ruler = _Ruler(language)
        self._kept: dict[Key, Form] = {}

    def of(self, sentences: Sequence[Sentence]) -> list[list[Form]]:
        """For each sentence (words, tags, labels) the forms of its tokens."""
        if len(self._kept) > _MOST_KEPT:
            self._kept.clear()
            self._ruler.forget()
        kept, ruler = self._kept, self._ruler
        fresh: dict[Key, None] = {}
        rows: list[list[Key]] = []
        paired: list[dict[int, Form]] = []
        for words, tags, deps in sentences:
            lower = [word.lower() for word in words]
            paired.append(ruler.paired(words, lower, tags, deps))
            rows.append(ruler.keys(words, lower, tags, deps))
            fresh.update(dict.fromkeys([key for key in rows[-1] if key not in kept]))
        kept.update(zip(fresh, ruler.by_themselves(list(fresh)), strict=True))
        found = [[kept[key] for key in keys] for keys in rows]
        for forms, own in zip(found, paired, strict=True):
            for place, form in own.items():
                forms[place] = form
        return found


class _Word(msgspec.Struct, frozen=True):
    """A word as the lemmatizer looks at it."""

    text: str
    orth: str
    pos: str
    pos_: str
    morph: Any


class _Ruled(msgspec.Struct, frozen=True):
    """What the ruler says of a word: part of speech, features, the lemma where it knows one; whether it is a lemma."""

    pos: str
    morph: Any
    lemma: str
    is_lemma: bool


class _Ruler:
    """The rules of a pipeline, asked of words by themselves or of sentences."""

    def __init__(self, language: Language) -> None:
        self._vocab = language.vocab
        self._ruler, self._lemmatizer = (
            cast("Any", language.get_pipe(name)) for name in ("attribute_ruler", "lemmatizer")
        )
        _quicken(self._lemmatizer)
        patterns = self._ruler.patterns
        self._pairs = _pairs(patterns)
        self._anchors = frozenset(anchor for anchor, _ in self._pairs)
        # A label counts for a word by itself only where a pattern asks for it, and a word only where one names it.
        self._labels, self._telling = _telling(patterns)
        self._named = _named_words(patterns)
        self._kept: dict[Key, _Ruled] = {}

    def forget(self) -> None:
        """Forgets the lemmas that the library keeps of its own."""
        self._lemmatizer.cache.clear()

    def keys(self, words: Sequence[str], lower: Sequence[str], tags: Sequence[str], deps: Sequence[str]) -> list[Key]:
        """What of each word of a sentence counts for its forms."""
        labels, telling = self._labels, self._telling
        return [
            (word, tag, dep if dep in labels or low in telling else _ANY_LABEL)
            for word, low, tag, dep in zip(words, lower, tags, deps, strict=True)
        ]

    def paired(
        self, words: Sequence[str], lower: Sequence[str], tags: Sequence[str], deps: Sequence[str]
    ) -> dict[int, Form]:
        """The forms of those words of a sentence that a pattern over several may fit."""
        if self._anchors.isdisjoint(lower) and self._anchors.isdisjoint(deps):
            return {}
        places = sorted({place for _, pattern in self._pairs for place in _places(pattern, lower, deps)})
        if not places:
            return {}
        asked: list[int | None] = []
        for place in places:
            if asked and asked[-1] != place - 1:
                asked.append(None)
            asked.append(place)
        rows = [_MARK if at is None else (self._as_it_counts(words[at]), tags[at], deps[at]) for at in asked]
        ruled = zip(asked, self._asked(rows), strict=True)
        return {at: self._form(words[at], found) for at, found in ruled if at is not None}

    def by_themselves(self, keys: Sequence[Key]) -> list[Form]:
        """The forms of words: no pattern joins two of them."""
        reduced = [(self._as_it_counts(word), tag, label) for word, tag, label in keys]
        self._learn([key for key in dict.fromkeys(reduced) if key not in self._kept])
        return [self._form(key[0], self._kept[own]) for key, own in zip(keys, reduced, strict=True)]

    def _as_it_counts(self, word: str) -> str:
        lower = word.lower()
        return lower if lower.isspace() or self._named(lower) else _ANY_WORD

    def _form(self, word: str, ruled: _Ruled) -> Form:
        lower = word.lower()
        if ruled.lemma:
            return ruled.pos, ruled.lemma.lower()
        if ruled.is_lemma:
            return ruled.pos, lower
        forms = self._lemmatizer.rule_lemmatize(_Word(word, word, ruled.pos, ruled.pos, ruled.morph))
        return ruled.pos, forms[0].lower() or lower

    def _learn(self, fresh: Sequence[Key]) -> None:
        if fresh:
            found = self._asked([row for key in fresh for row in (key, _MARK)])
            self._kept.update(zip(fresh, found[::2], strict=True))

    def _asked(self, rows: Sequence[Key]) -> list[_Ruled]:
        """What the ruler says of some words, side by side."""
        from spacy.tokens import Doc

        words, tags, deps = ([row[column] for row in rows] for column in range(3))
        strings = self._vocab.strings
        # What the library learns in the zone it forgets behind it: a stream of years has words without end.
        with self._vocab.memory_zone():
            doc: Any = Doc(self._vocab, words=words, heads=list(range(len(rows))), deps=deps)
            numbers: Any = np.array([[strings.add(tag)] for tag in tags], dtype=np.uint64)
            doc.from_array(["TAG"], numbers)
            return [self._ruled(token) for token in self._ruler(doc)]

    def _ruled(self, token: Any) -> _Ruled:
        is_lemma = token.pos_ in ("", "SPACE") or self._lemmatizer.is_base_form(token)
        return _Ruled(token.pos_, token.morph, token.lemma_, is_lemma)


def _quicken(lemmatizer: Any) -> None:
    """Makes sets of the lists of known words that the lemmatizer looks a word up in, tens of thousands long."""
    index = lemmatizer.lookups.get_table("lemma_index")
    for key, words in list(index.items()):
        index[key] = frozenset(words)


def _pairs(patterns: Sequence[dict[str, Any]]) -> list[tuple[str, Pattern]]:
    """The patterns of more than one token, each with a word or label that it cannot do without."""
    found: list[tuple[str, Pattern]] = []
    for row in patterns:
        for pattern in row["patterns"]:
            if len(pattern) > 1:
                plain = [token[name] for token in pattern for name in ("DEP", "LOWER") if name in token]
                found.append((next(word for word in plain if isinstance(word, str)), pattern))
    return found


def _tokens(patterns: Sequence[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    return (token for row in patterns for pattern in row["patterns"] for token in pattern)


def _telling(patterns: Sequence[dict[str, Any]]) -> tuple[frozenset[str], frozenset[str]]:
    """The labels that a pattern asks for of any word, and the words of which one asks for some label."""
    labels: set[str] = set()
    words: set[str] = set()
    for token in _tokens(patterns):
        if "DEP" in token and "LOWER" in token:
            words |= _named(token["LOWER"])
        elif "DEP" in token:
            labels |= _named(token["DEP"])
    return frozenset(labels), frozenset(words)


def _named_words(patterns: Sequence[dict[str, Any]]) -> Any:
    """Tells whether some pattern names a word (in lower case), or has an expression that fits it."""
    asked = [token["LOWER"] for token in _tokens(patterns) if "LOWER" in token]
    words = frozenset(word for wanted in asked for word in _named(wanted))
    shapes = [re.compile(wanted["REGEX"]) for wanted in asked if isinstance(wanted, dict) and "REGEX" in wanted]
    return lambda word: word in words or any(shape.search(word) for shape in shapes)


def _named(wanted: Any) -> set[str]:
    if isinstance(wanted, str):
        return {wanted}
    return {*wanted.get("IN", ()), *wanted.get("NOT_IN", ())}


def _places(pattern: Pattern, lower: Sequence[str], deps: Sequence[str]) -> set[int]:
    """The places of the words that a pattern may fit, by words and labels alone."""
    steps = range(len(pattern))
    return {
        at + step
        for at in range(len(lower) - len(pattern) + 1)
        if all(
            _allows(token.get("LOWER"), lower[at + i]) and _allows(token.get("DEP"), deps[at + i])
            for i, token in enumerate(pattern)
        )
        for step in steps
    }


def _allows(wanted: Any, value: str) -> bool:
    if isinstance(wanted, str):
        return wanted == value
    if isinstance(wanted, dict) and "IN" in wanted:
        return value in wanted["IN"]
    if isinstance(wanted, dict) and "REGEX" in wanted:
        return re.search(wanted["REGEX"], value) is not None
    return True
