"""The desk itself: what stands, what changed since the analyst last looked and why, and what came in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tocsin.assess.level import Assessment, changed_states
from tocsin.assess.states import RANK
from tocsin.board.answers import Answer, Board, as_moment, read_cut
from tocsin.board.rooms.documents import row_of
from tocsin.board.words import cite, gather_evidence
from tocsin.desk.picture import Picture
from tocsin.ledger.cut import Cut
from tocsin.records import Reading

__all__ = ["show_desk"]

_INBOX = 12
_LEVELS = 5


def show_desk(board: Board, parameters: Mapping[str, str]) -> Answer:
    """The front page. `looked` is the moment (ISO, UTC) of the last look, empty for the first."""
    cut, query = read_cut(parameters)
    picture = board.picture(cut)
    looked = as_moment(parameters["looked"]) if parameters.get("looked") else None
    before = board.picture(Cut(as_of=cut.as_of, known_at=looked)) if looked and cut.known_at is None else None
    earlier = {found.problem: found for found in before.report.assessments} if before else {}
    problems = [_problem(picture, found, query) for found in picture.report.assessments]
    changes = [_changed(picture, found, earlier.get(found.problem), query) for found in picture.report.assessments]
    inbox = _inbox(picture)
    new = [name for name in picture.readings if before is not None and name not in before.readings]
    moved = [change for change in changes if change["moved"]]
    data: dict[str, Any] = {
        "problems": problems,
        "changes": moved,
        "looked": looked,
        "new": len(new),
        "inbox": [row_of(reading, query) for reading in inbox],
        "undated": picture.report.undated,
        "documents": len(picture.readings),
        "disagreements": len(picture.disagreements),
        "due": sum(kept.due and kept.outcome is None for kept in picture.forecasts(board.today())),
        "steps": range(1, _LEVELS + 1),
    }
    plain = {
        "looked": looked,
        "new_documents": new,
        "changes": [{"problem": c["problem"], "level": c["level"], "was": c["was"], "states": c["states"]}
                    for c in moved],
        "report": picture.report,
        "inbox": data["inbox"],
    }  # fmt: skip
    return Answer(template="front.html.j2", data=data, plain=plain, cut=cut, query=query)


def _problem(picture: Picture, found: Assessment, query: str) -> dict[str, Any]:
    because = tuple(state for state in found.indicators if state.id in found.level.because)
    stands = [state for state in found.indicators if not state.context and state.state != "not_seen"]
    return {
        "found": found,
        "because": gather_evidence(picture.readings, because, query, most=1),
        "stands": sorted(stands, key=lambda state: (state.state == "denied", -RANK[state.state])),
        "lit": sum(RANK[state.state] > 0 for state in stands),
        "all": sum(not state.context for state in found.indicators),
        "origins": len({origin.origin for state in because for origin in state.origins}),
    }


def _changed(picture: Picture, found: Assessment, before: Assessment | None, query: str) -> dict[str, Any]:
    """What moved in a problem since the last look; without one, since the day before the last document."""
    states = list(changed_states(before.indicators, found.indicators) if before else found.changes)
    titles = {state.id: state.title for state in found.indicators}
    pointers = {p.record: p for state in found.indicators for p in (*state.affirms, *state.denies)}
    told = []
    for change in states:
        pointer = pointers.get(change.record or "")
        words = cite(picture.readings[pointer.document], pointer.span, query) if pointer else None
        told.append({"title": titles[change.id], "id": change.id, "before": change.before, "after": change.after,
                     "words": words})  # fmt: skip
    was = before.level.number if before else None
    return {
        "problem": found.problem,
        "question": found.question,
        "level": found.level.number,
        "name": found.level.name,
        "was": was,
        "states": told,
        "moved": bool(told) or (was is not None and was != found.level.number),
    }


def _inbox(picture: Picture) -> list[Reading]:
    """The documents that came last, the latest first; a story's copies are told by its first document."""

    def make(one: Picture) -> list[Reading]:
        arrived = one.arrived
        latest = sorted(one.readings.values(), key=lambda r: arrived.get(r.document.id, ""), reverse=True)
        firsts = {one.view.stories.first(reading.document).id: reading for reading in reversed(latest[: 4 * _INBOX])}
        return sorted(firsts.values(), key=lambda r: arrived.get(r.document.id, ""), reverse=True)[:_INBOX]

    return picture.part("inbox", make)
