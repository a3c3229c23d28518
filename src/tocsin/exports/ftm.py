"""FollowTheMoney entities, one a line: articles, who is named in them, what they tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

import msgspec

from tocsin.exports.reading.folio import Folio
from tocsin.exports.reading.words import ACTS
from tocsin.records import Entity, Event, Forecast, Location, Reading, Statement, defining_spans, digest_of
from tocsin.vocab.countries import alpha2_of

__all__ = ["FollowTheMoneyExporter"]

# Its codes for states that are gone (followthemoney 4.11, type `country`); it has none for the last one.
_GONE = {"SUN": "suhh", "YUG": "yucs", "CSK": "cshh", "SCG": "csxx", "DDR": "dd", "ZAR": "zr", "ANT": None}
# A country is no legal entity there; of a place nothing is told but where an event was.
_SCHEMATA = {"person": "Person", "organization": "Organization", "country": "PublicBody", "group": "Organization"}

_LANGUAGES = {"en": "eng", "de": "deu", "fr": "fra", "ru": "rus", "uk": "ukr", "es": "spa", "ar": "ara", "zh": "zho"}


class FollowTheMoneyExporter:
    """Writes `Article`, `Person`, `Organization`, `PublicBody`, `Event` and `Note` entities as JSON Lines.

    Of people no more than name, country and office, and only of those who speak or act.
    """

    name = "ftm"
    media_type = "application/jsonl"
    loses = (
        "times, mentions, diagnostics and unnamed sources; people who neither speak nor act; certainty, chains and "
        "characters; a status stands in words"
    )

    def write(self, readings: Iterable[Reading], out: BinaryIO) -> None:
        """The entities in the order of readings, each once."""
        seen: set[str] = set()
        for number, reading in enumerate(readings, start=1):
            for entity in _entities(Folio(reading, number)):
                if entity["id"] not in seen:
                    seen.add(entity["id"])
                    out.write(msgspec.json.encode(entity) + b"\n")


def _entities(folio: Folio) -> Iterator[dict[str, Any]]:
    document = folio.document
    yield _entity(
        document.id, "Article",
        title=document.title, sourceUrl=document.uri if document.uri and "://" in document.uri else None,
        publishedAt=_date(document.published.value), publisher=document.outlet, author=document.authors,
        language=_LANGUAGES.get(document.language), bodyText=document.text,
    )  # fmt: skip
    for record in folio.records:
        match record:
            case Event():
                parties = [made for e in (*record.actors, *record.recipients) if (made := _party(folio, e))]
                yield from parties
                yield _event(folio, record)
            case Statement() | Forecast():
                said = record if isinstance(record, Statement) else folio.record(record.statement)
                speaker = said.source_entity if isinstance(said, Statement) else None
                made = _party(folio, speaker) if speaker else None
                if made:
                    yield made
                yield _note(folio, record, made)


def _entity(id_: str, schema: str, **properties: Any) -> dict[str, Any]:
    """An entity: every property a list of texts, as the format has it; nothing without a value."""
    filled: dict[str, list[str]] = {}
    for name, value in properties.items():
        values = value if isinstance(value, list | tuple) else (value,)
        if kept := [str(one) for one in values if one not in (None, "")]:
            filled[name] = kept
    return {"id": id_, "schema": schema, "properties": filled}


def _country(alpha3: str | None) -> str | None:
    """The code as FollowTheMoney writes it: two small letters, its own for states that are gone; else none."""
    if alpha3 is None:
        return None
    known = _GONE[alpha3] if alpha3 in _GONE else alpha2_of(alpha3)
    return known.lower() if known else None


def _date(value: str | None) -> str | None:
    """The date, where it is in the years that FollowTheMoney takes for dates."""
    return value if value and "1000" <= value[:4] <= "2999" else None


def _party_id(entity: Entity) -> str:
    """One bearer by name and country is one entity over all documents."""
    return digest_of("ftm", entity.kind, (entity.name or "").casefold(), entity.country)


def _party(folio: Folio, entity_id: str) -> dict[str, Any] | None:
    entity = folio.record(entity_id)
    if not isinstance(entity, Entity) or entity.kind not in _SCHEMATA:
        return None
    if not any(character.isalnum() for character in entity.name or ""):  # marks alone are no name there
        return None
    schema = _SCHEMATA[entity.kind]
    offices = [role.title for role in entity.roles if role.basis == "text"] if entity.kind == "person" else None
    return _entity(
        _party_id(entity), schema, name=entity.name, country=_country(entity.country),
        wikidataId=entity.wikidata, position=offices,
    )  # fmt: skip


def _event(folio: Folio, event: Event) -> dict[str, Any]:
    told = folio.record(event.according_to)
    by = folio.speaker(told) if isinstance(told, Statement) else folio.document.outlet or "the text"
    words = folio.words(event.trigger, 200)
    place: Location | None = event.location
    days = event.days
    return _entity(
        event.id, "Event",
        name=f"{event.status}: {ACTS[event.event_type]}", summary=f"{event.status}, told by {by}: \u201c{words}\u201d",
        startDate=_date(days.first if days else None), endDate=_date(days.last if days else None),
        location=place.name if place else None, country=_country(place.country if place else None),
        involved=_ids(folio, (*event.actors, *event.recipients)), proof=folio.document.id,
    )  # fmt: skip


def _note(folio: Folio, record: Statement | Forecast, speaker: dict[str, Any] | None) -> dict[str, Any]:
    said = record if isinstance(record, Statement) else folio.record(record.statement)
    name = folio.speaker(said) if isinstance(said, Statement) else "the text"
    kind = record.kind if isinstance(record, Statement) else "expected"
    negated = isinstance(said, Statement) and said.polarity == "negated"
    about = [speaker["id"], folio.document.id] if speaker else [folio.document.id]
    words = folio.words(defining_spans(record), 2000)
    return _entity(
        record.id, "Note", name=f"{name}: {kind}{', negated' if negated else ''}", description=words, entity=about
    )


def _ids(folio: Folio, entities: Iterable[str]) -> list[str]:
    parties = (_party(folio, entity) for entity in entities)
    return list(dict.fromkeys(party["id"] for party in parties if party))
