"""Brief and export from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tocsin.cli import main

pytestmark = pytest.mark.model
STORY = "Russia has massed troops near the border with Ukraine, the Defence Ministry in Kyiv said on Monday."


def run(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    out, err = capfd.readouterr()
    return int(ended.value.code or 0), out, err


@pytest.fixture
def desk(tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "desk"
    assert run(capfd, "init", str(folder))[0] == 0
    story = tmp_path / "story.txt"
    story.write_text(STORY, encoding="utf-8")
    monkeypatch.chdir(folder)
    assert run(capfd, "add", str(story), "--published", "2021-11-09", "--outlet", "Demo Wire")[0] == 0
    return folder


def test_a_brief_is_written_in_the_form_that_its_ending_says(desk: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(capfd, "brief", "-o", "brief.md")[0] == 0
    told = (desk / "brief.md").read_text(encoding="utf-8")
    assert "Demo Wire, 2021-11-09" in told and "machine, unreviewed" in told
    code, _, err = run(capfd, "brief", "-o", "brief.txt")
    assert code == 2 and ".html" in err
    code, _, err = run(capfd, "brief", "--since", "soon", "-o", "brief.md")
    assert code == 2 and "2021-11-11" in err
    code, _, err = run(capfd, "brief", "--problem", "none", "-o", "brief.md")
    assert code == 2 and "no-such-problem" in err


def test_tables_go_into_a_folder_and_one_file_does_not(desk: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (desk / "tables").mkdir()
    assert run(capfd, "export", "--format", "csv", "-o", "tables")[0] == 0
    assert "Defence Ministry" in (desk / "tables" / "entities.csv").read_text(encoding="utf-8")
    code, _, err = run(capfd, "export", "--format", "plover", "-o", "tables")
    assert code == 2 and "Name a file" in err
    code, _, err = run(capfd, "export", "--format", "nothing", "-o", "x")
    assert code == 2 and "plover" in err


def test_formats_say_what_they_lose(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capfd, "formats", "--json")
    assert code == 0
    assert json.loads(out)["jsonl"]["loses"] == "nothing"
    assert run(capfd, "formats")[1].count("loses") == len(json.loads(out))
