"""An assessment from what it hangs on is that from the whole ledger, whatever was added, judged and removed between."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.config import Settings
from tocsin.desk import Desk
from tocsin.desk.backtest import bundled_problems
from tocsin.ledger.cut import NO_CUT, Cut
from tocsin.records import Entity, Event, Published, Reading, Statement, make_document, record_id
from tocsin.records.kinds import Role
from tocsin.stores.memory import MemoryStore
from tocsin.stores.schema import upgrade
from tocsin.stores.sql import SqlStore
from tocsin.text.span import Span

AT = "2031-03-15T08:00:00+00:00"
PROBLEMS, PLAYBOOKS = bundled_problems()
WATCHED = msgspec.structs.replace(
    PROBLEMS["ru-ua-2021"],
    id="arvenia",
    window=msgspec.structs.replace(PROBLEMS["ru-ua-2021"].window, opens="2031-01-01"),
    roles={"initiator": ("Arvenia",), "target": ("Borduna",), "allies": (), "patrons": ("Calder",)},
)
# The same person in several ways, a namesake elsewhere, a bare surname that only an office tells.
SPEAKERS = (
    ("Ilse Varga", "XKX", "minister"),
    ("Ilse Varga", None, None),
    ("Ilse Maria Varga", "XKX", "minister"),
    ("Ilse Varga", "AUT", None),
    ("Varga", "XKX", "minister"),
    ("Varga", None, None),
    ("Tomas Brandt", None, "spokesman"),
    ("Demo Wire", None, None),
    (None, None, None),
)
STORIES = (
    "had moved four brigades toward the border of Borduna since the first week of the month",
    "had called off the meeting with Calder that was planned for the last week of the month",
    "had opened a new market hall with forty stalls and a roof of glass in the old harbour",
)


def reading(speaker: int, story: int, outlet: int, day: int | None, filler: int) -> Reading:
    name, country, title = SPEAKERS[speaker]
    told = f"{name or 'An official'} said that Arvenia {STORIES[story]}."
    text = f"{told}\n\nNothing more was told on day {filler} of the rain in the hills, nor of the river."
    published = Published(value=f"2031-03-{day:02}", basis="given") if day else Published()
    document = make_document(text, outlet=f"Demo {outlet}", published=published)
    roles = (Role(title=title),) if title else ()
    person = _entity(document.id, name, "organization" if name == "Demo Wire" else "person", country, roles)
    states = [_entity(document.id, state, "country", None, ()) for state in ("Arvenia", "Borduna", "Calder")]
    content = Span(told.index("Arvenia"), len(told) - 1)
    said = Statement(
        id=record_id("Statement", document.id, content), score=0.9, coder="attribution",
        source=(Span(0, len(name or "An official")),), source_entity=person.id, cue=(), content=(content,),
        manner="indirect", kind="assertion", basis="first_hand" if filler % 2 else "unknown", parent=None,
        chain=(person.id,), on_record="named", addressees=(), said=None, said_basis=None, venue=None,
        polarity="affirmed", certainty=None, hedges=(), stance="neutral",
    )  # fmt: skip
    return Reading(document=document, records=(person, *states, said, *_act(document.id, text, story, states, said)),
                   diagnostics=())  # fmt: skip


def _entity(document: str, name: str | None, kind: Any, country: str | None, roles: tuple[Role, ...]) -> Entity:
    return Entity(id=record_id("Entity", document, name, kind), score=1, coder="entities", basis="text", kind=kind,
                  name=name, country=country, sector=None, roles=roles)  # fmt: skip


def _act(document: str, text: str, story: int, states: list[Entity], said: Statement) -> Iterator[Event]:
    acts: tuple[tuple[str, Any, Any, str, int], ...] = (
        ("moved", "MOBILIZE", "troops", "occurred", 1), ("called off", "CONSULT", "meet", "cancelled", 2)
    )  # fmt: skip
    for word, kind, mode, status, other in acts[story : story + 1]:
        start = text.index(word)
        yield Event(
            id=record_id("Event", document, start), score=0.9, coder="events", event_type=kind, mode=mode,
            trigger=(Span(start, start + len(word)),), contexts=(), plover=None, cameo=None, actors=(states[0].id,),
            recipients=(states[other].id,), location=None, days=None, days_basis=None, status=status,  # type: ignore[arg-type]
            status_cue=(), according_to=said.id, scale=-5.0,
        )  # fmt: skip


readings = st.builds(
    reading,
    st.integers(0, len(SPEAKERS) - 1),
    st.integers(0, len(STORIES) - 1),
    st.integers(0, 3),
    st.one_of(st.none(), st.integers(1, 28)),
    st.integers(0, 3),
)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("add"), readings),
        st.tuples(st.sampled_from(["remove", "restore", "reject", "rename", "same", "not_same"]), st.integers(0, 99)),
        st.tuples(st.just("ask"), st.sampled_from([NO_CUT, Cut(as_of="2031-03-12")])),
    ),
    min_size=2,
    max_size=14,
)


def sqlite_in_memory() -> SqlStore:
    pool = sa.StaticPool
    engine = sa.create_engine("sqlite://", poolclass=pool, connect_args={"check_same_thread": False})
    upgrade(engine)
    return SqlStore(engine, "memory")


def take(desk: Desk, step: tuple[str, Any]) -> None:
    """Does one thing to a desk, where there is something to do it to."""
    what, value = step
    store = desk.store
    if what == "add":
        store.add(value, run=store.open_run({}, at=AT), at=AT, by="ana")
        return
    held, removed = list(store.readings(NO_CUT)), store.removed()
    if what == "restore" and removed:
        store.restore(removed[value % len(removed)].id, at=AT, by="ana")
    elif held and what in ("remove", "reject", "rename", "same", "not_same"):
        one, other = held[value % len(held)], held[value // 10 % len(held)]
        if what == "remove":
            store.remove(one.document.id, at=AT, by="ana")
        elif what == "reject":
            desk.judge(one.document.id, one.records[-1].id, "reject", by="ana", at=AT)
        elif what == "rename":
            desk.judge(one.document.id, one.records[0].id, "edit", by="ana", at=AT, patch={"name": "Ilse Varga"})
        elif one is not other:
            desk.judge_bearers((one.records[0].id, other.records[0].id), what, by="ana", at=AT)  # type: ignore[arg-type]


def check(desk: Desk, cut: Cut) -> None:
    view = desk.view(cut)
    assert desk.assess(cut) == desk.assess_view(view, desk.identities(view))


def walk(store: Any, done: list[tuple[str, Any]]) -> None:
    desk = Desk(store, {WATCHED.id: WATCHED}, PLAYBOOKS, Settings())
    for step in done:
        if step[0] == "ask":
            check(desk, step[1])
        else:
            take(desk, step)
    check(desk, NO_CUT)
    check(desk, Cut(as_of="2031-03-12"))
    check(Desk(store, {WATCHED.id: WATCHED}, PLAYBOOKS, Settings()), NO_CUT)


@given(steps)
@settings(max_examples=120, deadline=None)
def test_a_scope_tells_what_the_whole_view_tells(done: list[tuple[str, Any]]) -> None:
    walk(MemoryStore(), done)


@given(steps)
@settings(max_examples=25, deadline=None)
def test_it_does_over_a_database(done: list[tuple[str, Any]]) -> None:
    walk(sqlite_in_memory(), done)


def test_the_stories_set_their_signs() -> None:
    desk = Desk(MemoryStore(), {WATCHED.id: WATCHED}, PLAYBOOKS, Settings())
    for number, (speaker, story) in enumerate(((0, 0), (6, 0), (0, 1), (0, 2))):
        take(desk, ("add", reading(speaker, story, number, 10, number)))
    [found] = desk.assess(NO_CUT).assessments
    states = {state.id: state.state for state in found.indicators if state.state != "not_seen"}
    assert states == {"force_buildup_near_border": "corroborated", "talks_refused": "reported"}


@pytest.mark.parametrize("store", [MemoryStore, sqlite_in_memory])
def test_a_scope_at_hand_is_not_made_anew_for_what_bears_on_nothing(
    store: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(store(), {WATCHED.id: WATCHED}, PLAYBOOKS, Settings())
    take(desk, ("add", reading(0, 0, 0, 10, 0)))
    before = desk.assess(NO_CUT)
    made: list[Any] = []
    monkeypatch.setattr("tocsin.desk.scope.make_claims", lambda *told, **_: made.append(told) or ())
    take(desk, ("add", reading(6, 2, 1, 10, 1)))
    [after] = desk.assess(NO_CUT).assessments
    assert made == []
    assert after.coverage.documents == before.assessments[0].coverage.documents + 1
    take(desk, ("add", reading(6, 0, 1, 10, 2)))
    desk.assess(NO_CUT)
    assert len(made) == 1


class _Busy:
    """A store to which another program adds just before the call of some number."""

    def __init__(self, store: Any, more: Reading) -> None:
        self._store, self._more, self.calls, self.at = store, more, 0, -1

    def __getattr__(self, name: str) -> Any:
        asked = getattr(self._store, name)

        def ask(*given: Any, **named: Any) -> Any:
            if self.calls == self.at:
                self._store.add(self._more, run=self._store.open_run({}, at=AT), at=AT, by="another")
            self.calls += 1
            return asked(*given, **named)

        return ask


@pytest.mark.parametrize("story", [0, 2])
@pytest.mark.parametrize("asked_before", [False, True])
def test_what_comes_while_a_scope_is_made_or_followed_is_taken_in_once(story: int, asked_before: bool) -> None:
    number, calls = 0, 1
    while number < calls:
        store = _Busy(MemoryStore(), reading(6, story, 2, 10, 3))
        desk = Desk(store, {WATCHED.id: WATCHED}, PLAYBOOKS, Settings())  # type: ignore[arg-type]
        take(desk, ("add", reading(0, 0, 0, 10, 0)))
        if asked_before:
            desk.assess(NO_CUT)
            take(desk, ("add", reading(7, 2, 1, 11, 1)))
        store.calls, store.at = 0, number
        desk.assess(NO_CUT)
        number, calls, store.at = number + 1, store.calls, -1
        check(desk, NO_CUT)
        take(desk, ("add", reading(8, 2, 3, 12, 5)))
        check(desk, NO_CUT)
    assert number > 4


class _Slow(MemoryStore):
    """A store that takes its time, so that threads meet."""

    def readings_of(self, *given: Any, **named: Any) -> list[Reading]:
        time.sleep(0.02)
        return super().readings_of(*given, **named)


def test_threads_that_ask_at_once_take_in_what_came_once() -> None:
    desk = Desk(_Slow(), {WATCHED.id: WATCHED}, PLAYBOOKS, Settings())
    desk.assess(NO_CUT)
    for number in range(4):
        take(desk, ("add", reading(6, number % 2, number, 10, number)))
        with ThreadPoolExecutor(6) as threads:
            told = list(threads.map(lambda _: desk.assess(NO_CUT), range(6)))
        view = desk.view(NO_CUT)
        assert all(each == desk.assess_view(view, desk.identities(view)) for each in told)
