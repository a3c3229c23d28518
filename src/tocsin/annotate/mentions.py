"""Looks up who is mentioned where, for the annotators that come after the entities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from tocsin.annotate.analysis import Analysis
from tocsin.records import Entity, Mention
from tocsin.text.span import Span

__all__ = ["MentionIndex"]


class MentionIndex:
    """The mentions of an analysis as they stand now, by place. Build it once at the start of `annotate`."""

    def __init__(self, analysis: Analysis) -> None:
        mentions = sorted(analysis.records(Mention), key=lambda m: (m.span.start, -m.span.end))
        bearers = Counter(mention.span for mention in mentions)
        # Words that stand for several ("the two leaders") are nobody's alone.
        self._mentions = [mention for mention in mentions if bearers[mention.span] == 1]
        self._shared = [mention for mention in mentions if bearers[mention.span] > 1]
        self._entities = {entity.id: entity for entity in analysis.records(Entity)}

    def entity(self, entity_id: str) -> Entity:
        """The entity with that id. Raises `KeyError` for an unknown one."""
        return self._entities[entity_id]

    @cached_property
    def outlet(self) -> Entity | None:
        """The entity of the document's outlet (basis `metadata`), or None where the outlet is unknown."""
        return next((e for e in self._entities.values() if e.basis == "metadata" and e.kind == "organization"), None)

    def at(self, offset: int) -> Mention | None:
        """The innermost mention that holds a raw offset, or None."""
        holding = [m for m in self._mentions if m.span.start <= offset < m.span.end]
        return min(holding, key=lambda m: len(m.span), default=None)

    def several(self, head: Span) -> list[Mention]:
        """The mentions that end with a head word and stand for several at once, in text order; empty elsewhere."""
        return [m for m in self._shared if m.span.end == head.end and m.span.contains(head)]

    def within(self, span: Span) -> list[Mention]:
        """The mentions that lie wholly inside a span, in text order, the outer before the inner."""
        return [m for m in self._mentions if span.contains(m.span)]

    def headed(self, head: Span, phrase: Iterable[Span] = ()) -> Mention | None:
        """The mention that a noun phrase *is*, or None where the phrase only contains a name.

        It is the longest that ends with the phrase's head word (`head`, the token's span), else the longest that holds
        the head and lies inside `phrase`.
        """
        ending = [m for m in self._mentions if m.span.end == head.end and m.span.contains(head)]
        if ending:
            return max(ending, key=lambda m: len(m.span))
        inside = [m for m in self._mentions if m.span.contains(head) and any(p.contains(m.span) for p in phrase)]
        return max(inside, key=lambda m: len(m.span), default=None)
