"""Named entities: the greedy BILUO transition system of a spaCy name finder, over a whole batch at once.

Source: spaCy's `_parser_internals/ner.pyx` for what may follow what. A test compares the names with spaCy's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tocsin.annotate.networks.dense import Floats, product
from tocsin.annotate.parse import Name

__all__ = ["NameFinder"]

_NEVER = np.float32(-1e30)
Numbers = NDArray[np.int64]


class NameFinder:
    """The trained weights of a name finder.

    Outside a name a token's choice hangs on the token alone, so all tokens are asked at once; only what has begun is
    followed word by word, all names of the batch side by side.
    """

    def __init__(self, component: Any) -> None:
        model = component.model
        linear = model.get_ref("tok2vec").layers[-1]
        lower, upper = model.get_ref("lower"), model.get_ref("upper")
        self._linear = np.ascontiguousarray(np.asarray(linear.get_param("W"), dtype=np.float32).T)
        self._linear_bias = np.asarray(linear.get_param("b"), dtype=np.float32)
        weights = np.asarray(lower.get_param("W"), dtype=np.float32)  # features, hidden, pieces, inputs
        features, self._hidden, pieces, inputs = weights.shape
        # By feature, with the pieces apart, so that the greater of them is one step over whole blocks.
        apart = weights.transpose(0, 3, 2, 1).reshape(features, inputs, -1)
        self._lower = [np.ascontiguousarray(own) for own in apart]
        bias = np.asarray(lower.get_param("b"), dtype=np.float32).reshape(self._hidden, pieces)
        self._lower_bias = np.ascontiguousarray(bias.T.reshape(-1))
        pad = np.asarray(lower.get_param("pad"), dtype=np.float32).reshape(features, self._hidden, pieces)
        self._pad = np.ascontiguousarray(pad.transpose(0, 2, 1).reshape(features, -1))
        self._upper = np.ascontiguousarray(np.asarray(upper.get_param("W"), dtype=np.float32).T)
        self._upper_bias = np.asarray(upper.get_param("b"), dtype=np.float32)
        moves = component.moves
        self._read_moves([moves.get_class_name(number) for number in range(moves.n_moves)])

    def _read_moves(self, moves: Sequence[str]) -> None:
        self._labels = [move.partition("-")[2] for move in moves]
        kinds = [move.partition("-")[0] for move in moves]
        at = {move: number for number, move in enumerate(moves)}
        self._begins = np.array([kind == "B" for kind in kinds])
        self._units = np.array([kind == "U" for kind in kinds])
        free = np.array(
            [kind == "O" or (kind in "BU" and bool(label)) for kind, label in zip(kinds, self._labels, strict=True)]
        )
        self._outside = np.where(free, np.float32(0), _NEVER)
        self._outside_last = np.where(free & ~self._begins, np.float32(0), _NEVER)
        inner = [at.get(f"I-{label}", 0) for label in self._labels]
        last = [at.get(f"L-{label}", 0) for label in self._labels]
        self._inner, self._last = np.array(inner), np.array(last)

    def find(self, vectors: Sequence[Floats]) -> list[tuple[Name, ...]]:
        """The names of sentences, given the vectors of their tokens by the name finder's own network."""
        lengths = [len(rows) for rows in vectors]
        ends = np.repeat(np.cumsum(lengths), lengths)  # for each token the end of its sentence
        hidden = product(np.concatenate(vectors), self._linear) + self._linear_bias
        own = product(hidden, self._lower[0])
        chosen = self._choices(own, ends)
        begun = np.flatnonzero(self._begins[chosen])
        stops = self._followed(hidden, own, ends, begun, chosen[begun])
        return self._gathered(chosen, dict(zip(begun.tolist(), stops.tolist(), strict=True)), lengths)

    def _scores(self, summed: Floats) -> Floats:
        summed += self._lower_bias
        scores = product(np.maximum(summed[:, : self._hidden], summed[:, self._hidden :]), self._upper)
        scores += self._upper_bias
        return scores

    def _choices(self, own: Floats, ends: Numbers) -> Numbers:
        """The move of every token if no name is open."""
        scores = self._scores(own + self._pad[1] + self._pad[2])
        last = np.arange(1, len(ends) + 1) == ends
        scores += np.where(last[:, None], self._outside_last, self._outside)
        choices: Numbers = scores.argmax(axis=1)
        return choices

    def _followed(self, hidden: Floats, own: Floats, ends: Numbers, begun: Numbers, moves: Numbers) -> Numbers:
        """Where each name ends (the index past it) that begins at a token with a move."""
        of_starts = product(hidden[begun], self._lower[1])
        stops = ends[begun].copy()
        open_ = np.arange(len(begun))
        at = begun + 1
        while len(open_):
            starts = begun[open_]
            scores = self._scores(own[at] + of_starts[open_] + product(hidden[at - 1], self._lower[2]))
            rows = np.arange(len(open_))
            inner = scores[rows, self._inner[moves[open_]]]
            final = scores[rows, self._last[moves[open_]]]
            # The lower number wins a draw, as it does where all moves are compared.
            goes_on = (inner > final) | ((inner == final) & (self._inner[moves[open_]] < self._last[moves[open_]]))
            goes_on &= at + 1 < ends[starts]
            stops[open_[~goes_on]] = at[~goes_on] + 1
            open_, at = open_[goes_on], at[goes_on] + 1
        return stops

    def _gathered(self, chosen: Numbers, stops: dict[int, int], lengths: Sequence[int]) -> list[tuple[Name, ...]]:
        starts = np.flatnonzero(self._begins[chosen] | self._units[chosen]).tolist()
        found: list[tuple[Name, ...]] = []
        first = number = 0
        for length in lengths:
            names: list[Name] = []
            free = first  # the first token that no name holds yet
            while number < len(starts) and starts[number] < first + length:
                start = starts[number]
                number += 1
                if start < free:
                    continue  # within the name before
                free = stops.get(start, start + 1)
                names.append(Name(start - first, free - first, self._labels[int(chosen[start])]))
            found.append(tuple(names))
            first += length
        return found
