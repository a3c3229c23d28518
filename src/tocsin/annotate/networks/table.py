"""Words seen and what networks make of them by themselves, kept once for all networks of a pipeline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from tocsin.annotate.networks.dense import Floats, Rows
from tocsin.annotate.networks.vectors import TokenVectors
from tocsin.text.sentences import Sentence

if TYPE_CHECKING:
    from spacy.vocab import Vocab

__all__ = ["TypeTable"]

Numbers = NDArray[np.intp]

# What a network makes of a word before it looks at the neighbours is kept for so many words; then the table is begun
# anew, so that a stream of years needs no more memory than a day.
_MOST_TYPES = 10_000
# Rows a pass through the layers: what fits a core's cache.
_ROWS = 1024


class TypeTable:
    """Several networks over one table of the words seen: each word is hashed and embedded once for all."""

    def __init__(self, vocab: Vocab, networks: Sequence[TokenVectors]) -> None:
        from spacy.attrs import NAMES

        self._vocab, self._networks = vocab, networks
        getters: dict[int, Any] = vocab.lex_attr_getters  # type: ignore[attr-defined]  # the library's stubs leave it out
        self._getters = {NAMES[number]: getter for number, getter in getters.items()}
        self._reach = max(network.encode.reach for network in networks)
        self._tables = [Rows(network.width, _MOST_TYPES + _MOST_TYPES // 4) for network in networks]
        self._forget()

    def _forget(self) -> None:
        # Row 0 is the nothing between two sentences.
        self._numbers: dict[tuple[str, bool], int] = {}
        for table, network in zip(self._tables, self._networks, strict=True):
            table.forget()
            table.add(np.zeros((1, network.width), dtype=np.float32))

    def vectors(self, sentences: Sequence[Sentence]) -> Iterator[list[list[Floats]]]:
        """The vectors of sentences, some sentences at a time: by network, by sentence, tokens by width."""
        if len(self._numbers) > _MOST_TYPES:
            self._forget()
        self._learn(sentences)
        numbers = self._numbers
        known = [[numbers[token.text, token.spaced] for token in sentence.tokens] for sentence in sentences]
        types, places = np.unique(np.array([0, *chain.from_iterable(known)], dtype=np.intp), return_inverse=True)
        tables = [table[types] for table in self._tables]
        firsts = [network.encode.of_types(table) for network, table in zip(self._networks, tables, strict=True)]
        begin = 1
        for lengths in self._parts([len(row) for row in known]):
            part = places[begin : begin + sum(lengths)]
            begin += len(part)
            yield self._encoded(part, lengths, tables, firsts)

    def _parts(self, lengths: Sequence[int]) -> Iterator[list[int]]:
        """The lengths of sentences, as many at a time as fill the rows of a pass with the rows between them."""
        part: list[int] = []
        size = self._reach
        for length in lengths:
            if part and size + length + self._reach > _ROWS:
                yield part
                part, size = [], self._reach
            part.append(length)
            size += length + self._reach
        if part:
            yield part

    def _learn(self, sentences: Sequence[Sentence]) -> None:
        numbers = self._numbers
        fresh: dict[tuple[str, bool], None] = {}
        for sentence in sentences:
            for token in sentence.tokens:
                key = (token.text, token.spaced)
                if key not in numbers:
                    fresh[key] = None
        if not fresh:
            return
        for table, network in zip(self._tables, self._networks, strict=True):
            traits = [self._traits(text, spaced, network.columns) for text, spaced in fresh]
            table.add(network.embed(np.array(traits, dtype=np.uint64)))
        numbers.update(zip(fresh, range(len(numbers) + 1, len(numbers) + 1 + len(fresh)), strict=True))

    def _traits(self, text: str, spaced: bool, columns: Sequence[str]) -> list[int]:
        """The attributes of a token as the library numbers them; a word of its own for each would be dear."""
        strings, getters = self._vocab.strings, self._getters
        values = [spaced if column == "SPACY" else getters[column](text) for column in columns]
        return [strings[value] if isinstance(value, str) else int(value) for value in values]

    def _encoded(
        self, words: Numbers, lengths: Sequence[int], tables: Sequence[Floats], firsts: Sequence[Floats]
    ) -> list[list[Floats]]:
        """The vectors of sentences, given their words as rows of `tables`; row 0 is the nothing between two."""
        reach = self._reach
        places = np.arange(len(words)) + np.repeat(np.arange(1, len(lengths) + 1) * reach, lengths)
        numbers = np.zeros(len(words) + reach * (len(lengths) + 1), dtype=np.intp)
        numbers[places] = words
        ends = np.cumsum(lengths)[:-1]
        found = []
        for network, table, first in zip(self._networks, tables, firsts, strict=True):
            context = network.encode
            found.append(np.split(context(table[numbers], places, context.summed(first, numbers)), ends))
        return found
