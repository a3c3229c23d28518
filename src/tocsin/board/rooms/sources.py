"""The sources: outlets with what they bring and copy, what rests on whom, and how far analysts trust them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import msgspec

from tocsin.board.answers import Answer, Board, Table, cut_page, read_cut
from tocsin.desk.picture import Picture
from tocsin.ledger.grades import RELIABILITY

__all__ = ["show_sources"]

_COLUMNS = ("outlet", "grade", "documents", "copies", "undated", "unclear", "first", "last")
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
    """The outlets by what they bring, and the origins that indicators rest on."""
    cut, query = read_cut(parameters)
    picture = board.picture(cut)
    outlets = picture.part("outlets", _outlets)
    shown, page = cut_page(outlets, parameters)
    origins: Counter[tuple[str, bool]] = Counter()
    for assessment in picture.report.assessments:
        for state in assessment.indicators:
            origins.update((origin.name or "an unnamed source", origin.first_hand) for origin in state.origins)
    rows = [dict(zip(_COLUMNS, _row(picture, outlet), strict=True)) for outlet in shown]
    data = {
        "rows": rows,
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
    return Answer(template="sources.html.j2", data=data, plain=rows, cut=cut, query=query, table=table)


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
