"""Sightings, states and the level, over records made by hand."""

from __future__ import annotations

import math
import random  # noqa: TID251 seeded, to shuffle
from typing import Any

import msgspec
import pytest

from tocsin.assess.indicators import find_sightings
from tocsin.assess.level import Assessment, assess
from tocsin.assess.playbook import parse_playbook, parse_problem
from tocsin.assess.states import make_claims
from tocsin.ledger.extent import extent_of
from tocsin.ledger.identities import resolve_identities
from tocsin.records import Entity, Event, Published, Reading, Statement, make_document, record_id
from tocsin.text.span import Span
from tocsin.timex.interval import day as one_day
from tocsin.timex.interval import with_extent

PLAYBOOK = parse_playbook(
    """
id = "p"
title = "P"
source = "a test"
[[phase]]
id = "political"
title = "Political"
[[phase]]
id = "amass"
title = "Amass"
[[indicator]]
id = "refused"
phase = "political"
title = "talks refused"
lr = 2.0
[[indicator.match]]
event = ["CONSULT"]
lead = ["$initiator"]
status = ["refused"]
[[indicator]]
id = "build_up"
phase = "amass"
title = "forces massed"
lr = 4.0
half_life_days = 30
ach = { attack = "C", routine = "II" }
[[indicator.match]]
event = ["MOBILIZE"]
actor = ["$initiator"]
[[indicator]]
id = "watched"
phase = "amass"
title = "neighbours watch"
context = true
lr = 9.0
[[indicator.match]]
event = ["CONSULT"]
actor = ["Arvenia"]
[[level]]
number = 1
name = "normal"
[[level]]
number = 2
name = "potential threat"
phase = "political"
[[level]]
number = 3
name = "increased threat"
phase = "amass"
state = "corroborated"
""",
    "p.toml",
)
PROBLEM = parse_problem(
    """
id = "q"
question = "Will Sorland attack Arvenia?"
source = "a test"
playbook = "p"
[window]
opens = "2031-01-01"
horizon_days = 90
[roles]
initiator = ["Sorland"]
[[hypothesis]]
id = "attack"
title = "It attacks"
[[hypothesis]]
id = "routine"
title = "It drills"
""",
    "q.toml",
)
TEXT = "Sorland massed troops at the river, officials said."


def told(
    event_type: Any = "MOBILIZE",
    *,
    status: Any = "occurred",
    actor: str = "Sorland",
    speaker: str | None = None,
    published: str | None = "2031-03-14",
    on: str | None = None,
    outlet: str = "Demo Wire",
    basis: Any = "unknown",
    polarity: Any = "affirmed",
    text: str = TEXT,
) -> Reading:
    """A document that tells one event, by the page or by a named speaker."""
    document = make_document(
        text, outlet=outlet, published=Published(value=published, basis="given") if published else Published()
    )
    country = entity(document.id, actor, "country")
    records: list[Any] = [country]
    said = None
    if speaker:
        person = entity(document.id, speaker, "person")
        said = Statement(
            id=record_id("Statement", document.id, speaker), score=0.9, coder="attribution", source=(Span(36, 45),),
            source_entity=person.id, cue=(Span(46, 50),), content=(Span(0, 34),), manner="indirect", kind="assertion",
            basis=basis, parent=None, chain=(person.id,), on_record="named", addressees=(), said=None, said_basis=None,
            venue=None, polarity=polarity, certainty=None, hedges=(), stance="neutral",
        )  # fmt: skip
        records += [person, said]
    records.append(
        Event(
            id=record_id("Event", document.id, event_type, status),
            score=0.8,
            coder="events",
            trigger=(Span(8, 14),),
            event_type=event_type,
            mode=None,
            contexts=(),
            plover=None,
            cameo=None,
            actors=(country.id,),
            recipients=(),
            location=None,
            days=with_extent(one_day(on), "within") if on else None,
            days_basis=None,
            status=status,
            status_cue=(),
            according_to=said.id if said else None,
            scale=None,
        )
    )
    return Reading(document=document, records=tuple(records), diagnostics=())


def entity(document: str, name: str, kind: Any) -> Entity:
    return Entity(
        id=record_id("Entity", document, name), score=1, coder="entities", basis="text", kind=kind, name=name,
        country=None, sector=None,
    )  # fmt: skip


def judged(*readings: Reading, as_of: str | None = None, shuffle: int | None = None) -> Assessment:
    by_id = {reading.document.id: reading for reading in readings}
    sightings = [s for reading in by_id.values() for s in find_sightings(reading, PLAYBOOK, PROBLEM)]
    if shuffle is not None:
        random.Random(shuffle).shuffle(sightings)
    documents = {reading.document.id: reading.document for reading in readings}
    claims = make_claims(sightings, documents, resolve_identities(by_id.values()), opens=PROBLEM.window.opens)
    return assess(PROBLEM, PLAYBOOK, claims, extent_of(documents.values()), as_of=as_of)


def state_of(assessment: Assessment, indicator: str) -> Any:
    return next(state for state in assessment.indicators if state.id == indicator)


def test_nothing_seen_is_level_one() -> None:
    found = judged()
    assert (found.level.number, found.level.because, found.phase) == (1, (), None)
    assert {state.state for state in found.indicators} == {"not_seen"}


def test_one_origin_reports_and_two_corroborate() -> None:
    one = told(speaker="Ilse Varga")
    assert state_of(judged(one), "build_up").state == "reported"
    two = judged(one, told(speaker="Tomas Brandt", outlet="Demo Gazette"))
    build_up = state_of(two, "build_up")
    assert (build_up.state, build_up.strict_state) == ("corroborated", "reported")
    assert two.level.number == 3
    assert two.level.because == ("build_up",)
    assert build_up.contribution == pytest.approx(math.log(4), abs=1e-3)
    assert sorted(origin.name for origin in build_up.origins) == ["Ilse Varga", "Tomas Brandt"]


def test_a_copy_and_the_same_speaker_elsewhere_never_raise_anything() -> None:
    first = told(speaker="Ilse Varga")
    copy = told(speaker="Ilse Varga", outlet="Demo Gazette")
    page = told()
    assert state_of(judged(first, copy), "build_up").state == "reported"
    assert state_of(judged(page, told(outlet="Demo Gazette")), "build_up").state == "reported"


def test_first_hand_origins_make_the_strict_state() -> None:
    people = [told(speaker=name, outlet=name, basis="first_hand") for name in ("Ilse Varga", "Tomas Brandt")]
    assert state_of(judged(*people), "build_up").strict_state == "corroborated"


@pytest.mark.parametrize("status", ["planned", "feared", "hypothetical", "requested", "threatened", "historical"])
def test_what_has_not_happened_sets_nothing(status: Any) -> None:
    assert state_of(judged(told(status=status)), "build_up").state == "not_seen"


def test_what_happened_before_the_window_is_history() -> None:
    assert state_of(judged(told(on="2029-03-01")), "build_up").state == "not_seen"
    assert state_of(judged(told(on="2031-03-01")), "build_up").state == "reported"


def test_a_match_may_ask_for_a_refusal_by_the_one_who_leads() -> None:
    assert state_of(judged(told("CONSULT", status="refused")), "refused").state == "reported"
    assert state_of(judged(told("CONSULT", status="refused", actor="Arvenia")), "refused").state == "not_seen"


def test_a_denial_says_its_kind_and_disputes_a_lone_report() -> None:
    denied = told(status="denied", speaker="Tomas Brandt", basis="first_hand", outlet="Demo Gazette")
    assert state_of(judged(denied), "build_up").state == "denied"
    assert state_of(judged(denied), "build_up").denies[0].kind == "denial"
    assert state_of(judged(told(), denied), "build_up").state == "disputed"


def test_context_is_shown_and_never_weighed() -> None:
    found = judged(told("CONSULT", actor="Arvenia"))
    watched = state_of(found, "watched")
    assert (watched.state, watched.contribution, found.level.number) == ("reported", 0.0, 1)


def test_signs_go_stale_by_half_lives() -> None:
    early = told(published="2031-03-01")
    assert state_of(judged(early, as_of="2031-03-31"), "build_up").contribution == pytest.approx(
        math.log(4) * 0.5 * 0.5, abs=1e-3
    )


def test_the_order_of_arrival_does_not_matter() -> None:
    readings = [told(speaker=name, outlet=name) for name in ("Ilse Varga", "Tomas Brandt", "Mara Lind")]
    readings.append(told("CONSULT", status="refused"))
    plain = msgspec.to_builtins(judged(*readings))
    for seed in range(5):
        assert msgspec.to_builtins(judged(*readings[::-1], shuffle=seed)) == plain


def test_the_level_says_since_when_and_what_changed() -> None:
    first = told("CONSULT", status="refused", published="2031-03-10")
    later = [told(speaker=name, outlet=name, published="2031-03-12") for name in ("Ilse Varga", "Tomas Brandt")]
    found = judged(first, *later)
    assert (found.level.number, found.level.since) == (3, "2031-03-12")
    [change] = found.changes
    assert (change.id, change.before, change.after) == ("build_up", "not_seen", "corroborated")
    assert change.record in {pointer.record for pointer in state_of(found, "build_up").affirms}
    assert judged(first).level.since == "2031-03-10"


def test_hypotheses_rank_by_what_speaks_against_them() -> None:
    found = judged(told(speaker="Ilse Varga"))
    assert [(h.id, h.inconsistency, h.rank) for h in found.hypotheses] == [("attack", 0.0, 1), ("routine", 1.0, 2)]


def test_an_assessment_is_plain_json_with_the_contracts_names() -> None:
    plain = msgspec.json.decode(msgspec.json.encode(judged(told(speaker="Ilse Varga"))))
    assert {"problem", "level", "phase", "indicators", "hypotheses", "changes"} <= plain.keys()
    assert {"number", "name", "since", "because"} == plain["level"].keys()
    assert plain["changes"] == [] or {"what", "id", "from", "to", "record"} == plain["changes"][0].keys()
    pointer = plain["indicators"][1]["affirms"][0]
    assert {"record", "document", "span"} == pointer.keys()
