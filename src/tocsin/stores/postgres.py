"""The ledger in PostgreSQL: several writers and boards over one store. The tables are those of the one file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from sqlalchemy.engine import URL, Connection, Engine
from sqlalchemy.exc import ArgumentError

from tocsin.errors import ConfigError, LedgerError
from tocsin.stores.connected import told_faults
from tocsin.stores.schema import upgrade
from tocsin.stores.sql import SqlStore

__all__ = ["named_store", "open_postgres", "reading_postgres"]

# One lock of the database's for all writers of a desk, as in one file: what an add compares with does not change
# under it. The number is arbitrary, and must be the same in every version.
_WRITERS = 7_046_029_254_386_353_131


def named_store(address: str) -> str:
    """A database's address for people: never with a password."""
    url = _url(address)
    return f"postgresql://{url.host or 'local'}/{url.database or ''}"


def open_postgres(address: str) -> SqlStore:
    """The store in a database (`postgresql://user@host/name`), made or brought to the present schema.

    The password comes from the address, or, as PostgreSQL's own programs have it, from PGPASSWORD or `~/.pgpass`.
    Raises `ConfigError` (`bad-setting`, `extra-missing`), `LedgerError` (`store-unreachable`, `store-too-new`).
    """
    return SqlStore(_engine(address), named_store(address))


@contextmanager
def reading_postgres(address: str) -> Iterator[Connection]:
    """A connection that only reads. Raises as `open_postgres` does."""
    engine = _engine(address)
    try:
        with told_faults(named_store(address)), engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def _engine(address: str) -> Engine:
    url, name = _url(address).set(drivername="postgresql+psycopg"), named_store(address)
    try:
        engine = sa.create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": 10})
    except ModuleNotFoundError as error:
        raise ConfigError(
            "extra-missing", "The driver of PostgreSQL is not installed.", "Install it: pip install 'tocsin[postgres]'"
        ) from error

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if connection.get_execution_options().get("immediate", False):
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _WRITERS})

    try:
        with told_faults(name):
            upgrade(engine)
    except LedgerError:
        engine.dispose()
        raise
    return engine


def _url(address: str) -> URL:
    try:
        url = sa.make_url(address)
    except ArgumentError:
        url = None
    if url is None or url.get_backend_name() not in ("postgresql", "postgres"):
        raise ConfigError(
            "bad-setting", "The setting `store` is no address of PostgreSQL.", "Write postgresql://user@host/name."
        )
    return url
