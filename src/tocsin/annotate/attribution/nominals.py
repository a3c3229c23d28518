"""Drafts statements from what is no verb: "according to X", "in X's view", "X's warning that", "X is sure that"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from tocsin.annotate.attribution.clauses import Subject, cue_tokens, find_subject, is_negated, noun_phrase
from tocsin.annotate.attribution.frames import tidy_range
from tocsin.annotate.attribution.lexicon import Sense, adjective_sense, noun_sense, words_of
from tocsin.annotate.attribution.nouns import holding_verb, noun_complement
from tocsin.annotate.attribution.page import Draft, Page, edges, read_head
from tocsin.annotate.parse import Parse

__all__ = ["draft_nominals", "make_nominal"]

_ACCORDING = Sense(("according", "to"), "assertion")
_REPORTEDLY = Sense(("reportedly",), "assertion", "doubts")
_BREAKS = frozenset({";"})
_FIRST_PERSON = frozenset({"i", "we", "my", "our", "me", "us", "mine", "ours"})
_OF_SOURCE = frozenset({"PERSON", "ORG", "GPE", "NORP"})


def draft_nominals(page: Page, parse: Parse) -> Iterator[Draft]:
    """The statements of one sentence whose cue is a preposition, a noun or an adjective, in text order."""
    zones = page.zones(parse)
    for token in range(len(parse)):
        found: Draft | None = None
        if parse.words[token] == "according":
            found = _according(page, parse, token, zones)
        elif parse.words[token] in ("in", "from", "to") and parse.pos[token] in ("ADP", "SCONJ"):
            found = _perspective(page, parse, token, zones)
        elif parse.pos[token] in ("NOUN", "PROPN"):
            found = _noun(page, parse, token, zones)
        elif parse.deps[token] == "acomp" or (parse.pos[token] == "ADJ" and parse.deps[token] == "conj"):
            found = _adjective(page, parse, token, zones)
        elif parse.words[token] in words_of("adverbs", "reported"):
            found = _adverb(page, parse, token, zones)
        if found is not None:
            yield found


def _according(page: Page, parse: Parse, token: int, zones: Sequence[int]) -> Draft | None:
    """The statement of "..., according to X" or "According to X, ..."."""
    if token + 2 >= len(parse) or parse.words[token + 1] != "to":
        return None
    head = parse.child(token + 1, "pobj") or next(
        (t for t in range(token + 2, len(parse)) if parse.pos[t] in ("NOUN", "PROPN", "PRON")), None
    )
    if head is None or zones[head] != zones[token]:
        return None
    source = [t for t in noun_phrase(parse, head, zones) if t > token + 1]
    content = _rest_of_sentence(parse, token, max(source, default=token), zones)
    subject = Subject(head, tuple(source), head)
    return make_nominal(page, parse, subject, (token, token + 1), content, _ACCORDING, "according", 0.9)


def _rest_of_sentence(parse: Parse, first: int, last: int, zones: Sequence[int]) -> tuple[int, ...]:
    """What a phrase of attribution covers: all before it in its sentence; where it opens the sentence, all after it."""
    left_end = first - 1
    start = next((i + 1 for i in range(left_end, -1, -1) if parse.words[i] in _BREAKS and zones[i] == zones[first]), 0)
    left = tidy_range(parse, start, left_end)
    right: tuple[int, ...] = ()
    if last + 1 < len(parse) and (not left or parse.words[last + 1] == ","):
        follows = last + 2 if parse.words[last + 1] in (",", ":") else last + 1
        stop = next(
            (i for i in range(follows, len(parse)) if parse.words[i] in _BREAKS and zones[i] == zones[first]),
            len(parse),
        )
        if not left or (follows < len(parse) and parse.tags[follows] not in ("WP", "WDT", "VBG", "CC", "VBN")):
            right = tidy_range(parse, follows, stop - 1)
    if left and len(left) < 3 and right:
        return right
    return (*left, *right)


def _perspective(page: Page, parse: Parse, token: int, zones: Sequence[int]) -> Draft | None:
    """The statement of "In X's view, ...", "From X's perspective, ...", "In the words of X, ..."."""
    key = {"in": "words", "from": "perspective", "to": "mind"}[parse.words[token]]
    nouns = words_of("prepositions", key) if key != "mind" else frozenset({"mind", "eyes"})
    head = parse.child(token, "pobj")
    if head is None or (parse.lemmas[head] not in nouns and parse.words[head] not in nouns) or head > token + 10:
        return None
    owner = parse.child(head, "poss")
    if owner is None:
        owner = _modifier(parse, head) if key == "perspective" else _of_object(parse, head)
    if owner is None:
        owner = _of_object(parse, head)
    if owner is None:
        return None
    phrase = parse.subtree(token)
    if min(phrase) != token:
        return None
    source = noun_phrase(parse, owner, zones, [head] if owner < head else [])
    source = tuple(t for t in source if parse.tags[t] != "POS" and t in phrase)
    content = _rest_of_sentence(parse, token, max(phrase), zones)
    if key != "words" and _is_of_another(parse, token, owner, content, zones):
        return None
    cue = tuple(t for t in phrase if t not in source)
    return make_nominal(
        page,
        parse,
        Subject(owner, source, owner),
        cue,
        content,
        Sense((parse.lemmas[head],), "belief"),
        "perspective",
        0.8,
    )


def _is_of_another(parse: Parse, token: int, owner: int, content: Sequence[int], zones: Sequence[int]) -> bool:
    """Whether a speaker only takes the part of X: "From X's perspective, "I think ...", Y said"."""
    if parse.words[owner] in _FIRST_PERSON or not content:
        return False
    quoted = all(zones[t] != zones[token] for t in content)
    return quoted or any(parse.words[t] in _FIRST_PERSON for t in content)


def _modifier(parse: Parse, head: int) -> int | None:
    """The name before the noun ("the Kremlin point of view", "the Russian perspective")."""
    return next(
        (c for c in parse.children(head, "compound", "amod", "nmod") if parse.tags[c] == "NNP" or _is_name(parse, c)),
        None,
    )


def _is_name(parse: Parse, token: int) -> bool:
    return any(name.start <= token < name.end and name.label in _OF_SOURCE for name in parse.names)


def _of_object(parse: Parse, head: int) -> int | None:
    for child in parse.children(head, "prep"):
        if parse.words[child] == "of":
            found = parse.child(child, "pobj")
            return found if found is None or parse.words[found] != "view" else None
    return None


def _noun(page: Page, parse: Parse, noun: int, zones: Sequence[int]) -> Draft | None:
    """A noun that names a statement with what is stated: "X's warning that ...", "X voiced concern about ..."."""
    sense = noun_sense(parse.lemmas[noun])
    if sense is None:
        return None
    owner, verb = parse.child(noun, "poss"), holding_verb(parse, noun)
    content = noun_complement(parse, noun, zones, owned=owner is not None or verb is not None)
    if not content:
        return None
    if verb is not None:
        source = find_subject(parse, verb, zones)
        cue = tuple(range(min(cue_tokens(parse, verb, (), zones)), noun + 1))
    elif owner is not None:
        tokens = tuple(t for t in noun_phrase(parse, owner, zones, [noun]) if parse.tags[t] != "POS" and t < noun)
        source = Subject(owner, tokens, owner, 0.9)
        cue = _noun_cue(parse, noun, source, zones)
    else:
        return None
    if source is None:
        return None
    if content[0] == noun + 2 and parse.pos[noun + 1] == "ADP":
        cue = (*cue, noun + 1)
    refused = any(parse.words[c] in ("no", "little") for c in parse.children(noun, "det", "amod"))
    negated = refused or (verb is not None and is_negated(parse, verb, source))
    draft = make_nominal(page, parse, source, cue, content, sense, "noun", 0.7 * source.sure)
    return draft and replace(draft, negated=(sense.polarity == "negated") != negated)


def _noun_cue(parse: Parse, noun: int, source: Subject, zones: Sequence[int]) -> tuple[int, ...]:
    """The noun with the words right before it, back to the owner's mark or to the verb that has it."""
    first = noun
    floor = max(source.tokens, default=-1)
    while (
        first - 1 > floor
        and zones[first - 1] == zones[noun]
        and parse.pos[first - 1] in ("ADJ", "ADV", "PART", "NOUN", "DET")
    ):
        first -= 1
    return tuple(range(first, noun + 1))


def _adjective(page: Page, parse: Parse, token: int, zones: Sequence[int]) -> Draft | None:
    """The statement of "X is worried that ...", "X was not sure whether ...", "X is concerned about ..."."""
    sense = adjective_sense(parse.words[token])
    if sense is None:
        return None
    verb = parse.heads[token] if parse.deps[token] == "acomp" else token
    subject = find_subject(parse, verb, zones)
    if subject is None or parse.words[subject.head] in ("it", "that", "this", "what") or subject.head > token:
        return None
    content = _adjective_complement(parse, token, verb, eager=sense.kind in ("intention", "attitude"))
    if not content:
        return None
    cue = cue_tokens(parse, verb, (), zones)
    cue = tuple(t for t in range(min(cue), token + 1) if t not in subject.tokens)
    if content[0] == token + 2 and parse.pos[token + 1] == "ADP":
        cue = (*cue, token + 1)
    return make_nominal(page, parse, subject, cue, content, sense, "adjective", 0.75)


def _adjective_complement(parse: Parse, token: int, verb: int, *, eager: bool) -> tuple[int, ...]:
    """What somebody is sure of or worried about. A bare infinitive tells a will only ("eager to", but "certain to")."""
    for child in (
        *parse.children(token, "ccomp", "xcomp", "advcl"),
        *(parse.children(verb, "ccomp", "xcomp", "advcl") if verb != token else ()),
    ):
        tokens = parse.subtree(child)
        if min(tokens) <= token or child <= token or min(tokens) > token + 3:
            continue
        opener = parse.words[min(tokens)]
        if opener == "to" and not eager:
            continue
        bare = parse.deps[child] == "ccomp" and parse.child(child, "nsubj", "nsubjpass", "expl") is not None
        if opener in ("that", "to", "whether", "if", "what", "how") or bare:
            first, stop = edges(tokens)
            return tidy_range(parse, first, stop - 1)
    for child in parse.children(token, "prep"):
        if child == token + 1 and parse.words[child] in ("about", "of", "by", "over", "with", "for", "to", "at", "in"):
            first, stop = edges(parse.subtree(child))
            return tidy_range(parse, first + 1, stop - 1)
    return ()


def _adverb(page: Page, parse: Parse, token: int, zones: Sequence[int]) -> Draft | None:
    """The statement of "reportedly": the clause it stands in, told by somebody whom the page leaves out."""
    verb = parse.heads[token]
    if parse.pos[verb] not in ("VERB", "AUX"):
        return None
    tokens = [t for t in parse.subtree(verb) if t != token and zones[t] == zones[token]]
    first, stop = edges(tokens)
    content = tuple(t for t in tidy_range(parse, first, stop - 1) if t != token)
    return make_nominal(page, parse, None, (token,), content, _REPORTEDLY, "adverb", 0.6)


def make_nominal(
    page: Page,
    parse: Parse,
    subject: Subject | None,
    cue: Sequence[int],
    content: Sequence[int],
    sense: Sense,
    rule: str,
    score: float,
) -> Draft | None:
    """The draft of a cue that is no verb, or None where nothing is said or its source has no words of its own."""
    zones = page.zones(parse)
    zone = zones[cue[0]] if cue else -1
    own = set(subject.tokens) if subject else set()
    body = page.body(parse)
    said = [t for t in content if t >= body and t not in own and t not in cue and (zone < 0 or zones[t] == zone)]
    cue = [t for t in cue if t not in own]
    if not said or not cue or (subject is not None and not subject.tokens):
        return None
    return Draft(
        sentence=parse.sentence.index,
        anchor=parse.tokens[cue[0]].span.start,
        source=page.spans(parse, subject.tokens) if subject else (),
        head=read_head(parse, subject.refers_to) if subject else None,
        cue=page.spans(parse, cue),
        content=page.spans(parse, said),
        sense=sense,
        negated=(sense.polarity == "negated")
        != (rule == "adjective" and is_negated(parse, parse.heads[cue[-1]], subject)),
        rule=rule,
        score=round(score, 3),
    )
