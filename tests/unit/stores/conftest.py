"""A throw-away PostgreSQL server for the store tests, where its programs are found."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

_HOMES = ("/usr/lib/postgresql", "/usr/local/pgsql")


class Server:
    """A running server that listens in a folder only; every test has a database of its own."""

    def __init__(self, folder: Path, programs: Path, user: str | None) -> None:
        self.folder, self._programs, self._user, self._made = folder, programs, user, 0
        self._run("initdb", "-D", str(folder / "data"), "-A", "trust", "-U", "tocsin", "--no-sync", "-E", "UTF8")
        options = f"-k {folder} -c listen_addresses='' -c fsync=off"
        self._run("pg_ctl", "-D", str(folder / "data"), "-w", "-l", str(folder / "log"), "-o", options, "start")

    def database(self) -> str:
        """The address of a new database."""
        self._made += 1
        self._run("createdb", "-h", str(self.folder), "-U", "tocsin", f"desk{self._made}")
        return f"postgresql://tocsin@/desk{self._made}?host={self.folder}"

    def stop(self) -> None:
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "stop")

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._programs / program), *arguments]
        subprocess.run(command, check=True, capture_output=True, user=self._user, cwd=self.folder)


def _programs() -> Path | None:
    """The folder of the server's programs: the newest of Debian's, or where `initdb` is on the path."""
    found = [path for home in _HOMES for path in Path(home).glob("*/bin") if (path / "initdb").exists()]
    if found:
        return max(found, key=lambda path: int(path.parent.name) if path.parent.name.isdigit() else 0)
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None


def _user() -> str | None:
    """Whom the server runs as: it refuses to run as root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in names)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    programs = _programs()
    if programs is None:
        pytest.skip("no PostgreSQL here: its store tests are left out (install the package 'postgresql')")
    # Short, for the path of a socket may have a hundred characters.
    folder = Path(tempfile.mkdtemp(prefix="tocsin-pg-", dir="/tmp"))
    user = _user()
    if user is not None:
        shutil.chown(folder, user)
    running = Server(folder, programs, user)
    yield running
    running.stop()
    shutil.rmtree(folder, ignore_errors=True)


# What later versions added, newest first, and how to take it back.
_STEPS = {
    "0003": (
        *(f"DROP TABLE {table}" for table in ("borne", "bearers", "ties", "finds", "watches")),
        "DROP INDEX documents_removed",
        "DROP INDEX documents_reach",
        "CREATE TABLE cache (key VARCHAR(80) NOT NULL PRIMARY KEY, value BLOB NOT NULL)",
    ),
    "0002": ("DROP INDEX records_of_day", "DROP INDEX ix_documents_uri", "ALTER TABLE records DROP COLUMN day"),
    "0001": ("DROP TABLE traces", "DROP TABLE tombstones", "ALTER TABLE documents DROP COLUMN removed"),
}


def _take_back(path: Path, version: str) -> None:
    engine = sa.create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        for step, statements in _STEPS.items():
            if step >= version:
                for statement in statements:
                    connection.execute(sa.text(statement))
        connection.execute(sa.text("UPDATE alembic_version SET version_num = :version"), {"version": version})
    engine.dispose()


@pytest.fixture
def take_back() -> Callable[[Path, str], None]:
    """Makes a file one of an earlier schema."""
    return _take_back
