"""Many values asked for in as many questions as a database takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

__all__ = ["AT_ONCE", "batched"]

T = TypeVar("T")

# So many values go into one question: SQLite's older limit is 999.
AT_ONCE = 500


def batched(items: Iterable[T]) -> Iterator[list[T]]:
    """The items in pieces that fit into one question."""
    left = iter(items)
    while batch := list(islice(left, AT_ONCE)):
        yield batch
