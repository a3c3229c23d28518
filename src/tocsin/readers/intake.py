"""Takes the bytes of an input whole, up to the size that the settings allow."""

from __future__ import annotations

from tocsin.errors import ReadError
from tocsin.readers.protocol import Source

__all__ = ["take_bytes"]


def take_bytes(source: Source) -> bytes:
    """All bytes of an input. Raises `ReadError` (`too-large`, `empty`) and what `Source.open` raises."""
    data = source.whole()
    if not data.strip():
        raise ReadError("empty", f"{source.name}: is empty.", "Give a file with text in it.")
    return data
