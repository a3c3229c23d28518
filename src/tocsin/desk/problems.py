"""What a desk is told of a problem: its faults, and the cells of its matrix that an analyst sets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from tocsin.assess.checking import Fault, inspect
from tocsin.assess.hypotheses import CELL, AnalystCell
from tocsin.assess.playbook import Playbook, Problem
from tocsin.errors import ConfigError
from tocsin.records import Judgement, Target, make_judgement
from tocsin.vocab.loader import load_table

__all__ = ["check_files", "make_cell"]

_EVENT_TABLES = ("material_conflict", "material_cooperation", "verbal_conflict", "verbal_cooperation")


def check_files(problem: Problem, playbook: Playbook) -> list[Fault]:
    """The faults of a problem and its playbook, held against the types, modes and countries that the coders write."""
    return inspect(problem, playbook, _modes(), load_table("countries")["countries"])


def _modes() -> dict[str, frozenset[str]]:
    """By event type, the modes that the coders write."""
    found: dict[str, set[str]] = {"CONSULT": {"multilateral", "third-party"}}
    for name in _EVENT_TABLES:
        for row in _rows(load_table(f"en/events_{name}")):
            found.setdefault(row["type"], set()).add(row["mode"])
    return {kind: frozenset(modes) for kind, modes in found.items()}


def _rows(value: Any) -> Iterator[dict[str, str]]:
    """The rows of a table, at any depth, that name a type and a mode."""
    if isinstance(value, list):
        for item in value:
            yield from _rows(item)
    elif isinstance(value, dict):
        if "type" in value and "mode" in value:
            yield value
        for item in value.values():
            yield from _rows(item)


def make_cell(
    problem: Problem, playbook: Playbook, indicator: str, hypothesis: str, patch: dict[str, str], *, by: str, at: str
) -> Judgement:
    """An analyst's word on one cell: `consistency`, `credibility`, `relevance`.

    Raises `ConfigError` (`no-such-cell`) where the problem has no such row or column, `bad-patch` for a value that a
    cell cannot have.
    """
    rows = [known.id for known in playbook.indicators]
    columns = [known.id for known in problem.hypotheses]
    if indicator not in rows or hypothesis not in columns:
        seen = f"{problem.id} has no cell '{indicator}' by '{hypothesis}'."
        hint = f"Indicators: {', '.join(rows)}. Hypotheses: {', '.join(columns)}."
        raise ConfigError("no-such-cell", seen, hint)
    try:
        msgspec.convert({"indicator": indicator, "hypothesis": hypothesis, "by": by} | patch, AnalystCell)
    except msgspec.ValidationError as error:
        hint = "Consistency is CC, C, N, I or II; credibility and relevance are low, medium or high."
        raise ConfigError("bad-patch", f"That is no cell: {error}.", hint) from error
    fields = {"problem": problem.id, "indicator": indicator, "hypothesis": hypothesis}
    target = Target(type=CELL, text_digest=None, spans=(), fields=fields)
    return make_judgement(target, "edit", by=by, at=at, patch=dict(patch))
