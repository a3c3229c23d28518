"""Where there is no gold: change the input in a way whose effect is known, and look at the records."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest

from tocsin.records import Event, Published, Reading, Statement, Timex, make_document

STORY = (
    "Arvenian Foreign Minister Ilse Varga met her Sorland counterpart Tomas Brandt in Calder on Wednesday.\n\n"
    "\u201cThe talks were frank,\u201d Varga said on Thursday. "
    "She warned that Sorland could close the border next week."
)
APART = "The harbour museum opens a new hall for old ships. Its roof is made of glass."

pytestmark = pytest.mark.model


def read(pipeline: Any, text: str, day: str = "2031-03-14", outlet: str = "Demo Wire") -> Reading:
    [reading] = pipeline.read([make_document(text, outlet=outlet, published=Published(value=day, basis="given"))])
    return reading


def shape(reading: Reading) -> list[tuple[Any, ...]]:
    """Records without what depends on offsets, ids and dates."""
    return sorted(
        (type(r).__name__, getattr(r, "kind", ""), getattr(r, "event_type", ""), getattr(r, "status", ""))
        for r in reading.records
    )


def test_moving_the_publication_moves_every_relative_day_as_far(pipeline: Any) -> None:
    weeks = timedelta(weeks=5)
    before, after = read(pipeline, STORY), read(pipeline, STORY, "2031-04-18")
    assert shape(before) == shape(after)
    moved = 0
    timexes = [[r for r in reading.records if isinstance(r, Timex)] for reading in (before, after)]
    for early, late in zip(*timexes, strict=True):
        if early.days is not None and early.anchor == "published" and early.days.first:
            assert late.days is not None and late.days.first is not None
            assert date.fromisoformat(late.days.first[:10]) - date.fromisoformat(early.days.first[:10]) == weeks
            moved += 1
    assert moved >= 2, "the story has at least two relative days"


def test_a_copy_at_another_outlet_has_the_same_records_under_another_document(pipeline: Any) -> None:
    wire, gazette = read(pipeline, STORY), read(pipeline, STORY, outlet="Demo Gazette")
    assert wire.document.text_digest == gazette.document.text_digest
    assert wire.document.id != gazette.document.id
    assert shape(wire) == shape(gazette)


def test_an_unrelated_paragraph_leaves_the_other_records_as_they_were(pipeline: Any) -> None:
    alone, longer = read(pipeline, STORY), read(pipeline, STORY + "\n\n" + APART)
    for kind in (Statement, Event, Timex):
        told = [cited(r) for r in alone.records if isinstance(r, kind)]
        again = [cited(r) for r in longer.records if isinstance(r, kind)]
        assert all(record in again for record in told)


def cited(record: Any) -> str:
    """A record by its spans and its plain fields, without ids."""
    import msgspec

    plain = msgspec.to_builtins(record)
    for name in ("id", "source_entity", "actors", "recipients", "chain", "addressees", "parent", "according_to"):
        plain.pop(name, None)
    return json.dumps(plain, sort_keys=True)


def test_documents_are_read_alike_in_any_order(pipeline: Any) -> None:
    documents = [
        make_document(text, outlet="Demo Wire", published=Published(value="2031-03-14", basis="given"))
        for text in (STORY, APART, STORY.replace("Varga", "Lindqvist"))
    ]
    forward = {r.document.id: r for r in pipeline.read(documents)}
    backward = {r.document.id: r for r in pipeline.read(documents[::-1])}
    assert forward == backward


def test_another_name_for_an_actor_changes_no_code(pipeline: Any) -> None:
    assert shape(read(pipeline, STORY)) == shape(read(pipeline, STORY.replace("Varga", "Hale")))
