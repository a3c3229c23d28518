"""Gives quotations their speakers: by the cue beside them, by the paragraph they carry on, or by nobody."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from tocsin.annotate.attribution.beside import draft_beside
from tocsin.annotate.attribution.lexicon import Sense
from tocsin.annotate.attribution.page import Draft, Page
from tocsin.text.quotes import Quotation
from tocsin.text.span import Span

__all__ = ["attribute_quotations"]

_SAID = Sense(("say",), "assertion", "neutral", "affirmed", frozenset({"quote"}))


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
        holder = _holder(kept, quotation)
        if holder is None:
            found = draft_beside(page, quotation)
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


def _holder(drafts: Sequence[Draft], quotation: Quotation) -> int | None:
    """The draft that already holds the quotation, or part of it: of several the one whose cue is nearest outside."""
    best: tuple[int, int] | None = None
    start, end = quotation.span.start, quotation.span.end
    for index, draft in enumerate(drafts):
        if start <= draft.anchor < end:
            continue
        # Compared by hand: every quotation meets every draft.
        if any(span.start < end and start < span.end for span in draft.content):
            gap = min(abs(draft.anchor - start), abs(draft.anchor - end))
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


def _carries_on(page: Page, draft: Draft, quotation: Quotation, before: Quotation | None) -> bool:
    """Whether a quotation goes on where the last one stopped: the next sentence of its paragraph, or reopened."""
    if (
        before is not None
        and before.carries_on
        and before.span.overlaps(Span(draft.content[-1].start, draft.content[-1].end))
    ):
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
    """The statement whose cue clause ends the sentence before ("..., she said."): the quotation goes on with it."""
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
    near = [
        d
        for d in drafts
        if d.anchor < quotation.span.start
        and d.source
        and sentences[d.sentence].paragraph == sentence.paragraph
        and page.quotation_at(d.anchor) is None
    ]
    if (
        not near
        or near[-1].sentence < sentence.index - 1
        or len({d.head for d in near if d.sentence == near[-1].sentence}) != 1
    ):
        return None
    model = near[-1]
    if model.head is None or model.head.span.of(page.raw).lower() in ("they", "it", "we", "who", "that", "which"):
        return None
    return Draft(
        sentence=sentence.index,
        anchor=quotation.span.start,
        source=model.source,
        head=model.head,
        cue=(),
        content=(quotation.span,),
        sense=_SAID,
        negated=False,
        rule="floating",
        score=0.5,
        inferred=True,
    )
