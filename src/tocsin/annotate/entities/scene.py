"""Goes through a document's parses in order and fills the cast: persons first, then things, nominals, pronouns."""

from __future__ import annotations

from tocsin.annotate.analysis import Analysis
from tocsin.annotate.entities.cast import Cast, Figure
from tocsin.annotate.entities.gazetteer import load_gazetteer
from tocsin.annotate.entities.names import NameSpan, find_names, words_of
from tocsin.annotate.entities.nominals import read_nominals
from tocsin.annotate.entities.persons import cast_persons
from tocsin.annotate.entities.things import figure_of
from tocsin.annotate.entities.titles import NameMap, written
from tocsin.annotate.parse import Parse
from tocsin.records import Diagnostic

__all__ = ["Scene"]


class Scene:
    """One document while its cast is gathered."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.cast = Cast()
        self.doubts: list[Diagnostic] = []
        self.parses = list(analysis.parses())
        self.names: dict[int, NameMap] = {}

    def play(self) -> None:
        """Fills the cast."""
        self._add_outlet()
        self._find_names()
        self._acronyms()
        self.names, doubts = cast_persons(self.cast, self.parses, self.names)
        self.doubts += doubts
        for parse in self.parses:
            self._cast_things(parse)

    def _add_outlet(self) -> None:
        outlet = self.analysis.document.outlet
        if outlet and outlet.strip():
            self.cast.add(Figure("organization", outlet.strip(), None, "MED", basis="metadata", score=1.0))

    def _find_names(self) -> None:
        gazetteer = load_gazetteer()
        present = frozenset(t.text for s in self.analysis.text.sentences for t in s.tokens)
        for parse in self.parses:
            self.names[parse.sentence.index] = NameMap(find_names(parse, gazetteer, present))
