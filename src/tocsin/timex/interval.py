"""Days: a closed interval of calendar days with its EDTF name, and the arithmetic on it.

Both ends are inclusive ISO dates, or ISO date-times with offset where a text gives a clock time and its zone; `None`
is an open or unknown end. Nothing here knows today's date.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from typing import Literal

import msgspec

from tocsin.timex.edtf import SEASON_FIRST_MONTH, read_edtf, write_edtf
from tocsin.timex.errors import DaysError

Extent = Literal["throughout", "within"]
Unit = Literal["day", "week", "month", "quarter", "year", "decade", "century"]

_DATE = re.compile(r"\d{4}-\d\d-\d\d$")


class Days(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An interval of days, both ends inclusive.

    `first` and `last` are ISO dates (or date-times with offset), `None` for an open or unknown end. `edtf` is ISO
    8601-2. `extent` is set on the days of an Event or a Forecast only: it lasted all of them (`throughout`), or it
    falls on some day among them (`within`). Raises `DaysError` where an end is no date or the first is after the last.
    """

    first: str | None
    last: str | None
    edtf: str
    approximate: bool = False
    extent: Extent | msgspec.UnsetType = msgspec.UNSET

    def __post_init__(self) -> None:
        """Refuse ends that are no dates, and a first day after the last."""
        start = None if self.first is None else _instant(self.first, end=False)
        stop = None if self.last is None else _instant(self.last, end=True)
        if start is not None and stop is not None and start > stop:
            raise DaysError(f"first day {self.first} is after last day {self.last}")


def between(first: str | None, last: str | None, *, approximate: bool = False) -> Days:
    """The days from `first` to `last`, both inclusive; `None` leaves an end open."""
    edtf = write_edtf(first, last, approximate=approximate)
    return Days(first=first, last=last, edtf=edtf, approximate=approximate)


def day(iso: str, *, approximate: bool = False) -> Days:
    """The single day `iso`."""
    return between(iso, iso, approximate=approximate)


def from_edtf(text: str) -> Days:
    """The days that an EDTF string names. Raises `DaysError` on a form that Tocsin does not write."""
    first, last, approximate = read_edtf(text)
    return Days(first=first, last=last, edtf=text, approximate=approximate)


def week(iso: str) -> Days:
    """The ISO week (Monday to Sunday) that holds the day `iso`."""
    some_day = date.fromisoformat(iso[:10])
    monday = some_day - timedelta(days=some_day.weekday())
    return between(monday.isoformat(), (monday + timedelta(days=6)).isoformat())


def iso_week(year: int, number: int) -> Days:
    """ISO week `number` of ISO year `year`."""
    return week(date.fromisocalendar(year, number, 1).isoformat())


def month(year: int, number: int) -> Days:
    """The whole month."""
    return months(year, number, 1)


def months(year: int, first_month: int, count: int) -> Days:
    """`count` whole months from `first_month` of `year`."""
    total = year * 12 + first_month - 1 + count - 1
    end_year, end_month = divmod(total, 12)
    last = f"{end_year:04}-{end_month + 1:02}-{monthrange(end_year, end_month + 1)[1]:02}"
    return between(f"{year:04}-{first_month:02}-01", last)


def quarter(year: int, number: int) -> Days:
    """Calendar quarter 1 to 4."""
    return months(year, 3 * number - 2, 3)


def half(year: int, number: int) -> Days:
    """Calendar half-year 1 or 2."""
    return months(year, 6 * number - 5, 6)


def year(number: int) -> Days:
    """The whole calendar year."""
    return months(number, 1, 12)


def decade(first_year: int) -> Days:
    """The ten years that begin with `first_year // 10 * 10`."""
    start = first_year // 10 * 10
    return between(f"{max(start, 1):04}-01-01", f"{start + 9:04}-12-31")


def century(some_year: int) -> Days:
    """The hundred years that share the two leading digits of `some_year` (1900 to 1999 for 1914)."""
    start = some_year // 100 * 100
    return between(f"{max(start, 1):04}-01-01", f"{start + 99:04}-12-31")


def season(year_number: int, code: int) -> Days:
    """An EDTF season, 21 spring to 24 winter, northern; winter runs from December to February of the next year."""
    return months(year_number, SEASON_FIRST_MONTH[code], 3)


def shift(days: Days, count: int, unit: Unit = "day") -> Days:
    """The interval moved by `count` units, both ends alike; a day that the new month lacks becomes its last.

    Offsets of date-times are kept. The extent is kept.
    """
    moved = between(
        None if days.first is None else shift_date(days.first, count, unit),
        None if days.last is None else shift_date(days.last, count, unit),
        approximate=days.approximate,
    )
    return msgspec.structs.replace(moved, extent=days.extent)


def shift_date(iso: str, count: int, unit: Unit = "day") -> str:
    """An ISO date (or date-time) moved by `count` units; a day that the new month lacks becomes its last.

    Raises `DaysError` where the result leaves the years 1 to 9999.
    """
    some_day = date.fromisoformat(iso[:10])
    try:
        if unit in ("day", "week"):
            return (some_day + timedelta(days=count * (7 if unit == "week" else 1))).isoformat() + iso[10:]
        total = some_day.year * 12 + some_day.month - 1 + count * _MONTHS[unit]
        new_year, month_index = divmod(total, 12)
        last_day = monthrange(new_year, month_index + 1)[1]
        moved = date(new_year, month_index + 1, min(some_day.day, last_day))
    except (OverflowError, ValueError) as error:
        raise DaysError(f"{iso} moved by {count} {unit}s leaves the calendar: {error}") from error
    return moved.isoformat() + iso[10:]


_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}


def intersect(a: Days, b: Days) -> Days | None:
    """The days in both; `None` where they share none. Approximate if either is; the extent of `a` is kept."""
    first = _pick(a.first, b.first, end=False)
    last = _pick(a.last, b.last, end=True)
    if first is not None and last is not None and _instant(first, end=False) > _instant(last, end=True):
        return None
    common = between(first, last, approximate=a.approximate or b.approximate)
    return msgspec.structs.replace(common, extent=a.extent)


def within(days: Days, other: Days) -> bool:
    """True when every day of `days` lies in `other`; an open end lies only in an open end."""
    starts = other.first is None or (
        days.first is not None and _instant(days.first, end=False) >= _instant(other.first, end=False)
    )
    ends = other.last is None or (
        days.last is not None and _instant(days.last, end=True) <= _instant(other.last, end=True)
    )
    return starts and ends


def span(a: Days, b: Days) -> Days:
    """The shortest interval that holds both, approximate if either is."""
    firsts = [d.first for d in (a, b)]
    lasts = [d.last for d in (a, b)]
    first = None if None in firsts else min((f for f in firsts if f), key=lambda v: _instant(v, end=False))
    last = None if None in lasts else max((v for v in lasts if v), key=lambda v: _instant(v, end=True))
    return between(first, last, approximate=a.approximate or b.approximate)


def with_extent(days: Days, extent: Extent) -> Days:
    """The same days, said to be lasted through (`throughout`) or to hold the happening somewhere (`within`)."""
    return msgspec.structs.replace(days, extent=extent)


def approximately(days: Days) -> Days:
    """The same days marked approximate, in the EDTF string too."""
    marked = between(days.first, days.last, approximate=True)
    return msgspec.structs.replace(marked, extent=days.extent)


def length(days: Days) -> int | None:
    """Number of days, both ends counted; `None` for an open interval."""
    if days.first is None or days.last is None:
        return None
    return (date.fromisoformat(days.last[:10]) - date.fromisoformat(days.first[:10])).days + 1


def _pick(a: str | None, b: str | None, *, end: bool) -> str | None:
    """The later of two first days, or the earlier of two last days; an open end gives way."""
    if a is None or b is None:
        return a or b
    chosen = min if end else max
    return chosen(a, b, key=lambda value: _instant(value, end=end))


def _instant(value: str, *, end: bool) -> datetime:
    """A comparable moment: a bare date is its first moment, or its last when it ends an interval.

    A date-time without offset is read as UTC, so that order is defined; Tocsin writes offsets where it knows them.
    Raises `DaysError` on anything that is no ISO date.
    """
    try:
        if _DATE.match(value):
            moment = datetime.fromisoformat(value)
            return moment.replace(hour=23 * end, minute=59 * end, second=59 * end, tzinfo=UTC)
        moment = datetime.fromisoformat(value)
    except ValueError as error:
        raise DaysError(f"not an ISO date: {value!r}") from error
    if len(value) < len("2021-11-02T10:00"):
        raise DaysError(f"not an ISO date: {value!r}")
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
