"""The timeline: lanes by actor over a window of days, an overview by month to choose it by, and the same as a list."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any

import msgspec

from tocsin.board.answers import Answer, Board, Table, as_day, cut_page, read_cut, with_query
from tocsin.board.drawing.lanes import draw_lanes, form_of
from tocsin.board.words import document_link
from tocsin.desk.picture import Picture
from tocsin.ledger.timeline import TimelineRow

__all__ = ["show_timeline"]

_KINDS = ("event", "statement", "forecast")
_WINDOWS = (10, 21, 45, 90)
_WINDOW = 21
_MONTHS = 36
# More marks than this tell nothing and take long: the rest stands in the list, and the page says so.
_MOST_DRAWN = 500
# A range of more days than this says little of any one of them: it is listed, never drawn.
_LONGEST = 200
_LENGTHS = (1, 10, _LONGEST)
_COLUMNS = (
    "first",
    "last",
    "edtf",
    "what",
    "label",
    "status",
    "who",
    "words",
    "document",
    "span",
    "outlet",
    "published",
)


class _Lasting(msgspec.Struct, frozen=True):
    """The rows that last up to so many days, in order of their first day, and these days."""

    most: int
    rows: tuple[TimelineRow, ...]
    begins: tuple[str, ...]

    def inside(self, first: date, last: date) -> list[TimelineRow]:
        """The rows that touch the days from the first to the last."""
        low, high = first.isoformat(), last.isoformat()
        begin = bisect_left(self.begins, (first - timedelta(days=self.most)).isoformat())
        end = bisect_right(self.begins, f"{high}~")
        return [row for row in self.rows[begin:end] if _touches(row, low, high)]


class _Index(msgspec.Struct, frozen=True):
    """The rows of one kind, ready to be asked for some days.

    `short` are those that can be drawn, by how long they last: of the many that last a day, none of another month is
    looked at. `long` are the rows that last longer; `months` counts the rows that begin in each.
    """

    short: tuple[_Lasting, ...]
    long: tuple[TimelineRow, ...]
    months: dict[str, int]
    undated: int
    last: str | None

    def inside(self, first: date, last: date) -> tuple[list[TimelineRow], list[TimelineRow]]:
        """The rows that touch the days from the first to the last: those to be drawn, and the long ones."""
        drawn = sorted((row for some in self.short for row in some.inside(first, last)), key=_begin)
        return drawn, [row for row in self.long if _touches(row, first.isoformat(), last.isoformat())]


def show_timeline(board: Board, parameters: Mapping[str, str]) -> Answer:
    """What happened, was said and is expected, in a window of days. Raises `ConfigError` (`bad-date`)."""
    cut, query = read_cut(parameters)
    picture = board.picture(cut)
    chosen = parameters.get("kind", "event")
    kind = chosen if chosen in _KINDS else "all"
    index = picture.part(f"timeline of {kind}", partial(_index, kind=kind))
    first, last = _window(parameters, index)
    drawn, long = index.inside(first, last)
    shown, page = cut_page([*long, *drawn], parameters, 150)
    data = {
        "lanes": draw_lanes(drawn[:_MOST_DRAWN], first, last),
        "items": [{"row": r, "form": form_of(r), "link": document_link(r.document, r.span, query)} for r in shown],
        "page": page,
        "kind": kind,
        "kinds": [(name, with_query(parameters, kind=name, page=None)) for name in (*_KINDS, "all")],
        "first": first,
        "last": last,
        "steps": _steps(parameters, first, last),
        "months": _months(index, parameters, first, last),
        "undated": index.undated,
        "bare": index.last is None,
        "long": len(long),
        "undrawn": max(0, len(drawn) - _MOST_DRAWN),
        "day_query": with_query(parameters, page=None, **{"from": None, "to": None}),
    }
    table = Table(_COLUMNS, lambda: [_cells(row) for row in picture.timeline if kind in ("all", row.what)])
    return Answer(template="timeline.html.j2", data=data, plain=list(shown), cut=cut, query=query, table=table)


def _index(picture: Picture, kind: str) -> _Index:
    rows = [row for row in picture.timeline if kind in ("all", row.what)]
    dated = sorted((row for row in rows if row.days is not None), key=_begin)
    by_length: dict[int, list[TimelineRow]] = {}
    for row in dated:
        by_length.setdefault(next((most for most in _LENGTHS if _lasts(row) <= most), _LENGTHS[-1] + 1), []).append(row)
    days = [day for reading in picture.view.readings if (day := reading.document.published.day)]
    return _Index(
        short=tuple(
            _Lasting(most, tuple(found), tuple(_begin(row) for row in found))
            for most in _LENGTHS
            if (found := by_length.get(most))
        ),
        long=tuple(by_length.get(_LENGTHS[-1] + 1, ())),
        months=dict(Counter(begin[:7] for row in dated if (begin := _begin(row)))),
        undated=len(rows) - len(dated),
        last=days[-1] if days else _begin(dated[-1]) if dated else None,
    )


def _begin(row: TimelineRow) -> str:
    return ((row.days.first or row.days.last) if row.days else None) or ""


def _cells(row: TimelineRow) -> tuple[Any, ...]:
    days = row.days
    return (days.first if days else None, days.last if days else None, days.edtf if days else None, row.what, row.label,
            row.status, row.who, row.words, row.document, f"{row.span.start}-{row.span.end}", row.outlet,
            row.published)  # fmt: skip


def _lasts(row: TimelineRow) -> int:
    """How many days a row lasts after its first; none where an end is open."""
    if row.days is None or row.days.first is None or row.days.last is None:
        return 0
    return (date.fromisoformat(row.days.last[:10]) - date.fromisoformat(row.days.first[:10])).days


def _touches(row: TimelineRow, first: str, last: str) -> bool:
    if row.days is None:
        return False
    begin = (row.days.first or row.days.last or "")[:10]
    end = (row.days.last or row.days.first or "")[:10]
    return bool(begin) and begin <= last and end >= first


def _window(parameters: Mapping[str, str], index: _Index) -> tuple[date, date]:
    """The days asked for, else those up to a few days after the last document: what is expected stands to its right."""
    asked = parameters.get("from"), parameters.get("to")
    if asked[0] and asked[1]:
        first, last = sorted((as_day(asked[0]), as_day(asked[1])))
        return first, min(last, first + timedelta(days=_WINDOWS[-1] - 1))
    if asked[0]:
        first = as_day(asked[0])
        return first, first + timedelta(days=_WINDOW - 1)
    last = date.fromisoformat((index.last or "2000-01-01")[:10]) + timedelta(days=4)
    return last - timedelta(days=_WINDOW - 1), last


def _steps(parameters: Mapping[str, str], first: date, last: date) -> list[tuple[str, str | None, str]]:
    """The ways to move and zoom: words, address, key."""
    length = (last - first).days + 1
    middle = first + timedelta(days=length // 2)

    def to(begin: date, days: int) -> str:
        end = begin + timedelta(days=days - 1)
        return with_query(parameters, page=None, **{"from": begin.isoformat(), "to": end.isoformat()})

    closer = max((w for w in _WINDOWS if w < length), default=None)
    wider = min((w for w in _WINDOWS if w > length), default=None)
    jump = timedelta(days=max(1, length * 2 // 3))
    return [
        ("earlier", to(first - jump, length), "["),
        ("closer", to(middle - timedelta(days=closer // 2), closer) if closer else None, "+"),
        ("farther", to(middle - timedelta(days=wider // 2), wider) if wider else None, "-"),
        ("later", to(first + jump, length), "]"),
    ]


def _months(index: _Index, parameters: Mapping[str, str], first: date, last: date) -> list[dict[str, Any]]:
    """The latest months with how much each holds, to choose a window by."""
    counts = index.months
    most = max(counts.values(), default=1)
    found = []
    for month in sorted(counts)[-_MONTHS:]:
        begin = f"{month}-01"
        end = (date.fromisoformat(begin) + timedelta(days=_WINDOWS[2] - 15)).isoformat()
        found.append(
            {
                "month": month,
                "count": counts[month],
                "height": round(2 + 30 * counts[month] / most, 1),
                "link": with_query(parameters, page=None, **{"from": begin, "to": end}),
                "here": first.isoformat()[:7] <= month <= last.isoformat()[:7],
            }
        )
    return found
