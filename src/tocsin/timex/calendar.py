"""TIMEX3 date values and the days they name, at the grain they are told with."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

from tocsin.timex import interval
from tocsin.timex.edtf import SEASON_FIRST_MONTH
from tocsin.timex.errors import DaysError
from tocsin.timex.interval import Days

Grain = Literal["century", "decade", "year", "half", "season", "quarter", "month", "week", "day"]

SEASON_CODES = {"SP": 21, "SU": 22, "FA": 23, "WI": 24}
_VALUE = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)(?:T.*)?$|(?P<month>\d{4}-\d\d)$|(?P<week>\d{4}-W\d\d)(?P<we>-WE)?$|(?P<quarter>\d{4}-Q[1-4])$"
    r"|(?P<half>\d{4}-H[12])$|(?P<season>\d{4}-(?:SP|SU|FA|WI))$|(?P<year>\d{4})$|(?P<decade>\d{3})$|(?P<century>\d{2})$"
)
_ROUGH_DAYS = {
    "day": 1, "week": 7, "month": 30, "quarter": 90, "season": 90, "half": 180, "year": 365, "decade": 3650,
    "century": 36500,
}  # fmt: skip
_GRAINS: tuple[Grain, ...] = ("day", "month", "week", "quarter", "half", "season", "year", "decade", "century")


def grain_of(value: str) -> Grain | None:
    """The grain of a TIMEX3 date value; `None` where it is no date, or has unknown digits."""
    match = _VALUE.match(value)
    return next((grain for grain in _GRAINS if match[grain]), None) if match else None


def days_of(value: str) -> Days | None:
    """The days that a TIMEX3 date value names (a time of day gives its day); `None` where it names none."""
    match = _VALUE.match(value)
    if match is None:
        return None
    try:
        return _span(match)
    except ValueError:
        # DaysError is a ValueError too: a date no calendar has, such as the 31st of June.
        return None


def _span(match: re.Match[str]) -> Days:
    head = match[0]
    if match["day"]:
        return interval.day(match["day"])
    if match["week"]:
        week = interval.iso_week(int(head[:4]), int(head[6:8]))
        if not match["we"] or week.first is None:
            return week
        return interval.between(interval.shift_date(week.first, 5), week.last)
    if match["quarter"] or match["half"]:
        span = interval.quarter if match["quarter"] else interval.half
        return span(int(head[:4]), int(head[-1]))
    if match["season"]:
        return interval.season(int(head[:4]), SEASON_CODES[head[-2:]])
    if match["month"]:
        return interval.month(int(head[:4]), int(head[5:7]))
    if match["year"]:
        return interval.year(int(head))
    return interval.decade(int(head) * 10) if match["decade"] else interval.century(int(head) * 100)


def first_day(value: str) -> str | None:
    """The first day that a value names."""
    days = days_of(value)
    return days.first if days else None


def value_at(iso: str, grain: Grain) -> str:
    """The TIMEX3 value of the stretch of a grain that holds a day."""
    some_day = date.fromisoformat(iso[:10])
    year = f"{some_day.year:04}"
    if grain == "week":
        iso_year, week, _ = some_day.isocalendar()
        return f"{iso_year:04}-W{week:02}"
    if grain == "season":
        return season_at(some_day)
    return {
        "day": iso[:10],
        "month": iso[:7],
        "quarter": f"{year}-Q{(some_day.month + 2) // 3}",
        "half": f"{year}-H{(some_day.month + 5) // 6}",
        "year": year,
        "decade": year[:3],
        "century": year[:2],
    }[grain]


def season_at(some_day: date) -> str:
    """The season that holds a day; January and February belong to the winter of the year before."""
    for name, code in SEASON_CODES.items():
        month = SEASON_FIRST_MONTH[code]
        if (some_day.month - month) % 12 < 3:
            return f"{some_day.year - (code == 24 and some_day.month < 3):04}-{name}"
    raise DaysError(f"no season holds {some_day}")


def shift_value(value: str, count: int, unit: interval.Unit) -> str | None:
    """The value moved by whole units, its own grain kept; `None` where the grain is coarser than the unit."""
    grain, start = grain_of(value), first_day(value)
    if grain is None or start is None or _ROUGH_DAYS[grain] > _ROUGH_DAYS[unit]:
        return None
    if grain == "week" and unit != "week":
        return None
    return value_at(interval.shift_date(start, count, unit), grain)
