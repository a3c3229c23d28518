"""`tocsin keys`: who else may use the desk, and by what."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from tocsin.board.access.keys import Keys
from tocsin.cli.keys import command
from tocsin.desk import Desk


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    Desk.create(tmp_path / "desk")
    return tmp_path / "desk"


def run(folder: Path, *words: str, given: str = "") -> tuple[int, str]:
    answer = CliRunner().invoke(command, [*words, "--desk", str(folder)], input=given)
    return answer.exit_code, answer.output


@pytest.mark.parametrize("role", ["reader", "analyst", "feed"])
def test_a_token_is_shown_once_and_opens_what_its_role_says(folder: Path, role: str) -> None:
    code, said = run(folder, "token", "bot", "--role", role)
    assert code == 0
    key = Keys(folder).of_token(said.split()[0])
    assert key is not None
    assert (key.name, key.role) == ("bot", role)
    assert ("/feed.atom?key=" in said) == (role == "feed")
    code, listed = run(folder, "list", "--json")
    assert [one["role"] for one in json.loads(listed)] == [role]
    assert said.split()[0] not in listed
    assert run(folder, "remove", "bot")[0] == 0
    assert Keys(folder).all() == []


def test_a_person_cannot_be_a_feed(folder: Path) -> None:
    assert run(folder, "user", "ana", "--role", "feed")[0] == 2
    code, _ = run(folder, "user", "ana", given="a long enough one\na long enough one\n")
    assert code == 0
    assert Keys(folder).all()[0].role == "reader"
