"""A roster: people with the offices they hold or held, dated, each row with the source that it was read in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Literal

import msgspec

from tocsin.errors import VocabularyError
from tocsin.vocab.loader import load_table

__all__ = ["Holding", "Roster", "Rostered", "bundled_roster"]


class Holding(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An office in a roster. `first` and `last` are ISO days, months or years, null where the source leaves them open.

    `country` is alpha-3, `sector` a PLOVER code. `source` says where the row was read.
    """

    title: str
    organization: str | None = None
    country: str | None = None
    sector: str | None = None
    first: str | None = None
    last: str | None = None
    source: str = ""

    def held_on(self, day: str) -> bool:
        """Whether the office may have been held on an ISO day; an open end excludes nothing."""
        return self.begun_by(day) and (self.last is None or day[: len(self.last)] <= self.last)

    def begun_by(self, day: str) -> bool:
        """Whether the office may have been taken up by an ISO day."""
        return self.first is None or self.first <= day[: len(self.first)]


class Rostered(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A person of a roster: a stable id, the full name (given names first), other forms of it, offices."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    gender: Literal["m", "f"] | None = None
    holdings: tuple[Holding, ...] = ()
    wikidata: str | None = None

    def forms(self) -> Iterator[tuple[str, ...]]:
        """The words of the name and of every other form."""
        for form in (self.name, *self.aliases):
            yield tuple(form.split())

    def held_on(self, day: str | None) -> tuple[Holding, ...]:
        """The offices that may have been held on a day; all of them where the day is unknown."""
        return tuple(holding for holding in self.holdings if day is None or holding.held_on(day))


class Roster:
    """People by the words of their names, so that a name finds who may bear it."""

    def __init__(self, people: Iterable[Rostered]) -> None:
        self.people = tuple(people)
        self._by_word: dict[str, list[Rostered]] = {}
        for person in self.people:
            for word in {word.casefold() for form in person.forms() for word in form if len(word.rstrip(".")) > 1}:
                self._by_word.setdefault(word, []).append(person)

    def having(self, word: str) -> list[Rostered]:
        """The people with a word in one of the forms of their name, in roster order."""
        return self._by_word.get(word.casefold(), [])

    def joined_with(self, other: Roster) -> Roster:
        """One roster of both; of two rows with one id the other's stands."""
        theirs = {person.id for person in other.people}
        return Roster([*(person for person in self.people if person.id not in theirs), *other.people])


@cache
def bundled_roster() -> Roster:
    """The roster that ships with the package. Raises `VocabularyError` (`bad-table`) where a row has no source."""
    people = msgspec.convert(load_table("roster")["people"], tuple[Rostered, ...])
    for person in people:
        for holding in person.holdings:
            if not holding.source:
                raise VocabularyError(
                    "bad-table", f"The roster row of {person.name} names no source.", "Name the page it was read on."
                )
    return Roster(people)
