"""What an analyst said outlives the coder that made the record."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from tocsin.errors import ConfigError
from tocsin.ledger.replay import ANALYST, apply_judgements, check_added, target_of
from tocsin.records import Entity, Event, Mention, Reading, make_document, make_judgement, record_id
from tocsin.text.span import Span

TEXT = "Varga met Brandt in Calder. Troops crossed the river."
AT = "2031-03-15T08:00:00+00:00"


def event(trigger: Span, event_type: Any = "CONSULT", **changes: Any) -> Event:
    fields: dict[str, Any] = {
        "id": record_id("Event", "d", trigger, event_type), "score": 0.8, "coder": "events", "trigger": (trigger,),
        "event_type": event_type, "mode": None, "contexts": (), "plover": None, "cameo": None, "actors": ("a",),
        "recipients": (), "location": None, "days": None, "days_basis": None, "status": "occurred", "status_cue": (),
        "according_to": None, "scale": None,
    }  # fmt: skip
    return Event(**(fields | changes))


def reading(*events: Event) -> Reading:
    entity = Entity(
        id="a", score=1, coder="entities", basis="text", kind="person", name="Varga", country=None, sector=None
    )
    mention = Mention(id="m", score=1, coder="entities", span=Span(0, 5), entity="a", form="name")
    return Reading(document=make_document(TEXT), records=(entity, mention, *events), diagnostics=())


MET = event(Span(6, 9))
CROSSED = event(Span(35, 42), "MOBILIZE")


def judge(record: Any, verdict: Any, patch: dict[str, Any] | None = None) -> Any:
    return make_judgement(target_of(record, make_document(TEXT).text_digest), verdict, by="ana", at=AT, patch=patch)


def test_a_rejected_record_goes_and_an_accepted_one_stays_and_says_so() -> None:
    judged = apply_judgements(reading(MET, CROSSED), [judge(MET, "reject"), judge(CROSSED, "accept")])
    assert MET not in judged.reading.records
    assert judged.verdicts == {MET.id: "reject", CROSSED.id: "accept"}
    assert judged.unplaced == ()


def test_a_judgement_finds_its_record_after_other_coders_moved_it_a_little() -> None:
    moved = event(Span(35, 46), "MOBILIZE")
    judged = apply_judgements(reading(MET, moved), [judge(CROSSED, "reject")])
    assert moved not in judged.reading.records


def test_a_judgement_does_not_jump_to_a_neighbour() -> None:
    elsewhere = event(Span(28, 34), "MOBILIZE")
    judged = apply_judgements(reading(MET, elsewhere), [judge(CROSSED, "reject")])
    assert elsewhere in judged.reading.records
    assert [judgement.verdict for judgement in judged.unplaced] == ["reject"]


def test_of_two_records_on_the_same_words_the_one_with_the_same_code_is_meant() -> None:
    twin = event(Span(35, 42), "ASSAULT")
    judged = apply_judgements(reading(twin, CROSSED), [judge(CROSSED, "reject")])
    assert twin in judged.reading.records
    assert CROSSED not in judged.reading.records


def test_an_edit_keeps_the_id_and_changes_the_fields() -> None:
    judged = apply_judgements(reading(CROSSED), [judge(CROSSED, "edit", {"status": "planned"})])
    [edited] = [record for record in judged.reading.records if isinstance(record, Event)]
    assert (edited.id, edited.status) == (CROSSED.id, "planned")


def test_what_was_missed_can_be_added_and_what_does_not_fit_is_refused() -> None:
    target, patch = check_added({"type": "Event", "trigger": [[35, 42]], "event_type": "MOBILIZE"}, reading())
    added = make_judgement(target, "add", by="ana", at=AT, patch=patch)
    judged = apply_judgements(reading(MET), [added])
    [new] = [record for record in judged.reading.records if record.coder == ANALYST]
    assert isinstance(new, Event)
    assert (new.trigger, new.status) == ((Span(35, 42),), "occurred")
    assert judged.verdicts[new.id] == "add"
    for bad in ({"type": "Rumour"}, {"type": "Event"}, {"type": "Event", "trigger": [[50, 90]], "event_type": "AID"}):
        with pytest.raises(ConfigError, match="bad-patch"):
            check_added(bad, reading())


def test_what_hangs_on_a_rejected_record_goes_with_it_and_references_are_let_go() -> None:
    entity = reading().records[0]
    judged = apply_judgements(reading(MET), [judge(entity, "reject")])
    assert [type(record).__name__ for record in judged.reading.records] == ["Event"]
    assert judged.reading.records[0].actors == ()  # type: ignore[union-attr]


def test_a_judgement_on_another_text_says_nothing_here() -> None:
    other = make_judgement(target_of(MET, "sha256:0"), "reject", by="ana", at=AT)
    judged = apply_judgements(reading(MET), [other])
    assert MET in judged.reading.records
    assert judged.unplaced == ()


def test_judgements_survive_their_codec() -> None:
    word = judge(MET, "edit", {"status": "planned"})
    assert msgspec.json.decode(msgspec.json.encode(word), type=type(word)) == word
