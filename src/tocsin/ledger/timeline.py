"""What happened, was said and is expected, by day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

import msgspec

from tocsin.ledger.stories import Stories
from tocsin.records import AnyRecord, Entity, Event, Forecast, Mention, Reading, Statement
from tocsin.text.span import Span, cover
from tocsin.timex.interval import Days

__all__ = ["TimelineRow", "day_of", "make_timeline"]


class TimelineRow(msgspec.Struct, frozen=True, kw_only=True):
    """One line: the days (null where the text does not say), what it is, who, and the exact words."""

    days: Days | None
    what: Literal["event", "statement", "forecast"]
    label: str
    status: str | None
    who: tuple[str, ...]
    words: str
    record: str
    document: str
    outlet: str | None
    published: str | None
    span: Span


def day_of(record: AnyRecord) -> str | None:
    """The day of a record on the timeline: the first of its days, the last where the first is open; null without."""
    match record:
        case Event():
            return _first_day(record.days)
        case Statement():
            return _first_day(record.said)
        case Forecast():
            return _first_day(record.horizon)
        case _:
            return None


def _first_day(days: Days | None) -> str | None:
    return ((days.first or days.last or "")[:10] or None) if days else None


def make_timeline(
    readings: Iterable[Reading],
    *,
    kinds: frozenset[str] = frozenset({"event"}),
    stories: Stories | None = None,
    since: str | None = None,
    until: str | None = None,
) -> list[TimelineRow]:
    """The rows by first day, undated ones last; within a day in order of publication and text.

    Where `since` or `until` (ISO dates, both within) are given, only rows that begin between them, none undated.

    Copies tell once, near ones too where `stories` says which they are.
    """
    known = stories or Stories()
    rows: list[TimelineRow] = []
    told: set[tuple[object, ...]] = set()
    tellers: dict[tuple[object, ...], str] = {}
    for reading in readings:
        digest = reading.document.text_digest
        for row in _rows(reading, kinds):
            when = row.days.edtf if row.days else None  # "calls both today and yesterday" are two on the same words
            key = (digest, row.span.start, row.span.end, row.what, when)
            # In a near copy the same words stand elsewhere, in the sentence of the first telling.
            loose = (*known.place(reading.document, row.span.start), row.words, row.what, row.label, when)
            if key not in told and tellers.setdefault(loose, digest) == digest:
                told.add(key)
                if _begins_between(row, since, until):
                    rows.append(row)
    return sorted(rows, key=lambda row: (row.days is None, (row.days.first or "") if row.days else ""))


def _begins_between(row: TimelineRow, since: str | None, until: str | None) -> bool:
    if since is None and until is None:
        return True
    day = _first_day(row.days)
    return day is not None and (since or "") <= day <= (until or "9999")


def _rows(reading: Reading, kinds: frozenset[str]) -> Iterator[TimelineRow]:
    names = _names(reading)
    statements = {record.id: record for record in reading.records if isinstance(record, Statement)}
    for record in reading.records:
        match record:
            case Event() if "event" in kinds:
                label = f"{record.event_type} {record.mode}" if record.mode else record.event_type
                who = (*record.actors, *record.recipients)
                yield _row(reading, record, record.trigger, "event", label, record.status, record.days, who, names)
            case Statement() if "statement" in kinds and record.content:
                who = (record.source_entity,) if record.source_entity else ()
                yield _row(reading, record, record.content, "statement", record.kind, None, record.said, who, names)
            case Forecast() if "forecast" in kinds:
                said = statements.get(record.statement)
                who = (said.source_entity,) if said and said.source_entity else ()
                words = record.probability.words if record.probability else None
                yield _row(reading, record, record.outcome, "forecast", "expected", words, record.horizon, who, names)
            case _:
                continue


def _row(
    reading: Reading,
    record: AnyRecord,
    spans: tuple[Span, ...],
    what: Literal["event", "statement", "forecast"],
    label: str,
    status: str | None,
    days: Days | None,
    who: Iterable[str],
    names: dict[str, str],
) -> TimelineRow:
    document = reading.document
    return TimelineRow(
        days=days,
        what=what,
        label=label,
        status=status,
        who=tuple(dict.fromkeys(names[entity] for entity in who if entity in names)),
        words=" ... ".join(span.of(document.text) for span in spans),
        record=record.id,
        document=document.id,
        outlet=document.outlet,
        published=document.published.value,
        span=cover(spans),
    )


def _names(reading: Reading) -> dict[str, str]:
    """A name for every entity: its own, or the words that stand for it."""
    words: dict[str, str] = {}
    for record in reading.records:
        if isinstance(record, Mention):
            words.setdefault(record.entity, record.span.of(reading.document.text))
    return {
        record.id: record.name or words.get(record.id, "unnamed")
        for record in reading.records
        if isinstance(record, Entity)
    }
