"""The layers of the page: which characters of which record are marked how."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from tocsin.exports.reading.segments import Mark
from tocsin.exports.reading.words import UNSURE_BELOW
from tocsin.records import (
    AnyRecord,
    Diagnostic,
    Entity,
    Event,
    Forecast,
    Mention,
    Reading,
    Spans,
    Statement,
    Timex,
)

__all__ = ["HAPPENED", "LAYERS", "Layer", "count_layers", "diagnostic_marks", "reading_marks"]

HAPPENED = frozenset({"occurred", "ongoing", "historical"})
"""Statuses whose trigger gets a solid rule: the teller says that it took place. All others get a broken one."""


class Layer(msgspec.Struct, frozen=True):
    """A layer that a reader can show or hide. `key` stands in the page's ids, `form` is how it looks, in words."""

    key: str
    name: str
    form: str
    shown: bool = True


LAYERS = (
    Layer("statement", "statement", "pale ground; who speaks has a thin rule, the word of saying a double one"),
    Layer("event", "event", "solid rule where it took place, else a broken one; thin where in much doubt"),
    Layer("forecast", "forecast", "hatched band"),
    Layer("time", "time", "dotted rule"),
    Layer("hedge", "hedge", "wavy rule"),
    Layer("unclear", "not understood", "boxed, with a raised question mark", shown=False),
    Layer("mention", "name", "thin grey rule", shown=False),
)


def reading_marks(reading: Reading) -> Iterator[Mark]:
    """Every cited span of every record as a mark, so that no cited character is without its card."""
    for number, record in enumerate(reading.records):
        for layer, spans in _layered(record):
            for span in spans:
                yield Mark(span.start, span.end, number, layer)


def diagnostic_marks(diagnostics: tuple[Diagnostic, ...], first: int) -> Iterator[Mark]:
    """The spans of the diagnostics as marks, numbered on from `first`."""
    for number, diagnostic in enumerate(diagnostics, start=first):
        if diagnostic.span is not None:
            yield Mark(diagnostic.span.start, diagnostic.span.end, number, "dq")


def _layered(record: AnyRecord) -> list[tuple[str, Spans]]:
    """The parts of a record by the short class name that the style sheet knows."""
    match record:
        case Timex():
            return [("ti", (record.span,))]
        case Mention():
            return [("me", (record.span,))]
        case Entity():
            return [("me", tuple(role.span for role in record.roles if role.span is not None))]
        case Statement():
            return [("st", record.content), ("so", record.source), ("cu", record.cue), ("he", record.hedges)]
        case Event():
            place: Spans = (record.location.span,) if record.location and record.location.span else ()
            rule = ("ev" if record.status in HAPPENED else "en") + ("u" if record.score < UNSURE_BELOW else "")
            return [(rule, record.trigger), ("sc", record.status_cue), ("lo", place)]
        case Forecast():
            return [("fo", record.outcome), ("co", record.condition)]


def count_layers(readings: list[Reading]) -> dict[str, int]:
    """How many records (of hedges: spans) each layer shows, by its key."""
    records = [record for reading in readings for record in reading.records]
    return {
        "statement": sum(isinstance(r, Statement) for r in records),
        "event": sum(isinstance(r, Event) for r in records),
        "forecast": sum(isinstance(r, Forecast) for r in records),
        "time": sum(isinstance(r, Timex) for r in records),
        "hedge": sum(len(r.hedges) for r in records if isinstance(r, Statement)),
        "unclear": sum(len(reading.diagnostics) for reading in readings),
        "mention": sum(isinstance(r, Mention) for r in records),
    }
