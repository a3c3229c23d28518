"""What the encoder makes of a page: how likely each word is a source, a cue, a content."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from tocsin.annotate.attribution.page import Drafted, NestedDraft, Page
from tocsin.annotate.attribution.traits import LAYERS, describe
from tocsin.annotate.parse import Parse
from tocsin.annotate.tagger import Tagger, Traits
from tocsin.text.span import Span

__all__ = ["Verdict", "describe_page", "judge_page"]

Chances = NDArray[np.float32]

_NOTHING: Chances = np.zeros(0, dtype=np.float32)


def describe_page(page: Page, drafted: Drafted) -> list[tuple[Parse, Traits]]:
    """The parsed sentences of a page in text order with their traits."""
    near: dict[int, list[NestedDraft]] = defaultdict(list)
    for nested in drafted.drafts:
        for sentence in page.text.sentences_in(_reach(nested)):
            near[sentence.index].append(nested)
    return [(parse, describe(page, parse, near[parse.sentence.index])) for parse in page.parses()]


def _reach(nested: NestedDraft) -> Span:
    spans = [*nested.draft.source, *nested.draft.cue, *nested.draft.content]
    return Span(min(s.start for s in spans), max(s.end for s in spans))


def judge_page(page: Page, drafted: Drafted, tagger: Tagger) -> Verdict:
    """The encoder's verdict on every parsed sentence, given what the rules drafted."""
    described = describe_page(page, drafted)
    return Verdict([parse for parse, _ in described], tagger.chances([traits for _, traits in described]))


class Verdict:
    """Chances of each word of the parsed sentences, by role."""

    def __init__(self, parses: Sequence[Parse], chances: Sequence[dict[str, Chances]]) -> None:
        self.parses = parses
        self._by_sentence = {parse.sentence.index: found for parse, found in zip(parses, chances, strict=True)}
        self._starts = np.array([token.span.start for parse in parses for token in parse.tokens])
        self._chances = {
            layer.name: np.concatenate([1 - found[layer.name][:, 0] for found in chances] or [_NOTHING])
            for layer in LAYERS
        }

    def likely(self, role: str, parse: Parse, least: float) -> list[int]:
        """The tokens of a sentence that have the role at least so likely, 0..1."""
        found: list[int] = np.flatnonzero(1 - self._by_sentence[parse.sentence.index][role][:, 0] >= least).tolist()
        return found

    def mean(self, role: str, spans: Iterable[Span]) -> float:
        """How likely the words of some spans have the role, on average; 0 where they hold no word of a parse."""
        found = [
            self._chances[role][np.searchsorted(self._starts, s.start) : np.searchsorted(self._starts, s.end)]
            for s in spans
        ]
        chances = found[0] if len(found) == 1 else np.concatenate(found) if found else _NOTHING
        return float(chances.mean()) if len(chances) else 0.0

    def logit(self, role: str, spans: Iterable[Span]) -> float:
        """The same as log odds, 0 for no span."""
        wanted = tuple(spans)
        chance = min(max(self.mean(role, wanted), 0.001), 0.999)
        return float(np.log(chance / (1 - chance))) if wanted else 0.0
