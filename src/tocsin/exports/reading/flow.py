"""The running text: paragraphs as rows, each with its marked words and the notes beside them."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from itertools import groupby

import msgspec
from markupsafe import Markup

from tocsin.exports.reading.folio import Folio
from tocsin.exports.reading.layers import diagnostic_marks, reading_marks
from tocsin.exports.reading.markup import escape_words
from tocsin.exports.reading.notes import Note, margin_notes, small_notes
from tocsin.exports.reading.segments import Mark, Segment, cut_segments
from tocsin.records import Entity, Event, Forecast, Mention, Statement, Timex, defining_spans

__all__ = ["Row", "lay_rows"]

_LONGEST_HEADLINE = 180
_ENDS_A_SENTENCE = ".!;:,\u201d\"'\u2019)\u2026"
_OPENS_A_QUOTATION = '\u201c"'
# A note takes two lines of small print, a line of text holds about 68 characters: so much text carries a note.
_CHARACTERS_A_NOTE = 80
_NOTES_AT_LEAST = 2
# The number of a mark that no record makes: the span that a link asked for.
_NO_RECORD = -1


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A paragraph with its white space up to the next, marked.

    `notes` fit beside it, `more` do not; `small` are those of its times (so many are `times`) and names.
    """

    html: Markup
    headline: bool
    notes: tuple[Note, ...]
    more: tuple[Note, ...]
    small: tuple[Note, ...]
    times: int


def lay_rows(folio: Folio) -> list[Row]:
    """The rows of a document in order; the text of all of them together is the document's, character for character."""
    text = folio.document.text
    if not text:
        return []
    starts = [0, *(paragraph.start for paragraph in folio.text.paragraphs[1:])]
    marks = [*reading_marks(folio.reading), *diagnostic_marks(folio.reading.diagnostics, len(folio.records))]
    if folio.highlight is not None:
        marks.append(Mark(folio.highlight.start, folio.highlight.end, _NO_RECORD, "hl"))
    segments = cut_segments(len(text), marks, starts)
    homes = _homes(folio, starts)
    stops = _stops(folio)
    opened = {mark.start for mark in marks}
    rows: list[Row] = []
    by_row = groupby(segments, key=lambda segment: bisect_right(starts, segment.start) - 1)
    for index, group in by_row:
        html = "".join(_marked(folio, segment, stops, opened) for segment in group)
        rows.append(_row(folio, Markup(html), starts, index, homes.get(index, [])))  # noqa: S704 - escaped in _marked
    return rows


def _row(folio: Folio, html: Markup, starts: list[int], index: int, numbers: list[int]) -> Row:
    text = folio.document.text
    end = starts[index + 1] if index + 1 < len(starts) else len(text)
    large = [n for n in numbers if isinstance(folio.records[n], Statement | Event | Forecast)]
    small = [n for n in numbers if isinstance(folio.records[n], Timex | Mention)]
    notes = margin_notes(folio, large)
    room = max(_NOTES_AT_LEAST, (end - starts[index]) // _CHARACTERS_A_NOTE)
    # One note folded away costs as much room as it saves.
    room = len(notes) if len(notes) <= room + 1 else room
    return Row(
        html=html,
        headline=_is_headline(text[starts[index] : end]),
        notes=tuple(notes[:room]),
        more=tuple(notes[room:]),
        small=tuple(small_notes(folio, small)),
        times=sum(isinstance(folio.records[n], Timex) for n in small),
    )


def _is_headline(paragraph: str) -> bool:
    """Whether a paragraph looks like a headline: one short line that ends in no full stop, comma or closing quote."""
    line = paragraph.strip()
    short = 0 < len(line) <= _LONGEST_HEADLINE and "\n" not in line
    if not short or not any(character.isalpha() for character in line):
        return False
    return line[-1] not in _ENDS_A_SENTENCE and line[0] not in _OPENS_A_QUOTATION


def _homes(folio: Folio, starts: list[int]) -> dict[int, list[int]]:
    """The numbers of the records that are at home in each row."""
    homes: dict[int, list[int]] = defaultdict(list)
    for number, record in enumerate(folio.records):
        if spans := defining_spans(record):
            homes[bisect_right(starts, spans[0].start) - 1].append(number)
    return homes


def _stops(folio: Folio) -> dict[int, set[int]]:
    """Where the tabulator key stops: the first character of each record (names are too many), with the records."""
    stops: dict[int, set[int]] = defaultdict(set)
    for number, record in enumerate(folio.records):
        if not isinstance(record, Mention | Entity):
            stops[defining_spans(record)[0].start].add(number)
    return stops


def _marked(folio: Folio, segment: Segment, stops: dict[int, set[int]], opened: set[int]) -> str:
    """One segment as HTML: bare text, or an element that names its layers and its records, the smallest first."""
    words = escape_words(folio.document.text[segment.start : segment.end])
    if not segment.marks:
        return words
    layers = " ".join(dict.fromkeys(mark.layer for mark in segment.marks))
    numbers = dict.fromkeys(mark.record for mark in segment.marks if mark.record != _NO_RECORD)
    records = " ".join(str(number) for number in numbers)
    begins = folio.highlight is not None and folio.highlight.start == segment.start
    attributes = f'class="s {layers}" data-r="{records}"'
    if segment.start in opened:
        attributes += f' id="{folio.character_id(segment.start)}"'
    anchor = '<b id="span"></b>' if begins else ""
    first = _first_to_open(segment.marks, stops.get(segment.start, set()))
    if first is not None:
        return f'{anchor}<a {attributes} href="#{folio.details_id(first)}">{words}</a>'
    return f"{anchor}<span {attributes}>{words}</span>"


def _first_to_open(marks: tuple[Mark, ...], begun: set[int]) -> int | None:
    """The smallest of the records that begin here, or None where none does."""
    return next((mark.record for mark in marks if mark.record in begun), None)
