"""The records of a desk by filters, a page at a time, in the order in which their documents came: it only grows."""

from __future__ import annotations

import base64
import binascii
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

import msgspec
from litestar import Request, Response, get

from tocsin.board.answers import Board, read_cut
from tocsin.board.api.answers import Found, Named, Records
from tocsin.board.api.faults import FAULTS
from tocsin.board.api.filters import FILTERS, Bearer, Wanted, read_wanted, tokens_of
from tocsin.board.api.freshness import Freshness
from tocsin.board.api.parameters import operation_with
from tocsin.board.words import document_link, span_link
from tocsin.desk.picture import Picture
from tocsin.errors import ConfigError
from tocsin.ledger.identities import Identity
from tocsin.ledger.replay import Judged
from tocsin.records import AnyRecord, Entity, Event, Mention, Reading, Statement, defining_spans
from tocsin.text.span import cover

__all__ = ["Place", "find_records", "record_routes"]

Asked = Request[Any, Any, Any]
# A page ends after so many seconds of looking: what is rare on a large desk comes in several short pages.
_PATIENCE = 0.15
_OTHERS = {
    "limit": "At most so many records, 1 to 500; 100 where it is left out.",
    "cursor": "Where the page before ended.",
    "as_of": "Only what was published by this day.",
    "known_at": "Only what the desk had by this moment.",
}


class Place(msgspec.Struct, frozen=True, array_like=True):
    """A place in the order of records: a document, how many of its records are behind, and the last of those."""

    document: str
    behind: int
    record: str


def record_routes(board: Board, fresh: Freshness) -> list[Any]:
    """The one address of all records."""
    outlines: dict[str, tuple[Reading, frozenset[str]]] = {}

    def outline(reading: Reading) -> frozenset[str]:
        kept = outlines.get(reading.document.id)
        if kept is None or kept[0] is not reading:
            kept = outlines[reading.document.id] = (reading, tokens_of(reading))
        return kept[1]

    @get("/records", sync_to_thread=True, responses=FAULTS, operation_class=operation_with(FILTERS | _OTHERS))
    def records(request: Asked) -> Response[Records]:
        """Records by filters, in the order in which their documents came.

        `next` is the address of the following page, null at the end; a page may hold fewer than `limit`, or none, and
        still have a next. `cursor` stays good: asked again later it gives what has come since.
        """
        asked = dict(request.query_params)
        cut, _ = read_cut(asked)

        def make() -> Records:
            return find_records(board.picture(cut), asked, outline)

        return fresh.answer(request, cut, make)

    return [records]


def find_records(
    picture: Picture,
    asked: Mapping[str, str],
    outline: Callable[[Reading], frozenset[str]],
    patience: float = _PATIENCE,
) -> Records:
    """A page of the records that an address asks for. Raises `ConfigError` (`bad-filter`, `bad-cursor`, `bad-date`)."""
    wanted = read_wanted(asked, picture, lambda words: _bearer(picture, words))
    order = list(picture.arrived)
    begin = _decode(asked["cursor"]) if asked.get("cursor") else None
    at = _position(order, picture, begin)
    found: list[Found] = []
    place, ended = begin, True
    stop = time.monotonic() + patience
    for document in order[at:]:
        judged = picture.judged.get(document)
        if judged is None:
            continue
        first = begin is not None and document == begin.document
        if wanted.opens(judged.reading, outline(judged.reading)):
            last = _take(
                picture, judged, wanted, _behind(picture, judged.reading, begin) if first and begin else 0, found
            )
            if last is not None:
                place, ended = last, False
                break
        place = Place(document, len(judged.reading.records), "")
        if not first and time.monotonic() > stop:
            ended = document == order[-1]
            break
    cursor = _encode(place) if place else None
    kept = {name: value for name, value in asked.items() if name != "cursor" and value}
    following = f"/api/v1/records?{urlencode(kept | {'cursor': cursor})}" if cursor and not ended else None
    return Records(items=found, cursor=cursor, next=following)


def _take(picture: Picture, judged: Judged, wanted: Wanted, behind: int, found: list[Found]) -> Place | None:
    """Puts the records of a document to those found; the place of the last one where the page is full."""
    reading = judged.reading
    among = {record.id: record for record in reading.records}
    for number, record in enumerate(reading.records[behind:], behind + 1):
        if wanted.fits(record, among, judged.verdicts.get(record.id)):
            found.append(_told(picture, judged, record, among))
            if len(found) >= wanted.limit:
                return Place(reading.document.id, number, record.id)
    return None


def _told(picture: Picture, judged: Judged, record: AnyRecord, among: Mapping[str, AnyRecord]) -> Found:
    reading = judged.reading
    document, spans = reading.document, defining_spans(record)
    span = cover(spans) if spans else None
    return Found(
        document=document.id,
        outlet=document.outlet,
        published=document.published.value,
        title=document.title,
        words=picture.desk.words_of(reading, record),
        link=span_link(document.id, span) if span else document_link(document.id),
        verdict=judged.verdicts.get(record.id),
        entities={
            one.id: Named(
                name=one.name, country=one.country, actor=who.id if (who := _identity(picture, one.id)) else None
            )
            for key in _named_in(record)
            if isinstance(one := among.get(key), Entity)
        },
        record=record,
    )


def _identity(picture: Picture, entity: str) -> Identity | None:
    try:
        return picture.identities.of(entity)
    except KeyError:
        return None


def _named_in(record: AnyRecord) -> Iterator[str]:
    """The ids of the entities that a record names."""
    match record:
        case Event():
            yield from (*record.actors, *record.recipients)
        case Statement():
            yield from (*filter(None, [record.source_entity]), *record.chain, *record.addressees)
        case Mention():
            yield record.entity
        case Entity():
            yield record.id
        case _:
            return


def _bearer(picture: Picture, words: str) -> Bearer | None:
    """Whoever has a name or an id: that of an identity, or of one of its entities."""
    named = picture.part("named", _named)
    who = _identity(picture, words)
    return named.get(words) or named.get(words.casefold()) or (named.get(who.id) if who else None)


def _named(picture: Picture) -> dict[str, Bearer]:
    """Everyone by the id of the identity and by every name that it bears, in lower case."""
    called: dict[str, set[str]] = defaultdict(set)
    documents: dict[str, set[str]] = defaultdict(set)
    known: dict[str, Identity] = {}
    for reading in picture.view.readings:
        for record in reading.records:
            if isinstance(record, Entity) and (identity := _identity(picture, record.id)) is not None:
                known[identity.id] = identity
                documents[identity.id].add(reading.document.id)
                if record.name:
                    called[record.name.casefold()].add(identity.id)
    # One set of entities for each identity, shared: on a large desk a country has as many as there are documents.
    bearers = {one.id: Bearer(frozenset(one.members), frozenset(documents[one.id])) for one in known.values()}
    return bearers | {
        name: _joined([bearers[one] for one in sorted(identities)]) for name, identities in called.items()
    }


def _joined(bearers: list[Bearer]) -> Bearer:
    if len(bearers) == 1:
        return bearers[0]
    entities: frozenset[str] = frozenset().union(*(one.entities for one in bearers))
    documents: frozenset[str] = frozenset().union(*(one.documents for one in bearers))
    return Bearer(entities, documents)


def _position(order: list[str], picture: Picture, place: Place | None) -> int:
    """Where in the order to go on. Raises `ConfigError` (`bad-cursor`) where the document of the place is gone."""
    if place is None:
        return 0
    try:
        return picture.part("order", lambda p: {name: n for n, name in enumerate(list(p.arrived))})[place.document]
    except KeyError:
        try:
            return order.index(place.document)
        except ValueError as error:
            raise ConfigError("bad-cursor", "The document of the cursor was erased.", "Begin without one.") from error


def _behind(picture: Picture, reading: Reading, place: Place) -> int:
    """How many records of the document of a place are behind.

    By the last of them; where that was rejected since, by what the coders found up to it.
    """
    ids = [record.id for record in reading.records]
    if place.record in ids:
        return ids.index(place.record) + 1
    found = picture.desk.store.reading(reading.document.id)
    raw = [record.id for record in found.records] if found is not None else []
    if place.record not in raw:
        return min(place.behind, len(ids))
    passed = frozenset(raw[: raw.index(place.record) + 1])
    return sum(name in passed for name in ids)


def _encode(place: Place) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode(place)).decode().rstrip("=")


def _decode(words: str) -> Place:
    try:
        return msgspec.json.decode(base64.urlsafe_b64decode(words + "=" * (-len(words) % 4)), type=Place)
    except (binascii.Error, ValueError, msgspec.DecodeError) as error:
        raise ConfigError("bad-cursor", f"'{words[:40]}' is no cursor.", "Give back the one of an answer.") from error
