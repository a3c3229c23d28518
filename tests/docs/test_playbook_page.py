"""The page on writing a playbook: its files have no faults, its stories set its signs, its near misses do not."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tocsin.assess.indicators import find_sightings
from tocsin.assess.level import assess
from tocsin.assess.playbook import check_problem, parse_playbook, parse_problem
from tocsin.assess.states import make_claims
from tocsin.desk.problems import check_files
from tocsin.ledger.extent import extent_of
from tocsin.ledger.identities import resolve_identities
from tocsin.records import Published, make_document

PAGE = (Path(__file__).parents[2] / "docs" / "writing-a-playbook.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
PROBLEM, PLAYBOOK = parse_problem(BLOCKS[0], "strait.toml"), parse_playbook(BLOCKS[1], "close-a-strait.toml")
ROWS = re.findall(r"^\| `(\w+)` \| (.+?) \| (.+?) \|$", PAGE, re.MULTILINE)

pytestmark = pytest.mark.model


def read(pipeline: Any, *sentences: str) -> list[Any]:
    documents = [
        make_document(words, outlet=f"Demo {n}", published=Published(value="2031-03-14", basis="given"))
        for n, words in enumerate(sentences)
    ]
    return list(pipeline.read(documents))


def test_its_files_have_no_faults() -> None:
    assert check_problem(PROBLEM, {PLAYBOOK.id: PLAYBOOK}) is PLAYBOOK
    assert check_files(PROBLEM, PLAYBOOK) == []
    assert {row[0] for row in ROWS} == {indicator.id for indicator in PLAYBOOK.indicators}


@pytest.mark.parametrize(("sign", "sets", "misses"), ROWS, ids=lambda value: value if "_" in value else "")
def test_its_stories_set_its_signs(pipeline: Any, sign: str, sets: str, misses: str) -> None:
    [story, near] = read(pipeline, sets, misses)
    assert {s.indicator for s in find_sightings(story, PLAYBOOK, PROBLEM) if s.denial is None} == {sign}
    assert find_sightings(near, PLAYBOOK, PROBLEM) == ()


def test_two_ways_lead_to_its_highest_level(pipeline: Any) -> None:
    for sentences, level in (((ROWS[1][1],), 2), ((ROWS[0][1], ROWS[1][1]), 3)):
        readings = {r.document.id: r for r in read(pipeline, *sentences)}
        seen = [s for reading in readings.values() for s in find_sightings(reading, PLAYBOOK, PROBLEM)]
        documents = {name: reading.document for name, reading in readings.items()}
        claims = make_claims(seen, documents, resolve_identities(readings.values()), opens=PROBLEM.window.opens)
        extent = extent_of(documents.values())
        assert assess(PROBLEM, PLAYBOOK, claims, extent, as_of=None).level.number == level
