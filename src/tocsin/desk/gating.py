"""Cheap before dear: documents that cannot bear on a desk's problems are kept, and not read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from tocsin.assess.relevance import Gate
from tocsin.records import Diagnostic, Document, Reading

__all__ = ["gated_reading", "read_gated"]

# Characters let through, and documents in all, after which what was held back is handed on: order is kept, and neither
# a stream with nothing in it nor one with nothing else fills the memory.
_MOST_CHARACTERS = 2_000_000
_MOST_DOCUMENTS = 5_000

Read = Callable[[Iterable[Document]], Iterator[Reading]]


def read_gated(documents: Iterable[Document], gate: Gate | None, read: Read) -> Iterator[Reading]:
    """One reading a document, in order: by `read` of what the gate admits, without records of the rest."""
    if gate is None:
        yield from read(documents)
        return
    waiting: list[tuple[Document, bool]] = []
    size = 0
    for document in documents:
        # Another language is for the pipeline to tell of.
        admitted = document.language != "en" or gate.admits(document.text)
        waiting.append((document, admitted))
        size += len(document.text) if admitted else 0
        if size >= _MOST_CHARACTERS or len(waiting) >= _MOST_DOCUMENTS:
            yield from _in_order(waiting, read)
            waiting, size = [], 0
    yield from _in_order(waiting, read)


def _in_order(waiting: list[tuple[Document, bool]], read: Read) -> Iterator[Reading]:
    readings = read([document for document, admitted in waiting if admitted])
    for document, admitted in waiting:
        yield next(readings) if admitted else gated_reading(document)


def gated_reading(document: Document) -> Reading:
    """A document that was kept and not read, and says so."""
    gated = Diagnostic(
        code="gated",
        span=None,
        message="The document was not read: it has no words for what the desk's problems watch.",
        hint='Set gate = "off" in tocsin.toml and run `tocsin recode` to have it read.',
    )
    return Reading(document=document, records=(), diagnostics=(gated,))
