"""What a page is made of: the desk behind it, what was asked in the address, and the answer in three forms."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, TypeVar
from urllib.parse import urlencode

import msgspec

from tocsin.desk import Desk
from tocsin.desk.picture import Picture, Pictures
from tocsin.errors import ConfigError
from tocsin.ledger.cut import Cut
from tocsin.readers.publication import parse_published

__all__ = [
    "Answer",
    "Board",
    "Page",
    "Table",
    "View",
    "as_day",
    "as_moment",
    "as_published",
    "cut_page",
    "read_cut",
    "table_bytes",
    "with_query",
]

T = TypeVar("T")

_A_PAGE = 100
# A spreadsheet runs a cell that begins so as a formula: a news text must not be able to.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Board:
    """The desk behind the pages, and its pictures. `today` gives the day (ISO) that forecasts fall due by.

    `drawn` are reading views that were made, by all that they hang on.
    """

    def __init__(self, desk: Desk, today: Callable[[], str] | None = None) -> None:
        self.desk = desk
        self.pictures = Pictures(desk)
        self.today = today or (lambda: "")
        self.drawn: dict[tuple[Any, ...], str] = {}

    def picture(self, cut: Cut) -> Picture:
        """What the desk looks like at a cut."""
        return self.pictures.at(cut)


class Table(msgspec.Struct, frozen=True):
    """An answer as a table: the names of its columns, and its rows, made only when they are asked for."""

    columns: tuple[str, ...]
    rows: Callable[[], Iterable[tuple[Any, ...]]]


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """A page's template and data, the same as plain values, the cut that was asked for with its query, and a table."""

    template: str
    data: dict[str, Any]
    plain: Any
    cut: Cut
    query: str
    table: Table | None = None


View = Callable[[Board, Mapping[str, str]], Answer]


class Page(msgspec.Struct, frozen=True):
    """A piece of a long list: its number from 1, how many there are, how many items in all, the addresses beside it."""

    number: int
    pages: int
    total: int
    before: str | None
    after: str | None


def read_cut(parameters: Mapping[str, str]) -> tuple[Cut, str]:
    """The cut that an address asks for, and the query that hands it on. Raises `ConfigError` (`bad-date`)."""
    as_of, known_at = parameters.get("as_of") or None, parameters.get("known_at") or None
    # As the ledger writes them, which compares them as words: "20211111" would be after all days of 2021.
    as_of = as_day(as_of).isoformat() if as_of is not None else None
    known_at = as_moment(known_at) if known_at is not None else None
    handed = {name: value for name, value in (("as_of", as_of), ("known_at", known_at)) if value}
    return Cut(as_of=as_of, known_at=known_at), f"?{urlencode(handed)}" if handed else ""


def as_day(words: str) -> date:
    """The day that an address names. Raises `ConfigError` (`bad-date`)."""
    try:
        return date.fromisoformat(words)
    except ValueError as error:
        raise ConfigError("bad-date", f"'{words}' is no date.", "Write it as 2021-11-11.") from error


def as_moment(words: str) -> str:
    """The moment in UTC that an address names; a bare day is its end. Raises `ConfigError` (`bad-date`)."""
    # A plus sign that is not written as %2B comes as a space.
    given = re.sub(r"(:\d\d(?:\.\d+)?) (?=\d\d:?\d\d$)", r"\1+", words)
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", given):
            given = f"{given}T23:59:59.999999"
        moment = datetime.fromisoformat(given)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC).isoformat()
    except (ValueError, OverflowError) as error:
        seen, hint = f"'{words[:40]}' is no moment.", "Write it as 2021-11-11T09:30:00Z."
        raise ConfigError("bad-date", seen, hint) from error


def as_published(words: str | None) -> str | None:
    """A date of publication as readers take it, nothing where none is given. Raises `ConfigError` (`bad-date`)."""
    words = (words or "").strip()
    try:
        return parse_published(words, "given").value if words else None
    except ValueError as error:
        hint = "Write it as 2021-11-11 or 2021-11-11T09:30:00+03:00."
        raise ConfigError("bad-date", f"'{words[:40]}' is no date of publication.", hint) from error


def with_query(parameters: Mapping[str, str], **changes: str | int | None) -> str:
    """The query of an address with some of its values changed; null takes one out."""
    kept = {name: value for name, value in parameters.items() if value and name not in ("id", "looked")}
    for name, value in changes.items():
        if value is None:
            kept.pop(name, None)
        else:
            kept[name] = str(value)
    return f"?{urlencode(kept)}" if kept else "?"


def cut_page(items: Sequence[T], parameters: Mapping[str, str], size: int = _A_PAGE) -> tuple[Sequence[T], Page]:
    """The piece of a list that an address asks for (`page`, from 1), and where the pieces beside it are."""
    pages = max(1, -(-len(items) // size))
    asked = parameters.get("page", "1")
    number = min(max(1, int(asked)), pages) if asked.isdecimal() and len(asked) < 9 else 1
    before = with_query(parameters, page=number - 1) if number > 1 else None
    after = with_query(parameters, page=number + 1) if number < pages else None
    return items[(number - 1) * size : number * size], Page(number, pages, len(items), before, after)


def table_bytes(table: Table) -> bytes:
    """The table as CSV in UTF-8; a text that a spreadsheet would run bears an apostrophe before it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(table.columns)
    writer.writerows([_cell(value) for value in row] for row in table.rows())
    return out.getvalue().encode("utf-8", "replace")


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA) else value
    if isinstance(value, tuple | list):
        return "; ".join(str(item) for item in value)
    return value
