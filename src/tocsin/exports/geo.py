"""GeoJSON: the events that the text gives a place, as features; points where the table of towns knows the place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

import msgspec

from tocsin.exports.eventdata import HAPPENED, Telling, tellings
from tocsin.records import Reading
from tocsin.vocab.coordinates import point_of

__all__ = ["GeoJsonExporter"]


class GeoJsonExporter:
    """Writes a feature for each event with a place.

    The geometry is null (an unlocated feature, RFC 7946 section 3.2) where the place is a country, a region, unknown to
    the table, or of a name that more than one place bears: a point is never guessed.
    """

    name = "geojson"
    media_type = "application/geo+json"
    loses = "everything but events with a place in the text; points are those of towns known by one bearer, else null"

    def write(self, readings: Iterable[Reading], out: BinaryIO) -> None:
        """The collection in the order of readings and records."""
        features = [made for telling in tellings(readings) if (made := _feature(telling)) is not None]
        out.write(msgspec.json.encode({"type": "FeatureCollection", "features": features}) + b"\n")


def _feature(telling: Telling) -> dict[str, Any] | None:
    event, document = telling.event, telling.document
    place = event.location
    if place is None:
        return None
    point = point_of(place.name, place.country)
    return {
        "type": "Feature",
        "id": event.id,
        "geometry": {"type": "Point", "coordinates": [point[1], point[0]]} if point else None,
        "properties": {
            "event_type": event.event_type,
            "mode": event.mode,
            "status": event.status,
            "happened": event.status in HAPPENED,
            "actors": [name for _, name in telling.entities(event.actors)],
            "recipients": [name for _, name in telling.entities(event.recipients)],
            "place": place.name,
            "region": place.region,
            "country": place.country,
            "disputed": place.disputed,
            "days": event.days.edtf if event.days else None,
            "according_to": telling.attribution().get("source"),
            "sentence": telling.sentence[1],
            "span": [telling.span.start, telling.span.end],
            "outlet": document.outlet,
            "published": document.published.value,
            "document": document.id,
            "copy_of": telling.copy_of,
            "coder": event.coder,
        },
    }
