"""Readings as tables: one a kind of record, a row a record, with the words that it cites beside its spans."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from tocsin.records import (
    AnyRecord,
    Diagnostic,
    Document,
    Entity,
    Event,
    Forecast,
    Mention,
    Reading,
    Statement,
    Timex,
    cited_spans,
    defining_spans,
)

__all__ = ["TABLES", "columns_of", "rows_of"]

TABLES: dict[str, type[msgspec.Struct]] = {
    "documents": Document,
    "timexes": Timex,
    "entities": Entity,
    "mentions": Mention,
    "statements": Statement,
    "events": Event,
    "forecasts": Forecast,
    "diagnostics": Diagnostic,
}
"""The tables in order, each with the struct whose fields are its columns.

Before them stand `document` (the id of the text) and `words` (the words of the defining spans, joined by an ellipsis);
of documents and diagnostics only what applies.
"""

_NAMES = {kind: name for name, kind in TABLES.items()}


def rows_of(readings: Iterable[Reading]) -> dict[str, list[dict[str, Any]]]:
    """The rows of every table, of plain values: spans are pairs, absent values None."""
    tables: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}
    for reading in readings:
        document = reading.document
        tables["documents"].append(msgspec.to_builtins(document))
        for record in reading.records:
            tables[_NAMES[type(record)]].append(_row(document, record))
        for diagnostic in reading.diagnostics:
            words = diagnostic.span.of(document.text) if diagnostic.span else None
            tables["diagnostics"].append({"document": document.id, "words": words, **msgspec.to_builtins(diagnostic)})
    return tables


def columns_of(name: str) -> Iterator[str]:
    """The columns of a table in order."""
    if name != "documents":
        yield from ("document", "words")
    yield from TABLES[name].__struct_fields__


def _row(document: Document, record: AnyRecord) -> dict[str, Any]:
    spans = defining_spans(record) or cited_spans(record)
    words = " \u2026 ".join(span.of(document.text) for span in spans) or None
    plain = msgspec.to_builtins(record)
    del plain["type"]
    return {"document": document.id, "words": words, **plain}
