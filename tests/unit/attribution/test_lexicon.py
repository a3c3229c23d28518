"""The cue lexicon as data."""

from __future__ import annotations

from typing import get_args

import pytest

from tocsin.annotate.attribution.lexicon import adjective_sense, cue_forms, noun_sense
from tocsin.records.kinds import StatementKind
from tocsin.vocab.loader import load_table

FRAMES = {"quote", "clause", "inf", "obj_inf", "ger", "np", "obj_prep", "obj_comp", "addressee", "passive"}
STANCES = {"neutral", "endorses", "doubts", "denies"}


@pytest.mark.parametrize("group", ["verbs", "nouns", "adjectives"])
def test_every_row_speaks_the_closed_vocabularies(group: str) -> None:
    for row in load_table("en/cues")[group]:
        assert row["kind"] in get_args(StatementKind)
        assert row.get("stance", "neutral") in STANCES
        assert row.get("polarity", "affirmed") in {"affirmed", "negated"}
        assert set(row.get("frames", ())) <= FRAMES
        assert all(lemma == lemma.strip().lower() and lemma for lemma in row["lemmas"])


def test_verbs_have_a_frame() -> None:
    assert all(row["frames"] for row in load_table("en/cues")["verbs"])


@pytest.mark.parametrize(
    "form", ["said", "says", "denied", "denies", "vowing", "admitted", "according", "warnings", "told", "reportedly"]
)
def test_the_trigger_knows_the_forms_of_cues(form: str) -> None:
    assert form in cue_forms()


@pytest.mark.parametrize("form", ["bridge", "yellow", "the", "river"])
def test_the_trigger_leaves_other_words(form: str) -> None:
    assert form not in cue_forms()


def test_nouns_and_adjectives_have_their_kind() -> None:
    warning, worried = noun_sense("warning"), adjective_sense("worried")
    assert warning is not None and warning.kind == "assertion"
    assert worried is not None and worried.kind == "attitude"
    assert noun_sense("bridge") is None
