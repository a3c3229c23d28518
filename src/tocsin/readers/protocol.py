"""The door for readers."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from io import BufferedReader, BytesIO
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Literal, Protocol

import msgspec

from tocsin.config import MEBIBYTE
from tocsin.errors import ReadError
from tocsin.records import Document, PublishedBasis

__all__ = ["Found", "Part", "Publication", "Reader", "Source"]


class Publication(msgspec.Struct, frozen=True, kw_only=True):
    """What is said of an input's publication from outside; it fills what the input itself does not say.

    `published` is an ISO date or date-time, and `basis` how it is known. Of an input that a user names, `published` and
    `outlet` are the user's; of a part that a reader hands on, the rest are what its container says of it (the subject
    of a mail, the address of a record), and `title` and `uri` go before the part's own.
    """

    published: str | None = None
    outlet: str | None = None
    basis: PublishedBasis = "given"
    title: str | None = None
    authors: tuple[str, ...] = ()
    uri: str | None = None


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """Bytes inside an input that a reader hands on: whichever reader is surest of them reads them, and so on inward.

    `name` is the part's own (`report.pdf`, `news/one.txt`). A `body` is what its container is about, so its documents
    have the container's bytes for their original; an `attachment` that no reader knows is passed over; a `member` that
    none knows is an error. `charset` is the encoding that the container names, for readers of text.
    """

    name: str
    data: bytes
    publication: Publication
    role: Literal["member", "body", "attachment"] = "member"
    charset: str | None = None


Found = Document | ReadError | Part
"""What a reader gives: a document, a part that another reader is to read, or what could not be read and why."""


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """An input to be read, and how large (in MiB) a single text in it may be.

    Its bytes are `data`, else those at `path`; with neither it is standard input. `label` is its name for people and
    by which readers know it, where it is not the path's; `address` is where `data` was fetched from, and `charset` the
    encoding that a server or a container named.
    """

    path: Path | None
    publication: Publication
    max_mib: int
    data: bytes | None = None
    label: str | None = None
    address: str | None = None
    charset: str | None = None

    @property
    def name(self) -> str:
        """The input as the user named it, or as its container and its own name name it."""
        if self.address is not None:
            return self.address
        if self.label is not None:
            return self.label
        return "standard input" if self.path is None else str(self.path)

    @property
    def uri(self) -> str | None:
        """Its address where it was fetched or its container gives one, else its own name without its folders.

        Null for standard input.
        """
        if self.address is not None:
            return self.address
        if self.publication.uri is not None:
            return self.publication.uri
        if self.label is not None:
            return PurePosixPath(self.label).name
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
        if self.data is not None:
            return self.data[:size]
        if self.path is None:
            stdin = sys.stdin.buffer
            return stdin.peek(size)[:size] if isinstance(stdin, BufferedReader) else b""
        with self.open() as file:
            return file.read(size)

    def whole(self) -> bytes:
        """All its bytes. Raises `ReadError` (`too-large`) beyond `max_mib`, and as `open` does."""
        limit = self.max_mib * MEBIBYTE
        with self.open() as file:
            data = file.read(limit + 1)
        if len(data) > limit:
            raise ReadError(
                "too-large",
                f"{self.name}: is larger than {self.max_mib} MiB.",
                "Split it, give it as JSON Lines with one document a line, or raise max_input_mib.",
            )
        return data


class Reader(Protocol):
    """Makes documents out of one kind of input."""

    @property
    def name(self) -> str:
        """The reader's name."""

    def accepts(self, head: bytes, name: str) -> float:
        """How sure it is, 0..1, that it reads an input with these first bytes (at most 4,096) and this name."""

    def read(self, source: Source) -> Iterator[Found]:
        """The documents of an input in order, streaming; a part that cannot be read comes as its error, unraised.

        What another reader is to read comes as a `Part`. Raises `ReadError` where the input as a whole cannot be read.
        """
