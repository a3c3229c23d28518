"""What `tocsin problem check` finds: every fault with its place."""

from __future__ import annotations

import pytest

from tocsin.assess.playbook import parse_playbook, parse_problem
from tocsin.desk.backtest import bundled_problems
from tocsin.desk.problems import check_files

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
lr = 4.0
reason = "it is so"
ach = { attack = "C", routine = "I" }
[[indicator.match]]
event = ["CONSULT"]
actor = ["$initiator"]
mode = ["visit"]
words = ["river"]
[[level]]
number = 1
name = "normal"
[[level]]
number = 2
name = "threat"
phase = "amass"
weight = 1.0
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
[[hypothesis]]
id = "attack"
title = "It attacks"
[[hypothesis]]
id = "routine"
title = "It drills"
"""
SECOND = '[[indicator.match]]\nevent = ["CONSULT"]\nactor = ["$initiator"]\nmode = ["visit"]\nwords = ["river"]\n'


def codes(playbook: str = PLAYBOOK, problem: str = PROBLEM) -> list[str]:
    return [fault.code for fault in check_files(parse_problem(problem, "q"), parse_playbook(playbook, "p"))]


def test_the_bundled_problems_have_no_faults_and_a_sound_one_neither() -> None:
    problems, playbooks = bundled_problems()
    assert {"ru-ua-2021", "coup-example"} <= problems.keys()
    for problem in problems.values():
        assert check_files(problem, playbooks[problem.playbook]) == []
    assert codes() == []


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('mode = ["visit"]', 'mode = ["vist"]', "never-fires"),
        ('mode = ["visit"]', "status = []", "never-fires"),
        ('words = ["river"]', 'words = ["river"]\nwithout = ["river"]', "never-fires"),
        ('words = ["river"]', "certainty = [0.9, 0.2]", "never-fires"),
        ('words = ["river"]', 'speaker = ["$initiator"]', "unused-condition"),
        ('reason = "it is so"', "", "no-reason"),
        ("lr = 4.0", "lr = 0.0", "impossible-weight"),
        ("lr = 4.0", "lr = 4.0\nhalf_life_days = 0", "impossible-half-life"),
        ('reason = "it is so"', 'role = "context"', "context-weight"),
        ('routine = "I"', 'routine = "C"', "not-diagnostic"),
        ("weight = 1.0", "weight = 3.0", "unreachable-level"),
        ("weight = 1.0", "count = 2", "unreachable-level"),
        ("[[level]]", SECOND + "[[level]]", "idle-match"),
        ("[[indicator]]", '[[phase]]\nid = "late"\ntitle = "L"\n[[indicator]]', "empty-phase"),
    ],
)
def test_a_fault_in_a_playbook_is_found(old: str, new: str, code: str) -> None:
    assert code in codes(PLAYBOOK.replace(old, new, 1))


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('["Sorland"]', "[]", "never-fires"),
        ('["Sorland"]', '["QQQ"]', "unknown-party"),
        ('["Sorland"]', '["Sorland"]\nothers = ["Arvenia"]', "idle-role"),
        (
            'id = "routine"\ntitle',
            'id = "routine"\ntitle = "R"\n[[hypothesis]]\nid = "other"\ntitle',
            "unweighed-hypothesis",
        ),
    ],
)
def test_a_fault_in_a_problem_is_found(old: str, new: str, code: str) -> None:
    assert code in codes(problem=PROBLEM.replace(old, new, 1))


def test_a_phrase_with_a_barred_word_in_it_is_idle_and_all_of_them_reach_nothing() -> None:
    some = PLAYBOOK.replace('words = ["river"]', 'words = ["river", "no river"]\nwithout = ["no"]')
    assert "idle-word" in codes(some) and "never-fires" not in codes(some)
    every = PLAYBOOK.replace('words = ["river"]', 'words = ["rivers", "no river"]\nwithout = ["river*"]')
    assert {"never-fires", "unreachable-indicator"} <= set(codes(every))
    assert "unreachable-indicator" not in codes(every.replace("[[level]]", SECOND + "[[level]]", 1))
