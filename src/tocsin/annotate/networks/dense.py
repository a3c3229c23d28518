"""Dense layers in numpy whose answer for a row does not hang on the rows beside it.

A matrix product may sum in another order when the matrix has another height, and the last bit of a float is enough to
turn a choice. So every product here has the same height, whatever the batch: a reading is the same, bit by bit, alone
or among a thousand.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["HEIGHT", "Floats", "Maxout", "Rows", "normalised", "one_thread", "product"]

Floats = NDArray[np.float32]
HEIGHT = 256


def one_thread() -> AbstractContextManager[Any]:
    """While it is open, products are worked out by one thread.

    They are small: two threads would wait for each other longer than they calculate, and on a machine that has other
    work fifty times longer.
    """
    found: AbstractContextManager[Any] = _arithmetic().limit(limits=1)
    return found


@cache
def _arithmetic() -> Any:
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController().select(user_api="blas")


def product(rows: Floats, weights: Floats, height: int = HEIGHT, *, out: Floats | None = None) -> Floats:
    """`rows` (n by k) times `weights` (k by m), in blocks of one fixed height, which must be the same for a layer."""
    count = len(rows)
    found = np.empty((count, weights.shape[1]), dtype=np.float32) if out is None else out
    whole = count - count % height
    for start in range(0, whole, height):
        np.matmul(rows[start : start + height], weights, out=found[start : start + height])
    if whole < count:
        block = np.zeros((height, rows.shape[1]), dtype=np.float32)
        block[: count - whole] = rows[whole:]
        found[whole:] = np.matmul(block, weights)[: count - whole]
    return found


def normalised(rows: Floats, scale: Floats, shift: Floats) -> Floats:
    """Every row with mean 0 and variance 1, scaled and shifted (layer normalisation)."""
    width = np.float32(rows.shape[1])
    mean: Floats = np.add.reduce(rows, axis=1, keepdims=True)
    mean /= width
    centred = rows - mean
    variance = np.einsum("ij,ij->i", centred, centred)[:, None] / width + np.float32(1e-8)
    centred *= 1 / np.sqrt(variance)
    centred *= scale
    centred += shift
    return centred


class Rows:
    """A table that rows are added to, with room to spare: growing by a copy each time would break up the memory."""

    def __init__(self, width: int, room: int) -> None:
        self._rows = np.zeros((room, width), dtype=np.float32)
        self._count = 0

    def add(self, rows: Floats) -> None:
        """Adds rows behind those there are."""
        needed = self._count + len(rows)
        if needed > len(self._rows):
            wider = np.zeros((max(needed, 2 * len(self._rows)), self._rows.shape[1]), dtype=np.float32)
            wider[: self._count] = self._rows[: self._count]
            self._rows = wider
        self._rows[self._count : needed] = rows
        self._count = needed

    def forget(self) -> None:
        """Begins anew in the same room."""
        self._count = 0

    def __getitem__(self, numbers: Any) -> Floats:
        """The rows of those numbers."""
        found: Floats = self._rows[numbers]
        return found


class Maxout:
    """A maxout layer with layer normalisation behind it, taken over from two nodes of a thinc network.

    `height` is that of its products: low where there are few rows at a time.
    """

    def __init__(self, maxout: Any, norm: Any, height: int = HEIGHT) -> None:
        self._height = height
        weights = np.asarray(maxout.get_param("W"), dtype=np.float32)  # outputs by pieces by inputs
        self._width, self._pieces, inputs = weights.shape
        # Pieces side by side, so that the greatest of them is one step over whole blocks.
        self._weights = np.ascontiguousarray(weights.transpose(2, 1, 0).reshape(inputs, -1))
        self._bias = np.ascontiguousarray(np.asarray(maxout.get_param("b"), dtype=np.float32).T.reshape(-1))
        self._scale = np.asarray(norm.get_param("G"), dtype=np.float32)
        self._shift = np.asarray(norm.get_param("b"), dtype=np.float32)

    def parted(self, parts: int) -> Floats:
        """The weights of the equal parts that an input is made of, side by side."""
        inputs, outputs = self._weights.shape
        by_part = self._weights.reshape(parts, inputs // parts, outputs).transpose(1, 0, 2)
        return np.ascontiguousarray(by_part.reshape(inputs // parts, -1))

    def __call__(self, rows: Floats) -> Floats:
        """The layer's answer, a row a row."""
        return self.answer(product(rows, self._weights, self._height))

    def answer(self, summed: Floats) -> Floats:
        """The layer's answer where its inputs are weighed and summed already; `summed` is used up."""
        summed += self._bias
        width = self._width
        greatest = np.maximum(summed[:, :width], summed[:, width : 2 * width])
        for piece in range(2, self._pieces):
            np.maximum(greatest, summed[:, piece * width : (piece + 1) * width], out=greatest)
        return normalised(greatest, self._scale, self._shift)
