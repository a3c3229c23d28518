"""The event tables as data: closed types and modes, patterns that can be met, statuses that exist."""

from __future__ import annotations

from typing import get_args

import pytest

from tocsin.annotate.events.forms import inflect
from tocsin.annotate.events.lexicon import english_lexicon
from tocsin.annotate.events.plover import code_plover, find_contexts, scale_of
from tocsin.records import PloverCode
from tocsin.records.kinds import EventStatus, PloverType
from tocsin.vocab.loader import load_table

TYPES = get_args(PloverType)
STATUSES = get_args(EventStatus)


def test_sixteen_types_with_their_quads() -> None:
    table = load_table("plover/types")["types"]
    assert set(table) == set(TYPES)
    assert {row["quad"] for row in table.values()} == {
        "verbal cooperation", "material cooperation", "verbal conflict", "material conflict",
    }  # fmt: skip
    assert all(-10 <= row["scale"] <= 10 for row in table.values())


def test_thirty_seven_contexts() -> None:
    assert len(load_table("plover/contexts")["contexts"]) == 37


def test_every_mode_of_a_rule_is_a_mode_of_its_type() -> None:
    modes = load_table("plover/types")["modes"]
    lexicon = english_lexicon()
    for rules in (*lexicon.verbs.values(), *lexicon.nouns.values()):
        for rule in rules:
            assert rule.mode is None or rule.mode in modes.get(rule.type, ()), (rule.words, rule.type, rule.mode)


def test_every_code_of_a_rule_is_in_the_cameo_table_with_its_type() -> None:
    codes = load_table("cameo/codes")["codes"]
    lexicon = english_lexicon()
    for rules in (*lexicon.verbs.values(), *lexicon.nouns.values()):
        for rule in rules:
            assert rule.cameo is None or rule.cameo in codes, (rule.words, rule.cameo)


def test_status_table_names_statuses_and_types() -> None:
    for status, row in load_table("plover/status").items():
        if status == "source":
            continue
        assert status in (*STATUSES, "accused")
        for act, cell in row.items():
            assert act in TYPES
            assert cell == "none" or cell.partition("/")[0] in TYPES


def test_words_of_status_lists_name_statuses() -> None:
    table = load_table("en/event_status")
    for group in ("modals", "verbs", "nouns", "adjectives", "adverbs", "marks"):
        assert set(table[group]) <= set(STATUSES)


@pytest.mark.parametrize(
    ("act", "status", "expected"),
    [
        ("CONSULT", "planned", "AGREE"),
        ("CONSULT", "refused", "REJECT"),
        ("CONSULT", "cancelled", "REJECT"),
        ("AID", "cancelled", "SANCTION"),
        ("ASSAULT", "threatened", "THREATEN"),
        ("RETREAT", "requested", "REQUEST"),
        ("ASSAULT", "denied", None),
        ("ASSAULT", "accused", "ACCUSE"),
        ("ASSAULT", "alleged", "ASSAULT"),
        ("ASSAULT", "occurred", "ASSAULT"),
    ],
)
def test_plover_code_by_table(act: PloverType, status: EventStatus, expected: PloverType | None) -> None:
    assert code_plover(act, None, status).type == expected


def test_scale_is_the_modes_where_it_has_one() -> None:
    assert scale_of(PloverCode(type="RETREAT", mode="disarm")) == 10.0
    assert scale_of(PloverCode(type="RETREAT", mode=None)) == 6.5
    assert scale_of(PloverCode(type=None)) is None


def test_contexts_need_all_their_words_in_a_row() -> None:
    words = ["the", "foreign", "minister", "left"]
    assert "diplomatic" in find_contexts(words, words)
    assert "diplomatic" not in find_contexts(["minister", "foreign"], ["minister", "foreign"])


@pytest.mark.parametrize(
    ("lemma", "form"),
    [("ban", "banned"), ("deny", "denied"), ("impose", "imposing"), ("hold", "held"), ("clash", "clashes")],
)
def test_forms_of_a_word(lemma: str, form: str) -> None:
    assert form in inflect(lemma)
