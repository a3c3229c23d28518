"""The timeline: lanes by actor over a window of days, an overview by month to choose it by, and the same as a list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

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
# A range of more days than this says little of any one of them: it is listed, never drawn.
_LONGEST = 200
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


def show_timeline(board: Board, parameters: Mapping[str, str]) -> Answer:
    """What happened, was said and is expected, in a window of days. Raises `ConfigError` (`bad-date`)."""
    cut, query = read_cut(parameters)
    picture = board.picture(cut)
    chosen = parameters.get("kind", "event")
    kind = chosen if chosen in _KINDS else "all"
    rows = [row for row in picture.timeline if kind in ("all", row.what)]
    first, last = _window(picture, parameters, rows)
    inside = [row for row in rows if _touches(row, first.isoformat(), last.isoformat())]
    drawn = draw_lanes([row for row in inside if _short(row)], first, last)
    shown, page = cut_page(inside, parameters, 150)
    undated = sum(row.days is None for row in rows)
    data = {
        "lanes": drawn,
        "items": [{"row": r, "form": form_of(r), "link": document_link(r.document, r.span, query)} for r in shown],
        "page": page,
        "kind": kind,
        "kinds": [(name, with_query(parameters, kind=name, page=None)) for name in (*_KINDS, "all")],
        "first": first,
        "last": last,
        "steps": _steps(parameters, first, last),
        "months": _months(picture, kind, parameters, first, last),
        "undated": undated,
        "long": sum(not _short(row) for row in inside),
        "day_query": with_query(parameters, page=None, **{"from": None, "to": None}),
    }
    table = Table(_COLUMNS, lambda: [_cells(row) for row in rows])
    return Answer(template="timeline.html.j2", data=data, plain=list(shown), cut=cut, query=query, table=table)


def _cells(row: TimelineRow) -> tuple[Any, ...]:
    days = row.days
    return (days.first if days else None, days.last if days else None, days.edtf if days else None, row.what, row.label,
            row.status, row.who, row.words, row.document, f"{row.span.start}-{row.span.end}", row.outlet,
            row.published)  # fmt: skip


def _short(row: TimelineRow) -> bool:
    if row.days is None or row.days.first is None or row.days.last is None:
        return row.days is not None
    return (date.fromisoformat(row.days.last[:10]) - date.fromisoformat(row.days.first[:10])).days <= _LONGEST


def _touches(row: TimelineRow, first: str, last: str) -> bool:
    if row.days is None:
        return False
    begin = (row.days.first or row.days.last or "")[:10]
    end = (row.days.last or row.days.first or "")[:10]
    return bool(begin) and begin <= last and end >= first


def _window(picture: Picture, parameters: Mapping[str, str], rows: Sequence[TimelineRow]) -> tuple[date, date]:
    """The days asked for, else those up to a few days after the last document: what is expected stands to its right."""
    asked = parameters.get("from"), parameters.get("to")
    if asked[0] and asked[1]:
        first, last = sorted((as_day(asked[0]), as_day(asked[1])))
        return first, min(last, first + timedelta(days=_WINDOWS[-1] - 1))
    if asked[0]:
        first = as_day(asked[0])
        return first, first + timedelta(days=_WINDOW - 1)
    days = [day for reading in picture.view.readings if (day := reading.document.published.day)]
    dated = [row.days.first for row in rows if row.days and row.days.first]
    end = date.fromisoformat(days[-1] if days else (max(dated)[:10] if dated else "2000-01-01"))
    last = end + timedelta(days=4)
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


def _months(
    picture: Picture, kind: str, parameters: Mapping[str, str], first: date, last: date
) -> list[dict[str, Any]]:
    """The latest months with how much each holds, to choose a window by."""
    counts = picture.part(
        f"months {kind}",
        lambda p: Counter(r.days.first[:7] for r in p.timeline if kind in ("all", r.what) and r.days and r.days.first),
    )
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
