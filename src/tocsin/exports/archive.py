"""ZIP archives with the same bytes for the same content: no clock in them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

__all__ = ["rewritten_zip", "zip_of"]

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest that the format can hold


def zip_of(files: Iterable[tuple[str, bytes]], *, packed: bool = True) -> bytes:
    """An archive of named files in the order given."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files:
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return out.getvalue()


def rewritten_zip(content: bytes) -> bytes:
    """The same archive without the moments at which its files were packed."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return zip_of((entry.filename, archive.read(entry)) for entry in archive.infolist())
