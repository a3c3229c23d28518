"""Inputs taken apart: folders, archives, mail; each part goes to the reader that is surest of it, and so on inward."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from tocsin.config import MEBIBYTE
from tocsin.errors import ReadError
from tocsin.readers.form import recognise_form
from tocsin.readers.protocol import Part, Publication, Reader, Source
from tocsin.records import Document

__all__ = ["Arrival", "OnError", "Unpacking", "list_folder"]

_HEAD = 4096
_DEEPEST = 5
_MOST_PARTS = 100_000
# All that one input may unfold to: a hundred times its own size (prose shrinks three to five times), but never less
# than this, so that a small archive of tables is read.
_RATIO = 100
_LEAST_ALLOWED = 256 * MEBIBYTE
# These read a piece at a time and hand their pieces on, or give their lines word for word: the container itself is no
# document's original, and may be larger than memory.
_STREAMING = frozenset({"jsonl", "mailbox", "warc", "zip"})
# What a mail brings besides its words (pictures, signatures) is no fault of its reader.
_PASSED_OVER = frozenset({"binary", "not-utf8", "empty"})
_DESK_FILE = "tocsin.toml"
OnError = Callable[[ReadError], None]


class Arrival(msgspec.Struct, frozen=True, kw_only=True):
    """A document as it came in, with the bytes that it was read from.

    `original` is null where the text is the input word for word and one file holds many (JSON Lines).
    """

    document: Document
    original: bytes | None


class _SpentError(ReadError):
    """An input unfolds to more than it may: the whole of it ends here, not only one part."""


class Unpacking:
    """One input being taken apart: what it may still unfold to, over all its layers."""

    def __init__(self, readers: list[Reader], on_error: OnError) -> None:
        self._readers, self._on_error = readers, on_error
        self._bytes, self._parts = _LEAST_ALLOWED, _MOST_PARTS

    def read(self, source: Source) -> Iterator[Arrival]:
        """The documents of an input in order, those of its parts included.

        Parts that cannot be read go to `on_error`. Raises `ReadError` where the input as a whole cannot be read, or
        (`bomb`) unfolds to more than it may.
        """
        self._bytes = max(_LEAST_ALLOWED, _RATIO * _size(source))
        yield from self._read(source, depth=0, enclosing=None, role="member")

    def _read(self, source: Source, *, depth: int, enclosing: bytes | None, role: str) -> Iterator[Arrival]:
        reader = _choose_reader(self._readers, source)
        source = _loaded(source, reader)
        original = source.data if reader.name not in _STREAMING else None
        if role == "body" and enclosing is not None:
            original = enclosing
        try:
            for item in reader.read(source):
                if isinstance(item, Document):
                    yield Arrival(document=_completed(item, source.publication), original=original)
                elif isinstance(item, Part):
                    yield from self._read_part(item, source, depth + 1, original)
                else:
                    self._on_error(item)
        except ReadError as error:
            if role == "attachment" and reader.name == "plain" and error.code in _PASSED_OVER:
                return
            raise

    def _read_part(self, part: Part, source: Source, depth: int, enclosing: bytes | None) -> Iterator[Arrival]:
        label = f"{source.name}/{part.name}"
        self._count(part, source)
        if depth > _DEEPEST:
            self._on_error(
                ReadError("too-deep", f"{label}: lies over {_DEEPEST} layers deep.", "Take it out and read that.")
            )
            return
        inner = Source(
            path=None,
            publication=part.publication,
            max_mib=source.max_mib,
            data=part.data,
            label=label,
            charset=part.charset,
        )
        try:
            yield from self._read(inner, depth=depth, enclosing=enclosing, role=part.role)
        except _SpentError:
            raise
        except ReadError as error:
            self._on_error(error)

    def _count(self, part: Part, source: Source) -> None:
        self._bytes -= len(part.data)
        self._parts -= 1
        if self._bytes < 0 or self._parts < 0:
            what = f"{_MOST_PARTS:,} parts" if self._parts < 0 else f"{_RATIO} times its size"
            raise _SpentError(
                code="bomb",
                seen=f"{source.name}: unfolds to over {what}; it was left at {part.name}.",
                hint="What came before was read. Split it if it is meant to be so large.",
            )


def _choose_reader(readers: list[Reader], source: Source) -> Reader:
    """The reader that is surest of an input by its first bytes and its name."""
    head = source.peek(_HEAD)
    return max(readers, key=lambda reader: reader.accepts(head, source.name))


def list_folder(folder: Path) -> Iterator[Path | ReadError]:
    """Every file in a folder and the folders in it, by name; nothing hidden, and nothing outside by a link.

    A folder within it that is a desk is not entered: what is in a desk was read already.
    """
    yield from _list(folder, folder.resolve())


def _list(folder: Path, root: Path) -> Iterator[Path | ReadError]:
    if (folder / _DESK_FILE).is_file():
        yield ReadError("desk-inside", f"{folder}: is a desk, not a folder of texts.", "Name the files to be read.")
        return
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        yield ReadError("unreadable", f"{folder}: cannot be opened ({error.strerror}).", "Check its rights.")
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_symlink():
            # A link within the folder leads to what is read at its own place.
            if not entry.resolve().is_relative_to(root):
                yield ReadError("link", f"{entry}: is a link out of the folder.", "Name its target to have it read.")
        elif entry.is_dir():
            yield from _list(entry, root)
        elif entry.is_file():
            yield entry


def _size(source: Source) -> int:
    if source.data is not None:
        return len(source.data)
    try:
        return source.path.stat().st_size if source.path is not None else 0
    except OSError:
        return 0


def _loaded(source: Source, reader: Reader) -> Source:
    """The source with its bytes in memory, so that what is kept is what was read, whatever becomes of the file."""
    too_large = source.path is not None and _size(source) > source.max_mib * MEBIBYTE
    if source.data is not None or reader.name in _STREAMING or too_large:
        return source
    return msgspec.structs.replace(source, data=source.whole(), label=source.label or _label(source))


def _label(source: Source) -> str | None:
    return source.name if source.path is None else None


def _completed(document: Document, said: Publication) -> Document:
    """A document with what its container says of it, and its form.

    Its text, address, outlet and date, and so its id, stay what the reader made them.
    """
    published = document.published
    if published.basis == "given":
        published = msgspec.structs.replace(published, basis=said.basis)
    title = said.title or document.title
    form = recognise_form(title, document.text) if document.form == "article" else document.form
    return msgspec.structs.replace(
        document, published=published, title=title, authors=document.authors or said.authors, form=form
    )
