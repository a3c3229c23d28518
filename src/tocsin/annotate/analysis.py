"""What an annotator is handed: the document, its text, the parses that were asked for, and the records so far."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from tocsin.annotate.parse import Parse
from tocsin.records import AnyRecord, Document, Record
from tocsin.text.sentences import Sentence
from tocsin.text.text import Text
from tocsin.vocab.roster import Roster, bundled_roster

__all__ = ["Analysis"]

R = TypeVar("R", bound=Record)


class Analysis:
    """One document under reading. Annotators read it; only the pipeline adds to it."""

    def __init__(
        self, document: Document, text: Text, parses: Mapping[int, Parse], roster: Roster | None = None
    ) -> None:
        self.document = document
        self.text = text
        self.roster = roster if roster is not None else bundled_roster()
        self._parses = parses
        self._records: list[AnyRecord] = []

    def parse(self, sentence: Sentence) -> Parse | None:
        """The parse of a sentence, or None where no annotator asked for it by its trigger."""
        return self._parses.get(sentence.index)

    def parses(self) -> Iterator[Parse]:
        """All parses there are, in text order."""
        return (self._parses[index] for index in sorted(self._parses))

    def records(self, kind: type[R]) -> list[R]:
        """The records of one kind that earlier annotators gave, in the order given."""
        return [record for record in self._records if isinstance(record, kind)]

    def add(self, records: Iterable[AnyRecord]) -> None:
        """Takes an annotator's records; for the pipeline alone."""
        self._records += records

    def all_records(self) -> tuple[AnyRecord, ...]:
        """Every record so far."""
        return tuple(self._records)
