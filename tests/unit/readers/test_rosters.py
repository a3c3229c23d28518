"""A user's own roster: three forms, one result, and errors that say where."""

from __future__ import annotations

from pathlib import Path

import pytest

from tocsin.config import parse_settings
from tocsin.errors import ConfigError
from tocsin.readers.rosters import read_roster
from tocsin.vocab.roster import Rostered, bundled_roster

TOML = """
[[people]]
id = "ilse-varga"
name = "Ilse Varga"
gender = "f"
holdings = [{ title = "foreign minister", country = "NOR", first = "2030", source = "the office's page" }]
"""
CSV = """id,name,gender,title,country,first,source
ilse-varga,Ilse Varga,f,foreign minister,NOR,2030,the office's page
"""
FTM = (
    """{"id":"ilse-varga","schema":"Person","properties":{"name":["Ilse Varga"],"gender":["female"]}}
{"id":"p","schema":"Position","properties":{"name":["Foreign Minister"],"country":["no"]}}
{"id":"o","schema":"Occupancy","properties":{"holder":["ilse-varga"],"post":["p"],"startDate":["2030"],"""
    """"sourceUrl":["the office's page"]}}
"""
)


def one(folder: Path, name: str, text: str) -> Rostered:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    [person] = read_roster(path).people
    return person


def test_three_forms_say_the_same(tmp_path: Path) -> None:
    forms = [one(tmp_path, "a.toml", TOML), one(tmp_path, "a.csv", CSV), one(tmp_path, "a.ftm", FTM)]
    assert forms[0] == forms[1] == forms[2]
    assert forms[0].holdings[0].country == "NOR"


@pytest.mark.parametrize(
    ("name", "text", "seen"),
    [
        ("a.xls", "", "does not end in '.xls'"),
        ("a.csv", "who,when\nx,y\n", "must name columns"),
        ("a.csv", "name,gender\n,f\n", "line 2 names nobody"),
        ("a.csv", "name,gender\nIlse Varga,w\n", "not 'w'"),
        ("a.toml", "people = 3", "Expected `array`"),
        ("a.jsonl", "{not json}", "malformed"),
    ],
)
def test_a_bad_roster_says_where_and_what(tmp_path: Path, name: str, text: str, seen: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as error:
        read_roster(path)
    assert error.value.code == "bad-roster"
    assert str(path) in str(error.value)
    assert seen in str(error.value)


def test_a_missing_roster_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        read_roster(tmp_path / "none.csv")


def test_the_environment_names_several() -> None:
    assert parse_settings({"rosters": "a.csv;b.toml"}).rosters == ("a.csv", "b.toml")


def test_every_bundled_office_names_its_source_and_dates_in_order() -> None:
    people = bundled_roster().people
    assert len({person.id for person in people}) == len(people)
    for person in people:
        for holding in person.holdings:
            assert holding.source
            first, last = holding.first, holding.last
            width = min(len(first or ""), len(last or ""))
            assert first is None or last is None or first[:width] <= last[:width], person.name
