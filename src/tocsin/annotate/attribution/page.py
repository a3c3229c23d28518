"""What the rules of attribution read: parses beside quotations, and the drafts they write."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

import msgspec

from tocsin.annotate.analysis import Analysis
from tocsin.annotate.attribution.lexicon import Sense
from tocsin.annotate.parse import Parse
from tocsin.text.quotes import Quotation
from tocsin.text.span import Span, join_spans

__all__ = ["Draft", "Page", "edges"]

_VERBS = frozenset({"VERB", "AUX"})
# Fewer words than this, with no verb among them, are words held at arm's length, not a quotation.
_SCARE_WORDS = 4


class Draft(msgspec.Struct, frozen=True):
    """A statement on its way: its spans, and what the rule that found it knows.

    `head` is the head word of the source, `addressees` those of the ones spoken to, `anchor` the offset that orders
    drafts (of the cue, or of the content where there is no cue). `clause` is what hangs on the cue beside the content:
    its times are those of the saying, and `venue` its place. `rule` names the rule; `score` is 0..1.
    """

    sentence: int
    anchor: int
    source: tuple[Span, ...]
    head: Span | None
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    sense: Sense
    negated: bool
    rule: str
    score: float
    clause: tuple[Span, ...] = ()
    addressees: tuple[Span, ...] = ()
    venue: Span | None = None
    stance: str | None = None
    inferred: bool = False


def edges(tokens: Iterable[int]) -> tuple[int, int]:
    """The range `[first, last + 1)` of some tokens; they must not be none."""
    many = list(tokens)
    return min(many), max(many) + 1


class Page:
    """One document as the rules see it. Quotations here are those that can hold somebody's words, not scare quotes."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.raw = analysis.text.raw
        self.text = analysis.text

    @cached_property
    def quotations(self) -> tuple[Quotation, ...]:
        """The quotations proper, in text order and not inside one another."""
        kept: list[Quotation] = []
        for quotation in self.text.quotations:
            inside = kept and quotation.span.start < kept[-1].span.end
            if not inside and not self.is_scare(quotation):
                kept.append(quotation)
        return tuple(kept)

    def is_scare(self, quotation: Quotation) -> bool:
        """Whether the marks only hold a word or a few at arm's length: short, no verb, no sentence of its own."""
        tokens = [t for s in self.text.sentences_in(quotation.inner) for t in s.tokens if quotation.inner.contains(t.span)]
        words = [t for t in tokens if t.text[0].isalnum()]
        if quotation.single:
            return len(words) < 2 * _SCARE_WORDS and not self._holds_verb(quotation.inner)
        if words and words[0].text[0].isupper() and tokens[-1].text in {",", ".", "?", "!"}:
            return False
        return len(words) < _SCARE_WORDS and not self._holds_verb(quotation.inner)

    def _holds_verb(self, span: Span) -> bool:
        for sentence in self.text.sentences_in(span):
            parse = self.analysis.parse(sentence)
            if parse and any(parse.tags[i] in {"VBD", "VBZ", "VBP", "MD"} for i in parse.tokens_in(span)):
                return True
        return False

    def quotation_at(self, offset: int) -> Quotation | None:
        """The quotation proper that holds an offset, or None."""
        return next((q for q in self.quotations if q.span.start <= offset < q.span.end), None)

    def parses(self) -> Sequence[Parse]:
        """The parses there are, in text order."""
        return tuple(self.analysis.parses())

    @cached_property
    def _zones(self) -> dict[int, tuple[int, ...]]:
        zones: dict[int, tuple[int, ...]] = {}
        for parse in self.analysis.parses():
            here = [q for q in self.quotations if q.span.overlaps(parse.sentence.span)]
            zones[parse.sentence.index] = tuple(
                next((q.span.start for q in here if q.span.contains(t.span)), -1) for t in parse.tokens
            )
        return zones

    def zones(self, parse: Parse) -> tuple[int, ...]:
        """For each token the offset of the quotation that holds it, or -1 outside."""
        return self._zones[parse.sentence.index]

    def spans(self, parse: Parse, tokens: Iterable[int]) -> tuple[Span, ...]:
        """The spans of some tokens, as few as can be."""
        return parse.spans(self.raw, tokens)

    def join(self, spans: Iterable[Span]) -> tuple[Span, ...]:
        """Spans joined where only white space lies between them."""
        return join_spans(self.raw, spans)
