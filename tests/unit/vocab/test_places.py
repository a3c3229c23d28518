"""Places: towns with their region, and the one policy for territory in dispute."""

from __future__ import annotations

import pytest

from tocsin.annotate.entities.gazetteer import load_gazetteer
from tocsin.vocab.loader import load_table
from tocsin.vocab.places import dispute_over, disputes, towns_named


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Crimea", "UKR"),
        ("Golan Heights", "SYR"),
        ("Western Sahara", None),
        ("Kashmir", None),
        ("Kosovo", "XKX"),
        ("Taiwan", "TWN"),
    ],
)
def test_disputed_territory_is_marked_and_shown_by_the_policy(name: str, country: str | None) -> None:
    found = dispute_over(name)
    assert found is not None
    assert found.country == country
    assert len(found.claimed_by) >= 1


def test_the_tables_agree_on_whose_a_disputed_place_is() -> None:
    known = load_table("countries")["countries"]
    for row in disputes():
        assert all(code in known for code in row.claimed_by), row.names
        for name in row.names:
            told = {entry.country for entry in load_gazetteer().lookup(name) if entry.sort == "place"}
            assert told == {row.country}, (name, told)


def test_towns_have_country_region_and_people() -> None:
    largest = towns_named("TRIPOLI")[0]
    assert (largest.country, largest.people > 1_000_000) == ("LBY", True)
    assert {town.country for town in towns_named("Tripoli")} == {"LBY", "LBN"}
    assert towns_named("Nowhere-on-Sea") == ()
