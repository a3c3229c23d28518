"""What a new run of the coders puts in question is listed, and nothing else."""

from __future__ import annotations

from typing import Any

from wire import document

from tocsin.ledger.conflicts import find_conflicts
from tocsin.ledger.replay import target_of
from tocsin.records import Event, Judgement, Reading, Target, make_judgement
from tocsin.text.span import Span

AT = "2031-03-15T08:00:00+00:00"
TEXT = document("Sorland attacked Norrvik on Monday, and talks began.")
EVENT = Event(
    id="e", score=1, coder="events", trigger=(Span(8, 16),), event_type="ASSAULT", mode=None, contexts=(), plover=None,
    cameo=None, actors=(), recipients=(), location=None, days=None, days_basis=None, status="occurred", status_cue=(),
    according_to=None, scale=None,
)  # fmt: skip


def reading(*records: Event) -> dict[str, Reading]:
    return {TEXT.id: Reading(document=TEXT, records=records, diagnostics=())}


def word(verdict: Any, patch: dict[str, Any] | None = None, record: Event = EVENT) -> Judgement:
    return make_judgement(target_of(record, TEXT.text_digest), verdict, by="ana", at=AT, patch=patch)


def changed(**changes: Any) -> Event:
    import msgspec

    return msgspec.structs.replace(EVENT, **changes)


def kinds(judgement: Judgement, *after: Event) -> list[tuple[str, tuple[str, ...]]]:
    return [(c.what, c.fields) for c in find_conflicts([judgement], reading(EVENT), reading(*after))]


def test_what_is_as_it_was_is_no_conflict_whatever_its_score() -> None:
    assert kinds(word("accept"), changed(score=0.4, coder="events2")) == []


def test_what_was_accepted_and_changed_is_one() -> None:
    assert kinds(word("accept"), changed(status="planned")) == [("changed", ("status",))]


def test_an_edit_that_the_coders_now_agree_with_is_none_and_a_third_value_is_one() -> None:
    edit = word("edit", {"status": "planned"})
    assert kinds(edit, changed(status="planned")) == []
    assert kinds(edit, changed(status="alleged")) == [("changed", ("status",))]


def test_what_is_not_found_any_more_or_is_found_besides_is_listed() -> None:
    assert kinds(word("reject")) == [("unplaced", ())]
    assert kinds(word("add", {}), EVENT) == [("found", ())]
    assert kinds(word("add", {})) == []


def test_a_bearer_that_is_gone_is_listed() -> None:
    target = Target(type="Link", text_digest=None, spans=(), fields={"members": ["a", "b"]})
    same = make_judgement(target, "same", by="ana", at=AT)
    assert kinds(same, EVENT) == [("gone", ())]
