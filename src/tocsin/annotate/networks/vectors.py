"""Context vectors of tokens: the `Tok2Vec` networks of a spaCy pipeline, run in numpy with what a word gives kept.

Source: the layout of spaCy's `MultiHashEmbed` and `MaxoutWindowEncoder`; a test compares the vectors with spaCy's own.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from tocsin.annotate.networks.dense import HEIGHT, Floats, Maxout, Rows, product

__all__ = ["HashedNetwork", "TokenVectors", "hash_trait"]


# Rows of a product where a document is read at a time, of some hundred words.
_LOW = 64
# So many values of traits are kept with their rows; then they are learned anew.
_MOST_TRAITS = 60_000


Table = tuple[Floats, int, Any]
"""The rows of a hash embedding, its seed, and the library's arithmetic, which hashes."""


def _hashed_tables(network: Any) -> list[Table]:
    return [
        (np.asarray(node.get_param("E"), dtype=np.float32), node.attrs["seed"], node.ops)
        for node in network.walk()
        if node.name == "hashembed"
    ]


def _summed(table: Floats, seed: int, ops: Any, values: NDArray[np.uint64]) -> Floats:
    """For each value the sum of its four rows."""
    found: Floats = table[ops.hash(values, seed) % len(table)].sum(axis=1)
    return found


class Embedding:
    """Words by themselves: hashed traits, a row of a table for each of four hashes, and a mix of all."""

    def __init__(self, network: Any) -> None:
        self._tables = _hashed_tables(network)
        self._mix = _layers(network)[0]

    def __call__(self, traits: NDArray[np.uint64]) -> Floats:
        """The vectors of words, given as words by traits."""
        parts = []
        for (table, seed, ops), values in zip(self._tables, traits.T, strict=True):
            # Words without end have few beginnings, endings and shapes.
            once, places = np.unique(values, return_inverse=True)
            parts.append(_summed(table, seed, ops, once)[places])
        return self._mix(np.concatenate(parts, axis=1))


class Context:
    """Words among their neighbours: convolutions over a window of three, each added to what it is given.

    `reach` is how many neighbours on each side a word's vector depends on, and how many rows of zeros must part two
    sequences that stand in one matrix, stand before the first and behind the last.
    """

    def __init__(self, layers: Sequence[Maxout]) -> None:
        self._layers = layers
        self._beside = layers[0].parted(3)
        self.reach = len(layers)

    def of_types(self, types: Floats) -> Floats:
        """What each of some words adds to the first layer: to the word behind it, to its own, to the one before."""
        return product(types, self._beside).reshape(len(types), 3, -1)

    def __call__(self, rows: Floats, places: NDArray[np.intp], first: Floats | None = None) -> Floats:
        """The vectors in context of the rows at `places`; `first` is what `summed` gives, which spares a product."""
        *layers, last = self._layers
        if first is not None:
            rows = rows + layers.pop(0).answer(first)
        for layer in layers:
            rows = rows + layer(_windows(rows))
        # The rows between the sequences have done their part.
        own = rows[places]
        return own + last(np.concatenate((rows[places - 1], own, rows[places + 1]), axis=1))

    def summed(self, of_types: Floats, numbers: NDArray[np.intp]) -> Floats:
        """The weighed and summed inputs of the first layer for a sequence of words, by their numbers in `of_types`."""
        found: Floats = of_types[:, 1][numbers]
        found[1:] += of_types[:, 0][numbers[:-1]]
        found[:-1] += of_types[:, 2][numbers[1:]]
        return found


def _windows(rows: Floats) -> Floats:
    """Each row with the one before it and the one behind it."""
    count, width = rows.shape
    window = np.empty((count, 3 * width), dtype=np.float32)
    window[0, :width] = window[-1, 2 * width :] = 0
    window[1:, :width] = rows[:-1]
    window[:, width : 2 * width] = rows
    window[:-1, 2 * width :] = rows[1:]
    return window


class TokenVectors:
    """One `Tok2Vec` network; `columns` are the attributes of a token that it is told, `width` that of its vectors."""

    def __init__(self, network: Any) -> None:
        embed = network.get_ref("embed")
        self.columns: Sequence[str] = next(n for n in embed.walk() if n.name == "extract_features").attrs["columns"]
        self.width = int(network.get_dim("nO"))
        self.embed, self.encode = Embedding(embed), Context(_layers(network.get_ref("encode")))


def _layers(network: Any, height: int = HEIGHT) -> list[Maxout]:
    nodes = list(network.walk())
    maxouts = [node for node in nodes if node.name == "maxout"]
    norms = [node for node in nodes if node.name == "layernorm"]
    return [Maxout(maxout, norm, height) for maxout, norm in zip(maxouts, norms, strict=True)]


def hash_trait(value: str) -> int:
    """A trait that is told in words, as the number that the networks of ours are taught by."""
    return crc32(value.encode())


class _Numbers(dict[str, int]):
    """Values of one trait with the numbers of their rows; a new one is given the next number and noted as fresh."""

    def __init__(self, column: int, fresh: list[tuple[int, str]], count: Iterator[int]) -> None:
        super().__init__()
        self._column, self._fresh, self._count = column, fresh, count

    def __missing__(self, value: str) -> int:
        self._fresh.append((self._column, value))
        number = self[value] = next(self._count)
        return number


class TraitTable:
    """What is learned of each value of each trait, all in one table, so that a token's is one look-up of rows."""

    def __init__(self, network: Any) -> None:
        self._tables = _hashed_tables(network)
        self._width = self._tables[0][0].shape[1]
        self._rows = Rows(self._width, _MOST_TRAITS + _MOST_TRAITS // 4)
        self._forget()

    def _forget(self) -> None:
        self._rows.forget()
        self._fresh: list[tuple[int, str]] = []
        count = itertools.count()
        self._numbers = [_Numbers(column, self._fresh, count) for column in range(len(self._tables))]

    def rows(self, columns: Sequence[Iterable[str]], tokens: int) -> Floats:
        """What is learned of tokens: a row a token, its traits side by side."""
        if sum(map(len, self._numbers)) > _MOST_TRAITS:
            self._forget()
        chosen = np.empty((tokens, len(columns)), dtype=np.intp)
        for column, (numbers, values) in enumerate(zip(self._numbers, columns, strict=True)):
            chosen[:, column] = np.fromiter(map(numbers.__getitem__, values), dtype=np.intp, count=tokens)
        if self._fresh:
            self._learn()
        return self._rows[chosen].reshape(tokens, -1)

    def _learn(self) -> None:
        """Adds the rows of the fresh values, in the order of their numbers."""
        rows = np.empty((len(self._fresh), self._width), dtype=np.float32)
        columns = np.array([column for column, _ in self._fresh])
        hashes = np.array([hash_trait(value) for _, value in self._fresh], dtype=np.uint64)
        for column, (table, seed, ops) in enumerate(self._tables):
            own = np.flatnonzero(columns == column)
            rows[own] = _summed(table, seed, ops, hashes[own])
        self._rows.add(rows)
        self._fresh.clear()


class HashedNetwork:
    """A whole network of ours (`annotate.tagger`): embedding, context and a linear layer of scores."""

    def __init__(self, network: Any) -> None:
        self._traits = TraitTable(network)
        self._mix, *layers = _layers(network, _LOW)
        self._context = Context(layers)
        linear = next(node for node in network.walk() if node.name == "linear")
        self._weights = np.ascontiguousarray(np.asarray(linear.get_param("W"), dtype=np.float32).T)
        self._bias = np.asarray(linear.get_param("b"), dtype=np.float32)

    def scores(self, sentences: Sequence[Sequence[Sequence[str]]]) -> Floats:
        """The scores of all tokens of sentences, each given as traits by tokens."""
        lengths = [len(sentence[0]) for sentence in sentences]
        columns = [itertools.chain.from_iterable(parts) for parts in zip(*sentences, strict=True)]
        words = self._mix(self._traits.rows(columns, sum(lengths)))
        reach = self._context.reach
        gap = np.arange(len(lengths)) * reach + reach  # how far the rows before and between move a sentence
        places = np.arange(len(words)) + np.repeat(gap, lengths)
        rows = np.zeros((len(words) + reach * (len(lengths) + 1), words.shape[1]), dtype=np.float32)
        rows[places] = words
        return product(self._context(rows, places), self._weights, _LOW) + self._bias
