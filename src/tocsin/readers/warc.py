"""Web archives (WARC): the pages and texts that a crawler was answered with."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO

import msgspec
from fastwarc.stream_io import BrotliReader, ChunkedReader, GzipReader
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from tocsin.config import MEBIBYTE
from tocsin.errors import ReadError
from tocsin.readers.protocol import Found, Part, Source

__all__ = ["WarcReader"]

_ANSWERS = (WarcRecordType.response, WarcRecordType.resource, WarcRecordType.conversion)
_KINDS = frozenset({
    "text/html", "application/xhtml+xml", "text/plain", "text/markdown", "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/rss+xml", "application/atom+xml", "application/feed+json",
})  # fmt: skip
_NAMES = (".warc", ".warc.gz", ".warc.zst")
_OPENINGS = (b"WARC/", b"filedesc://")
_CHUNK = re.compile(rb"\s*[0-9A-Fa-f]{1,16}[ \t]*(;[^\r\n]*)?\r?\n")
_FAULTS = (OSError, ValueError, EOFError, RuntimeError, zlib.error)


class WarcReader:
    """Reads response, resource and conversion records with a page or a text, each handed on under its address."""

    name = "warc"

    def accepts(self, head: bytes, name: str) -> float:
        """Sure of what begins with a WARC record, packed or not, and of what is named so.

        It claims the older ARC too, which it cannot read: as text it would be one long document of nothing.
        """
        if head.startswith(_OPENINGS) or _unpacked(head).startswith(_OPENINGS):
            return 1.0
        return 0.9 if name.lower().endswith(_NAMES) else 0.0

    def read(self, source: Source) -> Iterator[Found]:
        """The records in order, streaming. Where the archive breaks off, its error comes after what could be read."""
        number = 0
        with source.open() as file:
            try:
                for number, record in enumerate(_records(file), start=1):
                    if _is_answer(record):
                        yield from _read_record(record, number, source)
            except _FAULTS as error:
                after = f"after record {number}" if number else "at its first record"
                raise ReadError(
                    "bad-archive",
                    f"{source.name}: breaks off {after} ({error}).",
                    "What came before was read. Fetch the archive anew.",
                ) from error
        if number == 0:
            raise ReadError("bad-archive", f"{source.name}: has no record.", "Fetch the archive anew.")


def _records(file: BinaryIO) -> Iterator[WarcRecord]:
    yield from ArchiveIterator(file, record_types=WarcRecordType.any_type, parse_http=True)


def _unpacked(head: bytes) -> bytes:
    """The first bytes inside a gzip member; none where it is no gzip."""
    if not head.startswith(b"\x1f\x8b"):
        return b""
    try:
        return gzip.GzipFile(fileobj=BytesIO(head)).read(16)
    except (OSError, EOFError, zlib.error):
        return b""


def _is_answer(record: WarcRecord) -> bool:
    """Whether it is a page or a text that a site gave, and no notice of an error or a redirect."""
    if record.record_type not in _ANSWERS or not record.content_length:
        return False
    if record.is_http and record.http_headers is not None and record.http_headers.status_code not in (200, 203, None):
        return False
    return _kind(record) in _KINDS


def _kind(record: WarcRecord) -> str:
    kind = record.http_content_type if record.is_http else record.headers.get("Content-Type")
    return (kind or "").split(";")[0].strip().lower()


def _read_record(record: WarcRecord, number: int, source: Source) -> Iterator[Part | ReadError]:
    address = (record.headers.get("WARC-Target-URI") or "").strip("<> ")
    where = f"{source.name}, record {number} ({address or 'no address'})"
    limit = source.max_mib * MEBIBYTE
    expected = record.content_length
    if expected > limit:
        yield ReadError("too-large", f"{where}: is larger than {source.max_mib} MiB.", "Raise max_input_mib.")
        return
    data = record.reader.read(limit + 1)
    if len(data) < expected:
        seen = f"{where}: has {len(data):,} bytes of {expected:,}."
        yield ReadError("bad-archive", seen, "It was left out. Fetch the archive anew.")
        return
    try:
        body = _decode_body(data, record, limit)
    except _FAULTS as error:
        yield ReadError("bad-archive", f"{where}: cannot be unpacked ({error}).", "It was left out.")
        return
    if len(body) > limit:
        yield ReadError("too-large", f"{where}: is larger than {source.max_mib} MiB unpacked.", "Raise max_input_mib.")
        return
    charset = record.http_charset if record.is_http else None
    said = msgspec.structs.replace(source.publication, uri=address or None)
    name = f"record {number} ({address})" if address else f"record {number}"
    yield Part(name=name, data=body, publication=said, charset=charset)


def _decode_body(data: bytes, record: WarcRecord, limit: int) -> bytes:
    """The body without the coding of the way; what says that it is coded and is not stays as it is."""
    headers = record.http_headers if record.is_http else None
    if headers is None:
        return data
    if "chunked" in (headers.get("Transfer-Encoding") or "").lower() and _CHUNK.match(data):
        data = ChunkedReader(BytesIO(data)).read(limit + 1)
    match (headers.get("Content-Encoding") or "").strip().lower():
        case "gzip" | "x-gzip" if data.startswith(b"\x1f\x8b"):
            return GzipReader(BytesIO(data)).read(limit + 1)
        case "deflate":
            return GzipReader(BytesIO(data), zlib=True).read(limit + 1)
        case "br":
            return BrotliReader(BytesIO(data)).read(limit + 1)
    return data
