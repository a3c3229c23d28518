"""Where a claim comes from: the root of its chain, counted over identities, so that a copy adds none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from tocsin.ledger.identities import Identities
from tocsin.records import Entity, Reading, Statement

__all__ = ["Origin", "count_origins", "origin_of"]

# What goes on in a mind, or is held back, is told by someone else: "he believes", "they refused".
_TOLD_BY_OTHERS = frozenset({"belief", "attitude", "intention", "refusal"})


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """Who a claim rests on: an identity's id, or one of the page itself or of an unnamed source.

    `first_hand` is whether any of its claims is known at first hand; `documents` carry it, `records` are the claims.
    """

    origin: str
    name: str | None
    first_hand: bool
    documents: tuple[str, ...]
    records: tuple[str, ...]


def origin_of(reading: Reading, statement: str | None, identities: Identities) -> tuple[str, str | None, bool]:
    """The origin's id, its name, and whether it knows at first hand, for a claim told by a statement or the page.

    The root of a chain is its last entity that speaks: whoever tells what another believes, wants or refused is the
    source of it, not the other; where nobody does, it is the page. An unnamed source is one origin per words of the
    page: the same unnamed official in a copy is the same. The page speaks for its text: its copy is the same origin.
    """
    records = {record.id: record for record in reading.records}
    said = _telling(records.get(statement or ""), records)
    if said is None:
        return f"page:{reading.document.text_digest}", reading.document.outlet, False
    root = _root_entity(said, records)
    first_hand = said.basis == "first_hand"
    if root is None or root.name is None:
        place = (said.source or said.cue or said.content)[0]
        return f"unnamed:{reading.document.text_digest}:{place.start}", None, first_hand
    identity = identities.of(root.id)
    return identity.id, identity.name, first_hand


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


def count_origins(claims: Iterable[tuple[Reading, str | None, str]], identities: Identities) -> tuple[Origin, ...]:
    """The distinct origins of some claims (a reading, the statement that tells or null, the record), by id."""
    found: dict[str, Origin] = {}
    for reading, statement, record in claims:
        identity, name, first_hand = origin_of(reading, statement, identities)
        before = found.get(identity)
        documents = set(before.documents if before else ()) | {reading.document.id}
        found[identity] = Origin(
            origin=identity,
            name=name or (before.name if before else None),
            first_hand=first_hand or (before.first_hand if before else False),
            documents=tuple(sorted(documents)),
            records=(*(before.records if before else ()), record),
        )
    return tuple(found[key] for key in sorted(found))
