"""A piece of the timeline is what the whole has of those days, over every store; several readings go in at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from benchmarks.store import Maker

from tocsin.config import Settings
from tocsin.desk import Desk
from tocsin.ledger.cut import NO_CUT, Cut
from tocsin.ledger.protocol import Store
from tocsin.records import Event
from tocsin.stores.memory import MemoryStore
from tocsin.stores.postgres import open_postgres
from tocsin.stores.sqlite import open_sqlite

AT = "2031-03-15T08:00:00+00:00"
COUNT = 30
MAKER = Maker()


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    opened: Store
    if request.param == "memory":
        opened = MemoryStore()
    elif request.param == "sqlite":
        opened = open_sqlite(tmp_path / "desk.sqlite")
    else:
        opened = open_postgres(request.getfixturevalue("server").database())
    fill(opened)
    yield opened
    opened.close()


def fill(store: Store) -> None:
    run = store.open_run({}, at=AT)
    added = store.add_all([MAKER.reading(number) for number in range(COUNT)], run=run, at=AT, by="ana")
    assert [each.outcome for each in added] == ["new"] * COUNT


def desk_of(store: Store) -> Desk:
    return Desk(store, {}, {}, Settings())


@pytest.mark.parametrize(
    ("since", "until"), [("2023-01-01", "2025-06-30"), (None, "2024-01-01"), ("2026-01-01", None), ("2031", "2032")]
)
def test_a_piece_of_the_timeline_is_what_the_whole_has_of_those_days(
    store: Store, since: str | None, until: str | None
) -> None:
    desk = desk_of(store)
    whole = [
        row
        for row in desk.timeline(NO_CUT)
        if row.days and (since or "") <= (row.days.first or "") <= (until or "9999")
    ]
    assert desk.timeline(NO_CUT, since=since, until=until) == whole


def test_what_an_analyst_moved_stands_on_its_new_day(store: Store) -> None:
    desk = desk_of(store)
    reading = next(iter(store.readings(NO_CUT)))
    event = next(record for record in reading.records if isinstance(record, Event))
    assert event.days is not None
    days = {"first": "2040-05-01", "last": "2040-05-01", "edtf": "2040-05-01", "extent": "within"}
    desk.judge(reading.document.id, event.id, "edit", by="ana", at=AT, patch={"days": days})
    [moved] = desk.timeline(NO_CUT, since="2040-01-01", until="2040-12-31")
    assert moved.document == reading.document.id
    assert event.days.first is not None
    there = desk.timeline(NO_CUT, since=event.days.first, until=event.days.first)
    assert moved.words not in {row.words for row in there if row.document == reading.document.id}


def test_removed_and_later_documents_are_in_no_piece(store: Store) -> None:
    desk = desk_of(store)
    first, *_, last = list(store.readings(NO_CUT))
    store.remove(first.document.id, at=AT, by="ana")
    seen = {row.document for row in desk.timeline(NO_CUT, since="2020-01-01")}
    assert first.document.id not in seen
    assert last.document.id in seen
    cut = Cut(as_of="2024-01-01")
    assert last.document.id not in {row.document for row in desk.timeline(cut, since="2020-01-01")}


def test_several_at_once_are_kept_all_or_none(store: Store) -> None:
    run = store.open_run({}, at=AT)
    again = store.add_all([MAKER.reading(number) for number in (0, COUNT, COUNT)], run=run, at=AT, by="ana")
    assert [each.outcome for each in again] == ["known", "new", "known"]
    assert len(list(store.readings(NO_CUT))) == COUNT + 1


def test_several_of_which_one_fails_leave_nothing(tmp_path: Path) -> None:
    store = open_sqlite(tmp_path / "desk.sqlite")
    run = store.open_run({}, at=AT)

    def failing() -> Iterator[object]:
        yield MAKER.reading(1)
        raise InterruptedError

    with pytest.raises(InterruptedError):
        store.add_all(failing(), run=run, at=AT, by="ana")  # type: ignore[arg-type]
    assert list(store.readings(NO_CUT)) == []
    store.close()


def test_a_store_of_before_learns_the_days(tmp_path: Path, take_back: Any) -> None:
    file = tmp_path / "desk.sqlite"
    store = open_sqlite(file)
    fill(store)
    week = desk_of(store).timeline(NO_CUT, since="2024-01-01", until="2025-01-01")
    store.close()
    take_back(file, "0002")
    store = open_sqlite(file)
    assert week
    assert desk_of(store).timeline(NO_CUT, since="2024-01-01", until="2025-01-01") == week
    store.close()
