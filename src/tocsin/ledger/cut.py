"""A cut in time: what was published by a day, and what the desk had by a moment."""

from __future__ import annotations

import msgspec

from tocsin.records import Document

__all__ = ["NO_CUT", "Cut"]


class Cut(msgspec.Struct, frozen=True, kw_only=True):
    """`as_of` is an ISO date: documents published later are not seen, undated ones are left out and counted.

    `known_at` is an ISO date-time in UTC: what arrived or was judged later is not seen. Null cuts nothing.
    """

    as_of: str | None = None
    known_at: str | None = None

    def sees(self, document: Document, arrived: str) -> bool:
        """Whether a document that arrived at that moment is seen."""
        if self.known_at is not None and arrived > self.known_at:
            return False
        day = document.published.day
        return self.as_of is None or (day is not None and day <= self.as_of)

    def hears(self, at: str) -> bool:
        """Whether a judgement made at that moment is heard."""
        return self.known_at is None or at <= self.known_at


NO_CUT = Cut()
