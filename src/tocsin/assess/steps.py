"""The course of a problem: its level day by day, and what moved on each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from tocsin.assess.level import Change, Level, assess, claims_until
from tocsin.assess.playbook import Playbook, Problem
from tocsin.assess.states import Claim
from tocsin.ledger.extent import Extent

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
    problem: Problem, playbook: Playbook, claims: Sequence[Claim], extent: Extent, days: Iterable[Day]
) -> tuple[Step, ...]:
    """The steps on some days, in order: each as it was judged from what was published by then."""
    steps: list[Step] = []
    for day in sorted(set(days)):
        found = assess(problem, playbook, claims_until(claims, day), extent.until(day), as_of=day)
        before = steps[-1].level.number if steps else None
        steps.append(Step(day=day, level=found.level, before=before, changes=found.changes))
    return tuple(steps)
