"""The names of one sentence, by token."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from tocsin.annotate.entities.gazetteer import Entry
from tocsin.annotate.parse import Parse

__all__ = ["NameMap", "NameSort", "NameSpan", "is_broken", "words_of", "written"]

NameSort = Literal["person", "organization", "known", "place", "group"]


class NameSpan(msgspec.Struct, frozen=True):
    """A name at tokens `[start, end)` of a sentence; `entries` where it is a known one; `label` is the name finder's.

    `led` is true where a title or form of address stands right before it.
    """

    start: int
    end: int
    sort: NameSort
    label: str | None = None
    entries: tuple[Entry, ...] = ()
    led: bool = False

    @property
    def entry(self) -> Entry | None:
        """The best known reading, or None."""
        return self.entries[0] if self.entries else None

    def overlaps(self, other: NameSpan) -> bool:
        """Whether two names share a token."""
        return self.start < other.end and other.start < self.end


def words_of(parse: Parse, start: int, end: int) -> list[str]:
    """The tokens of a range as they are written."""
    return [token.text for token in parse.tokens[start:end]]


def is_broken(parse: Parse, at: int) -> bool:
    """Whether the layout parts a token from the one before it: two blanks or more, as in lists and tables."""
    return at > 0 and parse.tokens[at].span.start - parse.tokens[at - 1].span.end > 1


class NameMap:
    """The names of one sentence by token."""

    def __init__(self, names: Sequence[NameSpan]) -> None:
        self.names = tuple(names)
        self._at = {i: name for name in names for i in range(name.start, name.end)}

    def at(self, token: int) -> NameSpan | None:
        """The name that holds a token, or None."""
        return self._at.get(token)

    def countries(self) -> frozenset[str]:
        """The countries that the sentence names or owns something of, as codes."""
        sorts = ("country", "adjective", "people")
        return frozenset(n.entry.country for n in self.names if n.entry and n.entry.sort in sorts and n.entry.country)


def written(parse: Parse, start: int, end: int) -> str:
    """The tokens of a range as one line of text."""
    pieces = [t.text + (" " if t.spaced else "") for t in parse.tokens[start:end]]
    return "".join(pieces).strip()
