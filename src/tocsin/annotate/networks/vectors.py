"""Context vectors of tokens: the `Tok2Vec` networks of a spaCy pipeline, run in numpy with what a word gives kept.

Source: the layout of spaCy's `MultiHashEmbed` and `MaxoutWindowEncoder`; a test compares the vectors with spaCy's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tocsin.annotate.networks.dense import Floats, Maxout, Rows, product

__all__ = ["HashedNetwork", "TokenVectors"]


# So many values of traits are kept with their rows; then they are learned anew.
_MOST_TRAITS = 25_000


class Embedding:
    """Words by themselves: hashed traits, a row of a table for each of four hashes, and a mix of all."""

    def __init__(self, network: Any) -> None:
        self._tables = [
            (np.asarray(node.get_param("E"), dtype=np.float32), node.attrs["seed"], node.ops)
            for node in network.walk()
            if node.name == "hashembed"
        ]
        self._mix = _layers(network)[0]
        self._seen: list[dict[int, int]] = [{} for _ in self._tables]
        self._rows = [Rows(table.shape[1], 256) for table, _, _ in self._tables]

    def __call__(self, traits: NDArray[np.uint64]) -> Floats:
        """The vectors of words, given as words by traits."""
        if sum(map(len, self._seen)) > _MOST_TRAITS:
            for seen, rows in zip(self._seen, self._rows, strict=True):
                seen.clear()
                rows.forget()
        parts = [self._column(column, values) for column, values in enumerate(traits.T.tolist())]
        return self._mix(np.concatenate(parts, axis=1))

    def _column(self, column: int, values: list[int]) -> Floats:
        """The summed rows of one trait of some words; what a trait's value gives is kept."""
        seen = self._seen[column]
        fresh = [value for value in dict.fromkeys(values) if value not in seen]
        if fresh:
            table, seed, ops = self._tables[column]
            keys = ops.hash(np.array(fresh, dtype=np.uint64), seed) % len(table)
            self._rows[column].add(table[keys].sum(axis=1))
            seen.update(zip(fresh, range(len(seen), len(seen) + len(fresh)), strict=True))
        return self._rows[column][[seen[value] for value in values]]


class Context:
    """Words among their neighbours: convolutions over a window of three, each added to what it is given.

    `reach` is how many neighbours on each side a word's vector depends on, and how many rows of zeros must part two
    sequences that stand in one matrix.
    """

    def __init__(self, layers: Sequence[Maxout]) -> None:
        self._layers = layers
        self.reach = len(layers)

    def __call__(self, rows: Floats) -> Floats:
        """The vectors in context."""
        width = rows.shape[1]
        window = np.zeros((len(rows), 3 * width), dtype=np.float32)
        for layer in self._layers:
            window[1:, :width] = rows[:-1]
            window[:, width : 2 * width] = rows
            window[:-1, 2 * width :] = rows[1:]
            rows = rows + layer(window)
        return rows


class TokenVectors:
    """One `Tok2Vec` network; `columns` are the attributes of a token that it is told, `width` that of its vectors."""

    def __init__(self, network: Any) -> None:
        embed = network.get_ref("embed")
        self.columns: Sequence[str] = next(n for n in embed.walk() if n.name == "extract_features").attrs["columns"]
        self.width = int(network.get_dim("nO"))
        self.embed, self.encode = Embedding(embed), Context(_layers(network.get_ref("encode")))


def _layers(network: Any) -> list[Maxout]:
    nodes = list(network.walk())
    maxouts = [node for node in nodes if node.name == "maxout"]
    norms = [node for node in nodes if node.name == "layernorm"]
    return [Maxout(maxout, norm) for maxout, norm in zip(maxouts, norms, strict=True)]


class HashedNetwork:
    """A whole network of ours (`annotate.tagger`): embedding, context and a linear layer of scores."""

    def __init__(self, network: Any) -> None:
        self._embed = Embedding(network)
        self._context = Context(_layers(network)[1:])
        linear = next(node for node in network.walk() if node.name == "linear")
        self._weights = np.ascontiguousarray(np.asarray(linear.get_param("W"), dtype=np.float32).T)
        self._bias = np.asarray(linear.get_param("b"), dtype=np.float32)

    def scores(self, sentences: Sequence[NDArray[np.uint64]]) -> list[Floats]:
        """The scores of the tokens of sentences, each given as tokens by traits."""
        if not sentences:
            return []
        lengths = [len(sentence) for sentence in sentences]
        words = self._embed(np.concatenate(sentences))
        reach = self._context.reach
        gap = np.arange(len(lengths)) * reach + reach  # how far the rows before and between move a sentence
        places = np.arange(len(words)) + np.repeat(gap, lengths)
        rows = np.zeros((len(words) + reach * (len(lengths) + 1), words.shape[1]), dtype=np.float32)
        rows[places] = words
        found = product(self._context(rows)[places], self._weights) + self._bias
        return np.split(found, np.cumsum(lengths)[:-1])
