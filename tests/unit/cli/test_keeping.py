"""What is kept: originals, a look over the desk, a backup that is a desk again."""

from __future__ import annotations

import json
import os
import sqlite3
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tocsin.cli import main
from tocsin.stores.snapshots import Snapshots

pytestmark = pytest.mark.model
STORIES = {
    "one.txt": "Envoy Ilse Varga met traders in Calder on Monday.",
    "b/two.txt": "The harbour of Calder is shut.",
}


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
    news = tmp_path / "news"
    for name, text in STORIES.items():
        (news / name).parent.mkdir(parents=True, exist_ok=True)
        (news / name).write_text(text, encoding="utf-8")
    return folder


def doctor(capfd: pytest.CaptureFixture[str]) -> tuple[int, list[Any]]:
    code, out, _ = run(capfd, "doctor", "--json")
    return code, [finding for finding in json.loads(out) if not finding["ok"]]


def test_add_keeps_originals_names_the_unread_and_goes_on_when_run_again(
    desk: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "news" / "map.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00")
    arguments = ("add", str(tmp_path / "news"), "--published", "2031-03-14", "--outlet", "Demo Wire")
    code, out, err = run(capfd, *arguments)
    assert code == 1
    assert out.splitlines()[-1] == "Added: 2 new; 1 could not be read."
    assert "map.png" in err and "[binary]" in err
    kept = {
        (Snapshots(desk / "snapshots").read(name) or b"").decode() for name in Snapshots(desk / "snapshots").names()
    }
    assert kept == set(STORIES.values())
    assert run(capfd, *arguments)[1].splitlines()[-1] == "Added: 2 known; 1 could not be read."
    assert doctor(capfd) == (0, [])


def test_a_desk_may_keep_no_originals(desk: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (desk / "tocsin.toml").write_text("keep_snapshots = false\n")
    assert run(capfd, "add", str(tmp_path / "news"))[0] == 0
    assert not (desk / "snapshots").exists()
    assert doctor(capfd) == (0, [])


def test_doctor_names_what_is_missing_altered_or_damaged(
    desk: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(capfd, "add", str(tmp_path / "news"))[0] == 0
    snapshots = Snapshots(desk / "snapshots")
    first, second = snapshots.names()
    snapshots.erase(first)
    snapshots.path(second).write_bytes(b"other words")
    code, problems = doctor(capfd)
    assert code == 3
    assert [problem["seen"].split(":")[0] for problem in problems] == ["1 missing", "1 altered"]
    assert all(problem["hint"] for problem in problems)
    with sqlite3.connect(desk / "desk.sqlite") as connection:
        connection.execute("DELETE FROM journal")
    assert any("journal" in problem["seen"] for problem in doctor(capfd)[1])
    (desk / "desk.sqlite").write_bytes(b"no store" * 1000)
    code, [problem] = doctor(capfd)
    assert (code, "Restore" in problem["hint"]) == (3, True)
    (desk / "desk.sqlite").unlink()
    assert doctor(capfd)[0] == 3


def test_a_backup_unpacked_is_a_desk_again(desk: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(capfd, "add", str(tmp_path / "news"), "--published", "2031-03-14")[0] == 0
    writer = sqlite3.connect(desk / "desk.sqlite")  # somebody is at work, and the copy is of before
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("DELETE FROM journal")
    code, out, _ = run(capfd, "backup", str(tmp_path / "desk.zip"), "--json")
    writer.rollback()
    writer.close()
    assert code == 0
    done = json.loads(out)
    assert (done["documents"], done["snapshots"], done["missing"]) == (2, 2, [])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["desk", "desk.zip", "news"], "nothing is left beside it"
    with zipfile.ZipFile(tmp_path / "desk.zip") as packed:
        packed.extractall(tmp_path / "again")
    os.chdir(tmp_path / "again")
    assert doctor(capfd) == (0, [])
    assert len(json.loads(run(capfd, "search", "Calder", "--json")[1])) == 2
    assert run(capfd, "assess", "--json")[0] == 0


def test_a_backup_that_cannot_be_written_or_lacks_an_original_says_so(
    desk: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    code, _, err = run(capfd, "backup", str(tmp_path / "gone" / "desk.zip"))
    assert (code, "[backup-not-written]" in err) == (2, True)
    assert run(capfd, "add", str(tmp_path / "news"))[0] == 0
    snapshots = Snapshots(desk / "snapshots")
    snapshots.erase(next(snapshots.names()))
    code, out, err = run(capfd, "backup", str(tmp_path / "desk.zip"))
    assert code == 1
    assert "1 originals" in out and "1 originals were missing" in err


def test_watch_looks_once_and_tells_what_it_found(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run(capfd, "init", str(tmp_path / "desk"))
    monkeypatch.chdir(tmp_path / "desk")
    (tmp_path / "in").mkdir()
    story = tmp_path / "in" / "story.txt"
    story.write_text("The ministers of Arvenia and Borduna met on Thursday, officials said.", encoding="utf-8")
    os.utime(story, (1_900_000_000, 1_600_000_000))
    told = run(capfd, "watch", "--once", "--atom", str(tmp_path / "feed.xml"), str(tmp_path / "in"))
    assert "1 new" in told[1]
    assert (tmp_path / "feed.xml").read_text(encoding="utf-8").startswith("<?xml")
    assert "nothing new" in run(capfd, "watch", "--once", str(tmp_path / "in"))[1]
    code, _, error = run(capfd, "watch", "--once")
    assert (code, "Name feeds" in error) == (2, True)
