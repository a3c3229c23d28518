"""Resolving named dates: which year, which week, by direction, tense, nearness and the time told last."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from typing import Any

from tocsin.timex.anchors import Tense
from tocsin.timex.calendar import SEASON_CODES, days_of, easter, value_at
from tocsin.timex.form import Point
from tocsin.timex.interval import Days, between
from tocsin.vocab.loader import load_table

NEAR_DAYS = 62
"""A date this near to the anchor is taken whatever the tense says: the other choice is most of a year off."""
JUST_DAYS = 27
"""Days after its end in which a month is not yet called "last June"."""


def is_explicit(point: Point) -> bool:
    """True when the words name a date by themselves, without any anchor."""
    return point.year is not None or point.decade is not None or point.century is not None


def explicit_value(point: Point) -> str:
    """The TIMEX3 value of a point whose words name its year, decade or century."""
    if point.century is not None:
        return f"BC{point.century:02}" if point.before_christ else f"{point.century:02}"
    if point.decade is not None:
        return f"{point.decade:03}"
    value = value_in_year(point, point.year or 0)
    return f"BC{value}" if point.before_christ else value


def value_before_christ(point: Point, narrative: str) -> str:
    """A month or season without a year in a story told before Christ: in the year told last (`BC0480-08`)."""
    return narrative[:6] + value_in_year(point, 0)[4:]


def value_in_year(point: Point, year: int) -> str:
    """The TIMEX3 value of a point in a given year, without its time of day."""
    head = f"{year:04}"
    if point.month is not None:
        day = f"-{point.day:02}" if point.day is not None else ""
        return f"{head}-{point.month:02}{day}"
    if point.season is not None:
        return f"{head}-{point.season}"
    if point.quarter is not None:
        return f"{head}-Q{point.quarter}"
    if point.half is not None:
        return f"{head}-H{point.half}"
    if point.holiday is not None:
        return holiday_days(point.holiday, year)[0].isoformat()
    return head


def unknown_value(point: Point) -> str | None:
    """The value with `X` for the year or week that the text leaves open."""
    if point.weekday is not None and point.month is None:
        return f"XXXX-WXX-{point.weekday}"
    if point.weekend:
        return "XXXX-WXX-WE"
    if point.holiday is not None or not (point.month or point.season or point.quarter or point.half):
        return "XXXX-XX-XX"
    return "XXXX" + value_in_year(point, 0)[4:]


@cache
def _holidays() -> tuple[dict[str, Any], ...]:
    return tuple(load_table("en/time_holidays")["holidays"])


def holiday_days(number: int, year: int) -> tuple[date, date]:
    """First and last day of a holiday (a row of the table) that begins in a year."""
    row = _holidays()[number]
    if "easter" in row:
        found = easter(year) + timedelta(days=row["easter"])
    elif "weekday" in row:
        found = _nth_weekday(year, row["month"], row["weekday"], row["which"])
    else:
        found = date(year, row["month"], row["day"])
    if "to" not in row:
        return found, found
    month, day = (int(part) for part in row["to"].split("-"))
    return found, date(year + ((month, day) < (found.month, found.day)), month, day)


def _nth_weekday(year: int, month: int, weekday: int, which: int) -> date:
    if which > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (which - 1))
    following = date(year + month // 12, month % 12 + 1, 1)
    last = following - timedelta(days=1)
    return last - timedelta(days=(last.isoweekday() - weekday) % 7)


def pick_year(point: Point, anchor: str, tense: Tense | None) -> int | None:
    """The year meant by a month, season, quarter or holiday without one, seen from the day `anchor`.

    "last", "this" and "next" decide; else a date within two months; else tense, and with no sign of the future the
    past, as news writes it. `None` where no year near has such a day.
    """
    here = date.fromisoformat(anchor)
    spans = [(year, *_bounds(point, year)) for year in range(here.year - 2, here.year + 3) if _exists(point, year)]
    if point.direction == 0:
        return here.year if _exists(point, here.year) else None
    if point.direction == -1:
        # What ended within the last weeks is "last month" or has no "last" at all.
        recent = here - timedelta(days=JUST_DAYS)
        return max((y for y, _, last in spans if last < recent), default=None)
    if point.direction == 1:
        return min((y for y, first, _ in spans if first > here), default=None)

    def distance(span: tuple[int, date, date]) -> int:
        return max((span[1] - here).days, (here - span[2]).days, 0)

    ranked = sorted(spans, key=lambda span: (distance(span), span[0]))
    if not ranked:
        return None
    if point.weekday is not None and point.day is not None:
        # "Monday, May 15": of the nearest before and the nearest after, the year that has it on a Monday.
        fitting = [year for year, first, _ in ranked[:2] if first.isoweekday() == point.weekday]
        if fitting:
            return fitting[0]
    if distance(ranked[0]) <= NEAR_DAYS:
        return ranked[0][0]
    fits: Callable[[tuple[int, date, date]], bool]
    fits = (lambda span: span[2] >= here) if tense == "future" else (lambda span: span[1] <= here)
    return next((span[0] for span in ranked if fits(span)), ranked[0][0])


def pick_story_year(point: Point, narrative: str) -> int | None:
    """The year meant by a month or season without one in a history: the year told last, or the next after its turn.

    A story goes forward: a month is looked for from three months before the time told last to nine after it.
    """
    days = days_of(narrative)
    if days is None or days.first is None:
        return None
    year = int(days.first[:4])
    if len(narrative) <= 4:
        return year
    if not _exists(point, year):
        return None
    gap = (_bounds(point, year)[0] - date.fromisoformat(days.first[:10])).days
    if gap < -BACK_DAYS:
        return year + 1
    return year - 1 if gap > 365 - BACK_DAYS else year


BACK_DAYS = 200
"""How far a history steps back within a year before a month is taken to be the next year's."""


def _exists(point: Point, year: int) -> bool:
    return point.month != 2 or point.day != 29 or (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))


def _bounds(point: Point, year: int) -> tuple[date, date]:
    if point.holiday is not None:
        return holiday_days(point.holiday, year)
    days = days_of(value_in_year(point, year))
    if days is None or days.first is None or days.last is None:
        return date(year, 1, 1), date(year, 12, 31)
    return date.fromisoformat(days.first), date.fromisoformat(days.last)


def pick_weekday(weekday: int, anchor: str, direction: int | None, tense: Tense | None) -> str:
    """The day of a bare weekday: "last" strictly before, "next" strictly after, else by tense with the anchor counted.

    Without a sign of the future it is the latest such day, as news writes it.
    """
    here = date.fromisoformat(anchor)
    back = (here.isoweekday() - weekday) % 7
    forward = (weekday - here.isoweekday()) % 7
    if direction == -1:
        return (here - timedelta(days=back or 7)).isoformat()
    if direction == 1:
        return (here + timedelta(days=forward or 7)).isoformat()
    if tense == "future" or (direction == 0 and tense != "past"):
        return (here + timedelta(days=forward)).isoformat()
    return (here - timedelta(days=back)).isoformat()


def pick_weekend(anchor: str, direction: int | None, tense: Tense | None) -> str:
    """The value of a weekend: by direction and tense, seen from the anchor."""
    here = date.fromisoformat(anchor)
    saturday = date.fromisoformat(pick_weekday(6, anchor, None, "past"))
    if direction == 1 or (direction != -1 and tense == "future") or (direction == 0 and tense != "past"):
        saturday = date.fromisoformat(pick_weekday(6, anchor, None, "future"))
    if direction == -1 and here.isoweekday() >= 6:
        saturday -= timedelta(days=7)
    return value_at(saturday.isoformat(), "week") + "-WE"


def holiday_span(number: int, year: int) -> Days:
    """The days of a holiday that begins in a year."""
    first, last = holiday_days(number, year)
    return between(first.isoformat(), last.isoformat())


def season_code(point: Point) -> int | None:
    """The EDTF code of a point's season."""
    return SEASON_CODES[point.season] if point.season is not None else None
