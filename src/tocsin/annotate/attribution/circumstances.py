"""When, where and to whom something was said, read off what hangs on the cue beside the content."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.annotate.attribution.lexicon import words_of
from tocsin.annotate.parse import Parse
from tocsin.text.span import Span, cover

__all__ = ["CITING", "adverbials", "find_audience", "find_cited", "find_venue"]

CITING = frozenset({"citing", "quoting"})
"""Participles by which a source names whom it has it from: a link of the chain, no statement of its own."""
_HANGING = ("prep", "npadvmod", "advmod", "dative", "dobj", "prt", "tmod", "obl", "agent", "appos")


def adverbials(parse: Parse, verb: int, content: Sequence[int], zones: Sequence[int]) -> tuple[int, ...]:
    """The tokens of the phrases that hang on a cue verb and are not its content, in text order."""
    barred = set(content)
    found: set[int] = set()
    for child in parse.children(verb, *_HANGING):
        found.update(t for t in parse.subtree(child) if t not in barred and zones[t] == zones[verb])
    return tuple(sorted(found))


def find_venue(parse: Parse, clause: Sequence[int]) -> Span | None:
    """The phrase that names the occasion ("at a joint press conference"), from its preposition to its head."""
    prepositions, nouns = words_of("venues", "prepositions"), words_of("venues", "nouns")
    for token in clause:
        if parse.words[token] not in prepositions or parse.deps[token] != "prep":
            continue
        head = parse.child(token, "pobj")
        if head is None or head not in clause or head < token:
            continue
        if parse.words[head] in nouns or parse.lemmas[head] in nouns:
            return cover(parse.tokens[t].span for t in (token, head))
    return None


def find_cited(parse: Parse, verb: int) -> Span | None:
    """The head word of whom a source cites for what it says ("..., the ministry said, citing intelligence")."""
    for token in range(verb + 1, len(parse)):
        if parse.words[token] in CITING and parse.heads[token] in (verb, parse.heads[verb]):
            head = parse.child(token, "dobj")
            return None if head is None else parse.tokens[head].span
    return None


def find_audience(parse: Parse, clause: Sequence[int], addressee: int | None) -> tuple[Span, ...]:
    """The head words of those spoken to: an object ("told Reuters"), or who stands behind "to" or "interview with"."""
    found = [] if addressee is None else parse.conjuncts(addressee)
    personal = words_of("venues", "personal")
    for token in clause:
        if parse.words[token] not in ("to", "with") or parse.deps[token] not in ("prep", "dative"):
            continue
        above, head = parse.heads[token], parse.child(token, "pobj")
        spoken = parse.words[token] == "to" and parse.pos[above] == "VERB" and parse.words[above] != "according"
        occasion = parse.words[above] in personal or parse.lemmas[above] in personal
        if head is None or head in found or not (spoken or occasion):
            continue
        if parse.pos[head] in ("PROPN", "NOUN", "PRON"):
            found.append(head)
    return tuple(parse.tokens[t].span for t in sorted(found))
