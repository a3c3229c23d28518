"""Dependency trees: the greedy arc-eager transition system of a spaCy parser, all sentences of a batch side by side.

Source: spaCy's `_parser_internals/arc_eager.pyx` and `_state.pxd` for what may follow what and what a choice looks at;
after Nivre, with the words of the stack that have no head put back on the buffer. A test compares the trees with
spaCy's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from tocsin.annotate.networks.dense import Floats, product

if TYPE_CHECKING:
    from spacy.vocab import Vocab

__all__ = ["Tree", "TreeParser"]

Tree = tuple[tuple[str, ...], tuple[int, ...]]
"""The labels and the heads of a sentence; a root is its own head."""
Numbers = NDArray[np.int64]

_NEVER = np.float32(-1e30)
# Rows of a product of choices: there are few sentences under way at once, and fewer with each step.
_HEIGHT = 64
# Tokens of the sentences that go side by side: what is worked out for each of them beforehand is 4 KiB.
_TOKENS = 4096
# How a label that was lifted to a word further up is written: its own, then that of the head it belongs to.
_LIFTED = "||"
_SHIFT, _REDUCE, _LEFT, _RIGHT = range(4)
# The column of the top of an empty stack: three columns that hold no token lie below the first.
_BOTTOM = 2


class TreeParser:
    """The trained weights of a parser over sentences that are cut already."""

    def __init__(self, component: Any, vocab: Vocab) -> None:
        model = component.model
        linear = model.get_ref("tok2vec").layers[-1]
        lower, upper = model.get_ref("lower"), model.get_ref("upper")
        self._vocab = vocab
        self._linear = np.ascontiguousarray(np.asarray(linear.get_param("W"), dtype=np.float32).T)
        self._linear_bias = np.asarray(linear.get_param("b"), dtype=np.float32)
        weights = np.asarray(lower.get_param("W"), dtype=np.float32)  # features, hidden, pieces, inputs
        self._features, self._hidden, _, inputs = weights.shape
        # Pieces apart, so that the greatest of them is one step over whole blocks.
        apart = weights.transpose(3, 0, 2, 1).reshape(inputs, -1)
        self._lower = np.ascontiguousarray(apart)
        pad = np.asarray(lower.get_param("pad"), dtype=np.float32).reshape(self._features, self._hidden, -1)
        self._pad = np.ascontiguousarray(pad.transpose(0, 2, 1).reshape(self._features, -1))
        bias = np.asarray(lower.get_param("b"), dtype=np.float32).reshape(self._hidden, -1)
        self._lower_bias = np.ascontiguousarray(bias.T.reshape(-1))
        self._upper = np.ascontiguousarray(np.asarray(upper.get_param("W"), dtype=np.float32).T)
        self._upper_bias = np.asarray(upper.get_param("b"), dtype=np.float32)
        moves = component.moves
        self._read_moves([moves.get_class_name(number) for number in range(moves.n_moves)])

    def _read_moves(self, moves: Sequence[str]) -> None:
        self._labels = [move.partition("-")[2] for move in moves]
        # A break begins a sentence: they are cut already.
        self._kinds = np.array(["SDLRB".index(move[0]) for move in moves])
        free = [[_LEFT, _RIGHT], [_LEFT, _RIGHT, _SHIFT], [_LEFT, _RIGHT, _REDUCE], [_LEFT, _RIGHT, _SHIFT, _REDUCE]]
        self._barred = np.where([np.isin(self._kinds, kinds) for kinds in free], np.float32(0), _NEVER)

    def parse(self, vectors: Sequence[Floats]) -> list[Tree]:
        """The trees of sentences, given the vectors of their tokens."""
        found: list[Tree | None] = [None] * len(vectors)
        for part in _parts([len(rows) for rows in vectors]):
            lengths = [len(vectors[number]) for number in part]
            heads, moves = self._followed(np.concatenate([vectors[number] for number in part]), np.array(lengths))
            ends = np.cumsum(lengths).tolist()
            for number, end, length in zip(part, ends, lengths, strict=True):
                own = slice(end - length, end)
                found[number] = self._tree(heads[own], moves[own], end - length)
        return [tree for tree in found if tree is not None]

    def _followed(self, rows: Floats, lengths: Numbers) -> tuple[list[int], list[int]]:
        """The head of each token (-1 for none) and the move that gave it."""
        state = _States(lengths)
        features = self._of_tokens(rows)
        offsets = np.arange(self._features)
        while len(state.open):
            looked_at = state.looked_at() * self._features + offsets
            summed = features[looked_at].sum(axis=1)
            summed += self._lower_bias
            hidden = np.maximum(summed[:, : self._hidden], summed[:, self._hidden :])
            scores = product(hidden, self._upper, _HEIGHT)
            scores += self._upper_bias
            scores += self._barred[state.freedom()]
            moves = scores.argmax(axis=1)
            state.step(moves, self._kinds[moves])
        return state.heads.tolist(), state.moves.tolist()

    def _of_tokens(self, rows: Floats) -> Floats:
        """What each token adds to a choice, by the place it is looked at in; in the last row what no token adds."""
        hidden = product(rows, self._linear)
        hidden += self._linear_bias
        width = self._lower.shape[1]
        features = np.empty((len(rows) + 1, width), dtype=np.float32)
        product(hidden, self._lower, out=features[:-1])
        features[-1] = self._pad.reshape(-1)
        return features.reshape(-1, width // self._features)

    def _tree(self, heads: Sequence[int], moves: Sequence[int], first: int) -> Tree:
        labels = self._labels
        deps = [labels[move] if head >= 0 else "ROOT" for head, move in zip(heads, moves, strict=True)]
        own = [head - first if head >= 0 else token for token, head in enumerate(heads)]
        if any(_LIFTED in label for label in deps):
            return self._lowered(deps, own)
        return tuple(deps), tuple(own)

    def _lowered(self, deps: list[str], heads: list[int]) -> Tree:
        """The tree with each lifted word below the head that its label names; the library's own search."""
        from spacy.pipeline._parser_internals.nonproj import deprojectivize
        from spacy.tokens import Doc

        doc = deprojectivize(Doc(self._vocab, words=["x"] * len(deps), deps=deps, heads=heads))
        return tuple([token.dep_ for token in doc]), tuple([token.head.i for token in doc])


def _parts(lengths: Sequence[int]) -> Iterator[list[int]]:
    """The numbers of sentences of like length, as many at a time as go side by side."""
    part: list[int] = []
    size = 0
    for number in sorted(range(len(lengths)), key=lengths.__getitem__):
        part.append(number)
        size += lengths[number]
        if size >= _TOKENS:
            yield part
            part, size = [], 0
    if part:
        yield part


class _States:
    """Where the parser stands in each sentence of a batch: its stack, its buffer, and the arcs so far.

    Tokens are numbered through the batch; `none` stands for no token. `open` are the sentences that are not at their
    end; of those, stack and buffer hold a token whenever a choice is made.
    """

    def __init__(self, lengths: Numbers) -> None:
        self._ends = np.cumsum(lengths)
        count, longest = len(lengths), int(lengths.max(initial=0))
        self.none = int(lengths.sum())
        self.heads = np.full(self.none, -1)
        self.moves = np.zeros(self.none, dtype=np.int64)
        self._next = self._ends - lengths
        self._stack = np.full((count, longest + 3), self.none)
        self._depth = np.full(count, _BOTTOM)
        self._back = np.full((count, longest + 1), self.none)  # tokens put back on the buffer, the first of it last
        self._backed = np.zeros(count, dtype=np.int64)
        self._stays = np.zeros(self.none + 1, dtype=np.bool_)  # was put back, and may not be shifted once more
        self._left, self._right = np.full(self.none + 1, self.none), np.full(self.none + 1, self.none)
        self._right_before = np.full(self.none + 1, self.none)
        self.open = np.flatnonzero(lengths > 0)
        self._settle()

    def looked_at(self) -> Numbers:
        """The tokens that a choice looks at, by sentence: two of the buffer, three of the stack, nearest children."""
        rows, depth, none = self.open, self._depth[self.open], self.none
        following, ends = self._next[rows], self._ends[rows]
        first, second = np.where(following < ends, following, none), np.where(following + 1 < ends, following + 1, none)
        backed = self._backed[rows]
        again = np.flatnonzero(backed)
        if len(again):
            held, last = rows[again], backed[again] - 1
            second[again] = np.where(last > 0, self._back[held, last - 1], first[again])
            first[again] = self._back[held, last]
        top = self._stack[rows, depth]
        self._first, self._top = first, top
        below = (self._stack[rows, depth - 1], self._stack[rows, depth - 2])
        return np.stack((first, second, top, *below, self._left[first], self._left[top], self._right[top]), axis=1)

    def freedom(self) -> Numbers:
        """What may be done in each sentence beside arcs: 1 shift, 2 reduce, 3 both."""
        rows = self.open
        two = self._ends[rows] - self._next[rows] + self._backed[rows] > 1
        return (two & ~self._stays[self._first]) + 2 * (self._depth[rows] > _BOTTOM + 1)

    def step(self, moves: Numbers, kinds: Numbers) -> None:
        """Does what was chosen for each sentence, then what is left without a choice."""
        rows, top = self.open, self._top
        left, reduced = kinds == _LEFT, kinds == _REDUCE
        self._arcs_left(left, moves)
        self._arcs_right(kinds == _RIGHT, moves)
        headless = np.flatnonzero(reduced & (self.heads[top] < 0))
        if len(headless):
            self._put_back(rows[headless], top[headless])
        popped = left | reduced
        self._depth[rows[popped]] -= 1
        self._push(rows[~popped])
        self._settle()

    def _settle(self) -> None:
        """Does what leaves no choice: an empty stack is given a word, and without a buffer the stack is unwound."""
        rows = self.open
        self._push(rows[self._depth[rows] == _BOTTOM])
        left_over = self._ends[rows] - self._next[rows] + self._backed[rows]
        for row in rows[left_over == 0].tolist():
            self._unwind(row)
        self.open = rows[(left_over > 0) | (self._backed[rows] > 0)]

    def _arcs_left(self, chosen: NDArray[np.bool_], moves: Numbers) -> None:
        """The first of the buffer becomes the head of the top, which loses the head that it had."""
        heads, children = self._first[chosen], self._top[chosen]
        before = self.heads[children]
        had = before >= 0
        # What lies above its head on the stack is that head's last child, until it is popped.
        self._right[before[had]] = self._right_before[children[had]]
        self.heads[children], self.moves[children] = heads, moves[chosen]
        self._left[heads] = children
        self._stays[heads] = False

    def _arcs_right(self, chosen: NDArray[np.bool_], moves: Numbers) -> None:
        """The top becomes the head of the first of the buffer."""
        heads, children = self._top[chosen], self._first[chosen]
        self.heads[children], self.moves[children] = heads, moves[chosen]
        self._right_before[children] = self._right[heads]
        self._right[heads] = children

    def _push(self, rows: Numbers) -> None:
        """The first of the buffer goes onto the stack."""
        token = self._next[rows]
        backed = self._backed[rows]
        again = backed > 0
        if again.any():
            token[again] = self._back[rows[again], backed[again] - 1]
        self._backed[rows] -= again
        self._next[rows] += ~again
        self._depth[rows] += 1
        self._stack[rows, self._depth[rows]] = token

    def _put_back(self, rows: Numbers, tokens: Numbers) -> None:
        self._back[rows, self._backed[rows]] = tokens
        self._backed[rows] += 1
        self._stays[tokens] = True

    def _unwind(self, row: int) -> None:
        """With nothing left on the buffer of a sentence: reduces until a word without a head goes back onto it."""
        depth = int(self._depth[row])
        while depth > _BOTTOM + 1 and self.heads[self._stack[row, depth]] >= 0:
            depth -= 1
        if depth > _BOTTOM + 1:
            self._put_back(np.array([row]), self._stack[row, depth : depth + 1])
        self._depth[row] = depth - 1
