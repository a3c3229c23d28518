"""The ledger in an SQL database, through SQLAlchemy Core."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Literal

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from tocsin.ledger.cut import NO_CUT, Cut
from tocsin.ledger.passages import outline
from tocsin.ledger.protocol import Added, Hit, Run, Tombstone
from tocsin.ledger.relations import links_of, relate
from tocsin.ledger.shingles import make_traces
from tocsin.records import Document, Judgement, Link, Reading
from tocsin.stores import tables as t
from tocsin.stores.batches import AT_ONCE, batched
from tocsin.stores.connected import seen_at, told_faults
from tocsin.stores.erasure import bridges, erase_rows, rewrite_store, set_removed, standing_of
from tocsin.stores.names import forget_names
from tocsin.stores.nearness import insert_traces, near_documents
from tocsin.stores.rows import (
    insert_document,
    insert_links,
    insert_reading,
    reading_of,
    readings_of,
    runs_from,
    write_journal,
)
from tocsin.stores.said import Said
from tocsin.stores.search import snippet
from tocsin.stores.surveyed import Surveyed
from tocsin.stores.words import select_found

__all__ = ["SqlStore"]

_ENCODER = msgspec.json.Encoder()
_DOCUMENT = msgspec.json.Decoder(Document)
_JUDGEMENT = msgspec.json.Decoder(Judgement)
_LINK = msgspec.json.Decoder(Link)


class SqlStore(Said, Surveyed):
    """A store over an engine with the present schema; see `tocsin.ledger.protocol.Store` for what it promises."""

    def add(self, reading: Reading, *, run: Run, at: str, by: str) -> Added:
        """Keeps a document with its records, its index, its link to an earlier copy or version: all or nothing."""
        with self._write() as connection:
            return _add(connection, reading, run, at=at, by=by)

    def add_all(self, readings: Iterable[Reading], *, run: Run, at: str, by: str) -> list[Added]:
        """Keeps several in one transaction: a flush of the disk for all, where there are thousands to take in."""
        with self._write() as connection:
            return [_add(connection, reading, run, at=at, by=by) for reading in readings]

    def standing(self, document: Document) -> Literal["known", "removed", "purged"] | None:
        """Whether a document is there, was taken out, or it or its very words were erased."""
        with self._read() as connection:
            return standing_of(connection, document)

    def remove(self, document: str, *, at: str, by: str) -> None:
        """Takes a document out of every view. Raises `LedgerError` (`no-such-document`)."""
        with self._write() as connection:
            set_removed(connection, document, at)
            insert_links(connection, bridges(connection, document), at)
            write_journal(connection, at, by, "remove", document)

    def restore(self, document: str, *, at: str, by: str) -> None:
        """Puts a removed document back. Raises `LedgerError` (`no-such-document`)."""
        with self._write() as connection:
            set_removed(connection, document, None)
            write_journal(connection, at, by, "restore", document)

    def removed(self) -> list[Document]:
        """The documents that were taken out, in order of arrival."""
        query = sa.select(t.documents.c.body).where(t.documents.c.removed.is_not(None)).order_by(t.documents.c.number)
        with self._read() as connection:
            return [_DOCUMENT.decode(body) for body in connection.execute(query).scalars()]

    def purge(self, document: str, *, at: str, by: str, reason: str) -> Document | None:
        """Erases a document and every trace of its words; what is left is a tombstone.

        Two steps, so that a purge that was cut off is brought to its end by another: the rows in one transaction, then
        the file without its free pages. Raises `LedgerError` (`no-such-document`, `store-busy`).
        """
        with self._write() as connection:
            insert_links(connection, bridges(connection, document), at)
            gone = erase_rows(connection, document, at=at, by=by, reason=reason)
        with told_faults(self._name):
            rewrite_store(self._engine, self._name)
        with self._write() as connection:
            connection.execute(t.tombstones.update().values(erased=1))
        return gone

    def tombstones(self) -> list[Tombstone]:
        """What is left of the documents that were erased, by date."""
        with self._read() as connection:
            rows = connection.execute(sa.select(t.tombstones).order_by(t.tombstones.c.at, t.tombstones.c.id)).all()
        return [
            Tombstone(id=row.id, text_digest=row.text_digest, at=row.at, by=row.by, reason=row.reason,
                      erased=bool(row.erased))
            for row in rows
        ]  # fmt: skip

    def recode(self, reading: Reading, *, run: Run) -> None:
        """Keeps new records of a known document under another run."""
        number, document = int(run.id), reading.document.id
        with self._write() as connection:
            place = connection.execute(sa.select(t.documents.c.number).where(t.documents.c.id == document)).scalar_one()
            for table in (t.records, t.diagnostics):
                connection.execute(table.delete().where(table.c.run == number, table.c.document == document))
            forget_names(connection, place, number)
            insert_reading(connection, reading, number, place)

    def readings(self, cut: Cut) -> Iterator[Reading]:
        """The readings of the current run that the cut sees, by day, then arrival; undated last."""
        run = self.current_run()
        if run is None:
            return
        yield from self._readings_where(run, *seen_at(cut))

    def readings_between(self, cut: Cut, first: str, last: str, judged: Collection[str] = ()) -> Iterator[Reading]:
        """Those of them that have a record of these days, or whose text is one of the judged."""
        run = self.current_run()
        if run is None:
            return
        of_days = (t.records.c.run == int(run.id)) & t.records.c.day.between(first, last)
        found = sa.union(
            sa.select(t.records.c.document).where(of_days),
            sa.select(t.documents.c.id).where(t.documents.c.text_digest.in_(sorted(judged))),
        )
        yield from self._readings_where(run, t.documents.c.id.in_(found), *seen_at(cut))

    def _readings_where(self, run: Run, *conditions: sa.ColumnElement[bool]) -> Iterator[Reading]:
        query = sa.select(t.documents.c.id, t.documents.c.body).where(*conditions)
        order = (t.documents.c.day.is_(None), t.documents.c.day, t.documents.c.number)
        options = {"yield_per": AT_ONCE}
        # Closed at the end, and by whoever stops on the way: a server keeps its cursor open until it is told.
        with self._read() as connection, connection.execute(query.order_by(*order), execution_options=options) as found:
            for rows in found.partitions():
                yield from readings_of(connection, [_DOCUMENT.decode(row.body) for row in rows], run)

    def readings_of(self, documents: Sequence[str], cut: Cut = NO_CUT) -> list[Reading]:
        """Some readings of the current run, in the order asked for."""
        run = self.current_run()
        found: dict[str, Reading] = {}
        with self._read() as connection:
            for some in batched(documents):
                query = sa.select(t.documents.c.body).where(t.documents.c.id.in_(some), *seen_at(cut))
                bodies = [_DOCUMENT.decode(body) for body in connection.execute(query).scalars()]
                if run is not None:
                    found |= {reading.document.id: reading for reading in readings_of(connection, bodies, run)}
        return [found[document] for document in documents if document in found]

    def reading(self, document: str) -> Reading | None:
        """One reading of the current run."""
        run = self.current_run()
        if run is None:
            return None
        with self._read() as connection:
            query = sa.select(t.documents.c.body).where(t.documents.c.id == document, *seen_at(Cut()))
            body = connection.execute(query).scalar()
            return reading_of(connection, _DOCUMENT.decode(body), run) if body is not None else None

    def search(self, query: str, cut: Cut, *, limit: int) -> list[Hit]:
        """Documents that hold all words of the query, the best first."""
        with self._read() as connection:
            statement = select_found(connection, query, seen_at(cut), limit)
            if statement is None:
                return []
            return [snippet(_DOCUMENT.decode(body), query) for body in connection.execute(statement).scalars()]


def _add(connection: Connection, reading: Reading, run: Run, *, at: str, by: str) -> Added:
    document = reading.document
    standing = standing_of(connection, document)
    if standing is not None:
        return Added(document=document.id, outcome=standing)
    write_journal(connection, at, by, "add", document.id)
    keys = make_traces(outline(document))
    added = relate(document, _relatives(connection, document), near_documents(connection, keys))
    place = insert_document(connection, document, at)
    insert_traces(connection, place, keys)
    for number in runs_from(connection, run):
        insert_reading(connection, reading, number, place)
    insert_links(connection, links_of(added), at)
    return added


def _relatives(connection: Connection, document: Document) -> list[Document]:
    """The documents with the same words or the same address, in order of arrival."""
    alike = t.documents.c.text_digest == document.text_digest
    if document.uri is not None:
        alike = alike | (t.documents.c.uri == document.uri)
    query = sa.select(t.documents.c.body).where(alike, *seen_at(Cut())).order_by(t.documents.c.number)
    bodies = connection.execute(query).scalars()
    return [_DOCUMENT.decode(body) for body in bodies]
