"""What a scope asks of an SQL database: who bears a name, what is alike, how far it reaches, what watches found."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import msgspec
import sqlalchemy as sa

from tocsin.ledger.bearers import Bearer
from tocsin.ledger.cut import NO_CUT, Cut
from tocsin.ledger.extent import Extent
from tocsin.ledger.protocol import Find
from tocsin.records import Document, Reading
from tocsin.stores import tables as t
from tocsin.stores.batches import batched
from tocsin.stores.connected import Connected, seen_at
from tocsin.stores.finds import finds_of, insert_finds, searched_upto, unsearched_readings
from tocsin.stores.names import names_of

__all__ = ["Surveyed"]

_DOCUMENT = msgspec.json.Decoder(Document)


class Surveyed(Connected):
    """The part of a store that answers about many documents without reading their records."""

    def documents_of(self, ids: Sequence[str], cut: Cut = NO_CUT) -> list[Document]:
        """Some documents, in the order asked for."""
        found: dict[str, Document] = {}
        with self._read() as connection:
            for some in batched(ids):
                query = sa.select(t.documents.c.body).where(t.documents.c.id.in_(some), *seen_at(cut))
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
                query = sa.select(*columns).where(t.documents.c.text_digest.in_(some), *seen_at(NO_CUT))
                found |= {row.id: row.text_digest for row in connection.execute(query)}
        return found

    def extent(self, cut: Cut) -> Extent:
        """How far the documents that the cut sees reach: counted in an index that holds no text."""
        with self._read() as connection:

            def ask(column: sa.Column[str]) -> list[str]:
                found = connection.execute(sa.select(column).distinct().where(*seen_at(cut))).scalars()
                return sorted(filter(None, found))

            count = sa.select(sa.func.count()).select_from(t.documents).where(*seen_at(cut))
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
        query = query.where(t.documents.c.day.is_(None), *seen_at(Cut(known_at=cut.known_at)))
        with self._read() as connection:
            return int(connection.execute(query).scalar_one())

    def unsearched(self, watch: str, *, limit: int) -> tuple[int, list[Reading]]:
        """How far a watch has searched, and the next readings that it has not."""
        run = self.current_run()
        with self._read() as connection:
            return unsearched_readings(connection, watch, run, limit) if run is not None else (0, [])

    def keep_finds(self, watch: str, finds: Iterable[Find], *, since: int = 0, upto: str | None = None) -> None:
        """Keeps what a watch found, and how far it has searched."""
        with self._write() as connection:
            insert_finds(connection, watch, finds, since, upto)

    def finds(self, watch: str, *, after: int = 0) -> tuple[int, list[Find]]:
        """What a watch found, and up to which number all are searched."""
        with self._read() as connection:
            return searched_upto(connection, watch), finds_of(connection, watch, after)
