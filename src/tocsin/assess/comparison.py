"""What others coded beside what is told here: which happenings both have, and which only one of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

import msgspec

from tocsin.records import Entity, Event, Reading
from tocsin.records.coded import CodedElsewhere

__all__ = ["Comparison", "OursAlone", "compare_coded"]

_HAPPENED = frozenset({"occurred", "ongoing"})
# Others date by publication: a day's difference is none.
_NEAR = (0, 1, -1)
_LONGEST = 31
Key = tuple[str, str, frozenset[str]]


class OursAlone(msgspec.Struct, frozen=True, kw_only=True):
    """A happening that only we have: day, type and countries, and a record that tells it with its document."""

    day: str
    type: str
    countries: tuple[str, ...]
    record: str
    document: str


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """Rows that match a telling here (same PLOVER type and countries, a day apart at most), and what does not match.

    Only rows of the days that the desk's documents cover, between two countries, are compared; `outside` counts the
    others. `unlike` counts, for rows without a match, the types that we have for the same countries and days.
    """

    both: int
    theirs_alone: tuple[CodedElsewhere, ...]
    ours_alone: tuple[OursAlone, ...]
    outside: int
    unlike: dict[str, int]


def compare_coded(rows: Iterable[CodedElsewhere], readings: Iterable[Reading]) -> Comparison:
    """Compares rows of another coder with the happenings that readings tell."""
    ours = {key: alone for reading in readings for key, alone in _happenings(reading)}
    days = sorted(key[0] for key in ours)
    by_pair: dict[tuple[str, frozenset[str]], set[str]] = {}
    for day, type_, pair in ours:
        by_pair.setdefault((day, pair), set()).add(type_)
    met: set[Key] = set()
    alone, outside, both = [], 0, 0
    unlike: Counter[str] = Counter()
    for row in rows:
        pair = frozenset(filter(None, (row.actor, row.recipient)))
        if len(pair) < 2 or not days or not days[0] <= row.day <= days[-1]:
            outside += 1
            continue
        found = [key for day in _near(row.day) if (key := (day, row.type, pair)) in ours]
        met.update(found)
        both += bool(found)
        if not found:
            alone.append(row)
            unlike.update(f"{row.type} here {other}" for other in _others(by_pair, row.day, pair))
    return Comparison(
        both=both,
        theirs_alone=tuple(alone),
        ours_alone=tuple(ours[key] for key in sorted(ours, key=lambda k: (k[0], k[1], sorted(k[2]))) if key not in met),
        outside=outside,
        unlike=dict(unlike.most_common()),
    )


def _happenings(reading: Reading) -> Iterator[tuple[Key, OursAlone]]:
    """What a reading tells as having happened between two countries, a key a day."""
    countries = {record.id: record.country for record in reading.records if isinstance(record, Entity)}
    for record in reading.records:
        if not isinstance(record, Event) or record.status not in _HAPPENED or record.days is None:
            continue
        parties = {countries.get(entity) for entity in (*record.actors, *record.recipients)}
        pair = frozenset(code for code in parties if code)
        type_ = record.plover.type if record.plover is not None and record.plover.type else record.event_type
        if len(pair) == 2:
            for day in _days(record.days.first, record.days.last):
                alone = OursAlone(
                    day=day, type=type_, countries=tuple(sorted(pair)), record=record.id, document=reading.document.id
                )
                yield (day, type_, pair), alone


def _days(first: str | None, last: str | None) -> Iterator[str]:
    """The days of a happening, where they are known and not more than a month."""
    if first is None or last is None:
        return
    start, end = date.fromisoformat(first[:10]), date.fromisoformat(last[:10])
    if (end - start).days <= _LONGEST:
        yield from ((start + timedelta(days=n)).isoformat() for n in range((end - start).days + 1))


def _near(day: str) -> Iterator[str]:
    try:
        here = date.fromisoformat(day)
        yield from ((here + timedelta(days=n)).isoformat() for n in _NEAR)
    except (ValueError, OverflowError):
        return


def _others(by_pair: Mapping[tuple[str, frozenset[str]], set[str]], day: str, pair: frozenset[str]) -> set[str]:
    return {type_ for near in _near(day) for type_ in by_pair.get((near, pair), ())}
