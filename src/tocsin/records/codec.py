"""One document with its records as one line of JSON, and back."""

from __future__ import annotations

from typing import Any

import msgspec

from tocsin.records.base import Spans
from tocsin.records.diagnostic import Diagnostic
from tocsin.records.document import Document
from tocsin.records.kinds import Entity, Event, Forecast, Mention, Statement, Timex
from tocsin.records.shown import show_counts, show_document, show_text
from tocsin.text.span import Span

__all__ = [
    "SCHEMA",
    "AnyRecord",
    "Reading",
    "cited_spans",
    "decode_reading",
    "defining_spans",
    "encode_reading",
    "json_schema",
]

SCHEMA = 1
AnyRecord = Timex | Entity | Mention | Statement | Event | Forecast


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """A document, the records found in it (in a stable order) and what was unclear: the line that `read` prints."""

    schema: int = SCHEMA
    document: Document
    records: tuple[AnyRecord, ...]
    diagnostics: tuple[Diagnostic, ...]

    def _repr_html_(self) -> str:
        """The text for a notebook, what somebody says in it marked, with how many records there are of each kind."""
        said = [span for r in self.records if isinstance(r, Statement) and r.parent is None for span in r.content]
        document = self.document
        heading = show_document(document.title, document.outlet, document.published.value, "")
        counts = show_counts(type(record).__name__ for record in self.records)
        return heading + counts + show_text(document.text, said)


_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Reading)


def encode_reading(reading: Reading) -> bytes:
    """The reading as one line of UTF-8 JSON, without a line end."""
    return _ENCODER.encode(reading)


def decode_reading(line: bytes | str) -> Reading:
    """The reading in a line that `encode_reading` wrote. Raises `msgspec.ValidationError` with the fault's path."""
    return _DECODER.decode(line)


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a line."""
    return msgspec.json.schema(Reading)


def cited_spans(record: AnyRecord) -> Spans:
    """Every span that a record cites, in no order that matters."""
    match record:
        case Timex() | Mention():
            return (record.span,)
        case Entity():
            return tuple(role.span for role in record.roles if role.span is not None)
        case Statement():
            return record.source + record.cue + record.content + record.hedges
        case Event():
            place: tuple[Span, ...] = (record.location.span,) if record.location and record.location.span else ()
            return record.trigger + record.status_cue + place
        case Forecast():
            return record.outcome + record.condition


def defining_spans(record: AnyRecord) -> Spans:
    """The spans that a record is known by; an entity has none, for its mentions are records of their own."""
    match record:
        case Timex() | Mention():
            return (record.span,)
        case Statement():
            return record.content or record.cue
        case Event():
            return record.trigger
        case Forecast():
            return record.outcome
        case Entity():
            return ()
