"""An event that somebody else coded: beside ours, never among them."""

from __future__ import annotations

import msgspec

__all__ = ["CodedElsewhere"]


class CodedElsewhere(msgspec.Struct, frozen=True, kw_only=True):
    """A row of another coder: *coded elsewhere, text not seen*. It is no origin, and sets nothing.

    `type` is a PLOVER type, `actor` and `recipient` are countries (alpha-3) where the row has any, `source` is what it
    says of where it was read.
    """

    coder: str
    id: str
    day: str
    type: str
    actor: str | None
    recipient: str | None
    source: str | None
