"""One story, n copies, m origins; a copy adds none, a lifted paragraph keeps its own."""

from __future__ import annotations

from typing import Any

from wire import STORY, document

from tocsin.ledger.identities import resolve_identities
from tocsin.ledger.origins import count_origins
from tocsin.ledger.stories import Stories
from tocsin.ledger.tellings import list_stories
from tocsin.ledger.timeline import make_timeline
from tocsin.records import Document, Entity, Event, Link, Reading, Statement, make_link, record_id
from tocsin.text.span import Span

PLAIN = STORY.replace("CALDER, Sorland, March 14 (Reuters) - ", "")
COPY = PLAIN.replace(" on Monday", "").replace("seen for days", "seen for some days")
OWN = "The market in Halden opened late and few came to it that day. Nobody could say when the ferry would sail."


def event(document: Document, words: str, **changes: Any) -> Event:
    at = document.text.index(words)
    fields: dict[str, Any] = {
        "id": record_id("Event", document.id, at), "score": 1, "coder": "events",
        "trigger": (Span(at, at + len(words)),), "event_type": "MOBILIZE", "mode": None, "contexts": (), "plover": None,
        "cameo": None, "actors": (), "recipients": (), "location": None, "days": None, "days_basis": None,
        "status": "occurred", "status_cue": (), "according_to": None, "scale": None,
    }  # fmt: skip
    return Event(**(fields | changes))


def unnamed(document: Document, words: str) -> tuple[Entity, Statement]:
    at = document.text.index(words)
    who = Entity(id=record_id("Entity", document.id, words), score=1, coder="a", basis="text", kind="person", name=None,
                 country=None, sector=None)  # fmt: skip
    fields: dict[str, Any] = {
        "id": record_id("Statement", document.id, at), "score": 1, "coder": "a", "source": (Span(at, at + len(words)),),
        "source_entity": who.id, "cue": (), "content": (Span(at + len(words) + 6, at + len(words) + 20),),
        "manner": "indirect", "kind": "assertion", "basis": "unknown", "parent": None, "chain": (who.id,),
        "on_record": "anonymous", "addressees": (), "said": None, "said_basis": None, "venue": None,
        "polarity": "affirmed", "certainty": None, "hedges": (), "stance": "neutral",
    }  # fmt: skip
    return who, Statement(**fields)


def reading(document: Document, *words: str) -> Reading:
    who = unnamed(document, "A senior official in Norrvik") if "A senior official" in document.text else ()
    return Reading(document=document, records=(*who, *(event(document, w) for w in words)), diagnostics=())


def claims(*readings: Reading, of: type = Event) -> list[tuple[Reading, str | None, str]]:
    found = [(r, x) for r in readings for x in r.records if isinstance(x, of)]
    return [(r, x.id if isinstance(x, Statement) else None, x.id) for r, x in found]


def link(one: Document, other: Document) -> Link:
    return make_link("copy", (one.id, other.id), score=0.9, reason="test")


def test_a_near_copy_adds_no_origin_of_the_page_nor_of_an_unnamed_source() -> None:
    first, copy = reading(document(PLAIN), "moved"), reading(document(COPY, outlet="Demo Gazette"), "moved")
    links = [link(first.document, copy.document)]
    apart = resolve_identities([first, copy], [])
    joined = resolve_identities([first, copy], links)
    for of in (Event, Statement):
        assert len(count_origins(claims(first, copy, of=of), joined)) == 1
        assert len(count_origins(claims(first, of=of), joined)) == 1
    assert len(count_origins(claims(first, copy), apart)) == 2
    [story] = list_stories([first, copy], joined, links)
    assert [telling.outlet for telling in story.tellings] == ["Demo Wire", "Demo Gazette"] or len(story.tellings) == 2
    assert len(story.origins) == 1


def test_two_pages_with_their_own_words_are_two_and_a_lifted_sentence_is_the_firsts() -> None:
    first = reading(document(PLAIN), "moved", "seen on the road")
    paragraph = PLAIN.split("\n\n")[1]
    lifting = reading(document(f"{OWN}\n\n{paragraph}", outlet="Demo Gazette", day="2031-03-15"), "seen on the road")
    identities = resolve_identities([first, lifting], [])
    [origin] = count_origins(claims(first, lifting), identities)
    assert origin.name == "Demo Wire"
    both = reading(lifting.document, "seen on the road", "opened")
    assert len(count_origins(claims(first, both), identities)) == 2, "what it tells itself is its own"


def test_reports_of_one_agency_are_one_origin_at_any_outlet() -> None:
    one = reading(document(f"CALDER (Reuters) - {OWN}", outlet="Demo Gazette"), "opened")
    other = reading(document("(Reuters) - It was said that a market opened in Sorby.", outlet="Demo Post"), "opened")
    [origin] = count_origins(claims(one, other), resolve_identities([one, other], []))
    assert (origin.origin, origin.name) == ("agency:reuters", "Reuters")


def test_the_order_of_documents_does_not_matter_and_links_outside_the_view_join_nothing() -> None:
    a, b, c = document(PLAIN), document(COPY, outlet="Demo Gazette"), document(PLAIN + OWN, outlet="Demo Post")
    links = [link(a, b), link(b, c)]
    assert Stories([a, b, c], links).first(c) == Stories([c, b, a], links[::-1]).first(a)
    assert Stories([a, c], links).first(c) == c


def test_the_timeline_tells_a_story_once() -> None:
    first, copy = reading(document(PLAIN), "moved"), reading(document(COPY, outlet="Demo Gazette"), "moved")
    stories = Stories([first.document, copy.document], [link(first.document, copy.document)])
    assert len(make_timeline([first, copy], stories=stories)) == 1
    assert len(make_timeline([first, copy])) == 2
