"""Drafts statements of cue words that no rule took: what the grammar around a word gives once it is known for a cue."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.annotate.attribution.circumstances import CITING
from tocsin.annotate.attribution.clauses import Subject, find_subject, noun_phrase
from tocsin.annotate.attribution.frames import tidy_range
from tocsin.annotate.attribution.lexicon import Sense
from tocsin.annotate.attribution.nominals import make_nominal
from tocsin.annotate.attribution.page import Draft, Page, edges
from tocsin.annotate.attribution.verbs import draft_verb
from tocsin.annotate.parse import Parse

__all__ = ["draft_opened"]

_FRAMES = ("clause", "obj_inf", "inf", "ger", "obj_comp", "obj_prep", "np", "quote", "passive")


def draft_opened(page: Page, parse: Parse, token: int) -> Draft | None:
    """The statement of a word that is taken for a cue, or None where nothing around it is said or nobody says it."""
    if parse.words[token] in CITING:
        return None  # whom a source cites stands in the chain
    if parse.pos[token] in ("VERB", "AUX") or parse.tags[token].startswith("VB"):
        return _verb(page, parse, token)
    if parse.pos[token] in ("NOUN", "PROPN"):
        return _noun(page, parse, token)
    return None


def _verb(page: Page, parse: Parse, verb: int) -> Draft | None:
    lemma = parse.lemmas[verb]
    sense = Sense((lemma,), "assertion", frames=frozenset(_FRAMES))
    behind = [c for c in parse.children(verb, "prep", "prt") if c == verb + 1]
    longer = [(Sense((lemma, parse.words[c]), "attitude", frames=frozenset({"np", "passive"})), (c,)) for c in behind]
    return draft_verb(page, parse, verb, [*longer, (sense, ())], page.zones(parse))


def _noun(page: Page, parse: Parse, noun: int) -> Draft | None:
    """A noun with its owner or with the subject of the verb that has it, and what stands behind it."""
    zones = page.zones(parse)
    content = _behind(parse, noun, zones)
    verb = parse.heads[noun]
    owner = parse.child(noun, "poss")
    if owner is not None:
        tokens = tuple(t for t in noun_phrase(parse, owner, zones, [noun]) if parse.tags[t] != "POS" and t < noun)
        source: Subject | None = Subject(owner, tokens, owner, 0.9)
        first = max(tokens, default=noun - 1) + 1
        cue = tuple(t for t in range(first, noun + 1))
    elif parse.deps[noun] in ("dobj", "attr") and verb < noun:
        source = find_subject(parse, verb, zones)
        cue = tuple(range(verb, noun + 1))
    else:
        return None
    if not content or source is None:
        return None
    if content[0] == noun + 2 and parse.pos[noun + 1] == "ADP":
        cue = (*cue, noun + 1)
    return make_nominal(page, parse, source, cue, content, Sense((parse.lemmas[noun],), "attitude"), "noun", 0.6)


def _behind(parse: Parse, noun: int, zones: Sequence[int]) -> tuple[int, ...]:
    for child in parse.children(noun, "acl", "ccomp", "prep"):
        tokens = [t for t in parse.subtree(child) if zones[t] == zones[noun] or zones[noun] < 0]
        if child < noun or not tokens or min(tokens) != noun + 1:
            continue
        first, stop = edges(tokens)
        return tidy_range(parse, first + (parse.deps[child] == "prep"), stop - 1)
    return ()
