"""Forecasts of when: how often what was expected within some days came within them, by how far ahead they lay.

"At the end of January" is an interval and no probability: it is scored by coverage, beside how wide it was. A wide one
covers easily. Forecasts that hold a thing unlikely name no days on which it is to come, and are left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec

from tocsin.assess.forecasts import ENOUGH, Kept

__all__ = ["LEADS", "IntervalScore", "score_intervals"]

# How far ahead the last day of the horizon lies, in days: a week, a month, a quarter, more. An opinion of ours.
LEADS: tuple[tuple[str, int], ...] = (
    ("within 7 days", 7), ("8 to 30 days ahead", 30), ("31 to 90 days ahead", 90), ("more than 90 days ahead", 10**6),
)  # fmt: skip
_EXPECTED = 0.5


class IntervalScore(msgspec.Struct, frozen=True, kw_only=True):
    """Resolved forecasts with both ends of a horizon, of one lead: of how many it came within, before, after, not.

    `width` is the mean length of the intervals in days. `covered` is null below `ENOUGH`; `basis` says whose word
    stands behind the records.
    """

    lead: str
    counted: int
    within: int
    early: int
    late: int
    never: int
    width: float
    covered: float | None
    basis: str


def score_intervals(kept: Iterable[Kept], *, speaker: str | None = None) -> tuple[IntervalScore, ...]:
    """The scores by lead, the nearest first, leads without any left out; of one speaker only accepted records count."""
    found: dict[str, list[tuple[Kept, str, int]]] = {}
    for one in kept:
        if speaker is not None and ((one.speaker or "").casefold() != speaker.casefold() or not one.reviewed):
            continue
        placed = _place(one)
        if placed is not None:
            found.setdefault(placed[0], []).append((one, placed[1], placed[2]))
    return tuple(_score(lead, found[lead]) for lead, _ in LEADS if lead in found)


def _place(one: Kept) -> tuple[str, str, int] | None:
    """The lead, where the outcome fell, and the width in days; None for what cannot be scored so."""
    horizon = one.horizon
    if one.outcome not in ("happened", "did_not") or horizon is None or one.published is None:
        return None
    if horizon.first is None or horizon.last is None or not _is_expected(one):
        return None
    first, last = horizon.first[:10], horizon.last[:10]
    ahead = (date.fromisoformat(last) - date.fromisoformat(one.published)).days
    lead = next(name for name, most in LEADS if ahead <= most)
    width = (date.fromisoformat(last) - date.fromisoformat(first)).days + 1
    if one.outcome == "did_not":
        return lead, "never", width
    if one.came is None:
        return lead, "within", width
    return lead, "early" if one.came < first else "late" if one.came > last else "within", width


def _is_expected(one: Kept) -> bool:
    p = one.probability
    return p is None or p.low is None or p.high is None or (p.low + p.high) / 2 >= _EXPECTED


def _score(lead: str, rows: list[tuple[Kept, str, int]]) -> IntervalScore:
    fell = [where for _, where, _ in rows]
    return IntervalScore(
        lead=lead,
        counted=len(rows),
        within=fell.count("within"),
        early=fell.count("early"),
        late=fell.count("late"),
        never=fell.count("never"),
        width=round(sum(width for _, _, width in rows) / len(rows), 1),
        covered=round(fell.count("within") / len(rows), 3) if len(rows) >= ENOUGH else None,
        basis="accepted" if all(one.reviewed for one, _, _ in rows) else "machine, unreviewed",
    )
