"""What goes wrong in this room: only a caller's impossible interval; a text that is unclear raises nothing."""

from __future__ import annotations


class BadDays(ValueError):
    """An interval whose ends are no ISO dates or stand in the wrong order. A `ValueError`, so codecs report it."""
