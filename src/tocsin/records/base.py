"""What every record has, and the small values they share."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

import msgspec

from tocsin.text.span import Span

__all__ = ["Probability", "Record", "Spans", "in_order"]

Spans = tuple[Span, ...]
"""Spans in text order, not overlapping; several where the words are split."""


class Record(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", forbid_unknown_fields=True):
    """One cited finding. `score` (0..1) is how sure the coder is of the record, never how sure a speaker is.

    `coder` is the name of the annotator that made it.
    """

    id: str
    score: float
    coder: str

    def __post_init__(self) -> None:
        if not 0 <= self.score <= 1:
            raise ValueError(f"score {self.score} is not in 0..1")


class Probability(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A speaker's certainty as a range in 0..1, with the words it rests on and the scale that gives the range.

    Words that no table covers have neither end and no scale: a range is never guessed.
    """

    low: float | None
    high: float | None
    words: str
    scale: Literal["icd203", "phia", "kent", "survey", "stated"] | None = None

    def __post_init__(self) -> None:
        if (self.low is None) != (self.high is None):
            raise ValueError("a probability has both ends or none")
        if self.low is not None and self.high is not None and not 0 <= self.low <= self.high <= 1:
            raise ValueError(f"probability [{self.low}, {self.high}] is no range in 0..1")


def in_order(spans: Spans) -> bool:
    """Whether spans stand in text order and share no character."""
    return all(left.end <= right.start for left, right in pairwise(spans))
