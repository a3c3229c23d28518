"""A half-open range of characters: the one way Tocsin points at text."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

__all__ = ["Span", "cover", "join_spans", "trim_span"]


class Span(msgspec.Struct, frozen=True, array_like=True, order=True):
    """Characters `start` to `end` of a text: Unicode code points, half-open, `0 <= start < end`. Encodes as a pair."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"span [{self.start}, {self.end}] is empty or runs backwards")

    def __len__(self) -> int:
        return self.end - self.start

    def contains(self, other: Span) -> bool:
        """Whether the other span lies wholly inside this one (equal spans do)."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def of(self, text: str) -> str:
        """The characters themselves."""
        return text[self.start : self.end]


def trim_span(text: str, start: int, end: int, also: str = "") -> Span | None:
    """The range without outer white space (and without outer characters of `also`), or None if nothing is left."""
    while start < end and (text[start].isspace() or text[start] in also):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in also):
        end -= 1
    return Span(start, end) if start < end else None


def cover(spans: Iterable[Span]) -> Span:
    """The smallest span that holds all of them. Raises `ValueError` for none."""
    many = list(spans)
    return Span(min(s.start for s in many), max(s.end for s in many))


def join_spans(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same characters as few spans in text order: touching, overlapping and white-space-parted ones are joined."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and (span.start <= joined[-1].end or text[joined[-1].end : span.start].isspace()):
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)
