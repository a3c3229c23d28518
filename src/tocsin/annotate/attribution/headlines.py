"""Drafts statements from headlines and the like, where a colon or a dash stands for the verb of saying."""

from __future__ import annotations

from collections.abc import Iterator

from tocsin.annotate.attribution.frames import tidy_range
from tocsin.annotate.attribution.lexicon import Sense, words_of
from tocsin.annotate.attribution.page import Draft, Page, read_head
from tocsin.annotate.parse import Parse

__all__ = ["draft_headlines", "names_speaker"]

_COLON = Sense((":",), "assertion")
# A speaker's name with its title is short; what is longer before a colon is a sentence or a heading of its own.
_LONGEST_SOURCE = 9
_NEVER = ("VERB", "AUX", "ADP", "SCONJ", "NUM", "CCONJ")


def draft_headlines(page: Page, parse: Parse) -> Iterator[Draft]:
    """The statement of a line such as "Kremlin: no plans to meet" or "NAME: words", if it is one."""
    tokens = parse.tokens
    colon = next((i for i, word in enumerate(parse.words[: _LONGEST_SOURCE + 1]) if word == ":"), None)
    if colon is None or colon == 0 or colon + 2 >= len(parse) or not _opens_line(page, parse):
        return
    if not tokens[colon].spaced or not names_speaker(parse, 0, colon):
        return
    content = tidy_range(parse, colon + 1, len(parse) - 1)
    if not content or content[-1] - content[0] < 1:
        return
    last = colon - 1
    while last > 0 and parse.words[last] in (")", '"', "'"):
        last -= 1
    head = max((i for i in range(colon) if parse.pos[i] in ("PROPN", "NOUN", "PRON")), default=last)
    yield Draft(
        sentence=parse.sentence.index,
        anchor=tokens[colon].span.start,
        source=page.spans(parse, range(colon)),
        head=read_head(parse, head),
        cue=(tokens[colon].span,),
        content=page.spans(parse, content),
        sense=_COLON,
        negated=False,
        rule="headline",
        score=0.75,
    )


def _opens_line(page: Page, parse: Parse) -> bool:
    return page.text.paragraphs[parse.sentence.paragraph].start == parse.sentence.span.start


def names_speaker(parse: Parse, first: int, colon: int) -> bool:
    """Whether the words `first` to the colon can be a speaker: a person, in a headline also a body."""
    before = range(first, colon)
    if parse.words[colon - 1].rsplit(".", 1)[-1] in words_of("speakers", "credits"):
        return False  # "Image: House of Representatives" says whose picture it is
    if any(parse.pos[i] in _NEVER and parse.words[i] not in ("of", "for", "and") for i in before):
        return False
    if any(first <= n.start < colon and n.label == "PERSON" for n in parse.names):
        return True
    last = next((i for i in reversed(before) if parse.words[i].isalpha()), None)
    if last is None:
        return False
    if parse.lemmas[last] in words_of("speakers", "nouns"):
        return True
    if parse.sentence.paragraph > 0:
        return False  # further down "Place: names" is a list
    return any(first <= n.start < colon <= n.end and n.label in ("ORG", "GPE", "NORP") for n in parse.names)
