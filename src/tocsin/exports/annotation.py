"""W3C Web Annotation: every record as an annotation on exact characters, by position and by quotation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

import msgspec

from tocsin.exports.reading.folio import Folio
from tocsin.exports.reading.words import ACTS
from tocsin.records import (
    AnyRecord,
    Diagnostic,
    Document,
    Entity,
    Event,
    Forecast,
    Mention,
    Reading,
    Statement,
    Timex,
    defining_spans,
)
from tocsin.text.span import Span

__all__ = ["AnnotationExporter"]

_CONTEXT = 32  # characters before and after the words, as much as Hypothesis keeps


class AnnotationExporter:
    """Writes one annotation page; of each record a body for people and the record itself as JSON.

    Offsets count Unicode code points of the text whose digest stands in the state of each target.
    """

    name = "web-annotation"
    media_type = "application/ld+json"
    loses = "the text but for the words cited, authors, form and where the date is known from; records stand whole"

    def write(self, readings: Iterable[Reading], out: BinaryIO) -> None:
        """The page in the order of readings and records."""
        items = [item for number, reading in enumerate(readings, start=1) for item in _items(Folio(reading, number))]
        page = {
            "@context": "http://www.w3.org/ns/anno.jsonld",
            "type": "AnnotationPage",
            "id": "urn:tocsin:annotations",
            "items": items,
        }
        out.write(msgspec.json.format(msgspec.json.encode(page), indent=1) + b"\n")


def _items(folio: Folio) -> Iterator[dict[str, Any]]:
    for record in folio.records:
        spans = defining_spans(record)
        yield {
            "id": f"urn:tocsin:record:{record.id}",
            "type": "Annotation",
            "motivation": "identifying" if isinstance(record, Entity | Mention) else "describing",
            "creator": {"type": "Software", "name": f"Tocsin: {record.coder}"},
            "body": [
                {"type": "TextualBody", "value": _say(folio, record), "format": "text/plain", "language": "en"},
                {
                    "type": "TextualBody",
                    "value": msgspec.json.encode(record).decode(),
                    "format": "application/json",
                    "purpose": "describing",
                },
            ],
            "target": [_target(folio.document, span) for span in spans] or [_whole(folio.document)],
        }
    for number, diagnostic in enumerate(folio.reading.diagnostics):
        yield _doubt(folio.document, number, diagnostic)


def _doubt(document: Document, number: int, diagnostic: Diagnostic) -> dict[str, Any]:
    target = _target(document, diagnostic.span) if diagnostic.span else _whole(document)
    return {
        "id": f"urn:tocsin:diagnostic:{document.id}:{number}",
        "type": "Annotation",
        "motivation": "questioning",
        "body": [
            {"type": "TextualBody", "value": diagnostic.message, "format": "text/plain", "language": "en"},
            {"type": "TextualBody", "value": msgspec.json.encode(diagnostic).decode(), "format": "application/json"},
        ],
        "target": [target],
    }


def _whole(document: Document) -> dict[str, Any]:
    source: dict[str, Any] = {
        "id": document.uri if document.uri and "://" in document.uri else f"urn:tocsin:document:{document.id}",
        "type": "Text",
        "format": "text/plain",
        "language": document.language,
    }
    if document.title:
        source["dcterms:title"] = document.title
    if document.outlet:
        source["dcterms:publisher"] = document.outlet
    state: dict[str, Any] = {"type": "TimeState", "id": f"urn:tocsin:text:{document.text_digest}"}
    if document.published.value:
        state["sourceDate"] = document.published.value
    return {"type": "SpecificResource", "source": source, "state": state}


def _target(document: Document, span: Span) -> dict[str, Any]:
    text = document.text
    return {
        **_whole(document),
        "selector": [
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
            {
                "type": "TextQuoteSelector",
                "exact": span.of(text),
                "prefix": text[max(0, span.start - _CONTEXT) : span.start],
                "suffix": text[span.end : span.end + _CONTEXT],
            },
        ],
    }


def _say(folio: Folio, record: AnyRecord) -> str:
    """A record in a few words."""
    match record:
        case Statement():
            return f"{folio.speaker(record)}: {record.kind}, {record.manner}"
        case Event():
            who = folio.names(record.actors) or "nobody named"
            return f"{ACTS[record.event_type]} by {who}: {record.status}"
        case Forecast():
            return f"expected, {record.horizon.edtf if record.horizon else 'no date'}"
        case Timex():
            return f"time: {record.value or 'unresolved'}"
        case Mention():
            return f"{record.form}: {folio.name(record.entity)}"
        case Entity():
            return f"{record.kind}: {folio.name(record.id)}"
