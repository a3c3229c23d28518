"""The assessment: sightings folded into states, states into a level; every number opens back to the words.

A fold does not care about order, and any past day can be asked for. No probability is made of hand-set weights: what is
shown is the level, and each indicator's contribution in log-weight.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from tocsin.assess.course import CourseDay, Standing, calendar, choose_level, recent_course, run_course
from tocsin.assess.hypotheses import AnalystCell, HypothesisScore, Matrix, make_matrix
from tocsin.assess.playbook import Playbook, Problem, State
from tocsin.assess.states import RANK, Claim, IndicatorState, Pointer, stand
from tocsin.ledger.extent import Extent
from tocsin.timex.interval import shift_date

__all__ = [
    "Assessment",
    "Change",
    "Coverage",
    "HypothesisScore",
    "IndicatorState",
    "Level",
    "Pointer",
    "Step",
    "Without",
    "assess",
    "changed_states",
    "claims_until",
    "daily_course",
    "end_of_course",
    "level_of",
    "renew",
    "signs",
]


class Level(msgspec.Struct, frozen=True, kw_only=True):
    """The level, since when (an ISO date; null where nothing is dated), and the indicators that make it."""

    number: int
    name: str
    since: str | None
    because: tuple[str, ...]


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What changed on the last day of the view."""

    what: str
    id: str
    before: str = msgspec.field(name="from")
    after: str = msgspec.field(name="to")
    record: str | None = None


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """A step of the waterfall: what an indicator adds in log-weight, and the sum so far."""

    indicator: str
    contribution: float
    total: float


class Without(msgspec.Struct, frozen=True, kw_only=True):
    """What the day's states alone would give if one origin had said nothing; only origins that make a difference."""

    origin: str
    name: str | None
    level: int
    weight: float


class Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """What was looked at, and what was not: a silent indicator means little where nobody could have told of it.

    `silent_days` are days of the last 30 on which nothing was published; `unseen` the indicators never sighted.
    """

    documents: int
    outlets: int
    first: str | None
    last: str | None
    silent_days: int
    unseen: tuple[str, ...]


class Assessment(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to one problem at one cut.

    `raw_level` is what the day's states alone would give: below the level while the level is held.
    """

    problem: str
    question: str
    level: Level
    phase: str | None
    indicators: tuple[IndicatorState, ...]
    hypotheses: tuple[HypothesisScore, ...]
    changes: tuple[Change, ...]
    raw_level: int
    waterfall: tuple[Step, ...]
    without: tuple[Without, ...]
    coverage: Coverage
    matrix: Matrix


def assess(
    problem: Problem,
    playbook: Playbook,
    claims: Sequence[Claim],
    extent: Extent,
    *,
    as_of: str | None,
    cells: Iterable[AnalystCell] = (),
    course: Sequence[CourseDay] | None = None,
) -> Assessment:
    """The assessment from the claims of a view and how far it reaches; `as_of` is the day (null: the last one).

    The order of claims does not matter. `cells` are the analyst's own of the matrix, `course` is what `end_of_course`
    gives, where it is known.
    """
    days = extent.days
    today = as_of or (days[-1] if days else None)
    standing = stand(playbook, claims, today)
    course = end_of_course(problem, playbook, claims, extent, as_of=as_of) if course is None else course
    raw, because = choose_level(playbook, signs(standing))
    held = course[-1].level if course else raw.number
    level = next(rule for rule in playbook.levels if rule.number == held)
    before = stand(playbook, claims_until(claims, days[-2]), days[-2]) if len(days) > 1 else None
    matrix = make_matrix(problem, playbook, standing, cells)
    return Assessment(
        problem=problem.id,
        question=problem.question,
        level=Level(number=held, name=level.name, since=_since(course, days), because=because),
        phase=_phase_reached(playbook, standing),
        indicators=standing,
        hypotheses=matrix.scores,
        changes=changed_states(before, standing),
        raw_level=raw.number,
        waterfall=_waterfall(standing),
        without=_without_each(playbook, claims, standing, today),
        coverage=_coverage(extent, standing, today),
        matrix=matrix,
    )


def end_of_course(
    problem: Problem,
    playbook: Playbook,
    claims: Sequence[Claim],
    extent: Extent,
    *,
    as_of: str | None,
    known: Sequence[CourseDay] = (),
) -> list[CourseDay]:
    """The course from before the level last changed on; see `recent_course`."""
    bounds = _bounds(problem, extent.days, as_of)
    return recent_course(playbook, claims, *bounds, known) if bounds else []


def renew(assessment: Assessment, extent: Extent, *, as_of: str | None) -> Assessment:
    """An assessment of the same claims on the same day, with more looked at than before: only its coverage differs."""
    today = as_of or (extent.days[-1] if extent.days else None)
    return msgspec.structs.replace(assessment, coverage=_coverage(extent, assessment.indicators, today))


def daily_course(
    problem: Problem, playbook: Playbook, claims: Sequence[Claim], extent: Extent, *, as_of: str | None
) -> list[CourseDay]:
    """The level on every day since the window opened or the first document came, whichever is later."""
    bounds = _bounds(problem, extent.days, as_of)
    return run_course(playbook, claims, *bounds) if bounds else []


def signs(standing: Iterable[IndicatorState]) -> list[Standing]:
    """What the rules of a level ask of states; context is no sign."""
    return [
        Standing(
            id=state.id,
            phase=state.phase,
            state=state.state,
            strict_state=state.strict_state,
            contribution=state.contribution,
        )
        for state in standing
        if not state.context
    ]


def level_of(playbook: Playbook, claims: Iterable[Claim], today: str | None) -> tuple[int, float]:
    """The level and the log-weight that claims alone give on a day, without any hold."""
    found = signs(stand(playbook, claims, today))
    return choose_level(playbook, found)[0].number, round(sum(state.contribution for state in found), 3)


def _bounds(problem: Problem, days: Sequence[str], as_of: str | None) -> tuple[str, str] | None:
    """From the first day of publication (no sooner than the window opens) to the day asked for; None without days."""
    if not days:
        return None
    last = as_of or days[-1]
    return min(max(days[0], problem.window.opens), last), last


def _since(course: Sequence[CourseDay], days: Sequence[str]) -> str | None:
    """The first day of the run of days that the level has stood; a day of publication, where that is later."""
    if not course:
        return None
    at = len(course) - 1
    while at > 0 and course[at - 1].level == course[-1].level:
        at -= 1
    return course[at].day if at else min(days[0], course[0].day)


def claims_until(claims: Iterable[Claim], day: str) -> list[Claim]:
    """The claims in what was published by a day."""
    return [claim for claim in claims if (claim.published or "9999") <= day]


def _phase_reached(playbook: Playbook, standing: Iterable[IndicatorState]) -> str | None:
    """The latest phase of which a sign is seen."""
    seen = {state.phase for state in standing if not state.context and RANK[state.state] > 0}
    return next((phase.id for phase in reversed(playbook.phases) if phase.id in seen), None)


def _waterfall(standing: Iterable[IndicatorState]) -> tuple[Step, ...]:
    """The contributions, the largest first, with their running sum."""
    steps: list[Step] = []
    total = 0.0
    for state in sorted(standing, key=lambda state: (-abs(state.contribution), state.id)):
        if state.contribution:
            total = round(total + state.contribution, 3)
            steps.append(Step(indicator=state.id, contribution=state.contribution, total=total))
    return tuple(steps)


def _without_each(
    playbook: Playbook, claims: Sequence[Claim], standing: Sequence[IndicatorState], today: str | None
) -> tuple[Without, ...]:
    """Level and weight without each origin that would change them.

    Of three origins one can be spared: only those of indicators with at most two are tried.
    """
    counting = {pointer.record for state in standing for pointer in (*state.affirms, *state.denies)}
    claims = [claim for claim in claims if claim.sighting.record in counting]
    level, weight = level_of(playbook, claims, today)
    names = {o.origin: o.name for state in standing if len(state.origins) <= 2 for o in state.origins}
    found = []
    for origin in sorted(names):
        less, lighter = level_of(playbook, [claim for claim in claims if claim.origin != origin], today)
        if (less, lighter) != (level, weight):
            found.append(Without(origin=origin, name=names[origin], level=less, weight=lighter))
    return tuple(sorted(found, key=lambda without: (without.level, without.weight, without.origin)))


def _coverage(extent: Extent, standing: Iterable[IndicatorState], today: str | None) -> Coverage:
    days, silent = extent.days, 0
    if today is not None and days:
        opened = max(days[0], shift_date(today, -29))
        span = {day for day in days if opened <= day <= today}
        silent = len(calendar(opened, today)) - len(span)
    return Coverage(
        documents=extent.documents,
        outlets=len(extent.outlets),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        silent_days=silent,
        unseen=tuple(state.id for state in standing if state.state == "not_seen"),
    )


def changed_states(before: tuple[IndicatorState, ...] | None, after: tuple[IndicatorState, ...]) -> tuple[Change, ...]:
    """The indicators whose state differs, each with a record that is new to it."""
    earlier = {state.id: state for state in before or ()}
    changes = []
    for state in after:
        was: State = earlier[state.id].state if state.id in earlier else "not_seen"
        if was == state.state:
            continue
        known = set()
        if state.id in earlier:
            known = {pointer.record for pointer in (*earlier[state.id].affirms, *earlier[state.id].denies)}
        new = [p.record for p in (*state.affirms, *state.denies) if p.record not in known]
        changes.append(
            Change(what="indicator", id=state.id, before=was, after=state.state, record=new[0] if new else None)
        )
    return tuple(changes)
