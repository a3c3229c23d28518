"""Resolving named dates: which year, which week, by direction, tense, nearness and the time told last."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from typing import Any

from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter
from hijridate import Gregorian, Hijri

from tocsin.timex import interval
from tocsin.timex.anchors import Tense
from tocsin.timex.calendar import SEASON_CODES, days_of, value_at
from tocsin.timex.form import Point
from tocsin.timex.interval import Days, between
from tocsin.vocab.loader import load_table

_HIJRI_FIRST, _HIJRI_LAST = 1925, 2076
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
        found = holiday_days(point.holiday, year)
        return found[0].isoformat() if found is not None else f"{head}-XX-XX"
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


def holiday_days(number: int, year: int) -> tuple[date, date] | None:
    """First and last day of a holiday (a row of the table) that begins in a year; `None` where none does.

    Of a feast of the lunar calendar that begins twice in a year, the first.
    """
    row = _holidays()[number]
    first = _first_day(row, year)
    if first is None:
        return None
    if "months" in row:
        return first, first + timedelta(days=Gregorian.fromdate(first).to_hijri().month_length() - 1)
    if "days" in row:
        return first, first + timedelta(days=row["days"] - 1)
    if "to" not in row:
        return first, first
    month, day = (int(part) for part in row["to"].split("-"))
    return first, date(year + ((month, day) < (first.month, first.day)), month, day)


def _first_day(row: dict[str, Any], year: int) -> date | None:
    if "easter" in row:
        return easter(year, EASTER_WESTERN) + timedelta(days=row["easter"])
    if "pascha" in row:
        return easter(year, EASTER_ORTHODOX) + timedelta(days=row["pascha"])
    if "hijri" in row:
        return _hijri_day(year, *row["hijri"])
    if "weekday" in row:
        return _nth_weekday(year, row["month"], row["weekday"], row["which"]) + timedelta(days=row.get("plus", 0))
    return date(year, row["month"], row["day"])


def _hijri_day(year: int, month: int, day: int) -> date | None:
    """The first day of a Gregorian year that is this day of the Islamic calendar; `None` beyond its tables' years."""
    if not _HIJRI_FIRST <= year <= _HIJRI_LAST:
        return None
    begin = Gregorian(year, 1, 1).to_hijri().year
    for hijri_year in (begin, begin + 1):
        found: date = Hijri(hijri_year, month, day).to_gregorian()
        if found.year == year:
            return date(found.year, found.month, found.day)
    return None


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
    ahead = point.holiday is not None and ranked[0][1] > here + timedelta(days=JUST_DAYS)
    if distance(ranked[0]) <= NEAR_DAYS and not (ahead and tense == "past"):
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
    if point.holiday is not None:
        return holiday_days(point.holiday, year) is not None
    return point.month != 2 or point.day != 29 or (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))


def _bounds(point: Point, year: int) -> tuple[date, date]:
    if point.holiday is not None and (feast := holiday_days(point.holiday, year)) is not None:
        return feast
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


def holiday_span(number: int, value: str) -> Days:
    """The days of a holiday that begins on the day of a value; that day alone where the calendar has it elsewhere."""
    found = holiday_days(number, int(value[:4]))
    first, last = found if found is not None else (date.fromisoformat(value[:10]),) * 2
    return between(first.isoformat(), last.isoformat())


def pick_day_of_month(day: int, base: str, tense: Tense | None, *, story: bool) -> str | None:
    """The day of the month meant by "the 13th": in a tale that of the month told last, else the nearest by tense."""
    here = date.fromisoformat(base)
    months = (0, 1) if story else ((0, 1, 2) if tense == "future" else (0, -1, -2))
    for step in months:
        month = interval.shift_date(f"{here.year:04}-{here.month:02}-01", step, "month")[:8]
        found = days_of(f"{month}{day:02}")
        if found is None or found.first is None:
            continue
        if story or (found.first >= base if tense == "future" else found.first <= base):
            return found.first
    return None


def season_code(point: Point) -> int | None:
    """The EDTF code of a point's season."""
    return SEASON_CODES[point.season] if point.season is not None else None
