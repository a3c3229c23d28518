"""A dated corpus for a replay: documents of files and folders, packed or not, and readings made before."""

from __future__ import annotations

import gzip
import hashlib
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

import msgspec

from tocsin.config import Settings
from tocsin.desk.arrivals import OnError
from tocsin.desk.reading import build_pipeline, open_documents
from tocsin.errors import ReadError
from tocsin.readers.protocol import Publication
from tocsin.records import Document, Reading, decode_reading, encode_reading

__all__ = ["Sample", "read_corpus"]

_READING = b'{"schema":'
_PACKED = ".gz"


class Sample(msgspec.Struct, frozen=True, kw_only=True):
    """Which documents of a corpus are read: by day (ISO dates, both included), and what share of them (0..1).

    The share is drawn by the digest of the text, so that it is the same on every machine and in every order.
    """

    first: str | None = None
    last: str | None = None
    share: float = 1.0

    def takes(self, document: Document) -> bool:
        """Whether a document is of the sample; an undated one is, where the share takes it."""
        day = document.published.day
        if day is not None and not (self.first or "") <= day <= (self.last or "9999-12-31"):
            return False
        drawn = int(hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest()[:8], 16)
        return drawn / 2**32 < self.share


def read_corpus(
    inputs: Iterable[str], *, sample: Sample, keep: Path | None, settings: Settings, on_error: OnError
) -> Iterator[Reading]:
    """The readings of a corpus, streaming: files, folders (all in them), `.gz` of either, and lines of readings.

    `keep` is a file of readings: what stands in it is not read again, and new readings are added to it.
    """
    kept = _kept_readings(keep)
    with ExitStack() as opened:
        unpacked = Path(opened.enter_context(tempfile.TemporaryDirectory(prefix="tocsin-")))
        files = [_unpack(path, unpacked, number) for number, path in enumerate(_files(inputs))]
        made = [path for path in files if _holds_readings(path)]
        for path in made:
            yield from (reading for reading in _decoded(path, on_error) if sample.takes(reading.document))
        plain = [str(path) for path in files if path not in made]
        documents = open_documents(plain, publication=Publication(), settings=settings, on_error=on_error)
        unknown: list[Document] = []
        for document in documents:
            if not sample.takes(document):
                continue
            if document.id in kept:
                yield kept[document.id]
            else:
                unknown.append(document)
        if unknown:
            yield from _read_and_keep(unknown, keep, settings)


def _read_and_keep(documents: list[Document], keep: Path | None, settings: Settings) -> Iterator[Reading]:
    with ExitStack() as opened:
        out = opened.enter_context(keep.open("ab")) if keep else None
        for reading in build_pipeline(settings).read(documents):
            if out is not None:
                out.write(encode_reading(reading) + b"\n")
                out.flush()
            yield reading


def _files(inputs: Iterable[str]) -> Iterator[Path]:
    """The files of the inputs; those of a folder in order of name."""
    for name in inputs:
        path = Path(name)
        if path.is_dir():
            yield from sorted(child for child in path.rglob("*") if child.is_file())
        else:
            yield path


def _unpack(path: Path, folder: Path, number: int) -> Path:
    """The file itself, or an unpacked copy of a packed one. Raises `ReadError` (`unreadable`)."""
    if path.suffix.lower() != _PACKED or not path.is_file():
        return path
    target = folder / str(number) / path.stem
    target.parent.mkdir()
    try:
        with gzip.open(path) as packed, target.open("wb") as out:
            while block := packed.read(1 << 20):
                out.write(block)
    except (OSError, EOFError) as error:
        raise ReadError("unreadable", f"{path}: cannot be unpacked ({error}).", "Pack it anew with gzip.") from error
    return target


def _holds_readings(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(_READING)) == _READING


def _decoded(path: Path, on_error: OnError) -> Iterator[Reading]:
    """The readings in a file, a line each; a line that is none goes to `on_error`."""
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            try:
                yield decode_reading(line)
            except msgspec.DecodeError as error:
                where = f"{path.name}, line {number}: is no reading ({error})."
                on_error(ReadError("bad-line", where, "Such lines are written by tocsin read --jsonl."))


def _kept_readings(keep: Path | None) -> dict[str, Reading]:
    """The readings of an earlier call; a line that an interruption broke off is passed over and read again."""
    if keep is None or not keep.is_file():
        return {}
    broken: list[ReadError] = []
    return {reading.document.id: reading for reading in _decoded(keep, broken.append)}
