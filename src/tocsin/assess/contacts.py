"""Contacts: who met, called or visited whom, what became of it, and how each side tells it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

import msgspec

from tocsin.records import Entity, Event, Mention, Reading
from tocsin.text.span import Span, cover
from tocsin.timex.interval import Days, shift_date

__all__ = ["Account", "Contact", "find_contacts"]

# A telling of a contact is held against its paragraph; a document up to this long is about it as a whole.
_SHORT = 6_000


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """One document's telling of a contact. `only_here` are names beside it that no other account has."""

    document: str
    outlet: str | None
    record: str
    span: Span
    status: str
    mode: str | None
    only_here: tuple[str, ...] = ()


class Contact(msgspec.Struct, frozen=True, kw_only=True):
    """One contact between parties (countries, else names): its days, what became of it, and every account of it.

    `fate` is `held`, `planned`, `refused`, `cancelled` or `moved` (planned for one day, then told of another).
    """

    parties: tuple[str, ...]
    mode: str | None
    days: Days
    fate: str
    accounts: tuple[Account, ...]


class _Telling(msgspec.Struct, frozen=True):
    """An event of contact with what decides whether two are of one."""

    parties: frozenset[str]
    days: Days
    event: Event
    reading: Reading
    names: frozenset[str]


def find_contacts(readings: Iterable[Reading]) -> list[Contact]:
    """The contacts that are dated and have two named parties, by day; the order of readings does not matter.

    Tellings are of one contact where parties are the same, the days meet and the modes do not differ.
    """
    tellings = sorted(
        (telling for reading in readings for telling in _tellings(reading)),
        key=lambda t: (t.days.first or "", t.reading.document.id, t.event.trigger[0].start),
    )
    groups: list[list[_Telling]] = []
    by_parties: dict[frozenset[str], list[list[_Telling]]] = {}
    for telling in tellings:
        of_them = by_parties.setdefault(telling.parties, [])
        home = next((group for group in of_them if _is_one(group[0], telling)), None)
        if home is None:
            home = []
            of_them.append(home)
            groups.append(home)
        home.append(telling)
    contacts = [_contact(group) for group in groups]
    return _with_moved(contacts)


def _tellings(reading: Reading) -> Iterator[_Telling]:
    entities = {r.id: r for r in reading.records if isinstance(r, Entity)}
    for record in reading.records:
        if not isinstance(record, Event) or record.event_type != "CONSULT" or record.days is None:
            continue
        if record.status in ("feared", "hypothetical", "historical") or record.days.first is None:
            continue
        who = {_party(entities.get(one)) for one in (*record.actors, *record.recipients)} - {None}
        if len(who) > 1:
            parties = frozenset(name for name in who if name)
            yield _Telling(parties, record.days, record, reading, _names(reading, record, entities))


def _party(entity: Entity | None) -> str | None:
    return (entity.country or entity.name) if entity else None


def _names(reading: Reading, event: Event, entities: Mapping[str, Entity]) -> frozenset[str]:
    """The names that stand beside a telling: in its paragraph, or in the whole of a short document."""
    text = reading.document.text
    span = cover(event.trigger)
    start, end = 0, len(text)
    if len(text) > _SHORT:
        start = text.rfind("\n\n", 0, span.start) + 1
        found = text.find("\n\n", span.end)
        end = found if found >= 0 else len(text)
    inside = {r.entity for r in reading.records if isinstance(r, Mention) and start <= r.span.start < end}
    return frozenset(name for one in inside if (entity := entities.get(one)) and (name := entity.name))


def _is_one(left: _Telling, right: _Telling) -> bool:
    if left.event.mode and right.event.mode and left.event.mode != right.event.mode:
        return False
    first = max((left.days.first or "")[:10], (right.days.first or "")[:10])
    last = min((left.days.last or "9999")[:10], (right.days.last or "9999")[:10])
    return first <= last


def _contact(group: list[_Telling]) -> Contact:
    # The most exact days of all accounts: a readout says the day, a newspaper may say the week.
    exact = min(group, key=lambda t: (_length(t.days), t.days.first or "", t.reading.document.id))
    accounts = []
    for telling in group:
        others = [t.names for t in group if t.reading.document.text_digest != telling.reading.document.text_digest]
        alone = telling.names - frozenset().union(*others) if others else frozenset()
        accounts.append(
            Account(
                document=telling.reading.document.id,
                outlet=telling.reading.document.outlet,
                record=telling.event.id,
                span=cover(telling.event.trigger),
                status=telling.event.status,
                mode=telling.event.mode,
                only_here=tuple(sorted(alone)),
            )
        )
    modes = sorted({t.event.mode for t in group if t.event.mode})
    return Contact(
        parties=tuple(sorted(exact.parties)),
        mode=modes[0] if modes else None,
        days=exact.days,
        fate=_fate({t.event.status for t in group}),
        accounts=tuple(accounts),
    )


def _length(days: Days) -> int:
    if days.first is None or days.last is None:
        return 10**6
    return (date.fromisoformat(days.last[:10]) - date.fromisoformat(days.first[:10])).days


def _fate(statuses: set[str]) -> str:
    """What became of a contact: that it was held outweighs that it was planned; a refusal outweighs a plan."""
    if statuses & {"occurred", "ongoing"}:
        return "held"
    return next((fate for fate in ("cancelled", "refused") if fate in statuses), "planned")


def _with_moved(contacts: list[Contact]) -> list[Contact]:
    """Plans that were given up for another day: a cancelled contact and a planned or held one soon after."""
    found = []
    for contact in contacts:
        fate = contact.fate
        if fate == "cancelled" and contact.days.first is not None:
            limit = shift_date(contact.days.first[:10], 30)
            later = [
                other
                for other in contacts
                if other.parties == contact.parties
                and other.fate in ("planned", "held")
                and contact.days.first[:10] < (other.days.first or "")[:10] <= limit
            ]
            fate = "moved" if later else fate
        found.append(msgspec.structs.replace(contact, fate=fate))
    return sorted(found, key=lambda c: (c.days.first or "", c.parties))
