"""Documents taken out of an SQL store: out of sight, or out of the file to the last byte."""

from __future__ import annotations

from typing import Literal

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from tocsin.errors import LedgerError
from tocsin.ledger.relations import bridge
from tocsin.records import Document, Judgement, Link
from tocsin.stores import tables as t
from tocsin.stores.batches import batched
from tocsin.stores.names import forget_names
from tocsin.stores.rows import write_journal
from tocsin.stores.words import forget_words

__all__ = ["bridges", "erase_rows", "rewrite_store", "set_removed", "standing_of"]

_DOCUMENT = msgspec.json.Decoder(Document)
_JUDGEMENT = msgspec.json.Decoder(Judgement)
_LINK = msgspec.json.Decoder(Link)
_NO_DOCUMENT = "Find it: tocsin search, tocsin timeline, or tocsin remove --list."


def standing_of(connection: Connection, document: Document) -> Literal["known", "removed", "purged"] | None:
    """Whether a document is there, was taken out, or it or its very words were erased."""
    there = sa.select(t.documents.c.removed).where(t.documents.c.id == document.id)
    row = connection.execute(there).first()
    if row is not None:
        return "known" if row.removed is None else "removed"
    gone = (t.tombstones.c.id == document.id) | (t.tombstones.c.text_digest == document.text_digest)
    return "purged" if connection.execute(sa.select(t.tombstones.c.id).where(gone)).first() else None


def set_removed(connection: Connection, document: str, at: str | None) -> None:
    """Takes a document out of every view, or (null) puts it back. Raises `LedgerError` (`no-such-document`)."""
    before = t.documents.c.removed.is_(None) if at is not None else t.documents.c.removed.is_not(None)
    query = t.documents.update().where(t.documents.c.id == document, before).values(removed=at)
    if connection.execute(query).rowcount == 0:
        what = "is in the desk's views" if at is not None else "was removed"
        raise LedgerError("no-such-document", f"No document '{document}' {what}.", _NO_DOCUMENT)


def bridges(connection: Connection, document: str) -> list[Link]:
    """The links that keep a story one when a document goes that held it together."""
    tied = sa.select(t.ties.c.link).where(t.ties.c.member == document)
    query = sa.select(t.links.c.body).where(t.links.c.id.in_(tied), t.links.c.kind.in_(("copy", "version")))
    bodies = connection.execute(query.order_by(t.links.c.id)).scalars()
    return bridge(document, [_LINK.decode(body) for body in bodies])


def erase_rows(connection: Connection, document: str, *, at: str, by: str, reason: str) -> Document | None:
    """Deletes every row that holds words of a document and leaves a tombstone and a line of the journal.

    None where a tombstone is there already. Raises `LedgerError` (`no-such-document`).
    """
    row = connection.execute(sa.select(t.documents).where(t.documents.c.id == document)).first()
    if row is None:
        if connection.execute(sa.select(t.tombstones.c.id).where(t.tombstones.c.id == document)).first():
            return None
        raise LedgerError("no-such-document", f"No document '{document}'.", _NO_DOCUMENT)
    gone = _DOCUMENT.decode(row.body)
    # Before the lines that go: SQLite gives the number of a last row again, and who has read up to it would miss this.
    write_journal(connection, at, by, "purge", document)
    # With the run, which the index of records begins with.
    records = t.records.c.run.in_(sa.select(t.runs.c.number)) & (t.records.c.document == document)
    ids = set(connection.execute(sa.select(t.records.c.id).where(records)).scalars()) | {document}
    _erase_judgements(connection, gone, ids)
    for some in batched(sorted(ids)):
        tied = connection.execute(sa.select(t.ties.c.link).where(t.ties.c.member.in_(some))).scalars().all()
        for link in dict.fromkeys(tied):
            connection.execute(t.ties.delete().where(t.ties.c.link == link))
            connection.execute(t.links.delete().where(t.links.c.id == link))
    forget_words(connection, row.number, gone)
    connection.execute(t.traces.delete().where(t.traces.c.document == row.number))
    connection.execute(t.records.delete().where(records))
    connection.execute(t.diagnostics.delete().where(t.diagnostics.c.document == document))
    forget_names(connection, row.number)
    connection.execute(t.finds.delete().where(t.finds.c.document == row.number))
    connection.execute(t.journal.delete().where(t.journal.c.subject == document, t.journal.c.action != "purge"))
    connection.execute(t.documents.delete().where(t.documents.c.id == document))
    # The same holds of documents: one that is given the number again has not been searched.
    last = sa.select(sa.func.coalesce(sa.func.max(t.documents.c.number), 0)).scalar_subquery()
    connection.execute(t.watches.update().where(t.watches.c.upto > last).values(upto=last))
    stone = {"id": document, "text_digest": gone.text_digest, "at": at, "by": by, "reason": reason, "erased": 0}
    connection.execute(t.tombstones.insert().values(**stone))
    return gone


def _erase_judgements(connection: Connection, gone: Document, ids: set[str]) -> None:
    """Deletes what analysts said on the words of a document, where no copy has the same words; and on its entities."""
    twins = sa.select(t.documents.c.id).where(
        t.documents.c.text_digest == gone.text_digest, t.documents.c.id != gone.id
    )
    alone = connection.execute(twins).first() is None
    for body in connection.execute(sa.select(t.judgements.c.body)).scalars().all():
        judgement = _JUDGEMENT.decode(body)
        members = {str(member) for group in ("members", "rest") for member in judgement.target.fields.get(group, ())}
        if members & ids or (alone and judgement.target.text_digest == gone.text_digest):
            connection.execute(t.judgements.delete().where(t.judgements.c.id == judgement.id))
            connection.execute(t.journal.delete().where(t.journal.c.subject == judgement.id))


def rewrite_store(engine: Engine, name: str) -> None:
    """Writes what is kept anew without what was deleted from it: in one file, or in the tables of a server.

    A server's own logs and backups are not the desk's. Raises `LedgerError` (`store-busy`) where another program still
    reads the file: the old pages are its own until it ends.
    """
    if engine.dialect.name == "sqlite":
        _rewrite_file(engine, name)
    else:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for table in (*t.metadata.sorted_tables, sa.table("documents_words")):
                connection.execute(sa.text(f"VACUUM (FULL) {table.name}"))


def _rewrite_file(engine: Engine, name: str) -> None:
    connection = engine.raw_connection()  # no transaction round it: the file is not rewritten within one
    try:
        cursor = connection.cursor()
        cursor.execute("VACUUM")
        busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        cursor.close()
    finally:
        connection.close()
    if busy:
        raise LedgerError(
            "store-busy",
            f"{name}: the document is gone, but another program still reads and the log beside the file keeps words.",
            "End the board and other commands, then give the same purge again.",
        )
