"""Cuts a text into paragraphs and sentences by rule."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from statistics import median

import msgspec

from tocsin.text.normal import NormalForm
from tocsin.text.span import Span, cover
from tocsin.text.tokens import Token, is_abbreviation
from tocsin.vocab.loader import load_table

__all__ = ["Sentence", "cut_paragraphs", "cut_sentences"]

_BLOCK = re.compile(r"\S(?:[^\n]|\n(?![ ]*\n))*")
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_STOPS = frozenset(".?!") | {"..."}
_CLOSERS = frozenset("\"')]}")
_OPENERS = frozenset("\"'([{") | {"--", "-", "\u2013", "\u2014"}
# A hard-wrapped text keeps its lines under a terminal's width and fills them: shorter lines are lines of their own.
_WRAP_AT_MOST = 100
_WRAP_AT_LEAST = 48


class Sentence(msgspec.Struct, frozen=True):
    """A sentence: its raw `span`, its tokens, its place in the text and the paragraph it belongs to (both from 0)."""

    index: int
    span: Span
    tokens: tuple[Token, ...]
    paragraph: int

    def words(self) -> list[str]:
        """The tokens in lower case, in order."""
        return [token.lower for token in self.tokens]


def cut_paragraphs(normal: NormalForm) -> list[tuple[int, int]]:
    """The paragraphs as normal-form ranges. A line is a paragraph, but in hard-wrapped text a block of lines is."""
    text = normal.text
    blocks = [match.span() for match in _BLOCK.finditer(text)]
    if _is_hard_wrapped(text, blocks):
        return [_trim(text, start, end) for start, end in blocks]
    return [_trim(text, match.start(), match.end()) for match in _LINE.finditer(text)]


def _is_hard_wrapped(text: str, blocks: Sequence[tuple[int, int]]) -> bool:
    """Whether line ends inside blocks are only layout: lines followed by another are long, and none is too long."""
    inner: list[int] = []
    for start, end in blocks:
        inner += [len(line.rstrip()) for line in text[start:end].split("\n")[:-1]]
    if len(inner) < 2:
        return False
    return max(inner) <= _WRAP_AT_MOST and median(inner) >= _WRAP_AT_LEAST


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while text[start].isspace():
        start += 1
    while text[end - 1].isspace():
        end -= 1
    return start, end


@cache
def _starters() -> frozenset[str]:
    return frozenset(load_table("en/sentences")["starters"])


def cut_sentences(tokens: Sequence[Token], paragraph: int, first_index: int) -> list[Sentence]:
    """The sentences of one paragraph's tokens, numbered from `first_index`."""
    sentences: list[Sentence] = []
    begin = 0
    at = 0
    while at < len(tokens):
        end = _end_of_sentence(tokens, at)
        if end is not None and end < len(tokens):
            sentences.append(_sentence(tokens[begin:end], paragraph, first_index + len(sentences)))
            begin = at = end
        else:
            at += 1
    if begin < len(tokens):
        sentences.append(_sentence(tokens[begin:], paragraph, first_index + len(sentences)))
    return sentences


def _sentence(tokens: Sequence[Token], paragraph: int, index: int) -> Sentence:
    return Sentence(index, cover(token.span for token in tokens), tuple(tokens), paragraph)


def _end_of_sentence(tokens: Sequence[Token], at: int) -> int | None:
    """The index just past the sentence that the token at `at` ends (with its closing marks), or None."""
    word = tokens[at].text
    if word in _STOPS:
        certain = word != "..."
    elif word.endswith(".") and is_abbreviation(word):
        certain = False
    else:
        return None
    end = at + 1
    # A mark after white space belongs to the next sentence, a hugging one to this.
    while end < len(tokens) and not tokens[end - 1].spaced and (tokens[end].text in _CLOSERS | _STOPS):
        end += 1
    if end >= len(tokens):
        return end
    if not tokens[end - 1].spaced and end == at + 1 and word == ".":
        return None  # a full stop inside a word or a number
    follower = next((t for t in tokens[end : end + 3] if t.text not in _OPENERS), None)
    if follower is None:
        return None
    begins = follower.text[0].isupper() or follower.text[0].isdigit() or follower.text[0] in "$\u20ac\u00a3@#"
    if certain:
        return end if begins else None
    return end if follower.text in _starters() and not _before_name(word) else None


def _before_name(word: str) -> bool:
    """Whether an abbreviation stands before a name or a number, so that no sentence can end with it."""
    table = load_table("en/abbreviations")
    return word.lower() in table["titles"] or word.lower() in table["dated"]
