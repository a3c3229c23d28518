"""A brief from a ledger view and its assessments: pure, and the same for the same view."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

import msgspec

from tocsin.assess.disagreements import Disagreement
from tocsin.assess.level import Assessment
from tocsin.assess.playbook import Playbook, Problem
from tocsin.assess.steps import Step
from tocsin.exports.brief.citing import Shelf
from tocsin.exports.brief.parts import Brief, Period
from tocsin.exports.brief.problem import make_problem_brief
from tocsin.exports.reading.words import count_of
from tocsin.ledger.view import View
from tocsin.records import Event, Forecast, Statement

__all__ = ["Case", "compose_brief", "make_period"]

_WATCHED_DAYS = 10


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """A problem with its playbook, its assessments now and on the day before the period, and its course within."""

    problem: Problem
    playbook: Playbook
    now: Assessment
    before: Assessment
    course: tuple[Step, ...]


def make_period(view: View, *, days: int | None, since: str | None, as_of: str | None) -> Period:
    """The days that a brief covers: up to `as_of` or the last publication, from `since` or so many days back."""
    dated = [day for reading in view.readings if (day := reading.document.published.day)]
    last = as_of or max(dated, default=None)
    if last is None:
        return Period(first=None, last=None, asked=False)
    first = since or (date.fromisoformat(last) - timedelta(days=(days or 7) - 1)).isoformat()
    return Period(first=min(first, last), last=last, asked=as_of is not None)


def compose_brief(
    view: View,
    cases: Iterable[Case],
    disagreements: Iterable[Disagreement],
    period: Period,
    *,
    made: str,
    by: str,
    version: str,
) -> Brief:
    """The brief of a view for a period; `made` and `by` say when and for whom it was made."""
    shelf = Shelf(view.judged, period)
    found = list(disagreements)
    fresh = [volume for volume in shelf.volumes.values() if volume.new]
    told = [
        (volume, record)
        for volume in fresh
        for record in volume.records
        if isinstance(record, Statement | Event | Forecast)
    ]
    outlets = Counter(volume.document.outlet or "outlet unknown" for volume in fresh)
    reviewed = sum(record.id in volume.verdicts for volume, record in told)
    return Brief(
        made=made,
        by=by,
        version=version,
        period=period,
        documents=len(shelf.volumes),
        new_documents=len(fresh),
        copies=shelf.copies(new=True),
        outlets=tuple(sorted(outlets.items(), key=lambda item: (-item[1], item[0]))),
        reviewed=reviewed,
        machine=len(told) - reviewed,
        problems=tuple(
            make_problem_brief(shelf, case.problem, case.playbook, case.now, case.before, case.course, found, period)
            for case in cases
        ),
        not_looked_at=tuple(_not_looked_at(view, shelf, period, dict(outlets))),
    )


def _not_looked_at(view: View, shelf: Shelf, period: Period, outlets: Mapping[str, int]) -> Iterable[str]:
    """What a reader might think was read, and was not."""
    yield "Nothing but what was added to this desk, and of that only the text: no pictures, no video, no maps."
    if view.undated:
        yield f"{count_of(view.undated, 'document')} without a date of publication: left out."
    codes: dict[str, list[str]] = {}
    for volume in shelf.volumes.values():
        for code in {diagnostic.code for diagnostic in volume.reading.diagnostics}:
            name = volume.document.title or volume.document.uri or volume.document.id
            codes.setdefault(code, []).append(f"{name} ({volume.document.outlet or 'outlet unknown'})")
    for code, why in (("language-not-coded", "kept, but not in English: nothing in it was coded"),
                      ("coder-failed", "a coder broke off in it")):  # fmt: skip
        for name in codes.get(code, ()):
            yield f"{name}: {why}."
    silent = sorted({v.document.outlet for v in shelf.volumes.values() if v.document.outlet} - set(outlets))
    if silent:
        yield f"Outlets read before and silent in this period: {', '.join(silent)}."
    yield from _days_without(shelf, period)
    if view.unplaced:
        judged = count_of(len(view.unplaced), "judgement")
        yield f"{judged} that no longer fit any record: see tocsin recode."
    yield "Disagreements are seen only where one side tells an act and another denies it, or two dates clash."


def _days_without(shelf: Shelf, period: Period) -> Iterable[str]:
    """The days of the period from which the desk has no document."""
    if period.first is None or period.last is None:
        yield "The desk has no dated document."
        return
    first, last = date.fromisoformat(period.first), date.fromisoformat(period.last)
    days = [(first + timedelta(days=n)).isoformat() for n in range((last - first).days + 1)]
    read = {volume.document.published.day for volume in shelf.volumes.values()}
    missing = [day for day in days if day not in read]
    if not missing:
        return
    if len(days) <= _WATCHED_DAYS:
        yield f"Days with no document: {', '.join(missing)}."
    else:
        yield f"{len(missing)} of the {len(days)} days have no document."
