"""One story, n copies, m independent origins: listed for people."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from tocsin.ledger.identities import Identities
from tocsin.ledger.origins import Origin, count_origins
from tocsin.records import Event, Link, Reading

__all__ = ["Story", "Telling", "list_stories"]


class Telling(msgspec.Struct, frozen=True, kw_only=True):
    """A document of a story: how it is tied to another of them (null for the first), how surely and why."""

    document: str
    title: str | None
    outlet: str | None
    published: str | None
    kind: str | None
    score: float | None
    reason: str | None


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """A story: the document that was first, all that tell it, the agency by its labels, and whom its events rest on."""

    first: str
    agency: str | None
    tellings: tuple[Telling, ...]
    origins: tuple[Origin, ...]


def list_stories(readings: Iterable[Reading], identities: Identities, links: Iterable[Link]) -> list[Story]:
    """The stories that more than one document tells, the one with most copies first, then the earliest."""
    by_id = {reading.document.id: reading for reading in readings}
    reasons: dict[str, list[Link]] = {}
    for link in links:
        if link.kind in ("copy", "version"):
            for member in link.members:
                reasons.setdefault(member, []).append(link)
    found = []
    for first, members in identities.stories.groups.items():
        if len(members) > 1:
            telling = [by_id[member.id] for member in members]
            tied: set[str] = set()
            found.append(
                Story(
                    first=first,
                    agency=identities.stories.agency(members[0]),
                    tellings=tuple(_telling(reading, reasons, tied) for reading in telling),
                    origins=count_origins(
                        ((r, e.according_to, e.id) for r in telling for e in r.records if isinstance(e, Event)),
                        identities,
                    ),
                )
            )
    return sorted(found, key=lambda story: (-len(story.tellings), story.tellings[0].published or "9999", story.first))


def _telling(reading: Reading, reasons: dict[str, list[Link]], tied: set[str]) -> Telling:
    """A row; the link shown is one to a document above it, and each link is shown once."""
    document = reading.document
    above = [link for link in reasons.get(document.id, ()) if tied & set(link.members)]
    tied.add(document.id)
    link = max(above, key=lambda link: link.score, default=None)
    return Telling(
        document=document.id,
        title=document.title,
        outlet=document.outlet,
        published=document.published.value,
        kind=link.kind if link else None,
        score=link.score if link else None,
        reason=link.reason if link else None,
    )
