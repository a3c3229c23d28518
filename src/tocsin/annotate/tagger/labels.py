"""Layers of labels and the way back from probabilities to ranges of tokens."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

__all__ = ["Layer", "pieces_of"]

# What a step from one label to the next costs: from outside to inside there is no way.
_STEPS = np.array([[0.0, 0.0, -1e9], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]])


class Layer(msgspec.Struct, frozen=True):
    """Labels of which each token has one. `spans` tells that they are outside, begin and inside of one kind."""

    name: str
    labels: tuple[str, ...]

    @property
    def spans(self) -> bool:
        """Whether the labels mark ranges: O, B, I."""
        return self.labels == ("O", "B", "I")


def pieces_of(chances: NDArray[np.float32]) -> list[tuple[int, int, bool]]:
    """The likeliest ranges of tokens of a layer O, B, I, half-open, in order, and whether each goes on from before.

    `chances` are probabilities, tokens by three labels. An inside at the start of a sentence goes on from the one
    before it; elsewhere it never follows an outside.
    """
    if len(chances) == 0:
        return []
    scores = np.log(chances + 1e-9)
    best = scores[0]
    back = np.zeros((len(scores), 3), dtype=int)
    for at in range(1, len(scores)):
        steps = best[:, None] + _STEPS
        back[at] = steps.argmax(axis=0)
        best = steps.max(axis=0) + scores[at]
    path = [int(best.argmax())]
    for at in range(len(scores) - 1, 0, -1):
        path.append(int(back[at, path[-1]]))
    return _ranges(path[::-1])


def _ranges(path: Sequence[int]) -> list[tuple[int, int, bool]]:
    found: list[tuple[int, int, bool]] = []
    for at, label in enumerate(path):
        if label == 1 or (label == 2 and at == 0):
            found.append((at, at + 1, label == 2))
        elif label == 2:
            start, _, goes_on = found[-1]
            found[-1] = (start, at + 1, goes_on)
    return found
