"""The course of a level, day by day: up at once, down only when the lower one has held for some days.

A day's states come of counters that are swept once over the claims, so that a course of years over many claims costs
little more than the claims themselves. A property test holds every day of it to the plain fold of `states`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import accumulate

import msgspec

from tocsin.assess.playbook import Indicator, LevelRule, Playbook, State
from tocsin.assess.states import RANK, STATE_WEIGHT, Claim, freshness, grade, oldest_fresh, share_groups

__all__ = ["CourseDay", "Holding", "Standing", "calendar", "choose_level", "recent_course", "run_course"]

_RECENT = timedelta(days=120)
_FADING, _LONGEST = timedelta(days=3653), timedelta(days=18_263)


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """What a level's rules ask of one indicator on one day."""

    id: str
    phase: str
    state: State
    strict_state: State
    contribution: float


class CourseDay(msgspec.Struct, frozen=True, kw_only=True):
    """A day: the level as held, the one that the day's states alone would give, and the log-weight in all."""

    day: str
    level: int
    raw: int
    weight: float


class Holding:
    """The level as held: it rises at once and steps down when every day of the hold was below it."""

    def __init__(self, hold_days: int) -> None:
        self._hold = hold_days
        self._recent: list[int] = []
        self.level = 0

    def step(self, raw: int) -> int:
        """The held level after one more day."""
        self._recent = [*self._recent, raw][-(self._hold + 1) :]
        self.level = max(raw, min(self.level, max(self._recent)))
        return self.level


def choose_level(playbook: Playbook, standing: Iterable[Standing]) -> tuple[LevelRule, tuple[str, ...]]:
    """The highest level whose conditions hold, and the indicators that make it hold; of signs only, not of context.

    Where several ways to it hold, the indicators of all of them, those that weigh most first.
    """
    states = list(standing)
    weights = {state.id: state.contribution for state in states}
    ways = _open_ways(_ways(playbook, states), sum(weights.values()))
    top = [reached for rule, reached in ways if rule.number == ways[0][0].number]
    because = dict.fromkeys(name for reached in top for name in reached)
    names = because if len(top) == 1 else sorted(because, key=lambda name: -weights[name])
    return ways[0][0], tuple(names)


_Way = tuple[LevelRule, tuple[str, ...]]


def _ways(playbook: Playbook, states: Sequence[Standing]) -> list[_Way]:
    """The rules that hold if the weight is enough, the highest first, each with the indicators by which it does."""
    order = {phase.id: place for place, phase in enumerate(playbook.phases)}
    rules = sorted(playbook.levels, key=lambda rule: -rule.number)
    found = [(rule, reached) for rule in rules if (reached := _reached(rule, states, order)) is not None]
    # Where nothing holds, one is where one starts.
    return found if found and found[-1][0].number == rules[-1].number else [*found, (rules[-1], ())]


def _open_ways(ways: Sequence[_Way], total: float) -> list[_Way]:
    """Those of some ways for which a log-weight is enough; the last one always is open."""
    return [way for way in ways[:-1] if _is_open(way[0]) or total >= way[0].weight] + [ways[-1]]


def _reached(rule: LevelRule, states: Iterable[Standing], order: Mapping[str, int]) -> tuple[str, ...] | None:
    """The indicators by which a rule holds, None where it does not, whatever the weight."""
    if _is_open(rule):
        return ()
    reached = [state.id for state in states if _reaches(rule, state, order)]
    enough = len(reached) >= rule.count and set(rule.all_of) <= set(reached)
    among = not rule.any_of or bool(set(rule.any_of) & set(reached))
    return tuple(reached) if enough and among else None


def _is_open(rule: LevelRule) -> bool:
    """Whether a rule asks for nothing: the level where one starts."""
    return rule.phase is None and not rule.any_of and not rule.all_of


def _reaches(rule: LevelRule, state: Standing, order: Mapping[str, int]) -> bool:
    stands = state.strict_state if rule.strict else state.state
    if rule.phase is not None and order[state.phase] < order[rule.phase]:
        return False
    if rule.phase is None and state.id not in (*rule.any_of, *rule.all_of):
        return False
    return RANK[stands] >= RANK[rule.state]


def calendar(first: str, last: str) -> list[str]:
    """Every day from the first to the last, both included; the last alone where the first is after it."""
    start, stop = date.fromisoformat(first), date.fromisoformat(last)
    return [(start + timedelta(days=n)).isoformat() for n in range((stop - start).days + 1)] or [last]


def _bounded(claims: Sequence[Claim], first: str, last: str) -> tuple[str, str]:
    """The first and the last day of a course that can be walked: a slip of the pen in a date is no long history."""
    latest = max((claim.published for claim in claims if claim.published), default=first)
    end = min(date.fromisoformat(last), _later(date.fromisoformat(max(latest, first)), _FADING))
    return max(date.fromisoformat(first), _later(end, -_LONGEST)).isoformat(), end.isoformat()


def _later(day: date, days: timedelta) -> date:
    try:
        return day + days
    except OverflowError:
        return date.max if days > timedelta() else date.min


def run_course(playbook: Playbook, claims: Sequence[Claim], first: str, last: str) -> list[CourseDay]:
    """The level on every day from the first to the last, both ISO dates; the order of claims does not matter.

    No further than ten years after the last claim, when all has faded, and no further back than fifty years from there.
    """
    days = calendar(*_bounded(claims, first, last))
    by_indicator: dict[str, list[Claim]] = {}
    for claim in claims:
        by_indicator.setdefault(claim.sighting.indicator, []).append(claim)
    sweeps = [
        _sweep(playbook, indicator, _reaching(playbook, indicator, by_indicator, days), days)
        for indicator in playbook.indicators
        if not indicator.is_context
    ]
    holding = Holding(playbook.hold_days)
    # States change on few days, weights on all: what of the rules hangs on states alone is worked out once for each.
    ways: dict[tuple[tuple[State, State], ...], list[_Way]] = {}
    course = []
    for day, standing in zip(days, zip(*sweeps, strict=True), strict=True):
        weight = sum(share_groups(playbook, {state.id: state.contribution for state in standing}).values())
        states = tuple((state.state, state.strict_state) for state in standing)
        if states not in ways:
            ways[states] = _ways(playbook, standing)
        raw = _open_ways(ways[states], weight)[0][0].number
        course.append(CourseDay(day=day, level=holding.step(raw), raw=raw, weight=round(weight, 3)))
    return course


def _reaching(
    playbook: Playbook, indicator: Indicator, claims: Mapping[str, Sequence[Claim]], days: Sequence[str]
) -> list[Claim]:
    """The claims of an indicator that may count on one of some days."""
    oldest = oldest_fresh(playbook, indicator, days[0])
    held = claims.get(indicator.id, ())
    return [claim for claim in held if not claim.sighting.day or claim.sighting.day[:10] >= oldest]


def recent_course(
    playbook: Playbook, claims: Sequence[Claim], first: str, last: str, known: Sequence[CourseDay] = ()
) -> list[CourseDay]:
    """The end of the course: from before the level last changed, or all of it where it never did.

    `known` are days of such an end that no claim has changed since. The level as held is the highest of the days of the
    hold, so that no more of the past has to be looked at.
    """
    first, last = _bounded(claims, first, last)
    hold = timedelta(days=playbook.hold_days)
    if known and first <= (begin := _later(date.fromisoformat(known[-1].day), -hold).isoformat()):
        fresh = run_course(playbook, claims, begin, last)[playbook.hold_days + 1 :]
        return [*known, *fresh]
    reach = _RECENT
    while (begin := _later(date.fromisoformat(last), -reach).isoformat()) > first:
        sure = run_course(playbook, claims, begin, last)[playbook.hold_days :]
        if any(day.level != sure[-1].level for day in sure):
            return sure
        reach *= 4
    return run_course(playbook, claims, first, last)


def _sweep(playbook: Playbook, indicator: Indicator, claims: Sequence[Claim], days: Sequence[str]) -> list[Standing]:
    """One indicator on every day."""
    silent = Standing(
        id=indicator.id, phase=indicator.phase, state="not_seen", strict_state="not_seen", contribution=0.0
    )
    if not claims:
        return [silent] * len(days)
    affirming = [claim for claim in claims if claim.sighting.denial is None]
    reach = _Reach(playbook, indicator, days)
    origins = reach.counts((claim.origin, claim) for claim in affirming)
    first_hand = reach.counts((claim.origin, claim) for claim in affirming if claim.first_hand)
    denials = {
        kind: reach.counts((claim.origin, claim) for claim in claims if claim.sighting.denial == kind)
        for kind in ("denial", "doubt", "negative_observation")
    }
    latest = reach.latest(affirming)
    standing = []
    for at, day in enumerate(days):
        against = {kind: counts[at] for kind, counts in denials.items() if counts[at]}
        if not (origins[at] or against):
            standing.append(silent)
            continue
        state = grade(origins[at], against)
        weight = math.log(indicator.lr) * STATE_WEIGHT[state] * freshness(indicator, latest[at], day)
        standing.append(
            Standing(
                id=indicator.id,
                phase=indicator.phase,
                state=state,
                strict_state=grade(max(first_hand[at], min(1, origins[at])), against),
                contribution=round(weight, 3),
            )
        )
    return standing


class _Reach:
    """On which of some days an indicator's claims count: from publication until they are stale."""

    def __init__(self, playbook: Playbook, indicator: Indicator, days: Sequence[str]) -> None:
        self._days = days
        self._first = date.fromisoformat(days[0])
        self._lasts = playbook.stale_half_lives * indicator.half_life_days

    def _range(self, claim: Claim) -> tuple[int, int]:
        """The first and the last index of the days on which a claim counts; the last is below the first for none."""
        # What has no date is known to have been published by the end, and no sooner.
        begin = len(self._days) - 1 if claim.published is None else max(0, self._index(claim.published))
        if claim.sighting.day is None:
            return begin, len(self._days) - 1
        stale = self._index(claim.sighting.day[:10]) + math.floor(self._lasts)
        return begin, min(len(self._days) - 1, stale)

    def _index(self, day: str) -> int:
        return (date.fromisoformat(day) - self._first).days

    def counts(self, keyed: Iterable[tuple[str, Claim]]) -> list[int]:
        """By day, how many different keys have a claim that counts."""
        ranges: dict[str, list[tuple[int, int]]] = {}
        for key, claim in keyed:
            begin, end = self._range(claim)
            if begin <= end:
                ranges.setdefault(key, []).append((begin, end))
        steps = [0] * (len(self._days) + 1)
        for found in ranges.values():
            reached = -1
            for begin, end in sorted(found):
                if end > reached:
                    steps[max(begin, reached + 1)] += 1
                    steps[end + 1] -= 1
                    reached = end
        return list(accumulate(steps[:-1]))

    def latest(self, claims: Iterable[Claim]) -> list[str | None]:
        """By day, the latest day of a sign that counts."""
        begins: dict[int, str] = {}
        for claim in claims:
            begin, end = self._range(claim)
            if claim.sighting.day and begin <= end:
                begins[begin] = max(begins.get(begin, ""), claim.sighting.day[:10])
        found: list[str | None] = []
        now: str | None = None
        for at in range(len(self._days)):
            if at in begins:
                now = max(now or "", begins[at])
            stale = now is not None and self._index(now) + math.floor(self._lasts) < at
            found.append(None if stale else now)
        return found
