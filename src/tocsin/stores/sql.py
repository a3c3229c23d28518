"""The ledger in an SQL database, through SQLAlchemy Core."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Literal

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DatabaseError, OperationalError

from tocsin.errors import LedgerError
from tocsin.ledger.bearers import Bearer
from tocsin.ledger.cut import NO_CUT, Cut
from tocsin.ledger.extent import Extent
from tocsin.ledger.passages import outline
from tocsin.ledger.protocol import Added, Entry, Find, Hit, Mark, Run, Tombstone
from tocsin.ledger.relations import links_of, relate
from tocsin.ledger.shingles import make_traces
from tocsin.records import Document, Judgement, Link, Reading
from tocsin.stores import tables as t
from tocsin.stores.batches import AT_ONCE, batched
from tocsin.stores.erasure import bridges, erase_rows, rewrite_store, set_removed, standing_of
from tocsin.stores.finds import finds_of, insert_finds, searched_upto, unsearched_readings
from tocsin.stores.names import forget_names, names_of
from tocsin.stores.nearness import insert_traces, near_documents
from tocsin.stores.rows import (
    insert_document,
    insert_links,
    insert_reading,
    number_of,
    reading_of,
    readings_of,
    runs_from,
    write_journal,
)
from tocsin.stores.search import snippet
from tocsin.stores.words import select_found

__all__ = ["SqlStore", "told_faults"]

_ENCODER = msgspec.json.Encoder()
_DOCUMENT = msgspec.json.Decoder(Document)
_JUDGEMENT = msgspec.json.Decoder(Judgement)
_LINK = msgspec.json.Decoder(Link)


@contextmanager
def told_faults(name: str) -> Iterator[None]:
    """Turns the database's faults into ours, for people."""
    try:
        yield
    except OperationalError as error:
        if "locked" in str(error.orig) or "busy" in str(error.orig):
            raise LedgerError(
                "store-busy", f"{name}: another program is writing to it.", "Wait for it to end, then try again."
            ) from error
        if "full" in str(error.orig):
            raise LedgerError(
                "store-full", f"{name}: there is no room on the disk.", "Make room, then give the same command again."
            ) from error
        if name.startswith("postgresql:"):
            seen = f"{name}: cannot be reached ({str(error.orig).strip().splitlines()[0]})."
            hint = "Check that the server runs, its address, and PGPASSWORD or ~/.pgpass."
            raise LedgerError("store-unreachable", seen, hint) from error
        hint = "Check the disk and that it has room, or restore a backup."
        raise LedgerError("store-damaged", f"{name}: cannot be used ({error.orig}).", hint) from error
    except DatabaseError as error:
        raise LedgerError(
            "store-damaged", f"{name}: is no store of Tocsin ({error.orig}).", "Name another desk, or restore a backup."
        ) from error


class SqlStore:
    """A store over an engine with the present schema; see `tocsin.ledger.protocol.Store` for what it promises."""

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine, self._name = engine, name

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        # At once, so that two writers queue here and neither reads what the other is about to change.
        alone = self._engine.execution_options(immediate=True)
        with told_faults(self._name), alone.begin() as connection:
            yield connection

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        with told_faults(self._name), self._engine.connect() as connection:
            yield connection

    def begin_run(self, coders: Mapping[str, str], *, at: str) -> Run:
        """A new run; views do not read it before it is finished."""
        with self._write() as connection:
            row = connection.execute(t.runs.insert().values(at=at, coders=_ENCODER.encode(dict(coders)), finished=0))
            return Run(id=str(number_of(row)), at=at, coders=dict(coders))

    def open_run(self, coders: Mapping[str, str], *, at: str) -> Run:
        """The run that new readings belong to: the one that views read, or a first one."""
        with self._write() as connection:
            query = sa.select(t.runs).where(t.runs.c.finished == 1).order_by(t.runs.c.number.desc()).limit(1)
            row = connection.execute(query).first()
            if row is not None:
                return Run(id=str(row.number), at=row.at, coders=msgspec.json.decode(row.coders))
            made = connection.execute(t.runs.insert().values(at=at, coders=_ENCODER.encode(dict(coders)), finished=1))
            return Run(id=str(number_of(made)), at=at, coders=dict(coders))

    def finish_run(self, run: Run) -> None:
        """Makes a run the one that views read."""
        with self._write() as connection:
            connection.execute(t.runs.update().where(t.runs.c.number == int(run.id)).values(finished=1))

    def current_run(self) -> Run | None:
        """The latest finished run."""
        query = sa.select(t.runs).where(t.runs.c.finished == 1).order_by(t.runs.c.number.desc()).limit(1)
        with self._read() as connection:
            row = connection.execute(query).first()
        if row is None:
            return None
        return Run(id=str(row.number), at=row.at, coders=msgspec.json.decode(row.coders))

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
        yield from self._readings_where(run, *_seen(cut))

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
        yield from self._readings_where(run, t.documents.c.id.in_(found), *_seen(cut))

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
                query = sa.select(t.documents.c.body).where(t.documents.c.id.in_(some), *_seen(cut))
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
            query = sa.select(t.documents.c.body).where(t.documents.c.id == document, *_seen(Cut()))
            body = connection.execute(query).scalar()
            return reading_of(connection, _DOCUMENT.decode(body), run) if body is not None else None

    def documents_of(self, ids: Sequence[str], cut: Cut = NO_CUT) -> list[Document]:
        """Some documents, in the order asked for."""
        found: dict[str, Document] = {}
        with self._read() as connection:
            for some in batched(ids):
                query = sa.select(t.documents.c.body).where(t.documents.c.id.in_(some), *_seen(cut))
                held = (_DOCUMENT.decode(body) for body in connection.execute(query).scalars())
                found |= {document.id: document for document in held}
        return [found[document] for document in ids if document in found]

    def holders(self, records: Collection[str]) -> list[str]:
        """The documents that have one of some records in the current run."""
        run = self.current_run()
        if run is None:
            return []
        found: dict[str, None] = {}
        with self._read() as connection:
            for some in batched(sorted(records)):
                query = sa.select(t.records.c.document).where(t.records.c.run == int(run.id), t.records.c.id.in_(some))
                found |= dict.fromkeys(connection.execute(query).scalars())
        return list(found)

    def alike(self, texts: Collection[str]) -> dict[str, str]:
        """The documents with one of some texts."""
        found: dict[str, str] = {}
        with self._read() as connection:
            for some in batched(sorted(texts)):
                columns = t.documents.c.id, t.documents.c.text_digest
                query = sa.select(*columns).where(t.documents.c.text_digest.in_(some), *_seen(NO_CUT))
                found |= {row.id: row.text_digest for row in connection.execute(query)}
        return found

    def extent(self, cut: Cut) -> Extent:
        """How far the documents that the cut sees reach: counted in an index that holds no text."""
        with self._read() as connection:

            def ask(column: sa.Column[str]) -> list[str]:
                found = connection.execute(sa.select(column).distinct().where(*_seen(cut))).scalars()
                return sorted(filter(None, found))

            count = sa.select(sa.func.count()).select_from(t.documents).where(*_seen(cut))
            outlets, days = ask(t.documents.c.outlet), ask(t.documents.c.day)
            return Extent(
                documents=connection.execute(count).scalar_one(), outlets=frozenset(outlets), days=tuple(days)
            )

    def namesakes(self, keys: Collection[str], cut: Cut, *, without: Collection[str] = ()) -> list[Bearer]:
        """The bearers of some keys in the readings that the cut sees."""
        run = self.current_run()
        with self._read() as connection:
            return names_of(connection, keys, int(run.id), cut, without) if run is not None else []

    def undated(self, cut: Cut) -> int:
        """How many documents the cut leaves out for want of a date."""
        if cut.as_of is None:
            return 0
        query = sa.select(sa.func.count()).select_from(t.documents)
        query = query.where(t.documents.c.day.is_(None), *_seen(Cut(known_at=cut.known_at)))
        with self._read() as connection:
            return int(connection.execute(query).scalar_one())

    def put_links(self, links: Iterable[Link], *, at: str) -> None:
        """Keeps links; the same link twice is one."""
        with self._write() as connection:
            insert_links(connection, links, at)

    def links(self, cut: Cut) -> list[Link]:
        """The links made by then, by id."""
        query = sa.select(t.links.c.body).order_by(t.links.c.id)
        if cut.known_at is not None:
            query = query.where(t.links.c.at <= cut.known_at)
        with self._read() as connection:
            return [_LINK.decode(body) for body in connection.execute(query).scalars()]

    def links_of(self, members: Collection[str], cut: Cut = NO_CUT) -> list[Link]:
        """The links of some members, by id."""
        found: dict[str, Link] = {}
        with self._read() as connection:
            for some in batched(sorted(members)):
                query = sa.select(t.links.c.body).join(t.ties, t.ties.c.link == t.links.c.id)
                query = query.where(t.ties.c.member.in_(some))
                if cut.known_at is not None:
                    query = query.where(t.links.c.at <= cut.known_at)
                links = (_LINK.decode(body) for body in connection.execute(query).scalars())
                found |= {link.id: link for link in links}
        return [found[key] for key in sorted(found)]

    def judge(self, judgement: Judgement) -> None:
        """Keeps an analyst's word; the same word twice is one."""
        with self._write() as connection:
            there = sa.select(t.judgements.c.id).where(t.judgements.c.id == judgement.id)
            if connection.execute(there).first() is None:
                values = {"id": judgement.id, "at": judgement.at, "body": _ENCODER.encode(judgement)}
                connection.execute(t.judgements.insert().values(**values))
                write_journal(connection, judgement.at, judgement.by, "judge", judgement.id)

    def undo(self, judgement: str, *, by: str, at: str) -> None:
        """Takes a judgement back. Raises `LedgerError` (`no-such-judgement`)."""
        stands = (t.judgements.c.id == judgement) & t.judgements.c.undone.is_(None)
        with self._write() as connection:
            if connection.execute(t.judgements.update().where(stands).values(undone=at)).rowcount == 0:
                raise LedgerError(
                    "no-such-judgement",
                    f"No judgement '{judgement}' stands.",
                    "Its id was printed when it was made, and is in the journal on the board.",
                )
            write_journal(connection, at, by, "undo", judgement)

    def judgements(self, cut: Cut) -> list[Judgement]:
        """The judgements that stand at the cut, in the order they were made."""
        query = sa.select(t.judgements.c.body).order_by(t.judgements.c.number)
        if cut.known_at is None:
            query = query.where(t.judgements.c.undone.is_(None))
        else:
            undone_later = t.judgements.c.undone.is_(None) | (t.judgements.c.undone > cut.known_at)
            query = query.where(t.judgements.c.at <= cut.known_at, undone_later)
        with self._read() as connection:
            return [_JUDGEMENT.decode(body) for body in connection.execute(query).scalars()]

    def journal(self) -> list[Entry]:
        """Everything that was done, in order."""
        with self._read() as connection:
            rows = connection.execute(sa.select(t.journal).order_by(t.journal.c.number)).all()
        return [Entry(at=row.at, by=row.by, action=row.action, subject=row.subject) for row in rows]

    def mark(self) -> Mark:
        """How far the store is."""
        run = sa.select(sa.func.max(t.runs.c.number)).where(t.runs.c.finished == 1).scalar_subquery()
        entry = sa.select(sa.func.max(t.journal.c.number)).scalar_subquery()
        purged = sa.select(sa.func.count()).select_from(t.tombstones).scalar_subquery()
        with self._read() as connection:
            number, last, gone = connection.execute(sa.select(run, entry, purged)).one()
        return Mark(run=None if number is None else str(number), entry=last or 0, purged=gone)

    def news(self, after: int) -> list[Entry]:
        """What was done since an entry of the journal."""
        query = sa.select(t.journal).where(t.journal.c.number > after).order_by(t.journal.c.number)
        with self._read() as connection:
            rows = connection.execute(query).all()
        return [Entry(at=row.at, by=row.by, action=row.action, subject=row.subject) for row in rows]

    def search(self, query: str, cut: Cut, *, limit: int) -> list[Hit]:
        """Documents that hold all words of the query, the best first."""
        with self._read() as connection:
            statement = select_found(connection, query, _seen(cut), limit)
            if statement is None:
                return []
            return [snippet(_DOCUMENT.decode(body), query) for body in connection.execute(statement).scalars()]

    def unsearched(self, watch: str, *, limit: int) -> list[tuple[int, Reading]]:
        """Readings that a watch has not searched yet, those that came first."""
        run = self.current_run()
        with self._read() as connection:
            return unsearched_readings(connection, watch, run, limit) if run is not None else []

    def keep_finds(self, watch: str, finds: Iterable[Find], *, upto: int) -> None:
        """Keeps what a watch found, and how far it has searched."""
        with self._write() as connection:
            insert_finds(connection, watch, finds, upto)

    def finds(self, watch: str, *, after: int = 0) -> tuple[int, list[Find]]:
        """What a watch found, and up to which number all are searched."""
        with self._read() as connection:
            return searched_upto(connection, watch), finds_of(connection, watch, after)

    def close(self) -> None:
        """Lets go of the file."""
        self._engine.dispose()


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


def _seen(cut: Cut) -> list[sa.ColumnElement[bool]]:
    """What the cut asks of a document; one that was removed is in no view."""
    conditions: list[sa.ColumnElement[bool]] = [t.documents.c.removed.is_(None)]
    if cut.as_of is not None:
        conditions.append(t.documents.c.day <= cut.as_of)
    if cut.known_at is not None:
        conditions.append(t.documents.c.arrived <= cut.known_at)
    return conditions


def _relatives(connection: Connection, document: Document) -> list[Document]:
    """The documents with the same words or the same address, in order of arrival."""
    alike = t.documents.c.text_digest == document.text_digest
    if document.uri is not None:
        alike = alike | (t.documents.c.uri == document.uri)
    query = sa.select(t.documents.c.body).where(alike, *_seen(Cut())).order_by(t.documents.c.number)
    bodies = connection.execute(query).scalars()
    return [_DOCUMENT.decode(body) for body in bodies]
