"""Rows of the SQL store: records written, and read back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from tocsin.ledger.protocol import Run
from tocsin.ledger.timeline import day_of
from tocsin.records import AnyRecord, Diagnostic, Document, Link, Reading
from tocsin.stores import tables as t
from tocsin.stores.names import insert_names
from tocsin.stores.words import index_words

__all__ = [
    "insert_document",
    "insert_links",
    "insert_reading",
    "number_of",
    "reading_of",
    "readings_of",
    "runs_from",
    "write_journal",
]

_ENCODER = msgspec.json.Encoder()
_DOCUMENT = msgspec.json.Decoder(Document)
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
            uri=_writable(document.uri),
            outlet=_writable(document.outlet),
            day=document.published.day,
            title=_writable(document.title),
            arrived=at,
            body=_ENCODER.encode(document),
        )
    )
    index_words(connection, number_of(row), document)
    return number_of(row)


def _writable(value: str | None) -> str | None:
    """A value without the one character that PostgreSQL keeps in no text."""
    return value.replace("\x00", "") if value else value


def runs_from(connection: Connection, run: Run) -> list[int]:
    """A run and those begun since: another program may be coding anew, and its run must not miss what comes now."""
    later = sa.select(t.runs.c.number).where(t.runs.c.number > int(run.id))
    return [int(run.id), *connection.execute(later).scalars()]


def insert_reading(connection: Connection, reading: Reading, run: int, number: int) -> None:
    """Keeps the records, bearers and diagnostics of a reading under a run, by the number of its document."""
    document = reading.document.id
    found = [
        {
            "run": run,
            "id": record.id,
            "document": document,
            "place": place,
            "type": type(record).__name__,
            "body": _ENCODER.encode(record),
            "day": day_of(record),
        }
        for place, record in enumerate(reading.records)
    ]
    doubts = [
        {"run": run, "document": document, "place": place, "code": doubt.code, "body": _ENCODER.encode(doubt)}
        for place, doubt in enumerate(reading.diagnostics)
    ]
    if found:
        connection.execute(t.records.insert(), found)
    if doubts:
        connection.execute(t.diagnostics.insert(), doubts)
    insert_names(connection, reading, run, number)


def insert_links(connection: Connection, links: Iterable[Link], at: str) -> None:
    """Keeps links; the same link twice is one."""
    for link in links:
        if connection.execute(sa.select(t.links.c.id).where(t.links.c.id == link.id)).first() is None:
            values = {"id": link.id, "kind": link.kind, "at": at, "body": _ENCODER.encode(link)}
            connection.execute(t.links.insert().values(**values))
            ties = [{"member": member, "link": link.id} for member in dict.fromkeys(link.members)]
            connection.execute(t.ties.insert(), ties)


def write_journal(connection: Connection, at: str, by: str, action: str, subject: str) -> None:
    """Writes a line of the journal."""
    connection.execute(t.journal.insert().values(at=at, by=by, action=action, subject=subject))


def reading_of(connection: Connection, document: Document, run: Run) -> Reading:
    """A document's reading in a run; of a run that has not reached it, there are no records."""
    return next(readings_of(connection, [document], run))


def readings_of(connection: Connection, documents: Sequence[Document], run: Run) -> Iterator[Reading]:
    """The readings of some documents in a run, in their order, with two questions for all of them."""
    ids = [document.id for document in documents]
    records = _bodies(connection, t.records, ids, run)
    doubts = _bodies(connection, t.diagnostics, ids, run)
    for document in documents:
        yield Reading(
            document=document,
            records=tuple(_RECORD.decode(body) for body in records.get(document.id, ())),
            diagnostics=tuple(_DIAGNOSTIC.decode(body) for body in doubts.get(document.id, ())),
        )


def _bodies(connection: Connection, table: sa.Table, documents: Sequence[str], run: Run) -> dict[str, list[bytes]]:
    """The rows of some documents in a run, by document, in the order of the reading."""
    query = sa.select(table.c.document, table.c.body).order_by(table.c.document, table.c.place)
    found: dict[str, list[bytes]] = {}
    for document, body in connection.execute(query.where(table.c.run == int(run.id), table.c.document.in_(documents))):
        found.setdefault(document, []).append(body)
    return found
