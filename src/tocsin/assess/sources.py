"""Whose word sightings are: the entities that may be their origin, for who is who is asked of these alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import msgspec

from tocsin.ledger.bearers import key_of_name
from tocsin.ledger.labels import find_agency
from tocsin.records import Entity, Reading, Statement

__all__ = ["keys_of_sources", "only_entities", "source_entities"]


def source_entities(readings: Iterable[Reading]) -> frozenset[str]:
    """The entities (by id) that tell something in some readings, or pass it on."""
    found: set[str] = set()
    for reading in readings:
        for record in reading.records:
            if isinstance(record, Statement):
                found.update(record.chain)
                found.add(record.source_entity or "")
    return frozenset(found - {""})


def only_entities(reading: Reading, wanted: Collection[str]) -> Reading:
    """A reading with nothing but some entities."""
    records = tuple(record for record in reading.records if isinstance(record, Entity) and record.id in wanted)
    return msgspec.structs.replace(reading, records=records, diagnostics=())


def keys_of_sources(readings: Iterable[Reading]) -> frozenset[str]:
    """The keys of the bearers in readings of sources alone, and those of the agencies whose reports they are.

    Only bearers of one key are ever joined, so that who is who among these hangs on no other name of the desk.
    """
    found: set[str] = set()
    for reading in readings:
        if agency := find_agency(reading.document):
            found.add(key_of_name("organization", agency))
        for record in reading.records:
            if isinstance(record, Entity) and (record.name or "").strip():
                found.add(key_of_name(record.kind, record.name or ""))
    return frozenset(found)
