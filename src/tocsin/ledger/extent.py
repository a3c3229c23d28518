"""How far a ledger reaches: how much was looked at, and on which days."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from tocsin.records import Document

__all__ = ["Extent", "extent_of"]


class Extent(msgspec.Struct, frozen=True, kw_only=True):
    """How many documents and outlets a view has, and the days (ISO, in order) on which something was published."""

    documents: int
    outlets: int
    days: tuple[str, ...]

    def until(self, day: str) -> Extent:
        """The same with no day after an ISO date; documents and outlets are not counted anew."""
        return msgspec.structs.replace(self, days=tuple(one for one in self.days if one <= day))


def extent_of(documents: Iterable[Document]) -> Extent:
    """The extent of some documents."""
    held = list(documents)
    return Extent(
        documents=len(held),
        outlets=len({document.outlet for document in held if document.outlet}),
        days=tuple(sorted({day for document in held if (day := document.published.day)})),
    )
