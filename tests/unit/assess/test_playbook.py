"""Playbooks and problems are checked before anything is judged, and the error says what was meant."""

from __future__ import annotations

from importlib.resources import files

import pytest

from tocsin.assess.playbook import check_problem, parse_playbook, parse_problem
from tocsin.errors import PlaybookError

PLAYBOOK = """
id = "p"
title = "P"
source = "a test"
[[phase]]
id = "amass"
title = "Amass"
[[indicator]]
id = "build_up"
phase = "amass"
title = "forces massed"
[[indicator.match]]
event = ["MOBILIZE"]
actor = ["$initiator"]
[[level]]
number = 1
name = "normal"
"""
PROBLEM = """
id = "q"
question = "Will it?"
source = "a test"
playbook = "p"
[window]
opens = "2031-01-01"
horizon_days = 90
[roles]
initiator = ["Sorland"]
"""


def test_the_bundled_playbook_and_problem_fit_each_other() -> None:
    tables = files("tocsin.vocab")
    playbooks = [
        parse_playbook(file.read_text(encoding="utf-8"), file.name) for file in tables.joinpath("playbooks").iterdir()
    ]
    problems = [
        parse_problem(file.read_text(encoding="utf-8"), file.name) for file in tables.joinpath("problems").iterdir()
    ]
    assert playbooks and problems
    for problem in problems:
        check_problem(problem, {playbook.id: playbook for playbook in playbooks})


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('phase = "amass"', 'phase = "amas"', "Did you mean 'amass'"),
        ("MOBILIZE", "MOBILISE", r"indicator\[0\].match\[0\].event\[0\]"),
        ('title = "forces massed"', 'title = "forces massed"\nweight = 3', "weight"),
        ('event = ["MOBILIZE"]', "", "neither an event nor a statement"),
        ("[[indicator.match]]", "[[indicator.watch]]", "watch"),
        ("number = 1", "number = 2", "Number them from 1"),
        ('id = "build_up"', 'id = "amass"', "stands twice"),
        ('id = "p"', 'id = "p', "not TOML"),
    ],
)
def test_a_faulty_playbook_is_refused_with_its_place(old: str, new: str, says: str) -> None:
    with pytest.raises(PlaybookError, match=says):
        parse_playbook(PLAYBOOK.replace(old, new, 1), "p.toml")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('playbook = "p"', 'playbook = "pp"', "Did you mean 'p'"),
        ("initiator = ", "initator = ", "role 'initiator' is unknown"),
    ],
)
def test_a_problem_that_does_not_fit_its_playbook_is_refused(old: str, new: str, says: str) -> None:
    playbook = parse_playbook(PLAYBOOK, "p.toml")
    with pytest.raises(PlaybookError, match=says):
        check_problem(parse_problem(PROBLEM.replace(old, new, 1), "q.toml"), {"p": playbook})
