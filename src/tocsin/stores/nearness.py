"""The traces of documents in an SQL database: put there, and looked up."""

from __future__ import annotations

from collections.abc import Collection

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from tocsin.ledger.relations import NEAREST
from tocsin.records import Document
from tocsin.stores import tables as t

__all__ = ["insert_traces", "near_documents"]

_DOCUMENT = msgspec.json.Decoder(Document)

_COUNT, _LEAST = NEAREST
# Written once: with a hundred keys it takes longer to write than to answer. Counted before documents are looked at, for
# a database that knows nothing yet of its tables would go through all documents.
_SHARED = (
    sa.select(t.traces.c.document, sa.func.count().label("shared"))
    .where(t.traces.c.key.in_(sa.bindparam("keys", expanding=True)))
    .group_by(t.traces.c.document)
    .having(sa.func.count() >= _LEAST)
    .subquery()
)
_NEAR = (
    sa.select(t.documents.c.body)
    .join(_SHARED, _SHARED.c.document == t.documents.c.number)
    .where(t.documents.c.removed.is_(None))
    .order_by(_SHARED.c.shared.desc(), t.documents.c.number)
    .limit(_COUNT)
)


def insert_traces(connection: Connection, number: int, keys: Collection[int]) -> None:
    """Keeps the keys of a document by its number."""
    if keys:
        connection.execute(t.traces.insert(), [{"key": key, "document": number} for key in sorted(keys)])


def near_documents(connection: Connection, keys: Collection[int]) -> list[Document]:
    """The documents that share most keys, the nearest first; none that was removed."""
    if not keys:
        return []
    return [_DOCUMENT.decode(body) for body in connection.execute(_NEAR, {"keys": sorted(keys)}).scalars()]
