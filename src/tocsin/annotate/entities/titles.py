"""Reads a title around its head noun: whose office it is, of what body and country, and whether it is still held."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from tocsin.annotate.entities.gazetteer import Entry
from tocsin.annotate.entities.lexicon import (
    Gender,
    TitleHead,
    agent_of,
    barrier_words,
    gender_of_title,
    tenure_of,
    title_head,
    title_parts,
)
from tocsin.annotate.entities.names import NameSpan, body_sector, words_of
from tocsin.annotate.parse import Parse

__all__ = ["NameMap", "Qualifiers", "Title", "country_of_name", "read_qualifiers", "read_title", "written"]

_JOINTS = frozenset({"of", "for", "to", "at", "with", "in", "on"})
_COUNTRY_SORTS = frozenset({"country", "adjective", "people", "capital"})


class Title(msgspec.Struct, frozen=True):
    """A title at tokens `[start, end)` with its head: the words, the body and country it belongs to, and the sector.

    `tenure` is `over` where the office was held once; `words` then begin with the word that says so. `first` and
    `last` are years where the text gives them.
    """

    head: TitleHead
    start: int
    end: int
    words: str
    organization: str | None = None
    country: str | None = None
    sector: str | None = None
    tenure: Literal["over", "now"] | None = None
    gender: Gender | None = None
    begin: int = 0
    first: str | None = None
    last: str | None = None


class Qualifiers(msgspec.Struct, frozen=True):
    """What stands before a noun: from token `begin` on, the country and body it names, and words of tenure.

    `countries` has every country named there; with more than one, none is the noun's alone.
    """

    begin: int
    countries: tuple[str, ...] = ()
    organization: str | None = None
    sector: str | None = None
    tenure: tuple[str, ...] = ()

    @property
    def country(self) -> str | None:
        """The one country, or None for none or several."""
        return self.countries[0] if len(self.countries) == 1 else None


class NameMap:
    """The names of one sentence by token."""

    def __init__(self, names: Sequence[NameSpan]) -> None:
        self.names = tuple(names)
        self._at = {i: name for name in names for i in range(name.start, name.end)}

    def at(self, token: int) -> NameSpan | None:
        """The name that holds a token, or None."""
        return self._at.get(token)


def written(parse: Parse, start: int, end: int) -> str:
    """The tokens of a range as one line of text."""
    pieces = [t.text + (" " if t.spaced else "") for t in parse.tokens[start:end]]
    return "".join(pieces).strip()


def country_of_name(parse: Parse, name: NameSpan, entry: Entry | None = None) -> str | None:
    """The country that a name tells by itself: a known one's, or that of a demonym or country inside a body's name."""
    known = entry or name.entry
    if known is not None:
        return known.country if known.sort != "seat" else None
    return None


def _barred(parse: Parse, name: NameSpan) -> bool:
    """Whether a hyphen keeps a country's name from being the noun's ("Russian-backed", "pro-Russian")."""
    words = parse.words
    after = words[name.end : name.end + 2]
    before = words[max(0, name.start - 2) : name.start]
    return (
        (len(after) == 2 and after[0] == "-" and after[1] in barrier_words("after_hyphen"))
        or (len(before) == 2 and before[1] == "-" and before[0] in barrier_words("before_hyphen"))
        or (len(after) == 2 and after[0] == "-" and parse.tags[name.end + 1] in ("VBN", "VBD", "VBG", "JJ"))
    )


def read_qualifiers(parse: Parse, names: NameMap, start: int) -> Qualifiers:
    """What stands before the noun phrase's core that begins at a token, read leftwards as far as it belongs to it."""
    at = start - 1
    begin = start
    countries: list[str] = []
    organization: str | None = None
    sector: str | None = None
    tenure: list[str] = []
    while at >= 0:
        name = names.at(at)
        if name is not None:
            if name.sort == "person" or _barred(parse, name):
                break
            entry = name.entry
            code = entry.country if entry else None
            if entry is not None and entry.sort in _COUNTRY_SORTS:
                countries += [code] if code and code not in countries else []
            else:
                if organization is None and (name.sort == "organization" or (entry and entry.sort == "organization")):
                    organization = written(parse, name.start, name.end)
                    sector = entry.sector if entry else body_sector(words_of(parse, name.start, name.end))
                if code and code not in countries:
                    countries.append(code)
            begin = name.start
            at = name.start - 1
            continue
        word = parse.words[at]
        body = _body_before(parse, at)
        if tenure_of(word):
            tenure.insert(0, word)
            begin = at
        elif body is not None:
            organization = organization or written(parse, at + 1 - body[0], at + 1)
            sector = sector or body[1]
            at -= body[0] - 1
            begin = at
        elif word in ("'s", "'") and at > 0 and names.at(at - 1) is not None:
            pass
        elif word == "-" and at > 0 and tenure_of(parse.words[at - 1]):
            pass
        elif word in ("and", "&", ",", "/") and begin <= at + 1 and names.at(at + 1) and at > 0 and _pairs(parse, names, at):
            pass
        elif _modifies(parse, at):
            begin = at
        else:
            break
        at -= 1
    return Qualifiers(begin, tuple(countries), organization, sector, tuple(tenure))


def _pairs(parse: Parse, names: NameMap, joint: int) -> bool:
    """Whether the two names at both sides of a joint are of one sort, so that both qualify the noun."""
    left, right = names.at(joint - 1), names.at(joint + 1)
    if left is None or right is None or left.sort == "person" or right.sort == "person":
        return False
    left_sort = left.entry.sort if left.entry else left.sort
    right_sort = right.entry.sort if right.entry else right.sort
    return left_sort == right_sort and left_sort in ("adjective", "organization", "country")


def _body_before(parse: Parse, at: int) -> tuple[int, str | None] | None:
    """The words (their number, and the sector) of a body that ends at a token: "government", "foreign ministry"."""
    if at >= 1:
        agent = agent_of(" ".join(parse.words[at - 1 : at + 1]))
        if agent is not None and agent.sort == "body":
            return 2, agent.sector
    agent = agent_of(parse.words[at])
    if agent is not None and agent.sort == "body" and parse.pos[at] in ("NOUN", "PROPN", "ADJ"):
        return 1, agent.sector
    return None


def _modifies(parse: Parse, at: int) -> bool:
    """Whether a token is an adjective or noun that leans on what follows, so that the phrase goes on before it."""
    if parse.tags[at] in ("PRP$", "DT", "WP$", "CD", "POS"):
        return False
    return parse.pos[at] in ("ADJ", "NOUN", "PROPN") and parse.deps[at] in ("amod", "compound", "nmod") and (
        parse.heads[at] > at
    )


def read_title(parse: Parse, names: NameMap, head: int, stop: int) -> Title | None:
    """The title whose head noun is at a token; nothing at or after `stop` belongs to it. None where it is no title."""
    found = title_head(parse.tokens[head].text)
    if found is None:
        return None
    start = head
    while start > 0 and parse.words[start - 1] in title_parts() and names.at(start - 1) is None:
        start -= 1
    while start < head and agent_of(parse.words[start]) and parse.words[start] in ("military", "state") and (
        found.sort == "office" and found.sector == "GOV"
    ):
        start += 1
    qualifiers = read_qualifiers(parse, names, start)
    end, organization, country = _read_complement(parse, names, head + 1, stop)
    sector = found.sector or _part_sector(parse, start, head) or qualifiers.sector
    if organization and sector is None:
        sector = body_sector(organization.split())
    if sector is None and found.sort == "office" and (qualifiers.country or country):
        sector = "GOV" if found.word in ("official", "spokesman", "spokeswoman", "spokesperson", "delegate", "aide") else None
    over = any(tenure_of(word) == "over" for word in qualifiers.tenure)
    words = written(parse, start, end)
    held = [word.rstrip("-") for word in qualifiers.tenure]
    lends = found.sort != "field"
    return Title(
        found,
        start,
        end,
        " ".join([*held, words]) if held else words,
        qualifiers.organization or organization,
        (qualifiers.country or country) if lends else None,
        sector,
        "over" if over else ("now" if held else None),
        gender_of_title(found.word),
        qualifiers.begin,
    )


def _part_sector(parse: Parse, start: int, head: int) -> str | None:
    """The sector that the words before a title's head tell: "opposition leader", "army chief"."""
    for at in range(head - 1, start - 1, -1):
        agent = agent_of(parse.words[at])
        if agent is not None and agent.sector:
            return agent.sector
        inner = title_head(parse.words[at])
        if inner is not None and inner.sort == "calling":
            return inner.sector
    return None


def _read_complement(parse: Parse, names: NameMap, at: int, stop: int) -> tuple[int, str | None, str | None]:
    """Where the title ends, and the body and country that its "of ..." names; the country alone is no part of it."""
    end = at
    organization: str | None = None
    country: str | None = None
    while at < stop and parse.words[at] in _JOINTS:
        joint = parse.words[at]
        first = at + 1
        while first < stop and parse.words[first] in ("the", "a", "an", "his", "her", "its", "their"):
            first += 1
        name = names.at(first) if first < stop else None
        last = _phrase_end(parse, names, first, stop)
        if last == first:
            break
        owned = name is not None and name.start == first and name.end < stop and parse.words[name.end] in ("'s", "'")
        entry = name.entry if name else None
        if joint == "of" and name is not None and entry and entry.sort == "country" and (last == name.end or owned):
            country = country or entry.country
            if owned:
                organization = organization or written(parse, name.end + 1, last) or None
        elif name is not None and (name.sort == "organization" or (entry and entry.sort == "organization")):
            organization = organization or written(parse, name.start, name.end)
            country = country or (entry.country if entry and joint in ("of", "at", "for") else None)
            if joint == "of" and name.end < last and parse.words[name.end] in ("of",):
                inner = names.at(name.end + 1) or names.at(name.end + 2)
                country = country or (inner.entry.country if inner and inner.entry else None)
        elif joint in ("of", "for", "to", "on", "in"):
            country = country or _ruled_country(parse, names, first, last, joint)
            end = last
        at = last
    return end, organization, country


def _ruled_country(parse: Parse, names: NameMap, first: int, last: int, joint: str) -> str | None:
    """The country of "commander of Russian forces": a demonym counts where the noun after it is a body or a force."""
    if joint != "of":
        return None
    agent = agent_of(parse.words[last - 1]) or agent_of(" ".join(parse.words[max(first, last - 2) : last]))
    if agent is None:
        return None
    return read_qualifiers(parse, names, last - 1).country


def _phrase_end(parse: Parse, names: NameMap, first: int, stop: int) -> int:
    """The end of the noun phrase that begins at a token: up to a comma, a verb or the next joint."""
    at = first
    while at < stop:
        name = names.at(at)
        if name is not None:
            if name.sort == "person" and at > first and parse.words[at - 1] not in ("and",):
                break
            at = name.end
            continue
        word = parse.words[at]
        if word in ("and", "&") and at + 1 < stop and at > first:
            if _starts_title(parse, names, at + 1) or not _same_case(parse, at):
                break
        elif not (word[0].isalnum() or word in ("'s", "'", "-")) or word in _JOINTS:
            break
        elif parse.pos[at] in ("VERB", "AUX", "ADP", "PRON", "SCONJ", "ADV", "PART", "DET") and word not in ("'s", "'", "-"):
            break
        at += 1
    return min(at, stop)


def _same_case(parse: Parse, joint: int) -> bool:
    """Whether the words at both sides of an "and" are both capitalised or both not."""
    return parse.tokens[joint - 1].text[0].isupper() == parse.tokens[joint + 1].text[0].isupper()


def _starts_title(parse: Parse, names: NameMap, at: int) -> bool:
    """Whether another title begins at a token, within a few words."""
    for index in range(at, min(at + 4, len(parse))):
        if names.at(index) is None and title_head(parse.tokens[index].text) is not None:
            return True
        if not (parse.tokens[index].text[0].isupper() or parse.words[index] in title_parts()):
            return False
    return False
