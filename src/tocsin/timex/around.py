"""Stretches told by a date beside them: "the day after Christmas", "the week of March 6", "the first half of May"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

import msgspec

from tocsin.timex import interval
from tocsin.timex.amounts import read_ordinal
from tocsin.timex.calendar import days_of, grain_of, value_at
from tocsin.timex.form import Around, Expression, Offset, Point
from tocsin.timex.interval import Days, between

_REACH = 40
_BESIDE = re.compile(
    r"(?<!\ba )(?<!\bone )(?<!\beach )\b(?:the\s+)?day\s+(?P<side>before|after|following|preceding)\s+$", re.IGNORECASE
)
_WEEK_OF = re.compile(r"\b(?:the\s+)?week\s+of\s+$", re.IGNORECASE)
_PART_OF = re.compile(
    r"\b(?:the\s+)?(?P<which>first|second|third|fourth|fifth|opening|last|final|closing|latter|[1-5](?:st|nd|rd|th))\s+"
    r"(?P<unit>week|half)\s+(?:of|in)\s+$",
    re.IGNORECASE,
)
_LAST = ("last", "final", "closing", "latter")


def join_around(text: str, expressions: Sequence[Expression]) -> list[Expression]:
    """The expressions, those whose words before them make them another stretch joined with these into one."""
    joined: list[Expression] = []
    for found in expressions:
        made = _widen(text, found)
        if made is None:
            joined.append(found)
            continue
        while joined and joined[-1].end > made.start:
            joined.pop()
        joined.append(made)
    return joined


def _widen(text: str, found: Expression) -> Expression | None:
    form, floor = found.form, max(0, found.start - _REACH)
    if not isinstance(form, Point | Offset) or found.mod is not None:
        return None
    before = text[floor : found.start]
    if _names_day(form) and (match := _BESIDE.search(before)):
        steps = -1 if match["side"].lower() in ("before", "preceding") else 1
        return _made(found, floor + match.start(), Around(date=form, unit="D", steps=steps), "day-beside")
    if _names_day(form) and (match := _WEEK_OF.search(before)):
        return _made(found, floor + match.start(), Around(date=form, unit="W"), "week-of")
    if _names_stretch(form) and (match := _PART_OF.search(before)):
        which = match["which"].lower()
        steps = -1 if which in _LAST else 1 if which == "opening" else read_ordinal([which]) or 1
        unit: Literal["W", "H"] = "W" if match["unit"].lower() == "week" else "H"
        if unit == "H" and steps not in (-1, 1, 2):
            return None
        return _made(found, floor + match.start(), Around(date=form, unit=unit, steps=steps), "part-of")
    return None


def _made(found: Expression, start: int, form: Around, rule: str) -> Expression:
    return msgspec.structs.replace(found, start=start, form=form, rule=rule)


def _names_day(form: Point | Offset) -> bool:
    if isinstance(form, Offset):
        return form.unit == "D" and form.whole
    return form.clock is None and (form.day is not None or form.weekday is not None or form.holiday is not None)


def _names_stretch(form: Point | Offset) -> bool:
    """True of a month, a season or a year."""
    if isinstance(form, Offset):
        return form.whole and form.unit in ("M", "Y", "Q")
    plain = form.day is None and form.weekday is None and form.decade is None and form.century is None
    return plain and not form.before_christ and bool(form.month or form.season or form.year)


def value_around(form: Around, value: str) -> tuple[str, Days] | None:
    """The TIMEX3 value and the days of the stretch whose date has `value`; `None` where that names no days.

    The second week of a month is its second seven days, and a length of a week, as TimeML has it.
    """
    days, grain = days_of(value), grain_of(value)
    if days is None or days.first is None or days.last is None:
        return None
    if form.unit == "D":
        day = interval.shift_date(days.first if form.steps < 0 else days.last, form.steps)
        return day, interval.day(day)
    if form.unit == "W" and form.steps == 0:
        return value_at(days.first, "week"), interval.week(days.first)
    if form.unit == "H":
        return _half(value, grain, days.first, days.last, form.steps)
    if form.steps < 0:
        first, last = interval.shift_date(days.last, -6), days.last
    else:
        first = interval.shift_date(days.first, 7 * (form.steps - 1))
        last = min(interval.shift_date(first, 6), days.last)
    if first > last:
        return None
    return "P1W", between(first, last, approximate=True)


def _half(value: str, grain: str | None, first: str, last: str, steps: int) -> tuple[str, Days] | None:
    """The first or second half of a year (`2021-H1`), or of a month or season, which keeps its value."""
    begins = steps == 1
    if grain == "year":
        number = 1 if begins else 2
        return f"{value}-H{number}", interval.half(int(value), number)
    count = interval.length(between(first, last)) or 0
    middle = interval.shift_date(first, count // 2 - 1)
    found = between(first, middle) if begins else between(interval.shift_date(middle, 1), last)
    return value, found
