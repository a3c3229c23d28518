"""Who acts: what each said, did, met and is expected to do, and the tone between two."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, Literal

import msgspec

from tocsin.assess.tone import PairDay
from tocsin.board.answers import Answer, Board, Table, cut_page, read_cut
from tocsin.board.drawing.tone import draw_tone
from tocsin.board.words import Citation, cite
from tocsin.desk.picture import Picture
from tocsin.errors import LedgerError
from tocsin.ledger.identities import Identity
from tocsin.records import Entity, Event, Forecast, Reading, Statement
from tocsin.text.span import Span, cover

__all__ = ["Variant", "list_actors", "list_variants", "show_actor", "show_actors"]

What = Literal["said", "did", "met_with", "expected"]
_COLUMNS = ("id", "name", "kind", "country", "documents", "said", "did", "met_with", "expected")
_VARIANTS = 30
_HEADS = {"said": "Said", "did": "Did", "met_with": "Done to them, or with them", "expected": "Expects"}


class _Place(msgspec.Struct, frozen=True):
    """Where a record of an actor stands: what it is, when (ISO day) and a word on it."""

    what: str
    document: str
    span: Span
    day: str
    note: str


class Variant(msgspec.Struct, frozen=True):
    """A name that an actor bears, with the entities that bear it and the documents that they stand in."""

    name: str
    entities: tuple[str, ...]
    documents: tuple[str, ...]


class _Actor(msgspec.Struct):
    """An actor with the places of all its records."""

    identity: Identity
    places: dict[str, list[_Place]]
    documents: set[str]


def list_actors(picture: Picture) -> dict[str, _Actor]:
    """Everyone who is named by id, those with most to their name first."""
    return picture.part("actors", _actors)


def list_variants(picture: Picture, identity: Identity) -> list[Variant]:
    """The names of an actor, the most frequent first."""
    return picture.part("variants", _variants).get(identity.id, [])


def _variants(picture: Picture) -> dict[str, list[Variant]]:
    """By the id of an actor, its names."""
    found: dict[str, dict[str, list[tuple[str, str]]]] = {}
    for reading in picture.view.readings:
        for record in reading.records:
            if isinstance(record, Entity):
                names = found.setdefault(picture.identities.of(record.id).id, {})
                names.setdefault(record.name or "unnamed", []).append((record.id, reading.document.id))
    return {actor: sorted(map(_variant, names.items()), key=_by_number) for actor, names in found.items()}


def _variant(borne: tuple[str, list[tuple[str, str]]]) -> Variant:
    name, places = borne
    documents = dict.fromkeys(document for _, document in places)
    return Variant(name, tuple(entity for entity, _ in places), tuple(documents))


def _by_number(variant: Variant) -> tuple[int, str]:
    return -len(variant.entities), variant.name


def show_actors(board: Board, parameters: Mapping[str, str]) -> Answer:
    """Everyone who is named, those with most to their name first."""
    cut, query = read_cut(parameters)
    picture = board.picture(cut)
    actors = list(list_actors(picture).values())
    wanted, kind = parameters.get("q", "").casefold(), parameters.get("kind", "")
    actors = [a for a in actors if wanted in (a.identity.name or "").casefold() and kind in ("", a.identity.kind)]
    shown, page = cut_page(actors, parameters)
    rows = [dict(zip(_COLUMNS, _row(actor), strict=True)) for actor in shown]
    kinds = sorted({a.identity.kind for a in list_actors(picture).values()})
    data = {"rows": rows, "page": page, "words": parameters.get("q", ""), "kind": kind, "kinds": kinds}
    table = Table(_COLUMNS, lambda: [_row(actor) for actor in actors])
    return Answer(template="actors.html.j2", data=data, plain=rows, cut=cut, query=query, table=table)


def _row(actor: _Actor) -> tuple[Any, ...]:
    identity = actor.identity
    counts = (len(actor.places[what]) for what in _HEADS)
    return (identity.id, identity.name, identity.kind, identity.country, len(actor.documents), *counts)


def show_actor(board: Board, parameters: Mapping[str, str]) -> Answer:
    """One actor. Raises `LedgerError` (`no-such-record`)."""
    cut, query = read_cut(parameters)
    picture = board.picture(cut)
    actor = list_actors(picture).get(parameters.get("id", ""))
    if actor is None:
        raise LedgerError("no-such-record", "No one of that address is named.", "Begin at the list of actors.")
    identity = actor.identity
    chosen = parameters.get("what") if parameters.get("what") in _HEADS else None
    parts: list[dict[str, Any]] = []
    cited: dict[str, list[Citation]] = {}
    page = None
    for what, head in _HEADS.items():
        places = actor.places[what]
        if chosen not in (None, what):
            continue
        some = places[:5]
        if chosen:
            cut_places, page = cut_page(places, parameters, 50)
            some = list(cut_places)
        cited[what] = [_cited(picture, place, query)[1] for place in some]
        parts.append(
            {"what": what, "head": head, "count": len(places), "words": [_cited(picture, p, query) for p in some]}
        )
    party = identity.country or identity.name
    tone = picture.part("tone by party", _tone_by_party).get(party or "", [])
    data = {
        "actor": identity,
        "documents": len(actor.documents),
        "parts": parts,
        "chosen": chosen,
        "page": page,
        "tones": [(pair, draw_tone(days)) for pair, days in _pairs(tone)],
        "address": f"/actors/{identity.id}",
        "variants": list_variants(picture, identity)[:_VARIANTS],
    }
    plain = {
        "identity": identity,
        "places": {what: len(places) for what, places in actor.places.items()},
        "words": cited,
        "tone": tone,
    }
    return Answer(template="actor.html.j2", data=data, plain=plain, cut=cut, query=query)


def _cited(picture: Picture, place: _Place, query: str) -> tuple[_Place, Citation]:
    return place, cite(picture.readings[place.document], place.span, query)


def _tone_by_party(picture: Picture) -> dict[str, list[PairDay]]:
    """The days of every party, in order."""
    found: dict[str, list[PairDay]] = defaultdict(list)
    for day in picture.tone:
        for party in dict.fromkeys((day.actor, day.recipient)):
            found[party].append(day)
    return found


def _pairs(days: list[PairDay]) -> list[tuple[str, list[PairDay]]]:
    """The pairs that most is told of."""
    pairs: dict[str, list[PairDay]] = defaultdict(list)
    for day in days:
        pairs[f"{day.actor} to {day.recipient}"].append(day)
    ordered = sorted(pairs.items(), key=lambda pair: (-sum(day.origins for day in pair[1]), pair[0]))
    return ordered[:6]


def _actors(picture: Picture) -> dict[str, _Actor]:
    """Everyone by id, those with most to their name first; a copy of a story adds nothing."""
    found: dict[str, _Actor] = {}
    told: set[str] = set()
    for reading in picture.view.readings:
        if reading.document.text_digest not in told:
            told.add(reading.document.text_digest)
            _collect(picture, reading, found)
    for actor in found.values():
        for places in actor.places.values():
            places.sort(key=lambda place: place.day, reverse=True)
    ordered = sorted(found.values(), key=lambda a: (-sum(map(len, a.places.values())), a.identity.name or "~"))
    return {actor.identity.id: actor for actor in ordered if actor.identity.name}


def _collect(picture: Picture, reading: Reading, found: dict[str, _Actor]) -> None:
    published = reading.document.published.day or ""
    statements = {record.id: record for record in reading.records if isinstance(record, Statement)}

    def put(entity: str | None, place: _Place) -> None:
        if entity is None:
            return
        try:
            identity = picture.identities.of(entity)
        except KeyError:
            return
        actor = found.get(identity.id)
        if actor is None:
            actor = found[identity.id] = _Actor(identity, {what: [] for what in _HEADS}, set())
        actor.places[place.what].append(place)
        actor.documents.add(place.document)

    for record in reading.records:
        match record:
            case Statement() if record.content:
                day = (record.said.first if record.said else None) or published
                place = _Place("said", reading.document.id, cover(record.content), day[:10], record.kind)
                put(record.source_entity, place)
            case Event():
                day = ((record.days.first or record.days.last) if record.days else None) or published
                span, note = cover(record.trigger), f"{record.event_type.lower()}, {record.status}"
                for entity in dict.fromkeys(record.actors):
                    put(entity, _Place("did", reading.document.id, span, day[:10], note))
                for entity in dict.fromkeys(record.recipients):
                    put(entity, _Place("met_with", reading.document.id, span, day[:10], note))
            case Forecast():
                said = statements.get(record.statement)
                span = cover(record.outcome)
                words = record.probability.words if record.probability else "expected"
                put(
                    said.source_entity if said else None,
                    _Place("expected", reading.document.id, span, published, words),
                )
            case _:
                continue
