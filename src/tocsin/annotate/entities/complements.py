"""Reads what follows a title's head: "of France", "at the Institute of ...", "to Sorland", "for Europe"."""

from __future__ import annotations

import msgspec

from tocsin.annotate.entities.bodies import body_country
from tocsin.annotate.entities.lexicon import agent_of, title_head, title_parts
from tocsin.annotate.entities.namemap import NameMap, NameSpan, is_broken, written
from tocsin.annotate.entities.qualifiers import read_qualifiers
from tocsin.annotate.parse import Parse

__all__ = ["Complement", "read_complement"]

_JOINTS = frozenset({"of", "for", "to", "at", "with", "in", "on"})
_STOPS = frozenset({"VERB", "AUX", "ADP", "PRON", "SCONJ", "ADV", "PART", "DET"})
_GLUE = frozenset({"'s", "'", "-"})
_OPENERS = frozenset({"the", "a", "an", "his", "her", "its", "their", "then"})


class Complement(msgspec.Struct, frozen=True):
    """Where a title ends (`end`, past its last token), and the body and country that what follows it names.

    A country or body alone after "of" is no part of the title's words: it is told in its own field.
    """

    end: int
    organization: str | None = None
    country: str | None = None
    sector: str | None = None


def read_complement(parse: Parse, names: NameMap, at: int, stop: int) -> Complement:
    """The complement that begins at the token after a title's head; nothing at or after `stop` belongs to it."""
    found = Complement(at)
    here = at
    while here < stop and parse.words[here] in _JOINTS:
        first = here + 1
        while first < stop and parse.words[first] in _OPENERS:
            first += 1
        last = _phrase_end(parse, names, first, stop)
        if last == first:
            break
        found = _take_phrase(parse, names, found, here, first, last)
        here = last
    return found


def _take_phrase(parse: Parse, names: NameMap, found: Complement, joint: int, first: int, last: int) -> Complement:
    """The complement with one more prepositional phrase."""
    word = parse.words[joint]
    name = names.at(first)
    entry = name.entry if name is not None and name.start == first else None
    if name is not None and name.start == first and word == "of" and entry is not None and entry.sort == "country":
        owned = name.end < last and parse.words[name.end] in _GLUE
        if owned or last == name.end:
            body = written(parse, name.end + 1, last) if owned else None
            return _with(found, body, entry.country, None)
    if name is not None and (name.sort == "organization" or (entry is not None and entry.sort == "organization")):
        country = entry.country if entry else body_country(parse, names, name)
        return _with(
            found,
            written(parse, name.start, last if word == "of" else name.end),
            country or _inner(parse, names, name, last),
            entry.sector if entry else None,
        )
    agent = agent_of(" ".join(parse.words[last - 2 : last])) or agent_of(parse.words[last - 1])
    country = _ruled_country(parse, names, last) if word == "of" else None
    return _with(msgspec.structs.replace(found, end=last), None, country, agent.sector if agent else None)


def _with(found: Complement, organization: str | None, country: str | None, sector: str | None) -> Complement:
    return msgspec.structs.replace(
        found,
        organization=found.organization or organization,
        country=found.country or country,
        sector=found.sector or sector,
    )


def _inner(parse: Parse, names: NameMap, name: NameSpan, last: int) -> str | None:
    """The country of "the Security Council of the Russian Federation": after the body's own "of"."""
    at = name.end
    if at >= last or parse.words[at] != "of":
        return None
    inner = names.at(last - 1)
    return inner.entry.country if inner is not None and inner.entry is not None else None


def _ruled_country(parse: Parse, names: NameMap, last: int) -> str | None:
    """The country of "commander of Russian forces": a demonym counts where the noun after it is a body or a force."""
    start = last - 1
    agent = agent_of(" ".join(parse.words[start - 1 : last]))
    if agent is not None:
        start -= 1
    else:
        agent = agent_of(parse.words[start])
    return read_qualifiers(parse, names, start).country if agent is not None else None


def _phrase_end(parse: Parse, names: NameMap, first: int, stop: int) -> int:
    """The end of the noun phrase that begins at a token: up to a mark, a verb, the next joint or another title."""
    at = first
    while at < stop and not (at > first and is_broken(parse, at)):
        name = names.at(at)
        if name is not None:
            if name.sort == "person" and not _is_served(parse, names, at, first):
                break
            at = name.end
        elif parse.words[at] in ("and", "&"):
            if at + 1 >= stop or at == first or _starts_title(parse, names, at + 1) or not _same_case(parse, at):
                break
            at += 1
        elif _ends_phrase(parse, at):
            break
        else:
            at += 1
    return min(at, stop)


def _ends_phrase(parse: Parse, at: int) -> bool:
    word = parse.words[at]
    if word in _GLUE:
        return False
    return not word[0].isalnum() or word in _JOINTS or parse.pos[at] in _STOPS


def _is_served(parse: Parse, names: NameMap, at: int, first: int) -> bool:
    """Whether a person inside a complement is whom the office serves: "adviser to President Varga and ..."."""
    if at == first:
        return True
    if title_head(parse.tokens[at - 1].text) is not None:
        return True
    before = names.at(at - 2) if at >= 2 else None
    return parse.words[at - 1] == "and" and before is not None and before.sort == "person"


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
