"""Drafts all statements of a page, rule by rule, and sets them one inside the other."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from tocsin.annotate.analysis import Analysis
from tocsin.annotate.attribution.agencies import fold_agencies
from tocsin.annotate.attribution.headlines import draft_headlines
from tocsin.annotate.attribution.nominals import draft_nominals
from tocsin.annotate.attribution.page import Draft, Page
from tocsin.annotate.attribution.quoting import attribute_quotations
from tocsin.annotate.attribution.turns import draft_turns
from tocsin.annotate.attribution.verbs import draft_verbs
from tocsin.text.quotes import Quotation
from tocsin.text.span import Span, trim_span

__all__ = ["Drafted", "NestedDraft", "draft_statements"]


_COLONS = frozenset({"headline", "label"})


class NestedDraft(msgspec.Struct, frozen=True):
    """A draft and the number of the draft whose content holds it, or None for a statement of the page itself."""

    draft: Draft
    parent: int | None


class Drafted(msgspec.Struct, frozen=True):
    """All drafts of a page in text order, and the quotations that no rule gave a speaker."""

    drafts: tuple[NestedDraft, ...]
    unattributed: tuple[Quotation, ...]


def draft_statements(analysis: Analysis) -> Drafted:
    """The statements of a document as drafts, nested."""
    page = Page(analysis)
    drafts: list[Draft] = []
    for parse in page.parses():
        drafts += draft_verbs(page, parse)
        drafts += draft_nominals(page, parse)
        drafts += draft_headlines(page, parse)
    quoted = attribute_quotations(page, drafts)
    turns = list(draft_turns(page))
    spoken = [span for turn in turns for span in turn.content]
    lost = tuple(q for q in quoted.unattributed if not any(span.contains(q.span) for span in spoken))
    labels = [turn.anchor for turn in turns]
    known = [d for d in quoted.drafts if not _in_any(d, lost) and not (d.rule in _COLONS and _starts_at(d, labels))]
    known = [*fold_agencies(page, known), *turns]
    ordered = sorted(known, key=lambda d: (d.anchor, d.rule))
    parents = _parents(ordered)
    nested = [
        NestedDraft(_within(page.raw, draft, None if above is None else ordered[above]), above)
        for draft, above in zip(ordered, parents, strict=True)
    ]
    return Drafted(tuple(nested), lost)


def _starts_at(draft: Draft, labels: Sequence[int]) -> bool:
    """Whether a draft is a turn's first line, read as a headline."""
    return any(span.start in labels for span in draft.source)


def _in_any(draft: Draft, quotations: Sequence[Quotation]) -> bool:
    """Whether a draft stands in words that nobody is known to have said: then nobody is known to think it either."""
    return any(q.span.start <= draft.anchor < q.span.end for q in quotations)


def _parents(drafts: Sequence[Draft]) -> list[int | None]:
    """The holder of each draft; where the rules would put drafts in a circle, the circle is opened at its last."""
    parents = [_parent(drafts, i) for i in range(len(drafts))]
    for start in range(len(drafts)):
        seen = {start}
        above = parents[start]
        while above is not None:
            if above in seen:
                parents[start] = None
                break
            seen.add(above)
            above = parents[above]
    return parents


def _within(raw: str, draft: Draft, holder: Draft | None) -> Draft:
    """The draft with only such content as its holder's content holds too."""
    if holder is None or all(any(outer.contains(span) for outer in holder.content) for span in draft.content):
        return draft
    kept: list[Span] = []
    for span in draft.content:
        for outer in holder.content:
            if span.overlaps(outer):
                piece = trim_span(raw, max(span.start, outer.start), min(span.end, outer.end), also=",;")
                kept += [piece] if piece else []
    return replace(draft, content=tuple(kept)) if kept else draft


def _parent(drafts: Sequence[Draft], index: int) -> int | None:
    """The draft with the least content that holds this one's cue (or content, where it has no cue)."""
    mine = drafts[index]
    best: tuple[int, int] | None = None
    for other, draft in enumerate(drafts):
        if other == index or not any(s.start <= mine.anchor < s.end for s in draft.content):
            continue
        if any(s.start <= draft.anchor < s.end for s in mine.content) and _size(draft) <= _size(mine):
            continue
        if best is None or _size(draft) < best[0]:
            best = (_size(draft), other)
    return best[1] if best else None


def _size(draft: Draft) -> int:
    return sum(len(span) for span in draft.content)
