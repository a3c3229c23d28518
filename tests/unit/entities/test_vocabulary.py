"""The tables keep their own form."""

from __future__ import annotations

import re

from tocsin.annotate.entities.gazetteer import Entry, Gazetteer, load_gazetteer, split_words
from tocsin.annotate.entities.lexicon import (
    agent_of,
    gender_of_name,
    same_given_name,
    tenure_of,
    title_head,
)
from tocsin.text.text import Text
from tocsin.vocab.loader import load_table


def test_every_country_has_a_code_of_three_letters_and_a_name():
    rows = load_table("countries")["countries"]
    assert len(rows) > 250
    assert all(re.fullmatch("[A-Z]{3}", code) and row["name"] for code, row in rows.items())
    assert {"SUN", "YUG", "CSK", "DDR", "SCG", "XKX"} <= rows.keys()


def test_no_name_is_two_countries_own():
    owners: dict[str, set[str]] = {}
    for code, row in load_table("countries")["countries"].items():
        for words in (row["name"], *row.get("aliases", ())):
            owners.setdefault(words, set()).add(code)
    assert {words: codes for words, codes in owners.items() if len(codes) > 1} == {}


def test_places_are_in_countries_that_exist():
    codes = load_table("countries")["countries"].keys()
    assert load_table("places")["places"].keys() <= codes


def test_organisations_are_of_countries_that_exist():
    codes = load_table("countries")["countries"].keys()
    groups = [group for group in load_table("en/organizations").values() if isinstance(group, dict)]
    assert {row["country"] for group in groups for row in group["rows"] if "country" in row} <= codes


def test_no_given_name_is_of_both_genders():
    table = load_table("en/first_names")
    assert not set(table["m"]) & set(table["f"])


def test_words_that_stand_alone_are_agents():
    assert all(agent_of(word) for word in load_table("en/agents")["alone"]["nouns"])


def test_the_longest_known_name_wins_and_capitals_match():
    tokens = Text("SOUTH SUDAN and Sudan and the U.S. met.").sentences[0].tokens
    found = [match.entry.country for match in load_gazetteer().matches(tokens)]
    assert found == ["SSD", "SDN", "USA"]


def test_formal_names_are_made_by_rule():
    known = {words: load_gazetteer().lookup(words)[0].country for words in ("Republic of Kenya", "Kyrgyz Republic")}
    assert known == {"Republic of Kenya": "KEN", "Kyrgyz Republic": "KGZ"}
    assert load_gazetteer().lookup("Republic of China")[0].country == "TWN"


def test_a_name_without_words_is_passed_over():
    assert list(Gazetteer([("\u200b", Entry("place", "x"))]).matches(Text("Oslo").sentences[0].tokens)) == []
    assert split_words("U.S. Navy") == ("U.S.", "Navy")


def test_titles_are_known_in_any_case_and_with_one_letter_wrong():
    head = title_head("Chanceller")
    assert head is not None
    assert (head.word, head.sort) == ("chancellor", "office")
    assert title_head("table") is None
    assert [tenure_of(word) for word in ("former", "acting", "big")] == ["over", "now", None]


def test_given_names_that_may_be_one_persons():
    assert same_given_name("William", "Bill")
    assert same_given_name("Sergei", "Sergey")
    assert same_given_name("J.", "Jonas")
    assert not same_given_name("Jonas", "Clara")
    assert gender_of_name("Kim") is None
