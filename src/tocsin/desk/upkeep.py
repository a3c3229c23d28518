"""A desk looked over (`tocsin doctor`), and copied into one file (`tocsin backup`)."""

from __future__ import annotations

import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from tocsin.config import MEBIBYTE, Settings
from tocsin.desk.desk import DESK_FILE, SNAPSHOTS, STORE_FILE
from tocsin.desk.reading import Finding
from tocsin.errors import ConfigError, LedgerError, TocsinError
from tocsin.stores.check import StoreCheck, check_postgres, check_sqlite, copy_sqlite
from tocsin.stores.postgres import named_store
from tocsin.stores.snapshots import Snapshots

__all__ = ["Backup", "back_up", "check_desk"]

_LEAST_FREE = 200
_NAMED = 3
_FOLDERS = ("problems", "playbooks")


class Backup(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup holds: the file, its size in bytes, documents and originals; and originals that were missing."""

    file: str
    size: int
    documents: int
    snapshots: int
    missing: tuple[str, ...]


def check_desk(folder: Path, settings: Settings) -> list[Finding]:
    """What is well and what is not with a desk: its room, its store, its originals. Nothing is changed."""
    findings = [_check_room(folder)]
    if settings.store:
        return [*findings, *_check_database(folder, settings.store)]
    store = folder / STORE_FILE
    if not store.is_file():
        hint = f"Restore a backup; without one, tocsin add begins anew in {folder}."
        return [*findings, Finding(what=f"store {STORE_FILE}", seen="is not there", ok=False, hint=hint)]
    try:
        checked = check_sqlite(store)
    except LedgerError as error:
        return [*findings, Finding(what=f"store {STORE_FILE}", seen=error.seen, ok=False, hint=error.hint)]
    return [*findings, *_check_store(checked, STORE_FILE), *_check_snapshots(Snapshots(folder / SNAPSHOTS), checked)]


def _check_database(folder: Path, address: str) -> Iterator[Finding]:
    try:
        checked = check_postgres(address)
    except TocsinError as error:
        yield Finding(what="store", seen=error.seen, ok=False, hint=error.hint)
        return
    yield from _check_store(checked, named_store(address))
    yield from _check_snapshots(Snapshots(folder / SNAPSHOTS), checked)


def _check_room(folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free // MEBIBYTE
    hint = "" if free >= _LEAST_FREE else "Make room: what cannot be written is not kept."
    return Finding(what=f"desk {folder}", seen=f"{free:,} MiB free", ok=free >= _LEAST_FREE, hint=hint)


def _check_store(checked: StoreCheck, name: str) -> Iterator[Finding]:
    what = f"store {name}"
    for fault in checked.faults:
        yield Finding(what=what, seen=fault.seen, ok=False, hint=fault.hint)
    if not checked.faults:
        yield Finding(what=what, seen=f"sound; {checked.documents:,} documents", ok=True)


def _check_snapshots(snapshots: Snapshots, checked: StoreCheck) -> Iterator[Finding]:
    there = set(snapshots.names())
    missing = sorted(checked.snapshots - there)
    altered = sorted(name for name in there & checked.snapshots if snapshots.read(name) is None)
    again = "Add the same files again from where they came, or restore a backup."
    if missing:
        yield Finding(what=SNAPSHOTS, seen=f"{len(missing)} missing: {_some(missing)}", ok=False, hint=again)
    if altered:
        yield Finding(what=SNAPSHOTS, seen=f"{len(altered)} altered: {_some(altered)}", ok=False, hint=again)
    left = [path.name for path in snapshots.unfinished()]
    stray = sorted(there - checked.snapshots)
    if not missing and not altered:
        seen = f"{len(checked.snapshots):,} kept, each as it was read"
        hint = ""
        if left or stray:
            seen += f"; {len(left) + len(stray)} that no document names"
            hint = f"An interrupted add left them. Add the same again, or delete them: {_some([*left, *stray])}"
        yield Finding(what=SNAPSHOTS, seen=seen, ok=True, hint=hint)


def _some(names: list[str]) -> str:
    return ", ".join(names[:_NAMED]) + (f" and {len(names) - _NAMED} more" if len(names) > _NAMED else "")


def back_up(folder: Path, target: Path, settings: Settings) -> Backup:
    """Writes a desk into one ZIP file that is a desk again when it is unpacked; the desk may be in use meanwhile.

    The store is copied first, then every original that the copy names: what it names was there before it. The file
    takes its name when it is whole. Raises `LedgerError` (`store-damaged`, `store-busy`), `ConfigError`
    (`backup-not-written`; `store-elsewhere` where the ledger is in a database, which has its own way).
    """
    if settings.store:
        raise ConfigError(
            "store-elsewhere",
            "The ledger of this desk is in PostgreSQL, whose own programs copy it.",
            f"Use pg_dump for the database, and copy the folder {folder}.",
        )
    try:
        with _new_file(target) as new, tempfile.TemporaryDirectory(dir=target.parent, prefix=".tocsin-") as scratch:
            copy = Path(scratch) / STORE_FILE
            copy_sqlite(folder / STORE_FILE, copy)
            checked = check_sqlite(copy)
            missing = _write(folder, copy, checked, new)
    except OSError as error:
        raise ConfigError(
            "backup-not-written", f"{target}: cannot be written ({error.strerror or error}).", "Name another place."
        ) from error
    return Backup(
        file=str(target),
        size=target.stat().st_size,
        documents=checked.documents,
        snapshots=len(checked.snapshots) - len(missing),
        missing=tuple(missing),
    )


def _write(folder: Path, copy: Path, checked: StoreCheck, new: Path) -> list[str]:
    """The desk's files in the order in which they must be whole; names the originals that are not there."""
    snapshots, missing = Snapshots(folder / SNAPSHOTS), []
    with zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as archive:
        archive.write(folder / DESK_FILE, DESK_FILE)
        for name in _FOLDERS:
            for path in sorted((folder / name).glob("*.toml")):
                archive.write(path, f"{name}/{path.name}")
        archive.write(copy, STORE_FILE)
        for name in sorted(checked.snapshots):
            path = snapshots.path(name)
            if snapshots.read(name) is None:
                missing.append(name)
            else:
                archive.write(path, f"{SNAPSHOTS}/{path.parent.name}/{path.name}")
    with new.open("rb") as file:
        os.fsync(file.fileno())
    return missing


@contextmanager
def _new_file(target: Path) -> Iterator[Path]:
    """A file beside the target that only its owner may read, and that takes its name when all went well."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    os.close(handle)
    try:
        yield Path(name)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
