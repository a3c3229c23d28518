"""The calibration picture: what was said against what came, a ring for each step as large as it is often."""

from __future__ import annotations

import math
from collections.abc import Sequence

import msgspec

from tocsin.assess.forecasts import Bin

__all__ = ["Ring", "draw_calibration"]

_SIZE = 240.0


class Ring(msgspec.Struct, frozen=True):
    """A step: its middle, its radius, and the numbers behind it."""

    x: float
    y: float
    radius: float
    said: float
    came: float
    count: int


def draw_calibration(bins: Sequence[Bin]) -> tuple[Ring, ...]:
    """The rings in a square of 240 units; the diagonal is what was said coming as often as it was said."""
    most = max((one.count for one in bins), default=1)
    return tuple(
        Ring(
            round(one.said * _SIZE, 1),
            round((1 - one.came) * _SIZE, 1),
            round(3 + 9 * math.sqrt(one.count / most), 1),
            one.said,
            one.came,
            one.count,
        )
        for one in bins
    )
