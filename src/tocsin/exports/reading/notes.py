"""The notes in the margin: a title, a line of what matters most, and every field behind it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

import msgspec

from tocsin.errors import DIAGNOSTIC_CODES
from tocsin.exports.reading.facts import Fact, Facts, Piece, record_facts
from tocsin.exports.reading.folio import Chip, Folio
from tocsin.exports.reading.words import (
    ACTS,
    ON_RECORD,
    SHAPES,
    UNSURE_BELOW,
    clip,
    count_of,
    quote,
    say_days,
    say_doubt,
    say_probability,
)
from tocsin.records import AnyRecord, Diagnostic, Entity, Event, Forecast, Mention, Statement, Timex, defining_spans

__all__ = ["Note", "Unclear", "diagnostic_groups", "entity_notes", "margin_notes", "small_notes"]

_DEEPEST = 2


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """A record as it stands beside the text. `number` is its place in the reading, `kind` its layer.

    `quoted` tells that the title is the text's own words; `also` is the number of a record whose fields belong with
    it (the entity behind a name); `depth` is how far it is indented under the statement that holds it; `words` tells
    which of several statements it is; `chips` lead to what contradicts it.
    """

    number: int
    kind: str
    title: str
    facts: Facts
    line: tuple[str, ...] = ()
    quoted: bool = False
    form: str = ""
    status: str = ""
    place: str | None = None
    also: int | None = None
    depth: int = 0
    unsure: bool = False
    words: str = ""
    chips: tuple[Chip, ...] = ()


def margin_notes(folio: Folio, numbers: Iterable[int]) -> list[Note]:
    """The notes of one paragraph's statements, events and forecasts, each under the statement that holds it."""
    here = set(numbers)
    children: dict[int | None, list[int]] = defaultdict(list)
    for number in sorted(here, key=lambda n: (defining_spans(folio.records[n])[0], n)):
        holder = _holder(folio, folio.records[number])
        children[holder if holder in here and holder != number else None].append(number)
    notes: list[Note] = []
    placed: set[int] = set()
    several = sum(isinstance(folio.records[number], Statement) for number in here) > 1

    def place(number: int, depth: int) -> None:
        """Sets a note and, under it, what its statement holds."""
        if number in placed:
            return
        placed.add(number)
        note = _note(folio, number, min(depth, _DEEPEST))
        notes.append(note if several else msgspec.structs.replace(note, words=""))
        for child in children[number]:
            place(child, depth + 1)

    # Records that hold each other in a circle would have no root; they follow the rest rather than vanish.
    for number in [*children[None], *sorted(here)]:
        place(number, 0)
    return notes


def _holder(folio: Folio, record: AnyRecord) -> int | None:
    """The number of the statement that a record is told in."""
    match record:
        case Statement(parent=str(holder)) | Event(according_to=str(holder)) | Forecast(statement=str(holder)):
            return folio.number_of(holder)
    return None


def _note(folio: Folio, number: int, depth: int = 0) -> Note:
    record = folio.records[number]
    note = _bare_note(folio, number, record)
    return msgspec.structs.replace(
        note,
        facts=record_facts(folio, record),
        place=folio.place(record),
        depth=depth,
        unsure=record.score < UNSURE_BELOW,
    )


def _bare_note(folio: Folio, number: int, record: AnyRecord) -> Note:
    nothing = Facts((), ())
    match record:
        case Statement():
            return Note(
                number=number, kind="statement", title=folio.speaker(record), facts=nothing,
                line=_said(folio, record), words=folio.words(defining_spans(record), 44),
            )  # fmt: skip
        case Event():
            return Note(
                number=number, kind="event", title=folio.words(record.trigger, 60), facts=nothing, quoted=True,
                line=_happened(folio, record), form=SHAPES[record.status].form, status=record.status,
                chips=folio.chips_at(record.trigger[0].start),
            )  # fmt: skip
        case Forecast():
            return Note(
                number=number, kind="forecast", title=folio.words(record.outcome, 80), facts=nothing, quoted=True,
                line=_foreseen(folio, record), form="expected", status="expected",
            )  # fmt: skip
        case Timex():
            found = say_days(record.days) if record.days else record.value or "not resolved"
            words = folio.words((record.span,), 60)
            return Note(number=number, kind="time", title=words, facts=nothing, quoted=True, line=(found,))
        case Mention():
            return Note(
                number=number, kind="mention", title=folio.words((record.span,), 60), facts=nothing, quoted=True,
                line=(folio.name(record.entity),), also=folio.number_of(record.entity),
            )  # fmt: skip
        case Entity():
            line = _known(record)
            return Note(number=number, kind="entity", title=folio.name(record.id), facts=nothing, line=line)


def _said(folio: Folio, statement: Statement) -> tuple[str, ...]:
    """The line of a statement: through whom, how far on record, when, how, how surely."""
    through = [
        entity_id
        for entity_id in reversed(statement.chain)
        if entity_id != statement.source_entity and not _is_outlet(folio, entity_id)
    ]
    parts = [f"via {folio.name(entity_id)}" for entity_id in through]
    if statement.source_entity is not None:
        parts.append(ON_RECORD[statement.on_record])
    if statement.said is not None:
        parts.append(say_days(statement.said))
    parts.append({"direct": "direct", "mixed": "partly direct", "indirect": "reported"}[statement.manner])
    if statement.kind != "assertion":
        parts.append(statement.kind)
    if statement.polarity == "negated":
        parts.append("negated")
    if statement.stance != "neutral":
        parts.append(f"the reporter {statement.stance} it")
    if statement.certainty is not None:
        parts.append(say_probability(statement.certainty))
    return (*parts, *_doubt(statement.score))


def _is_outlet(folio: Folio, entity_id: str) -> bool:
    entity = folio.record(entity_id)
    return isinstance(entity, Entity) and entity.basis == "metadata"


def _happened(folio: Folio, event: Event) -> tuple[str, ...]:
    """The line of an event: its act, who to whom, where, when; its status stands before it."""
    who = folio.names(event.actors)
    if event.recipients:
        who = f"{who or '?'} \u2192 {folio.names(event.recipients)}"
    parts = [ACTS[event.event_type] + (f" ({event.mode})" if event.mode else "")]
    if who:
        parts.append(who)
    if event.location is not None:
        parts.append(f"at {event.location.name}")
    parts.append(say_days(event.days) if event.days else "undated")
    return (*parts, *_doubt(event.score))


def _foreseen(folio: Folio, forecast: Forecast) -> tuple[str, ...]:
    """The line of a forecast: when, how likely in the speaker's words, on what condition."""
    parts = [say_days(forecast.horizon) if forecast.horizon else "no horizon"]
    parts.append(say_probability(forecast.probability) if forecast.probability else "no word of likelihood")
    if forecast.condition:
        parts.append(f"on condition: {quote(folio.words(forecast.condition, 60))}")
    return (*parts, *_doubt(forecast.score))


def _known(entity: Entity) -> tuple[str, ...]:
    parts: list[str] = [entity.kind, *(role.title for role in entity.roles[:2])]
    return tuple(part for part in (*parts, entity.country, entity.sector) if part)


def _doubt(score: float) -> tuple[str, ...]:
    """The coder's doubt, where there is enough of it to stop at."""
    return () if score >= 0.8 else (say_doubt(score),)


def small_notes(folio: Folio, numbers: Iterable[int]) -> list[Note]:
    """The notes of one paragraph's times and names, in text order."""
    return [_note(folio, number) for number in sorted(numbers, key=lambda n: (defining_spans(folio.records[n])[0], n))]


def entity_notes(folio: Folio) -> list[Note]:
    """Everyone and everything named, the most mentioned first, with how often."""
    counts = Counter(record.entity for record in folio.records if isinstance(record, Mention))
    found: list[tuple[int, Note]] = []
    for number, record in enumerate(folio.records):
        if isinstance(record, Entity):
            note = _note(folio, number)
            often = "of the page" if record.basis == "metadata" else count_of(counts[record.id], "mention")
            found.append((-counts[record.id], msgspec.structs.replace(note, line=(*note.line, often))))
    return [note for _, note in sorted(found, key=lambda pair: (pair[0], pair[1].number))]


class Unclear(msgspec.Struct, frozen=True):
    """The diagnostics of one code: its meaning, how many there are, and their notes by what they say."""

    code: str
    meaning: str
    count: int
    by_message: tuple[tuple[str, tuple[Note, ...]], ...]


def diagnostic_groups(folio: Folio) -> list[Unclear]:
    """What was not understood, by code, the most frequent first; diagnostics are numbered on from the last record."""
    groups: dict[str, list[Note]] = defaultdict(list)
    for number, diagnostic in enumerate(folio.reading.diagnostics, start=len(folio.records)):
        groups[diagnostic.code].append(_unclear(folio, number, diagnostic))
    ordered = sorted(groups, key=lambda code: (-len(groups[code]), code))
    return [_unclear_group(code, groups[code]) for code in ordered]


def _unclear_group(code: str, notes: list[Note]) -> Unclear:
    by_message: dict[str, list[Note]] = defaultdict(list)
    for note in notes:
        by_message[note.line[0]].append(note)
    grouped = tuple((message, tuple(same)) for message, same in by_message.items())
    return Unclear(code, DIAGNOSTIC_CODES[code], len(notes), grouped)


def _unclear(folio: Folio, number: int, diagnostic: Diagnostic) -> Note:
    span = diagnostic.span
    place = None if span is None else f"#{folio.character_id(span.start)}"
    rows = [Fact("Code", (Piece(diagnostic.code, code=True),)), Fact("Says", (Piece(diagnostic.message),))]
    if diagnostic.hint:
        rows.append(Fact("What to do", (Piece(diagnostic.hint),)))
    title = "the whole document"
    if span is not None:
        rows.append(Fact("Characters", (Piece(f"{span.start}\u2013{span.end}", href=place, code=True),)))
        title = clip(span.of(folio.document.text), 80)
    return Note(
        number=number, kind="unclear", title=title, quoted=span is not None, place=place,
        facts=Facts(tuple(rows), ()), line=(diagnostic.message,),
    )  # fmt: skip
