"""A store looked over from outside, and one in a file copied while it is in use: in plain SQL, for a broken one too."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import msgspec

from tocsin.errors import LedgerError
from tocsin.records import Document, text_digest
from tocsin.stores.postgres import reading_postgres

__all__ = ["Fault", "StoreCheck", "check_postgres", "check_sqlite", "copy_sqlite"]

_DOCUMENT = msgspec.json.Decoder(Document)
# What must hold between the tables: the question counts the rows that break it.
_Rows = Callable[[str], Sequence[Sequence[Any]]]
_RULES = (
    (
        "records without their document",
        "SELECT count(*) FROM records WHERE document NOT IN (SELECT id FROM documents)",
    ),
    (
        "documents that the journal does not know",
        "SELECT count(*) FROM documents WHERE id NOT IN (SELECT subject FROM journal WHERE action = 'add')",
    ),
)
_UNINDEXED = "documents that the search does not know", "SELECT count(*) FROM documents WHERE number NOT IN ({})"
_SQLITE_RULES = (*_RULES, (_UNINDEXED[0], _UNINDEXED[1].format("SELECT id FROM documents_fts_docsize")))
_POSTGRES_RULES = (*_RULES, (_UNINDEXED[0], _UNINDEXED[1].format("SELECT number FROM documents_words")))
_RESTORE = "Restore a backup; what was added since can be added again."
_UNFINISHED = "SELECT count(*) FROM runs WHERE finished = 0"


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """Something that is not as it must be, and what to do about it."""

    seen: str
    hint: str


class StoreCheck(msgspec.Struct, frozen=True, kw_only=True):
    """What was found in a store: how many documents, the originals they name, what is wrong."""

    documents: int
    snapshots: frozenset[str]
    faults: tuple[Fault, ...]


def check_sqlite(path: Path) -> StoreCheck:
    """Reads a whole store and compares what it says with itself; nothing in it is changed.

    Raises `LedgerError` (`store-damaged`, `store-busy`) where it cannot be read at all.
    """
    with _opened(path) as connection:
        faults = list(_faults(connection))
        return _checked(connection.execute("SELECT body FROM documents ORDER BY number"), faults)


def check_postgres(address: str) -> StoreCheck:
    """The same of a store in a database. Raises as `open_postgres` does."""
    with reading_postgres(address) as connection:
        faults = list(_broken_rules(lambda question: connection.exec_driver_sql(question).fetchall(), _POSTGRES_RULES))
        return _checked(connection.exec_driver_sql("SELECT body FROM documents ORDER BY number"), faults)


def _checked(bodies: Iterable[Sequence[bytes]], faults: list[Fault]) -> StoreCheck:
    """The faults, with those of the documents, and what these name."""
    count, snapshots, altered = 0, set(), 0
    for (body,) in bodies:
        document = _decode(bytes(body))
        count += 1
        if document is None or text_digest(document.text) != document.text_digest:
            altered += 1
        elif document.snapshot is not None:
            snapshots.add(document.snapshot)
    if altered:
        faults.append(Fault(seen=f"{altered} documents whose text is not what was read", hint=_RESTORE))
    return StoreCheck(documents=count, snapshots=frozenset(snapshots), faults=tuple(faults))


def copy_sqlite(path: Path, target: Path) -> None:
    """A copy of a store as it is at one moment, whatever is written to it meanwhile; checked before it counts.

    Raises `LedgerError` (`store-damaged`, `store-busy`).
    """
    with _opened(path) as connection:
        try:
            with closing(sqlite3.connect(target)) as copy:
                connection.backup(copy)
                # A copy is one file: no second one beside it may be needed to read it.
                copy.execute("PRAGMA journal_mode=DELETE")
                [(state,)] = copy.execute("PRAGMA quick_check(1)").fetchall()
        except sqlite3.Error as error:
            raise _damaged(path, str(error)) from error
    if state != "ok":
        raise _damaged(path, state)


def _faults(connection: sqlite3.Connection) -> Iterator[Fault]:
    states = [state for (state,) in connection.execute("PRAGMA integrity_check(10)")]
    if states != ["ok"]:
        yield Fault(seen=f"the file is damaged ({states[0]})", hint=_RESTORE)
    if broken := connection.execute("PRAGMA foreign_key_check").fetchall():
        yield Fault(seen=f"{len(broken)} rows refer to rows that are not there", hint=_RESTORE)
    yield from _broken_rules(lambda question: connection.execute(question).fetchall(), _SQLITE_RULES)


def _broken_rules(ask: _Rows, rules: Iterable[tuple[str, str]]) -> Iterator[Fault]:
    for what, question in rules:
        [(count,)] = ask(question)
        if count:
            yield Fault(seen=f"{count} {what}", hint=_RESTORE)
    [(count,)] = ask(_UNFINISHED)
    if count:
        yield Fault(seen=f"{count} runs of the coders did not end", hint="Nothing is lost. Run tocsin recode again.")


def _decode(body: bytes) -> Document | None:
    try:
        return _DOCUMENT.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=5.0)) as connection:
            yield connection
    except sqlite3.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            seen = f"{path.name}: another program is writing to it."
            raise LedgerError("store-busy", seen, "Wait for it to end, then try again.") from error
        raise _damaged(path, str(error)) from error
    except sqlite3.DatabaseError as error:
        raise _damaged(path, str(error)) from error


def _damaged(path: Path, seen: str) -> LedgerError:
    return LedgerError("store-damaged", f"{path.name}: cannot be read ({seen}).", "Restore a backup.")
