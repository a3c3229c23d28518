"""Bearers: how a name is borne in a document, in as little as tells one person, body or place from another.

Thousands of documents name one minister in a few ways. Who is who is made out over these ways and not over each
mention, so that it costs no more on a desk of years than the ways in which its people are named.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from tocsin.ledger.issuers import Tenure, tenures_of
from tocsin.records import Document, Entity, Reading

__all__ = ["Bearer", "bearer_of", "bearers_of", "key_of_name"]


class Bearer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A name as a document of some year has it: of what kind, country and offices (titles in lower case, in order).

    `tenures` are the offices that it speaks for there.
    """

    kind: str
    name: str
    country: str | None = None
    titles: tuple[str, ...] = ()
    year: int | None = None
    tenures: tuple[Tenure, ...] = ()

    @property
    def key(self) -> str:
        """What two bearers must share to be compared."""
        return key_of_name(self.kind, self.name)


def key_of_name(kind: str, name: str) -> str:
    """The kind, with the last word of a person's name or the whole of any other's."""
    folded = name.casefold()
    return f"{kind} {folded.split()[-1] if kind == 'person' else folded}"


def bearer_of(entity: Entity, document: Document) -> Bearer | None:
    """How an entity is named in its document; None where it is not."""
    if entity.name is None or not entity.name.strip():
        return None
    return Bearer(
        kind=entity.kind,
        name=entity.name,
        country=entity.country,
        titles=tuple(sorted({role.title.casefold() for role in entity.roles})),
        year=int(document.published.day[:4]) if document.published.day else None,
        tenures=tenures_of(entity, document),
    )


def bearers_of(reading: Reading) -> Iterable[Bearer]:
    """The different bearers of a reading, in its order."""
    found = (bearer_of(record, reading.document) for record in reading.records if isinstance(record, Entity))
    return dict.fromkeys(bearer for bearer in found if bearer is not None)
