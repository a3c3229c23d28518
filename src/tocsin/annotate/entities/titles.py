"""Reads a title around its head noun: whose office it is, of what body and country, and whether it is still held."""

from __future__ import annotations

from typing import Literal

import msgspec

from tocsin.annotate.entities.bodies import body_sector
from tocsin.annotate.entities.complements import Complement, read_complement
from tocsin.annotate.entities.lexicon import (
    Gender,
    TitleHead,
    agent_of,
    gender_of_title,
    tenure_of,
    title_head,
    title_parts,
)
from tocsin.annotate.entities.namemap import NameMap, written
from tocsin.annotate.entities.qualifiers import Qualifiers, read_qualifiers
from tocsin.annotate.parse import Parse

__all__ = ["Title", "read_title"]

# Of these a country before them is enough to know that they speak or act for its government.
_SERVANTS = frozenset(
    {"official", "spokesman", "spokeswoman", "spokesperson", "delegate", "aide", "adviser", "advisor", "leader"}
)


class Title(msgspec.Struct, frozen=True):
    """A title at tokens `[start, end)` with its head: the words, the body and country it belongs to, and the sector.

    `begin` is where what qualifies it begins ("Russian" before "Foreign Minister"). `tenure` is `over` where the
    office was held once; `words` then begin with the word that says so. `first` and `last` are years, as the text
    gives them.
    """

    head: TitleHead
    begin: int
    start: int
    end: int
    words: str
    organization: str | None = None
    country: str | None = None
    sector: str | None = None
    tenure: Literal["over", "now"] | None = None
    gender: Gender | None = None
    first: str | None = None
    last: str | None = None


def read_title(parse: Parse, names: NameMap, head: int, stop: int) -> Title | None:
    """The title whose head noun is at a token; nothing at or after `stop` belongs to it. None where it is no title."""
    found = _head_of(parse, head)
    if found is None:
        return None
    start = _title_start(parse, names, head)
    qualifiers = read_qualifiers(parse, names, start)
    complement = read_complement(parse, names, head + 1, stop)
    held = [word.rstrip("-") for word in qualifiers.tenure]
    over = any(tenure_of(word) == "over" for word in held) and not any(tenure_of(word) == "now" for word in held)
    words = written(parse, start, complement.end)
    return Title(
        found,
        qualifiers.begin,
        start,
        complement.end,
        " ".join([*held, words]),
        qualifiers.organization or complement.organization,
        None if found.sort == "field" else qualifiers.country or complement.country,
        _sector(parse, found, start, head, qualifiers, complement),
        "over" if over else ("now" if held else None),
        gender_of_title(found.word),
    )


def _head_of(parse: Parse, head: int) -> TitleHead | None:
    """The title head at a token; of "Secretary-General" and "Attorney General" the civil word before "General"."""
    found = title_head(parse.tokens[head].text)
    if found is None or found.word != "general" or head == 0:
        return found
    before = head - 2 if parse.words[head - 1] == "-" else head - 1
    civil = title_head(parse.tokens[before].text) if before >= 0 else None
    return civil if civil is not None and civil.sector != found.sector else found


def _title_start(parse: Parse, names: NameMap, head: int) -> int:
    """Where a title's own words begin, before its head: "Deputy Prime Minister"."""
    start = head
    while start > 0 and names.at(start - 1) is None:
        if start > 1 and parse.words[start - 1] == "-" and _is_part(parse, start - 2):
            start -= 2
        elif _is_part(parse, start - 1):
            start -= 1
        else:
            break
    return start


def _is_part(parse: Parse, at: int) -> bool:
    """Whether a word may belong to a title's own words; "visiting" is a part, but not as a verb."""
    if parse.words[at] in title_parts():
        return parse.pos[at] != "VERB"
    joined = parse.words[at + 1 : at + 3]
    return "general" in (*joined[:1], *(joined[1:2] if joined[:1] == ("-",) else ())) and bool(
        title_head(parse.tokens[at].text)
    )


def _sector(
    parse: Parse, found: TitleHead, start: int, head: int, qualifiers: Qualifiers, complement: Complement
) -> str | None:
    """The sector of an office: its own, else its words' ("army chief"), else its body's."""
    if found.sector is not None or found.sort == "field":
        return found.sector
    sector = _part_sector(parse, start, head) or qualifiers.sector
    sector = sector or complement.sector
    if sector is None and complement.organization:
        sector = body_sector(complement.organization.split())
    if sector is None and found.word in _SERVANTS and (qualifiers.country or complement.country):
        return "GOV"
    return sector


def _part_sector(parse: Parse, start: int, head: int) -> str | None:
    """The sector that the words before a title's head tell: "opposition leader", "army chief", "rebel commander"."""
    for at in range(head - 1, start - 1, -1):
        agent = agent_of(parse.words[at])
        if agent is not None and agent.sector:
            return agent.sector
    before = title_head(parse.tokens[start - 1].text) if start else None
    return before.sector if before is not None and before.sort == "calling" else None
