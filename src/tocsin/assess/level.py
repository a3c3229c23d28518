"""The assessment: sightings folded into states, states into a level; every number opens back to the words.

A fold does not care about order, and any past day can be asked for. No probability is made of hand-set weights: what is
shown is the level, and each indicator's contribution in log-weight.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import msgspec

from tocsin.assess.indicators import DenialKind, Sighting
from tocsin.assess.playbook import Indicator, LevelRule, Playbook, Problem, State
from tocsin.ledger.identities import Identities
from tocsin.ledger.origins import Origin, count_origins
from tocsin.records import Reading
from tocsin.text.span import Span

__all__ = ["Assessment", "Change", "HypothesisScore", "IndicatorState", "Level", "Pointer", "assess"]

_STATE_WEIGHT: Mapping[State, float] = {
    "not_seen": 0.0, "denied": 0.0, "reported": 0.5, "disputed": 0.5, "corroborated": 1.0,
}  # fmt: skip
_STANDS: Mapping[State, int] = {"not_seen": 0, "denied": 0, "disputed": 1, "reported": 1, "corroborated": 2}
# Source: the weights of PARC's ACH, inconsistency only.
_INCONSISTENCY = {"I": 1.0, "II": 2.0}


class Pointer(msgspec.Struct, frozen=True, kw_only=True):
    """The exact words of one sighting; `kind` says how a denying one speaks against."""

    record: str
    document: str
    span: Span
    kind: DenialKind | msgspec.UnsetType = msgspec.UNSET


class IndicatorState(msgspec.Struct, frozen=True, kw_only=True):
    """An indicator as it stands: its state by count of origins, the same counting first-hand ones only, and why."""

    id: str
    title: str
    phase: str
    context: bool
    state: State
    strict_state: State
    origins: tuple[Origin, ...]
    affirms: tuple[Pointer, ...]
    denies: tuple[Pointer, ...]
    contribution: float


class Level(msgspec.Struct, frozen=True, kw_only=True):
    """The level, since when (an ISO date; null where nothing is dated), and the indicators that make it."""

    number: int
    name: str
    since: str | None
    because: tuple[str, ...]


class HypothesisScore(msgspec.Struct, frozen=True, kw_only=True):
    """How much of what is seen speaks against an answer; the least contradicted ranks first. Advice, no verdict."""

    id: str
    inconsistency: float
    rank: int


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What changed on the last day of the view."""

    what: str
    id: str
    before: str = msgspec.field(name="from")
    after: str = msgspec.field(name="to")
    record: str | None = None


class Assessment(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to one problem at one cut."""

    problem: str
    question: str
    level: Level
    phase: str | None
    indicators: tuple[IndicatorState, ...]
    hypotheses: tuple[HypothesisScore, ...]
    changes: tuple[Change, ...]


def assess(
    problem: Problem,
    playbook: Playbook,
    sightings: Sequence[Sighting],
    readings: Mapping[str, Reading],
    identities: Identities,
    *,
    as_of: str | None,
) -> Assessment:
    """The assessment from all sightings of a view; `readings` by document id, `as_of` the day (null: the last one).

    The order of sightings does not matter.
    """
    days = sorted({day for reading in readings.values() if (day := reading.document.published.day)})
    today = as_of or (days[-1] if days else None)
    standing = _fold(playbook, sightings, readings, identities, today)
    level, because = _level(playbook, standing)
    since = today if days else None
    before: tuple[IndicatorState, ...] | None = None
    for day in reversed(days):
        earlier = _until(sightings, readings, day)
        then = _fold(playbook, earlier, readings, identities, day)
        if _level(playbook, then)[0].number != level.number:
            break
        since = day
    if len(days) > 1:
        before = _fold(playbook, _until(sightings, readings, days[-2]), readings, identities, days[-2])
    return Assessment(
        problem=problem.id,
        question=problem.question,
        level=Level(number=level.number, name=level.name, since=since, because=because),
        phase=_phase_reached(playbook, standing),
        indicators=standing,
        hypotheses=_hypotheses(problem, playbook, standing),
        changes=_changes(before, standing),
    )


def _until(sightings: Iterable[Sighting], readings: Mapping[str, Reading], day: str) -> list[Sighting]:
    """The sightings in what was published by a day."""
    return [s for s in sightings if (readings[s.document].document.published.day or "9999") <= day]


def _fold(
    playbook: Playbook,
    sightings: Iterable[Sighting],
    readings: Mapping[str, Reading],
    identities: Identities,
    today: str | None,
) -> tuple[IndicatorState, ...]:
    by_indicator: dict[str, list[Sighting]] = {indicator.id: [] for indicator in playbook.indicators}
    for sighting in sightings:
        by_indicator[sighting.indicator].append(sighting)
    standing = [
        _state(indicator, sorted(by_indicator[indicator.id], key=_place), readings, identities, today)
        for indicator in playbook.indicators
    ]
    return tuple(_share_groups(playbook, standing))


def _place(sighting: Sighting) -> tuple[str, int, str]:
    return sighting.document, sighting.span.start, sighting.record


def _state(
    indicator: Indicator,
    sightings: Sequence[Sighting],
    readings: Mapping[str, Reading],
    identities: Identities,
    today: str | None,
) -> IndicatorState:
    affirming = [s for s in sightings if s.denial is None]
    denying = [s for s in sightings if s.denial is not None]
    origins = count_origins(((readings[s.document], s.statement, s.record) for s in affirming), identities)
    state = _grade(len(origins), bool(denying))
    at_first_hand = sum(origin.first_hand for origin in origins)
    strict = _grade(max(at_first_hand, min(1, len(origins))), bool(denying))
    weight = math.log(indicator.lr) * _STATE_WEIGHT[state] * _freshness(indicator, affirming, today)
    return IndicatorState(
        id=indicator.id,
        title=indicator.title,
        phase=indicator.phase,
        context=indicator.context,
        state=state,
        strict_state=strict,
        origins=origins,
        affirms=tuple(Pointer(record=s.record, document=s.document, span=s.span) for s in affirming),
        denies=tuple(
            Pointer(record=s.record, document=s.document, span=s.span, kind=s.denial) for s in denying if s.denial
        ),
        contribution=0.0 if indicator.context else round(weight, 3),
    )


def _grade(origins: int, denied: bool) -> State:
    """The state by the count of origins that affirm, and whether anyone speaks against."""
    if origins == 0:
        return "denied" if denied else "not_seen"
    if denied and origins < 2:
        return "disputed"
    return "corroborated" if origins > 1 else "reported"


def _freshness(indicator: Indicator, affirming: Iterable[Sighting], today: str | None) -> float:
    """1 for a sign of the day, halved with every half-life since its latest sighting."""
    latest = max((s.day[:10] for s in affirming if s.day), default=None)
    if latest is None or today is None:
        return 1.0
    age = max(0, (date.fromisoformat(today) - date.fromisoformat(latest)).days)
    return float(0.5 ** (age / indicator.half_life_days))


def _share_groups(playbook: Playbook, standing: Iterable[IndicatorState]) -> list[IndicatorState]:
    """Indicators of one group tell much the same: the strongest counts in full, each further one decays."""
    groups = {indicator.id: indicator.group or indicator.id for indicator in playbook.indicators}
    kept = list(standing)
    ranks: dict[str, int] = {}
    shares: dict[str, float] = {}
    for state in sorted(kept, key=lambda state: (-state.contribution, state.id)):
        group = groups[state.id]
        shares[state.id] = playbook.group_decay ** ranks.get(group, 0)
        ranks[group] = ranks.get(group, 0) + 1
    return [
        msgspec.structs.replace(state, contribution=round(state.contribution * shares[state.id], 3)) for state in kept
    ]


def _level(playbook: Playbook, standing: Iterable[IndicatorState]) -> tuple[LevelRule, tuple[str, ...]]:
    """The highest level whose conditions hold, and the indicators that make it hold."""
    states = [state for state in standing if not state.context]
    total = sum(state.contribution for state in states)
    order = {phase.id: place for place, phase in enumerate(playbook.phases)}
    rules = sorted(playbook.levels, key=lambda rule: -rule.number)
    for rule in rules:
        if rule.phase is None:
            return rule, ()
        asked = _STANDS[rule.state]
        reached = [s.id for s in states if order[s.phase] >= order[rule.phase] and _STANDS[s.state] >= asked]
        if reached and total >= rule.weight:
            return rule, tuple(reached)
    return rules[-1], ()


def _phase_reached(playbook: Playbook, standing: Iterable[IndicatorState]) -> str | None:
    """The latest phase of which a sign is seen."""
    seen = {state.phase for state in standing if not state.context and _STANDS[state.state] > 0}
    return next((phase.id for phase in reversed(playbook.phases) if phase.id in seen), None)


def _hypotheses(
    problem: Problem, playbook: Playbook, standing: Iterable[IndicatorState]
) -> tuple[HypothesisScore, ...]:
    states = {state.id: state for state in standing}
    scores: dict[str, float] = {}
    for hypothesis in problem.hypotheses:
        scores[hypothesis.id] = sum(
            _INCONSISTENCY.get(indicator.ach.get(hypothesis.id, "N"), 0.0) * _STATE_WEIGHT[states[indicator.id].state]
            for indicator in playbook.indicators
        )
    ordered = sorted(set(scores.values()))
    return tuple(
        HypothesisScore(id=name, inconsistency=round(value, 3), rank=ordered.index(value) + 1)
        for name, value in scores.items()
    )


def _changes(before: tuple[IndicatorState, ...] | None, after: tuple[IndicatorState, ...]) -> tuple[Change, ...]:
    """The indicators whose state the last day changed."""
    earlier = {state.id: state for state in before or ()}
    changes = []
    for state in after:
        was: State = earlier[state.id].state if state.id in earlier else "not_seen"
        if was != state.state:
            known = (
                {pointer.record for pointer in (*earlier[state.id].affirms, *earlier[state.id].denies)}
                if earlier
                else set()
            )
            new = [p.record for p in (*state.affirms, *state.denies) if p.record not in known]
            changes.append(
                Change(what="indicator", id=state.id, before=was, after=state.state, record=new[0] if new else None)
            )
    return tuple(changes)
