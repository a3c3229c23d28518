"""Reads what stands before a noun: the country and the body it belongs to, and words of tenure."""

from __future__ import annotations

import msgspec

from tocsin.annotate.entities.bodies import body_country, body_sector
from tocsin.annotate.entities.lexicon import agent_of, barrier_words, tenure_of
from tocsin.annotate.entities.namemap import NameMap, NameSpan, words_of, written
from tocsin.annotate.parse import Parse

__all__ = ["Qualifiers", "is_barred", "read_qualifiers"]

_COUNTRY_SORTS = frozenset({"country", "adjective", "people", "capital"})
_POSSESSIVE = frozenset({"'s", "'"})


class Qualifiers(msgspec.Struct, frozen=True):
    """What stands before a noun: from token `begin` on, the country and body it names, and words of tenure.

    `countries` has every country named there; with more than one, none is the noun's alone. `named` tells that the
    body is one by name ("State Department") and not only by kind ("media").
    """

    begin: int
    countries: tuple[str, ...] = ()
    organization: str | None = None
    sector: str | None = None
    tenure: tuple[str, ...] = ()
    named: bool = False

    @property
    def country(self) -> str | None:
        """The one country, or None for none or several."""
        return self.countries[0] if len(self.countries) == 1 else None


def is_barred(parse: Parse, name: NameSpan) -> bool:
    """Whether a hyphen keeps a country's name from being the noun's ("Russian-backed", "pro-Russian")."""
    words = parse.words
    after = words[name.end : name.end + 2]
    before = words[max(0, name.start - 2) : name.start]
    if len(before) == 2 and before[1] == "-" and before[0] in barrier_words("before_hyphen"):
        return True
    if len(after) < 2 or after[0] != "-":
        return False
    return after[1] in barrier_words("after_hyphen") or parse.tags[name.end + 1] in ("VBN", "VBD", "VBG")


def read_qualifiers(parse: Parse, names: NameMap, start: int) -> Qualifiers:
    """What stands before the noun phrase's core that begins at a token, read leftwards as far as it belongs to it."""
    reader = _Reader(parse, names, start)
    while reader.at >= 0 and reader.step():
        pass
    return Qualifiers(
        reader.begin, tuple(reader.countries), reader.organization, reader.sector, tuple(reader.tenure), reader.named
    )


class _Reader:
    """Walks left from a noun; `at` is the next token to look at, `begin` the first that belongs."""

    def __init__(self, parse: Parse, names: NameMap, start: int) -> None:
        self.parse, self.names = parse, names
        self.at = start - 1
        self.begin = start
        self.countries: list[str] = []
        self.organization: str | None = None
        self.sector: str | None = None
        self.tenure: list[str] = []
        self.named = False
        self._body: tuple[int, int] | None = None

    def step(self) -> bool:
        """Takes one more word or name in, or says that the phrase has begun."""
        name = self.names.at(self.at)
        if name is not None:
            return self._take_name(name)
        word = self.parse.words[self.at]
        if tenure_of(word):
            self.tenure.insert(0, word)
            return self._take(1)
        body = self._body_here()
        if body is not None:
            if self.organization is None:
                self.organization = written(self.parse, self.at + 1 - body[0], self.at + 1)
                self._body = (self.at + 1 - body[0], self.at + 1)
            self.sector = self.sector or body[1]
            return self._take(body[0])
        if self._joins(word):
            self.at -= 1
            return True
        return self._take(1) if self._modifies() else False

    def _take(self, tokens: int) -> bool:
        self.at -= tokens
        self.begin = self.at + 1
        return True

    def _take_name(self, name: NameSpan) -> bool:
        if name.sort == "person" or is_barred(self.parse, name):
            return False
        entry = name.entry
        if entry is not None and entry.sort in _COUNTRY_SORTS:
            code = entry.country
            if self._body is not None and self._body[0] == name.end:  # "German government spokesman"
                self.organization = written(self.parse, name.start, self._body[1])
        else:
            code = self._take_body(name)
        if code and code not in self.countries:
            self.countries.append(code)
        self.at = name.start - 1
        self.begin = name.start
        return True

    def _take_body(self, name: NameSpan) -> str | None:
        """A body or place in the phrase; the country it is of."""
        entry = name.entry
        if self.organization is None and (name.sort == "organization" or (entry and entry.sort == "organization")):
            self.organization = written(self.parse, name.start, name.end)
            self.named = True
            self.sector = entry.sector if entry else body_sector(words_of(self.parse, name.start, name.end))
        if entry is not None:
            return entry.country
        return body_country(self.parse, self.names, name) if name.sort == "organization" else None

    def _body_here(self) -> tuple[int, str | None] | None:
        """The words (their number, and the sector) of a body that ends here: "government", "foreign ministry"."""
        words, at = self.parse.words, self.at
        agent = agent_of(" ".join(words[at - 1 : at + 1])) if at else None
        if agent is not None and agent.sort == "body":
            return 2, agent.sector
        agent = agent_of(words[at])
        if agent is not None and agent.sort == "body" and self.parse.pos[at] in ("NOUN", "PROPN", "ADJ"):
            return 1, agent.sector
        return None

    def _joins(self, word: str) -> bool:
        """Whether a mark or small word here holds the phrase together."""
        at, words = self.at, self.parse.words
        if at == 0:
            return False
        if word in _POSSESSIVE:
            return self.names.at(at - 1) is not None
        if word == "-":
            return tenure_of(words[at - 1]) is not None
        if word == "and" and tenure_of(words[at - 1]) and self.tenure:
            return True  # "current and former"
        return word in ("and", "&", ",", "/", "-") and self._pairs()

    def _pairs(self) -> bool:
        """Whether the names at both sides are of one sort, so that both qualify the noun."""
        left, right = self.names.at(self.at - 1), self.names.at(self.at + 1)
        if left is None or right is None or "person" in (left.sort, right.sort):
            return False
        left_sort = left.entry.sort if left.entry else left.sort
        right_sort = right.entry.sort if right.entry else right.sort
        national = {left_sort, right_sort} <= {"adjective", "country"}  # "U.S. and French officials"
        return national or left_sort == right_sort == "organization"

    def _modifies(self) -> bool:
        """Whether an adjective or noun here leans on what follows, so that the phrase goes on before it."""
        at, parse = self.at, self.parse
        if parse.tags[at] in ("PRP$", "DT", "WP$", "CD", "POS"):
            return False
        leaning = parse.deps[at] in ("amod", "compound", "nmod") and parse.heads[at] > at
        return leaning and parse.pos[at] in ("ADJ", "NOUN", "PROPN")
