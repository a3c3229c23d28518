"""Counts by pair and day, the CUSUM's stated rate, contacts and red lines, over texts of our own."""

from __future__ import annotations

import math
from typing import Any

import pytest

from tocsin.assess.contacts import find_contacts
from tocsin.assess.disagreements import find_changed_minds, find_disagreements
from tocsin.assess.redlines import find_moved, find_red_lines
from tocsin.assess.tone import Baseline, count_tone, estimate_baseline, find_jumps, step_of
from tocsin.ledger.identities import resolve_identities
from tocsin.records import Published, make_document


def read(pipeline: Any, *told: tuple[str, str, str]) -> list[Any]:
    """Texts with their day and outlet, read by the real coders."""
    documents = [
        make_document(text, outlet=outlet, published=Published(value=day, basis="given")) for text, day, outlet in told
    ]
    return list(pipeline.read(documents))


def test_a_baseline_knows_over_dispersion() -> None:
    assert estimate_baseline([2] * 30).size is None
    dispersed = estimate_baseline([0, 0, 0, 8] * 10)
    assert dispersed.mean == 2 and dispersed.size is not None and dispersed.size < 2


def test_steps_are_log_likelihood_ratios() -> None:
    assert step_of(3, Baseline(mean=2, size=None), 2.0) == pytest.approx(3 * math.log(2) - 2)
    assert step_of(3, Baseline(mean=2, size=1e9), 2.0) == pytest.approx(3 * math.log(2) - 2, abs=1e-4)


def test_a_doubled_count_jumps_and_a_usual_one_does_not() -> None:
    usual = {f"2031-03-{day:02d}": 2 for day in range(1, 32)}
    risen = usual | {f"2031-03-{day:02d}": 6 for day in range(15, 32)}
    baseline = Baseline(mean=2, size=None)
    assert find_jumps(usual, "2031-03-01", "2031-03-31", baseline=baseline) == []
    first = find_jumps(risen, "2031-03-01", "2031-03-31", baseline=baseline)[0]
    assert first.began == "2031-03-15" and first.day <= "2031-03-19"


@pytest.mark.model
def test_a_copy_adds_no_voice_to_a_pair(pipeline: Any) -> None:
    text = "Russia attacked Ukraine on Thursday."
    readings = read(pipeline, (text, "2031-03-14", "Demo Wire"), (text, "2031-03-14", "Demo Gazette"))
    days = count_tone(readings, resolve_identities(readings))
    [pair] = [day for day in days if (day.actor, day.recipient) == ("RUS", "UKR")]
    assert pair.origins == 1 and pair.scale < 0


@pytest.mark.model
def test_one_call_told_by_both_sides_is_one_contact_and_says_what_each_leaves_out(pipeline: Any) -> None:
    readings = read(
        pipeline,
        ("The Russian president spoke by phone with the French president on 12 March 2031. They spoke of Belarus.",
         "2031-03-12", "Demo Wire"),
        ("The French president spoke by phone with the Russian president on 12 March 2031. They spoke of Libya.",
         "2031-03-13", "Demo Gazette"),
    )  # fmt: skip
    [contact] = [c for c in find_contacts(readings) if c.parties == ("FRA", "RUS")]
    assert (contact.fate, contact.days.edtf, len(contact.accounts)) == ("held", "2031-03-12", 2)
    alone = {account.outlet: account.only_here for account in contact.accounts}
    assert "Belarus" in alone["Demo Wire"] and "Libya" in alone["Demo Gazette"]
    assert [c.accounts for c in find_contacts(readings[::-1])] == [c.accounts for c in find_contacts(readings)]


@pytest.mark.model
def test_a_red_line_has_condition_and_consequence_and_may_move(pipeline: Any) -> None:
    readings = read(
        pipeline,
        ("Minister Ilse Varga of France threatened that if Sorland sends troops over the river, France will impose "
         "sanctions.", "2031-03-12", "Demo Wire"),
        ("Minister Ilse Varga of France threatened that if Sorland sends troops over the second river near the "
         "capital, France will impose sanctions.", "2031-04-12", "Demo Wire"),
    )  # fmt: skip
    lines = find_red_lines(readings)
    texts = {reading.document.id: reading.document.text for reading in readings}
    assert [line.day for line in lines] == ["2031-03-12", "2031-04-12"]
    assert lines[0].condition is not None and lines[0].condition.of(texts[lines[0].document]).startswith(
        "Sorland sends"
    )
    assert lines[0].consequence is not None and "sanctions" in lines[0].consequence.of(texts[lines[0].document])
    [moved] = find_moved(lines, texts)
    assert (moved.before.day, moved.after.day) == ("2031-03-12", "2031-04-12")


@pytest.mark.model
def test_who_denies_what_they_told_changed_their_word_and_contradicts_nobody(pipeline: Any) -> None:
    readings = read(
        pipeline,
        ("Sorland attacked Arvenia on Monday, Minister Ilse Varga said.", "2031-03-11", "Demo Wire"),
        ("Sorland did not attack Arvenia, Minister Ilse Varga said on Thursday.", "2031-03-14", "Demo Wire"),
    )  # fmt: skip
    assert find_disagreements(readings) == []
    [change] = find_changed_minds(readings[::-1])
    assert (change.before.polarity, change.after.polarity) == ("affirmed", "negated")
    assert change.days == ("2031-03-11", "2031-03-14")


@pytest.mark.model
def test_an_unlikely_act_that_another_expects_is_a_doubt(pipeline: Any) -> None:
    readings = read(
        pipeline,
        ("Ilse Varga, an analyst, said that Sorland will very likely attack Arvenia.", "2031-03-11", "Demo Wire"),
        ("Tomas Brandt, a historian, said that Sorland is unlikely to attack Arvenia.", "2031-03-12", "Demo Wire"),
    )  # fmt: skip
    kinds = [found.kind for found in find_disagreements(readings)]
    assert kinds == ["doubt"]
