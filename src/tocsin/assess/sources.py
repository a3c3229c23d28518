"""Whose word sightings are: the entities that may be their origin, for who is who is asked of these alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tocsin.assess.indicators import Sighting
from tocsin.ledger.bearers import key_of_name
from tocsin.ledger.labels import find_agency
from tocsin.records import Document, Entity, Reading

__all__ = ["keys_of_agencies", "keys_of_names", "readings_of_sources"]


def readings_of_sources(sightings: Iterable[Sighting], documents: Mapping[str, Document]) -> list[Reading]:
    """The documents (by id) as readings with nothing but the sources of some sightings."""
    sources: dict[str, dict[str, Entity]] = {document: {} for document in documents}
    for sighting in sightings:
        root = sighting.testimony.root
        if root is not None:
            sources[sighting.document][root.id] = root
    return [
        Reading(document=documents[name], records=tuple(found.values()), diagnostics=())
        for name, found in sources.items()
    ]


def keys_of_names(readings: Iterable[Reading]) -> frozenset[str]:
    """The keys of the bearers in some readings.

    Only bearers of one key are ever joined, so that who is who among these hangs on no other name of the desk.
    """
    return frozenset(
        key_of_name(record.kind, record.name)
        for reading in readings
        for record in reading.records
        if isinstance(record, Entity) and record.name and record.name.strip()
    )


def keys_of_agencies(documents: Iterable[Document]) -> frozenset[str]:
    """The keys of the agencies whose reports some documents are: the origin of a report is its agency."""
    agencies = filter(None, map(find_agency, documents))
    return frozenset(key_of_name("organization", agency) for agency in agencies)
