"""Extended Date/Time Format (ISO 8601-2) strings: written from, and read back to, first and last days.

Covers what the record contract needs: a day, a month, a year, a decade (`199X`), a century (`19XX`), a season of the
northern half-year calendar (`2021-21` spring to `2021-24` winter), a closed or open interval, and the approximate
mark `~`. A season is read as three whole months, winter as December of its year to February of the next: newspapers
mean that, and ISO 8601-2 leaves the months to the user. ISO weeks have no EDTF form; they are written as the
interval of their days.

The notation is that of ISO 8601-2, of which only the forms above are read and written.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from tocsin.timex.errors import DaysError

_OPEN = ".."
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)$")
_CLOCK = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?$")
_MONTH = re.compile(r"(\d{4})-(\d\d)$")
_YEAR = re.compile(r"(\d{4})$")
_DECADE = re.compile(r"(\d{3})X$")
_CENTURY = re.compile(r"(\d{2})XX$")

SEASON_FIRST_MONTH = {21: 3, 22: 6, 23: 9, 24: 12}
"""First month of each EDTF season code: spring, summer, autumn, winter (which ends in the next year)."""


def write_edtf(first: str | None, last: str | None, *, approximate: bool = False) -> str:
    """The EDTF string of an interval of ISO days, in its shortest form.

    A whole month, year, decade, century or season is written by its own name, anything else as `first/last`. `None`
    is an open end. Both ends open has no EDTF form and is written `../..`.
    """
    mark = "~" if approximate else ""
    if first is None or last is None:
        left = first + mark if first is not None else _OPEN
        return f"{left}/{last + mark if last is not None else _OPEN}"
    if first == last:
        return first + mark
    short = _name_span(first, last)
    return short + mark if short else f"{first}{mark}/{last}{mark}"


def read_edtf(text: str) -> tuple[str | None, str | None, bool]:
    """First day, last day (both inclusive, `None` for an open end) and the approximate mark of an EDTF string.

    Raises `DaysError` on anything outside the forms that `write_edtf` writes.
    """
    left, slash, right = text.partition("/")
    if not slash:
        first, last, approximate = _read_level(left)
        return first, last, approximate
    first_part = (None, None, False) if left in (_OPEN, "") else _read_level(left)
    last_part = (None, None, False) if right in (_OPEN, "") else _read_level(right)
    return first_part[0], last_part[1], first_part[2] or last_part[2]


def _read_level(text: str) -> tuple[str, str, bool]:
    """First and last day of one EDTF date (no interval), and whether it is approximate."""
    approximate = text.endswith("~")
    body = text.removesuffix("~")
    try:
        return (*_read_body(body), approximate)
    except ValueError as error:
        raise DaysError(f"no such date in EDTF string {text!r}: {error}") from error


def _read_body(body: str) -> tuple[str, str]:
    if match := _DAY.match(body):
        date.fromisoformat(body)
        return body, body
    if _CLOCK.match(body):
        return body, body
    if match := _MONTH.match(body):
        return _read_month_or_season(int(match[1]), int(match[2]))
    for pattern, zeros in ((_YEAR, 0), (_DECADE, 1), (_CENTURY, 2)):
        if match := pattern.match(body):
            year = int(match[1]) * 10**zeros
            return f"{max(year, 1):04}-01-01", f"{year + 10**zeros - 1:04}-12-31"
    raise ValueError("not a form that Tocsin writes")


def _read_month_or_season(year: int, code: int) -> tuple[str, str]:
    if code in SEASON_FIRST_MONTH:
        month = SEASON_FIRST_MONTH[code]
        end_year, end_month = (year + 1, 2) if code == 24 else (year, month + 2)
        return f"{year:04}-{month:02}-01", _last_of_month(end_year, end_month)
    if not 1 <= code <= 12:
        raise ValueError(f"month {code}")
    return f"{year:04}-{code:02}-01", _last_of_month(year, code)


def _last_of_month(year: int, month: int) -> str:
    return f"{year:04}-{month:02}-{monthrange(year, month)[1]:02}"


def _name_span(first: str, last: str) -> str | None:
    """The EDTF name of a whole month, season, year, decade or century; `None` where the ends are none of these."""
    start, end = _DAY.match(first), _DAY.match(last)
    if start is None or end is None or start[3] != "01" or last != _last_of_month(int(end[1]), int(end[2])):
        return None
    year, month, end_year, end_month = int(start[1]), int(start[2]), int(end[1]), int(end[2])
    months = (end_year - year) * 12 + end_month - month + 1
    if months == 1:
        return f"{year:04}-{month:02}"
    if months == 3:
        return next((f"{year:04}-{code}" for code, m in SEASON_FIRST_MONTH.items() if m == month), None)
    if month != 1:
        return None
    if months == 12:
        return f"{year:04}"
    if months == 120 and year % 10 == 0:
        return f"{year // 10:03}X"
    if months == 1200 and year % 100 == 0:
        return f"{year // 100:02}XX"
    return None
