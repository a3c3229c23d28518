"""The bearers of names in an SQL store: written with a reading, asked for by key."""

from __future__ import annotations

from collections.abc import Collection

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from tocsin.ledger.bearers import Bearer, bearers_of
from tocsin.ledger.cut import Cut
from tocsin.ledger.passages import key_of
from tocsin.records import Reading
from tocsin.stores import tables as t
from tocsin.stores.batches import batched

__all__ = ["forget_names", "insert_names", "names_of"]

_ENCODER = msgspec.json.Encoder(order="deterministic")
_BEARER = msgspec.json.Decoder(Bearer)
# Written once: both databases know it, and the library has it for each apart only.
_NEW_BEARER = sa.text(
    "INSERT INTO bearers(run, number, key, body) VALUES (:run, :number, :key, :body) ON CONFLICT DO NOTHING"
)
_UNDATED = "9999"


def insert_names(connection: Connection, reading: Reading, run: int, document: int) -> None:
    """Keeps the bearers of a reading under a run, by the number of its document."""
    day = reading.document.published.day or _UNDATED
    ways, places = [], []
    for bearer in bearers_of(reading):
        body = _ENCODER.encode(bearer)
        number = key_of(body.decode())
        ways.append({"run": run, "number": number, "key": _plain(bearer.key), "body": body})
        places.append({"run": run, "bearer": number, "day": day, "document": document})
    if ways:
        connection.execute(_NEW_BEARER, ways)
        connection.execute(t.borne.insert(), places)


def forget_names(connection: Connection, document: int, run: int | None = None) -> None:
    """Takes out the bearers of a document, under a run or under all, and the names that nobody else bears."""
    gone = t.borne.c.document == document
    if run is not None:
        gone &= t.borne.c.run == run
    connection.execute(t.borne.delete().where(gone))
    still = sa.exists().where(t.borne.c.run == t.bearers.c.run, t.borne.c.bearer == t.bearers.c.number)
    if run is None:
        connection.execute(t.bearers.delete().where(~still))


def names_of(
    connection: Connection, keys: Collection[str], run: int, cut: Cut, without: Collection[str]
) -> list[Bearer]:
    """The bearers of some keys that a document of the cut has, other than some documents."""
    seen = [t.borne.c.run == t.bearers.c.run, t.borne.c.bearer == t.bearers.c.number]
    # Two questions: of one with an `or`, the database would go through all documents.
    outs = t.documents.c.removed.is_not(None), t.documents.c.id.in_(sorted(without))
    seen += [t.borne.c.document.not_in(sa.select(t.documents.c.number).where(out)) for out in outs]
    if cut.as_of is not None:
        seen.append(t.borne.c.day <= cut.as_of)
    if cut.known_at is not None:
        arrived = sa.select(t.documents.c.number).where(t.documents.c.number == t.borne.c.document)
        seen.append(sa.exists(arrived.where(t.documents.c.arrived <= cut.known_at)))
    found: list[Bearer] = []
    for some in batched(map(_plain, sorted(keys))):
        query = sa.select(t.bearers.c.body).where(t.bearers.c.run == run, t.bearers.c.key.in_(some))
        found += [_BEARER.decode(body) for body in connection.execute(query.where(sa.exists().where(*seen))).scalars()]
    return found


def _plain(key: str) -> str:
    """A key without the one character that PostgreSQL keeps in no text."""
    return key.replace("\x00", "")
