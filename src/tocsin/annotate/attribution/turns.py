"""Drafts the turns of a transcript: who has the word, from a label to the next one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from tocsin.annotate.attribution.lexicon import Sense
from tocsin.annotate.attribution.page import Draft, Head, Page
from tocsin.text.span import Span, trim_span

__all__ = ["draft_turns"]

_TURN = Sense((":",), "assertion")
_ASKED = Sense(("q",), "question")
_LABEL = re.compile(
    r"(?P<capitals>[A-Z][A-Z.'’ -]{2,40}):(?=\s)|(?P<name>(?:[A-Z][\w.'’-]+ ){1,3}[A-Z][\w'’-]+):(?=\s)"
)
_ASKER = re.compile(r"(?:Q|QUESTION|Question|Reporter)(?::|\s{2,}|\s*[\u00a0])")
# A text is a transcript when it has so many turns, and somebody has the word more than once.
_TURNS = 3


def draft_turns(page: Page) -> Iterator[Draft]:
    """The turns of a transcript in text order; none of a text that is no transcript."""
    starts = [_read_label(page.raw, paragraph) for paragraph in page.text.paragraphs]
    labels = Counter(label.of(page.raw) for label in starts if label is not None)
    if labels.total() < _TURNS or max(labels.values()) < 2:
        return
    turn: list[Span] = []
    speaker: Span | None = None
    for paragraph, label in zip(page.text.paragraphs, starts, strict=True):
        if label is not None:
            yield from _draft(page, speaker, turn)
            speaker, turn = label, []
            rest = trim_span(page.raw, label.end, paragraph.end, also=":")
            turn += [rest] if rest else []
        elif speaker is not None:
            turn.append(paragraph)
    yield from _draft(page, speaker, turn)


def _read_label(raw: str, paragraph: Span) -> Span | None:
    """Who has the word from the start of a paragraph on, without the colon; None where it does not say."""
    asker = _ASKER.match(raw, paragraph.start, paragraph.end)
    if asker is not None:
        return trim_span(raw, asker.start(), asker.end(), also=":")
    match = _LABEL.match(raw, paragraph.start, paragraph.end)
    return None if match is None else trim_span(raw, match.start(), match.end(), also=":")


def _draft(page: Page, speaker: Span | None, turn: list[Span]) -> Iterator[Draft]:
    sentence = page.text.sentence_at(speaker.start) if speaker is not None else None
    if speaker is None or sentence is None or not turn:
        return
    asked = bool(_ASKER.match(page.raw, speaker.start, turn[0].start))
    last = page.raw.rfind(" ", speaker.start, speaker.end) + 1 or speaker.start
    yield Draft(
        sentence=sentence.index,
        anchor=speaker.start,
        source=(speaker,),
        head=Head(Span(max(last, speaker.start), speaker.end), proper=True),
        cue=(),
        content=tuple(turn),
        sense=_ASKED if asked else _TURN,
        negated=False,
        rule="turn",
        score=0.9,
    )
