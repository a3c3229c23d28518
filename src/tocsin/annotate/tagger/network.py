"""The network: hashed traits, a mix, convolutions over neighbours, one softmax a layer. Pure thinc, on any CPU.

Source: the hash embedding and the residual maxout convolutions are those of spaCy's `HashEmbedCNN`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, cast

import msgspec
import numpy as np
from numpy.typing import NDArray

from tocsin.annotate.networks.dense import one_thread
from tocsin.annotate.networks.vectors import HashedNetwork
from tocsin.annotate.tagger.labels import Layer
from tocsin.annotate.tagger.traits import Traits

if TYPE_CHECKING:
    from thinc.api import Model

__all__ = ["Shape", "Tagger"]

Chances = NDArray[np.float32]

# Sentences a batch at reading: as fast as larger ones, and memory stays flat.
_BATCH = 64


class Shape(msgspec.Struct, frozen=True):
    """The measures of a network: its traits and layers by name, and how wide, deep and many-rowed it is."""

    traits: tuple[str, ...]
    layers: tuple[Layer, ...]
    width: int = 64
    depth: int = 3
    rows: int = 2000
    embedding: int = 16


class Tagger:
    """A network with its shape. It is built with random weights that are the same each time; teaching sets them.

    It is taught by thinc and read by numpy, from the parameters as they are at the first reading.

    `calibration` are the weights by which a coder turns its evidence for a record into a chance; none if untaught.
    """

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self.network = _build(shape)
        self.calibration: tuple[float, ...] = ()
        self._running: HashedNetwork | None = None

    def chances(self, sentences: Sequence[Traits]) -> list[dict[str, Chances]]:
        """For each sentence and layer the probabilities, tokens by labels; `sentences` are traits by tokens."""
        found: list[dict[str, Chances]] = []
        if self._running is None:
            self._running = HashedNetwork(self.network)
        for start in range(0, len(sentences), _BATCH):
            batch = sentences[start : start + _BATCH]
            with one_thread():
                whole = self.split(self._running.scores(batch))
            ends = np.cumsum([len(sentence[0]) for sentence in batch])[:-1]
            parts = {name: np.split(chances, ends) for name, chances in whole.items()}
            found += [dict(zip(parts, row, strict=True)) for row in zip(*parts.values(), strict=True)]
        return found

    def split(self, scores: Chances) -> dict[str, Chances]:
        """Raw scores of one sentence as probabilities by layer."""
        return {layer.name: _softmax(scores[:, columns]) for layer, columns in self.columns()}

    def columns(self) -> Iterator[tuple[Layer, slice]]:
        """The layers with the columns of the raw scores that are theirs."""
        at = 0
        for layer in self.shape.layers:
            yield layer, slice(at, at + len(layer.labels))
            at += len(layer.labels)

    def weights(self) -> dict[str, NDArray[np.float32]]:
        """Every parameter by a name that the shape alone fixes."""
        return {name: np.asarray(node.get_param(param)) for name, node, param in self._parameters()}

    def set_weights(self, weights: dict[str, NDArray[np.float32]]) -> None:
        """Takes parameters as `weights` gives them. Raises `KeyError` where one is missing."""
        self._running = None
        for name, node, param in self._parameters():
            node.set_param(param, cast("Any", np.asarray(weights[name], dtype=np.float32)))

    def _parameters(self) -> Iterator[tuple[str, Model[Any, Any], str]]:
        for number, node in enumerate(self.network.walk()):
            for param in node.param_names:
                if node.has_param(param):
                    yield f"{number:03}.{node.name}.{param}", node, param


def _softmax(scores: Chances) -> Chances:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances: Chances = raised / raised.sum(axis=1, keepdims=True)
    return chances


def _build(shape: Shape) -> Model[Any, Any]:
    from thinc.api import (  # late: thinc costs half a second
        HashEmbed,
        Linear,
        Maxout,
        chain,
        clone,
        concatenate,
        expand_window,
        fix_random_seed,
        residual,
        with_array,
    )

    fix_random_seed(1)
    embeds: list[Model[Any, Any]] = [
        HashEmbed(shape.embedding, shape.rows, column=number, seed=number + 7, dropout=0.0)
        for number in range(len(shape.traits))
    ]
    mix = Maxout(shape.width, shape.embedding * len(embeds), nP=3, normalize=True)
    block = residual(chain(expand_window(1), Maxout(shape.width, shape.width * 3, nP=3, normalize=True)))
    scores = sum(len(layer.labels) for layer in shape.layers)
    network: Model[Any, Any] = chain(
        with_array(chain(concatenate(*embeds), mix)),
        with_array(clone(block, shape.depth), pad=shape.depth),
        with_array(Linear(scores, shape.width)),
    )
    network.initialize(X=[np.zeros((2, len(embeds)), dtype=np.uint64)])
    return network
