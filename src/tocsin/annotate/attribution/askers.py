"""Who asks in a transcript whose label says only "Q": by the asker's own words, or by the turn before."""

from __future__ import annotations

import re

from tocsin.annotate.analysis import Analysis
from tocsin.annotate.attribution.lexicon import words_of
from tocsin.annotate.attribution.page import Draft
from tocsin.annotate.mentions import MentionIndex
from tocsin.records import Mention
from tocsin.text.sentences import Sentence
from tocsin.text.span import Span

__all__ = ["gives_word", "name_asker"]

# An asker gives his name in his first words, or not at all.
_OPENING = 160
_OWN_NAME = re.compile(
    r"(?:\b(?:my name is|this is|here is|i'm|i\u2019m|i am)|^(?:[\w.']+[,.!]?\s){0,4})\s*$", re.IGNORECASE
)
_INTRODUCED = re.compile(r"^\s*(?:,|(?:with|from|of|here)\b)")
# A sentence that gives somebody the word is short.
_CALLING = 16


def gives_word(sentence: Sentence) -> bool:
    """Whether a sentence may give somebody the word ("We'll go to Ana Ruiz with Demo Radio")."""
    words = set(sentence.words())
    short = len(sentence.tokens) <= _CALLING
    return short and bool(words & words_of("calling", "words")) and not words & words_of("calling", "thanks")


def name_asker(analysis: Analysis, index: MentionIndex, draft: Draft) -> str | None:
    """The entity of the person who asks, or None where nobody is named for it or more than one may be meant."""
    return _by_own_words(analysis, index, draft) or _by_turn_before(analysis, index, draft)


def _persons(index: MentionIndex, span: Span) -> list[Mention]:
    return [m for m in index.within(span) if m.form == "name" and index.entity(m.entity).kind == "person"]


def _by_own_words(analysis: Analysis, index: MentionIndex, draft: Draft) -> str | None:
    """The person whom the first words name: "My name is X", "This is X from Y", "Thank you. X, Y News"."""
    raw = analysis.document.text
    first = draft.content[0]
    for mention in _persons(index, Span(first.start, min(first.end, first.start + _OPENING))):
        before, after = raw[first.start : mention.span.start], raw[mention.span.end : mention.span.end + 8]
        match = _OWN_NAME.search(before)
        if match is None:
            continue
        if match.group().strip().lower().endswith(("is", "m")) or (
            _INTRODUCED.match(after) and " " in mention.span.of(raw)
        ):
            return mention.entity
    return None


def _by_turn_before(analysis: Analysis, index: MentionIndex, draft: Draft) -> str | None:
    """The one person named in the sentence that gives the word: "Let's go to X of Y", "X, your question"."""
    label = analysis.text.sentence_at(draft.anchor)
    if label is None or label.index == 0:
        return None
    before = analysis.text.sentences[label.index - 1]
    if not gives_word(before):
        return None
    called = {mention.entity for mention in _persons(index, before.span)}
    return called.pop() if len(called) == 1 else None
