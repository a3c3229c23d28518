"""Events as they come out of whole sentences."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.model
Tell = Callable[..., Any]


@pytest.mark.parametrize(
    ("sentence", "act", "status"),
    [
        ("Norway imposed sanctions on Canada.", "COERCE", "occurred"),
        ("Norway will impose sanctions on Canada.", "COERCE", "planned"),
        ("Norway may impose sanctions on Canada.", "COERCE", "hypothetical"),
        ("Norway did not impose sanctions on Canada.", "COERCE", "denied"),
        ("Norway will not attend the talks.", "CONSULT", "refused"),
        ("Norway threatened to attack Canada.", "ASSAULT", "threatened"),
        ("If Norway attacks Canada, the market will fall.", "ASSAULT", "hypothetical"),
        ("Norway cancelled the talks with Canada.", "CONSULT", "cancelled"),
        ("Norway reportedly shelled a town in Canada.", "ASSAULT", "alleged"),
        ("Norway is holding talks with Canada.", "CONSULT", "ongoing"),
        ("Norway agreed to hold talks with Canada.", "CONSULT", "planned"),
        ("Norway failed to release the prisoners.", "RETREAT", "denied"),
        ("Norway asked Canada to release the prisoners.", "RETREAT", "requested"),
        ("Has Norway attacked Canada?", "ASSAULT", "hypothetical"),
        ("The fear of an attack on Canada grew.", "ASSAULT", "feared"),
        ("Norway annexed the island in 1999.", "COERCE", "historical"),
        ("Norway to send weapons to Canada", "AID", "planned"),
        ("Any invasion of Norway would be a mistake.", "ASSAULT", "hypothetical"),
        ("No one was killed in the attack.", "ASSAULT", "denied"),
        ("The talks with Norway failed to take place.", "CONSULT", "denied"),
        ("Norway has no plans to attack Canada.", "ASSAULT", "denied"),
        ("Analysts doubt that Norway will attack.", "ASSAULT", "hypothetical"),
        ("It is unclear whether Norway attacked the ship.", "ASSAULT", "hypothetical"),
        ("He warned against an attack on Norway.", "ASSAULT", "feared"),
        ("Norway announced that it had signed an agreement with Canada.", "SUPPORT", "occurred"),
        ("We would like to thank Norway for the weapons.", "SUPPORT", "occurred"),
        ("The talks with Norway are no longer planned.", "CONSULT", "cancelled"),
        ("Norway decided not to release the prisoners.", "RETREAT", "refused"),
        ("Norway put pressure on Canada to release the prisoners.", "RETREAT", "requested"),
        ("Norway lacked the authority to arrest the sailors.", "COERCE", "denied"),
        ("The law allows the police to arrest protesters.", "COERCE", "hypothetical"),
        ("Norway allowed Canada to arrest the sailors.", "COERCE", "occurred"),
        ("The sailors are believed to have been killed in Norway.", "ASSAULT", "alleged"),
        ("Why did Norway bomb the town in Canada?", "ASSAULT", "occurred"),
        ("He spoke of an imminent attack on Norway.", "ASSAULT", "feared"),
        ("The threat of an attack on Norway grew.", "ASSAULT", "feared"),
        ("Anyone who attacks Norway will regret it.", "ASSAULT", "hypothetical"),
        ("Norway supports Canada.", "SUPPORT", "ongoing"),
        ("Norway accepted the offer provided that Canada did not attack.", "ASSAULT", "hypothetical"),
        ("Norway has besieged the town since May.", "COERCE", "ongoing"),
        ("The plot to kill the minister was foiled.", "ASSAULT", "denied"),
    ],
)
def test_status(tell: Tell, sentence: str, act: str, status: str) -> None:
    assert (act, status) in {(e.event_type, e.status) for e in tell(sentence).events}


@pytest.mark.parametrize(
    ("sentence", "act"),
    [
        ("Norway met with Canada.", "CONSULT"),
        ("Norway met its obligations.", None),
        ("Norway fights the epidemic.", None),
        ("Norway released a report.", None),
        ("The minister spoke to reporters.", None),
        ("Norway shot down a drone over Canada.", "ASSAULT"),
        ("Norway pulled its troops out of Canada.", "RETREAT"),
        ("Norway cut diplomatic ties with Canada.", "SANCTION"),
        ("Norway condemned the verdict.", "ACCUSE"),
        ("Norway signed a treaty with Canada.", "SUPPORT"),
    ],
)
def test_type(tell: Tell, sentence: str, act: str | None) -> None:
    found = {e.event_type for e in tell(sentence).events}
    assert found == ({act} if act else set())


def test_words_on_a_known_act_take_its_status(tell: Tell) -> None:
    told = tell(
        "Norway may attack Canada. Analysts said the attack would be a mistake. The attack was on every screen."
    )
    assert [e.status for e in told.events if e.event_type == "ASSAULT"] == ["hypothetical"] * 3


def test_passive_turns_the_parties(tell: Tell) -> None:
    told = tell("Norway was criticised by Canada.")
    [event] = told.events
    assert told.names(event.actors) == ["Canada"]
    assert told.names(event.recipients) == ["Norway"]


def test_coordinated_verbs_share_their_subject(tell: Tell) -> None:
    told = tell("Norway recalled its ambassador and expelled two diplomats.")
    assert [told.names(e.actors) for e in told.events] == [["Norway"], ["Norway"]]


def test_who_leads_a_delegation_travels(tell: Tell) -> None:
    told = tell("On 8 October a delegation, led by Minister Ilse Varga, will travel to Oslo.")
    assert "Ilse Varga" in told.names(told.event("travel to").actors)


def test_who_is_asked_does_the_act_that_is_asked_for(tell: Tell) -> None:
    told = tell("Norway urged Canada to withdraw its troops.")
    assert told.names(told.event("urged").actors) == ["Norway"]
    assert told.names(told.event("withdraw troops").actors) == ["Canada"]


def test_no_actor_rather_than_a_wrong_one(tell: Tell) -> None:
    told = tell("The shelling of the port continued.")
    assert all(e.actors == () for e in told.events)


def test_publication_date_is_no_default(tell: Tell) -> None:
    told = tell("Norway expelled two diplomats.")
    assert told.events[0].days is None
    assert told.events[0].days_basis is None
    assert "undated-event" in told.codes()


def test_moving_the_publication_date_moves_relative_days_only(tell: Tell) -> None:
    sentence = "Norway expelled two diplomats on March 3, 2031."
    assert tell(sentence, "2031-03-14").events[0].days.edtf == "2031-03-03"
    assert tell(sentence, "2031-04-14").events[0].days.edtf == "2031-03-03"


def test_counts(tell: Tell) -> None:
    told = tell("The attack killed at least 12 people and wounded dozens.")
    sizes = [e.size for e in told.events if e.size]
    assert any(s.dead and (s.dead.low, s.dead.high) == (12, None) for s in sizes)
    assert any(s.injured and s.injured.low == 24 for s in sizes)


def test_ids_do_not_change_between_runs(tell: Tell) -> None:
    sentence = "Norway expelled two diplomats on Monday and recalled its ambassador."
    assert [e.id for e in tell(sentence).events] == [e.id for e in tell(sentence).events]


ODD = ["", "“", "to", "To attack", "attack?", "))) held talks (((", "Attack attack attack attack."]


@pytest.mark.parametrize("text", ODD)
def test_odd_texts_raise_nothing(tell: Tell, text: str) -> None:
    assert all(event.trigger for event in tell(text).events)
