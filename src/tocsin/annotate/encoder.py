"""Turns sentences into parses. The one place that knows which library parses; another encoder may take its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Protocol, cast

import numpy as np

from tocsin.annotate.model import load_language_model
from tocsin.annotate.networks.dense import Floats, one_thread, product
from tocsin.annotate.networks.forms import WordForms
from tocsin.annotate.networks.names import NameFinder
from tocsin.annotate.networks.shape import fits
from tocsin.annotate.networks.table import TypeTable
from tocsin.annotate.networks.trees import Tree, TreeParser
from tocsin.annotate.networks.vectors import TokenVectors
from tocsin.annotate.parse import Name, Parse
from tocsin.text.sentences import Sentence

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["Encoder", "NetworkEncoder", "SpacyEncoder"]

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


class NetworkEncoder:
    """The same pipeline by its own weights, run in our way where its networks are known, else by its library.

    Vectors, tags, names and trees are worked out in numpy; what the rules say of a word is kept. A parse is the same
    whatever else is in the batch.
    """

    def __init__(self, model: str) -> None:
        self.model = model
        self._networks: _Networks | None = None

    def encode(self, sentences: Sequence[Sentence]) -> list[Parse]:
        """One parse a sentence, in order. Raises `ModelError` where the model is missing or not the pinned one."""
        if not sentences:
            return []
        if self._networks is None:
            language = load_language_model(self.model)
            if not fits(language):
                return SpacyEncoder(self.model).encode(sentences)
            self._networks = _Networks(language)
        with one_thread():
            return list(self._networks.parses(sentences))


class _Networks:
    """The networks and rules of one loaded pipeline."""

    def __init__(self, language: Language) -> None:
        # The library types a component as any callable.
        tagger, parser, finder = (cast("Any", language.get_pipe(name)) for name in ("tagger", "parser", "ner"))
        tok2vec = cast("Any", language.get_pipe("tok2vec"))
        networks = [tok2vec.model, finder.model.get_ref("tok2vec").layers[0]]
        self._parser = TreeParser(parser, language.vocab)
        self._table = TypeTable(language.vocab, [TokenVectors(network) for network in networks])
        self._finder, self._forms = NameFinder(finder), WordForms(language)
        softmax = next(node for node in tagger.model.walk() if node.name == "softmax")
        self._weights = np.ascontiguousarray(np.asarray(softmax.get_param("W"), dtype=np.float32).T)
        self._bias = np.asarray(softmax.get_param("b"), dtype=np.float32)
        self._labels: tuple[str, ...] = tagger.labels

    def parses(self, sentences: Sequence[Sentence]) -> Iterator[Parse]:
        tags: list[list[str]] = []
        names: list[tuple[Name, ...]] = []
        rows: list[Floats] = []
        for vectors, name_vectors in self._table.vectors(sentences):
            names += self._finder.find(name_vectors)
            tags += self._tags(vectors)
            rows += vectors
        # All at once: the parser steps through sentences of like length side by side.
        yield from self._joined(sentences, tags, names, self._parser.parse(rows))

    def _tags(self, vectors: Sequence[Floats]) -> list[list[str]]:
        best = (product(np.concatenate(vectors), self._weights) + self._bias).argmax(axis=1).tolist()
        labels = iter([self._labels[number] for number in best])
        return [[next(labels) for _ in range(len(rows))] for rows in vectors]

    def _joined(
        self,
        sentences: Sequence[Sentence],
        tags: Sequence[Sequence[str]],
        names: Sequence[tuple[Name, ...]],
        trees: Sequence[Tree],
    ) -> Iterator[Parse]:
        deps, heads = zip(*trees, strict=True)
        words = [[token.text for token in sentence.tokens] for sentence in sentences]
        forms = self._forms.of(list(zip(words, tags, deps, strict=True)))
        for number, sentence in enumerate(sentences):
            yield Parse(
                sentence,
                lemmas=tuple([lemma for _, lemma in forms[number]]),
                tags=tuple(tags[number]),
                pos=tuple([pos for pos, _ in forms[number]]),
                deps=deps[number],
                heads=heads[number],
                names=names[number],
            )


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
