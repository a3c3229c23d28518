"""What is not English is kept, listed and found; it is not coded, and the desk says so."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tocsin.cli import main

pytestmark = pytest.mark.model

# Our own sentences: a text, and words of it as people type them.
STORIES = {
    "german": (
        "Die Minister von Arvenia und Borduna trafen sich am Montag in K\u00f6nigsbruck. Sie sprachen \u00fcber zwei "
        "Br\u00fccken und die F\u00e4hre, die seit dem Sommer nicht mehr f\u00e4hrt, weil der Fluss "
        "zu wenig Wasser hat.",
        ("k\u00f6nigsbruck", "BR\u00dcCKEN", '"die f\u00e4hre"', "konigsbruck"),
    ),
    "ukrainian": (
        "\u041c\u0456\u043d\u0456\u0441\u0442\u0440\u0438 \u0437\u0443\u0441\u0442\u0440\u0456\u043b\u0438\u0441\u044f "
        "\u0432 \u043f\u043e\u043d\u0435\u0434\u0456\u043b\u043e\u043a \u0456 "
        "\u0433\u043e\u0432\u043e\u0440\u0438\u043b\u0438 "
        "\u043f\u0440\u043e \u0434\u0432\u0430 \u043c\u043e\u0441\u0442\u0438.",
        ("\u041c\u0406\u041d\u0406\u0421\u0422\u0420\u0418", '"\u0434\u0432\u0430 \u043c\u043e\u0441\u0442\u0438"'),
    ),
    "spanish": (
        "Los ministros de Arvenia y Borduna se reunieron el lunes en la ciudad de Calder\u00f3n y hablaron de dos "
        "puentes que no est\u00e1n terminados porque falta dinero desde el verano.",
        ("CALDER\u00d3N", "calderon", '"dos puentes"'),
    ),
    "arabic": (
        "\u0627\u062c\u062a\u0645\u0639 \u0627\u0644\u0648\u0632\u0631\u0627\u0621 \u064a\u0648\u0645 "
        "\u0627\u0644\u0627\u062b\u0646\u064a\u0646 \u0648\u062a\u062d\u062f\u062b\u0648\u0627 \u0639\u0646 "
        "\u062c\u0633\u0631\u064a\u0646.",
        ("\u0627\u0644\u0648\u0632\u0631\u0627\u0621", '"\u0639\u0646 \u062c\u0633\u0631\u064a\u0646"'),
    ),
}  # fmt: skip
ENGLISH = "The harbour of Calder is shut, the harbour master said on Monday."


def run(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    return int(ended.value.code or 0), capfd.readouterr().out


@pytest.fixture(params=["sqlite", "postgres"])
def desk(
    request: pytest.FixtureRequest, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> dict[str, Any]:
    """A desk with a story of each language: its readings by file name."""
    folder, news = tmp_path / "desk", tmp_path / "news"
    where = ("--store", request.getfixturevalue("server").database()) if request.param == "postgres" else ()
    assert run(capfd, "init", str(folder), *where)[0] == 0
    monkeypatch.chdir(folder)
    news.mkdir()
    for name, text in [*((name, story[0]) for name, story in STORIES.items()), ("english", ENGLISH)]:
        (news / f"{name}.txt").write_text(text, encoding="utf-8")
    code, out = run(capfd, "add", str(news), "--published", "2031-03-14", "--outlet", "Demo Wire")
    assert (code, out.splitlines()[-1]) == (0, "Added: 5 new.")
    assert run(capfd, "export", "--format", "jsonl", "-o", str(tmp_path / "all.jsonl"))[0] == 0
    readings = [json.loads(line) for line in (tmp_path / "all.jsonl").read_text(encoding="utf-8").splitlines()]
    return {Path(reading["document"]["uri"]).stem: reading for reading in readings}


def test_other_languages_are_kept_listed_and_found_and_not_coded(
    desk: dict[str, Any], capfd: pytest.CaptureFixture[str]
) -> None:
    assert set(desk) == {*STORIES, "english"}
    assert desk["english"]["records"]
    for name, (text, queries) in STORIES.items():
        reading = desk[name]
        assert reading["document"]["text"] == text
        assert reading["document"]["language"] != "en"
        assert reading["records"] == []
        assert [doubt["code"] for doubt in reading["diagnostics"]] == ["language-not-coded"]
        for query in queries:
            found = json.loads(run(capfd, "search", query, "--json")[1])
            assert [hit["document"] for hit in found] == [reading["document"]["id"]], query
            start, end = found[0]["span"]
            assert text[start:end].split()[0] == found[0]["snippet"].split()[0]
