"""The scale of the date strip: linear where the dates are dense, a marked break before what lies far off."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

__all__ = ["Scale", "Tick", "choose_window", "make_scale"]

_SPANS = (13, 30, 92, 366, 1830, 11_000, 110_000)
_ENOUGH = 0.65
_SHORTEST = 9
_GAP = 26.0
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_FIRST_DAY = date.min.toordinal()
_LAST_DAY = date.max.toordinal()


class Tick(msgspec.Struct, frozen=True):
    """A line of the scale at `x`, with its label and, where one begins, the month or year below it."""

    x: float
    label: str
    below: str = ""


class Scale(msgspec.Struct, frozen=True):
    """Days (ordinals) to the strip's units. The window `first` to `last` lies linear between `left` and `right`.

    Where there are later days, they run up to `later` on a scale of their own between `right` + gap and `end`; the
    break between the two scales is drawn. Earlier days have no place on the scale.
    """

    first: int
    last: int
    left: float
    right: float
    later: int | None
    end: float

    def x(self, day: int) -> float:
        """The place of a day's beginning; days outside the scale stand at its edge."""
        if day <= self.first:
            return self.left
        if day <= self.last + 1:
            return self.left + (self.right - self.left) * (day - self.first) / (self.last + 1 - self.first)
        if self.later is None:
            return self.right
        start = self.right + _GAP
        share = min(1.0, (day - self.last - 1) / max(1, self.later - self.last))
        return start + (self.end - start) * share

    @property
    def break_at(self) -> float | None:
        """The middle of the break, or None where the scale has none."""
        return None if self.later is None else self.right + _GAP / 2

    def ticks(self) -> list[Tick]:
        """The ticks of the window, then those beyond the break."""
        found = _ticks(self, self.first, self.last, self.right - self.left)
        if self.later is not None:
            found += _ticks(self, self.last + 1, self.later, self.end - self.right - _GAP)
        return found


def choose_window(days: Sequence[int], published: int | None) -> tuple[int, int]:
    """The first and last day of the dense window: the shortest usual stretch that holds most days.

    It holds the day of publication where that is known; with no days at all it is the week around it.
    """
    known = sorted(days)
    if not known:
        middle = published or date(2000, 1, 1).toordinal()
        return max(_FIRST_DAY, middle - 7), min(_LAST_DAY, middle + 7)
    for span in _SPANS:
        count, start = _fullest(known, span, published)
        if count >= _ENOUGH * len(known):
            inside = [day for day in known if start <= day <= start + span]
            inside += [] if published is None else [published]
            return _widen(min(inside), max(inside))
    return _widen(known[0], known[-1])


def _fullest(known: Sequence[int], span: int, published: int | None) -> tuple[int, int]:
    """How many days the fullest stretch of `span` days holds, and where it starts."""
    starts = known if published is None else [*(d for d in known if published - span <= d <= published), published]
    return max((bisect_right(known, start + span) - bisect_left(known, start), start) for start in starts)


def _widen(first: int, last: int) -> tuple[int, int]:
    """The same days with a margin, and never fewer than can be read as a course of days."""
    lacking = max(0, _SHORTEST - (last - first))
    first, last = first - 1 - lacking // 2, last + 1 + lacking // 2
    return max(_FIRST_DAY, first), min(_LAST_DAY - 1, last)


def make_scale(days: Sequence[int], published: int | None, left: float, end: float) -> Scale:
    """The scale for some days between two places; later days get a quarter of the room, beyond a break."""
    first, last = choose_window(days, published)
    later = max((day for day in days if day > last), default=None)
    right = end if later is None else left + (end - left) * 0.74
    return Scale(first, last, left, right, later, end)


def _ticks(scale: Scale, first: int, last: int, room: float) -> list[Tick]:
    """Days, Mondays, months, years or decades, whichever stand apart enough to be read."""
    per_day = room / max(1, last + 1 - first)
    if per_day >= 20:
        return _day_ticks(scale, range(first, last + 1))
    if per_day * 7 >= 24:
        return _day_ticks(scale, (day for day in range(first, last + 1) if date.fromordinal(day).weekday() == 0))
    for months in (1, 3, 12, 60, 120, 600, 1200):
        if per_day * 30.4 * months >= 34:
            return _month_ticks(scale, first, last, months)
    return []


def _day_ticks(scale: Scale, days: Iterable[int]) -> list[Tick]:
    ticks: list[Tick] = []
    month = ""
    for ordinal in days:
        day = date.fromordinal(ordinal)
        name = f"{_MONTHS[day.month - 1]} {day.year}"
        ticks.append(Tick(scale.x(ordinal), str(day.day), "" if name == month else name))
        month = name
    if len(ticks) > 1 and ticks[0].below and any(tick.below and tick.x - ticks[0].x < 60 for tick in ticks[1:]):
        ticks[0] = msgspec.structs.replace(ticks[0], below="")
    return ticks


def _month_ticks(scale: Scale, first: int, last: int, months: int) -> list[Tick]:
    """Every `months` months from the first that begins in the stretch; whole years are labelled by themselves."""
    ticks: list[Tick] = []
    start, end = date.fromordinal(first), date.fromordinal(last)
    number = -(-(start.year * 12 + start.month - 1) // months) * months
    year = 0
    while number <= end.year * 12 + end.month - 1:
        here = date(max(1, number // 12), number % 12 + 1, 1)
        if here.toordinal() >= first:
            label = str(here.year) if months >= 12 else _MONTHS[here.month - 1]
            below = str(here.year) if months < 12 and here.year != year else ""
            ticks.append(Tick(scale.x(here.toordinal()), label, below))
            year = here.year
        number += months
    return ticks
