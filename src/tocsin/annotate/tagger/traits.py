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
_MOST_KEPT = 15_000
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
    lemmas, tags, deps, heads = parse.lemmas, parse.tags, parse.deps, parse.heads
    arguments, clauses = _edges_above(parse, _ARGUMENTS), _edges_above(parse, _CLAUSES)
    beside = ["", *words, ""]
    rows = []
    for i, (word, token, head) in enumerate(zip(words, parse.tokens, heads, strict=True)):
        clause = clauses[i]
        rows.append(
            [
                word,
                word[:3],
                word[-4:],
                _shape(token.text),
                lemmas[i],
                tags[i],
                deps[i],
                lemmas[head],
                f"{tags[head]} {i > head}",
                beside[i],
                beside[i + 2],
                _frame(parse, i),
                _name_edge(lemmas, i, arguments[i]),
                _name_edge(lemmas, i, clause),
                _name_edge(lemmas, i, clauses[clause[0]] if clause is not None else None),
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
    children = parse.children(token)
    if not children:
        return ""
    deps = parse.deps
    return " ".join(sorted({("<" if c < token else ">") + deps[c] for c in children if deps[c] in _TOLD}))


def _edges_above(parse: Parse, labels: frozenset[str]) -> list[tuple[int, str] | None]:
    """For each token the first edge with one of the labels on the way up: the token that it leads to, and its label."""
    heads, deps = parse.heads, parse.deps
    found: list[tuple[int, str] | None] = []
    for token, head in enumerate(heads):
        at, above = token, head
        while above != at and deps[at] not in labels:
            at, above = above, heads[above]
        found.append((above, deps[at]) if above != at else None)
    return found


def _name_edge(lemmas: Sequence[str], token: int, edge: tuple[int, str] | None) -> str:
    if edge is None:
        return ""
    governor, label = edge
    return f"{label} {lemmas[governor]} {'<' if token < governor else '>'}"
