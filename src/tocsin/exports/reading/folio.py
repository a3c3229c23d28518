"""One reading made ready for the page: numbers for its records, names for its people, anchors for its characters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import msgspec

from tocsin.exports.reading.words import clip
from tocsin.records import AnyRecord, Entity, Mention, Reading, Spans, Statement, defining_spans
from tocsin.text.span import Span
from tocsin.text.text import Text

__all__ = ["Chip", "Folio"]

_FORM_RANK = {"nominal": 0, "name": 1, "pronoun": 2}


class Chip(msgspec.Struct, frozen=True):
    """A few words that lead from one record to another place on the page."""

    words: str
    href: str


class Folio:
    """A reading and its place on the page. `number` is the document's, from 1; records are numbered from 0.

    Ids on the page: `d1` the document, `d1r7` the details of a record, `d1c471` the character 471 where a mark begins.
    """

    def __init__(self, reading: Reading, number: int) -> None:
        self.reading = reading
        self.number = number
        self.document = reading.document
        self.records = reading.records
        self.highlight: Span | None = None
        self._chips: Mapping[int, Sequence[Chip]] = {}
        self._numbers = {record.id: index for index, record in enumerate(reading.records)}

    def oppose(self, chips: Mapping[int, Sequence[Chip]]) -> None:
        """Takes the chips of the page's disputes, by the character where the words in dispute begin."""
        self._chips = chips

    def chips_at(self, offset: int) -> tuple[Chip, ...]:
        """What stands against the words that begin at an offset."""
        return tuple(self._chips.get(offset, ()))

    @cached_property
    def text(self) -> Text:
        """The document's text, cut into paragraphs when asked."""
        return Text(self.document.text)

    @cached_property
    def _mentions(self) -> dict[str, Mention]:
        """The mention that describes each entity best: of an unnamed one the fullest description."""
        best: dict[str, Mention] = {}
        for record in self.records:
            if isinstance(record, Mention):
                known = best.get(record.entity)
                if known is None or _FORM_RANK[record.form] < _FORM_RANK[known.form]:
                    best[record.entity] = record
        return best

    def number_of(self, record_id: str) -> int | None:
        """The number of a record, or None where the reading does not hold it."""
        return self._numbers.get(record_id)

    def record(self, record_id: str | None) -> AnyRecord | None:
        """The record with that id, or None."""
        index = self._numbers.get(record_id) if record_id is not None else None
        return None if index is None else self.records[index]

    def href(self, record_id: str) -> str | None:
        """A link to the details of a record, or None where the reading does not hold it."""
        index = self._numbers.get(record_id)
        return None if index is None else f"#{self.details_id(index)}"

    def details_id(self, index: int) -> str:
        """The id of the element that holds the details of a record."""
        return f"d{self.number}r{index}"

    def character_id(self, offset: int) -> str:
        """The id of the segment that begins at an offset."""
        return f"d{self.number}c{offset}"

    def place(self, record: AnyRecord) -> str | None:
        """A link to the words where a record is at home, or None for one that cites none."""
        spans = defining_spans(record)
        return f"#{self.character_id(spans[0].start)}" if spans else None

    def words(self, spans: Spans, most: int = 400) -> str:
        """The text under spans, pieces joined by an ellipsis, on one line."""
        return clip(" \u2026 ".join(span.of(self.document.text) for span in spans), most)

    def name(self, entity_id: str) -> str:
        """What to call an entity: its name, or for an unnamed source the text's own description of it."""
        entity = self.record(entity_id)
        if not isinstance(entity, Entity):
            return "unknown"
        if entity.name:
            return entity.name
        mention = self._mentions.get(entity_id)
        if mention is not None:
            return clip(mention.span.of(self.document.text), 60)
        return f"unnamed {entity.kind}"

    def names(self, entity_ids: Iterable[str]) -> str:
        """The names of several entities, each once."""
        return ", ".join(dict.fromkeys(self.name(entity_id) for entity_id in entity_ids))

    def speaker(self, statement: Statement) -> str:
        """Who says it: the entity, else the text's words for the source, else that nobody was found."""
        if statement.source_entity is not None:
            return self.name(statement.source_entity)
        return self.words(statement.source, 60) if statement.source else "speaker not found"
