"""The course of a problem: its level day by day, and what moved on each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from tocsin.assess.indicators import Sighting
from tocsin.assess.level import Change, Level, assess
from tocsin.assess.playbook import Playbook, Problem
from tocsin.ledger.extent import Extent, extent_of
from tocsin.ledger.identities import Identities
from tocsin.records import Reading

__all__ = ["Day", "Step", "follow_course"]

Day = str
"""An ISO date."""


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """The level of a day with documents, the level of the day before it, and the indicators whose state it changed."""

    day: Day
    level: Level
    before: int | None
    changes: tuple[Change, ...]


def follow_course(
    problem: Problem,
    playbook: Playbook,
    sightings: Sequence[Sighting],
    readings: Mapping[str, Reading],
    identities: Identities,
    days: Iterable[Day],
    extent: Extent | None = None,
) -> tuple[Step, ...]:
    """The steps on some days, in order: each as it was judged from what was published by then."""
    reach = extent or extent_of(reading.document for reading in readings.values())
    steps: list[Step] = []
    for day in sorted(set(days)):
        seen = {id_: reading for id_, reading in readings.items() if (reading.document.published.day or "9999") <= day}
        heard = [sighting for sighting in sightings if sighting.document in seen]
        found = assess(problem, playbook, heard, seen, identities, as_of=day, extent=reach.until(day))
        before = steps[-1].level.number if steps else None
        steps.append(Step(day=day, level=found.level, before=before, changes=found.changes))
    return tuple(steps)
