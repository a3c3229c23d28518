"""How far a ledger reaches: how much was looked at, and on which days."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from tocsin.records import Document

__all__ = ["Extent", "extent_of"]


class Extent(msgspec.Struct, frozen=True, kw_only=True):
    """How many documents a view has, of which outlets, and the days (ISO, in order) on which any was published."""

    documents: int
    outlets: frozenset[str]
    days: tuple[str, ...]

    def until(self, day: str) -> Extent:
        """The same with no day after an ISO date; documents and outlets are not counted anew."""
        return msgspec.structs.replace(self, days=tuple(one for one in self.days if one <= day))

    def __add__(self, other: Extent) -> Extent:
        """The extent of two views together that share no document."""
        days = set(other.days).difference(self.days)
        return Extent(
            documents=self.documents + other.documents,
            outlets=self.outlets | other.outlets,
            days=tuple(sorted({*self.days, *days})) if days else self.days,
        )


def extent_of(documents: Iterable[Document]) -> Extent:
    """The extent of some documents."""
    held = list(documents)
    return Extent(
        documents=len(held),
        outlets=frozenset(document.outlet for document in held if document.outlet),
        days=tuple(sorted({day for document in held if (day := document.published.day)})),
    )
