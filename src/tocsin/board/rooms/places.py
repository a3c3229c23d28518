"""The map: where things are told to have happened; what is only a country stands in the list and is no point."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import msgspec

from tocsin.board.answers import Answer, Board, Table, cut_page, read_cut, with_query
from tocsin.board.drawing.outlines import VIEWS, coast_path, disputed_areas, frame_of, place_spots
from tocsin.board.words import cite
from tocsin.desk.picture import Picture
from tocsin.records import Event
from tocsin.text.span import Span, cover
from tocsin.vocab.coordinates import point_of
from tocsin.vocab.countries import country_name
from tocsin.vocab.places import Dispute, dispute_over, policy

__all__ = ["show_map"]

_COLUMNS = ("place", "country", "disputed", "claimed_by", "held_by", "latitude", "longitude", "events", "happened")


class _Place(msgspec.Struct):
    """A place with the events told of it: document, words and whether it is told as having happened."""

    name: str
    country: str | None
    dispute: Dispute | None
    point: tuple[float, float] | None
    told: list[tuple[str, Span, str]]

    @property
    def happened(self) -> int:
        """How many are told as having happened."""
        return sum(status in ("occurred", "ongoing") for _, _, status in self.told)


def show_map(board: Board, parameters: Mapping[str, str]) -> Answer:
    """The places of a view of the world; `place` opens one of them."""
    cut, query = read_cut(parameters)
    picture = board.picture(cut)
    view = parameters.get("view", "world")
    view = view if view in VIEWS else "world"
    places = picture.part("places", _places)
    shown, page = cut_page(places, parameters, 60)
    chosen = next((place for place in places if place.name == parameters.get("place")), None)
    words = []
    if chosen is not None:
        for document, span, status in chosen.told[-12:]:
            words.append((status, cite(picture.readings[document], span, query)))
    pointed = [(p.name, p.point, len(p.told), p.dispute is not None) for p in places if p.point is not None]
    data = {
        "frame": frame_of(view),
        "coast": coast_path(view),
        "areas": disputed_areas(view),
        "spots": place_spots(view, pointed),
        "views": [(name, with_query(parameters, view=name, page=None), name == view) for name in VIEWS],
        "places": shown,
        "page": page,
        "chosen": chosen,
        "words": list(reversed(words)),
        "place_query": with_query(parameters, place=None, page=None),
        "policy": policy(),
        "named": country_name,
        "unplaced": sum(place.point is None for place in places),
    }
    table = Table(_COLUMNS, lambda: [_row(place) for place in places])
    plain = [dict(zip(_COLUMNS, _row(place), strict=True)) for place in shown]
    return Answer(template="map.html.j2", data=data, plain=plain, cut=cut, query=query, table=table)


def _row(place: _Place) -> tuple[Any, ...]:
    dispute = place.dispute
    north, east = place.point or (None, None)
    return (place.name, place.country, dispute is not None, dispute.claimed_by if dispute else (),
            dispute.held_by if dispute else None, north, east, len(place.told), place.happened)  # fmt: skip


def _places(picture: Picture) -> list[_Place]:
    """Every place that an event names, the one with most events first; of a disputed one the policy says whose."""
    found: dict[tuple[str, str | None], _Place] = {}
    told: dict[str, set[str]] = defaultdict(set)
    for reading in picture.view.readings:
        digest = reading.document.text_digest
        for record in reading.records:
            if not isinstance(record, Event) or record.location is None or record.id in told[digest]:
                continue
            where = record.location
            dispute = dispute_over(where.name)
            country = dispute.country if dispute else where.country
            key = (where.name, country)
            if key not in found:
                found[key] = _Place(where.name, country, dispute, _point(where.name, where.country, dispute), [])
            found[key].told.append((reading.document.id, cover(record.trigger), record.status))
    return sorted(found.values(), key=lambda place: (-len(place.told), place.name))


def _point(name: str, country: str | None, dispute: Dispute | None) -> tuple[float, float] | None:
    """Where a town lies; a disputed area that is no town stands at its middle, and a country nowhere."""
    for code in dict.fromkeys((country, *((dispute.country, *dispute.claimed_by) if dispute else ()))):
        if (point := point_of(name, code)) is not None:
            return point
    if dispute is not None and dispute.area is not None and name == dispute.names[0]:
        return dispute.area[0], dispute.area[1]
    return None
