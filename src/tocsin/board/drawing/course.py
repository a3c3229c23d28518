"""The level over time as steps on a day axis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import msgspec

from tocsin.assess.course import CourseDay

__all__ = ["CoursePicture", "Rise", "Tick", "draw_course"]

_WIDTH, _LEFT, _TOP, _STEP = 940.0, 190.0, 10.0, 22.0
_MOST_TICKS = 9


class Rise(msgspec.Struct, frozen=True):
    """A day on which the level changed."""

    day: str
    before: int
    after: int
    x: float
    y: float


class Tick(msgspec.Struct, frozen=True):
    """A mark of the axis."""

    x: float
    label: str


class CoursePicture(msgspec.Struct, frozen=True):
    """The line as SVG path data, its frame, the levels with their heights, the changes and the ticks."""

    width: float
    height: float
    left: float
    path: str
    levels: tuple[tuple[int, str, float], ...]
    rises: tuple[Rise, ...]
    ticks: tuple[Tick, ...]
    axis: float


def draw_course(days: Sequence[CourseDay], levels: Mapping[int, str]) -> CoursePicture | None:
    """The picture of a course, or None where nothing is dated."""
    if not days:
        return None
    top = max(levels, default=5)
    span = max(1, len(days))
    across = (_WIDTH - _LEFT - 60) / span

    def height_of(level: int) -> float:
        return _TOP + (top - level) * _STEP

    path = f"M{_LEFT:.1f} {height_of(days[0].level):.1f}"
    rises = []
    for at, (day, following) in enumerate(pairwise(days), start=1):
        if day.level != following.level:
            x = _LEFT + at * across
            path += f"H{x:.1f}V{height_of(following.level):.1f}"
            rises.append(Rise(following.day, day.level, following.level, round(x, 1), height_of(following.level)))
    path += f"H{_LEFT + span * across:.1f}"
    every = max(1, -(-span // _MOST_TICKS))
    ticks = tuple(Tick(round(_LEFT + at * across, 1), days[at].day) for at in range(0, span, every))
    axis = height_of(min(levels, default=1)) + 12
    named = tuple((number, levels[number], height_of(number)) for number in sorted(levels))
    return CoursePicture(_WIDTH, axis + 22, _LEFT, path, named, tuple(rises), ticks, axis)
