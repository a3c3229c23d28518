"""Where a claim comes from: the root of its chain, counted over identities, so that a copy adds none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from tocsin.ledger.identities import Identities
from tocsin.ledger.issuers import Office, issuer_of, office_of_origin, speaks_for_issuer
from tocsin.ledger.passages import passage_at, plain_words, sentence_spans
from tocsin.ledger.stories import Stories
from tocsin.records import AnyRecord, Document, Entity, Reading, Statement, defining_spans

__all__ = ["Origin", "Testimony", "count_origins", "name_origin", "origin_of", "origins_of", "testify"]

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


class Testimony(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What of a reading the origin of one of its claims hangs on: whoever has this needs the records no more.

    `offset` is where the claim begins; `told` where the statement round it does (its source, cue or content), and
    `start` where the innermost one does that somebody utters: null where the page tells. `root` is whose word that is,
    `words` how the source is named. `passages` are the keys of the sentences at the three places.
    """

    document: str
    offset: int | None
    told: int | None = None
    start: int | None = None
    first_hand: bool = False
    root: Entity | None = None
    words: tuple[str, ...] = ()
    passages: tuple[int | None, int | None, int | None] = (None, None, None)


def testify(reading: Reading, statement: str | None, record: str | None) -> Testimony:
    """The testimony of a claim (a record) that a statement tells, or the page where it is null.

    The root of a chain is its last entity that speaks: whoever tells what another believes, wants or refused is the
    source of it, not the other; where nobody does, it is the page.
    """
    document = reading.document
    records = {found.id: found for found in reading.records}
    outer = records.get(statement or "")
    said = _telling(outer, records)
    places = _offset(records.get(record or "")), _beginning(outer), _beginning(said)
    keys = {place: Stories.passage(document, place) for place in places if place is not None}
    return Testimony(
        document=document.id,
        offset=places[0],
        told=places[1],
        start=places[2],
        first_hand=said is not None and said.basis == "first_hand",
        root=_root_entity(said, records) if said is not None else None,
        words=tuple(word for span in (said.source if said else ()) for word in plain_words(span.of(document.text))),
        passages=tuple(keys[place] if place is not None else None for place in places),  # type: ignore[arg-type]
    )


def origin_of(
    reading: Reading, statement: str | None, identities: Identities, record: str | None = None
) -> tuple[str, str | None, bool]:
    """The origin's id, its name, and whether it knows at first hand, for a claim told by a statement or the page.

    The page speaks for its story: a copy, exact or near, is the same origin, and so is every report of one agency. An
    unnamed source is one origin per place of the story: the same unnamed official in a copy is the same. An office is
    one origin with those who speak for it and with all that its own papers say themselves or of unnamed ones of theirs.
    `record` is the claim itself; see `testify` for whose word it is.
    """
    return _origin(testify(reading, statement, record), reading.document, identities, {})


def _origin(
    testimony: Testimony, document: Document, identities: Identities, owners: Mapping[int, Document]
) -> tuple[str, str | None, bool]:
    start, root, first_hand = testimony.start, testimony.root, testimony.first_hand
    of_claim, _, of_source = testimony.passages
    if start is None:
        return (*_page(_owner(document, of_claim, owners), identities), False)
    owner = _owner(document, of_source, owners)
    issuer = _issuer(owner, identities)
    if issuer is not None and speaks_for_issuer(root, issuer):
        return issuer.origin, issuer.name, first_hand
    if root is None or root.name is None:
        offset = start if owner is document else _same_passage(owner, document, start)
        digest, place = identities.stories.place(owner, offset)
        return f"unnamed:{digest}:{place}:{'-'.join(testimony.words)}", None, first_hand
    identity = identities.of(root.id)
    office = identities.office(identity, document.published.day)
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


def _beginning(said: object) -> int | None:
    """Where a statement begins in its text."""
    return (said.source or said.cue or said.content)[0].start if isinstance(said, Statement) else None


def _owner(document: Document, passage: int | None, owners: Mapping[int, Document]) -> Document:
    """The document that told a claim's sentence first: a lifted paragraph has one origin, though the pages are two."""
    return owners.get(passage, document) if passage is not None else document


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
    testimonies: Iterable[Testimony], documents: Mapping[str, Document], identities: Identities
) -> list[tuple[str, str | None, bool]]:
    """The origin of each of some claims as `origin_of` gives it; of a sentence that was lifted, its first teller's."""
    held = list(testimonies)
    owners = _owners(held, documents)
    return [_origin(testimony, documents[testimony.document], identities, owners) for testimony in held]


def count_origins(claims: Iterable[tuple[Reading, str | None, str]], identities: Identities) -> tuple[Origin, ...]:
    """The distinct origins of some claims (a reading, the statement that tells or null, the record), by id."""
    held = list(claims)
    documents = {reading.document.id: reading.document for reading, _, _ in held}
    told = origins_of((testify(*claim) for claim in held), documents, identities)
    found: dict[str, Origin] = {}
    for (reading, _, record), (identity, name, first_hand) in zip(held, told, strict=True):
        before = found.get(identity)
        kept = set(before.documents if before else ()) | {reading.document.id}
        names = tuple(filter(None, (before.name if before else None, name)))
        known = name_origin(identity, names)
        found[identity] = Origin(
            origin=identity,
            name=known,
            first_hand=first_hand or (before.first_hand if before else False),
            documents=tuple(sorted(kept)),
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


def _owners(testimonies: Iterable[Testimony], documents: Mapping[str, Document]) -> dict[int, Document]:
    """For every sentence that holds a claim or the statement round it, the document that had it first."""
    owners: dict[int, Document] = {}
    for testimony in testimonies:
        document = documents[testimony.document]
        for key in testimony.passages[:2]:
            if key is not None:
                known = owners.get(key, document)
                owners[key] = min(known, document, key=lambda d: (d.published.value or "9999", d.id))
    return owners
