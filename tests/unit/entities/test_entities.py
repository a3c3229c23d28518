"""What the entities annotator finds, rule by rule."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tocsin.annotate.entities.coder import EnglishEntities
from tocsin.text.text import Text

pytestmark = pytest.mark.model


def test_titles_become_roles_and_names_stay_bare(read: Any) -> None:
    found = read("U.S. Secretary of State Ilse Varga met Norwegian Defence Minister Jonas Reed on Friday.")
    varga, reed = found.entity("Ilse Varga"), found.entity("Jonas Reed")
    assert [(r.title, r.country) for r in varga.roles] == [("Secretary of State", "USA")]
    assert [(r.title, r.country) for r in reed.roles] == [("Defence Minister", "NOR")]
    assert found.words(varga) == ["Ilse Varga"]
    assert varga.roles[0].span.of(found.text) == "Secretary of State"


def test_a_country_between_office_and_name(read: Any) -> None:
    found = read("He telephoned President of the Republic of Kenya Jonas Reed.")
    assert found.entity("Jonas Reed").country == "KEN"


def test_years_of_an_office(read: Any) -> None:
    found = read("Karl Berg, who served as US ambassador to Chile from 2005 to 2008, declined to comment.")
    [role] = found.entity("Karl Berg").roles
    assert (role.title, role.country, role.first, role.last) == ("ambassador to Chile", "USA", "2005", "2008")


def test_a_former_office_gives_no_sector(read: Any) -> None:
    berg = read("Former British minister Karl Berg spoke.").entity("Karl Berg")
    assert (berg.country, berg.sector, berg.roles[0].title) == ("GBR", None, "former minister")


def test_civil_generals_are_no_soldiers(read: Any) -> None:
    found = read("UN Secretary-General Karl Berg and Brigadier General Jonas Reed spoke.")
    assert found.entity("Karl Berg").sector == "GOV"
    assert found.entity("Jonas Reed").sector == "MIL"


def test_an_acronym_in_brackets_is_its_full_name(read: Any) -> None:
    found = read("The Institute for Quiet Studies (IQS) published a map. IQS gave no source.")
    assert found.words(found.entity("Institute for Quiet Studies")) == ["Institute for Quiet Studies", "IQS", "IQS"]


def test_two_countries_before_a_noun_give_none(read: Any) -> None:
    found = read("French and German officials met.")
    [group] = [e for e in found.entities if e.kind == "group"]
    assert group.country is None
    assert {e.country for e in found.entities if e.kind == "country"} == {"FRA", "DEU"}


def test_treaties_named_after_places_are_no_places(read: Any) -> None:
    assert read("They spoke about the Minsk agreements and the Oslo Accords.").names() == set()


def test_a_place_takes_the_country_beside_it(read: Any) -> None:
    found = read("The talks in Tripoli, Lebanon, failed.")
    assert found.entity("Tripoli", "place").country == "LBN"


def test_a_dateline_is_a_place(read: Any) -> None:
    assert read("KYIV, March 3 (Demo Wire) - The minister resigned.").entity("Kyiv").kind == "place"


def test_pronouns_inside_quotations_are_not_their_speaker(read: Any) -> None:
    found = read("“He will not come,” Ilse Varga said.")
    assert found.words(found.entity("Ilse Varga"), "pronoun") == []
    assert found.doubts() == ["He"]


def test_a_pronoun_under_its_speaker(read: Any) -> None:
    found = read("Jonas Reed said he did not believe the report. He gave no reason.")
    assert found.words(found.entity("Jonas Reed"), "pronoun") == ["he", "He"]


def test_every_named_entity_of_the_text_is_mentioned(read: Any) -> None:
    found = read("Minister Ilse Varga, of Norway, told Reuters that Oslo and NATO agreed.", outlet="Demo Wire")
    for entity in found.entities:
        assert entity.basis == "metadata" or found.words(entity)


def test_ids_do_not_change(read: Any) -> None:
    text = "Russian troops left Georgia, Minister Ilse Varga said in Tbilisi."
    assert [e.id for e in read(text).entities] == [e.id for e in read(text).entities]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("the rain fell on the hills.", False), ("The rain fell.", False), ("It fell.", True), ("the troops left.", True),
     ("Then Oslo fell.", True), ("Oslo fell.", True)],
)  # fmt: skip
def test_which_sentences_want_a_parse(text: str, wanted: bool) -> None:
    assert EnglishEntities().wants_parse(Text(text).sentences[0]) is wanted


WORDS = [
    *"President Mr. of the , . ( ) - 's “ ” US Russian Kremlin he it Ilse Varga General Secretary for former".split(),
    *"who served as from 2005 said Ministry troops forces NATO IQS Jr. von é and ambassador to".split(),
    "\n",
    "\u200b",
]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=40).map(" ".join), st.sampled_from([None, "Demo Wire", "'s"])
)
def test_no_text_breaks_it_and_spans_are_clean(read: Any, text: str, outlet: str | None) -> None:
    found = read(text, outlet)
    for mention in found.mentions:
        words = mention.span.of(text)
        assert words == words.strip()
        assert words


@pytest.mark.parametrize("text", ["The rover Anna-2 landed near Strelsau.", "They met Anna-", "The rover of Maria-7."])
def test_a_hyphen_that_no_word_follows_ends_a_name(read: Any, text: str) -> None:
    found = read(text)  # it went round for ever
    assert all(record.id for record in found.reading.records)
