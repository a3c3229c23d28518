"""Who says, thinks or is said to think what: the annotator that turns drafts into Statements."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tocsin.annotate.analysis import Analysis
from tocsin.annotate.attribution.askers import gives_word
from tocsin.annotate.attribution.draft import draft_statements
from tocsin.annotate.attribution.lexicon import cue_forms
from tocsin.annotate.attribution.statements import StatementMaker
from tocsin.annotate.attribution.traits import TRAITS
from tocsin.annotate.tagger import Tagger, bundled_tagger, load_tagger
from tocsin.records import AnyRecord, Diagnostic, Entity, Mention, Record, Statement, Timex
from tocsin.text.sentences import Sentence

__all__ = ["EnglishAttribution"]

_MARKS = frozenset({'"', "'", ":"})


class EnglishAttribution:
    """Finds statements in English text by rules over the parse and the quotation marks, and by the trained encoder.

    `weights` is a file of `tocsin train`; with "" the rules stand alone, with None the bundled weights judge.

    Gives Statements in text order, and an Entity with a Mention for each source that the text leaves unnamed.
    Diagnostics: `unattributed-quotation`, `ambiguous-referent`, `cue-without-source`. Never raises for any text.
    """

    def __init__(self, weights: str | None = None) -> None:
        self._weights = weights

    name = "attribution"
    version = "1"
    language = "en"
    needs: frozenset[type[Record]] = frozenset({Entity, Mention, Timex})
    gives: frozenset[type[Record]] = frozenset({Statement, Entity, Mention})

    def wants_parse(self, sentence: Sentence) -> bool:
        """Whether a cue word or a quotation mark stands in the sentence, or it gives somebody the word."""
        forms = cue_forms()
        return any(token.lower in forms or token.text in _MARKS for token in sentence.tokens) or gives_word(sentence)

    def annotate(self, analysis: Analysis) -> Iterable[AnyRecord | Diagnostic]:
        """The statements of a document with their sources, then what stayed unclear."""
        drafted = draft_statements(analysis, self._tagger())
        return StatementMaker(analysis, self.name).make(drafted)

    def with_weights(self, weights: str) -> EnglishAttribution:
        """The same coder over a user's own weights, or by its rules alone."""
        return EnglishAttribution(weights)

    def _tagger(self) -> Tagger | None:
        if self._weights is None:
            return bundled_tagger(self.name, TRAITS)
        return load_tagger(Path(self._weights), TRAITS) if self._weights else None
