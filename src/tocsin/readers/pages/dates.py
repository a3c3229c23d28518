"""Publication dates as pages and feeds write them, to ISO dates and date-times; nothing is filled in from a clock."""

from __future__ import annotations

import re
from datetime import datetime
from email.utils import parsedate_to_datetime

from tocsin.readers.publication import parse_published
from tocsin.records import Published
from tocsin.records.document import PublishedBasis

__all__ = ["read_date"]

_DAY = re.compile(r"^(\d{4})[-/.](\d\d?)[-/.](\d\d?)$")
_COMPACT = re.compile(r"^(\d{4})(\d\d)(\d\d)(?:[T ]?(\d\d)(\d\d)(\d\d)?)?$")
_MOMENT = re.compile(r"^(\d{4}-\d\d-\d\d)[T ]+(\d\d:\d\d(?::\d\d)?)(?:[.,]\d+)?\s*(Z|z|UTC|GMT|[+-]\d\d:?(?:\d\d)?)?$")
_EPOCH = re.compile(r"^1\d{9}(?:\d{3})?$")
_EARLIEST = 1900
_TWO = ("2000-01-02", "1999-03-04")
"""Two days for what a text leaves out: where they give two readings, it does not name a day."""


def read_date(value: str, basis: PublishedBasis = "metadata") -> Published | None:
    """The day or moment that a date names, null for what does not name a whole day.

    A date-time keeps its offset; a time without one stays without. Days before 1900 are taken for defects.
    """
    value = " ".join(value.split())
    iso = _iso(value) or _written(value)
    if iso is None or int(iso[:4]) < _EARLIEST:
        return None
    try:
        return parse_published(iso, basis)
    except ValueError:
        return None


def _iso(value: str) -> str | None:
    """The ISO form of the numeric forms that leave no doubt."""
    if found := _DAY.match(value):
        return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}"
    if found := _COMPACT.match(value):
        day = f"{found[1]}-{found[2]}-{found[3]}"
        return f"{day}T{found[4]}:{found[5]}:{found[6] or '00'}" if found[4] else day
    if found := _MOMENT.match(value):
        zone = found[3] or ""
        if zone.upper() in ("UTC", "GMT"):
            zone = "+00:00"
        elif zone and zone not in "Zz":
            digits = zone[1:].replace(":", "").ljust(4, "0")
            zone = f"{zone[0]}{digits[:2]}:{digits[2:]}"
        return f"{found[1]}T{found[2]}{zone.upper()}"
    if _EPOCH.match(value):
        from datetime import UTC

        return datetime.fromtimestamp(int(value[:10]), UTC).isoformat()
    return None


def _written(value: str) -> str | None:
    """The ISO form of a date in words: of mail and RSS, or as a page prints it."""
    try:
        return parsedate_to_datetime(value).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        pass
    if not re.search(r"\d{4}", value) or len(value) > 60:
        return None
    from dateutil import parser

    readings = []
    for day in _TWO:
        try:
            readings.append(parser.parse(value, default=datetime.fromisoformat(day), fuzzy=False))
        except (ValueError, OverflowError, TypeError, RecursionError):
            return None
    # "3/4/2021" is two days in two countries.
    if readings[0] != readings[1] or re.match(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}", value):
        return None
    when = readings[0]
    timed = re.search(r"\d:\d\d|\d\s*[ap]\.?m", value, re.IGNORECASE)
    return when.isoformat() if timed else when.date().isoformat()
