"""The tone of a pair by month: how hostile or friendly what is told of it is, and how much is told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import msgspec

from tocsin.assess.tone import PairDay

__all__ = ["ToneBar", "ToneStrip", "draw_tone"]

_HEIGHT, _COLUMN = 60.0, 22.0
_MOST = 24


class ToneBar(msgspec.Struct, frozen=True):
    """A month: the mean scale (-10 hostile to +10 friendly), the origins, and the bar from the middle line."""

    month: str
    scale: float
    origins: int
    x: float
    y: float
    height: float


class ToneStrip(msgspec.Struct, frozen=True):
    """The bars and the size of the picture."""

    bars: tuple[ToneBar, ...]
    width: float
    height: float


def draw_tone(days: Sequence[PairDay]) -> ToneStrip:
    """The picture of the days of one pair."""
    months: dict[str, list[PairDay]] = defaultdict(list)
    for day in days:
        months[day.day[:7]].append(day)
    bars = []
    for place, month in enumerate(sorted(months)[-_MOST:]):
        told = months[month]
        origins = sum(day.origins for day in told)
        scale = sum(day.scale * day.origins for day in told) / (origins or 1)
        size = abs(scale) / 10 * _HEIGHT / 2
        top = _HEIGHT / 2 - (size if scale > 0 else 0)
        bars.append(
            ToneBar(month, round(scale, 1), origins, place * _COLUMN + 2, round(top, 1), round(max(1, size), 1))
        )
    return ToneStrip(tuple(bars), max(_COLUMN, len(bars) * _COLUMN), _HEIGHT)
