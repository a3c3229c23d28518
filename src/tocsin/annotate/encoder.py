"""Turns sentences into parses. The one place that knows which library parses; another encoder may take its place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Protocol

from tocsin.annotate.model import load_language_model
from tocsin.annotate.parse import Name, Parse
from tocsin.text.sentences import Sentence

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["Encoder", "SpacyEncoder"]

# Sentences a batch: a matrix of some thousand words is as fast as larger ones and keeps memory flat.
_BATCH = 128


class Encoder(Protocol):
    """Parses sentences in batches."""

    def encode(self, sentences: Sequence[Sentence]) -> list[Parse]:
        """One parse a sentence, in order."""


class SpacyEncoder:
    """An encoder over a spaCy pipeline that is loaded at the first call, by its importable name.

    Tokens are ours: the pipeline is handed words and spaces, and may not cut sentences again.
    """

    def __init__(self, model: str) -> None:
        self.model = model

    def encode(self, sentences: Sequence[Sentence]) -> list[Parse]:
        """One parse a sentence, in order. Raises `ModelError` where the model is missing or not the pinned one."""
        if not sentences:
            return []
        language = load_language_model(self.model)
        documents = (_to_doc(language.vocab, sentence) for sentence in sentences)
        parsed: Iterable[Doc] = language.pipe(documents, batch_size=_BATCH)
        return [_to_parse(sentence, doc) for sentence, doc in zip(sentences, parsed, strict=True)]


def _to_doc(vocab: object, sentence: Sentence) -> Doc:
    from spacy.tokens import Doc  # imported late: it costs seconds, and not every command parses

    tokens = sentence.tokens
    return Doc(
        vocab,  # type: ignore[arg-type]
        words=[token.text for token in tokens],
        spaces=[token.spaced for token in tokens],
        sent_starts=[index == 0 for index in range(len(tokens))],
    )


def _to_parse(sentence: Sentence, doc: Doc) -> Parse:
    return Parse(
        sentence,
        lemmas=tuple(token.lemma_.lower() or token.lower_ for token in doc),
        tags=tuple(token.tag_ for token in doc),
        pos=tuple(token.pos_ for token in doc),
        deps=tuple(token.dep_ for token in doc),
        heads=tuple(token.head.i for token in doc),
        names=tuple(Name(ent.start, ent.end, ent.label_) for ent in doc.ents),
    )
