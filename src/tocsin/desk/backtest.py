"""Backtests: a problem of a desk, or a bundled one, over a corpus that need not be in any store."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

import msgspec

from tocsin.assess.backtest import Backtest, replay
from tocsin.assess.playbook import Playbook, Problem, check_problem, parse_playbook, parse_problem
from tocsin.config import Settings
from tocsin.desk.arrivals import OnError
from tocsin.desk.corpus import Sample, read_corpus
from tocsin.errors import ConfigError, ReadError

__all__ = ["backtest", "bundled_problems"]


def bundled_problems() -> tuple[dict[str, Problem], dict[str, Playbook]]:
    """The problems and playbooks that ship with Tocsin, by id."""
    tables = files("tocsin.vocab")
    problems = [parse_problem(f.read_text("utf-8"), f.name) for f in tables.joinpath("problems").iterdir()]
    playbooks = [parse_playbook(f.read_text("utf-8"), f.name) for f in tables.joinpath("playbooks").iterdir()]
    return {problem.id: problem for problem in problems}, {playbook.id: playbook for playbook in playbooks}


def backtest(
    name: str,
    inputs: Iterable[str],
    *,
    problems: dict[str, Problem],
    playbooks: dict[str, Playbook],
    settings: Settings,
    on_error: OnError,
    sample: Sample,
    opens: str | None = None,
    keep: Path | None = None,
    alarm_level: int = 3,
) -> Backtest:
    """The replay of a corpus for a problem; `opens` moves the day since which the problem is watched.

    Raises `ConfigError` (`no-such-problem`), `ReadError` (`no-dates`) where nothing in the corpus has a date.
    """
    if name not in problems:
        known = ", ".join(sorted(problems)) or "none"
        raise ConfigError("no-such-problem", f"There is no problem '{name}'.", f"Problems: {known}.")
    problem = problems[name]
    if opens is not None:
        problem = msgspec.structs.replace(problem, window=msgspec.structs.replace(problem.window, opens=opens))
    playbook = check_problem(problem, playbooks)
    readings = read_corpus(inputs, sample=sample, keep=keep, settings=settings, on_error=on_error)
    try:
        return replay(problem, playbook, readings, first=sample.first, last=sample.last, alarm_level=alarm_level)
    except ValueError as error:
        raise ReadError(
            "no-dates",
            f"The corpus cannot be replayed: {error}.",
            "Each line needs a `published`; see --from and --to.",
        ) from error
