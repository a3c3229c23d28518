"""Takes the bytes of an input whole, up to the size that the settings allow."""

from __future__ import annotations

from tocsin.config import MEBIBYTE
from tocsin.errors import ReadError
from tocsin.readers.protocol import Source

__all__ = ["take_bytes"]


def take_bytes(source: Source) -> bytes:
    """All bytes of an input. Raises `ReadError` (`too-large`, `empty`) and what `Source.open` raises."""
    limit = source.max_mib * MEBIBYTE
    with source.open() as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise ReadError("too-large", f"{source.name}: is larger than {source.max_mib} MiB.", "Raise max_input_mib.")
    if not data.strip():
        raise ReadError("empty", f"{source.name}: is empty.", "Give a file with text in it.")
    return data
