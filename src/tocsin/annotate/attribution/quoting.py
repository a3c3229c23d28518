"""Gives quotations their speakers: by the cue beside them, by the paragraph they carry on, or by nobody."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from tocsin.annotate.attribution.circumstances import adverbials, find_audience, find_venue
from tocsin.annotate.attribution.clauses import Subject, cue_tokens, find_subject, is_negated, noun_phrase
from tocsin.annotate.attribution.lexicon import Sense, match_verb
from tocsin.annotate.attribution.page import Draft, Page
from tocsin.annotate.parse import Parse
from tocsin.text.quotes import Quotation
from tocsin.text.span import Span

__all__ = ["attribute_quotations"]

_SAID = Sense(("say",), "assertion", "neutral", "affirmed", frozenset({"quote"}))
# How many tokens may lie between a quotation and the verb of the clause that gives it a speaker.
_NEAR = 14


class Quoted(msgspec.Struct, frozen=True):
    """The drafts with their quotations whole, and the quotations that found no speaker."""

    drafts: tuple[Draft, ...]
    unattributed: tuple[Quotation, ...]


def attribute_quotations(page: Page, drafts: Sequence[Draft]) -> Quoted:
    """Widens contents to the quotations they touch, and finds a speaker for the other quotations."""
    kept = list(drafts)
    last: int | None = None  # the draft whose words were quoted last
    lost: list[Quotation] = []
    carried: Quotation | None = None
    for quotation in page.quotations:
        holder = _holder(page, kept, quotation)
        if holder is None:
            found = _draft_beside(page, quotation)
            if found is not None:
                same = next((i for i, d in enumerate(kept) if d.anchor == found.anchor), None)
                if same is None:
                    kept.append(found)
                    holder = len(kept) - 1
                else:
                    holder = same
        if holder is None and last is not None and _carries_on(page, kept[last], quotation, carried):
            holder = last
        if holder is None:
            holder = _spoken_before(page, kept, quotation)
        if holder is None:
            found = _draft_floating(page, kept, quotation)
            if found is not None:
                kept.append(found)
                holder = len(kept) - 1
        if holder is None:
            lost.append(quotation)
        else:
            kept[holder] = _widen(page, kept[holder], quotation)
            last = holder
        carried = quotation
    return Quoted(tuple(kept), tuple(lost))


def _holder(page: Page, drafts: Sequence[Draft], quotation: Quotation) -> int | None:
    """The draft that already holds the quotation, or part of it: of several the one whose cue is nearest outside."""
    best: tuple[int, int] | None = None
    for index, draft in enumerate(drafts):
        if quotation.span.start <= draft.anchor < quotation.span.end:
            continue
        if any(span.overlaps(quotation.span) for span in draft.content):
            gap = min(abs(draft.anchor - quotation.span.start), abs(draft.anchor - quotation.span.end))
            if best is None or gap < best[0]:
                best = (gap, index)
    return best[1] if best else None


def _widen(page: Page, draft: Draft, quotation: Quotation) -> Draft:
    """The draft with the whole quotation in its content, less what is its cue or source."""
    own = (*draft.cue, *draft.source)
    if any(span.overlaps(quotation.span) for span in own):
        return draft
    spans = page.join((*draft.content, quotation.span))
    if any(span.overlaps(other) for span in spans for other in own):
        return draft
    return replace(draft, content=spans)


def _draft_beside(page: Page, quotation: Quotation) -> Draft | None:
    """A statement from a cue verb in the words around a quotation, by place alone: behind it first, then before it."""
    behind = page.text.sentence_at(quotation.span.end - 1)
    front = page.text.sentence_at(quotation.span.start)
    for sentence, forward in ((behind, True), (front, False)):
        parse = page.analysis.parse(sentence) if sentence else None
        if parse is not None:
            found = _cue_near(page, parse, quotation, forward)
            if found is not None:
                return found
    return None


def _cue_near(page: Page, parse: Parse, quotation: Quotation, forward: bool) -> Draft | None:
    zones = page.zones(parse)
    outside = [
        i
        for i, token in enumerate(parse.tokens)
        if zones[i] < 0 and (token.span.start >= quotation.span.end if forward else token.span.end <= quotation.span.start)
    ]
    run = outside[: _NEAR] if forward else outside[::-1][:_NEAR]
    for step, token in enumerate(run):
        if abs(token - run[0]) != step or parse.words[token] == ";":
            return None
        if not parse.tags[token].startswith("VB"):
            continue
        sense = next((s for s, rest in match_verb(parse, token) if "quote" in s.frames and not rest), None)
        if sense is None:
            if forward:
                return None
            continue
        subject = find_subject(parse, token, zones) or _beside(parse, token, zones, forward)
        if subject is not None:
            return _draft(page, parse, token, subject, sense, quotation)
    return None


def _beside(parse: Parse, verb: int, zones: Sequence[int], forward: bool) -> Subject | None:
    """A noun phrase right behind the verb, where the parser saw no subject ("said Smith")."""
    if not forward:
        return None
    for child in parse.children(verb):
        if child > verb and zones[child] < 0 and parse.pos[child] in ("PROPN", "PRON", "NOUN"):
            return Subject(child, noun_phrase(parse, child, zones), child, 0.75)
    return None


def _draft(
    page: Page, parse: Parse, verb: int, subject: Subject, sense: Sense, quotation: Quotation
) -> Draft | None:
    zones = page.zones(parse)
    cue = cue_tokens(parse, verb, (), zones)
    cue = tuple(t for t in cue if t not in subject.tokens and zones[t] < 0)
    source = [t for t in subject.tokens if zones[t] < 0]
    if not cue or not source:
        return None
    clause = adverbials(parse, verb, (), zones)
    return Draft(
        sentence=parse.sentence.index,
        anchor=parse.tokens[verb].span.start,
        source=page.spans(parse, source),
        head=parse.tokens[subject.refers_to].span,
        cue=page.spans(parse, cue),
        content=(quotation.span,),
        sense=sense,
        negated=is_negated(parse, verb, subject),
        rule="beside",
        score=round(0.8 * subject.sure, 3),
        clause=page.spans(parse, clause),
        addressees=find_audience(parse, clause, None),
        venue=find_venue(parse, verb, clause),
    )


def _carries_on(page: Page, draft: Draft, quotation: Quotation, before: Quotation | None) -> bool:
    """Whether a quotation goes on where the last one stopped: the next sentence of its paragraph, or reopened."""
    if before is not None and before.carries_on and before.span.overlaps(Span(draft.content[-1].start, draft.content[-1].end)):
        return True
    first = page.text.sentence_at(quotation.span.start)
    last = draft.content[-1]
    if first is None:
        return False
    end = page.text.sentence_at(max(last.end, draft.cue[-1].end if draft.cue else 0) - 1)
    if end is None or end.paragraph != first.paragraph:
        return False
    lead = page.raw[first.span.start : quotation.span.start]
    return first.index - end.index <= 1 and not any(c.isalnum() for c in lead)


def _spoken_before(page: Page, drafts: Sequence[Draft], quotation: Quotation) -> int | None:
    """The statement that ends the sentence before with its cue clause ("..., she said."): the quotation goes on with it."""
    sentence = page.text.sentence_at(quotation.span.start)
    if sentence is None or any(c.isalnum() for c in page.raw[sentence.span.start : quotation.span.start]):
        return None
    for index, draft in enumerate(drafts):
        if draft.rule not in ("around", "beside", "according") or draft.sentence != sentence.index - 1:
            continue
        before = page.text.sentences[draft.sentence]
        if before.paragraph == sentence.paragraph and page.quotation_at(draft.anchor) is None:
            return index
    return None


def _draft_floating(page: Page, drafts: Sequence[Draft], quotation: Quotation) -> Draft | None:
    """A statement for a quotation without a cue, if its paragraph has one source only, and that before it."""
    sentence = page.text.sentence_at(quotation.span.start)
    if sentence is None or any(c.isalnum() for c in page.raw[sentence.span.start : quotation.span.start]):
        return None
    sentences = page.text.sentences
    near = [d for d in drafts if d.anchor < quotation.span.start and d.source
            and sentences[d.sentence].paragraph == sentence.paragraph and page.quotation_at(d.anchor) is None]
    if not near or near[-1].sentence < sentence.index - 1 or len({d.head for d in near if d.sentence == near[-1].sentence}) != 1:
        return None
    model = near[-1]
    return Draft(
        sentence=sentence.index, anchor=quotation.span.start, source=model.source, head=model.head, cue=(),
        content=(quotation.span,), sense=_SAID, negated=False, rule="floating", score=0.5, inferred=True,
    )
