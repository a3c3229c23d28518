"""The picture: the present one on a small desk, the last one while a large one is made, the past as it was known."""

from __future__ import annotations

import time
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from tocsin.assess.playbook import parse_playbook, parse_problem
from tocsin.config import Settings
from tocsin.desk import Desk
from tocsin.desk.picture import Pictures
from tocsin.ledger.cut import NO_CUT, Cut
from tocsin.records import Entity, Event, Mention, Published, Reading, make_document, record_id
from tocsin.stores.memory import MemoryStore
from tocsin.stores.sqlite import open_sqlite
from tocsin.text.span import Span

AT, LATER = "2021-11-12T08:00:00+00:00", "2021-11-13T08:00:00+00:00"


def build_up(outlet: str) -> Reading:
    """A document in which the page itself tells a build-up."""
    text = f"Russia massed troops near Ukraine, {outlet} has learned."
    document = make_document(text, outlet=outlet, published=Published(value="2021-11-10", basis="given"))
    entities, mentions = [], []
    for name, code, start in (("Russia", "RUS", 0), ("Ukraine", "UKR", 26)):
        entity = Entity(
            id=record_id("Entity", document.id, name), score=1, coder="made", basis="text", kind="country", name=name,
            country=code, sector=None,
        )  # fmt: skip
        span = Span(start, start + len(name))
        entities.append(entity)
        mentions.append(
            Mention(
                id=record_id("Mention", document.id, span),
                score=1,
                coder="made",
                span=span,
                entity=entity.id,
                form="name",
            )
        )
    event = Event(
        id=record_id("Event", document.id, 7), score=0.8, coder="made", trigger=(Span(7, 20),), event_type="MOBILIZE",
        mode="troops", contexts=(), plover=None, cameo=None, actors=(entities[0].id,), recipients=(entities[1].id,),
        location=None, days=None, days_basis=None, status="occurred", status_cue=(), according_to=None, scale=None,
    )  # fmt: skip
    return Reading(document=document, records=(*entities, *mentions, event), diagnostics=())


@pytest.fixture(params=["memory", "sqlite"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    store: Any = MemoryStore() if request.param == "memory" else open_sqlite(tmp_path / "desk.sqlite")
    add(store, "Demo Wire")
    tables = files("tocsin.vocab")
    playbook = parse_playbook(tables.joinpath("playbooks", "amass-provoke-cross.toml").read_text("utf-8"), "p")
    problem = parse_problem(tables.joinpath("problems", "ru-ua-2021.toml").read_text("utf-8"), "q")
    yield Desk(store, {problem.id: problem}, {playbook.id: playbook}, Settings())
    store.close()


def add(store: Any, outlet: str, at: str = AT) -> str:
    reading = build_up(outlet)
    store.add(reading, run=store.open_run({}, at=at), at=at, by="ana")
    return reading.document.id


def level(pictures: Pictures, cut: Cut = NO_CUT, *, fresh: bool = False) -> int:
    return pictures.at(cut, fresh=fresh).report.assessments[0].level.number


def test_it_says_what_the_desk_says(desk: Desk) -> None:
    add(desk.store, "Demo Gazette")
    picture = Pictures(desk).at()
    assert picture.report == desk.assess(NO_CUT)
    assert picture.timeline == desk.timeline(NO_CUT, frozenset({"event", "statement", "forecast"}))
    assert picture.contacts == desk.contacts(NO_CUT)
    assert picture.tone == desk.tone(NO_CUT)
    assert picture.forecasts("2021-11-12") == desk.forecast_register(NO_CUT, "2021-11-12")


def test_a_small_desk_is_always_the_present_one(desk: Desk) -> None:
    pictures = Pictures(desk)
    first = pictures.at()
    assert pictures.at() is first
    before = level(pictures)
    gazette = add(desk.store, "Demo Gazette")
    assert level(pictures) > before
    event = next(r.id for r in pictures.at().readings[gazette].records if isinstance(r, Event))
    word = desk.judge(gazette, event, "reject", by="ana", at=LATER)
    assert level(pictures) == before
    desk.store.undo(word.id, by="ana", at=LATER)
    assert level(pictures) > before
    desk.store.remove(gazette, at=LATER, by="ana")
    assert gazette not in pictures.at().readings
    desk.store.restore(gazette, at=LATER, by="ana")
    assert gazette in pictures.at().readings


def test_a_purged_document_leaves_the_picture_and_a_new_run_enters_it(desk: Desk) -> None:
    pictures = Pictures(desk)
    gazette = add(desk.store, "Demo Gazette")
    assert gazette in pictures.at().readings
    desk.store.purge(gazette, at=LATER, by="ana", reason="a test")
    assert list(pictures.at().readings) == [build_up("Demo Wire").document.id]
    run = desk.store.begin_run({}, at=LATER)
    desk.store.recode(Reading(document=build_up("Demo Wire").document, records=(), diagnostics=()), run=run)
    desk.store.finish_run(run)
    assert [reading.records for reading in pictures.at().readings.values()] == [()]


def test_while_a_large_one_is_made_the_last_one_is_shown(desk: Desk) -> None:
    pictures = Pictures(desk, quick=0.0, rest=0.0)
    first = pictures.at()
    assert len(first.timeline) == 1
    add(desk.store, "Demo Gazette")
    assert pictures.at() is first, "nobody waits"
    until = time.monotonic() + 10
    while pictures.at() is first and time.monotonic() < until:
        time.sleep(0.01)
    assert len(pictures.at().readings) == 2
    add(desk.store, "Demo Post")
    assert len(pictures.at(fresh=True).readings) == 3, "but who has judged waits"


def test_the_past_is_as_it_was_known_and_stands_while_documents_come(desk: Desk) -> None:
    pictures = Pictures(desk)
    known = Cut(known_at=AT)
    past = pictures.at(known)
    gazette = add(desk.store, "Demo Gazette", LATER)
    assert pictures.at(known) is past
    assert gazette not in pictures.at(known).readings
    desk.store.remove(build_up("Demo Wire").document.id, at=LATER, by="ana")
    assert pictures.at(known).readings == {}
    assert pictures.at(Cut(as_of="2021-11-09")).readings == {}
