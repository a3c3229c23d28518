"""A desk with a gate: what it left out is there, says so, and is read when the gate is opened."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from tocsin.cli.commands import cli

pytestmark = pytest.mark.model

TEXTS = (
    "Russia massed troops near the border of Ukraine on Tuesday, officials in Kyiv said.",
    'The bakers of Strelsau met on Tuesday. "Bread will be dearer," said their speaker Anna Castellane.',
)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "wire.jsonl"
    rows = [{"text": text, "outlet": "Demo Wire", "published": "2021-11-11"} for text in TEXTS]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def exported(desk: Path, out: Path) -> dict[str, tuple[int, list[str]]]:
    run(["export", "--desk", str(desk), "--format", "jsonl", "-o", str(out)])
    readings = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    return {r["document"]["text"]: (len(r["records"]), [d["code"] for d in r["diagnostics"]]) for r in readings}


def run(arguments: list[str]) -> str:
    done = CliRunner().invoke(cli, arguments, standalone_mode=False)
    assert done.exception is None and not done.return_value, done.output
    return done.output


def test_a_gated_desk_reads_what_may_matter_and_keeps_the_rest(corpus: Path, tmp_path: Path) -> None:
    desk = tmp_path / "desk"
    run(["init", str(desk)])
    (desk / "tocsin.toml").write_text('gate = "narrow"\n', encoding="utf-8")
    assert "2 new" in run(["add", str(corpus), "--desk", str(desk), "--workers", "2"])
    found = exported(desk, tmp_path / "gated.jsonl")
    assert found[TEXTS[0]][0] > 0 and "gated" not in found[TEXTS[0]][1]
    assert found[TEXTS[1]] == (0, ["gated"])
    (desk / "tocsin.toml").write_text('gate = "off"\n', encoding="utf-8")
    run(["recode", "--desk", str(desk)])
    found = exported(desk, tmp_path / "open.jsonl")
    assert found[TEXTS[1]][0] > 0 and "gated" not in found[TEXTS[1]][1]
