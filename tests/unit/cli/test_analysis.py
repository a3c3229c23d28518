"""Dossiers, intervals, the calibration picture, segments and ways to a level, from the command line and the library."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tocsin.cli import main
from tocsin.ledger.cut import Cut
from tocsin.library import open_demo, open_desk

pytestmark = pytest.mark.model


def run(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    out, err = capfd.readouterr()
    return int(ended.value.code or 0), out, err


@pytest.fixture(scope="module")
def crisis(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("crisis") / "desk"
    open_demo(folder).close()
    return folder


@pytest.fixture
def desk(crisis: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(crisis)
    return crisis


def test_the_demo_ends_with_forces_ordered_in_and_says_whose_word_it_is(
    desk: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    told = run(capfd, "assess")[1]
    assert "Level 4 of 5" in told and "forces ordered or sent across the border (reported by 1 origin)" in told
    assert "without Vladimir Putin the day's level would be 3" in told
    assert "against it: denial (1)" in told, "the kinds of who speaks against"
    assert "Level 3 of 5" in run(capfd, "assess", "--as-of", "2022-02-16")[1]


def test_a_dossier_counts_what_was_accepted(desk: Path, capfd: pytest.CaptureFixture[str]) -> None:
    before = run(capfd, "dossier", "lavrov")[1]
    assert "Sergei Lavrov (RUS)" in before and "accepted: nothing" in before and "[machine, unreviewed]" in before
    [found] = json.loads(run(capfd, "dossier", "Sergei Lavrov", "--json")[1])
    line = found["lines"][0]
    undo = run(capfd, "review", "accept", line["document"], line["record"])[1].split()[-1]
    after = run(capfd, "dossier", "lavrov", "--accepted")[1]
    assert f"accepted: 1 {line['what']}" in after and "[accepted]" in after and "[machine, unreviewed]" not in after
    assert run(capfd, "review", "undo", undo)[0] == 0
    assert "Nobody named" in run(capfd, "dossier", "Nela Quist")[1]


def test_when_it_came_is_kept_and_covers_an_interval(desk: Path, capfd: pytest.CaptureFixture[str]) -> None:
    kept = json.loads(run(capfd, "forecasts", "--register", "--json")[1])
    dated = next(one for one in kept if one["horizon"] and one["horizon"]["first"] and one["horizon"]["last"])
    late = ("resolve", dated["forecast"], "happened", "--on", "2022-12-24")
    code, told, _ = run(capfd, *late)
    assert code == 0
    scores = json.loads(run(capfd, "forecasts", "--scores", "--svg", "calibration.svg", "--json")[1])
    [row] = scores["intervals"]
    assert (row["counted"], row["late"], row["covered"], row["basis"]) == (1, 1, None, "machine, unreviewed")
    assert "1 after" in run(capfd, "forecasts", "--scores")[1]
    assert "no picture below 30" in (desk / "calibration.svg").read_text(encoding="utf-8")
    assert run(capfd, "review", "undo", told.split()[-1])[0] == 0
    code, _, err = run(capfd, "resolve", dated["forecast"], "happened", "--on", "soon")
    assert code == 2 and "2021-11-11" in err


def test_segments_are_told_by_pair(desk: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert "have more than one segment" in run(capfd, "tone", "--segments")[1]
    found = json.loads(run(capfd, "tone", "--segments", "--json")[1])["segments"]
    assert found and all(parts[0]["first"] <= parts[-1]["last"] for parts in found.values())


def test_a_desk_shows_itself_and_its_pictures(crisis: Path, tmp_path: Path) -> None:
    with open_desk(crisis) as view:
        assert "19 documents" in repr(view) and "<table>" in view._repr_html_() and "Level 4" in view._repr_html_()
        assert view.until("2021-11-03").assessment().level.number == 2
        for picture in (view.level(), view.timeline(), view.calibration()):
            assert picture._repr_svg_().startswith("<svg") and "<title" in picture.svg
        view.timeline().save(tmp_path / "timeline.svg")
        assert (tmp_path / "timeline.svg").stat().st_size > 1000
        shown = view.readings[0]._repr_html_() + view.readings[0].document._repr_html_()
        assert "<mark>" in shown and "Demo Wire" in shown
        assert "<script" not in shown and view._desk.view(Cut())._repr_html_().count("<tr>") == 20
