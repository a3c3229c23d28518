"""What is on record of one person: counted by whether an analyst stands by it, for a machine's word is no finding.

Only accepted records count. What no analyst has looked at is listed beside them, each line stamped, and in no sum.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

import msgspec

from tocsin.assess.forecasts import Kept, Scores, score_forecasts
from tocsin.ledger.identities import Identities, Identity
from tocsin.ledger.replay import Judged
from tocsin.records import Entity, Event, Forecast, Statement
from tocsin.text.span import Span, cover

__all__ = ["Dossier", "Line", "find_person", "make_dossier"]

_REVIEWED = ("accept", "edit", "add")
Stamp = Literal["accepted", "machine, unreviewed"]


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that a person said, did or expected, with its words; the stamp says who stands by it."""

    what: Literal["statement", "event", "forecast"]
    label: str
    published: str | None
    document: str
    record: str
    span: Span
    stamp: Stamp


class Dossier(msgspec.Struct, frozen=True, kw_only=True):
    """A person: names, offices, what is accepted by kind, how much is not, every line, and the scores of forecasts.

    `accepted` and `scores` count accepted records only; `unreviewed` says how many more there are.
    """

    name: str
    country: str | None
    offices: tuple[str, ...]
    accepted: dict[str, int]
    unreviewed: int
    lines: tuple[Line, ...]
    scores: Scores


def find_person(name: str, identities: Identities) -> list[Identity]:
    """The persons of a name: by the whole name, else by the last word of it; in either case of letters."""
    wanted = " ".join(name.split()).casefold()
    people = [one for one in identities if one.kind == "person" and one.name]
    whole = [one for one in people if (one.name or "").casefold() == wanted]
    return whole or [one for one in people if (one.name or "").casefold().split()[-1] == wanted]


def make_dossier(person: Identity, judged: Iterable[Judged], kept: Iterable[Kept]) -> Dossier:
    """The dossier of a person, lines by day of publication; `kept` is the register of forecasts."""
    members = frozenset(person.members)
    lines: list[Line] = []
    offices: dict[str, str] = {}
    for one in judged:
        for record in one.reading.records:
            if isinstance(record, Entity) and record.id in members:
                for role in record.roles:
                    office = _office(role.title, role.organization)
                    offices.setdefault(office.casefold(), office)
        lines += _lines(one, members)
    ordered = sorted(lines, key=lambda line: (line.published or "9999", line.document, line.span.start))
    counts: dict[str, int] = {}
    for line in ordered:
        if line.stamp == "accepted":
            counts[line.what] = counts.get(line.what, 0) + 1
    names = {(person.name or "").casefold()}
    own = [one for one in kept if (one.speaker or "").casefold() in names]
    return Dossier(
        name=person.name or "",
        country=person.country,
        offices=tuple(offices.values()),
        accepted=counts,
        unreviewed=sum(line.stamp != "accepted" for line in ordered),
        lines=tuple(ordered),
        scores=score_forecasts(own, speaker=person.name),
    )


def _office(title: str, organization: str | None) -> str:
    return f"{title}, {organization}" if organization else title


def _lines(one: Judged, members: frozenset[str]) -> list[Line]:
    """What a reading has of a person: what they say, what they do or expect."""
    records: Mapping[str, object] = {record.id: record for record in one.reading.records}
    found = []
    what: Literal["statement", "event", "forecast"]
    for record in one.reading.records:
        label: str
        match record:
            case Statement() if record.source_entity in members and record.content:
                what, label, spans = "statement", record.kind, record.content
            case Event() if members & set(record.actors):
                what, label, spans = "event", f"{record.event_type} {record.status}", record.trigger
            case Forecast() if _speaks(records.get(record.statement), members):
                what, label, spans = "forecast", record.probability.words if record.probability else "", record.outcome
            case _:
                continue
        document = one.reading.document
        reviewed = one.verdicts.get(record.id) in _REVIEWED
        found.append(
            Line(
                what=what,
                label=label,
                published=document.published.day,
                document=document.id,
                record=record.id,
                span=cover(spans),
                stamp="accepted" if reviewed else "machine, unreviewed",
            )
        )
    return found


def _speaks(said: object, members: frozenset[str]) -> bool:
    return isinstance(said, Statement) and said.source_entity in members
