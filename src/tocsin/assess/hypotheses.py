"""Competing hypotheses: what is seen, held against every answer. The least contradicted ranks first, as advice.

Source: Heuer, analysis of competing hypotheses; the weights and the reading that consistency counts nothing are those
of PARC's ACH 2; diagnosticity as the spread of a row over the hypotheses is Open Synthesis's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from statistics import pstdev
from typing import Literal

import msgspec

from tocsin.assess.playbook import Consistency, Playbook, Problem
from tocsin.assess.states import STATE_WEIGHT, IndicatorState
from tocsin.records import Judgement

__all__ = ["AnalystCell", "HypothesisScore", "Matrix", "MatrixCell", "MatrixRow", "analyst_cells", "make_matrix"]

Grade = Literal["low", "medium", "high"]
CELL = "Cell"
_INCONSISTENCY: Mapping[str, float] = {"I": 1.0, "II": 2.0}
_PLACE: Mapping[str, int] = {"II": -2, "I": -1, "N": 0, "C": 1, "CC": 2}
# PARC: credibility and relevance each multiply, low 0.707, medium 1, high 1.414.
_GRADE: Mapping[str, float] = {"low": 0.707, "medium": 1.0, "high": 1.414}


class HypothesisScore(msgspec.Struct, frozen=True, kw_only=True):
    """How much of what is seen speaks against an answer; the least contradicted ranks first. Advice, no verdict."""

    id: str
    inconsistency: float
    rank: int


class AnalystCell(msgspec.Struct, frozen=True, kw_only=True):
    """What an analyst says of one indicator and one hypothesis; it stands against the playbook's, whoever reruns."""

    indicator: str
    hypothesis: str
    consistency: Consistency
    credibility: Grade = "medium"
    relevance: Grade = "medium"
    by: str = ""


class MatrixCell(msgspec.Struct, frozen=True, kw_only=True):
    """One cell: how consistent, who says so (`playbook` or an analyst's name), and what it adds against the answer."""

    hypothesis: str
    consistency: Consistency
    basis: str
    against: float


class MatrixRow(msgspec.Struct, frozen=True, kw_only=True):
    """One piece of evidence over all hypotheses. `diagnosticity` is 0 where it fits all of them alike.

    `decides` is whether the ranking's first place changes when this row is left out.
    """

    indicator: str
    state: str
    diagnosticity: float
    cells: tuple[MatrixCell, ...]
    decides: bool = False


class Matrix(msgspec.Struct, frozen=True, kw_only=True):
    """Evidence against hypotheses; rows in order of diagnosticity. `margin` parts the first from the second."""

    rows: tuple[MatrixRow, ...]
    scores: tuple[HypothesisScore, ...]
    margin: float


def analyst_cells(judgements: Iterable[Judgement], problem: str) -> list[AnalystCell]:
    """The cells that analysts set for a problem, the latest word on each; a word that is none is passed over."""
    cells: dict[tuple[str, str], AnalystCell] = {}
    for judgement in judgements:
        fields = judgement.target.fields
        if judgement.target.type != CELL or fields.get("problem") != problem:
            continue
        plain = {"indicator": fields.get("indicator"), "hypothesis": fields.get("hypothesis"), "by": judgement.by}
        try:
            cell = msgspec.convert(plain | (judgement.patch or {}), AnalystCell)
        except msgspec.ValidationError:
            continue
        cells[cell.indicator, cell.hypothesis] = cell
    return list(cells.values())


def make_matrix(
    problem: Problem, playbook: Playbook, standing: Iterable[IndicatorState], cells: Iterable[AnalystCell] = ()
) -> Matrix:
    """The matrix of what is seen. An analyst's cell always stands in place of the playbook's."""
    names = [hypothesis.id for hypothesis in problem.hypotheses]
    own = {(cell.indicator, cell.hypothesis): cell for cell in cells}
    consistency = {indicator.id: indicator.ach for indicator in playbook.indicators}
    rows = [
        _row(state, names, consistency[state.id], own)
        for state in standing
        if STATE_WEIGHT[state.state] > 0 and (consistency[state.id] or any(key[0] == state.id for key in own))
    ]
    first = _first(rows, names)
    marked = [
        msgspec.structs.replace(row, decides=_first([other for other in rows if other is not row], names) != first)
        for row in rows
    ]
    scores = _scores(rows, names)
    ordered = sorted(score.inconsistency for score in scores)
    return Matrix(
        rows=tuple(sorted(marked, key=lambda row: (-row.diagnosticity, row.indicator))),
        scores=scores,
        margin=round(ordered[1] - ordered[0], 3) if len(ordered) > 1 else 0.0,
    )


def _row(
    state: IndicatorState,
    names: Iterable[str],
    playbook: Mapping[str, Consistency],
    own: Mapping[tuple[str, str], AnalystCell],
) -> MatrixRow:
    cells = []
    for name in names:
        cell = own.get((state.id, name))
        consistency: Consistency = cell.consistency if cell else playbook.get(name, "N")
        weight = _GRADE[cell.credibility] * _GRADE[cell.relevance] if cell else 1.0
        against = _INCONSISTENCY.get(consistency, 0.0) * weight * STATE_WEIGHT[state.state]
        basis = cell.by or "analyst" if cell else "playbook"
        cells.append(MatrixCell(hypothesis=name, consistency=consistency, basis=basis, against=round(against, 3)))
    spread = pstdev(_PLACE[cell.consistency] for cell in cells) if cells else 0.0
    return MatrixRow(indicator=state.id, state=state.state, diagnosticity=round(spread, 3), cells=tuple(cells))


def _scores(rows: Iterable[MatrixRow], names: Iterable[str]) -> tuple[HypothesisScore, ...]:
    totals = dict.fromkeys(names, 0.0)
    for row in rows:
        for cell in row.cells:
            totals[cell.hypothesis] += cell.against
    rounded = {name: round(value, 3) for name, value in totals.items()}
    ordered = sorted(set(rounded.values()))
    return tuple(
        HypothesisScore(id=name, inconsistency=value, rank=ordered.index(value) + 1) for name, value in rounded.items()
    )


def _first(rows: Iterable[MatrixRow], names: Iterable[str]) -> frozenset[str]:
    """The hypotheses that share the first place."""
    return frozenset(score.id for score in _scores(rows, names) if score.rank == 1)
