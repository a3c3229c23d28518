"""Shards: documents that travel to a worker together, and what comes back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol

import msgspec

from tocsin.records import Diagnostic, Document, Reading, decode_reading, encode_reading

__all__ = ["PipelineMaker", "Reads", "Shard", "Work", "decode_readings", "encode_shard", "lost_reading", "shards_of"]

_DOCUMENTS = msgspec.json.Decoder(list[Document])


class Reads(Protocol):
    """What reads documents: a pipeline."""

    def read(self, documents: Iterable[Document]) -> Iterator[Reading]:
        """One reading a document, in order."""


PipelineMaker = Callable[[bytes], Reads]
"""A function of a module (it travels by its name) that makes a pipeline of encoded settings, once a process."""
Shard = Sequence[Document]


class Work(msgspec.Struct, frozen=True):
    """What a worker is to do with a shard: read it by the pipeline that `make` makes of `settings`."""

    make: PipelineMaker
    settings: bytes

    def __call__(self, shard: bytes) -> bytes:
        """The readings of an encoded shard, a line of JSON each."""
        pipeline = self.make(self.settings)
        return b"\n".join(encode_reading(reading) for reading in pipeline.read(_DOCUMENTS.decode(shard)))


def encode_shard(shard: Shard) -> bytes:
    """A shard as bytes, for the way to a worker."""
    return msgspec.json.encode(list(shard))


def decode_readings(lines: bytes) -> list[Reading]:
    """The readings that a worker sent back."""
    return [decode_reading(line) for line in lines.split(b"\n") if line]


def lost_reading(document: Document) -> Reading:
    """The reading of a document that ended every process that read it: nothing, and a diagnostic that says so."""
    lost = Diagnostic(
        code="worker-lost",
        span=None,
        message="The process that read this document died, and so did another that tried it alone.",
        hint="Its text is kept; nothing in it was coded. Please report the text.",
    )
    return Reading(document=document, records=(), diagnostics=(lost,))


def shards_of(documents: Iterable[Document], most: int) -> Iterator[Shard]:
    """The documents in order, so many a shard."""
    shard: list[Document] = []
    for document in documents:
        shard.append(document)
        if len(shard) >= most:
            yield shard
            shard = []
    if shard:
        yield shard
