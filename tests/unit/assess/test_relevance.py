"""The gate before the dear work: what it admits, and what becomes of the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest

from tocsin.assess.playbook import Playbook, Problem, parse_playbook, parse_problem
from tocsin.assess.relevance import Gate, Width
from tocsin.desk.gating import read_gated
from tocsin.records import Document, Published, Reading, make_document
from tocsin.vocab.roster import Holding, Roster, Rostered

PLAYBOOK = """
id = "demo"
title = "Demo"
source = "made up"
[[phase]]
id = "only"
title = "The only one"
[[indicator]]
id = "massed"
phase = "only"
title = "forces massed"
[[indicator.match]]
event = ["MOBILIZE"]
actor = ["$initiator"]
near = ["$target"]
[[indicator]]
id = "lines"
phase = "only"
title = "red lines"
[[indicator.match]]
statement = ["threat"]
speaker = ["$initiator"]
words = ["red line*"]
[[level]]
number = 1
name = "normal"
"""
PROBLEM = """
id = "demo"
question = "Will Ruritania march on Graustark?"
source = "made up"
playbook = "demo"
roles = { initiator = ["Ruritania"], target = ["Graustark", "FRA"] }
[window]
opens = "2021-09-01"
horizon_days = 90
"""
OFFICER = Rostered(
    id="demo",
    name="Otto Tarlenheim",
    holdings=(Holding(title="general", country="FRA", source="made up"),),
)


def gate(width: Width) -> Gate:
    watched: list[tuple[Problem, Playbook]] = [
        (parse_problem(PROBLEM, "problem"), parse_playbook(PLAYBOOK, "playbook"))
    ]
    return Gate(watched, Roster([OFFICER]), width)


@pytest.mark.parametrize("width", ["wide", "narrow"])
@pytest.mark.parametrize(
    ("text", "admitted"),
    [
        ("Ruritania deployed troops near Graustark.", True),
        ("Ruritania deployed soldiers. The French protested.", True),
        ("Ruritania deployed troops; General Tarlenheim was told.", True),
        ("Ruritania deployed troops in its own east.", False),
        ("Ruritania speaks of red lines.", True),
        ("The red line of the tram was closed.", False),
        ("", False),
    ],
)
def test_it_admits_what_has_a_word_for_every_condition(width: Width, text: str, admitted: bool) -> None:
    assert gate(width).admits(text) is admitted


def test_the_narrow_one_wants_them_near() -> None:
    text = f"Ruritania deployed troops. {'The weather was fine. ' * 60} Graustark won the match."
    assert gate("wide").admits(text)
    assert not gate("narrow").admits(text)


def test_what_is_left_out_is_kept_in_its_place_and_says_so() -> None:
    texts = ["Ruritania deployed troops near Graustark.", "The weather was fine.", "Ruritania speaks of red lines."]
    documents = [make_document(text=text, published=Published(value=None, basis="unknown")) for text in texts]
    asked: list[str] = []

    def read(admitted: Iterable[Document]) -> Iterator[Reading]:
        for document in admitted:
            asked.append(document.text)
            yield Reading(document=document, records=(), diagnostics=())

    found = list(read_gated(documents, gate("wide"), read))
    assert [reading.document for reading in found] == documents
    assert [[d.code for d in reading.diagnostics] for reading in found] == [[], ["gated"], []]
    assert asked == [texts[0], texts[2]]
    assert [r.diagnostics for r in read_gated(documents, None, read)] == [(), (), ()]
