"""What watches found, in an SQL store: each document searched once for each of them."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from tocsin.ledger.protocol import KEPT_WATCHES, Find, Run
from tocsin.records import Document, Reading
from tocsin.stores import tables as t
from tocsin.stores.batches import batched
from tocsin.stores.rows import number_of, readings_of

__all__ = ["finds_of", "insert_finds", "searched_upto", "unsearched_readings"]

_DOCUMENT = msgspec.json.Decoder(Document)
# Another program may have searched the same documents meanwhile, and found the same.
_NEW_FIND = sa.text(
    "INSERT INTO finds(watch, document, words, body) VALUES (:watch, :document, :words, :body) ON CONFLICT DO NOTHING"
)


def searched_upto(connection: Connection, watch: str) -> int:
    """The number of the last document that a watch has searched; 0 where it has searched none."""
    return connection.execute(sa.select(t.watches.c.upto).where(t.watches.c.name == watch)).scalar() or 0


def unsearched_readings(connection: Connection, watch: str, run: Run, limit: int) -> tuple[int, list[Reading]]:
    """How far a watch has searched, and the next readings that it has not, removed ones among them."""
    since = searched_upto(connection, watch)
    query = sa.select(t.documents.c.body).where(t.documents.c.number > since).order_by(t.documents.c.number)
    bodies = connection.execute(query.limit(limit)).scalars().all()
    return since, list(readings_of(connection, [_DOCUMENT.decode(body) for body in bodies], run))


def insert_finds(connection: Connection, watch: str, found: Iterable[Find], since: int, upto: str | None) -> None:
    """Keeps what a watch found; moves its mark to a document, where it is there and nobody moved the mark before."""
    number = _watch(connection, watch)
    for some in batched(found):
        numbers = _numbers(connection, [find.document for find in some])
        rows = [
            {"watch": number, "document": numbers[find.document], "words": find.words, "body": find.body}
            for find in some
            if find.document in numbers
        ]
        if rows:
            connection.execute(_NEW_FIND, rows)
    last = _numbers(connection, [upto] if upto is not None else [])
    for place in last.values():
        moved = t.watches.update().where(t.watches.c.number == number, t.watches.c.upto == since)
        connection.execute(moved.values(upto=place))


def _watch(connection: Connection, watch: str) -> int:
    """The number of a watch, a new one's too; the earliest of more than some of its kind goes."""
    number = connection.execute(sa.select(t.watches.c.number).where(t.watches.c.name == watch)).scalar()
    if number is not None:
        return int(number)
    of = watch.rpartition(":")[0]
    query = sa.select(t.watches.c.number).where(t.watches.c.of == of).order_by(t.watches.c.number.desc())
    gone = connection.execute(query.offset(KEPT_WATCHES - 1)).scalars().all()
    connection.execute(t.finds.delete().where(t.finds.c.watch.in_(gone)))
    connection.execute(t.watches.delete().where(t.watches.c.number.in_(gone)))
    return number_of(connection.execute(t.watches.insert().values(name=watch, of=of, upto=0)))


def _numbers(connection: Connection, documents: list[str]) -> dict[str, int]:
    query = sa.select(t.documents.c.id, t.documents.c.number).where(t.documents.c.id.in_(documents))
    return {row.id: row.number for row in connection.execute(query)}


def finds_of(connection: Connection, watch: str, after: int) -> list[Find]:
    """What a watch found in documents with higher numbers than one, in order of arrival."""
    query = (
        sa.select(t.documents.c.id, t.finds.c.words, t.finds.c.body)
        .join(t.documents, t.documents.c.number == t.finds.c.document)
        .join(t.watches, t.watches.c.number == t.finds.c.watch)
        .where(t.watches.c.name == watch, t.finds.c.document > after)
        .order_by(t.finds.c.document, t.finds.c.words)
    )
    return [Find(document=row.id, words=row.words, body=row.body) for row in connection.execute(query)]
