"""JSON Lines: one document a line, as archives and crawlers write it."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from tocsin.config import MEBIBYTE
from tocsin.errors import ReadError
from tocsin.readers.protocol import Source
from tocsin.readers.publication import detect_language, parse_published
from tocsin.records import Document, Published, make_document

__all__ = ["JsonLinesReader"]


class _Line(msgspec.Struct, frozen=True):
    """A line of input; fields that are not listed are passed over."""

    text: str
    id: str | int | None = None
    url: str | None = None
    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    language: str | None = None
    authors: tuple[str, ...] | None = None


_DECODER = msgspec.json.Decoder(_Line)
_OPENING = (b"{", b"\xef\xbb\xbf{")


class JsonLinesReader:
    """Reads `{id, url, title, published, outlet, language, text}` a line; only `text` must be there."""

    name = "jsonl"

    def accepts(self, head: bytes, name: str) -> float:
        """Sure of `.jsonl` and `.ndjson`; fairly sure of anything that begins with an object that has a text."""
        if name.lower().endswith((".jsonl", ".ndjson")):
            return 1.0
        return 0.8 if head.lstrip().startswith(_OPENING) and b'"text"' in head else 0.0

    def read(self, source: Source) -> Iterator[Document | ReadError]:
        """The documents in order. A bad line comes as a `ReadError` (`bad-line`, `too-large`, `empty`, `bad-date`)."""
        limit = source.max_mib * MEBIBYTE
        seen = False
        with source.open() as file:
            number = 0
            while line := file.readline(limit + 1):
                number += 1
                where = f"{source.name}, line {number}"
                if len(line) > limit:
                    yield ReadError("too-large", f"{where}: is longer than {source.max_mib} MiB.", "It was left out.")
                    while line and not line.endswith(b"\n"):
                        line = file.readline(limit)
                elif line.strip():
                    seen = True
                    yield from _read_line(line.removeprefix(b"\xef\xbb\xbf"), where, source)
        if not seen and number == 0:
            raise ReadError("empty", f"{source.name}: is empty.", "Give a file with a document a line.")


def _read_line(line: bytes, where: str, source: Source) -> Iterator[Document | ReadError]:
    try:
        row = _DECODER.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        yield ReadError(
            "bad-line", f"{where}: is no document ({error}).", 'A line is {"text": "...", "published": "..."}.'
        )
        return
    if not row.text.strip():
        yield ReadError("empty", f"{where}: has no text.", "It was left out.")
        return
    published, problem = _published(row, where, source)
    if problem is not None:
        yield problem
    yield make_document(
        row.text,
        input_id=None if row.id is None else str(row.id),
        uri=row.url,
        title=row.title,
        outlet=row.outlet or source.publication.outlet,
        published=published,
        authors=row.authors or (),
        language=row.language or detect_language(row.text),
    )


def _published(row: _Line, where: str, source: Source) -> tuple[Published, ReadError | None]:
    """The date of a line, or what the user gave for all lines; with the error where the line's own cannot be read."""
    given = source.publication
    fallback = parse_published(given.published, given.basis) if given.published else Published()
    if row.published is None:
        return fallback, None
    try:
        return parse_published(row.published, "metadata"), None
    except ValueError:
        error = ReadError(
            "bad-date", f"{where}: published is '{row.published}', no ISO date.", "The document was read without it."
        )
        return fallback, error
