"""What joins documents and what was said of them, in an SQL database: links, judgements, the journal."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import msgspec
import sqlalchemy as sa

from tocsin.errors import LedgerError
from tocsin.ledger.cut import NO_CUT, Cut
from tocsin.ledger.protocol import Entry, Mark
from tocsin.records import Judgement, Link
from tocsin.stores import tables as t
from tocsin.stores.batches import batched
from tocsin.stores.connected import Connected
from tocsin.stores.rows import insert_links, write_journal

__all__ = ["Said"]

_ENCODER = msgspec.json.Encoder()
_JUDGEMENT = msgspec.json.Decoder(Judgement)
_LINK = msgspec.json.Decoder(Link)


class Said(Connected):
    """The part of a store that keeps links, judgements and the journal."""

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

    def news(self, after: int, upto: int | None = None) -> list[Entry]:
        """What was done since an entry of the journal."""
        query = sa.select(t.journal).where(t.journal.c.number > after).order_by(t.journal.c.number)
        if upto is not None:
            query = query.where(t.journal.c.number <= upto)
        with self._read() as connection:
            rows = connection.execute(query).all()
        return [Entry(at=row.at, by=row.by, action=row.action, subject=row.subject) for row in rows]
