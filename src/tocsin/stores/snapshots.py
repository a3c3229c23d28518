"""The originals of what was read: bytes under their own SHA-256, written once and whole."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tocsin.errors import LedgerError

__all__ = ["Snapshots"]

_SCHEME = "sha256:"
_NEW = ".new-"


class Snapshots:
    """A folder of originals, `ab/abcdef...` by their digest. It is made with the first of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, data: bytes) -> str:
        """Keeps bytes and gives their name; what is there is not written again.

        The file is there whole when this returns, or not at all. Raises `LedgerError` (`snapshot-not-kept`).
        """
        name = _SCHEME + hashlib.sha256(data).hexdigest()
        path = self.path(name)
        try:
            # A file of another length is one that a failing disk left: it is mended by the same bytes.
            if not path.is_file() or path.stat().st_size != len(data):
                self._write(path, data)
        except OSError as error:
            raise LedgerError(
                "snapshot-not-kept",
                f"{self.folder.name}: an original cannot be kept ({error.strerror}).",
                "Make room or check the folder's rights; then add the same again. keep_snapshots = false keeps none.",
            ) from error
        return name

    def _write(self, path: Path, data: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, new = tempfile.mkstemp(dir=self.folder, prefix=_NEW)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(new).replace(path)
        except BaseException:
            Path(new).unlink(missing_ok=True)
            raise

    def path(self, name: str) -> Path:
        """Where an original lies. Raises `ValueError` for what is no name of one, so that no name leads elsewhere."""
        if not re.fullmatch(r"sha256:[0-9a-f]{64}", name):
            raise ValueError(f"{name!r} names no snapshot")
        digest = name.removeprefix(_SCHEME)
        return self.folder / digest[:2] / digest

    def read(self, name: str) -> bytes | None:
        """The bytes of an original, or None where it is not there or is not what its name says."""
        path = self.path(name)
        if not path.is_file():
            return None
        data = path.read_bytes()
        return data if _SCHEME + hashlib.sha256(data).hexdigest() == name else None

    def erase(self, name: str) -> None:
        """Takes an original away for good; nothing happens where it is not there."""
        self.path(name).unlink(missing_ok=True)

    def names(self) -> Iterator[str]:
        """The names of all originals, sorted."""
        for path in sorted(self.folder.glob("[0-9a-f][0-9a-f]/*")):
            if re.fullmatch(r"[0-9a-f]{64}", path.name):
                yield _SCHEME + path.name

    def unfinished(self) -> list[Path]:
        """Files that an interrupted writer left behind."""
        return sorted(self.folder.glob(f"{_NEW}*"))
