"""Drafts statements from cue verbs: what follows the verb as its complement, or what stands around its clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tocsin.annotate.attribution.circumstances import CITING, adverbials, find_audience, find_cited, find_venue
from tocsin.annotate.attribution.clauses import (
    QUOTING,
    Subject,
    can_speak,
    cue_tokens,
    find_subject,
    is_negated,
    noun_phrase,
    venue_tokens,
)
from tocsin.annotate.attribution.frames import Complement, find_complement, tidy_range
from tocsin.annotate.attribution.lexicon import Sense, match_verb, words_of
from tocsin.annotate.attribution.nouns import is_held_noun
from tocsin.annotate.attribution.page import Draft, Page, read_head
from tocsin.annotate.parse import Parse

__all__ = ["draft_verb", "draft_verbs"]

_STOPS = frozenset({".", "?", "!", ";"})
# Fewer quoted words behind a preposition are the title of a work.
_SPEECH = 6
_EDGE = frozenset({",", '"', "'", "--", "-", "\u2013", "\u2014", "?", "!", "...", "(", ")", ":"})
_CIRCUMSTANCE = frozenset(
    {"prep", "advcl", "npadvmod", "advmod", "nsubj", "nsubjpass", "aux", "dobj", "attr", "intj", "expl"}
)
_BEHIND = ("prep", "npadvmod", "advmod", "dative", "prt", "tmod", "agent", "dobj", "punct")


def draft_verbs(page: Page, parse: Parse) -> Iterator[Draft]:
    """The statements that the verbs of one sentence make, in text order."""
    zones = page.zones(parse)
    for verb in range(len(parse)):
        if parse.pos[verb] not in ("VERB", "AUX") and not parse.tags[verb].startswith("VB"):
            continue
        senses = match_verb(parse, verb)
        if senses and parse.words[verb] not in CITING:
            draft = draft_verb(page, parse, verb, senses, zones)
            if draft is not None:
                yield draft


def draft_verb(
    page: Page, parse: Parse, verb: int, senses: Sequence[tuple[Sense, tuple[int, ...]]], zones: Sequence[int]
) -> Draft | None:
    """The draft of a verb taken in one of some senses, or None where it governs nothing or nobody is its subject."""
    found = find_complement(parse, verb, senses, zones)
    subject = find_subject(parse, verb, zones)
    if found is not None and found.frame == "passive":
        if parse.lemmas[verb] in QUOTING and any(parse.words[c] == "as" for c in parse.children(verb, "prep")):
            return None  # "was quoted as saying": the verb of saying has it
        tokens = noun_phrase(parse, found.source, zones) if found.source is not None else ()
        source = Subject(found.source, tokens, found.source) if found.source is not None else None
        return _make(page, parse, verb, source, found, zones)
    if found is None or subject is None or ("quote" in found.sense.frames and found.frame in ("np", "inf")):
        around = _around(parse, verb, senses, subject, zones)
        if around is not None:
            return _make(page, parse, verb, around[0], around[1], zones)
    if found is None or subject is None:
        return None
    held = parse.child(verb, "dobj") if found.frame in ("np", "obj_prep") else None
    if held is not None and is_held_noun(parse, verb, held, zones):
        return None  # "voiced concern about": the noun's rule has it
    clash = set(found.content) & set(subject.tokens)
    return None if clash else _make(page, parse, verb, subject, found, zones)


def _around(
    parse: Parse,
    verb: int,
    senses: Sequence[tuple[Sense, tuple[int, ...]]],
    subject: Subject | None,
    zones: Sequence[int],
) -> tuple[Subject, Complement] | None:
    """The content around a cue clause of its own: "..., she said", "..., she said, ...", "... said Smith"."""
    saying = next(((s, r) for s, r in senses if "quote" in s.frames and not r), None)
    auxiliaries = parse.children(verb, "aux")
    if saying is None or (parse.tags[verb] in ("VB", "VBN") and not auxiliaries):
        return None
    if any(parse.words[c] in ("nothing", "little", "so", "much") for c in parse.children(verb, "dobj")):
        return None  # "said nothing"
    if any(parse.tags[a] == "TO" for a in auxiliaries):
        return None
    subject = subject or _inverted(parse, verb, zones)
    if subject is None or parse.child(verb, "auxpass") is not None or subject.refers_to != subject.head:
        return None
    first, last = _own_clause(parse, verb, subject, zones)
    before = first > 0 and (parse.words[first - 1] in _EDGE or zones[first - 1] not in (-1, zones[verb]))
    after = last + 1 >= len(parse) or parse.words[last + 1] in _EDGE | _STOPS or zones[last + 1] != zones[verb]
    if not (before and after):
        return None
    left = tidy_range(parse, _start_of_left(parse, first, zones, verb), first - 1)
    right = _right_part(parse, last, zones, verb)
    if right and subject.head > verb and zones[right[0]] == zones[verb]:
        right = ()  # behind "said Smith," stands more about Smith
    if not left:
        return None
    if not _is_said(parse, verb, left, zones):
        # "In the end, she said, they left": the phrase is hers. "In a letter, she said: ..." tells only where.
        if not right or parse.words[last + 1] != ",":
            return None
        left = () if zones[right[0]] != zones[verb] else left
    addressee = next((c for c in parse.children(verb, "dobj", "dative") if c > verb and c not in subject.tokens), None)
    if addressee is not None and "addressee" not in saying[0].frames:
        addressee = None
    return subject, Complement(saying[0], (), (*left, *right), "around", addressee)


def _is_said(parse: Parse, verb: int, left: Sequence[int], zones: Sequence[int]) -> bool:
    """Whether the words before a cue clause are its content, and not a phrase or a clause of circumstance."""
    quoted = sum(zones[t] != zones[verb] for t in left)
    if parse.pos[left[0]] == "ADP" and zones[left[0]] == zones[verb] and quoted < _SPEECH:
        return False  # 'In "Sons of the Harbour", she said': a title
    if zones[left[-1]] != zones[verb] and 2 * quoted >= len(left):
        return True  # a quotation ends there
    inside = set(left)
    if parse.heads[verb] in inside:
        if parse.deps[verb] in ("relcl", "acl") and parse.words[left[-1] + 1] == ",":
            return not any(parse.tags[t] in ("WDT", "WP", "WRB") for t in parse.children(verb))
        return parse.deps[verb] not in ("conj", "relcl", "acl", "pcomp")
    tops = [c for c in parse.children(verb) if c in inside and parse.deps[c] not in ("punct", "cc", "mark")]
    return any(parse.deps[c] not in _CIRCUMSTANCE for c in tops)


def _inverted(parse: Parse, verb: int, zones: Sequence[int]) -> Subject | None:
    """The speaker behind the verb ("said Smith") where the parser took it for something else."""
    for child in parse.children(verb, "dobj", "attr", "oprd", "npadvmod", "dep", "ccomp", "nsubj"):
        adjoins = child > verb and min(parse.subtree(child)) == verb + 1
        if adjoins and can_speak(parse, child) and zones[child] == zones[verb]:
            return Subject(child, noun_phrase(parse, child, zones), child, 0.8)
    return None


def _own_clause(parse: Parse, verb: int, subject: Subject, zones: Sequence[int]) -> tuple[int, int]:
    """The cue's own clause as a closed token range: subject, verb, and the adverbials that hang on the verb."""
    cue = cue_tokens(parse, verb, (), zones)
    first, last = min(*subject.tokens, *cue), max(*subject.tokens, *cue)
    while first > 0 and parse.words[first - 1] in ("as", "then", "also"):
        first -= 1
    for child in parse.children(verb, *_BEHIND):
        tokens = [t for t in parse.subtree(child) if t > verb]
        adjoins = child > verb and tokens and min(tokens) <= last + 1 and parse.deps[child] != "punct"
        if adjoins and all(zones[t] == zones[verb] for t in tokens):
            last = max(last, *tokens)
    return first, last


def _start_of_left(parse: Parse, first: int, zones: Sequence[int], verb: int) -> int:
    """Where the content before a cue clause begins: at the sentence's start, or behind a semicolon outside marks."""
    for at in range(first - 2, 0, -1):
        if parse.words[at] == ";" and zones[at] == zones[verb]:
            return at + 1
    return 0


def _right_part(parse: Parse, last: int, zones: Sequence[int], verb: int) -> tuple[int, ...]:
    """The content after a cue clause in its middle: the rest of the sentence behind a comma or an opening mark."""
    at = last + 1
    if at >= len(parse) - 1 or (
        parse.words[at] not in (",", "--", "-", "\u2013", "\u2014", ":") and zones[at] == zones[verb]
    ):
        return ()
    start = at + 1 if zones[at] == zones[verb] else at
    if start >= len(parse) or parse.tags[start] == "VBG" or parse.words[start] in ("who", "which", "according", "as"):
        return ()
    return tidy_range(parse, start, len(parse) - 1)


def _make(
    page: Page, parse: Parse, verb: int, subject: Subject | None, found: Complement, zones: Sequence[int]
) -> Draft | None:
    """The draft of a verb with its complement."""
    body = page.body(parse)
    content = [t for t in found.content if t >= body and t != verb and (subject is None or t not in subject.tokens)]
    cue = cue_tokens(parse, verb, found.rest, zones)
    quoting = parse.heads[parse.heads[verb]]
    if parse.deps[verb] == "pcomp" and parse.lemmas[quoting] in QUOTING and quoting < verb:
        cue = (*cue_tokens(parse, quoting, (), zones), parse.heads[verb], *cue)
    if found.frame in ("clause", "around") and found.addressee is None:
        cue = (*cue, *(t for t in venue_tokens(parse, verb, zones) if t not in content and t not in cue))
    cue = tuple(t for t in cue if t not in content and (subject is None or t not in subject.tokens))
    if zones[verb] >= 0:
        content = [t for t in content if zones[t] == zones[verb]]
    if not any(parse.words[t][0].isalnum() for t in content) or not cue:
        return None
    clause = adverbials(parse, verb, content, zones)
    return Draft(
        sentence=parse.sentence.index,
        anchor=parse.tokens[verb].span.start,
        source=page.spans(parse, subject.tokens) if subject else (),
        head=read_head(parse, subject.refers_to) if subject else None,
        cue=page.spans(parse, cue),
        content=page.spans(parse, content),
        sense=found.sense,
        negated=(found.sense.polarity == "negated") != is_negated(parse, verb, subject),
        rule=found.frame,
        score=_score(subject, found),
        clause=page.spans(parse, clause),
        addressees=find_audience(parse, clause, found.addressee) if "quote" in found.sense.frames else (),
        venue=find_venue(parse, clause),
        cited=find_cited(parse, verb),
        stance=_stance(parse, verb),
    )


def _score(subject: Subject | None, found: Complement) -> float:
    """How sure the rule is: clauses of saying are surest, bare objects least; a borrowed subject costs."""
    base = {"clause": 0.9, "around": 0.9, "inf": 0.8, "obj_inf": 0.8, "passive": 0.65, "np": 0.6}.get(found.frame, 0.7)
    return round(base * (subject.sure if subject else 0.8), 3)


def _stance(parse: Parse, verb: int) -> str | None:
    """The reporter's stance where an adverb beside the cue tells it ("claimed falsely")."""
    beside = {parse.words[c] for c in parse.children(verb, "advmod")}
    for stance in ("denies", "doubts", "endorses"):
        if beside & words_of("adverbs", stance):
            return stance
    return None
