"""The English entities annotator: who and what is in a document, and every mention of them."""

from __future__ import annotations

from collections.abc import Iterable

from tocsin.annotate.analysis import Analysis
from tocsin.annotate.entities.scene import Scene
from tocsin.records import AnyRecord, Diagnostic, Entity, Mention, Record
from tocsin.text.sentences import Sentence

__all__ = ["EnglishEntities"]

_PRONOUNS = frozenset(
    "he she him her his hers himself herself they them their theirs themselves it its itself".split()
)


class EnglishEntities:
    """Maps an English document to Entities with their Mentions; what a pronoun or a role cannot be tied to is a
    Diagnostic (`ambiguous-referent`)."""

    name = "entities"
    version = "1"
    language = "en"
    needs: frozenset[type[Record]] = frozenset()
    gives: frozenset[type[Record]] = frozenset({Entity, Mention})

    def wants_parse(self, sentence: Sentence) -> bool:
        """Whether the sentence has a capital beyond its first word, or a pronoun of the third person."""
        for index, token in enumerate(sentence.tokens):
            if index and token.text[0].isupper():
                return True
            if token.lower in _PRONOUNS:
                return True
        first = sentence.tokens[0].text
        return first[0].isupper() and first.lower() not in _FUNCTION_WORDS

    def annotate(self, analysis: Analysis) -> Iterable[AnyRecord | Diagnostic]:
        """Entities each followed by its mentions, in order of first mention; then the doubts."""
        scene = Scene(analysis)
        scene.play()
        yield from scene.cast.records(analysis.document)
        yield from scene.doubts


_FUNCTION_WORDS = frozenset(
    "the a an this that these those there here in on at by for from with without to of as if and but or so yet when"
    " while after before during since until because although though i we you my our your what who how why where which"
    " no not all some many most it is are was were do does did have has had will would can could may might should"
    .split()
)
