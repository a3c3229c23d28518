"""Drafts all statements of a page, rule by rule, and sets them one inside the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from tocsin.annotate.analysis import Analysis
from tocsin.annotate.attribution.agencies import fold_agencies
from tocsin.annotate.attribution.headlines import draft_headlines
from tocsin.annotate.attribution.judged import Verdict, judge_page
from tocsin.annotate.attribution.lexicon import Sense
from tocsin.annotate.attribution.nominals import draft_nominals
from tocsin.annotate.attribution.opened import draft_opened
from tocsin.annotate.attribution.page import Draft, Drafted, NestedDraft, Page
from tocsin.annotate.attribution.quoting import attribute_quotations
from tocsin.annotate.attribution.turns import draft_turns
from tocsin.annotate.attribution.verbs import draft_verbs
from tocsin.annotate.parse import Parse
from tocsin.annotate.tagger import Tagger
from tocsin.annotate.tagger.learning import chance_of
from tocsin.text.quotes import Quotation
from tocsin.text.span import Span, trim_span

__all__ = ["draft_statements", "evidence_of"]

_SAID = Sense(("say",), "assertion", frames=frozenset({"quote"}))
_COLONS = frozenset({"headline", "label"})


# How likely a word must be a cue for a statement to be drafted of it though no rule took it.
_OPENS = 0.5
# The least chance that such a statement must have.
_STANDS = 0.5


def draft_statements(analysis: Analysis, tagger: Tagger | None = None) -> Drafted:
    """The statements of a document as drafts, nested: by the rules, and with a tagger by what it finds beside them.

    With a calibrated tagger the score of each draft is the chance that a person would mark the same.
    """
    page = Page(analysis)
    ruled = [draft for parse in page.parses() for draft in _by_rules(page, parse)]
    drafted = _assemble(page, ruled)
    if tagger is None:
        return drafted
    verdict = judge_page(page, drafted, tagger)
    cues: dict[int, list[Span]] = defaultdict(list)
    for nested in drafted.drafts:
        cues[nested.draft.sentence] += nested.draft.cue
    opened = [draft for parse in page.parses() for draft in _opened(page, parse, cues[parse.sentence.index], verdict)]
    likely = [d for d in opened if _chance(d, verdict, tagger.calibration, nested=False) >= _STANDS]
    if likely:
        drafted = _assemble(page, [*ruled, *likely])
    scored = [
        replace(
            n, draft=replace(n.draft, score=_chance(n.draft, verdict, tagger.calibration, nested=n.parent is not None))
        )
        for n in drafted.drafts
    ]
    return replace(drafted, drafts=tuple(scored))


def _chance(draft: Draft, verdict: Verdict, calibration: Sequence[float], *, nested: bool) -> float:
    chance = chance_of(evidence_of(draft, verdict, nested=nested), calibration)
    return min(chance, draft.score) if draft.inferred else chance


def evidence_of(draft: Draft, verdict: Verdict, *, nested: bool) -> tuple[float, ...]:
    """What speaks for a draft, as numbers: the rule's own score, and how likely its words have their roles."""
    content = verdict.logit("content", draft.content)
    return (
        draft.score,
        verdict.logit("source", draft.source),
        verdict.logit("cue", draft.cue),
        content,
        float(not draft.source),
        float(nested),
        float(nested) * content,
        float(draft.rule == "turn"),
    )


def _by_rules(page: Page, parse: Parse) -> Iterator[Draft]:
    yield from draft_verbs(page, parse)
    yield from draft_nominals(page, parse)
    yield from draft_headlines(page, parse)


def _opened(page: Page, parse: Parse, cues: Sequence[Span], verdict: Verdict) -> Iterator[Draft]:
    """Statements of the words of a sentence that are likely cues and stand in none of its cues yet."""
    taken = list(cues)
    for token in verdict.likely("cue", parse, _OPENS):
        if any(span.overlaps(parse.tokens[token].span) for span in taken):
            continue
        draft = draft_opened(page, parse, token)
        if draft is not None:
            yield draft
            taken += draft.cue


def _assemble(page: Page, ruled: Sequence[Draft]) -> Drafted:
    """Drafts with quotations, turns and agencies joined, in text order and one inside the other."""
    quoted = attribute_quotations(page, ruled)
    turns = list(draft_turns(page))
    spoken = [span for turn in turns for span in turn.content]
    lost = tuple(q for q in quoted.unattributed if not any(span.contains(q.span) for span in spoken))
    labels = [turn.anchor for turn in turns]
    known = [d for d in quoted.drafts if not _in_any(d, lost) and not (d.rule in _COLONS and _starts_at(d, labels))]
    known = [*fold_agencies(page, known), *turns, *(_of_nobody(page, q) for q in lost if page.is_speech(q))]
    ordered = sorted(known, key=lambda d: (d.anchor, d.rule))
    parents = _parents(ordered)
    nested = [
        NestedDraft(_within(page.raw, draft, None if above is None else ordered[above]), above)
        for draft, above in zip(ordered, parents, strict=True)
    ]
    return Drafted(tuple(nested), lost)


def _of_nobody(page: Page, quotation: Quotation) -> Draft:
    """The statement of words in quotation marks that nobody is named for: kept, with no source."""
    sentence = page.text.sentence_at(quotation.span.start)
    return Draft(
        sentence=sentence.index if sentence is not None else 0,
        anchor=quotation.span.start,
        source=(),
        head=None,
        cue=(),
        content=(quotation.span,),
        sense=_SAID,
        negated=False,
        rule="nobody",
        score=0.3,
        inferred=True,
    )


def _starts_at(draft: Draft, labels: Sequence[int]) -> bool:
    """Whether a draft is a turn's first line, read as a headline."""
    return any(span.start in labels for span in draft.source)


def _in_any(draft: Draft, quotations: Sequence[Quotation]) -> bool:
    """Whether a draft stands in words that nobody is known to have said: then nobody is known to think it either."""
    return any(q.span.start <= draft.anchor < q.span.end for q in quotations)


def _parents(drafts: Sequence[Draft]) -> list[int | None]:
    """The holder of each draft; where the rules would put drafts in a circle, the circle is opened at its last."""
    reaches = [
        (min(s.start for s in d.content), max(s.end for s in d.content)) if d.content else (0, 0) for d in drafts
    ]
    parents = [_parent(drafts, i, reaches) for i in range(len(drafts))]
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


def _parent(drafts: Sequence[Draft], index: int, reaches: Sequence[tuple[int, int]]) -> int | None:
    """The draft with the least content that holds this one's cue (or content, where it has no cue).

    `reaches` are the first and last character of each draft's content, by which most are told at a glance.
    """
    mine = drafts[index]
    best: tuple[int, int] | None = None
    for other, draft in enumerate(drafts):
        if not reaches[other][0] <= mine.anchor < reaches[other][1]:
            continue
        if other == index or not any(s.start <= mine.anchor < s.end for s in draft.content):
            continue
        if any(s.start <= draft.anchor < s.end for s in mine.content) and _size(draft) <= _size(mine):
            continue
        if best is None or _size(draft) < best[0]:
            best = (_size(draft), other)
    return best[1] if best else None


def _size(draft: Draft) -> int:
    return sum(len(span) for span in draft.content)
