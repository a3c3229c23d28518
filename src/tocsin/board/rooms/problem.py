"""One problem: its level over time, the ladder of phases, the indicators to their words, the matrix, the coverage."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tocsin.assess.level import Assessment
from tocsin.assess.playbook import Playbook, Problem
from tocsin.board.answers import Answer, Board, Table, cut_page, read_cut
from tocsin.board.drawing.course import draw_course
from tocsin.board.drawing.waterfall import draw_waterfall
from tocsin.board.words import cite, gather_evidence
from tocsin.desk.picture import Picture
from tocsin.errors import ConfigError

__all__ = ["show_evidence", "show_problem"]

_COLUMNS = ("indicator", "title", "phase", "state", "strict_state", "origins", "affirms", "denies", "contribution")


def show_problem(board: Board, parameters: Mapping[str, str]) -> Answer:
    """The problem named by `id`. Raises `ConfigError` (`no-such-problem`)."""
    cut, query = read_cut(parameters)
    picture = board.picture(cut)
    found, problem, playbook = _of(board, picture, parameters.get("id", ""))
    evidence = gather_evidence(picture.readings, found.indicators, query)
    signs = [item for item in evidence if not item.state.context]
    course = picture.part(f"course {problem.id}", lambda p: p.desk.daily_course(p.view.cut, problem.id))
    titles = {item.state.id: item.state.title for item in evidence}
    data = {
        "found": found,
        "because": [item for item in signs if item.state.id in found.level.because],
        "phases": [(phase, [item for item in signs if item.state.phase == phase.id]) for phase in playbook.phases],
        "context": [item for item in evidence if item.state.context and item.state.state != "not_seen"],
        "titles": titles,
        "waterfall": draw_waterfall(found.waterfall, titles),
        "course": draw_course(course, {rule.number: rule.name for rule in playbook.levels}),
        "hypotheses": {hypothesis.id: hypothesis.title for hypothesis in problem.hypotheses},
        "ranked": sorted(found.hypotheses, key=lambda score: score.rank),
        "levels": sorted(playbook.levels, key=lambda rule: rule.number),
        "problem": problem,
        "playbook": playbook,
        "documents": len(picture.readings),
        "undated": picture.report.undated,
        "address": f"/problems/{problem.id}",
    }
    table = Table(_COLUMNS, lambda: _rows(found))
    plain = {"assessment": found, "course": course}
    return Answer(template="problem.html.j2", data=data, plain=plain, cut=cut, query=query, table=table)


def show_evidence(board: Board, parameters: Mapping[str, str]) -> Answer:
    """Every word for and against one indicator. Raises `ConfigError` (`no-such-problem`)."""
    cut, query = read_cut(parameters)
    picture = board.picture(cut)
    found, problem, _ = _of(board, picture, parameters.get("id", ""))
    name = parameters.get("indicator", "")
    state = next((state for state in found.indicators if state.id == name), None)
    if state is None:
        raise ConfigError("no-such-problem", f"'{problem.id}' has no indicator '{name}'.", "Begin at the problem.")
    sides = [("for", pointer) for pointer in state.affirms] + [("against", pointer) for pointer in state.denies]
    sides.sort(key=lambda side: picture.readings[side[1].document].document.published.day or "", reverse=True)
    shown, page = cut_page(sides, parameters, 50)
    words = [(side, cite(picture.readings[p.document], p.span, query)) for side, p in shown]
    data = {"state": state, "problem": problem, "words": words, "page": page, "address": f"/problems/{problem.id}"}
    plain = [{"side": side, "pointer": pointer} for side, pointer in shown]
    return Answer(template="evidence.html.j2", data=data, plain=plain, cut=cut, query=query)


def _of(board: Board, picture: Picture, name: str) -> tuple[Assessment, Problem, Playbook]:
    """The assessment of a problem; of one that is at rest it is made for this page."""
    found = next((one for one in picture.report.assessments if one.problem == name or not name), None)
    if found is None:
        report = picture.part(f"report {name}", lambda p: p.desk.assess_view(p.view, p.identities, _known(board, name)))
        found = report.assessments[0]
    problem = board.desk.problems[found.problem]
    return found, problem, board.desk.playbooks[problem.playbook]


def _known(board: Board, name: str) -> str:
    if name not in board.desk.problems:
        known = ", ".join(sorted(board.desk.problems)) or "none"
        raise ConfigError("no-such-problem", f"There is no problem '{name}'.", f"Problems: {known}.")
    return name


def _rows(found: Assessment) -> list[tuple[Any, ...]]:
    return [
        (s.id, s.title, s.phase, s.state, s.strict_state, len(s.origins), len(s.affirms), len(s.denies), s.contribution)
        for s in found.indicators
    ]
