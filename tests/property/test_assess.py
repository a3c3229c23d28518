"""What must hold of every assessment, whatever is told, by whom, when and in which order."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.assess.backtest import replay
from tocsin.assess.course import choose_level, recent_course, run_course
from tocsin.assess.indicators import find_sightings
from tocsin.assess.level import Assessment, assess, signs
from tocsin.assess.playbook import parse_playbook, parse_problem
from tocsin.assess.states import RANK, make_claims, stand
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
stale_half_lives = 2.0
hold_days = 3
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
group = "g"
lr = 2.0
half_life_days = 5
[[indicator.match]]
event = ["CONSULT"]
status = ["refused"]
[[indicator]]
id = "build_up"
phase = "amass"
title = "forces massed"
group = "g"
lr = 4.0
half_life_days = 10
ach = { attack = "C", routine = "II" }
[[indicator.match]]
event = ["MOBILIZE"]
[[indicator]]
id = "talks"
phase = "amass"
title = "they talk"
role = "context"
[[indicator.match]]
event = ["CONSULT"]
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
weight = 0.5
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
opens = "2031-03-01"
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
SPEAKERS = ("Ilse Varga", "Tomas Brandt", "Mara Lind", None)
DAYS = [f"2031-{month:02d}-{day:02d}" for month in (2, 3, 4) for day in range(1, 29)]


class Told(msgspec.Struct, frozen=True):
    """What one made-up document tells."""

    number: int
    event_type: Any
    status: Any
    speaker: str | None
    published: str | None
    happened: str | None
    basis: Any
    polarity: Any
    outlet: str = "Demo Wire"


def reading_of(told: Told) -> Reading:
    text = f"Sorland massed troops at the river, officials said in report {told.number}."
    published = Published(value=told.published, basis="given") if told.published else Published()
    document = make_document(text, outlet=told.outlet, published=published)
    records: list[Any] = []
    said = None
    if told.speaker:
        person = Entity(
            id=record_id("Entity", document.id, told.speaker), score=1, coder="entities", basis="text", kind="person",
            name=told.speaker, country=None, sector=None,
        )  # fmt: skip
        said = Statement(
            id=record_id("Statement", document.id), score=0.9, coder="attribution", source=(Span(36, 45),),
            source_entity=person.id, cue=(Span(46, 50),), content=(Span(0, 34),), manner="indirect", kind="assertion",
            basis=told.basis, parent=None, chain=(person.id,), on_record="named", addressees=(), said=None,
            said_basis=None, venue=None, polarity=told.polarity, certainty=None, hedges=(), stance="neutral",
        )  # fmt: skip
        records += [person, said]
    event = Event(
        id=record_id("Event", document.id), score=0.8, coder="events", trigger=(Span(8, 14),),
        event_type=told.event_type, mode=None, contexts=(), plover=None, cameo=None, actors=(), recipients=(),
        location=None, days=with_extent(one_day(told.happened), "within") if told.happened else None, days_basis=None,
        status=told.status, status_cue=(), according_to=said.id if said else None, scale=None,
    )  # fmt: skip
    return Reading(document=document, records=(*records, event), diagnostics=())


def copied(told: Told, published: str) -> Told:
    return msgspec.structs.replace(told, published=published, outlet="Demo Gazette")


tellings = st.lists(
    st.builds(
        Told,
        st.integers(0, 10**6),
        st.sampled_from(["MOBILIZE", "CONSULT"]),
        st.sampled_from(["occurred", "ongoing", "refused", "denied", "planned", "feared", "historical"]),
        st.sampled_from(SPEAKERS),
        st.sampled_from(DAYS),
        st.one_of(st.none(), st.sampled_from(DAYS)),
        st.sampled_from(["first_hand", "unknown"]),
        st.sampled_from(["affirmed", "negated"]),
    ),
    min_size=1,
    max_size=10,
    unique_by=lambda told: told.number,
)


def parts_of(told: list[Told]) -> tuple[Any, ...]:
    by_id = {reading.document.id: reading for reading in map(reading_of, told)}
    sightings = [s for reading in by_id.values() for s in find_sightings(reading, PLAYBOOK, PROBLEM)]
    documents = {name: reading.document for name, reading in by_id.items()}
    return sightings, documents, resolve_identities(by_id.values())


def judged(told: list[Told], as_of: str = "2031-04-28") -> Assessment:
    extent = extent_of(reading_of(one).document for one in told)
    return assess(PROBLEM, PLAYBOOK, make_claims(*parts_of(told), opens=PROBLEM.window.opens), extent, as_of=as_of)


def total(found: Assessment) -> float:
    return sum(state.contribution for state in found.indicators)


@given(tellings, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_documents_does_not_matter(told: list[Told], random: Any) -> None:
    shuffled = list(told)
    random.shuffle(shuffled)
    assert msgspec.to_builtins(judged(told)) == msgspec.to_builtins(judged(shuffled))


@given(tellings, st.data())
@settings(max_examples=80, deadline=None)
def test_a_copy_never_raises_a_level_or_a_state(told: list[Told], data: Any) -> None:
    original = data.draw(st.sampled_from(told))
    later = data.draw(st.sampled_from([day for day in DAYS if day >= (original.published or "")]))
    before, after = judged(told), judged([*told, copied(original, later)])
    assert (after.level.number, after.raw_level) == (before.level.number, before.raw_level)
    for one, other in zip(before.indicators, after.indicators, strict=True):
        assert (other.state, other.strict_state, other.contribution) == (one.state, one.strict_state, one.contribution)
        assert len(other.origins) == len(one.origins)


@given(tellings, st.data())
@settings(max_examples=80, deadline=None)
def test_removing_a_document_never_raises_an_indicator_that_it_affirmed(told: list[Told], data: Any) -> None:
    gone = data.draw(st.sampled_from(told))
    document = reading_of(gone).document.id
    before, after = judged(told), judged([one for one in told if one is not gone])
    for one, other in zip(before.indicators, after.indicators, strict=True):
        if document in {pointer.document for pointer in one.affirms}:
            assert RANK[other.state] <= RANK[one.state]
            assert RANK[other.strict_state] <= RANK[one.strict_state]
    if all(state.denies == () for state in before.indicators):
        assert total(after) <= total(before) + 1e-6
        assert after.raw_level <= before.raw_level


@given(tellings)
@settings(max_examples=60, deadline=None)
def test_every_day_of_a_course_is_the_fold_of_what_was_published_by_then(told: list[Told]) -> None:
    claims = make_claims(*parts_of(told))
    for day in run_course(PLAYBOOK, claims, "2031-03-01", "2031-04-28"):
        known = [claim for claim in claims if (claim.published or "9999") <= day.day]
        states = signs(stand(PLAYBOOK, known, day.day))
        assert day.raw == choose_level(PLAYBOOK, states)[0].number
        assert abs(day.weight - sum(state.contribution for state in states)) < 0.01


@given(tellings)
@settings(max_examples=40, deadline=None)
def test_a_level_steps_down_only_after_the_hold(told: list[Told]) -> None:
    course = run_course(PLAYBOOK, make_claims(*parts_of(told)), "2031-03-01", "2031-04-28")
    for at, (before, after) in enumerate(pairwise(course)):
        assert after.level >= after.raw
        if after.level < before.level:
            assert max(day.raw for day in course[max(0, at + 1 - PLAYBOOK.hold_days) : at + 2]) == after.level


@given(tellings, st.sampled_from(["2031-03-20", "2031-06-30", "2031-12-31", "2033-01-01", "2045-01-01"]))
@settings(max_examples=60, deadline=None)
def test_the_end_of_a_course_is_that_of_the_whole_one(told: list[Told], last: str) -> None:
    claims = make_claims(*parts_of(told))
    whole, end = (walk(PLAYBOOK, claims, "2031-03-01", last) for walk in (run_course, recent_course))
    assert end == whole[-len(end) :]
    assert len(end) == len(whole) or len({day.level for day in end}) > 1


@given(tellings, st.sampled_from(DAYS))
@settings(max_examples=40, deadline=None)
def test_a_replay_knows_nothing_of_the_future(told: list[Told], day: str) -> None:
    readings = [reading_of(one) for one in told]
    whole = replay(PROBLEM, PLAYBOOK, readings, first="2031-02-01", last="2031-04-28")
    dated = [r for r in readings if (r.document.published.day or "") <= day]
    if not dated:
        return
    cut = replay(PROBLEM, PLAYBOOK, dated, first="2031-02-01", last=day)
    assert cut.course == whole.course[: len(cut.course)]


@given(tellings)
@settings(max_examples=40, deadline=None)
def test_the_waterfall_and_the_counterfactuals_add_up(told: list[Told]) -> None:
    found = judged(told)
    assert abs((found.waterfall[-1].total if found.waterfall else 0.0) - total(found)) < 1e-6
    origins = {origin.origin for state in found.indicators for origin in state.origins}
    assert {without.origin for without in found.without} <= origins
