"""Mentions of a speaker by "I" and "my" in what is quoted of him."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tocsin.annotate.analysis import Analysis
from tocsin.records import Entity, Mention, Statement, record_id
from tocsin.text.span import Span

__all__ = ["first_persons"]

_FIRST = frozenset({"i", "me", "my", "mine", "myself"})
_SCORE = 0.85


def first_persons(analysis: Analysis, statements: Sequence[Statement], coder: str) -> Iterator[Mention]:
    """A Mention for each first person singular in the words of a named speaker, in text order.

    It is of whom the innermost quotation around it is of; where that one is open, nobody's.
    """
    taken = {mention.span for mention in analysis.records(Mention)}
    people = {entity.id for entity in analysis.records(Entity) if entity.kind == "person" and entity.name}
    quoted = [statement for statement in statements if statement.manner != "indirect"]
    for span in _first_spans(analysis):
        around = [s for s in quoted if any(content.contains(span) for content in s.content)]
        inner = min(around, key=lambda s: sum(len(content) for content in s.content), default=None)
        if inner is None or inner.source_entity not in people or span in taken or not _is_quoted(analysis, inner, span):
            continue
        yield Mention(
            id=record_id("Mention", analysis.document.id, span, inner.source_entity),
            score=round(_SCORE * inner.score, 3),
            coder=coder,
            span=span,
            entity=inner.source_entity,
            form="pronoun",
        )


def _first_spans(analysis: Analysis) -> Iterator[Span]:
    for sentence in analysis.text.sentences:
        for token in sentence.tokens:
            if (
                token.lower in _FIRST
                and token.text in ("I", token.lower, token.text.capitalize())
                and token.text != "i"
            ):
                yield token.span


def _is_quoted(analysis: Analysis, statement: Statement, span: Span) -> bool:
    """Whether a word stands in quotation marks, or in a turn of a transcript, which has none."""
    return analysis.text.quotation_at(span.start) is not None or (statement.manner == "direct" and not statement.cue)
