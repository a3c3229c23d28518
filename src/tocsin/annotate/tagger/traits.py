"""What the encoder is told of a token: its form, its place in the parse, and what the coder's own rules say of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from tocsin.annotate.parse import Parse

__all__ = ["GENERAL_TRAITS", "general_traits", "hash_traits"]

GENERAL_TRAITS = (
    "norm", "prefix", "suffix", "shape", "lemma", "tag", "dep", "head", "above", "before", "behind", "frame",
    "argument", "clause", "outer", "name",
)  # fmt: skip
"""The traits of every coder, in order: `frame` are the kinds of dependents of a verb, `argument` and `clause` the
nearest edges above a token that make it part of an argument and of a clause, with the word that governs it."""

# Words and traits come again: so many are kept with what was made of them.
_MOST_KEPT = 100_000
_DIGITS = re.compile(r"\d")
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "attr", "poss", "dative", "oprd", "npadvmod", "appos"})
_CLAUSES = frozenset(
    {"ccomp", "xcomp", "advcl", "acl", "relcl", "pcomp", "csubj", "csubjpass", "conj", "parataxis", "dep"}
)
_TOLD = frozenset({"nsubj", "nsubjpass", "dobj", "ccomp", "xcomp", "prep", "agent", "dative", "oprd", "mark", "neg",
                   "attr", "acomp", "auxpass", "prt"})  # fmt: skip


def hash_traits(rows: Sequence[Sequence[str]]) -> NDArray[np.uint64]:
    """Tokens by traits as hashes: the same for the same words on every machine."""
    return np.array([[_hashed(value) for value in row] for row in rows], dtype=np.uint64)


@lru_cache(maxsize=_MOST_KEPT)
def _hashed(value: str) -> int:
    return crc32(value.encode())


def general_traits(parse: Parse) -> list[list[str]]:
    """The general traits of the tokens of a sentence, in the order of `GENERAL_TRAITS`."""
    words = [_undigited(word) for word in parse.words]
    names = [""] * len(parse)
    for name in parse.names:
        names[name.start : name.end] = ["I" + name.label] * (name.end - name.start)
        names[name.start] = "B" + name.label
    rows = []
    for i, word in enumerate(words):
        text = parse.tokens[i].text
        clause = _edge_above(parse, i, _CLAUSES)
        outer = _edge_above(parse, clause[0], _CLAUSES) if clause is not None else None
        rows.append(
            [
                word,
                word[:3],
                word[-4:],
                _shape(text),
                parse.lemmas[i],
                parse.tags[i],
                parse.deps[i],
                parse.lemmas[parse.heads[i]],
                f"{parse.tags[parse.heads[i]]} {i - parse.heads[i] > 0}",
                words[i - 1] if i else "",
                words[i + 1] if i + 1 < len(words) else "",
                _frame(parse, i),
                _name_edge(parse, i, _edge_above(parse, i, _ARGUMENTS)),
                _name_edge(parse, i, clause),
                _name_edge(parse, i, outer),
                names[i],
            ]
        )
    return rows


@lru_cache(maxsize=_MOST_KEPT)
def _undigited(word: str) -> str:
    return _DIGITS.sub("d", word)


@lru_cache(maxsize=_MOST_KEPT)
def _shape(text: str) -> str:
    """Capitals, small letters, digits and marks in a row, each run cut to two."""
    kinds = "".join("X" if c.isupper() else "x" if c.islower() else "d" if c.isdigit() else c for c in text)
    return re.sub(r"(.)\1{2,}", r"\1\1", kinds)[:8]


def _frame(parse: Parse, token: int) -> str:
    """The dependents that a verb or a noun has, by kind and side."""
    if parse.pos[token] not in ("VERB", "AUX", "NOUN"):
        return ""
    kinds = {
        f"{'<' if child < token else '>'}{parse.deps[child]}"
        for child in parse.children(token)
        if parse.deps[child] in _TOLD
    }
    return " ".join(sorted(kinds))


def _edge_above(parse: Parse, token: int, labels: frozenset[str]) -> tuple[int, str] | None:
    """The first edge with one of the labels on the way up from a token: the token that it leads to, and its label."""
    while parse.heads[token] != token:
        if parse.deps[token] in labels:
            return parse.heads[token], parse.deps[token]
        token = parse.heads[token]
    return None


def _name_edge(parse: Parse, token: int, edge: tuple[int, str] | None) -> str:
    if edge is None:
        return ""
    governor, label = edge
    return f"{label} {parse.lemmas[governor]} {'<' if token < governor else '>'}"
