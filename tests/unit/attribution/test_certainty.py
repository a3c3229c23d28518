"""Hedges and words of probability."""

from __future__ import annotations

import pytest

from tocsin.annotate.attribution.certainty import read_basis, read_doubt
from tocsin.text.span import Span
from tocsin.vocab.loader import load_table

SCALES = ("survey", "icd203", "phia", "kent")


def whole(text: str) -> list[Span]:
    return [Span(0, len(text))]


@pytest.mark.parametrize(
    ("text", "low", "high", "scale"),
    [
        ("the bridge will probably open", 0.60, 0.85, "survey"),
        ("rain is highly likely", 0.80, 0.96, "survey"),
        ("rain is likely", 0.60, 0.86, "survey"),
        ("rain is unlikely", 0.10, 0.35, "survey"),
        ("rain is not likely", 0.03, 0.40, "none"),
        ("there is a 70 percent chance of rain", 0.70, 0.70, "stated"),
        ("there is a 30 to 40% chance of rain", 0.30, 0.40, "stated"),
        ("a one-in-four chance", 0.25, 0.25, "stated"),
        ("it is fifty-fifty", 0.50, 0.50, "stated"),
    ],
)
def test_words_with_a_range(text: str, low: float, high: float, scale: str) -> None:
    certainty = read_doubt(text, whole(text)).certainty
    assert certainty is not None
    if scale == "none":  # turned about: the range of the opposite word
        assert (certainty.low, certainty.high) == tuple(load_table("scales/survey")["phrases"]["unlikely"])
    else:
        assert (certainty.low, certainty.high, certainty.scale) == (low, high, scale)


@pytest.mark.parametrize("word", ["may", "might", "could", "possibly", "perhaps", "maybe"])
def test_words_that_no_table_covers_have_no_range(word: str) -> None:
    text = f"the ferry {word} sinks"
    doubt = read_doubt(text, whole(text))
    assert doubt.certainty is not None and doubt.certainty.low is None and doubt.certainty.scale is None
    assert [span.of(text) for span in doubt.hedges] == [word]


@pytest.mark.parametrize("text", ["the ferry sails in May", "on May 3 the ferry sails", "the ferry sails"])
def test_a_month_hedges_nothing(text: str) -> None:
    doubt = read_doubt(text, whole(text))
    assert doubt.certainty is None and doubt.hedges == ()


def test_official_products_stand_on_their_own_scale() -> None:
    text = "an attack is unlikely this year"
    official = read_doubt(text, whole(text), "the National Intelligence Council").certainty
    assert official is not None and official.scale == "icd203" and (official.low, official.high) == (0.20, 0.45)


@pytest.mark.parametrize("name", SCALES)
def test_scales_are_ranges(name: str) -> None:
    for phrase, (low, high) in load_table(f"scales/{name}")["phrases"].items():
        assert 0 <= low <= high <= 1, phrase


def test_how_it_is_known() -> None:
    for text, basis in [
        ("what I heard from two aides is that he left", "hearsay"),
        ("I saw the convoy leave", "first_hand"),
        ("it appears that the convoy left", "inference"),
        ("the convoy left", "unknown"),
    ]:
        assert read_basis(text, whole(text)) == basis
