"""The waterfall of contributions: what each indicator adds, and the sum so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from tocsin.assess.level import Step

__all__ = ["Bar", "Waterfall", "draw_waterfall"]

_WIDTH = 420.0


class Bar(msgspec.Struct, frozen=True):
    """A step: its indicator and title, its place on the scale, what it adds and the sum after it."""

    indicator: str
    title: str
    x: float
    width: float
    adds: float
    total: float


class Waterfall(msgspec.Struct, frozen=True):
    """The bars, the width of the scale, and where its zero lies."""

    bars: tuple[Bar, ...]
    width: float
    zero: float


def draw_waterfall(steps: Sequence[Step], titles: Mapping[str, str]) -> Waterfall:
    """The picture of the steps, in their order."""
    ends = [0.0, *(step.total for step in steps)]
    low, high = min(ends), max(ends)
    scale = _WIDTH / ((high - low) or 1.0)
    bars = []
    for before, step in zip(ends, steps, strict=False):
        left, right = sorted((before, step.total))
        bars.append(
            Bar(
                step.indicator,
                titles.get(step.indicator, step.indicator),
                round((left - low) * scale, 1),
                round(max(2.0, (right - left) * scale), 1),
                step.contribution,
                step.total,
            )
        )
    return Waterfall(tuple(bars), _WIDTH, round(-low * scale, 1))
