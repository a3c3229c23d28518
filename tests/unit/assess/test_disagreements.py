"""Who contradicts whom, over a text of our own read by the real coders."""

from __future__ import annotations

from typing import Any

import pytest

from tocsin.assess.disagreements import find_disagreements
from tocsin.records import Published, make_document

pytestmark = pytest.mark.model

AFFIRMS = "Sorland attacked Arvenia on Monday, the Arvenian foreign ministry said."
DENIES = "Sorland did not attack Arvenia, the Sorlandic foreign ministry said on Tuesday."
FEARS = "Novaria fears that Sorland could attack Arvenia."


def read(pipeline: Any, *texts: str, day: str = "2031-03-14") -> Any:
    documents = [
        make_document(text, outlet=f"Demo {n}", published=Published(value=day, basis="given"))
        for n, text in enumerate(texts)
    ]
    return list(pipeline.read(documents))


def test_a_fact_told_and_denied_is_a_contradiction_with_both_words(pipeline: Any) -> None:
    readings = read(pipeline, AFFIRMS, DENIES)
    [found] = find_disagreements(readings)
    assert found.kind == "contradiction"
    assert sorted(side.polarity for side in found.sides) == ["affirmed", "negated"]
    texts = {reading.document.id: reading.document.text for reading in readings}
    assert all("attack" in side.span.of(texts[side.document]) for side in found.sides)


def test_a_fear_contradicts_nothing(pipeline: Any) -> None:
    assert find_disagreements(read(pipeline, FEARS, DENIES)) == []


def test_reports_that_lie_far_apart_are_of_two_matters(pipeline: Any) -> None:
    early, late = read(pipeline, AFFIRMS), read(pipeline, DENIES, day="2031-09-14")
    assert find_disagreements([*early, *late]) == []


def test_two_meetings_of_other_people_are_no_different_horizon(pipeline: Any) -> None:
    told = (
        (
            "Blinken is due to meet Russian Foreign Minister Sergei Lavrov on Thursday, a U.S. official said.",
            "Demo Wire",
        ),
        ("President Joe Biden will meet President Vladimir Putin on Tuesday, the Kremlin said.", "Demo Gazette"),
    )
    documents = [
        make_document(text, outlet=outlet, published=Published(value="2021-12-01", basis="given"))
        for text, outlet in told
    ]
    assert [found.kind for found in find_disagreements(pipeline.read(documents))] == []
