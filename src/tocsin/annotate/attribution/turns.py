"""Drafts the turns of a transcript: who has the word, from a label to the next one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from tocsin.annotate.attribution.lexicon import Sense, words_of
from tocsin.annotate.attribution.page import Draft, Head, Page
from tocsin.text.span import Span, trim_span
from tocsin.vocab.loader import load_table

__all__ = ["draft_turns"]

_TURN = Sense((":",), "assertion")
_ASKED = Sense(("q",), "question")
_LABEL = re.compile(
    r"(?P<capitals>[A-Z][A-Z.'’ -]{2,40}):(?=\s)|(?P<name>(?:[A-Z][\w.'’-]+ ){1,3}[A-Z][\w'’-]+):(?=\s)"
)
_ASKER = re.compile(r"(?:Q|QUESTION|Question|Reporter)(?:\s?\([^()\n]{1,30}\))?(?::|\s{2,}|\s*[\u00a0])")
# A question that begins a line but no paragraph.
_ASKED_LINE = re.compile(r"(?m)^Q(?=\s{2,}|[ ]?[\u00a0])")
# Inside a paragraph, where line breaks were lost: a name with the office before it, behind the end of a sentence.
_INLINE = re.compile(
    r"(?:(?<=[.?!*>)\]\u201d\"]\s)|(?<=\*\*\*)|(?<=[.?!]))"
    r"(?P<label>(?:[A-Z][\w.'’-]*|of|the|and|for|to|on)(?:,?\s(?:[A-Z][\w.'’-]*|of|the|and|for|to|on)){1,18})"
    r"(?:\s?\([^()\n]{1,30}\))?:\s?(?=[\"“A-Z])"
)
# Where line breaks were lost, a bare name of two to four words behind the end of a sentence, or whoever asked.
_BARE = re.compile(
    r"(?:(?<=[.?!*>)\]\u201d\"\u2026]\s)|(?<=[.?!]))"
    r"(?P<label>(?:[A-Z][\w'\u2019-]+\s){1,3}[A-Z][\w'\u2019-]+|Question|Reply|Remark)(?:\s?\([^()\n]{1,30}\))?:\s?(?=\S)"
)
# A text is a transcript when it has so many turns, and somebody has the word more than once.
_TURNS = 3
# Bare names inside paragraphs are labels where so many of them are of somebody who has the word again.
_BARE_TURNS = 6


def draft_turns(page: Page) -> Iterator[Draft]:
    """The turns of a transcript in text order; none of a text that is no transcript."""
    labels = _labels(page)
    for number, label in enumerate(labels):
        end = labels[number + 1].start if number + 1 < len(labels) else len(page.raw)
        turn = [
            rest
            for paragraph in page.text.paragraphs
            if paragraph.end > label.end and paragraph.start < end
            for rest in [
                trim_span(page.raw, max(label.end, paragraph.start), min(end, paragraph.end), also=":*")
                if paragraph.start <= label.end
                else trim_span(page.raw, paragraph.start, min(end, paragraph.end), also="*")
            ]
            if rest
        ]
        yield from _draft(page, label, turn)


def _labels(page: Page) -> list[Span]:
    """Who has the word, in text order: by the starts of paragraphs, else by offices with names inside them."""
    starts = [label for paragraph in page.text.paragraphs if (label := _read_label(page.raw, paragraph)) is not None]
    counts = Counter(label.of(page.raw) for label in starts)
    inline = _inline_labels(page.raw)
    if counts.total() >= _TURNS and max(counts.values()) >= 2:
        asked = [trim_span(page.raw, *match.span()) for match in _ASKED_LINE.finditer(page.raw)]
        return sorted({*starts, *inline, *filter(None, asked)})
    return inline


def _inline_labels(raw: str) -> list[Span]:
    """The labels inside paragraphs: one that begins with an office, and then the bare names that it introduced."""
    found = [Span(*match.span("label")) for match in _INLINE.finditer(raw)]
    offices = {span for span in found if _is_office(span.of(raw))}
    named = {_name_of(span.of(raw)) for span in offices}
    bare = _bare_labels(raw)
    return sorted({*offices, *bare, *(span for span in found if span.of(raw) in named)})


def _bare_labels(raw: str) -> list[Span]:
    """The bare names that stand for turns: all of them where most are of people who have the word again and again."""
    found = [Span(*match.span("label")) for match in _BARE.finditer(raw)]
    found = [span for span in found if not set(span.of(raw).lower().split()) & _function_words()]
    counts = Counter(span.of(raw) for span in found)
    again = sum(count for count in counts.values() if count > 1)
    return found if again >= _BARE_TURNS and 2 * again >= len(found) else []


def _name_of(label: str) -> str:
    """The name in a label with an office: what stands before the first comma, else the last two words."""
    name, comma, _ = label.partition(",")
    return name if comma else " ".join(label.split()[-2:])


def _is_office(label: str) -> bool:
    """Whether a label is an office and a name: two words of a name behind a title, or before a comma and a title."""
    name, comma, office = label.partition(",")
    words = [*office.split(), *name.split()] if comma else label.split()
    titles = load_table("en/titles")["offices"].values()
    heads = {word for row in titles for word in row}
    if words[-1].rsplit(".", 1)[-1].lower() in words_of("speakers", "credits"):
        return False  # a picture's credit: "Senator Jan Keller.Image: ..."
    return len(words) > 2 and any(word.lower() in heads for word in words[:-2]) and words[-1][0].isupper()


def _read_label(raw: str, paragraph: Span) -> Span | None:
    """Who has the word from the start of a paragraph on, without the colon; None where it does not say."""
    asker = _ASKER.match(raw, paragraph.start, paragraph.end)
    if asker is not None:
        return trim_span(raw, asker.start(), asker.end(), also=":")
    match = _LABEL.match(raw, paragraph.start, paragraph.end)
    if match is None or match.group().split()[0].lower() in _function_words() - {"the"}:
        return None  # "Across North Africa: ..." is a heading
    return trim_span(raw, match.start(), match.end(), also=":")


@cache
def _function_words() -> frozenset[str]:
    return frozenset(load_table("en/function_words")["words"]) | {"across"}


def _draft(page: Page, speaker: Span | None, turn: list[Span]) -> Iterator[Draft]:
    sentence = page.text.sentence_at(speaker.start) if speaker is not None else None
    if speaker is None or sentence is None or not turn:
        return
    asked = _ASKER.match(page.raw, speaker.start, turn[0].start) is not None
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
