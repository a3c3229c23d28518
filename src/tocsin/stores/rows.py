"""Rows of the SQL store: records written, and read back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

import msgspec
import sqlalchemy as sa
from sqlalchemy import Table
from sqlalchemy.engine import Connection

from tocsin.ledger.protocol import Run
from tocsin.records import AnyRecord, Diagnostic, Document, Link, Reading
from tocsin.stores import tables as t

__all__ = [
    "batched",
    "insert_document",
    "insert_links",
    "insert_reading",
    "number_of",
    "reading_of",
    "readings_of",
    "runs_from",
    "write_journal",
]

T = TypeVar("T")

# So many values go into one question: SQLite's older limit is 999.
_AT_ONCE = 500
_ENCODER = msgspec.json.Encoder()
_RECORD = msgspec.json.Decoder(AnyRecord)
_DIAGNOSTIC = msgspec.json.Decoder(Diagnostic)


def number_of(result: sa.CursorResult[tuple[()]]) -> int:
    """The number that a new row was given."""
    key = result.inserted_primary_key
    return int(key[0]) if key else 0


def insert_document(connection: Connection, document: Document, at: str) -> int:
    """Keeps a document with its words in the index, and gives its number."""
    row = connection.execute(
        t.documents.insert().values(
            id=document.id,
            text_digest=document.text_digest,
            uri=document.uri,
            outlet=document.outlet,
            day=document.published.day,
            title=document.title,
            arrived=at,
            body=_ENCODER.encode(document),
        )
    )
    connection.execute(
        sa.text("INSERT INTO documents_fts(rowid, title, body) VALUES (:number, :title, :body)"),
        {"number": number_of(row), "title": document.title or "", "body": document.text},
    )
    return number_of(row)


def runs_from(connection: Connection, run: Run) -> list[int]:
    """A run and those begun since: another program may be coding anew, and its run must not miss what comes now."""
    later = sa.select(t.runs.c.number).where(t.runs.c.number > int(run.id))
    return [int(run.id), *connection.execute(later).scalars()]


def insert_reading(connection: Connection, reading: Reading, number: int) -> None:
    """Keeps the records and diagnostics of a reading under a run."""
    document = reading.document.id
    found = [
        {
            "run": number,
            "id": record.id,
            "document": document,
            "place": place,
            "type": type(record).__name__,
            "body": _ENCODER.encode(record),
        }
        for place, record in enumerate(reading.records)
    ]
    doubts = [
        {"run": number, "document": document, "place": place, "code": doubt.code, "body": _ENCODER.encode(doubt)}
        for place, doubt in enumerate(reading.diagnostics)
    ]
    if found:
        connection.execute(t.records.insert(), found)
    if doubts:
        connection.execute(t.diagnostics.insert(), doubts)


def insert_links(connection: Connection, links: Iterable[Link], at: str) -> None:
    """Keeps links; the same link twice is one."""
    for link in links:
        if connection.execute(sa.select(t.links.c.id).where(t.links.c.id == link.id)).first() is None:
            values = {"id": link.id, "kind": link.kind, "at": at, "body": _ENCODER.encode(link)}
            connection.execute(t.links.insert().values(**values))


def write_journal(connection: Connection, at: str, by: str, action: str, subject: str) -> None:
    """Writes a line of the journal."""
    connection.execute(t.journal.insert().values(at=at, by=by, action=action, subject=subject))


def reading_of(connection: Connection, document: Document, run: Run) -> Reading:
    """A document's reading in a run; of a run that has not reached it, there are no records."""
    of_it = (t.records.c.run == int(run.id)) & (t.records.c.document == document.id)
    bodies = connection.execute(sa.select(t.records.c.body).where(of_it).order_by(t.records.c.place)).scalars()
    records = tuple(_RECORD.decode(body) for body in bodies)
    of_it = (t.diagnostics.c.run == int(run.id)) & (t.diagnostics.c.document == document.id)
    bodies = connection.execute(sa.select(t.diagnostics.c.body).where(of_it).order_by(t.diagnostics.c.place)).scalars()
    return Reading(document=document, records=records, diagnostics=tuple(_DIAGNOSTIC.decode(body) for body in bodies))


def batched(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """The values in pieces that fit into one question."""
    for start in range(0, len(values), _AT_ONCE):
        yield values[start : start + _AT_ONCE]


def readings_of(connection: Connection, documents: Sequence[Document], run: Run) -> list[Reading]:
    """The readings of some documents in a run, two questions for all of them."""
    ids = [document.id for document in documents]
    records: dict[str, list[AnyRecord]] = defaultdict(list)
    doubts: dict[str, list[Diagnostic]] = defaultdict(list)
    kept: tuple[tuple[Table, Any, dict[str, list[Any]]], ...] = (
        (t.records, _RECORD, records),
        (t.diagnostics, _DIAGNOSTIC, doubts),
    )
    for table, decoder, found in kept:
        query = sa.select(table.c.document, table.c.body).where(table.c.run == int(run.id), table.c.document.in_(ids))
        for document, body in connection.execute(query.order_by(table.c.document, table.c.place)):
            found[document].append(decoder.decode(body))
    return [
        Reading(document=one, records=tuple(records[one.id]), diagnostics=tuple(doubts[one.id])) for one in documents
    ]
