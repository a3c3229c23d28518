"""The English entities annotator: who and what is in a document, and every mention of them."""

from __future__ import annotations

from collections.abc import Iterable

from tocsin.annotate.analysis import Analysis
from tocsin.annotate.entities.lexicon import figure_words, word_set
from tocsin.annotate.entities.scene import play
from tocsin.records import AnyRecord, Diagnostic, Entity, Mention, Record
from tocsin.text.sentences import Sentence

__all__ = ["EnglishEntities"]


class EnglishEntities:
    """Maps an English document to Entities with their Mentions.

    A pronoun, an office or a family name that more than one may bear is a Diagnostic (`ambiguous-referent`).
    """

    name = "entities"
    version = "1"
    language = "en"
    needs: frozenset[type[Record]] = frozenset()
    gives: frozenset[type[Record]] = frozenset({Entity, Mention})

    def wants_parse(self, sentence: Sentence) -> bool:
        """Whether the sentence has a capital beyond its first word, a third-person pronoun, or a noun for somebody."""
        for index, token in enumerate(sentence.tokens):
            if index and token.text[0].isupper():
                return True
            if token.lower in word_set("pronouns") or token.lower in figure_words():
                return True
        first = sentence.tokens[0].text
        return first[0].isupper() and first.lower() not in word_set("function")

    def annotate(self, analysis: Analysis) -> Iterable[AnyRecord | Diagnostic]:
        """Entities each followed by its mentions, in order of first mention; then the doubts."""
        cast, doubts = play(analysis)
        yield from cast.records(analysis.document)
        yield from doubts
