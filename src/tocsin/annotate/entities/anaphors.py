"""Ties nouns to the name that they stand for: "the company", "X, a militia", "Y was a diplomat"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tocsin.annotate.entities.cast import Figure
from tocsin.annotate.entities.lexicon import agent_of, title_head
from tocsin.annotate.entities.placed import Placed
from tocsin.annotate.parse import Parse
from tocsin.vocab.loader import load_table

__all__ = ["Anaphor", "find_anaphors"]

_REACH = 3
"""Sentences back in which "the company" still means the one named there."""
_POINTING = frozenset({"the", "this", "that"})
_ARTICLES = frozenset({"a", "an", "the"})

Anaphor = tuple[int, int, Figure, float]
"""First token, the token behind, who is meant, how surely."""


def find_anaphors(parse: Parse, placed: Mapping[int, Sequence[Placed]]) -> Iterator[Anaphor]:
    """The nouns of a sentence that stand for somebody named; those that are somebody already are passed over.

    A noun in apposition to a name, or told of it by "is" or "as", is its bearer's; a definite noun for a kind of body
    is the nearest named body of that kind, where a sentence names only one.
    """
    here = placed.get(parse.sentence.index, ())
    held = {at for one in here if one.figure.name for at in range(one.start, one.end)}
    for noun, word in enumerate(parse.words):
        if noun in held or parse.pos[noun] != "NOUN":
            continue
        kind = _kinds().get(word)
        start = _start(parse, noun)
        told = _told_of(parse, noun, here)
        if told is not None and _is_said_of(told, word, kind):
            yield start, noun + 1, told, 0.7
        elif kind is not None and start == noun - 1 and parse.words[start] in _POINTING and _ends(parse, noun):
            found = _nearest(parse, noun, placed, kind)
            if found is not None:
                yield start, noun + 1, found, 0.6


def _kinds() -> Mapping[str, Any]:
    kinds: Mapping[str, Any] = load_table("en/agents")["anaphors"]
    return kinds


def _start(parse: Parse, noun: int) -> int:
    """Where the noun phrase of a head begins: its article and the words between."""
    return min((*parse.children(noun)[:1], noun))


def _ends(parse: Parse, noun: int) -> bool:
    """Whether nothing follows that makes it another one's: "the company of X", "the party leader"."""
    after = parse.words[noun + 1] if noun + 1 < len(parse) else ""
    return after not in ("of", "that", "which", "-") and not (
        noun + 1 < len(parse) and parse.heads[noun] == noun + 1 and parse.deps[noun] in ("compound", "amod", "nmod")
    )


def _told_of(parse: Parse, noun: int, here: Sequence[Placed]) -> Figure | None:
    """Whom a noun is said of in its sentence: the name before it in apposition, the subject of "is", of "as a ..."."""
    if parse.words[_start(parse, noun)] not in _ARTICLES:
        return None
    head = parse.heads[noun]
    if parse.deps[noun] == "appos" and head < noun:
        return _at(here, head)
    if parse.deps[noun] == "attr" and parse.lemmas[head] == "be":
        negated = any(parse.deps[i] == "neg" for i in range(len(parse)) if parse.heads[i] == head)
        subject = parse.child(head, "nsubj")
        return _at(here, subject) if subject is not None and not negated else None
    if parse.deps[noun] == "pobj" and parse.words[head] == "as":
        subject = parse.child(parse.heads[head], "nsubj", "nsubjpass")
        return _at(here, subject) if subject is not None else None
    return None


def _at(here: Sequence[Placed], token: int) -> Figure | None:
    return next((one.figure for one in here if one.start <= token < one.end and one.figure.name), None)


def _is_said_of(figure: Figure, word: str, kind: Mapping[str, Any] | None) -> bool:
    """Whether a noun can be said of a figure: an office or calling of a person, a kind of body of a body."""
    if figure.kind == "person":
        return title_head(word) is not None
    agent = agent_of(word)
    return figure.kind == "organization" and (kind is not None or (agent is not None and agent.sort != "person"))


def _nearest(parse: Parse, noun: int, placed: Mapping[int, Sequence[Placed]], kind: Mapping[str, Any]) -> Figure | None:
    """The one named body of a kind in the nearest sentence that names any, at most a few before."""
    number = parse.sentence.index
    for sentence in range(number, max(-1, number - _REACH - 1), -1):
        fitting = {
            id(one.figure): one.figure
            for one in placed.get(sentence, ())
            if (sentence < number or one.end <= noun) and _is_of_kind(one.figure, kind)
        }
        if fitting:
            return next(iter(fitting.values())) if len(fitting) == 1 else None
    return None


def _is_of_kind(figure: Figure, kind: Mapping[str, Any]) -> bool:
    if figure.kind != "organization" or not figure.name:
        return False
    words = {word.lower().rstrip("s") for word in figure.name.split()}
    if any(word.rstrip("s") in words for word in kind.get("words", ())):
        return True
    return (figure.sector or "none") in kind.get("sectors", ())
