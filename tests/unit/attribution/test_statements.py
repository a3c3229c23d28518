"""Statements end to end: who, to whom, when, through whom; and what must not be claimed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tocsin.records import Entity, Mention, cited_spans

pytestmark = pytest.mark.model
Read = Callable[..., Any]


def test_split_quotation_is_one_statement(read: Read) -> None:
    seen = read('"We will stay," President Ilse Varga said, "until the river falls." The crowd cheered.')
    said = seen.by_cue("said")
    assert seen.words(said.content) == '"We will stay," | "until the river falls."'
    assert said.manner == "direct" and seen.speaker(said) == "Ilse Varga"


def test_a_question_mark_inside_the_marks_ends_no_speech(read: Read) -> None:
    seen = read('"Who will pay for the bridge?" President Ilse Varga asked. "Not the villages."')
    asked = seen.by_cue("asked")
    assert seen.words(asked.content) == '"Who will pay for the bridge?" | "Not the villages."'


def test_a_dateline_is_no_content(read: Read) -> None:
    seen = read("OSLO, March 14 (Demo Wire) - The harbour will stay closed, President Ilse Varga said on Friday.")
    assert seen.words(seen.by_cue("said").content) == "The harbour will stay closed"


def test_who_is_cited_ends_the_chain(read: Read) -> None:
    seen = read("The ferry has sunk, Germany said on Friday, citing Reuters.")
    assert seen.chain(seen.by_cue("said"))[-2:] == ["Germany", "Reuters"]
    assert "citing" not in {seen.words(s.cue) for s in seen.statements}


def test_quoted_as_saying(read: Read) -> None:
    seen = read("President Ilse Varga was quoted as saying that the ferry had sunk.")
    saying = seen.by_cue("was quoted as saying")
    assert seen.speaker(saying) == "Ilse Varga" and saying.parent is None


def test_i_is_who_is_quoted_and_nobody_in_reported_speech(read: Read) -> None:
    seen = read('"I believe the ferry sank," President Ilse Varga said. I think she is wrong.')
    assert seen.speaker(seen.by_cue("believe")) == "Ilse Varga"
    mine = seen.by_cue("think")
    assert mine.source_entity is None and seen.doubts("ambiguous-referent")


def test_the_official_is_one_of_two(read: Read) -> None:
    text = "A French official said the talks failed. A German official said they went well. The official added nothing."
    seen = read(text.replace("added nothing", "added that they would go on"))
    assert seen.by_cue("added").source_entity is None


def test_the_official_is_the_one_before(read: Read) -> None:
    seen = read("A tired official said the talks failed. The official added that they would go on.")
    assert seen.by_cue("added").source_entity == seen.by_cue("said").source_entity is not None


def test_an_unnamed_source_has_its_words_for_a_role(read: Read) -> None:
    seen = read("Two intelligence analysts said the convoy had turned back.")
    entity = seen.entities[seen.by_cue("said").source_entity]
    assert entity.name is None and entity.kind == "group"
    assert seen.by_cue("said").on_record == "anonymous"


def test_a_thought_is_no_entity(read: Read) -> None:
    seen = read("Our fear suggests that the dam is weak.")
    assert all(seen.words(s.source) != "Our fear" or s.source_entity is None for s in seen.statements)


def test_scare_quotes_are_silent(read: Read) -> None:
    seen = read('The "friendship" bridge stays closed. Talks in the "2+2" format start today.')
    assert not seen.statements and not seen.doubts("unattributed-quotation")


def test_a_quotation_without_a_speaker_is_a_doubt(read: Read) -> None:
    seen = read('The wind rose.\n\n"They will never come back to this island and we know it."')
    assert len(seen.doubts("unattributed-quotation")) == 1
    [kept] = seen.statements
    assert kept.source == () and kept.source_entity is None and kept.score < 0.5


def test_floating_quotation_takes_the_one_source_of_its_paragraph_and_says_so(read: Read) -> None:
    seen = read('President Ilse Varga denounced the blockade. "It has to end before the winter comes."')
    floating = next(s for s in seen.statements if not s.cue)
    assert seen.speaker(floating) == "Ilse Varga"
    assert floating.on_record == "inferred" and floating.score <= 0.5


def test_doubled_single_marks_are_quotation_marks(read: Read) -> None:
    seen = read("''The bridge is open,'' President Ilse Varga said.")
    assert seen.by_cue("said").manner == "direct"


def test_a_phrase_of_circumstance_is_no_content(read: Read) -> None:
    seen = read("In the late spring of that year, President Ilse Varga wrote a long letter.")
    assert not any("spring" in seen.words(s.content) for s in seen.statements)


ODD = [
    '"', "said", "said:", "I", '"Said', ":", "A: b", "according to", "'' ''", "\u201c\u2026,\u201d said.",
    "X said \u201c", "\u201d X said \u201c", "'s claim that", "to say", "\u2018\u2019", '"" said X. ""',
    "\u201ca \u201cb",
]  # fmt: skip


@pytest.mark.parametrize("text", ODD)
def test_odd_text_never_raises(read: Read, text: str) -> None:
    read(text)


def test_shuffled_words_never_raise_and_are_cited_whole(read: Read) -> None:
    words = 'the minister said "we will not" go , he told Reuters : and \u201cnever\u201d according to them'.split()
    for step in range(1, 24):
        seen = read(" ".join(words[(step * at + at // 7) % len(words)] for at in range(30)))
        for record in seen.reading.records:
            for span in cited_spans(record):
                cited = span.of(seen.reading.document.text)
                assert cited == cited.strip() and cited


def test_the_same_text_gives_the_same_ids(read: Read) -> None:
    text = "A tired official said the talks failed, according to Reuters."
    assert [r.id for r in read(text).reading.records] == [r.id for r in read(text).reading.records]


def test_every_source_that_was_made_is_mentioned(read: Read) -> None:
    seen = read("A tired official said the talks failed. Two drivers told Reuters that the road was open.")
    mentioned = {r.entity for r in seen.reading.records if isinstance(r, Mention)}
    made = [r for r in seen.reading.records if isinstance(r, Entity) and r.coder == "attribution"]
    assert made and all(entity.id in mentioned for entity in made)


@pytest.mark.parametrize("day", ["2031-03-14", "2032-03-12"])
def test_the_day_of_saying_moves_with_the_publication(read: Read, day: str) -> None:
    from tocsin.records import Published

    seen = read("Germany said on Monday that the ferry sank.", published=Published(value=day, basis="given"))
    said = seen.by_cue("said").said
    assert said is not None and said.first == {"2031-03-14": "2031-03-10", "2032-03-12": "2032-03-08"}[day]


def test_a_scale_phrase_may_run_over_the_end_of_a_line(read: Read) -> None:
    wrapped = (
        "The minister told the council of the islands on Monday evening that\n"
        "a strike on the harbour by the forces of the mainland was now very\n"
        "unlikely before June, because the boats were still in their docks\n"
        "and the crews had been sent home for the holidays by their union.\n"
    )
    seen = read(wrapped)
    assert not seen.doubts("coder-failed")
    assert any(s.certainty is not None and "unlikely" in s.certainty.words for s in seen.statements)
