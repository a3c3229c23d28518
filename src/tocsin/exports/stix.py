"""STIX 2.1: outlets and speakers as identities, documents as reports, what is told as notes; the extra `stix`."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from tocsin.errors import ConfigError
from tocsin.exports.reading.folio import Folio
from tocsin.exports.reading.words import ACTS
from tocsin.records import Entity, Event, Forecast, Reading, Spans, Statement, defining_spans

__all__ = ["StixExporter"]

_SPACE = uuid.UUID("9d4a5c2e-6d0b-5d8e-9a57-6a1f6f0b8f21")
# A bundle's objects need a moment; an undated document has none, and this one is read by nobody as a real one.
_UNKNOWN = "1970-01-01T00:00:00Z"
_CLASSES = {"person": "individual", "organization": "organization", "country": "class", "group": "group"}


class StixExporter:
    """Writes a bundle: identities, a report a document, a note a statement, event or forecast with its citation.

    Of people no more than name and office, and only of those who speak or act. Raises `ConfigError` (`extra-missing`).
    """

    name = "stix"
    media_type = "application/stix+json;version=2.1"
    loses = (
        "times, mentions, places and diagnostics; people who neither speak nor act; the text but for the words cited; "
        "records stand in words, not as fields"
    )

    def write(self, readings: Iterable[Reading], out: BinaryIO) -> None:
        """The bundle in the order of readings; its ids are digests, the same each time."""
        try:
            import stix2
        except ImportError as error:
            raise ConfigError(
                "extra-missing", "STIX needs the package stix2.", "Install it: pip install 'tocsin[stix]'."
            ) from error
        made: dict[str, Any] = {}
        for number, reading in enumerate(readings, start=1):
            for one in _objects(stix2, Folio(reading, number)):
                made.setdefault(one.id, one)
        bundle = stix2.Bundle(objects=list(made.values()), id=_id("bundle", *made), allow_custom=False)
        out.write(bundle.serialize(indent=1).encode("utf-8", "replace") + b"\n")


def _id(kind: str, *parts: object) -> str:
    return f"{kind}--{uuid.uuid5(_SPACE, '|'.join(map(str, (kind, *parts))))}"


def _objects(stix2: Any, folio: Folio) -> Iterator[Any]:
    """The objects of one reading, what is pointed at before what points."""
    document = folio.document
    moment = _moment(document.published.day)
    stamps = {"created": moment, "modified": moment}
    outlet = stix2.Identity(
        id=_id("identity", "outlet", (document.outlet or "unknown").casefold()),
        name=document.outlet or "Outlet unknown", identity_class="organization", created=_UNKNOWN, modified=_UNKNOWN,
    )  # fmt: skip
    yield outlet
    report_id = _id("report", document.id)
    held: list[str] = [outlet.id]
    identities: dict[str, Any] = {}
    for record in folio.records:
        if not isinstance(record, Statement | Event | Forecast):
            continue
        for entity_id in _parties(folio, record):
            made = _identity(stix2, folio, entity_id)
            if made is not None and made.id not in identities:
                identities[made.id] = made
                yield made
        subjects = [made.id for e in _parties(folio, record) if (made := _identity(stix2, folio, e)) is not None]
        note = stix2.Note(
            id=_id("note", record.id), **stamps, created_by_ref=outlet.id, abstract=_abstract(folio, record),
            content=_content(folio, defining_spans(record)), object_refs=list(dict.fromkeys((*subjects, report_id))),
            labels=_labels(record),
            external_references=[{"source_name": document.outlet or "outlet unknown", **_where(folio)}],
        )  # fmt: skip
        held.append(note.id)
        yield note
    yield stix2.Report(
        id=report_id, **stamps, created_by_ref=outlet.id, name=document.title or f"Document {document.id}",
        report_types=["observed-data"], published=moment, object_refs=list(dict.fromkeys((*held, *identities))),
        external_references=[{"source_name": document.outlet or "outlet unknown", **_where(folio)}],
        labels=["date-unknown"] if moment == _UNKNOWN else [],
    )  # fmt: skip


def _moment(day: str | None) -> str:
    """The first moment of a day; years below 1000 the library cannot write, so they stand as unknown."""
    return f"{day}T00:00:00Z" if day and day >= "1000" else _UNKNOWN


def _where(folio: Folio) -> dict[str, str]:
    document = folio.document
    where = {"external_id": document.id, "description": f"Text {document.text_digest}"}
    if document.uri and "://" in document.uri:
        where["url"] = document.uri
    return where


def _parties(folio: Folio, record: Statement | Event | Forecast) -> tuple[str, ...]:
    match record:
        case Statement():
            return (record.source_entity,) if record.source_entity else ()
        case Event():
            return (*record.actors, *record.recipients)
        case Forecast():
            said = folio.record(record.statement)
            return _parties(folio, said) if isinstance(said, Statement) else ()


def _identity(stix2: Any, folio: Folio, entity_id: str) -> Any:
    """An identity for a named speaker or actor; None for an unnamed one, who stays words in a note."""
    entity = folio.record(entity_id)
    if not isinstance(entity, Entity) or not entity.name:
        return None
    office = next((role.title for role in entity.roles if role.basis == "text"), None)
    return stix2.Identity(
        id=_id("identity", entity.kind, entity.name.casefold(), entity.country), name=entity.name,
        identity_class=_CLASSES.get(entity.kind, "unknown"), created=_UNKNOWN, modified=_UNKNOWN,
        **({"roles": [office]} if office and entity.kind == "person" else {}),
    )  # fmt: skip


def _abstract(folio: Folio, record: Statement | Event | Forecast) -> str:
    """A record in one sentence; the status of an event always stands in it."""
    match record:
        case Statement():
            return f"{folio.speaker(record)}: {record.kind} ({record.polarity})"
        case Event():
            told = folio.record(record.according_to)
            by = folio.speaker(told) if isinstance(told, Statement) else folio.document.outlet or "the text"
            who = folio.names(record.actors) or "nobody named"
            days = record.days.edtf if record.days else "day unknown"
            return f"{record.status}: {ACTS[record.event_type]} by {who}, {days}, told by {by}"
        case Forecast():
            return f"expected, {record.horizon.edtf if record.horizon else 'no date'}"


def _content(folio: Folio, spans: Spans) -> str:
    """The exact words with their characters."""
    text = folio.document.text
    return "\n".join(f"\u201c{span.of(text)}\u201d [{span.start}, {span.end}]" for span in spans)


def _labels(record: Statement | Event | Forecast) -> list[str]:
    labels = [type(record).__name__.lower(), f"coder-{record.coder}"]
    if isinstance(record, Event):
        labels += [f"status-{record.status}", f"plover-{record.event_type.lower()}"]
    return labels
