"""The sources: outlets with what they bring and copy, what rests on whom, and how far analysts trust them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import msgspec

from tocsin.board.answers import Answer, Board, Table, cut_page, read_cut
from tocsin.desk.health import FeedHealth, read_health
from tocsin.desk.picture import Picture
from tocsin.errors import ConfigError
from tocsin.ledger.grades import RELIABILITY

__all__ = ["show_sources"]

_COLUMNS = ("outlet", "grade", "documents", "copies", "undated", "unclear", "first", "last")
_FEED_COLUMNS = ("address", "state", "asked", "answered", "brought", "due", "failures", "entries", "fault")
_MOST = 40


class _Outlet(msgspec.Struct):
    """What an outlet brought."""

    name: str
    documents: int = 0
    copies: int = 0
    undated: int = 0
    unclear: int = 0
    first: str | None = None
    last: str | None = None


def show_sources(board: Board, parameters: Mapping[str, str]) -> Answer:
    """The outlets by what they bring, the feeds that are followed, and the origins that indicators rest on.

    `what=feeds` makes the feeds the table.
    """
    cut, query = read_cut(parameters)
    picture = board.picture(cut)
    outlets = picture.part("outlets", _outlets)
    shown, page = cut_page(outlets, parameters)
    origins: Counter[tuple[str, bool]] = Counter()
    for assessment in picture.report.assessments:
        for state in assessment.indicators:
            origins.update((origin.name or "an unnamed source", origin.first_hand) for origin in state.origins)
    rows = [dict(zip(_COLUMNS, _row(picture, outlet), strict=True)) for outlet in shown]
    feeds, unknown = _feeds(board)
    data = {
        "rows": rows,
        "feeds": feeds,
        "feeds_unknown": unknown,
        "failing": sum(feed.state == "failing" for feed in feeds),
        "page": page,
        "origins": [
            (name, first_hand, count, picture.grades.of(name))
            for (name, first_hand), count in sorted(origins.items(), key=lambda one: (-one[1], one[0]))[:_MOST]
        ],
        "stories": picture.stories[:15],
        "reliability": RELIABILITY,
        "last": max((outlet.last for outlet in outlets if outlet.last), default=None),
    }
    table = Table(_COLUMNS, lambda: [_row(picture, outlet) for outlet in outlets])
    if parameters.get("what") == "feeds":
        table = Table(_FEED_COLUMNS, lambda: [tuple(getattr(feed, name) for name in _FEED_COLUMNS) for feed in feeds])
    plain = {"outlets": rows, "feeds": feeds}
    return Answer(template="sources.html.j2", data=data, plain=plain, cut=cut, query=query, table=table)


def _feeds(board: Board) -> tuple[list[FeedHealth], str]:
    """How the feeds are doing; where that cannot be read, why."""
    try:
        return read_health(board.desk), ""
    except ConfigError as error:
        return [], f"{error.seen} {error.hint}"


def _row(picture: Picture, one: _Outlet) -> tuple[Any, ...]:
    grade = picture.grades.of(one.name)
    return (one.name, grade, one.documents, one.copies, one.undated, one.unclear, one.first, one.last)


def _outlets(picture: Picture) -> list[_Outlet]:
    found: dict[str, _Outlet] = {}
    for reading in picture.view.readings:
        document = reading.document
        name = document.outlet or "unknown"
        outlet = found.setdefault(name, _Outlet(name))
        outlet.documents += 1
        outlet.copies += picture.view.stories.first(document).id != document.id
        outlet.unclear += len(reading.diagnostics)
        day = document.published.day
        if day is None:
            outlet.undated += 1
            continue
        outlet.first = min(outlet.first or day, day)
        outlet.last = max(outlet.last or day, day)
    return sorted(found.values(), key=lambda outlet: (-outlet.documents, outlet.name))
