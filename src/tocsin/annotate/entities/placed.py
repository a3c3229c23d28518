"""A mention of a figure in a sentence, while a document is read."""

from __future__ import annotations

import msgspec

from tocsin.annotate.entities.cast import Figure

__all__ = ["Placed"]


class Placed(msgspec.Struct, frozen=True):
    """A mention of a figure at tokens `[start, end)` of a sentence; `head` is its head token."""

    start: int
    end: int
    head: int
    figure: Figure
