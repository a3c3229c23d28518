"""Plain text: one file, one document, character for character."""

from __future__ import annotations

from collections.abc import Iterator

from tocsin.errors import ReadError
from tocsin.readers.protocol import Source
from tocsin.readers.publication import detect_language, parse_published
from tocsin.records import Document, Published, make_document

__all__ = ["PlainTextReader", "decode_text", "first_line_title"]

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x7fELF", "a program"),
)
_BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


class PlainTextReader:
    """Reads UTF-8 text (a byte-order mark is dropped, nothing else), or UTF-16 with its mark."""

    name = "plain"

    def accepts(self, head: bytes, name: str) -> float:
        """A low claim on everything: what no other reader knows is tried as text, and refused by name if it is not."""
        return 0.1

    def read(self, source: Source) -> Iterator[Document | ReadError]:
        """The one document. Raises `ReadError`: `too-large`, `binary`, `html`, `not-utf8`, `empty`."""
        text = decode_text(source.whole(), source.name, source.charset)
        given = source.publication
        yield make_document(
            text,
            uri=source.uri,
            outlet=given.outlet,
            published=parse_published(given.published, given.basis) if given.published else Published(),
            title=first_line_title(text),
            language=detect_language(text),
        )


def decode_text(data: bytes, name: str, charset: str | None = None) -> str:
    """The characters of a text file; `charset` is the encoding that its container names, tried where UTF-8 fails.

    Raises `ReadError`: `binary`, `html`, `not-utf8`, `empty`.
    """
    kind = next((kind for magic, kind in _MAGIC if data.startswith(magic)), None)
    encoding = next((encoding for mark, encoding in _BYTE_ORDER_MARKS if data.startswith(mark)), "utf-8")
    if kind is None and encoding != "utf-16" and b"\x00" in data[:65536]:
        kind = "binary"
    if kind:
        raise ReadError("binary", f"{name}: is {kind}, not text.", "Give its text as UTF-8, or as JSON Lines.")
    try:
        text = _decode(data, encoding, charset)
    except UnicodeDecodeError as error:
        where = f"byte {error.start} is 0x{data[error.start]:02x}"
        raise ReadError(
            "not-utf8", f"{name}: is not UTF-8 ({where}).", "Save it as UTF-8, for example with iconv -t utf-8."
        ) from error
    if not text.strip():
        raise ReadError("empty", f"{name}: is empty.", "Give a file with text in it.")
    if _looks_like_html(text):
        raise ReadError(
            "html",
            f"{name}: is a web page, and was to be read as plain text.",
            "Let its name end in .html.",
        )
    return text


def _decode(data: bytes, encoding: str, charset: str | None) -> str:
    """The characters by a byte-order mark or as UTF-8, else in the encoding that was named. Raises as `decode` does."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        if charset is None:
            raise
        try:
            return data.decode(charset)
        except (LookupError, ValueError):
            pass  # the name of the encoding is wrong or none: the first fault is the one to tell
        raise


def _looks_like_html(text: str) -> bool:
    start = text[:1024].lstrip().lower()
    return start.startswith(("<!doctype html", "<html")) or ("<head" in start and "<body" in text.lower())


def first_line_title(text: str) -> str | None:
    """The first line, where it reads as a headline: short, and more text below it."""
    first, _, rest = text.strip().partition("\n")
    first = first.strip()
    return first if rest.strip() and len(first) <= 200 and not first.endswith((".", ",", ";")) else None
