"""Whose paper a document is: the office that issues it, and who speaks for an office, so that it is one origin.

A readout, a statement or a briefing is its office's word, however many papers it is printed in, and whichever of its
spokespeople reads it out. Whom such a paper cites from elsewhere is a source of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any
from urllib.parse import urlsplit

import msgspec

from tocsin.records import Document, Entity, Role
from tocsin.vocab.loader import load_table

__all__ = [
    "Office",
    "Tenure",
    "issuer_of",
    "office_at",
    "office_named",
    "office_of_origin",
    "speaks_for_issuer",
    "tenures_of",
]

_TABLE = "issuers"
# Forms that an office writes; a newspaper's articles are its own. Anybody may print a transcript.
_OFFICIAL = frozenset({"readout", "statement"})
_MEDIA = "MED"
_BY = re.compile(
    r"\b(?:by|from)\s+(.*?)(?=\s(?:on|at|in|before|after|with|to|en route|regarding|following)\b|$)", re.IGNORECASE
)
_NAME = re.compile(r"\b[A-Z][\w'\u2019-]+")


class Office(msgspec.Struct, frozen=True, kw_only=True):
    """A body whose papers are its own word. `head` is the title of whose house it is, null where it is nobody's."""

    name: str
    aliases: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    country: str | None = None
    head: str | None = None

    @property
    def origin(self) -> str:
        """The id of the office as an origin."""
        return f"office:{self.name.casefold()}"


class Tenure(msgspec.Struct, frozen=True, kw_only=True):
    """That somebody speaks for an office, between two days where they are known (ISO dates or the heads of such)."""

    office: Office
    first: str | None = None
    last: str | None = None

    def holds(self, day: str | None) -> bool:
        """Whether it holds on a day; an unknown day, or an unknown end, is within."""
        if day is None:
            return True
        first, last = self.first or "", self.last or "9999"
        return first <= day and day[: len(last)] <= last


@cache
def _offices() -> tuple[Office, ...]:
    return tuple(msgspec.convert(row, Office) for row in _table()["offices"])


@cache
def _table() -> dict[str, Any]:
    return load_table(_TABLE)


@cache
def _by_name() -> dict[str, Office]:
    return {name.casefold(): office for office in _offices() for name in (office.name, *office.aliases)}


def office_named(name: str | None) -> Office | None:
    """The office of a name or of a site's name, None where it is no office that is known to issue papers."""
    if not name:
        return None
    folded = name.casefold().removeprefix("the ")
    return _by_name().get(folded) or _office_at_site(folded)


def office_of_origin(origin: str) -> str | None:
    """The name of the office that an origin's id stands for, None where it is no listed office's."""
    return next((office.name for office in _offices() if office.origin == origin), None)


@lru_cache(maxsize=16384)
def issuer_of(document: Document) -> Office | None:
    """The office whose paper a document is, or None for a newspaper's.

    An outlet or an address that is an office's own makes it one. So does the form: a readout or a statement is the
    outlet's own word, whoever that is.
    """
    for place in filter(None, ((document.outlet or "").casefold(), _host(document.uri or ""))):
        found = office_named(place)
        if found is not None:
            return found
    if document.form in _OFFICIAL and document.outlet:
        return Office(name=document.outlet)
    return None


def _host(address: str) -> str:
    """The host of an address; none for what is no address, whatever a feed or a program called one."""
    try:
        return (urlsplit(address).hostname or "").casefold() if "://" in address else ""
    except ValueError:
        return ""


def _office_at_site(host: str) -> Office | None:
    return next((o for o in _offices() for site in o.sites if host == site or host.endswith(f".{site}")), None)


def speaks_for_issuer(source: Entity | None, issuer: Office) -> bool:
    """Whether a source of an office's paper is the office itself: left unnamed, or its country or its own name.

    "The Russian side", "a senior official", "the United States" in a paper of one of theirs; not "media reports", and
    nobody of another country.
    """
    if source is None or source.basis == "metadata":
        return True
    if source.name is None:
        return source.sector != _MEDIA and source.country in (None, issuer.country)
    if source.kind == "country":
        return issuer.country is not None and source.country == issuer.country
    return source.name.casefold() == issuer.name.casefold() or office_named(source.name) == issuer


def office_at(tenures: Iterable[Tenure], day: str | None) -> Office | None:
    """The office that somebody speaks for on a day, the first one that holds."""
    return next((tenure.office for tenure in tenures if tenure.holds(day)), None)


def tenures_of(person: Entity, document: Document) -> tuple[Tenure, ...]:
    """The offices that a person speaks for: as spokesperson, as one of its house, as its head by the roster.

    In a listed office's own paper, so do its spokespeople with no body beside the title, and by whom the paper is
    ("Press briefing by Press Secretary Dana Prest"), unless they are another country's. An outlet that no table lists
    may print anybody's statement, so that nobody is made its own.
    """
    if person.kind != "person" or not (person.name or "").strip():
        return ()
    issuer = issuer_of(document)
    issuer = issuer if issuer and issuer.sites else None
    tenures = [tenure for role in person.roles if (tenure := _tenure(role, person, issuer)) is not None]
    own = issuer is not None and person.country in (None, issuer.country)
    if issuer and own and _plain((person.name or "").split()[-1]) in _presenters(document.title):
        tenures.append(Tenure(office=issuer))
    return tuple(tenures)


@lru_cache(maxsize=16384)
def _presenters(title: str | None) -> frozenset[str]:
    """The words of a title that name by whom it is: those behind `by` or `from`, up to what it is about."""
    found = _BY.search(title or "")
    return frozenset(_plain(word) for word in _NAME.findall(found[1])) if found else frozenset()


def _plain(name: str) -> str:
    return name.casefold().replace("\u2019", "'").strip(".'")


def _tenure(role: Role, person: Entity, issuer: Office | None) -> Tenure | None:
    title = role.title.casefold()
    if any(word in title for word in (*_table()["not_now"], *_table()["accredited"])):
        return None
    office = office_named(role.organization)
    if office is None and role.organization is None:
        if any(word in title for word in _table()["speaking"]):
            own = issuer is not None and person.country in (None, issuer.country)
            office = issuer if own else None
        elif role.basis == "roster":
            office = next((o for o in _offices() if o.head == title and o.country == role.country), None)
    return Tenure(office=office, first=role.first, last=role.last) if office else None
