"""What the encoder is told of a token beside its form and its parse: the rules' act and status, tense, day, speaker."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from tocsin.annotate.analysis import Analysis
from tocsin.annotate.events.dating import is_after, is_long_before
from tocsin.annotate.events.telling import Told
from tocsin.annotate.parse import Parse
from tocsin.annotate.tagger import GENERAL_TRAITS, Layer, general_traits, hash_traits
from tocsin.records import Statement, Timex
from tocsin.records.kinds import EventStatus, PloverType

__all__ = ["ACTS", "LAYERS", "STATUSES", "TRAITS", "Describer"]

ACTS = ("", *get_args(PloverType))
"""The labels of the layer `act`: no act, or its PLOVER type."""
STATUSES: tuple[EventStatus, ...] = get_args(EventStatus)
LAYERS = (Layer("act", ACTS), Layer("status", STATUSES))
"""The layers of events: which act a token names, and what became of it."""
TRAITS = (*GENERAL_TRAITS, "act", "told", "helpers", "above_helpers", "days", "sentence", "said")
"""The traits of events: the general ones, the rules' act and status at its head word, the auxiliaries, negations and
conjunctions of a word and of the clause above it, how the days of the sentence lie to the publication, whether it asks
or supposes, and in whose words it stands."""

_HELPERS = ("aux", "auxpass", "neg", "mark", "det", "amod", "poss")
_UP = ("ccomp", "xcomp", "advcl", "acl", "relcl", "pcomp", "pobj", "prep", "dobj", "nsubj", "nsubjpass", "conj")
_SUPPOSING = frozenset({"if", "unless", "whether", "would", "could", "might", "may", "should"})


class Describer:
    """Describes the sentences of one document; made once its statements and times are known."""

    def __init__(self, analysis: Analysis) -> None:
        self._published = analysis.document.published.day
        self._raw = analysis.text.raw
        self._timexes = [timex for timex in analysis.records(Timex) if timex.days is not None]
        self._statements = analysis.records(Statement)

    def describe(self, parse: Parse, judged: Sequence[Told]) -> NDArray[np.uint64]:
        """The traits of a sentence, tokens by traits, given the rules' acts in it."""
        act, told = [""] * len(parse), [""] * len(parse)
        for one in judged:
            sort = "noun" if one.trigger.is_noun else "verb"
            for token in one.trigger.tokens:
                act[token] = act[token] or f"{one.trigger.rule.type} {sort} part"
                told[token] = told[token] or one.outcome.status
            act[one.trigger.head], told[one.trigger.head] = f"{one.trigger.rule.type} {sort}", one.outcome.status
        days, sentence = self._days(parse), _sentence(parse)
        own = [
            [act[i], told[i], _helpers(parse, i), _above_helpers(parse, i), days, sentence, self._said(parse, i)]
            for i in range(len(parse))
        ]
        return hash_traits([*map(list.__add__, general_traits(parse), own)])

    def _days(self, parse: Parse) -> str:
        """How the days told in the sentence lie to the publication: long before, before, after."""
        found = set()
        for timex in self._timexes:
            if not parse.sentence.span.contains(timex.span) or timex.days is None:
                continue
            if self._published is None:
                found.add("year" if any(c.isdigit() for c in timex.span.of(self._raw)) else "day")
            elif is_long_before(timex.days, self._published):
                found.add("long before")
            else:
                found.add("after" if is_after(timex.days, self._published) else "near")
        return " ".join(sorted(found))

    def _said(self, parse: Parse, token: int) -> str:
        """The kind and the cue of the innermost statement that holds a token."""
        span = parse.tokens[token].span
        holding = [s for s in self._statements if any(piece.contains(span) for piece in s.content)]
        inner = min(holding, key=lambda s: (sum(map(len, s.content)), s.id), default=None)
        if inner is None:
            return ""
        cue = inner.cue[0].of(self._raw).lower() if inner.cue else ""
        return f"{inner.kind} {inner.manner} {cue}"


def _helpers(parse: Parse, token: int) -> str:
    return " ".join(parse.words[c] for c in parse.children(token, *_HELPERS))


def _above_helpers(parse: Parse, token: int) -> str:
    """The helpers of the clause above, and by which edge it stands there."""
    head, dep = parse.heads[token], parse.deps[token]
    return f"{dep} {_helpers(parse, head)}" if head != token and dep in _UP else ""


def _sentence(parse: Parse) -> str:
    supposing = sorted(_SUPPOSING.intersection(parse.words))
    return " ".join([*supposing, "?" if parse.words[-1] == "?" else ""])
