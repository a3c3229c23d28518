"""Backtest, problem check, resolve, contacts and tone from the command line."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from tocsin.cli import main

pytestmark = pytest.mark.model

ROWS = [
    ("2021-11-02", "The minister opened a bridge in the old town."),
    (
        "2021-11-09",
        "Russia has massed troops near the border with Ukraine, the Defence Ministry in Kyiv said on Monday.",
    ),
    ("2021-11-12", "Russia massed tanks near Ukraine's border on Monday, the Pentagon said."),
    (None, "Russia attacked Ukraine."),
]


def run(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    out, err = capfd.readouterr()
    return int(ended.value.code or 0), out, err


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TOCSIN_DESK", raising=False)
    folder = tmp_path / "corpus"
    folder.mkdir()
    lines = [json.dumps({"text": text, "published": day, "outlet": f"Demo {n}"}) for n, (day, text) in enumerate(ROWS)]
    (folder / "a.jsonl.gz").write_bytes(gzip.compress("\n".join(lines[:2]).encode()))
    (folder / "b.jsonl").write_text("\n".join(lines[2:]))
    return folder


def test_a_folder_is_replayed_day_by_day_with_reasons_and_a_picture(
    corpus: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    svg, keep = tmp_path / "course.svg", tmp_path / "readings.jsonl"
    options = ["--svg", str(svg), "--keep", str(keep)]
    code, out, err = run(capfd, "backtest", "ru-ua-2021", str(corpus), *options)
    assert code == 0, err
    assert "2021-11-02 to 2021-11-12" in out and "1 undated left out" in out
    assert "First alarm (level 3 or above): 2021-11-12." in out
    assert "massed tanks" in out
    assert svg.read_text().startswith("<svg") and "First alarm" not in svg.read_text()
    kept = keep.read_text()
    code, again, _ = run(capfd, "backtest", "ru-ua-2021", str(corpus), "--json", *options)
    assert keep.read_text() == kept, "no document is read twice"
    found = json.loads(again)
    assert [day["level"] for day in found["course"]][-1] == 3 and found["first_alarm"] == "2021-11-12"
    code, from_readings, _ = run(capfd, "backtest", "ru-ua-2021", str(keep), "--json")
    assert json.loads(from_readings)["course"] == found["course"]
    code, early, _ = run(capfd, "backtest", "ru-ua-2021", str(keep), "--to", "2021-11-09", "--json")
    assert json.loads(early)["course"] == found["course"][:8]


def test_what_cannot_be_replayed_is_told(corpus: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capfd, "backtest", "nothing", str(corpus))
    assert code == 2 and "no-such-problem" in err
    code, _, err = run(capfd, "backtest", "ru-ua-2021", str(corpus), "--from", "2040-01-01")
    assert code == 1 and "no-dates" in err
    code, _, err = run(capfd, "backtest", "ru-ua-2021", str(corpus), "--from", "soon")
    assert code == 2 and "2021-11-11" in err
    broken = tmp_path / "broken.jsonl.gz"
    broken.write_bytes(b"not packed")
    code, _, err = run(capfd, "backtest", "ru-ua-2021", str(broken), str(corpus))
    assert code == 1 and "unreadable" in err


def test_the_bundled_problems_check_without_a_desk(corpus: Path, capfd: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capfd, "problem", "check")
    assert code == 0 and "ru-ua-2021: no faults" in out


def test_an_analysts_cell_and_a_resolution_stand_and_can_be_undone(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "desk"
    run(capfd, "init", str(folder))
    monkeypatch.chdir(folder)
    text = (
        "Russia has massed troops near the border with Ukraine, the Defence Ministry in Kyiv said on Monday. "
        "Ilse Varga, an analyst, said that Russia will probably attack Ukraine this winter."
    )
    (tmp_path / "story.txt").write_text(text)
    run(capfd, "add", str(tmp_path / "story.txt"), "--published", "2021-11-09", "--outlet", "Demo Wire")
    cell = ["ru-ua-2021", "force_buildup_near_border", "attack"]
    assert run(capfd, "problem", "cell", *cell, "II")[0] == 0
    _, out, _ = run(capfd, "assess", "--json")
    [assessment] = json.loads(out)["assessments"]
    [row] = [row for row in assessment["matrix"]["rows"] if row["indicator"] == cell[1]]
    [mine] = [c for c in row["cells"] if c["hypothesis"] == "attack"]
    assert mine["consistency"] == "II" and mine["basis"] != "playbook" and mine["against"] == 1.0
    assert run(capfd, "recode")[0] == 0
    _, out, _ = run(capfd, "assess", "--json")
    assert json.loads(out)["assessments"][0]["matrix"] == assessment["matrix"]
    assert run(capfd, "problem", "cell", "ru-ua-2021", "nothing", "attack", "II")[0] == 2

    _, out, _ = run(capfd, "forecasts", "--register", "--json")
    [forecast] = json.loads(out)
    assert forecast["outcome"] is None and forecast["due"] is True and forecast["reviewed"] is False
    _, out, _ = run(capfd, "resolve", forecast["forecast"], "happened")
    word = out.split()[-1]
    assert json.loads(run(capfd, "forecasts", "--register", "--json")[1])[0]["outcome"] == "happened"
    assert "No score below 30" in run(capfd, "forecasts", "--scores")[1]
    assert run(capfd, "review", "undo", word)[0] == 0
    assert json.loads(run(capfd, "forecasts", "--register", "--json")[1])[0]["outcome"] is None
    assert run(capfd, "resolve", "nothing", "void")[0] == 2
    for command in (["contacts"], ["tone"], ["tone", "--red-lines"], ["disagreements", "--changed"]):
        assert run(capfd, *command)[0] == 0
        assert run(capfd, *command, "--json")[0] == 0
