"""The pages that run: the library's examples, and every command of the tutorial."""

from __future__ import annotations

import doctest
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
STORY = (
    "Arvenia has massed 4,000 troops near the border with Sorland, Foreign Minister Ilse Varga said on Monday. "
    "An Arvenian spokesman said that the talks would resume in May.\n"
)

pytestmark = pytest.mark.model


def test_the_examples_of_the_library_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    failed, tried = doctest.testfile(str(DOCS / "library.md"), module_relative=False)
    assert tried > 10 and failed == 0


def test_the_example_of_the_module_runs() -> None:
    import tocsin.library

    failed, tried = doctest.testmod(tocsin.library)
    assert tried == 3 and failed == 0


def test_tables_show_themselves_and_escape_what_they_show() -> None:
    from tocsin.library import Readings, Table

    shown = Table([{"who": "<b>", "words": ("a", "b")}], ["who", "words"])
    assert "&lt;b&gt;" in shown._repr_html_() and "a, b" in shown._repr_html_()
    assert len(shown[:1]) == 1 and "1 rows" in repr(shown)
    assert "<table>" in Readings([])._repr_html_()


@pytest.mark.slow
def test_every_command_of_the_tutorial_runs(tmp_path: Path) -> None:
    page = (DOCS / "tutorial.md").read_text(encoding="utf-8")
    commands = [
        line.removeprefix("$ ")
        for block in re.findall(r"```sh\n(.*?)```", page, re.DOTALL)
        for line in block.splitlines()
        if line.startswith("$ ")
    ]
    assert len(commands) >= 15
    tocsin = Path(sys.executable).with_name("tocsin")
    environment = {**os.environ, "TOCSIN_ANALYST": "newcomer"}
    for command in commands:
        words = shlex.split(command)
        if words[0] == "cd":
            tmp_path = tmp_path / words[1]
            continue
        assert words[0] == "tocsin", command
        done = subprocess.run(
            [tocsin, *words[1:]], cwd=tmp_path, capture_output=True, text=True, env=environment, check=False
        )
        assert done.returncode == 0, f"{command}\n{done.stderr}"
        for told in re.findall(rf"\$ {re.escape(command)}\n((?:(?!\$ |```).*\n)+)", page):
            for line in filter(None, map(str.strip, told.splitlines())):
                assert line.removesuffix("...").strip() in done.stdout, f"{command}: the page says {line!r}"
