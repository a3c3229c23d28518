"""Where a claim comes from: the root of its chain, counted over identities, so that a copy adds none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from tocsin.ledger.identities import Identities
from tocsin.ledger.issuers import Office, issuer_of, office_of_origin, speaks_for_issuer
from tocsin.ledger.passages import passage_at, plain_words, sentence_spans
from tocsin.ledger.stories import Stories
from tocsin.records import AnyRecord, Document, Entity, Reading, Statement, defining_spans

__all__ = ["Origin", "count_origins", "name_origin", "origin_of", "origins_of"]

# What goes on in a mind, or is held back, is told by someone else: "he believes", "they refused".
_TOLD_BY_OTHERS = frozenset({"belief", "attitude", "intention", "refusal"})


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """Who a claim rests on: an identity's id, or one of an office, of the page itself or of an unnamed source.

    `first_hand` is whether any of its claims is known at first hand; `documents` carry it, `records` are the claims.
    `reliability` is the grade (A to F) that an analyst gave, null where none did.
    """

    origin: str
    name: str | None
    first_hand: bool
    documents: tuple[str, ...]
    records: tuple[str, ...]
    reliability: str | None = None


def origin_of(
    reading: Reading, statement: str | None, identities: Identities, record: str | None = None
) -> tuple[str, str | None, bool]:
    """The origin's id, its name, and whether it knows at first hand, for a claim told by a statement or the page.

    The root of a chain is its last entity that speaks: whoever tells what another believes, wants or refused is the
    source of it, not the other; where nobody does, it is the page. The page speaks for its story: a copy, exact or
    near, is the same origin, and so is every report of one agency. An unnamed source is one origin per place of the
    story: the same unnamed official in a copy is the same. An office is one origin with those who speak for it and with
    all that its own papers say themselves or of unnamed ones of theirs. `record` is the claim itself.
    """
    return _origin(reading, statement, identities, record, {})


def _origin(
    reading: Reading, statement: str | None, identities: Identities, record: str | None, owners: Mapping[int, Document]
) -> tuple[str, str | None, bool]:
    records = {found.id: found for found in reading.records}
    said = _telling(records.get(statement or ""), records)
    if said is None:
        owner = _owner(reading.document, _offset(records.get(record or "")), owners)
        return (*_page(owner, identities), False)
    root = _root_entity(said, records)
    first_hand = said.basis == "first_hand"
    start = (said.source or said.cue or said.content)[0].start
    owner = _owner(reading.document, start, owners)
    issuer = _issuer(owner, identities)
    if issuer is not None and speaks_for_issuer(root, issuer):
        return issuer.origin, issuer.name, first_hand
    if root is None or root.name is None:
        offset = start if owner is reading.document else _same_passage(owner, reading.document, start)
        digest, place = identities.stories.place(owner, offset)
        words = "-".join(word for span in said.source for word in plain_words(span.of(reading.document.text)))
        return f"unnamed:{digest}:{place}:{words}", None, first_hand
    identity = identities.of(root.id)
    office = identities.office(identity, reading.document.published.day)
    return office.origin if office else identity.id, identity.name, first_hand


def _page(document: Document, identities: Identities) -> tuple[str, str | None]:
    """The origin of what a page tells for itself: the office whose paper it is, the agency's report, else the story."""
    issuer = _issuer(document, identities)
    if issuer is not None:
        return issuer.origin, issuer.name
    agency = identities.stories.agency(document)
    if agency is not None:
        identity = identities.named(agency, "organization")
        return (identity.id if identity else f"agency:{agency.casefold()}"), agency
    first = identities.stories.first(document)
    return f"page:{first.text_digest}", first.outlet


def _issuer(document: Document, identities: Identities) -> Office | None:
    """The office whose paper a story is, wherever it is printed besides."""
    return next((office for member in identities.stories.members(document) if (office := issuer_of(member))), None)


def _offset(record: AnyRecord | None) -> int | None:
    """Where a claim begins in its text."""
    spans = defining_spans(record) if record is not None else ()
    return spans[0].start if spans else None


def _owner(document: Document, offset: int | None, owners: Mapping[int, Document]) -> Document:
    """The document that told a claim's sentence first: a lifted paragraph has one origin, though the pages are two."""
    key = Stories.passage(document, offset) if offset is not None else None
    return owners.get(key, document) if key is not None else document


def _same_passage(owner: Document, document: Document, offset: int) -> int:
    """Where a sentence that was lifted from the owner begins there."""
    words = passage_at(document.text, offset)[1]
    return next((a for a, b in sentence_spans(owner.text) if passage_at(owner.text, a)[1] == words), 0)


def _telling(said: object, records: Mapping[str, object]) -> Statement | None:
    """The innermost statement that somebody utters, from the one that tells outward; None where the page tells."""
    while isinstance(said, Statement):
        if said.kind not in _TOLD_BY_OTHERS or _in_own_words(said, records):
            return said
        said = records.get(said.parent or "")
    return None


def _in_own_words(said: Statement, records: Mapping[str, object]) -> bool:
    """Whether the bearer of a mind speaks of it: the statement round it is their own, or it is a quotation."""
    outer = records.get(said.parent or "")
    if isinstance(outer, Statement):
        return outer.source_entity is not None and outer.source_entity == said.source_entity
    return said.manner == "direct"


def _root_entity(said: Statement, records: Mapping[str, object]) -> Entity | None:
    """The innermost speaker that is a source of its own: the last of the chain."""
    root = records.get(said.chain[-1]) if said.chain else records.get(said.source_entity or "")
    return root if isinstance(root, Entity) else None


def origins_of(
    claims: Iterable[tuple[Reading, str | None, str]], identities: Identities
) -> list[tuple[str, str | None, bool]]:
    """The origin of each of some claims as `origin_of` gives it; of a sentence that was lifted, its first teller's."""
    held = list(claims)
    owners = _owners(held)
    return [_origin(reading, statement, identities, record, owners) for reading, statement, record in held]


def count_origins(claims: Iterable[tuple[Reading, str | None, str]], identities: Identities) -> tuple[Origin, ...]:
    """The distinct origins of some claims (a reading, the statement that tells or null, the record), by id."""
    held = list(claims)
    found: dict[str, Origin] = {}
    for (reading, _, record), (identity, name, first_hand) in zip(held, origins_of(held, identities), strict=True):
        before = found.get(identity)
        documents = set(before.documents if before else ()) | {reading.document.id}
        names = tuple(filter(None, (before.name if before else None, name)))
        known = name_origin(identity, names)
        found[identity] = Origin(
            origin=identity,
            name=known,
            first_hand=first_hand or (before.first_hand if before else False),
            documents=tuple(sorted(documents)),
            records=(*(before.records if before else ()), record),
            reliability=identities.grades.of(name) or (before.reliability if before else None),
        )
    return tuple(found[key] for key in sorted(found))


def name_origin(origin: str, names: Iterable[str]) -> str | None:
    """The name to show for an origin with some names of its speakers: of an office with several speakers its own."""
    known = list(dict.fromkeys(names))
    if len(known) > 1 and (office := office_of_origin(origin)) is not None:
        return office
    return known[0] if known else None


def _owners(claims: Iterable[tuple[Reading, str | None, str]]) -> dict[int, Document]:
    """For every sentence that holds a claim or its source, the document that had it first."""
    owners: dict[int, Document] = {}
    for reading, statement, record in claims:
        records = {found.id: found for found in reading.records}
        said = records.get(statement or "")
        places = {_offset(records.get(record))}
        if isinstance(said, Statement):
            places.add((said.source or said.cue or said.content)[0].start)
        for offset in places - {None}:
            key = Stories.passage(reading.document, offset) if offset is not None else None
            if key is not None:
                known = owners.get(key, reading.document)
                owners[key] = min(known, reading.document, key=lambda d: (d.published.value or "9999", d.id))
    return owners
