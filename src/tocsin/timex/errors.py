"""What goes wrong in this room: only a caller's impossible interval; a text that is unclear raises nothing."""

from __future__ import annotations


class DaysError(ValueError):
    """An interval whose ends are no ISO dates or stand in the wrong order.

    It is a `ValueError` and no `TocsinError`, so that a codec which meets one reports it as invalid data.
    """
