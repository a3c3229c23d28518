"""A database that a store is in: its faults told for people, its transactions, its runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DatabaseError, OperationalError

from tocsin.errors import LedgerError
from tocsin.ledger.cut import Cut
from tocsin.ledger.protocol import Run
from tocsin.stores import tables as t
from tocsin.stores.rows import number_of

__all__ = ["Connected", "seen_at", "told_faults"]

_ENCODER = msgspec.json.Encoder()


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


def seen_at(cut: Cut) -> list[sa.ColumnElement[bool]]:
    """What the cut asks of a document; one that was removed is in no view."""
    conditions: list[sa.ColumnElement[bool]] = [t.documents.c.removed.is_(None)]
    if cut.as_of is not None:
        conditions.append(t.documents.c.day <= cut.as_of)
    if cut.known_at is not None:
        conditions.append(t.documents.c.arrived <= cut.known_at)
    return conditions


class Connected:
    """An engine with the present schema, under a name for people, and the runs of the coders in it."""

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

    def close(self) -> None:
        """Lets go of the file."""
        self._engine.dispose()
