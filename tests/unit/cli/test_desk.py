"""The desk from the command line: every reply is one a user can act on."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tocsin.cli import main

pytestmark = pytest.mark.model

BUILD_UP = "Russia has massed troops near the border with Ukraine, the Defence Ministry in Kyiv said on Monday."
AGAIN = "Russia massed tanks near Ukraine's border on Monday, the Pentagon said."


def run(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    out, err = capfd.readouterr()
    return int(ended.value.code or 0), out, err


@pytest.fixture
def desk(tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "desk"
    assert run(capfd, "init", str(folder))[0] == 0
    monkeypatch.chdir(folder)
    return folder


def add(capfd: pytest.CaptureFixture[str], tmp_path: Path, text: str, **options: str) -> list[Any]:
    path = tmp_path / "story.txt"
    path.write_text(text, encoding="utf-8")
    arguments = [part for name, value in options.items() for part in (f"--{name}", value)]
    code, out, err = run(capfd, "add", str(path), "--json", *arguments)
    assert code == 0, err
    return [json.loads(line) for line in out.splitlines()]


def level(capfd: pytest.CaptureFixture[str], *arguments: str) -> Any:
    code, out, err = run(capfd, "assess", "--json", *arguments)
    assert code == 0, err
    [assessment] = json.loads(out)["assessments"]
    return assessment


def state_of(assessment: Any, indicator: str) -> str:
    return str(next(i["state"] for i in assessment["indicators"] if i["id"] == indicator))


def test_a_new_desk_sees_nothing_and_the_first_stories_raise_it(
    desk: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert level(capfd)["level"]["number"] == 1
    [first] = add(capfd, tmp_path, BUILD_UP, published="2021-11-09", outlet="Demo Wire")
    assert first["outcome"] == "new"
    assert state_of(level(capfd), "force_buildup_near_border") == "reported"
    add(capfd, tmp_path, AGAIN, published="2021-11-10", outlet="Demo Gazette")
    found = level(capfd)
    assert state_of(found, "force_buildup_near_border") == "corroborated"
    assert (found["level"]["number"], found["level"]["since"]) == (3, "2021-11-10")
    assert level(capfd, "--as-of", "2021-11-09")["level"]["number"] < 3
    assert level(capfd, "--as-of", "2021-11-01")["level"]["number"] == 1


def test_the_same_again_changes_nothing_and_a_copy_raises_nothing(
    desk: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    add(capfd, tmp_path, BUILD_UP, published="2021-11-09", outlet="Demo Wire")
    before = level(capfd)
    assert add(capfd, tmp_path, BUILD_UP, published="2021-11-09", outlet="Demo Wire")[0]["outcome"] == "known"
    assert add(capfd, tmp_path, BUILD_UP, published="2021-11-09", outlet="Demo Gazette")[0]["outcome"] == "copy"
    assert add(capfd, tmp_path, BUILD_UP, published="2021-11-10", outlet="Demo Wire")[0]["outcome"] == "version"
    after = level(capfd)
    assert [i["state"] for i in after["indicators"]] == [i["state"] for i in before["indicators"]]


def test_rejecting_a_record_lowers_the_level_and_undo_restores_it_and_recode_keeps_it(
    desk: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    add(capfd, tmp_path, BUILD_UP, published="2021-11-09", outlet="Demo Wire")
    [pointer] = next(i for i in level(capfd)["indicators"] if i["id"] == "force_buildup_near_border")["affirms"]
    code, out, _ = run(capfd, "review", "reject", pointer["document"], pointer["record"], "--reason", "not so")
    assert code == 0
    assert state_of(level(capfd), "force_buildup_near_border") == "not_seen"
    assert run(capfd, "recode")[0] == 0
    assert state_of(level(capfd), "force_buildup_near_border") == "not_seen", "the judgement was replayed"
    assert run(capfd, "review", "undo", out.split()[-1])[0] == 0
    assert state_of(level(capfd), "force_buildup_near_border") == "reported"


def test_an_edit_counts_and_one_that_does_not_fit_is_refused(
    desk: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    add(capfd, tmp_path, BUILD_UP, published="2021-11-09", outlet="Demo Wire")
    [pointer] = next(i for i in level(capfd)["indicators"] if i["id"] == "force_buildup_near_border")["affirms"]
    place = (pointer["document"], pointer["record"])
    code, _, err = run(capfd, "review", "edit", *place, '{"status": "perhaps"}')
    assert code == 2
    assert "[bad-patch]" in err
    assert run(capfd, "review", "edit", *place, '{"status": "planned"}')[0] == 0
    assert state_of(level(capfd), "force_buildup_near_border") == "not_seen"


def test_two_bearers_can_be_joined_parted_and_left_alone_again(
    desk: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    ids = []
    for outlet in ("Demo Wire", "Demo Gazette"):
        text = f"Minister Ilse Varga told {outlet} on Monday that talks would resume."
        [added] = add(capfd, tmp_path, text, published="2021-11-09", outlet=outlet)
        records = json.loads(run(capfd, "review", "list", added["document"], "--json")[1])["reading"]["records"]
        ids.append(next(r["id"] for r in records if r["type"] == "Entity" and r["name"] == "Ilse Varga"))
    code, out, _ = run(capfd, "review", "not-same", *ids)
    assert code == 0
    assert run(capfd, "review", "undo", out.split()[-1])[0] == 0
    assert run(capfd, "review", "same", ids[0], "gone")[0] == 2


@pytest.mark.parametrize(
    ("arguments", "code", "slug"),
    [
        (("assess", "--as-of", "yesterday"), 2, "no date"),
        (("assess", "--problem", "weather"), 2, "[no-such-problem]"),
        (("review", "reject", "gone", "gone"), 2, "[no-such-record]"),
        (("review", "undo", "gone"), 2, "[no-such-judgement]"),
        (("review", "list", "gone"), 2, "[no-such-document]"),
        (("assess", "--desk", "gone"), 2, "[no-desk]"),
        (("init", "."), 2, "[desk-there]"),
    ],
)
def test_wrong_words_get_one_line(
    desk: Path, capfd: pytest.CaptureFixture[str], arguments: tuple[str, ...], code: int, slug: str
) -> None:
    got, out, err = run(capfd, *arguments)
    assert (got, out) == (code, "")
    assert slug in err
    assert "Traceback" not in err


def test_a_problem_with_an_unknown_playbook_is_named(desk: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = next((desk / "problems").glob("*.toml"))
    path.write_text(path.read_text("utf-8").replace("amass-provoke-cross", "amas-provoke-cross"), "utf-8")
    code, _, err = run(capfd, "assess")
    assert code == 2
    assert "Did you mean 'amass-provoke-cross'" in err


def test_a_store_of_a_later_version_is_left_alone(desk: Path, capfd: pytest.CaptureFixture[str]) -> None:
    connection = sqlite3.connect(desk / "desk.sqlite")
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    code, _, err = run(capfd, "assess")
    assert code == 3
    assert "[store-too-new]" in err


def test_views_print_and_are_json(desk: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    [added] = add(capfd, tmp_path, BUILD_UP, published="2021-11-09", outlet="Demo Wire")
    for arguments in (("timeline", "--said", "--expected"), ("disagreements",), ("forecasts",), ("search", "massed")):
        assert run(capfd, *arguments)[0] == 0
        assert isinstance(json.loads(run(capfd, *arguments, "--json")[1]), list)
    assert "massed" in run(capfd, "review", "list", added["document"])[1]
    assert "Level" in run(capfd, "assess")[1]


@pytest.mark.skipif(sys.platform == "win32", reason="interrupts are sent another way there")
@pytest.mark.slow
def test_what_was_reported_as_added_survives_an_interrupt(desk: Path, tmp_path: Path) -> None:
    lines = "".join(
        json.dumps({"id": n, "text": f"{BUILD_UP} It was report {n}.", "published": "2021-11-09"}) + "\n"
        for n in range(6000)
    )
    path = tmp_path / "many.jsonl"
    path.write_text(lines, encoding="utf-8")
    command = [sys.executable, "-u", "-m", "tocsin", "add", "--json", str(path)]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as adding:
        assert adding.stdout is not None
        first = adding.stdout.readline()
        time.sleep(0.3)
        adding.send_signal(signal.SIGINT)
        rest, err = adding.communicate(timeout=60)
    assert adding.returncode == 130, err
    reported = {json.loads(line)["document"] for line in [first, *rest.splitlines()] if line.strip()}
    connection = sqlite3.connect(desk / "desk.sqlite")
    kept = {row[0] for row in connection.execute("SELECT id FROM documents")}
    halves = connection.execute(
        "SELECT count(*) FROM records WHERE document NOT IN (SELECT id FROM documents)"
    ).fetchone()[0]
    connection.close()
    assert reported <= kept
    assert halves == 0
