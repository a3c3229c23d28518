"""Reads a cue verb's clause off the parse: who its subject is, which words are the cue, which the content."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from tocsin.annotate.attribution.lexicon import match_verb, words_of
from tocsin.annotate.parse import Parse

__all__ = [
    "QUOTING",
    "Subject",
    "cue_tokens",
    "find_subject",
    "goes_on_from",
    "is_negated",
    "noun_phrase",
    "venue_tokens",
]

QUOTING = frozenset({"quote", "cite"})
"""The verbs of "was quoted as saying"."""
_SUBJECTS = ("nsubj", "nsubjpass")
_BEFORE_VERB = frozenset({"aux", "auxpass", "neg", "advmod"})
_WEAK_RELATIVES = frozenset({"who", "which", "that", "whom"})
_PHASE_VERBS = frozenset({"go", "continue", "begin", "start", "proceed", "use", "be", "have", "hasten", "come", "keep"})
_CLOSERS = frozenset({",", "-", "--", "\u2013", "\u2014", ";", ":", '"', "'"})


class Subject(msgspec.Struct, frozen=True):
    """A source phrase: its head token, all its tokens, and its antecedent where the head is a relative pronoun."""

    head: int
    tokens: tuple[int, ...]
    refers_to: int
    sure: float = 1.0


def noun_phrase(parse: Parse, head: int, zones: Sequence[int], barred: Sequence[int] = ()) -> tuple[int, ...]:
    """The tokens of a noun phrase as newspapers name a source: with title and apposition, without loose clauses."""
    loose = [
        c
        for c in parse.children(head, "relcl", "acl", "conj", "cc", "punct", "advcl", "parataxis", "dep", "ccomp")
        if c in barred or _is_loose(parse, c)
    ]
    tokens = parse.subtree(head, without=[*loose, *barred])
    kept = [t for t in tokens if zones[t] == zones[head]]
    first, last = kept[0], kept[-1]
    stops = [b for b in barred if b > head] + [
        c for c in loose if c > head and parse.deps[c] in ("relcl", "advcl", "ccomp")
    ]
    if stops:
        last = min(last, min(min(parse.subtree(c)) for c in stops) - 1)
    starts = [b for b in barred if b < head]
    if starts:
        first = max(first, max(starts) + 1)
    while last > head and parse.words[last] in _CLOSERS:
        last -= 1
    while first < head and parse.words[first] in _CLOSERS:
        first += 1
    return tuple(t for t in range(first, last + 1) if zones[t] == zones[head]) or (head,)


def _is_loose(parse: Parse, child: int) -> bool:
    """Whether a clause behind a noun only adds something: a comma stands before it."""
    if parse.deps[child] in ("parataxis", "dep", "advcl", "ccomp"):
        return True
    if parse.deps[child] not in ("relcl", "acl"):
        return False
    first = min(parse.subtree(child))
    return first > 0 and parse.words[first - 1] in _CLOSERS


def can_speak(parse: Parse, token: int) -> bool:
    """Whether a token behind a verb of saying may be its subject: a noun or pronoun, and no day ("said Monday")."""
    if parse.pos[token] not in ("PROPN", "PRON", "NOUN"):
        return False
    return not any(n.start <= token < n.end and n.label in ("DATE", "TIME", "CARDINAL", "MONEY") for n in parse.names)


def goes_on_from(parse: Parse, verb: int) -> int | None:
    """The cue verb whose speaker goes on with this one, where the parser hung it into the content between them.

    "She said the talks failed and vowed to return", "..., adding that ...": a verb of saying in the cue's own tense
    that is coordinated with the content and has no subject, or a participle of going on behind a comma.
    """
    head, tag = parse.heads[verb], parse.tags[verb]
    if parse.child(verb, *_SUBJECTS) is not None or not any("quote" in s.frames for s, _ in match_verb(parse, verb)):
        return None
    if parse.deps[verb] == "conj" and tag in ("VBD", "VBZ", "VBP"):
        wanted = tag
    elif tag == "VBG" and parse.lemmas[verb] in words_of("attached", "participles") and parse.words[verb - 1] == ",":
        wanted = None
    else:
        return None
    for above in (head, *parse.ancestors(head)):
        if parse.deps[above] not in (
            "ccomp",
            "conj",
            "acl",
            "relcl",
            "advcl",
            "pcomp",
            "xcomp",
            "prep",
            "pobj",
            "dobj",
            "attr",
        ):
            return None
        cue = parse.heads[above]
        in_step = wanted is None or parse.tags[cue] == wanted
        says = any("quote" in s.frames for s, _ in match_verb(parse, cue))
        if parse.deps[above] == "ccomp" and cue < above and in_step and says:
            return cue
    return None


def find_subject(parse: Parse, verb: int, zones: Sequence[int]) -> Subject | None:
    """The source of a cue verb, or None where its clause names nobody."""
    seen: set[int] = set()
    here = goes_on_from(parse, verb)
    sure = 1.0 if here is None else 0.9
    here = verb if here is None else here
    while here not in seen:
        seen.add(here)
        own = [c for c in parse.children(here, *_SUBJECTS) if zones[c] == zones[verb]]
        if own:
            return _as_subject(parse, _best(own, verb), verb, zones, sure)
        step = _climb(parse, here)
        if step is None:
            return None
        here, direct = step
        if direct:
            return _as_subject(parse, here, verb, zones, 0.85) if zones[here] == zones[verb] else None
        sure *= 0.9
    return None


def _best(candidates: Sequence[int], verb: int) -> int:
    """Of several subjects the nearest before the verb, else the nearest after it."""
    before = [c for c in candidates if c < verb]
    return max(before) if before else min(candidates)


def _climb(parse: Parse, verb: int) -> tuple[int, bool] | None:
    """Where a verb without a subject of its own finds it: another verb, or (true) a noun that it modifies."""
    head, dep, tag = parse.heads[verb], parse.deps[verb], parse.tags[verb]
    if head == verb:
        return None
    if dep == "conj":
        return head, False
    if dep == "acl" and tag == "VBG":
        return head, True
    if dep in ("advcl", "xcomp", "ccomp", "dep", "parataxis") and tag == "VBG":
        return (head, False) if parse.pos[head] in ("VERB", "AUX") else (head, True)
    if dep == "xcomp" and parse.lemmas[head] in _PHASE_VERBS:
        return head, False
    if dep == "pcomp" and parse.words[head] == "as" and parse.lemmas[parse.heads[head]] in QUOTING:
        quoting = parse.heads[head]
        said_by = parse.child(quoting, "dobj")  # "Interfax quoted him as saying": he says it
        return (quoting, False) if said_by is None or parse.child(quoting, "auxpass") is not None else (said_by, True)
    if dep == "pcomp" and parse.words[head] in ("by", "in", "after", "before", "while", "without"):
        above = parse.heads[head]
        return (above, False) if parse.pos[above] in ("VERB", "AUX") else None
    return None


def _as_subject(parse: Parse, head: int, verb: int, zones: Sequence[int], sure: float) -> Subject | None:
    if parse.words[head] in ("it", "there", "what", "this") and parse.tags[head] in ("EX", "WP"):
        return None
    if (parse.words[head] == "it" and parse.tags[verb] == "VB") or parse.words[head] in ("you", "yourself"):
        return None  # "it is fair to say", "you know": nobody in particular
    refers = head
    if parse.words[head] in _WEAK_RELATIVES and parse.deps[parse.heads[head]] == "relcl":
        refers = parse.heads[parse.heads[head]]
    barred = [verb] if head in parse.ancestors(verb) or verb in parse.subtree(head) else []
    tokens = noun_phrase(parse, head, zones, barred)
    if head < verb:
        tokens = tuple(t for t in tokens if t < verb)
    return Subject(head, tokens, refers, sure)


def cue_tokens(parse: Parse, verb: int, rest: Sequence[int], zones: Sequence[int]) -> tuple[int, ...]:
    """The cue as annotators mark it: the verb, the auxiliaries and adverbs right before it, its particles after it."""
    first = verb
    while first > 0 and zones[first - 1] == zones[verb] and _belongs_before(parse, first - 1, verb):
        first -= 1
    return tuple(sorted({*range(first, verb + 1), *rest}))


def _belongs_before(parse: Parse, token: int, verb: int) -> bool:
    if parse.deps[token] in _BEFORE_VERB and parse.heads[token] == verb:
        return True
    if parse.pos[token] in ("AUX", "PART") or parse.tags[token] in ("MD", "TO"):
        return parse.words[token] != "'s" or parse.tags[token] != "POS"
    if parse.tags[token] == "RB" and token > 0:
        return parse.heads[token] == verb or parse.pos[token - 1] in ("AUX", "PART")
    return False


def is_negated(parse: Parse, verb: int, subject: Subject | None) -> bool:
    """Whether the cue itself is negated ("did not say", "nobody believes"), not what is said."""
    negations = words_of("attached", "negations")
    chain = [verb]
    if parse.deps[verb] == "xcomp":
        chain.append(parse.heads[verb])
    for token in chain:
        if any(parse.words[c] in negations for c in parse.children(token, "neg", "advmod", "preconj", "cc")):
            return True
    if subject is None:
        return False
    return parse.words[subject.tokens[0]] in negations and parse.words[subject.tokens[0]] != "without"


def venue_tokens(parse: Parse, verb: int, zones: Sequence[int]) -> tuple[int, ...]:
    """The place or paper right after the verb that annotators take into the cue ("said in a statement")."""
    at = verb + 1
    if at >= len(parse) or parse.words[at] not in ("in", "during", "on", "via", "at"):
        return ()
    nouns = words_of("venues", "into_cue")
    for end in range(at + 1, min(at + 5, len(parse))):
        if zones[end] != zones[verb] or parse.pos[end] in ("PUNCT", "VERB", "PROPN"):
            return ()
        if parse.words[end] in nouns:
            return tuple(range(at, end + 1))
    return ()
