"""`tocsin train`: a user's own corpus becomes weights that a reading can use."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tocsin.cli import main

SPEAKERS = ["Ilse Varga", "Milan Keller", "Tomas Brandt", "Laura Holt"]


def run(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    out, err = capfd.readouterr()
    return int(ended.value.code or 0), out, err


def lesson(number: int) -> str:
    name = SPEAKERS[number % 4]
    text = f"{name} said that ferry {number} would sail in June."
    said = text.index("said")
    return json.dumps(
        {
            "text": text,
            "attributions": [
                {"source": [[0, len(name)]], "cue": [[said, said + 4]], "content": [[said + 5, len(text) - 1]]}
            ],
        }
    )


def test_own_weights_are_taught_and_used(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, weights = tmp_path / "lessons.jsonl", tmp_path / "mine.safetensors"
    data.write_text("\n".join(lesson(n) for n in range(28)), encoding="utf-8")
    code, out, err = run(capfd, "train", "attribution", "--data", str(data), "--epochs", "2", "-o", str(weights))
    assert code == 0 and weights.is_file() and "TOCSIN_WEIGHTS" in out and "calibration error" in err
    monkeypatch.setenv("TOCSIN_WEIGHTS", f"attribution={weights}")
    story = tmp_path / "story.txt"
    story.write_text("Ilse Varga said that the ferry would sail.", encoding="utf-8")
    code, out, _ = run(capfd, "read", str(story), "--jsonl")
    assert code == 0 and '"Statement"' in out


def test_what_is_no_lesson_is_named_with_its_line(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    data = tmp_path / "lessons.jsonl"
    data.write_text(
        lesson(1) + '\n{"text": "Short.", "attributions": [{"source": [], "cue": [], "content": [[0, 99]]}]}'
    )
    code, _, err = run(capfd, "train", "attribution", "--data", str(data), "-o", str(tmp_path / "w"))
    assert code != 0 and "line 2" in err and not (tmp_path / "w").exists()
    data.write_text(lesson(1), encoding="utf-8")
    code, _, err = run(capfd, "train", "attribution", "--data", str(data), "-o", str(tmp_path / "w"))
    assert code != 0 and "at least 20" in err
