"""A text as comparable passages: sentences in plain words, with the words in which two texts may not differ."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import cache, lru_cache

import msgspec

from tocsin.ledger.labels import is_label_line, without_dateline
from tocsin.records import Document
from tocsin.text.normal import normalise
from tocsin.text.span import Span
from tocsin.vocab.loader import load_table

__all__ = ["LIFTED", "Outline", "Passage", "key_of", "outline", "passage_at", "plain_words", "sentence_spans"]

# A sentence of fewer words may be said twice by chance ("No one was hurt.").
LIFTED = 8
_PARAGRAPH = re.compile(r"\n[ \t\r]*\n")
_END = re.compile(r"[.!?][\"')\]\u2019\u201d\u00bb*]*\s+(?=[\"'(\[\u2018\u201c\u00abA-Z0-9*])")
_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:\.[^\W\d_](?!\w))*(?:'[^\W\d_]+)*|[^\W_]+|%")


class Passage(msgspec.Struct, frozen=True, array_like=True):
    """A sentence: its words in lower case, and those of them (in order) that are names, numbers, dates or negations."""

    words: tuple[str, ...]
    facts: tuple[str, ...]


class Outline(msgspec.Struct, frozen=True):
    """A document for comparing: its passages in order, without headline, dateline, byline and credits."""

    passages: tuple[Passage, ...]

    @property
    def length(self) -> int:
        """How many words there are."""
        return sum(len(passage.words) for passage in self.passages)


@cache
def _listed(group: str) -> frozenset[str]:
    return frozenset(load_table("en/syndication")[group])


@cache
def _dates() -> frozenset[str]:
    months = "january february march april may june july august september october november december"
    return frozenset(f"{months} monday tuesday wednesday thursday friday saturday sunday".split())


def _forms(text: str) -> list[str]:
    """The words as they stand, in normal form."""
    return _WORD.findall(text)


@lru_cache(maxsize=65536)
def _plain(form: str) -> str:
    """One word for what two house styles write apart: `U.S.` and `US`, `10,000` and `10000`, `Nov` and `November`."""
    word = form.casefold().removesuffix("'s")
    word = word.replace(",", "") if word[:1].isdigit() else word.replace(".", "")
    return str(load_table("en/syndication")["same"].get(word, word))


def plain_words(text: str) -> tuple[str, ...]:
    """The words of a text as they are compared."""
    return tuple(_plain(form) for form in _forms(normalise(text)))


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """Rough raw ranges of sentences: cut at blank lines and after full stops. Quick, and the same in every copy."""
    start = 0
    for end, following in [*((m.start(), m.end()) for m in _PARAGRAPH.finditer(text)), (len(text), len(text))]:
        at = start
        for match in _END.finditer(text, start, end):
            yield at, match.end()
            at = match.end()
        if text[at:end].strip():
            yield at, end
        start = following


def outline(document: Document) -> Outline:
    """A document's passages. The headline within the text is left out, for outlets write their own."""
    return _outline(document.text, document.title or "")


@lru_cache(maxsize=256)
def _outline(text: str, title: str) -> Outline:
    sentences = [normalise(sentence).strip() for sentence in _body_sentences(text, title)]
    lower = {form for sentence in sentences for form in _forms(sentence) if form.islower()}
    found = [_passage(sentence, lower) for sentence in sentences]
    return Outline(passages=tuple(passage for passage in found if passage.words))


def _body_sentences(raw: str, headline: str) -> Iterator[str]:
    """The sentences without labels; the headline goes where the text opens with it."""
    title = plain_words(headline)
    lines = [line for line in raw.split("\n") if not is_label_line(normalise(line))]
    text = "\n".join(lines)
    first = next((line for line in lines if line.strip()), "")
    if title and plain_words(first) == title:
        text = text.replace(first, "", 1)
    for number, (start, end) in enumerate(sentence_spans(text)):
        piece = text[start:end]
        yield without_dateline(normalise(piece).lstrip("* \n")) if number < 2 else piece


def _passage(sentence: str, lower: set[str]) -> Passage:
    forms = _forms(sentence)
    words = tuple(_plain(form) for form in forms)
    weights = [_weight(form) for form in forms]
    if weights and weights[0] == _NAME and words[0] in lower:
        weights[0] = _PLAIN  # the capital is the sentence's
    return Passage(words, tuple(word for word, weight in zip(words, weights, strict=True) if weight != _PLAIN))


_PLAIN, _NAME, _FACT = 0, 1, 2


@lru_cache(maxsize=65536)
def _weight(form: str) -> int:
    """Whether a word may not differ: it has a digit, is a number, a date or a negation, or is written as a name."""
    word = _plain(form)
    if any(character.isdigit() for character in form):
        return _FACT
    if word in _listed("numbers") or word in _listed("negations") or word in _dates() or word.endswith("n't"):
        return _FACT
    return _NAME if form[0].isupper() and word not in _listed("plain") else _PLAIN


def key_of(*words: str) -> int:
    """A signed number of 64 bits for some words, the same in every process."""
    return int.from_bytes(hashlib.blake2b(" ".join(words).encode(), digest_size=8).digest(), "big", signed=True)


@lru_cache(maxsize=16384)
def passage_at(text: str, offset: int) -> tuple[Span, tuple[str, ...]]:
    """The raw span and the plain words of the sentence round an offset of a text."""
    start = max((match.end() for match in _PARAGRAPH.finditer(text, 0, offset)), default=0)
    following = _PARAGRAPH.search(text, offset)
    end = following.start() if following else len(text)
    for first, last in sentence_spans(text[start:end]):
        if start + first <= offset < start + last:
            words = normalise(text[start + first : start + last]).lstrip("* \n")
            return Span(start + first, start + last), plain_words(without_dateline(words))
    return Span(offset, offset + 1), ()
