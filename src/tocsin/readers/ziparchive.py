"""ZIP archives: every file in them is handed on, sorted; nothing is written anywhere."""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

import msgspec

from tocsin.config import MEBIBYTE
from tocsin.errors import ReadError
from tocsin.readers.protocol import Found, Part, Source

__all__ = ["ZipReader"]

# Prose shrinks three to five times, tables of it twenty; a file that shrinks 200 times is filler made to fill a disk.
_RATIO = 200
_RATIO_FROM = MEBIBYTE
_MOST_MEMBERS = 100_000
_ENCRYPTED = 0x1
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)


class ZipReader:
    """Reads ZIP archives, from the file where it lies: only one member at a time is in memory."""

    name = "zip"

    def accepts(self, head: bytes, name: str) -> float:
        """Sure of what begins as a ZIP archive; surer where it is named so."""
        if not head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
            return 0.0
        return 0.97 if name.lower().endswith(".zip") else 0.7

    def read(self, source: Source) -> Iterator[Found]:
        """The members in the order of their names; one that cannot be read comes as its error.

        Raises `ReadError`: `bad-archive`, `too-many`.
        """
        if source.path is None and source.data is None:
            # Standard input has no way back to the list of members, which stands at the end.
            source = msgspec.structs.replace(source, data=source.whole(), label=source.name)
        with source.open() as file:
            try:
                archive = zipfile.ZipFile(file)
            except _FAULTS as error:
                raise ReadError(
                    "bad-archive", f"{source.name}: is a broken archive ({error}).", "Fetch or make it anew."
                ) from error
            members = [member for member in archive.infolist() if _wanted(member)]
            if len(members) > _MOST_MEMBERS:
                seen = f"{source.name}: holds {len(members):,} files; an archive may hold {_MOST_MEMBERS:,}."
                raise ReadError("too-many", seen, "Split it.")
            for member in sorted(members, key=lambda member: member.filename):
                yield _member(archive, member, source)


def _wanted(member: zipfile.ZipInfo) -> bool:
    """Whether it is a file that a person put there: no folder, nothing hidden, no resource fork of a Mac."""
    parts = PurePosixPath(member.filename.replace("\\", "/")).parts
    hidden = any(part.startswith(".") and part != ".." for part in parts) or "__MACOSX" in parts
    return not member.is_dir() and not hidden


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, source: Source) -> Part | ReadError:
    where = f"{source.name}/{member.filename}"
    parts = PurePosixPath(member.filename.replace("\\", "/"))
    if parts.is_absolute() or ".." in parts.parts or ":" in parts.parts[0]:
        return ReadError("unsafe-name", f"{where}: its name leads out of the archive.", "It was left out.")
    if stat.S_ISLNK(member.external_attr >> 16):
        return ReadError("link", f"{where}: is a link, not a file.", "It was left out.")
    if member.flag_bits & _ENCRYPTED:
        return ReadError("encrypted", f"{where}: is locked by a password.", "Unlock it and read that.")
    limit = source.max_mib * MEBIBYTE
    try:
        with archive.open(member) as file:
            data = file.read(limit + 1)  # what the header says of its size may be a lie
    except _FAULTS as error:
        return ReadError("bad-archive", f"{where}: is broken ({error}).", "It was left out.")
    if len(data) > _RATIO_FROM and len(data) > _RATIO * max(member.compress_size, 1):
        return ReadError("bomb", f"{where}: unfolds to over {_RATIO} times its size.", "It was left out: no text does.")
    if len(data) > limit:
        return ReadError("too-large", f"{where}: is larger than {source.max_mib} MiB.", "Raise max_input_mib.")
    return Part(name=member.filename, data=data, publication=source.publication)
