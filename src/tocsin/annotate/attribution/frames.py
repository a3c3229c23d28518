"""Finds the content of a cue verb by the frames that the lexicon allows it: clause, infinitive, object ..."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from tocsin.annotate.attribution.circumstances import CITING
from tocsin.annotate.attribution.clauses import goes_on_from
from tocsin.annotate.attribution.lexicon import Sense
from tocsin.annotate.attribution.page import edges
from tocsin.annotate.parse import Parse

__all__ = ["Complement", "find_complement", "tidy_range"]

_SUBJECTS = ("nsubj", "nsubjpass", "expl", "csubj")
_OBJECTS = ("dobj", "dative", "oprd")
_MARKS = frozenset({",", ";", ":", "-", "--", "\u2013", "\u2014", ".", "?", "!", "...", ")", "'", '"'})
_RELATIVES = frozenset({"that", "which", "who", "whom", "what"})
_REASONS = ("for", "as", "over")
_ABOUT = ("as", "of", "for", "over", "with", "to", "from", "on", "in", "about")


class Complement(msgspec.Struct, frozen=True):
    """What a cue governs: content tokens, the sense and the frame that fitted, and the head of whom it was said to."""

    sense: Sense
    rest: tuple[int, ...]
    content: tuple[int, ...]
    frame: str
    addressee: int | None = None
    source: int | None = None


class _Site(msgspec.Struct, frozen=True):
    parse: Parse
    verb: int
    rest: tuple[int, ...]
    zones: Sequence[int]


def tidy_range(parse: Parse, first: int, last: int) -> tuple[int, ...]:
    """The tokens `first` to `last`, without punctuation at the ends (quotation marks stay, the text pairs them)."""
    while first <= last and parse.words[first] in _MARKS - {'"', "'"}:
        first += 1
    while last >= first and parse.words[last] in _MARKS - {'"', "'", ")", "?", "!"}:
        last -= 1
    return tuple(range(first, last + 1))


def _reach(site: _Site, first: int, last: int) -> tuple[int, ...]:
    """A complement's tokens with what the parser tore off behind it: all up to the next mark or conjunction."""
    parse = site.parse
    end = len(parse)
    while (
        last + 1 < end
        and parse.words[last + 1] not in _MARKS
        and parse.deps[last + 1] not in ("cc", "mark")
        and site.zones[last + 1] == site.zones[last]
        and parse.heads[last + 1] != last + 1
    ):
        last = max(last + 1, *(t for t in parse.subtree(last + 1) if t >= last + 1))
    return tidy_range(parse, first, last)


def _clause(site: _Site) -> tuple[int, ...] | None:
    parse, verb = site.parse, site.verb
    for child in parse.children(verb, "ccomp", "advcl"):
        tokens = [t for t in parse.subtree(child) if t > verb]
        if child < verb or not tokens or min(parse.subtree(child)) <= verb:
            continue
        marks = {parse.words[c] for c in parse.children(child, "mark")}
        if parse.deps[child] == "advcl" and (not marks & {"that", "whether"} or parse.child(verb, "dobj") is not None):
            continue
        wh = parse.tags[tokens[0]] in ("WP", "WRB", "WDT", "WP$")
        has_subject = parse.child(child, *_SUBJECTS) is not None
        infinitive = any(parse.tags[c] == "TO" for c in parse.children(child, "aux"))
        if infinitive and not (wh or marks):
            continue
        finite = parse.tags[child] in ("VBD", "VBZ", "VBP")  # its subject may be lost in a compound
        if not (has_subject or wh or finite or marks & {"that", "whether", "if"}):
            continue
        if not any(parse.pos[t] in ("VERB", "AUX") for t in tokens):
            continue
        first, stop = edges(tokens)
        if parse.words[first] in CITING:
            first = next((c for c in parse.children(child, "mark") if c > first), first)
        onward = [t for t in tokens if t > child and parse.tags[t].startswith("VB") and goes_on_from(parse, t) == verb]
        if onward:
            return tidy_range(parse, first, _before(parse, onward[0]))
        return _reach(site, first, stop - 1)
    return _late_that(site)


def _late_that(site: _Site) -> tuple[int, ...] | None:
    """A clause that the parser put above its cue, because words lie between: "reported, citing aides, that ..."."""
    parse, verb = site.parse, site.verb
    above = parse.heads[verb]
    mark = next((c for c in parse.children(above, "mark") if parse.words[c] == "that" and c > verb), None)
    if above <= verb or mark is None or parse.words[mark - 1] != "," or parse.child(verb, *_SUBJECTS) is None:
        return None
    return _reach(site, mark, max(parse.subtree(above)))


def _before(parse: Parse, verb: int) -> int:
    """The last token before a coordinated verb, its conjunction and its adverbs."""
    last = verb - 1
    while last > 0 and (parse.words[last] in ("and", "but", ",", "then", "also") or parse.heads[last] == verb):
        last -= 1
    return last


def _infinitive(site: _Site) -> tuple[int, ...] | None:
    parse = site.parse
    for child in parse.children(site.verb, "xcomp", "advcl"):
        tokens = [t for t in parse.subtree(child) if t > site.verb]
        if child > site.verb and tokens and parse.tags[tokens[0]] == "TO" and tokens[0] <= site.verb + 3:
            first, stop = edges(tokens)
            return _reach(site, first, stop - 1)
    return None


def _object_head(site: _Site) -> int | None:
    """The object of the verb, or of the last of the entry's further words."""
    parse = site.parse
    if site.rest and parse.deps[site.rest[-1]] in ("prep", "agent", "dative"):
        return parse.child(site.rest[-1], "pobj", "pcomp")
    wanted = [c for c in parse.children(site.verb, *_OBJECTS) if c > site.verb]
    return wanted[0] if wanted else None


def _for_clause(site: _Site) -> tuple[int, ...] | None:
    """The clause that "for" opens: "called for both sides to withdraw"."""
    parse = site.parse
    if not site.rest or parse.deps[site.rest[-1]] != "mark":
        return None
    clause = parse.heads[site.rest[-1]]
    tokens = [t for t in parse.subtree(clause) if t > site.rest[-1]]
    return _reach(site, min(tokens), max(tokens)) if clause > site.verb and tokens else None


def _object(site: _Site) -> tuple[int, ...] | None:
    head = _object_head(site)
    if head is None:
        return _for_clause(site)
    if site.parse.words[head] in _RELATIVES and site.parse.tags[head] in ("WDT", "WP"):
        return None
    if site.parse.tags[head] == "PRP" and site.parse.words[head].endswith("self"):
        return None
    if site.parse.words[head].isdigit() or site.parse.tags[head] == "TO":
        return None
    tokens = [t for t in site.parse.subtree(head) if t > site.verb and t not in site.rest]
    if not tokens:
        return None
    first, stop = edges(tokens)
    reason = next(
        (c for c in site.parse.children(site.verb, "prep") if c == stop and site.parse.words[c] in _REASONS), None
    )
    if reason is not None:
        stop = max(site.parse.subtree(reason)) + 1
    return tidy_range(site.parse, first, stop - 1)


def _object_infinitive(site: _Site) -> tuple[int, ...] | None:
    parse, verb = site.parse, site.verb
    head = _object_head(site)
    for child in (
        *parse.children(verb, "ccomp", "xcomp", "advcl"),
        *(parse.children(head, "acl", "relcl") if head else ()),
    ):
        if child < verb or not any(parse.tags[c] == "TO" for c in parse.children(child, "aux")):
            continue
        own = parse.child(child, *_SUBJECTS)
        start = head if head is not None and head < child else own
        if start is None or start <= verb:
            continue
        first = min(t for t in parse.subtree(start) if t > verb)
        last = max(parse.subtree(child))
        return _reach(site, first, last)
    return None


def _gerund(site: _Site) -> tuple[int, ...] | None:
    parse = site.parse
    for child in parse.children(site.verb, "xcomp", "ccomp", "pcomp"):
        if child > site.verb and parse.tags[child] == "VBG" and min(parse.subtree(child)) > site.verb:
            first, stop = edges(parse.subtree(child))
            return _reach(site, first, stop - 1)
    return None


def _object_predicate(site: _Site) -> tuple[int, ...] | None:
    """An object and what it is called: a second object, an adjective, a small clause, or a phrase with "as"."""
    parse, verb = site.parse, site.verb
    for child in parse.children(verb, "ccomp", "oprd", "xcomp", "acomp"):
        if child < verb:
            continue
        own = parse.child(child, *_SUBJECTS) or parse.child(verb, "dobj")
        if own is None or own < verb or parse.child(child, "mark") is not None:
            continue
        if parse.tags[child] in ("VBD", "VBZ", "VBP") or parse.child(child, "aux") is not None:
            continue
        return _reach(site, min(parse.subtree(own)), max(parse.subtree(child)))
    return _object_prepositional(site, ("as",))


def _object_prepositional(site: _Site, prepositions: tuple[str, ...] = _ABOUT) -> tuple[int, ...] | None:
    parse, verb = site.parse, site.verb
    head = parse.child(verb, "dobj", "dative")
    if head is None or head < verb:
        return None
    objects = parse.conjuncts(head)
    for child in (*parse.children(verb, "prep"), *(c for one in objects for c in parse.children(one, "prep"))):
        if child > head and parse.words[child] in prepositions:
            return _reach(site, min(parse.subtree(head)), max(parse.subtree(child)))
    return None


_FRAMES: tuple[tuple[str, Callable[[_Site], tuple[int, ...] | None]], ...] = (
    ("obj_inf", _object_infinitive),
    ("clause", _clause),
    ("inf", _infinitive),
    ("ger", _gerund),
    ("obj_comp", _object_predicate),
    ("obj_prep", _object_prepositional),
    ("np", _object),
)


def find_complement(
    parse: Parse, verb: int, senses: Sequence[tuple[Sense, tuple[int, ...]]], zones: Sequence[int]
) -> Complement | None:
    """The first frame of the first sense that the words after the verb fill, or None."""
    passive = parse.child(verb, "auxpass") is not None or parse.child(verb, "nsubjpass") is not None
    for length in sorted({len(sense.words) for sense, _ in senses}, reverse=True):
        here = [(sense, rest) for sense, rest in senses if len(sense.words) == length]
        if passive:
            found = _find_passive(parse, verb, here, zones)
            if found is not None:
                return found
            continue
        for frame, rule in _FRAMES:
            for sense, rest in here:
                if frame not in sense.frames:
                    continue
                content = rule(_Site(parse, verb, rest, zones))
                if content:
                    return Complement(sense, rest, content, frame, _addressee(parse, verb, sense, content, frame))
    return None


def _addressee(parse: Parse, verb: int, sense: Sense, content: Sequence[int], frame: str) -> int | None:
    """The head of whom a clause was said to: the object before it, who is told to act, or the object of "to"."""
    if frame == "obj_inf" and sense.kind == "directive":
        clause = parse.child(verb, "ccomp", "xcomp")
        doer = parse.child(clause, "nsubj", "nsubjpass") if clause is not None else None
        return doer if doer is not None and doer > verb else parse.child(verb, "dobj", "dative")
    if "addressee" in sense.frames:
        for child in parse.children(verb, "dobj", "dative"):
            if child > verb and child not in content:
                return child
    for child in parse.children(verb, "prep", "dative"):
        if child not in content and parse.words[child] == "to" and child > verb:
            return parse.child(child, "pobj")
    return None


def _find_passive(
    parse: Parse, verb: int, senses: Sequence[tuple[Sense, tuple[int, ...]]], zones: Sequence[int]
) -> Complement | None:
    """The content of a passive cue: its subject with what follows; the source is the agent, where one is named."""
    agent = next((a for a in (parse.child(c, "pobj") for c in parse.children(verb, "agent")) if a is not None), None)
    subject = parse.child(verb, "nsubjpass", "nsubj")
    if subject is None or subject > verb or parse.words[subject] in _RELATIVES:
        return None
    for sense, rest in senses:
        if agent is None and "passive" not in sense.frames:
            continue
        site = _Site(parse, verb, rest, zones)
        tail = _clause(site) or _infinitive(site) or _passive_tail(site)
        if agent is None and not tail:
            continue
        if parse.words[subject] == "it" and tail:
            return Complement(sense, rest, tail, "passive", None, agent)
        tokens = parse.subtree(subject)
        if not sense.frames & {"np", "passive", "obj_prep", "obj_comp", "obj_inf"}:
            continue
        head = tidy_range(parse, min(tokens), min(max(tokens), verb - 1))
        return Complement(sense, rest, (*head, *(t for t in tail or () if t not in head)), "passive", None, agent)
    return None


def _passive_tail(site: _Site) -> tuple[int, ...] | None:
    """What a passive says of its subject: an infinitive, or a phrase with "as", "of" or "for"."""
    parse = site.parse
    for child in parse.children(site.verb, "prep", "oprd", "xcomp"):
        if child > site.verb and (parse.deps[child] != "prep" or parse.words[child] in ("as", "of", "for")):
            first, stop = edges(parse.subtree(child))
            return tidy_range(parse, first, stop - 1)
    return None
