"""Who contradicts whom, who changed their mind, and which red lines moved; both sides in their own words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tocsin.assess.disagreements import Disagreement, Side
from tocsin.board.answers import Answer, Board, Table, cut_page, read_cut
from tocsin.board.words import cite
from tocsin.desk.picture import Picture
from tocsin.records import Entity

__all__ = ["show_disagreements"]

_COLUMNS = ("proposition", "kind", "holder", "polarity", "outlet", "published", "words", "document", "span")
_MOST_BESIDE = 20


def show_disagreements(board: Board, parameters: Mapping[str, str]) -> Answer:
    """The disagreements of a view."""
    cut, query = read_cut(parameters)
    picture = board.picture(cut)
    kind = parameters.get("kind", "")
    found = [item for item in picture.disagreements if kind in ("", item.kind)]
    shown, page = cut_page(found, parameters, 30)
    lines, moved = picture.red_lines
    data = {
        "items": [(item, [_side(picture, side, query) for side in item.sides]) for item in shown],
        "page": page,
        "kind": kind,
        "kinds": sorted({item.kind for item in picture.disagreements}),
        "minds": [
            (mind, _side(picture, mind.before, query), _side(picture, mind.after, query))
            for mind in picture.changed_minds[:_MOST_BESIDE]
        ],
        "moved": [
            (pair, *(cite(picture.readings[line.document], line.span, query) for line in (pair.before, pair.after)))
            for pair in moved[:_MOST_BESIDE]
        ],
        "lines": [(line, cite(picture.readings[line.document], line.span, query)) for line in lines[-_MOST_BESIDE:]],
        "all_lines": len(lines),
    }
    table = Table(_COLUMNS, lambda: [row for item in found for row in _rows(picture, item)])
    return Answer(template="disagreements.html.j2", data=data, plain=list(shown), cut=cut, query=query, table=table)


def _side(picture: Picture, side: Side, query: str) -> dict[str, Any]:
    reading = picture.readings[side.document]
    holder = next((r for r in reading.records if isinstance(r, Entity) and r.id == side.holder), None)
    name = (holder.name if holder else None) or "an unnamed source"
    return {"side": side, "name": name, "words": cite(reading, side.span, query)}


def _rows(picture: Picture, item: Disagreement) -> list[tuple[Any, ...]]:
    rows = []
    for side in item.sides:
        told = _side(picture, side, "")
        words = told["words"]
        where = f"{side.span.start}-{side.span.end}"
        about = (words.outlet, words.published, words.words, side.document, where)
        rows.append((item.proposition, item.kind, told["name"], side.polarity, *about))
    return rows
