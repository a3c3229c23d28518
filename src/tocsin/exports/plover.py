"""PLOVER as JSON Lines: the record form of the manual (2024), status and attribution under a key of our own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

import msgspec

from tocsin.exports.eventdata import HAPPENED, Telling, tellings
from tocsin.records import Document, Entity, Reading, SizeRange
from tocsin.vocab.loader import load_table

__all__ = ["PloverExporter"]

_QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
# The auxiliary modes of the manual, for a status that has not changed the type already.
_AUXILIARY = {
    "historical": "historical", "planned": "future", "threatened": "future", "requested": "future",
    "feared": "hypothetical", "hypothetical": "hypothetical", "denied": "negation", "refused": "negation",
    "cancelled": "negation",
}  # fmt: skip
# Codes that stand for the actor itself where it has no country.
_INTERNATIONAL = frozenset({"IGO", "NGO", "MNC", "NGM"})


class PloverExporter:
    """Writes a line an event that a PLOVER coder would code.

    Left out: what PLOVER has no code for, and what lacks an actor, any date, or a recipient that its type requires.
    """

    name = "plover"
    media_type = "application/jsonl"
    loses = (
        "everything but events; of these what PLOVER has no code for and what lacks an actor, any date or a required "
        "recipient; the text"
    )

    def write(self, readings: Iterable[Reading], out: BinaryIO) -> None:
        """The lines in the order of readings and records."""
        for telling in tellings(readings):
            line = _line(telling)
            if line is not None:
                out.write(msgspec.json.encode(line) + b"\n")


def _line(telling: Telling) -> dict[str, Any] | None:
    event, document = telling.event, telling.document
    code = event.plover
    actors = [_entity(entity, name) for entity, name in telling.entities(event.actors)]
    recipients = [_entity(entity, name) for entity, name in telling.entities(event.recipients)]
    if code is None or code.type is None or telling.date is None or not actors:
        return None
    table = load_table("plover/types")
    row = table["types"][code.type]
    if row["recipient_required"] and not recipients:
        return None
    date, basis = telling.date
    modes = [code.mode] if code.mode else []
    if code.type == event.event_type and event.status in _AUXILIARY:
        modes.append(_AUXILIARY[event.status])
    number, sentence = telling.sentence
    line = {
        "id": event.id,
        "date": date,
        "enddate": event.days.last[:10] if event.days and event.days.last and basis == "text" else None,
        "actor": actors,
        "recipient": recipients,
        "event": [code.type],
        "mode": modes,
        "context": list(event.contexts),
        "quad_code": _QUADS.index(row["quad"]) + 1,
        "event_scale": table["modes"].get(code.type, {}).get(code.mode, row["scale"]),
        "event_loc": _location(telling),
        "event_text": [telling.folio.words(event.trigger)],
        "size": _size(telling),
        "text_info": {
            "sequence": number, "start": telling.span.start, "end": telling.span.end, "text_story": [sentence],
        },
        "cite_info": _citation(document),
        "coder": event.coder,
        "tocsin": _extension(telling, basis),
    }  # fmt: skip
    return {key: value for key, value in line.items() if value not in (None, [], {})}


def _citation(document: Document) -> dict[str, str]:
    made = {
        "url": document.uri,
        "title": document.title,
        "language": document.language,
        "publication": document.outlet,
        "codebook": "PLOVER 0.8 line, as edited to 2024-02-04",
    }
    return {key: value for key, value in made.items() if value}


def _extension(telling: Telling, basis: str) -> dict[str, Any]:
    event = telling.event
    return {
        "act": event.event_type,
        "act_mode": event.mode,
        "status": event.status,
        "happened": event.status in HAPPENED,
        "date_from": basis,
        "days": msgspec.to_builtins(event.days),
        "according_to": telling.attribution() or None,
        "trigger": [[span.start, span.end] for span in event.trigger],
        "status_cue": [[span.start, span.end] for span in event.status_cue],
        "document": telling.document.id,
        "text_digest": telling.document.text_digest,
        "published": telling.document.published.value,
        "copy_of": telling.copy_of,
        "cameo": event.cameo,
        "scale": event.scale,
        "score": event.score,
    }


def _entity(entity: Entity, name: str) -> dict[str, Any]:
    """An actor: no more of a person than the text gives (religion, ethnicity, gender and age are never written)."""
    code = entity.country or (entity.sector if entity.sector in _INTERNATIONAL else None)
    office = next((role.title for role in entity.roles if role.basis == "text"), None)
    made = {
        "code": code,
        "sector": entity.sector,
        "entity_text": name,
        "identifier_id": entity.wikidata,
        "office": office,
    }
    return {key: value for key, value in made.items() if value}


def _location(telling: Telling) -> dict[str, Any] | None:
    place = telling.event.location
    if place is None:
        return None
    made = {"name": place.name, "cc3": place.country, "admin1 name": place.region, "disputed": place.disputed or None}
    return {key: value for key, value in made.items() if value is not None}


def _size(telling: Telling) -> dict[str, Any] | None:
    size = telling.event.size
    if size is None:
        return None
    made = {name: _number(getattr(size, name)) for name in size.__struct_fields__}
    return {name: value for name, value in made.items() if value is not None}


def _number(many: SizeRange | None) -> Any:
    """A plain number, or both ends where the text gives a range; the manual reads "number" as "number or code"."""
    if many is None:
        return None
    return many.low if many.low == many.high else [many.low, many.high]
