"""The documents, the latest first; copies and versions of one story stand together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from tocsin.board.answers import Answer, Board, Table, cut_page, read_cut
from tocsin.board.words import document_link
from tocsin.desk.picture import Picture
from tocsin.records import Reading

__all__ = ["row_of", "show_documents"]

_COLUMNS = ("id", "published", "outlet", "title", "statements", "events", "unclear", "copies", "uri")


def show_documents(board: Board, parameters: Mapping[str, str]) -> Answer:
    """The documents by story."""
    cut, query = read_cut(parameters)
    picture = board.picture(cut)
    outlet = parameters.get("outlet") or None
    stories = picture.part("documents", _stories)
    if outlet is not None:
        stories = [story for story in stories if any(reading.document.outlet == outlet for reading in story)]
    shown, page = cut_page(stories, parameters)
    rows = [
        {"first": row_of(story[-1], query), "copies": [row_of(reading, query) for reading in story[:-1]]}
        for story in shown
    ]
    table = Table(_COLUMNS, lambda: _table(stories))
    data = {"rows": rows, "page": page, "outlet": outlet}
    return Answer(template="documents.html.j2", data=data, plain=rows, cut=cut, query=query, table=table)


def _table(stories: list[list[Reading]]) -> Iterator[tuple[Any, ...]]:
    for story in stories:
        for reading in story:
            row = row_of(reading, "") | {"copies": len(story) - 1, "uri": reading.document.uri}
            yield tuple(row[column] for column in _COLUMNS)


def _stories(picture: Picture) -> list[list[Reading]]:
    found: dict[str, list[Reading]] = {}
    for reading in reversed(picture.view.readings):
        found.setdefault(picture.view.stories.first(reading.document).id, []).append(reading)
    return list(found.values())


def row_of(reading: Reading, query: str) -> dict[str, Any]:
    """A document as a line: what it is, and how much was read in it."""
    kinds = Counter(type(record).__name__ for record in reading.records)
    document = reading.document
    return {
        "id": document.id,
        "link": document_link(document.id, None, query),
        "title": document.title or " ".join(document.text[:400].split())[:80],
        "outlet": document.outlet,
        "published": document.published.value,
        "statements": kinds["Statement"],
        "events": kinds["Event"],
        "unclear": len(reading.diagnostics),
    }
