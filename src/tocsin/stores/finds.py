"""What watches found, in an SQL store: each document searched once for each of them."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from tocsin.ledger.protocol import Find, Run
from tocsin.records import Document, Reading
from tocsin.stores import tables as t
from tocsin.stores.batches import batched
from tocsin.stores.rows import readings_of

__all__ = ["finds_of", "insert_finds", "searched_upto", "unsearched_readings"]

_DOCUMENT = msgspec.json.Decoder(Document)


def searched_upto(connection: Connection, watch: str) -> int:
    """The number of the last document that a watch has searched; 0 where it has searched none."""
    return connection.execute(sa.select(t.watches.c.upto).where(t.watches.c.name == watch)).scalar() or 0


def unsearched_readings(connection: Connection, watch: str, run: Run, limit: int) -> list[tuple[int, Reading]]:
    """The next readings that a watch has to search, removed ones among them."""
    query = sa.select(t.documents.c.number, t.documents.c.body).order_by(t.documents.c.number).limit(limit)
    rows = connection.execute(query.where(t.documents.c.number > searched_upto(connection, watch))).all()
    readings = readings_of(connection, [_DOCUMENT.decode(row.body) for row in rows], run)
    return [(row.number, reading) for row, reading in zip(rows, readings, strict=True)]


def insert_finds(connection: Connection, watch: str, found: Iterable[Find], upto: int) -> None:
    """Keeps what a watch found, moves its mark (never back), and drops what earlier watches of its name found."""
    if searched_upto(connection, watch) == 0:
        _drop_earlier(connection, watch)
        connection.execute(t.watches.delete().where(t.watches.c.name == watch))
        connection.execute(t.watches.insert().values(name=watch, upto=0))
    moved = t.watches.update().where(t.watches.c.name == watch, t.watches.c.upto < upto)
    connection.execute(moved.values(upto=upto))
    for some in batched(found):
        ids = [find.document for find in some]
        query = sa.select(t.documents.c.id, t.documents.c.number).where(t.documents.c.id.in_(ids))
        numbers = {row.id: row.number for row in connection.execute(query)}
        # Another program may have searched the same documents meanwhile, and found the same.
        statement = sa.text(
            "INSERT INTO finds(watch, document, words, body) VALUES (:watch, :document, :words, :body)"
            " ON CONFLICT DO NOTHING"
        )
        rows = [
            {"watch": watch, "document": numbers[find.document], "words": find.words, "body": find.body}
            for find in some
            if find.document in numbers
        ]
        if rows:
            connection.execute(statement, rows)


def _drop_earlier(connection: Connection, watch: str) -> None:
    name = watch.rpartition(":")[0]
    for table, column in ((t.finds, t.finds.c.watch), (t.watches, t.watches.c.name)):
        earlier = column.startswith(f"{name}:", autoescape=True) & (column != watch)
        connection.execute(table.delete().where(earlier))


def finds_of(connection: Connection, watch: str, after: int) -> list[Find]:
    """What a watch found in documents with higher numbers than one, in order of arrival."""
    query = (
        sa.select(t.documents.c.id, t.finds.c.words, t.finds.c.body)
        .join(t.documents, t.documents.c.number == t.finds.c.document)
        .where(t.finds.c.watch == watch, t.finds.c.document > after)
        .order_by(t.finds.c.document, t.finds.c.words)
    )
    return [Find(document=row.id, words=row.words, body=row.body) for row in connection.execute(query)]
