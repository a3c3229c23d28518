"""Who is who across documents, and where claims come from."""

from __future__ import annotations

from typing import Any

from tocsin.ledger.bearers import bearers_of
from tocsin.ledger.identities import AUTOMATIC, propose_links, resolve_identities
from tocsin.ledger.origins import count_origins
from tocsin.records import Entity, Published, Reading, Statement, Target, make_document, make_judgement, record_id
from tocsin.records.kinds import Role
from tocsin.text.span import Span

AT = "2031-03-15T08:00:00+00:00"
TEXT = "Varga said talks resume. An official said no."


def entity(
    key: str, name: str | None, kind: Any = "person", country: str | None = None, title: str | None = None
) -> Entity:
    roles = (Role(title=title),) if title else ()
    return Entity(
        id=key, score=1, coder="entities", basis="text", kind=kind, name=name, country=country, sector=None, roles=roles
    )


def reading(*entities: Entity, day: str = "2031-03-14", outlet: str = "Demo Wire", text: str = TEXT) -> Reading:
    document = make_document(text, outlet=outlet, published=Published(value=day, basis="given"))
    return Reading(document=document, records=entities, diagnostics=())


def statement(source: str | None, chain: tuple[str, ...], at: int, **changes: Any) -> Statement:
    fields: dict[str, Any] = {
        "id": record_id("Statement", source or "", at), "score": 0.9, "coder": "attribution",
        "source": (Span(at, at + 5),), "source_entity": source, "cue": (Span(at + 6, at + 10),),
        "content": (Span(at + 11, at + 16),), "manner": "indirect", "kind": "assertion", "basis": "unknown",
        "parent": None, "chain": chain, "on_record": "named", "addressees": (), "said": None, "said_basis": None,
        "venue": None, "polarity": "affirmed", "certainty": None, "hedges": (), "stance": "neutral",
    }  # fmt: skip
    return Statement(**(fields | changes))


def identities_of(*readings: Reading, words: Any = ()) -> Any:
    return resolve_identities(readings, (), words)


def test_a_full_name_and_a_country_join_and_a_bare_surname_does_not() -> None:
    one = reading(entity("a", "Ilse Varga", country="XKX"))
    two = reading(entity("b", "Ilse Varga", country="XKX"), outlet="Demo Gazette")
    bare = reading(entity("c", "Varga"), outlet="Demo Monitor")
    found = identities_of(one, two, bare)
    assert found.of("a").id == found.of("b").id
    assert found.of("a").id != found.of("c").id
    proposed = [link for link in propose_links([one, two, bare]) if link.score < AUTOMATIC]
    assert proposed, "the bare surname is proposed, not joined"


def test_two_people_of_one_name_in_one_week_stay_two() -> None:
    one = reading(entity("a", "Tomas Brandt", country="AUT"))
    two = reading(entity("b", "Tomas Brandt", country="DEU"), outlet="Demo Gazette")
    assert identities_of(one, two).of("a").id != identities_of(one, two).of("b").id


def test_an_analyst_parts_and_joins_and_can_take_it_back() -> None:
    one, two = reading(entity("a", "Ilse Varga")), reading(entity("b", "Ilse Varga"), outlet="Demo Gazette")
    target = Target(type="Link", text_digest=None, spans=(), fields={"members": ["a", "b"]})
    apart = make_judgement(target, "not_same", by="ana", at=AT)
    assert identities_of(one, two).of("a").id == identities_of(one, two).of("b").id
    parted = identities_of(one, two, words=[apart])
    assert parted.of("a").members == ("a",)
    assert identities_of(one, two, words=[apart, make_judgement(target, "same", by="ana", at=AT)]).of("a").members == (
        "a",
        "b",
    )


def test_whom_an_analyst_parts_from_a_namesake_is_another_origin() -> None:
    one, two = reading(entity("a", "Ilse Varga")), reading(entity("b", "Ilse Varga"), outlet="Demo Gazette")
    target = Target(type="Link", text_digest=None, spans=(), fields={"members": ["a", "b"]})
    parted = identities_of(one, two, words=[make_judgement(target, "not_same", by="ana", at=AT)])
    assert parted.of("a").id != parted.of("b").id
    assert parted.of("a").name == parted.of("b").name


def test_an_analyst_joins_all_who_are_one_with_either_whatever_their_countries() -> None:
    people = [("a", "Arvenia", "ARV"), ("b", "Arvenia", "ARV"), ("c", "Borduna", "BRD"), ("d", "Borduna", "BRD")]
    readings = [reading(entity(key, name, "country", country), outlet=f"Demo {key}") for key, name, country in people]
    target = Target(type="Link", text_digest=None, spans=(), fields={"members": ["a", "c"]})
    joined = identities_of(*readings, words=[make_judgement(target, "same", by="ana", at=AT)])
    assert joined.of("a").members == ("a", "b", "c", "d")


def test_a_name_that_may_be_either_of_two_countries_is_neithers() -> None:
    people = [entity("a", "Tomas Brandt", country="AUT"), entity("b", "Tomas Brandt", country="DEU")]
    readings = [reading(one, outlet=f"Demo {one.id}") for one in (*people, entity("c", "Tomas Brandt"))]
    found = identities_of(*readings)
    assert len({found.of(key).id for key in "abc"}) == 3
    sure = identities_of(*readings[1:])
    assert sure.of("b").id == sure.of("c").id


def test_neither_the_order_nor_where_the_bearers_come_from_changes_who_is_who() -> None:
    names = ("Ilse Varga", "Ilse Maria Varga", "Varga")
    readings = [
        reading(entity(str(number), name, country=country, title="minister"), outlet=f"Demo {number}")
        for number, (name, country) in enumerate((name, country) for name in names for country in ("XKX", None))
    ]
    whole, turned = identities_of(*readings), identities_of(*reversed(readings))
    rest = [bearer for one in readings[1:] for bearer in bearers_of(one)]
    part = resolve_identities(readings[:1], others=rest)
    assert [whole.of(str(n)) for n in range(6)] == [turned.of(str(n)) for n in range(6)]
    assert part.of("0").id == whole.of("0").id
    assert part.of("0").name == "Ilse Maria Varga"


def test_one_speaker_at_two_outlets_is_one_origin_and_a_copy_adds_none() -> None:
    one = entity("a", "Ilse Varga", country="XKX")
    two = entity("b", "Ilse Varga", country="XKX")
    said, again = statement("a", ("a",), 0), statement("b", ("b",), 0)
    first = reading(one, said)  # type: ignore[arg-type]
    second = reading(two, again, outlet="Demo Gazette")  # type: ignore[arg-type]
    found = identities_of(first, second)
    origins = count_origins([(first, said.id, said.id), (second, again.id, again.id)], found)
    assert len(origins) == 1
    assert len(origins[0].documents) == 2
    page = count_origins([(first, None, "x"), (reading(outlet="Demo Gazette"), None, "y")], found)
    assert len(page) == 1, "the same words at another outlet are the same page"


def test_the_root_of_a_chain_counts_and_who_tells_of_a_mind_is_its_source() -> None:
    people = (entity("a", "Ilse Varga"), entity("s", "Tomas Brandt"))
    outer = statement("s", ("s",), 25)
    inner = statement("a", ("s", "a"), 0, parent=outer.id)
    belief = statement("a", ("s", "a"), 0, parent=outer.id, kind="belief", id="belief")
    told = reading(*people, outer, inner, belief)  # type: ignore[arg-type]
    found = identities_of(told)
    assert count_origins([(told, inner.id, inner.id)], found)[0].name == "Ilse Varga"
    assert count_origins([(told, belief.id, belief.id)], found)[0].name == "Tomas Brandt"


def test_unnamed_sources_are_one_origin_each_by_their_words() -> None:
    unnamed = entity("u", None)
    one, other = statement("u", ("u",), 0), statement("u", ("u",), 25)
    told = reading(unnamed, one, other)  # type: ignore[arg-type]
    assert len(count_origins([(told, one.id, one.id), (told, other.id, other.id)], identities_of(told))) == 2
