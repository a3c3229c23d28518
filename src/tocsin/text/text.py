"""A text with everything that is read off its characters alone: normal form, paragraphs, sentences, quotations."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from tocsin.text.normal import NormalForm
from tocsin.text.quotes import Quotation, find_quotations
from tocsin.text.sentences import Sentence, cut_paragraphs, cut_sentences
from tocsin.text.span import Span
from tocsin.text.tokens import cut_tokens

__all__ = ["Text"]


class Text:
    """The raw characters and, worked out once when asked, what they hold. Every offset given or taken is raw.

    `paragraphs`, `sentences` and `quotations` are in text order and cover no outer white space.
    """

    def __init__(self, raw: str) -> None:
        self.raw = raw

    @cached_property
    def normal(self) -> NormalForm:
        """The normal form with its offset map."""
        return NormalForm(self.raw)

    @cached_property
    def _paragraph_ranges(self) -> list[tuple[int, int]]:
        return cut_paragraphs(self.normal)

    @cached_property
    def paragraphs(self) -> tuple[Span, ...]:
        """The paragraphs; a headline is one, and a wrapped line is none."""
        return tuple(self.normal.to_raw(start, end) for start, end in self._paragraph_ranges)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences with their tokens."""
        found: list[Sentence] = []
        for number, (start, end) in enumerate(self._paragraph_ranges):
            found += cut_sentences(cut_tokens(self.normal, start, end), number, len(found))
        return tuple(found)

    @cached_property
    def quotations(self) -> tuple[Quotation, ...]:
        """What stands in quotation marks."""
        return find_quotations(self.raw, self.paragraphs)

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.span.start for sentence in self.sentences]

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds a raw offset, or None between sentences."""
        index = bisect_right(self._sentence_starts, offset) - 1
        if index < 0 or offset >= self.sentences[index].span.end:
            return None
        return self.sentences[index]

    def sentences_in(self, span: Span) -> tuple[Sentence, ...]:
        """The sentences that share a character with a span."""
        first = max(0, bisect_right(self._sentence_starts, span.start) - 1)
        last = bisect_right(self._sentence_starts, span.end - 1)
        return tuple(s for s in self.sentences[first:last] if s.span.overlaps(span))

    def quotation_at(self, offset: int) -> Quotation | None:
        """The outermost quotation that holds a raw offset, or None outside quotation marks."""
        return next((q for q in self.quotations if q.span.start <= offset < q.span.end), None)
