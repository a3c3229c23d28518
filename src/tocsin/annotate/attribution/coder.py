"""Who says, thinks or is said to think what: the annotator that turns drafts into Statements."""

from __future__ import annotations

from collections.abc import Iterable

from tocsin.annotate.analysis import Analysis
from tocsin.annotate.attribution.draft import draft_statements
from tocsin.annotate.attribution.lexicon import cue_forms
from tocsin.annotate.attribution.statements import StatementMaker
from tocsin.records import AnyRecord, Diagnostic, Entity, Mention, Record, Statement, Timex
from tocsin.text.sentences import Sentence

__all__ = ["EnglishAttribution"]

_MARKS = frozenset({'"', "'", ":"})


class EnglishAttribution:
    """Finds statements in English text by rules over the parse and the quotation marks.

    Gives Statements in text order, and an Entity with a Mention for each source that the text leaves unnamed.
    Diagnostics: `unattributed-quotation`, `ambiguous-referent`, `cue-without-source`. Never raises for any text.
    """

    name = "attribution"
    version = "1"
    language = "en"
    needs: frozenset[type[Record]] = frozenset({Entity, Mention, Timex})
    gives: frozenset[type[Record]] = frozenset({Statement, Entity, Mention})

    def wants_parse(self, sentence: Sentence) -> bool:
        """Whether a cue word or a quotation mark stands in the sentence."""
        forms = cue_forms()
        return any(token.lower in forms or token.text in _MARKS for token in sentence.tokens)

    def annotate(self, analysis: Analysis) -> Iterable[AnyRecord | Diagnostic]:
        """The statements of a document with their sources, then what stayed unclear."""
        drafted = draft_statements(analysis)
        return StatementMaker(analysis, self.name).make(drafted)
