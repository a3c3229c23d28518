"""Teaches a tagger from labelled sentences: the same weights from the same data and settings, on the same machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from tocsin.annotate.tagger.network import Shape, Tagger

__all__ = ["Schooling", "calibrate", "calibration_error", "chance_of", "cross_fitted", "teach"]

Hashes = NDArray[np.uint64]
Labels = NDArray[np.int64]
Scores = NDArray[np.float32]
Numbers = NDArray[np.float64]

_WARM_UP = 200  # steps over which the rate of learning rises


class Schooling(msgspec.Struct, frozen=True):
    """How a tagger is taught: rounds over the data, words a step, the rate of learning, the share of cells left out."""

    epochs: int = 8
    words: int = 1500
    rate: float = 0.002
    dropout: float = 0.25


def teach(
    shape: Shape,
    sentences: Sequence[Hashes],
    labels: Sequence[Labels],
    schooling: Schooling,
    report: Callable[[str], None],
) -> Tagger:
    """A tagger taught from sentences (tokens by traits) with labels (tokens by layers, -1 for a label not known).

    `report` is given a line a round.
    """
    from thinc.api import Adam, set_dropout_rate

    tagger = Tagger(shape)
    optimizer = Adam(schooling.rate, L2=1e-6, grad_clip=1.0)
    generator = np.random.RandomState(1)
    whole = max(1, sum(map(len, sentences)) * schooling.epochs // schooling.words)
    step = 0
    for epoch in range(schooling.epochs):
        set_dropout_rate(tagger.network, schooling.dropout)
        loss = 0.0
        for batch in _batches(sentences, generator, schooling.words):
            scores, backward = tagger.network.begin_update([sentences[i] for i in batch])
            slopes = [_slope(tagger, score, labels[i]) for score, i in zip(scores, batch, strict=True)]
            loss += sum(float((slope**2).sum()) for slope in slopes)
            backward(slopes)
            optimizer.learn_rate = schooling.rate * min((step + 1) / _WARM_UP, max(0.05, 1 - step / whole))
            tagger.network.finish_update(optimizer)
            step += 1
        report(f"round {epoch + 1} of {schooling.epochs}: loss {loss:,.0f}")
    set_dropout_rate(tagger.network, 0.0)
    return tagger


def _batches(sentences: Sequence[Hashes], generator: np.random.RandomState, words: int) -> Iterator[list[int]]:
    batch: list[int] = []
    size = 0
    for index in generator.permutation(len(sentences)):
        batch.append(int(index))
        size += len(sentences[index])
        if size >= words:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _slope(tagger: Tagger, scores: Scores, labels: Labels) -> Scores:
    """The gradient of the cross-entropy of all layers; a label -1 teaches nothing."""
    slope = np.zeros_like(scores)
    chances = tagger.split(scores)
    for number, (layer, columns) in enumerate(tagger.columns()):
        known = np.flatnonzero(labels[:, number] >= 0)
        part = chances[layer.name].copy()
        part[known, labels[known, number]] -= 1
        slope[known, columns] = part[known]
    return slope


def calibrate(evidence: Numbers, right: Numbers, rounds: int = 50) -> Numbers:
    """The weights of a logistic fit: `evidence` is cases by features, `right` 0 or 1 a case; the last is the constant.

    Newton's method with a light penalty, so that a feature that tells all does not run away.
    """
    cases = np.column_stack([evidence, np.ones(len(evidence))])
    weights = np.zeros(cases.shape[1])
    for _ in range(rounds):
        chance = 1 / (1 + np.exp(-cases @ weights))
        slope = cases.T @ (chance - right) + 0.5 * weights
        bend = (cases * (chance * (1 - chance))[:, None]).T @ cases + 0.5 * np.eye(len(weights))
        weights = weights - np.linalg.solve(bend, slope)
    return weights


def calibration_error(chances: Numbers, right: Numbers, bins: int = 10) -> float:
    """The expected calibration error: how far chance and share of the right lie apart, on average over equal bins."""
    number = np.minimum((chances * bins).astype(int), bins - 1)
    gaps = [
        abs(chances[number == n].mean() - right[number == n].mean()) * (number == n).mean()
        for n in range(bins)
        if (number == n).any()
    ]
    return float(sum(gaps))


def cross_fitted(evidence: Numbers, right: Numbers) -> Numbers:
    """The chance of each case by a fit on the other half of them, every second case being a half."""
    chances = np.zeros(len(right))
    for half in (0, 1):
        mine = np.arange(len(right)) % 2 == half
        weights = calibrate(evidence[~mine], right[~mine])
        chances[mine] = [chance_of(case, weights) for case in evidence[mine]]
    return chances


def chance_of(evidence: Sequence[float] | Numbers, weights: Sequence[float] | Numbers) -> float:
    """The chance that a logistic fit gives one case."""
    score = float(np.dot([*evidence, 1.0], weights))
    return float(1 / (1 + np.exp(-score)))
