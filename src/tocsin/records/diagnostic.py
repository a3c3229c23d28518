"""Doubt about a text, as data."""

from __future__ import annotations

import msgspec

from tocsin.errors import DIAGNOSTIC_CODES
from tocsin.text.span import Span

__all__ = ["Diagnostic"]


class Diagnostic(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is unclear in a text and where; `span` is null where it concerns the whole document.

    `code` is one of `tocsin.errors.DIAGNOSTIC_CODES`; `hint` says what a reader can do.
    """

    code: str
    span: Span | None
    message: str
    hint: str = ""

    def __post_init__(self) -> None:
        if self.code not in DIAGNOSTIC_CODES:
            raise ValueError(f"{self.code!r} is no diagnostic code")
