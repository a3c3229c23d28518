"""What the encoder is told of a token: its form, its place in the parse, and what the coder's own rules say of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from tocsin.annotate.networks.vectors import hash_trait
from tocsin.annotate.parse import Parse

__all__ = ["GENERAL_TRAITS", "Traits", "general_traits", "hash_traits"]

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
_FRAMED = frozenset({"VERB", "AUX", "NOUN"})


Traits = Sequence[Sequence[str]]
"""What is told of the tokens of a sentence: traits by tokens."""


def hash_traits(traits: Traits) -> NDArray[np.uint64]:
    """Tokens by traits as hashes: the same for the same words on every machine."""
    hashed = np.array([[hash_trait(value) for value in column] for column in traits], dtype=np.uint64)
    return np.ascontiguousarray(hashed.T)


def general_traits(parse: Parse) -> list[Sequence[str]]:
    """The general traits of the tokens of a sentence, in the order of `GENERAL_TRAITS`."""
    words, beginnings, endings, shapes = zip(*[_pieces(token.text) for token in parse.tokens], strict=True)
    names = [""] * len(parse)
    for name in parse.names:
        names[name.start : name.end] = ["I" + name.label] * (name.end - name.start)
        names[name.start] = "B" + name.label
    lemmas, tags, deps, heads = parse.lemmas, parse.tags, parse.deps, parse.heads
    arguments, clauses = _edges_above(parse, _ARGUMENTS), _edges_above(parse, _CLAUSES)
    return [
        words,
        beginnings,
        endings,
        shapes,
        lemmas,
        tags,
        deps,
        [lemmas[head] for head in heads],
        [_sided(tags[head], i > head) for i, head in enumerate(heads)],
        ("", *words[:-1]),
        (*words[1:], ""),
        _frames(parse),
        _names_of_edges(parse, arguments),
        _names_of_edges(parse, clauses),
        _names_of_edges(parse, [clauses[heads[at]] if at >= 0 else -1 for at in clauses]),
        names,
    ]


@lru_cache(maxsize=_MOST_KEPT)
def _pieces(text: str) -> tuple[str, str, str, str]:
    """A token in lower case with its digits alike, how that begins and ends, and the shape of the token."""
    word = _DIGITS.sub("d", text.lower())
    return word, word[:3], word[-4:], _shape(text)


@lru_cache(maxsize=_MOST_KEPT)
def _sided(tag: str, behind: bool) -> str:
    return f"{tag} {behind}"


def _shape(text: str) -> str:
    """Capitals, small letters, digits and marks in a row, each run cut to two."""
    kinds = "".join("X" if c.isupper() else "x" if c.islower() else "d" if c.isdigit() else c for c in text)
    return re.sub(r"(.)\1{2,}", r"\1\1", kinds)[:8]


def _frames(parse: Parse) -> list[str]:
    """The dependents that each verb or noun has, by kind and side."""
    deps, kinds = parse.deps, parse.pos
    found: list[list[str] | None] = [None] * len(parse)
    for token, head in enumerate(parse.heads):
        if head != token and deps[token] in _TOLD and kinds[head] in _FRAMED:
            side = ("<" if token < head else ">") + deps[token]
            own = found[head]
            if own is None:
                found[head] = [side]
            elif side not in own:
                own.append(side)
    return ["" if own is None else own[0] if len(own) == 1 else " ".join(sorted(own)) for own in found]


def _edges_above(parse: Parse, labels: frozenset[str]) -> list[int]:
    """For each token the nearest, itself or above it, whose edge has one of the labels; -1 where there is none."""
    heads = parse.heads
    bears = [label in labels for label in parse.deps]
    found: list[int] = []
    for token in range(len(heads)):
        at = token
        while not bears[at] and heads[at] != at:
            at = heads[at]
        found.append(at if heads[at] != at else -1)
    return found


def _names_of_edges(parse: Parse, edges: Sequence[int]) -> list[str]:
    """For each token the label of an edge above it, the lemma that it leads to, and on which side that stands."""
    lemmas, deps, heads = parse.lemmas, parse.deps, parse.heads
    return [
        "" if at < 0 else f"{deps[at]} {lemmas[heads[at]]} {'<' if token < heads[at] else '>'}"
        for token, at in enumerate(edges)
    ]
