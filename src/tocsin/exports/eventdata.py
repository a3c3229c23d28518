"""What the event-data formats share: which tellings they take, who acts, and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from tocsin.exports.reading.folio import Folio
from tocsin.records import Entity, Event, Reading, Statement
from tocsin.text.span import Span, cover

__all__ = ["HAPPENED", "Telling", "tellings"]

HAPPENED = frozenset({"occurred", "ongoing"})
"""The statuses that count as having happened."""


class Telling:
    """An event in its reading."""

    def __init__(self, folio: Folio, event: Event, copy_of: str | None) -> None:
        self.folio, self.event, self.copy_of = folio, event, copy_of
        self.document = folio.document

    @property
    def span(self) -> Span:
        """From the first character of the trigger to its last."""
        return cover(self.event.trigger)

    @property
    def sentence(self) -> tuple[int, str]:
        """The number of its sentence, from 1, and the sentence on one line; 0 where it is in none."""
        found = self.folio.text.sentence_at(self.span.start)
        if found is None:
            return 0, self.folio.words(self.event.trigger)
        number = self.folio.text.sentences.index(found) + 1
        return number, " ".join(found.span.of(self.document.text).split())

    @property
    def date(self) -> tuple[str, str] | None:
        """The ISO date that a format without open dates gets, and where it is from; None where there is none at all.

        `text` is the first day that the text gives; `publication` says that the text gives none.
        """
        days = self.event.days
        if days is not None and (first := days.first or days.last):
            return first[:10], "text"
        published = self.document.published.day
        return (published, "publication") if published else None

    def entities(self, ids: Iterable[str]) -> Iterator[tuple[Entity, str]]:
        """The entities with what to call each."""
        for entity_id in ids:
            record = self.folio.record(entity_id)
            if isinstance(record, Entity):
                yield record, self.folio.name(entity_id)

    def attribution(self) -> dict[str, Any]:
        """On whose word it is told, for an extension key; empty where the page itself tells it."""
        said = self.folio.record(self.event.according_to)
        if not isinstance(said, Statement):
            return {}
        return {
            "statement": said.id,
            "source": self.folio.speaker(said),
            "chain": [self.folio.name(entity) for entity in said.chain],
            "on_record": said.on_record,
            "basis": said.basis,
            "polarity": said.polarity,
            "stance": said.stance,
            "content": [[span.start, span.end] for span in said.content],
        }


def tellings(readings: Iterable[Reading]) -> Iterator[Telling]:
    """All events, in order; of a copied text the first document is named."""
    first: dict[str, str] = {}
    for number, reading in enumerate(readings, start=1):
        folio = Folio(reading, number)
        document = reading.document
        earlier = first.setdefault(document.text_digest, document.id)
        for record in reading.records:
            if isinstance(record, Event):
                yield Telling(folio, record, earlier if earlier != document.id else None)
