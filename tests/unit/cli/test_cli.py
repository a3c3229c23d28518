"""Words and exit codes, as a user meets them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tocsin.cli import main

STORY = "Minister Ilse Varga said on Monday that the talks would resume."


def run(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    out, err = capfd.readouterr()
    return int(ended.value.code or 0), out, err


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


@pytest.mark.model
def test_read_prints_a_line_a_document(capfd: pytest.CaptureFixture[str], story: Path) -> None:
    code, out, err = run(capfd, "read", str(story), "--published", "2031-03-14", "--outlet", "Demo Wire", "--jsonl")
    assert code == 0
    assert err == ""
    [line] = out.splitlines()
    document = json.loads(line)["document"]
    assert document["text"] == STORY
    assert document["published"] == {"value": "2031-03-14", "basis": "given", "zone_trusted": True}


@pytest.mark.model
def test_bad_inputs_are_named_and_the_others_are_read(
    capfd: pytest.CaptureFixture[str], story: Path, tmp_path: Path
) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    code, out, err = run(capfd, "read", str(empty), str(tmp_path / "gone.txt"), str(story), "--jsonl")
    assert code == 1
    assert len(out.splitlines()) == 1
    for slug in ("[empty]", "[missing]", "[no-publication-date]"):
        assert sum(slug in line for line in err.splitlines()) == 1


@pytest.mark.model
def test_the_page_is_written_whole_and_nothing_is_left_beside_it(
    capfd: pytest.CaptureFixture[str], story: Path, tmp_path: Path
) -> None:
    page = tmp_path / "page.html"
    code, out, _ = run(capfd, "read", str(story), "--published", "2031-03-14", "--html", str(page))
    assert code == 0
    assert str(page) in out
    assert "Ilse Varga" in page.read_text(encoding="utf-8")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["page.html", "story.txt"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("read",),
        ("raed", "x"),
        ("read", "x", "--published", "yesterday"),
        ("read", "x", "--published", "2031-13-40"),
        ("read", "x", "--no-such-option"),
    ],
)
def test_wrong_usage_is_two_and_one_message(capfd: pytest.CaptureFixture[str], arguments: tuple[str, ...]) -> None:
    code, out, err = run(capfd, *arguments)
    assert code == 2
    assert out == ""
    assert "Traceback" not in err


@pytest.mark.model
def test_a_page_in_a_folder_that_is_not_there_is_wrong_usage(
    capfd: pytest.CaptureFixture[str], story: Path, tmp_path: Path
) -> None:
    code, _, err = run(capfd, "read", str(story), "--html", str(tmp_path / "gone" / "page.html"))
    assert code == 2
    assert "page.html" in err


def test_an_unknown_model_is_named(
    capfd: pytest.CaptureFixture[str], story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOCSIN_MODEL", "no_such_model")
    code, _, err = run(capfd, "read", str(story))
    assert code == 2
    assert "no_such_model" in err
    assert "[no-model]" in err


@pytest.mark.model
def test_the_demo_prints_its_summary_and_says_where_the_page_is(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    page = tmp_path / "demo.html"
    code, out, err = run(capfd, "demo", "--no-serve", "-o", str(page))
    assert code == 0
    assert err == ""
    lines = out.splitlines()
    assert lines[0].startswith("Read ")
    assert any(line.startswith("Level ") for line in lines)
    assert f"Reading view: {page}" in lines
    assert len(lines) <= 20
    assert page.stat().st_size > 10_000


def test_doctor_finds_the_model_as_it_was_pinned(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capfd, "doctor", "--json")
    assert code == 0
    assert {finding["ok"] for finding in json.loads(out)} == {True}


def test_formats_are_listed(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capfd, "formats", "--json")
    assert code == 0
    assert json.loads(out)["jsonl"] == {"name": "jsonl", "media_type": "application/jsonl", "loses": "nothing"}


def test_help_imports_nothing_heavy() -> None:
    check = (
        "import sys, tocsin.cli\n"
        "try:\n    tocsin.cli.main(['--help'])\nexcept SystemExit:\n    pass\n"
        "heavy = {'spacy', 'numpy', 'msgspec', 'jinja2', 'sqlalchemy', 'litestar', 'uvicorn'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.model
def test_reading_needs_neither_the_store_nor_the_board(story: Path) -> None:
    check = (
        "import sys, tocsin.cli\n"
        f"try:\n    tocsin.cli.main(['read', {str(story)!r}, '--published', '2031-03-14', '--json'])\n"
        "except SystemExit as ended:\n    assert not ended.code\n"
        "assert not {'sqlalchemy', 'alembic', 'litestar', 'uvicorn'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
