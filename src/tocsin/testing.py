"""Conformance checks for writers of readers, annotators or exporters; they raise `AssertionError` with a reason."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from tocsin.annotate.encoder import Encoder
from tocsin.annotate.pipeline import Pipeline
from tocsin.annotate.protocol import Annotator
from tocsin.errors import DIAGNOSTIC_CODES, ReadError
from tocsin.exports.protocol import Exporter
from tocsin.readers.protocol import Part, Publication, Reader, Source
from tocsin.records import Document, Reading, cited_spans, decode_reading, encode_reading

__all__ = ["check_annotator", "check_exporter", "check_reader", "check_reading"]


def check_reading(reading: Reading) -> None:
    """Every record cites characters of the text without outer white space, ids are unique, references hold."""
    text = reading.document.text
    ids = [record.id for record in reading.records]
    assert len(ids) == len(set(ids)), "two records have one id"
    for record in reading.records:
        for span in cited_spans(record):
            assert span.end <= len(text), f"{type(record).__name__} {record.id} cites {span} outside the text"
            words = span.of(text)
            assert words == words.strip(), f"{type(record).__name__} {record.id} cites outer white space: {words!r}"
    for diagnostic in reading.diagnostics:
        assert diagnostic.code in DIAGNOSTIC_CODES, f"unknown diagnostic code {diagnostic.code}"
        assert diagnostic.span is None or diagnostic.span.end <= len(text), "a diagnostic points outside the text"
    known = set(ids)
    for record in reading.records:
        for name in ("entity", "source_entity", "parent", "according_to", "statement", "event"):
            target = getattr(record, name, None)
            assert target is None or target in known, f"{type(record).__name__}.{name} points nowhere: {target}"
        for name in ("chain", "addressees", "actors", "recipients"):
            for target in getattr(record, name, ()):
                assert target in known, f"{type(record).__name__}.{name} points nowhere: {target}"
    assert decode_reading(encode_reading(reading)) == reading, "the reading does not survive its own codec"


def check_annotator(
    annotator: Annotator, below: Sequence[Annotator], encoder: Encoder, documents: Iterable[Document]
) -> None:
    """An annotator gives what it says, cites exact characters, and says the same twice; `below` gives what it needs."""
    kept = list(documents)
    pipeline = Pipeline([*below, annotator], encoder)
    first, second = list(pipeline.read(kept)), list(pipeline.read(kept))
    assert first == second, f"'{annotator.name}' is not deterministic"
    for reading in first:
        check_reading(reading)


def check_reader(reader: Reader, path: Path, publication: Publication | None = None) -> list[Document]:
    """A reader claims the file, gives Documents, Parts and ReadErrors, the same twice; returns the documents."""
    source = Source(path=path, publication=publication or Publication(), max_mib=20)
    claim = reader.accepts(source.peek(4096), source.name)
    assert 0 < claim <= 1, f"'{reader.name}' does not claim {path.name}"
    first = list(reader.read(source))
    assert all(isinstance(item, Document | ReadError | Part) for item in first), "a reader gave something else"
    documents = [item for item in first if isinstance(item, Document)]
    assert documents == [item for item in reader.read(source) if isinstance(item, Document)], "not the same twice"
    return documents


def check_exporter(exporter: Exporter, readings: Sequence[Reading]) -> bytes:
    """An exporter writes the same bytes twice and closes nothing it was handed; returns the bytes."""
    outs = [io.BytesIO(), io.BytesIO()]
    for out in outs:
        exporter.write(readings, out)
        assert not out.closed, f"'{exporter.name}' closed the file it was handed"
    assert outs[0].getvalue() == outs[1].getvalue(), f"'{exporter.name}' does not write the same bytes twice"
    assert exporter.media_type, f"'{exporter.name}' names no media type"
    return outs[0].getvalue()
