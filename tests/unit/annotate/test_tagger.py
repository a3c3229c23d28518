"""The shared encoder: ranges from chances, the same weights from the same lessons, files that hold no code."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tocsin.annotate.tagger import Layer, Shape, Tagger, hash_traits, load_tagger, pieces_of, save_tagger
from tocsin.annotate.tagger.learning import Schooling, calibrate, calibration_error, chance_of, teach
from tocsin.errors import ModelError

TRAITS = ("word", "suffix")
SHAPE = Shape(TRAITS, (Layer("name", ("O", "B", "I")),), width=16, depth=1, rows=64, embedding=8)


def chances(*labels: str) -> np.ndarray:
    rows = {"O": (0.8, 0.1, 0.1), "B": (0.1, 0.8, 0.1), "I": (0.1, 0.1, 0.8)}
    return np.array([rows[label] for label in labels], dtype=np.float32)


def test_ranges_begin_where_they_must_and_go_on_only_from_the_sentence_before() -> None:
    assert pieces_of(chances("O", "B", "I", "O", "B")) == [(1, 3, False), (4, 5, False)]
    assert pieces_of(chances("I", "I", "O")) == [(0, 2, True)]
    assert pieces_of(chances("O", "I", "O")) == [] or pieces_of(chances("O", "I", "O"))[0][0] != 1
    assert pieces_of(np.zeros((0, 3), dtype=np.float32)) == []


def lessons() -> tuple[list[list[list[str]]], list[np.ndarray]]:
    sentences = [
        ("Ilse", "Varga", "spoke"),
        ("the", "ferry", "sank"),
        ("Milan", "Keller", "spoke"),
        ("it", "rained"),
    ] * 20
    labels = [(1, 2, 0), (0, 0, 0), (1, 2, 0), (0, 0)] * 20
    traits = [[[word.lower() for word in sentence], [word[-2:] for word in sentence]] for sentence in sentences]
    return traits, [np.array([[label] for label in row]) for row in labels]


def test_it_learns_and_the_same_lessons_give_the_same_weights(tmp_path: Path) -> None:
    sentences, labels = lessons()
    told: list[str] = []
    schooling = Schooling(epochs=30, words=20, dropout=0.0)
    hashed = [hash_traits(sentence) for sentence in sentences]
    tagger = teach(SHAPE, hashed, labels, schooling, told.append)
    assert len(told) == 30
    assert pieces_of(tagger.chances(sentences[:1])[0]["name"]) == [(0, 2, False)]
    assert pieces_of(tagger.chances(sentences[1:2])[0]["name"]) == []
    again = teach(SHAPE, hashed, labels, schooling, told.append)
    assert all(np.array_equal(a, b) for a, b in zip(tagger.weights().values(), again.weights().values(), strict=True))
    tagger.calibration = (1.0, -0.5)
    save_tagger(tagger, tmp_path / "weights", {"note": "a test"})
    loaded = load_tagger(tmp_path / "weights", TRAITS)
    assert loaded.calibration == (1.0, -0.5)
    assert np.allclose(loaded.chances(sentences[:1])[0]["name"], tagger.chances(sentences[:1])[0]["name"], atol=0.02), (
        "half floats keep the verdict"
    )


def test_a_batch_changes_no_verdict() -> None:
    sentences, _ = lessons()
    tagger = Tagger(SHAPE)
    alone = [tagger.chances([sentence])[0]["name"] for sentence in sentences[:4]]
    together = [found["name"] for found in tagger.chances(sentences[:4])]
    assert all(np.array_equal(a, b) for a, b in zip(alone, together, strict=True))


def test_files_that_are_no_weights_or_of_other_traits_are_told(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("no weights", encoding="utf-8")
    with pytest.raises(ModelError, match="no weights"):
        load_tagger(tmp_path / "text", TRAITS)
    with pytest.raises(ModelError):
        load_tagger(tmp_path / "missing", TRAITS)
    save_tagger(Tagger(SHAPE), tmp_path / "weights", {})
    with pytest.raises(ModelError, match="other traits"):
        load_tagger(tmp_path / "weights", ("word",))


def test_a_calibration_gives_the_share_of_the_right() -> None:
    evidence = np.array([[float(n % 4)] for n in range(400)])
    right = np.array([float(n % 4 > n // 4 % 4) for n in range(400)])
    weights = calibrate(evidence, right)
    found = np.array([chance_of(case, weights) for case in evidence])
    assert calibration_error(found, right) < 0.05
    assert found[3] > found[0]
