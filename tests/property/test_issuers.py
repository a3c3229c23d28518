"""Origins are counted at the root: all papers of one office on one matter are one origin, unless they cite another."""

from __future__ import annotations

from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from tocsin.ledger.identities import resolve_identities
from tocsin.ledger.issuers import issuer_of
from tocsin.ledger.origins import Origin, count_origins
from tocsin.records import Entity, Published, Reading, Statement, make_document, record_id
from tocsin.records.kinds import Role
from tocsin.text.span import Span

OFFICE = "whitehouse.gov"
CITED = "Ilse Varga"
# How a claim may stand in an office's paper and still be the office's own word.
OWN = ("page", "unnamed", "country", "itself", "spokeswoman", "head")
FORMS = ("readout", "statement", "transcript", "article")


def entity(
    key: str, name: str | None, kind: Any, country: str | None, *roles: Role, sector: str | None = None
) -> Entity:
    return Entity(
        id=key, score=1, coder="c", basis="text", kind=kind, name=name, country=country, sector=sector, roles=roles
    )  # fmt: skip


def speaker(voice: str, key: str, number: int) -> Entity | None:
    match voice:
        case "unnamed":
            return entity(key, None, "group", "USA" if number % 2 else None)
        case "country":
            return entity(key, "United States", "country", "USA")
        case "itself":
            return entity(key, "White House", "organization", "USA")
        case "spokeswoman":
            return entity(key, f"Dana Prest{number}", "person", "USA", Role(title="Deputy Press Secretary"))
        case "head":
            role = Role(title="president", country="USA", first="2031-01-20", basis="roster")
            return entity(key, "Orla Finch", "person", "USA", role)
        case "cited":
            return entity(key, CITED, "person", "XKX", Role(title="Foreign Minister", country="XKX"))
        case "media":
            return entity(key, None, "organization", None, sector="MED")
    return None


def paper(
    number: int, voice: str, form: Any = "readout", outlet: str = OFFICE, text: str = ""
) -> tuple[Reading, str | None, str]:
    words = text or f"Paper {number} of the day says that forces were massed near the frontier of Sorland."
    document = make_document(words, outlet=outlet, published=Published(value="2031-03-14", basis="given"), form=form)
    root = speaker(voice, f"e{number}{outlet}", number)
    if root is None:
        return Reading(document=document, records=(), diagnostics=()), None, f"r{number}{outlet}"
    said = Statement(
        id=record_id("Statement", document.id, number), score=1, coder="c", source=(Span(0, 5),),
        source_entity=root.id, cue=(), content=(Span(25, 40),), manner="indirect", kind="assertion", basis="unknown",
        parent=None, chain=(root.id,), on_record="named", addressees=(), said=None, said_basis=None, venue=None,
        polarity="affirmed", certainty=None, hedges=(), stance="neutral",
    )  # fmt: skip
    return Reading(document=document, records=(root, said), diagnostics=()), said.id, said.id


def counted(*claims: tuple[Reading, str | None, str]) -> tuple[Origin, ...]:
    readings = [reading for reading, _, _ in claims]
    return count_origins(claims, resolve_identities(readings))


@given(st.lists(st.tuples(st.sampled_from(OWN), st.sampled_from(FORMS)), min_size=1, max_size=6))
def test_papers_of_one_office_are_one_origin(voices: list[tuple[str, str]]) -> None:
    claims = [paper(number, voice, form) for number, (voice, form) in enumerate(voices)]
    [origin] = counted(*claims)
    assert origin.origin == "office:white house"
    assert len(origin.documents) == len(claims), "all its papers stand behind it"


@given(st.lists(st.sampled_from((*OWN, "cited", "media")), min_size=1, max_size=6))
def test_whom_a_paper_cites_is_an_origin_of_its_own(voices: list[str]) -> None:
    found = counted(*(paper(number, voice) for number, voice in enumerate(voices)))
    own, cited, media = any(v in OWN for v in voices), "cited" in voices, voices.count("media")
    assert len(found) == own + cited + media, "one for the office, one for whom it cites, one for each unnamed report"


@given(st.sampled_from(OWN), st.sampled_from(OWN))
def test_a_paper_printed_elsewhere_adds_none(voice: str, other: str) -> None:
    words = "The two presidents spoke about the forces that were massed near the frontier of Sorland on Monday."
    claims = [paper(0, voice, text=words), paper(0, voice, form="article", outlet="Demo Wire", text=words)]
    assert len(counted(*claims)) == 1
    assert len(counted(*claims, paper(2, other))) == 1


def test_two_offices_are_two_and_a_newspaper_is_none() -> None:
    assert len(counted(paper(0, "page"), paper(1, "page", outlet="kremlin.ru"))) == 2
    assert len(counted(paper(0, "page"), paper(1, "page", form="article", outlet="Demo Wire"))) == 2
    assert issuer_of(paper(0, "page", form="article", outlet="Demo Wire")[0].document) is None
    assert issuer_of(paper(0, "page", form="transcript", outlet="Demo Wire")[0].document) is None


def test_by_whom_a_paper_is_speaks_for_its_office_elsewhere_too() -> None:
    def told(key: str, outlet: str, title: str, country: str | None = None) -> tuple[Reading, str | None, str]:
        reading, said, record = paper(0, "unnamed", form="article", outlet=outlet)
        [source, statement] = reading.records
        named = msgspec.structs.replace(source, id=key, kind="person", name="Karel Prest-Lind", country=country)
        spoken = msgspec.structs.replace(statement, source_entity=key, chain=(key,))
        document = msgspec.structs.replace(reading.document, title=title)
        return msgspec.structs.replace(reading, document=document, records=(named, spoken)), said, record

    own = told("a", OFFICE, "Press Gaggle by Principal Deputy Press Secretary Karel Prest-Lind on Travel to Sorland")
    assert len(counted(own, paper(1, "page"), told("b", "Demo Wire", "Talks go on"))) == 1
    guest = told("a", OFFICE, "Remarks by the President and by Chancellor Karel Prest-Lind", "XKX")
    about = told("a", OFFICE, "Statement by the Press Secretary on Karel Prest-Lind")
    assert len(counted(guest, paper(1, "page"))) == len(counted(about, paper(1, "page"))) == 2


def test_an_office_that_no_table_lists_issues_its_readouts() -> None:
    claims = [paper(number, "page", outlet="Sorland Foreign Ministry") for number in range(3)]
    [origin] = counted(*claims)
    assert origin.name == "Sorland Foreign Ministry"


def test_spokesmen_in_a_statement_that_a_newspaper_prints_are_not_the_newspaper() -> None:
    def told(number: int, name: str) -> tuple[Reading, str | None, str]:
        reading, said, record = paper(number, "unnamed", form="statement", outlet="Demo Wire")
        [source, statement] = reading.records
        named = msgspec.structs.replace(source, kind="person", name=name, roles=(Role(title="spokesman"),))
        return msgspec.structs.replace(reading, records=(named, statement)), said, record

    assert len(counted(told(0, "Karel Lind"), told(1, "Dana Prest"))) == 2


def test_an_office_that_is_over_speaks_for_nobody() -> None:
    past = entity("p", "Orla Finch", "person", "USA", Role(title="former press secretary", organization="White House"))
    sent = entity("q", "Jon Marsh", "person", "USA", Role(title="ambassador", organization="NATO"))
    ended = entity(
        "r", "Nora Quill", "person", "USA", Role(title="president", country="USA", last="2029-01-20", basis="roster")
    )
    for person in (past, sent, ended):
        reading, _, _ = paper(0, "page", outlet="Demo Wire")
        found = resolve_identities([with_person(reading, person)], [])
        assert found.office(found.of(person.id), "2031-03-14") is None


def with_person(reading: Reading, person: Entity) -> Reading:
    return Reading(document=reading.document, records=(person,), diagnostics=())
