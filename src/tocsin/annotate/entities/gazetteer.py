"""Finds known names in a row of tokens: countries, their people and seats, institutions, places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, Literal

import msgspec

from tocsin.text.normal import NormalForm
from tocsin.text.tokens import Token, cut_tokens
from tocsin.vocab.loader import load_table
from tocsin.vocab.places import dispute_over, disputes

__all__ = ["Entry", "Gazetteer", "Match", "load_gazetteer", "split_words"]

# Words of texts without end are asked for: so many answers are kept.
_MOST_WORDS = 8_192

Sort = Literal["country", "adjective", "people", "capital", "seat", "organization", "place"]


class Entry(msgspec.Struct, frozen=True):
    """What a known name stands for. `name` is the form that is shown; `country` is alpha-3 or None.

    `needs_name` asks for the name finder's agreement, because the words are common ones; `wanted` holds words of which
    one must stand in the document, because the name is also another thing's.
    """

    sort: Sort
    name: str
    country: str | None = None
    sector: str | None = None
    needs_name: bool = False
    wanted: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


class Match(msgspec.Struct, frozen=True):
    """A known name at tokens `[start, end)` of a sentence, with everything that it may stand for, best first."""

    start: int
    end: int
    entries: tuple[Entry, ...]

    @property
    def entry(self) -> Entry:
        """The first of its entries."""
        return self.entries[0]


class Gazetteer:
    """Known names by their first word; matching is by case, but capitals throughout match any case."""

    def __init__(self, rows: Iterable[tuple[str, Entry]]) -> None:
        self._by_words: dict[tuple[str, ...], list[Entry]] = {}
        self._longest: dict[str, int] = {}
        for words, entry in rows:
            key = split_words(words)
            if not key:
                continue  # an outlet's name may be of invisible characters only
            entries = self._by_words.setdefault(key, [])
            if entry not in entries:
                entries.append(entry)
            self._longest[key[0]] = max(self._longest.get(key[0], 0), len(key))

    def names(self) -> Mapping[tuple[str, ...], Sequence[Entry]]:
        """Every known name by its words, with what it may stand for."""
        return self._by_words

    def lookup(self, words: str) -> tuple[Entry, ...]:
        """What a whole name may stand for, best first; empty for an unknown one."""
        return tuple(self._by_words.get(split_words(words), ()))

    def matches(self, tokens: Sequence[Token]) -> Iterator[Match]:
        """The longest known names in order, not overlapping."""
        words = [token.text for token in tokens]
        softened = [_soften(word) for word in words]
        at = 0
        while at < len(words):
            if words[at] not in self._longest and softened[at] not in self._longest:
                at += 1
                continue
            found = self._match_at(words, at) or self._match_at(softened, at)
            if found is None:
                at += 1
            else:
                yield found
                at = found.end

    def _match_at(self, words: Sequence[str], at: int) -> Match | None:
        for length in range(min(self._longest.get(words[at], 0), len(words) - at), 0, -1):
            entries = self._by_words.get(tuple(words[at : at + length]))
            if entries:
                return Match(at, at + length, tuple(entries))
        return None


def _soften(word: str) -> str:
    """A word in capitals throughout as it would stand in running text; short ones are acronyms and stay."""
    return word.capitalize() if len(word) > 3 and word.isupper() else word


@lru_cache(maxsize=_MOST_WORDS)
def split_words(words: str) -> tuple[str, ...]:
    """A name as the tokens it would be in a text."""
    normal = NormalForm(words)
    return tuple(token.text for token in cut_tokens(normal, 0, len(normal.text)))


@cache
def load_gazetteer() -> Gazetteer:
    """The gazetteer of the package's own tables."""
    rows = [*_country_rows(), *_organization_rows(), *_place_rows()]
    listed = {words for words, _ in rows}
    return Gazetteer([*rows, *(row for row in _formal_rows(rows) if row[0] not in listed)])


def _formal_rows(rows: Iterable[tuple[str, Entry]]) -> Iterator[tuple[str, Entry]]:
    """The formal names that countries have beside their common ones: "Republic of ...", "... Republic"."""
    for words, entry in rows:
        if entry.sort == "country" and words == entry.name:
            for form in ("Republic", "Kingdom", "State", "Federal Republic", "People's Republic"):
                yield f"{form} of {words}", entry
        elif entry.sort == "adjective":
            formal = Entry("country", entry.name, entry.country)
            for form in ("Republic", "Federation"):
                yield f"{words} {form}", formal


def _country_rows() -> Iterator[tuple[str, Entry]]:
    for code, row in load_table("countries")["countries"].items():
        country = Entry("country", row["name"], code, wanted=tuple(row.get("wanted", ())))
        for words in (row["name"], *row.get("aliases", ())):
            yield words, country
        for words in row.get("adjectives", ()):
            yield words, Entry("adjective", row["name"], code)
            if words.endswith(("an", "i", "c", "e")) and not words.endswith(("ese", "iese")):
                yield words + "s", Entry("people", row["name"], code)
        for words in row.get("people", ()):
            yield words, Entry("people", row["name"], code)
        for words in row.get("capitals", ()):
            yield words, Entry("capital", words, code, "GOV")


def _organization_rows() -> Iterator[tuple[str, Entry]]:
    table: dict[str, Any] = load_table("en/organizations")
    for group in table.values():
        for row in group["rows"] if isinstance(group, dict) else ():
            entry = Entry(
                "organization",
                row["name"],
                row.get("country"),
                row["sector"],
                row.get("needs_name", False),
                unless=tuple(row.get("unless", ())),
            )
            for words in (row["name"], *row.get("aliases", ())):
                yield words, entry


def _place_rows() -> Iterator[tuple[str, Entry]]:
    table: dict[str, Any] = load_table("places")
    for words in table["seats"]["names"]:
        yield words, Entry("seat", words)
    for code, names in table["places"].items():
        for words in names:
            if dispute_over(words) is None:
                yield words, Entry("place", words, code)
    for dispute in disputes():
        for words in dispute.names:
            yield words, Entry("place", words, dispute.country)
    for words in table["shared"]["names"]:
        yield words, Entry("place", words)
