"""Finds the speaker of a quotation by what stands right beside it: a clause of saying, or a name with a colon."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tocsin.annotate.attribution.circumstances import adverbials, find_audience, find_venue
from tocsin.annotate.attribution.clauses import Subject, can_speak, cue_tokens, find_subject, is_negated, noun_phrase
from tocsin.annotate.attribution.headlines import names_speaker
from tocsin.annotate.attribution.lexicon import Sense, match_verb
from tocsin.annotate.attribution.page import Draft, Head, Page, read_head
from tocsin.annotate.parse import Parse
from tocsin.text.quotes import Quotation
from tocsin.text.sentences import Sentence
from tocsin.text.span import Span

__all__ = ["draft_beside"]

# How many tokens may lie between a quotation and the verb of the clause that gives it a speaker.
_NEAR = 14
# A verb that the lexicon does not know must stand this near, with its subject, right behind the quotation.
_VERY_NEAR = 6
# A quotation of fewer words behind a colon is a word or a title rather than speech.
_WHOLE = 4
_LABEL = Sense((":",), "assertion")
_SIGNED = Sense(("\u2014",), "assertion", frames=frozenset({"quote"}))
_SIGNATURE = re.compile(
    r"\s*([\u2013\u2014\u2015]|--?)\s*((?:[A-Z][\w.'\u2019-]*\s?(?:(?:de|da|van|von|of|al|bin)\s)?){2,5})(?:,[^\n]{2,60})?\.?\s*"
)
_UNLISTED = Sense(("say",), "assertion", "neutral", "affirmed", frozenset({"quote"}))
_COMPLEMENTS = ("ccomp", "xcomp")
_DASHES = frozenset({"-", "--", "\u2013", "\u2014"})


def draft_beside(page: Page, quotation: Quotation) -> Draft | None:
    """A statement for a quotation by place alone: from the words behind it, then from those before it, or None."""
    behind = page.text.sentence_at(quotation.span.end - 1)
    front = page.text.sentence_at(quotation.span.start)
    if behind is not None and (parse := page.analysis.parse(behind)) is not None:
        found = _cue_near(page, parse, quotation, forward=True) or _unlisted(page, parse, quotation)
        if found is not None:
            return found
    found = _signed(page, quotation) or _after_question(page, quotation)
    if found is not None:
        return found
    for sentence in (front, _ushering(page, quotation, front)):
        if sentence is not None and (parse := page.analysis.parse(sentence)) is not None:
            found = _label(page, parse, quotation) or _cue_near(page, parse, quotation, forward=False)
            found = found or _introduced(page, parse, quotation)
            if found is not None:
                return found
    return None


def _ushering(page: Page, quotation: Quotation, front: Sentence | None) -> Sentence | None:
    """The sentence that ends in a colon right before the paragraph that the quotation opens."""
    if front is None or front.index == 0 or front.span.start != quotation.span.start:
        return None
    before = page.text.sentences[front.index - 1]
    return before if before.tokens[-1].text == ":" and front.paragraph - before.paragraph == 1 else None


def _signed(page: Page, quotation: Quotation) -> Draft | None:
    """A statement of whose name stands behind a quotation and a dash that end their paragraph ("..." - Ana Ruiz)."""
    sentence = page.text.sentence_at(quotation.span.end - 1)
    if sentence is None or not quotation.closed:
        return None
    paragraph = page.text.paragraphs[sentence.paragraph]
    match = _SIGNATURE.fullmatch(page.raw, quotation.span.end, paragraph.end)
    if match is None:
        return None
    dash, name = Span(*match.span(1)), Span(*match.span(2))
    last = Span(name.end - len(name.of(page.raw).split()[-1]), name.end)
    return Draft(
        sentence=sentence.index,
        anchor=dash.start,
        source=(name,),
        head=Head(last, proper=True, name=name, kind="person"),
        cue=(dash,),
        content=(quotation.span,),
        sense=_SIGNED,
        negated=False,
        rule="signed",
        score=0.75,
    )


def _run(page: Page, parse: Parse, quotation: Quotation, *, forward: bool) -> list[int]:
    """The tokens outside quotations next to this one on one side, nearest first."""
    zones = page.zones(parse)
    beyond = [
        i
        for i, token in enumerate(parse.tokens)
        if zones[i] < 0
        and (token.span.start >= quotation.span.end if forward else token.span.end <= quotation.span.start)
    ]
    run = beyond[:_NEAR] if forward else beyond[::-1][:_NEAR]
    return [token for step, token in enumerate(run) if abs(token - run[0]) == step]


def _cue_near(page: Page, parse: Parse, quotation: Quotation, *, forward: bool) -> Draft | None:
    """A statement from the nearest verb of saying on one side, if it has a subject on that side."""
    zones = page.zones(parse)
    for token in _run(page, parse, quotation, forward=forward):
        if parse.words[token] == ";":
            return None
        if not parse.tags[token].startswith("VB") or parse.child(token, "auxpass") is not None:
            continue  # of "was told" the subject is who heard it
        sense = next((s for s, rest in match_verb(parse, token) if "quote" in s.frames and not rest), None)
        if sense is None:
            if forward:
                return None
            continue
        subject = find_subject(parse, token, zones)
        if subject is None or (forward and parse.tokens[subject.head].span.end <= quotation.span.start):
            subject = _beside(parse, token, zones, forward)
        if subject is not None and (forward or _leads_to(page, parse, token, quotation)):
            return _draft(page, parse, token, subject, sense, quotation, 0.8)
    return None


def _leads_to(page: Page, parse: Parse, verb: int, quotation: Quotation) -> bool:
    """Whether the words between a verb and the quotation behind it introduce it: a colon, a comma, or nothing between.

    Words in the middle of a sentence ("answered the charge of "betrayal"") are no speech of the verb's subject.
    """
    start = parse.tokens[verb].span.end
    between = page.raw[start : quotation.span.start].strip()
    whole = quotation.inner.of(page.raw)[:1].isupper()
    return not between or between.endswith(":") or (whole and (between.endswith(",") or len(between.split()) <= 3))


def _unlisted(page: Page, parse: Parse, quotation: Quotation) -> Draft | None:
    """A statement from any finite verb right behind a quotation that ends in a comma ("...," she quavered)."""
    if not quotation.closed or page.raw[quotation.span.end - 2] not in ",?!":
        return None
    run = _run(page, parse, quotation, forward=True)[:_VERY_NEAR]
    verb = next((t for t in run if parse.tags[t] in ("VBD", "VBZ", "VBP")), None)
    if verb is None or any(parse.words[t] in (",", ";", "and", "but", "which", "who", "that") for t in run if t < verb):
        return None
    subject = find_subject(parse, verb, page.zones(parse))
    if subject is None or parse.pos[subject.head] not in ("PROPN", "PRON", "NOUN") or parse.pos[verb] == "AUX":
        return None
    if not set(subject.tokens) & set(run):
        return None
    return _draft(page, parse, verb, subject, _UNLISTED, quotation, 0.65)


def _after_question(page: Page, quotation: Quotation) -> Draft | None:
    """A statement from the next sentence, where a question mark inside the marks only seems to end this one."""
    if not quotation.closed or page.raw[quotation.span.end - 2] not in "?!":
        return None
    sentence = page.text.sentence_at(quotation.span.end - 1)
    if sentence is None or sentence.span.end != quotation.span.end or sentence.index + 1 >= len(page.text.sentences):
        return None
    following = page.text.sentences[sentence.index + 1]
    parse = page.analysis.parse(following)
    if parse is None or following.paragraph != sentence.paragraph:
        return None
    for token in range(min(len(parse), _NEAR)):
        senses = match_verb(parse, token) if parse.tags[token].startswith("VB") else []
        sense = next((s for s, rest in senses if "quote" in s.frames and not rest), None)
        if sense is None:
            continue
        subject = find_subject(parse, token, page.zones(parse))
        full = parse.child(token, *_COMPLEMENTS) is not None or any(
            page.zones(parse)[t] >= 0 for t in range(token, len(parse))
        )
        return None if subject is None or full else _draft(page, parse, token, subject, sense, quotation, 0.75)
    return None


def _label(page: Page, parse: Parse, quotation: Quotation) -> Draft | None:
    """A statement of a name that stands before a colon or a dash and the quotation ("HEADING - Ilse Varga: ...")."""
    run = sorted(_run(page, parse, quotation, forward=False))
    if len(run) < 2 or parse.words[run[-1]] != ":":
        return None
    first = max((i + 1 for i in run[:-1] if parse.words[i] in _DASHES), default=run[0])
    if (first != run[0] and first == run[-1]) or run[-1] - first > 9:
        return None
    source = tuple(range(first, run[-1]))
    if not source or not names_speaker(parse, first, run[-1]):
        return None
    head = max((i for i in source if parse.pos[i] in ("PROPN", "NOUN")), default=source[-1])
    return Draft(
        sentence=parse.sentence.index,
        anchor=parse.tokens[run[-1]].span.start,
        source=page.spans(parse, source),
        head=read_head(parse, head),
        cue=(parse.tokens[run[-1]].span,),
        content=(quotation.span,),
        sense=_LABEL,
        negated=False,
        rule="label",
        score=0.75,
    )


def _introduced(page: Page, parse: Parse, quotation: Quotation) -> Draft | None:
    """A statement of a clause's subject whose words follow a colon, whatever the verb ("welcomed the deal: "...")."""
    run = _run(page, parse, quotation, forward=False)
    if not run or parse.words[run[0]] != ":" or len(quotation.inner.of(page.raw).split()) < _WHOLE:
        return None
    zones = page.zones(parse)
    verb = next(
        (r for r in parse.roots if zones[r] < 0 and r < run[0] and parse.tags[r] in ("VBD", "VBZ", "VBP")), None
    )
    subject = find_subject(parse, verb, zones) if verb is not None else None
    if subject is None or not can_speak(parse, subject.head) or parse.words[subject.head] in ("it", "that", "this"):
        return None
    source = [token for token in subject.tokens if zones[token] < 0]
    if not source:
        return None
    return Draft(
        sentence=parse.sentence.index,
        anchor=parse.tokens[run[0]].span.start,
        source=page.spans(parse, source),
        head=read_head(parse, subject.refers_to),
        cue=(parse.tokens[run[0]].span,),
        content=(quotation.span,),
        sense=_LABEL,
        negated=False,
        rule="beside",
        score=round(0.65 * subject.sure, 3),
    )


def _beside(parse: Parse, verb: int, zones: Sequence[int], forward: bool) -> Subject | None:
    """A noun phrase right behind the verb, where the parser saw no subject ("said Smith")."""
    if not forward:
        return None
    for child in parse.children(verb):
        if child > verb and zones[child] < 0 and can_speak(parse, child):
            return Subject(child, noun_phrase(parse, child, zones), child, 0.75)
    return None


def _draft(
    page: Page, parse: Parse, verb: int, subject: Subject, sense: Sense, quotation: Quotation, score: float
) -> Draft | None:
    zones = page.zones(parse)
    cue = tuple(t for t in cue_tokens(parse, verb, (), zones) if t not in subject.tokens and zones[t] < 0)
    source = [t for t in subject.tokens if zones[t] < 0]
    if not cue or not source:
        return None
    clause = adverbials(parse, verb, (), zones)
    return Draft(
        sentence=parse.sentence.index,
        anchor=parse.tokens[verb].span.start,
        source=page.spans(parse, source),
        head=read_head(parse, subject.refers_to),
        cue=page.spans(parse, cue),
        content=(quotation.span,),
        sense=sense,
        negated=is_negated(parse, verb, subject),
        rule="beside",
        score=round(score * subject.sure, 3),
        clause=page.spans(parse, clause),
        addressees=find_audience(parse, clause, None),
        venue=find_venue(parse, clause),
    )
