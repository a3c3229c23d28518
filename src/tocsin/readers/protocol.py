"""The door for readers."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from io import BufferedReader, BytesIO
from pathlib import Path
from typing import BinaryIO, Protocol

import msgspec

from tocsin.errors import ReadError
from tocsin.records import Document

__all__ = ["Publication", "Reader", "Source"]


class Publication(msgspec.Struct, frozen=True, kw_only=True):
    """What the user says of an input's publication; it fills what the input itself does not say.

    `published` is an ISO date or date-time; both may be null.
    """

    published: str | None = None
    outlet: str | None = None


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """An input to be read, and how large (in MiB) a single text in it may be. A null `path` is standard input.

    Where `data` is given, it is the input: what was fetched from `address`, with the `charset` that the server named.
    """

    path: Path | None
    publication: Publication
    max_mib: int
    data: bytes | None = None
    address: str | None = None
    charset: str | None = None

    @property
    def name(self) -> str:
        """The input as the user named it."""
        if self.address is not None:
            return self.address
        return "standard input" if self.path is None else str(self.path)

    @property
    def uri(self) -> str | None:
        """The input's address or own name, without the folders of this machine; null for standard input."""
        if self.address is not None:
            return self.address
        return None if self.path is None else self.path.name

    def open(self) -> AbstractContextManager[BinaryIO]:
        """The input's bytes. Raises `ReadError` (`missing`, `folder`, `unreadable`)."""
        if self.data is not None:
            return BytesIO(self.data)
        if self.path is None:
            return nullcontext(sys.stdin.buffer)
        try:
            return self.path.open("rb")
        except FileNotFoundError as error:
            raise ReadError("missing", f"{self.name}: there is no such file.", "Check the name.") from error
        except IsADirectoryError as error:
            raise ReadError("folder", f"{self.name}: is a folder.", "Name the files in it.") from error
        except OSError as error:
            raise ReadError(
                "unreadable", f"{self.name}: cannot be opened ({error.strerror}).", "Check its rights."
            ) from error

    def peek(self, size: int) -> bytes:
        """The first bytes, at most `size`, which the next `open` gives again. Raises as `open` does."""
        if self.data is None and self.path is None:
            stdin = sys.stdin.buffer
            return stdin.peek(size)[:size] if isinstance(stdin, BufferedReader) else b""
        with self.open() as file:
            return file.read(size)


class Reader(Protocol):
    """Makes documents out of one kind of input."""

    @property
    def name(self) -> str:
        """The reader's name."""

    def accepts(self, head: bytes, name: str) -> float:
        """How sure it is, 0..1, that it reads an input with these first bytes (at most 4,096) and this name."""

    def read(self, source: Source) -> Iterator[Document | ReadError]:
        """The documents of an input in order, streaming; a part that cannot be read comes as its error, unraised.

        Raises `ReadError` where the input as a whole cannot be read.
        """
