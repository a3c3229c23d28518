"""A placeholder until the room is built: finds nothing."""

from __future__ import annotations

from collections.abc import Iterable

from tocsin.annotate.analysis import Analysis
from tocsin.records import AnyRecord, Diagnostic, Event, Record
from tocsin.text.sentences import Sentence


class EnglishEvents:
    name = "events"
    version = "0"
    language = "en"
    needs: frozenset[type[Record]] = frozenset()
    gives: frozenset[type[Record]] = frozenset({Event})

    def wants_parse(self, sentence: Sentence) -> bool:
        return False

    def annotate(self, analysis: Analysis) -> Iterable[AnyRecord | Diagnostic]:
        return ()
