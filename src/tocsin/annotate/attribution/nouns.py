"""Nouns that name a statement: what stands behind them, and the verb that gives them a speaker."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.annotate.attribution.frames import tidy_range
from tocsin.annotate.attribution.lexicon import noun_sense, words_of
from tocsin.annotate.attribution.page import edges
from tocsin.annotate.parse import Parse

__all__ = ["holding_verb", "is_held_noun", "noun_complement"]

_PREPOSITIONS = ("of", "for", "about", "against", "over")


def holding_verb(parse: Parse, noun: int) -> int | None:
    """The verb whose object the noun is, where it makes its subject the speaker ("voiced concern", "has no plans")."""
    verb = parse.heads[noun]
    if parse.deps[noun] != "dobj" or parse.lemmas[verb] not in words_of("attached", "holding") or noun < verb:
        return None
    return verb


def is_held_noun(parse: Parse, verb: int, noun: int, zones: Sequence[int]) -> bool:
    """Whether a verb's object is such a noun with its content, so that verb and noun are one cue."""
    if noun_sense(parse.lemmas[noun]) is None or holding_verb(parse, noun) != verb:
        return False
    return bool(noun_complement(parse, noun, zones, owned=True))


def noun_complement(parse: Parse, noun: int, zones: Sequence[int], *, owned: bool) -> tuple[int, ...]:
    """The clause, the infinitive, or (for a noun that has a speaker) the phrase with "of" and the like behind it."""
    for child in parse.children(noun, "acl", "ccomp", "relcl", "advcl"):
        tokens = [t for t in parse.subtree(child) if zones[t] == zones[noun] or zones[noun] < 0]
        if child < noun or not tokens or min(tokens) <= noun:
            continue
        opener = parse.words[min(tokens)]
        if parse.deps[child] == "relcl" and parse.child(child, "mark") is None:
            continue
        if opener in ("that", "to", "whether") and min(tokens) <= noun + 2:
            first, stop = edges(tokens)
            return tidy_range(parse, first, stop - 1)
    if owned and parse.lemmas[noun] in words_of("attached", "nouns"):
        for child in parse.children(noun, "prep"):
            if parse.words[child] in _PREPOSITIONS and child == noun + 1:
                first, stop = edges(parse.subtree(child))
                return tidy_range(parse, first + 1, stop - 1)
    return ()
