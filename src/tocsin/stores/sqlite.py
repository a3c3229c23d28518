"""SQLite in one file, as it is configured here."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from tocsin.stores.connected import told_faults
from tocsin.stores.schema import upgrade
from tocsin.stores.sql import SqlStore

__all__ = ["open_sqlite"]

_BUSY_SECONDS = 5.0
# Kilobytes: traces go in at any place of their index, and in two megabytes each place would be read from the disk.
_CACHE = "cache_size=-65536"


def open_sqlite(path: Path) -> SqlStore:
    """The store in a file, made or brought to the present schema.

    Raises `LedgerError`: `store-too-new` where a later version wrote it, `store-busy`, `store-damaged`.
    """
    engine = sa.create_engine(f"sqlite:///{path}", connect_args={"timeout": _BUSY_SECONDS})

    @sa.event.listens_for(engine, "connect")
    def _configure(connection: object, _record: object) -> None:
        # Python's driver begins no transaction before a CREATE: a first opening that was killed left half a schema.
        connection.isolation_level = None  # type: ignore[attr-defined]
        cursor = connection.cursor()  # type: ignore[attr-defined]
        # WAL lets the board read while `add` writes; FULL makes a commit survive a power cut.
        # What is deleted is written over with zeros, so that a purge leaves no words behind.
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON", _CACHE):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        at_once = connection.get_execution_options().get("immediate", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if at_once else "BEGIN")

    with told_faults(path.name):
        upgrade(engine)
    return SqlStore(engine, path.name)
