"""What the rules of attribution read: parses beside quotations, and the drafts they write."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property

import msgspec

from tocsin.annotate.analysis import Analysis
from tocsin.annotate.attribution.lexicon import Sense
from tocsin.annotate.parse import Parse
from tocsin.records.kinds import EntityKind
from tocsin.text.quotes import Quotation
from tocsin.text.span import Span, join_spans, trim_span

__all__ = ["Draft", "Drafted", "Head", "NestedDraft", "Page", "edges", "read_head"]

_DOUBLED = re.compile(r"(?<!\w)''(?=\S)(.+?)(?:''(?!\w)|$)", re.DOTALL)
# A place in capitals, perhaps a date, perhaps the outlet in brackets, and a dash.
_DATELINE = re.compile(
    r"[A-Z][A-Z.'’/ -]{2,40}(?:,[^()\u2013\u2014]{2,30}?)?\s*(?:\([^()]{2,30}\)\s*)?(?:\u2014|\u2013|--?)\s+"
)
# Fewer words than this, with no verb among them, are words held at arm's length, not a quotation.
_SCARE_WORDS = 4
# A sentence in quotation marks that nobody is named for has at least so many; shorter ones are titles and slogans.
_SPEECH_WORDS = 6


class Head(msgspec.Struct, frozen=True):
    """The head word of a source, and the run of proper nouns that it ends (None where it is no name of a source).

    `kind` is what the name finder takes the name for; `proper` tells a proper noun from a common one.
    """

    span: Span
    proper: bool = False
    name: Span | None = None
    kind: EntityKind | None = None


class Draft(msgspec.Struct, frozen=True):
    """A statement on its way: its spans, and what the rule that found it knows.

    `head` is the head word of the source, `addressees` those of the ones spoken to, `anchor` the offset that orders
    drafts (of the cue, or of the content where there is no cue). `clause` is what hangs on the cue beside the content:
    its times are those of the saying, `venue` its place,
    and `cited` the head word of whom the source itself cites, `via` that
    of the agency that carried the words. `rule` names the rule; `score` is 0..1.
    """

    sentence: int
    anchor: int
    source: tuple[Span, ...]
    head: Head | None
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    sense: Sense
    negated: bool
    rule: str
    score: float
    clause: tuple[Span, ...] = ()
    addressees: tuple[Span, ...] = ()
    venue: Span | None = None
    cited: Span | None = None
    via: Span | None = None
    stance: str | None = None
    inferred: bool = False


class NestedDraft(msgspec.Struct, frozen=True):
    """A draft and the number of the draft whose content holds it, or None for a statement of the page itself."""

    draft: Draft
    parent: int | None


class Drafted(msgspec.Struct, frozen=True):
    """All drafts of a page in text order, and the quotations that no rule gave a speaker."""

    drafts: tuple[NestedDraft, ...]
    unattributed: tuple[Quotation, ...]


_PROPER = ("NNP", "NNPS")
_LABELS: dict[str, EntityKind] = {"PERSON": "person", "ORG": "organization"}


def read_head(parse: Parse, head: int) -> Head:
    """The head of a source with its name, if it is one that may belong to a person or a body.

    A common noun with a name in apposition ("his lawyer, Jan Keller") has that name.
    """
    proper = parse.tags[head] in _PROPER
    last = head if proper else next((c for c in parse.children(head, "appos") if parse.tags[c] in _PROPER), None)
    span = parse.tokens[head].span
    if last is None:
        return Head(span, proper)
    label = next((n.label for n in parse.names if n.start <= last < n.end), "")
    if label not in ("", *_LABELS):
        return Head(span, proper)
    first = last
    while first > 0 and parse.tags[first - 1] == "NNP" and parse.heads[first - 1] == last:
        first -= 1
    return Head(span, proper, parse.span(first, last + 1), _LABELS.get(label))


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
        found = [q for q in self.text.quotations if not self.raw.startswith("''", q.span.start)]
        for quotation in sorted([*found, *self._doubled()], key=lambda q: (q.span.start, -q.span.end)):
            inside = kept and quotation.span.start < kept[-1].span.end
            if not inside and not self.is_scare(quotation):
                kept.append(quotation)
        return tuple(kept)

    def _doubled(self) -> list[Quotation]:
        """What stands between pairs of doubled single marks, as newspaper archives write double ones."""
        found: list[Quotation] = []
        for paragraph in self.text.paragraphs:
            words = paragraph.of(self.raw)
            for match in _DOUBLED.finditer(words):
                inner = trim_span(self.raw, paragraph.start + match.start(1), paragraph.start + match.end(1))
                outer = trim_span(self.raw, paragraph.start + match.start(), paragraph.start + match.end())
                if inner is not None and outer is not None:
                    closed = match.group().endswith("''")
                    found.append(Quotation(outer, inner, closed, carries_on=not closed))
        return found

    def is_scare(self, quotation: Quotation) -> bool:
        """Whether the marks only hold a word or a few at arm's length: short, no verb, no sentence of its own."""
        tokens = [
            t for s in self.text.sentences_in(quotation.inner) for t in s.tokens if quotation.inner.contains(t.span)
        ]
        words = [t for t in tokens if t.text[0].isalnum()]
        if quotation.single:
            return len(words) < 2 * _SCARE_WORDS and not self._holds_verb(quotation.inner)
        if words and words[0].text[0].isupper() and tokens[-1].text in {",", ".", "?", "!"}:
            return False
        return len(words) < _SCARE_WORDS and not self._holds_verb(quotation.inner)

    def is_speech(self, quotation: Quotation) -> bool:
        """Whether the marks hold a sentence of its own, which somebody must have said: begun large, with a verb."""
        words = quotation.inner.of(self.raw)
        return words[:1].isupper() and len(words.split()) >= _SPEECH_WORDS and self._holds_verb(quotation.inner)

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
            if not here:
                zones[parse.sentence.index] = (-1,) * len(parse)
                continue
            zones[parse.sentence.index] = tuple(
                next((q.span.start for q in here if q.span.contains(t.span)), -1) for t in parse.tokens
            )
        return zones

    def zones(self, parse: Parse) -> tuple[int, ...]:
        """For each token the offset of the quotation that holds it, or -1 outside."""
        return self._zones[parse.sentence.index]

    def body(self, parse: Parse) -> int:
        """The first token behind a dateline ("KYIV, Nov. 3 (Demo Wire) - "), 0 where a sentence has none."""
        span = parse.sentence.span
        if self.text.paragraphs[parse.sentence.paragraph].start != span.start:
            return 0
        match = _DATELINE.match(span.of(self.raw))
        if match is None:
            return 0
        return next((i for i, t in enumerate(parse.tokens) if t.span.start >= span.start + match.end()), 0)

    def spans(self, parse: Parse, tokens: Iterable[int]) -> tuple[Span, ...]:
        """The spans of some tokens, as few as can be."""
        return parse.spans(self.raw, tokens)

    def join(self, spans: Iterable[Span]) -> tuple[Span, ...]:
        """Spans joined where only white space lies between them, but not from one paragraph to the next."""
        by_paragraph: dict[int, list[Span]] = {}
        for piece in sorted(spans):
            by_paragraph.setdefault(bisect_right(self._breaks, piece.start), []).append(piece)
        return tuple(s for number, pieces in by_paragraph.items() if number for s in join_spans(self.raw, pieces))

    @cached_property
    def _breaks(self) -> list[int]:
        return [paragraph.start for paragraph in self.text.paragraphs]
