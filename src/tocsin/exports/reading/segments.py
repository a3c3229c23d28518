"""Overlapping marks made flat: a text as a row of segments, each with all the marks that lie over it."""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

import msgspec

__all__ = ["Mark", "Segment", "cut_segments"]


class Mark(msgspec.Struct, frozen=True, order=True):
    """Characters `start` to `end` (half-open code points) that a record cites; `layer` says in which part.

    `record` is the record's number in its reading, from 0.
    """

    start: int
    end: int
    record: int
    layer: str


class Segment(msgspec.Struct, frozen=True):
    """Characters `start` to `end` over which the same marks lie; the shortest mark comes first."""

    start: int
    end: int
    marks: tuple[Mark, ...]


def cut_segments(text_length: int, marks: Iterable[Mark], breaks: Sequence[int] = ()) -> list[Segment]:
    """The segments of a text in order: they touch, do not overlap, and cover every character once.

    `breaks` are offsets where a segment must end besides. Raises `ValueError` for a mark or a break outside the text.
    """
    opening: dict[int, list[Mark]] = defaultdict(list)
    closing: dict[int, list[Mark]] = defaultdict(list)
    bounds = {0, text_length, *breaks}
    for mark in set(marks):
        if mark.start >= mark.end:
            raise ValueError(f"mark {mark} is empty or runs backwards")
        opening[mark.start].append(mark)
        closing[mark.end].append(mark)
        bounds.update((mark.start, mark.end))
    if min(bounds) < 0 or max(bounds) > text_length:
        raise ValueError(f"a mark or break lies outside a text of {text_length} characters")
    ordered = sorted(bounds)
    segments: list[Segment] = []
    live: list[tuple[int, Mark]] = []
    for start, end in pairwise(ordered):
        for mark in closing[start]:
            live.remove((mark.end - mark.start, mark))
        for mark in opening[start]:
            insort(live, (mark.end - mark.start, mark))
        segments.append(Segment(start, end, tuple(mark for _, mark in live)))
    return segments
