"""What a page prints around its story: told by its words, its links and its repetition of the title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from tocsin.readers.pages.paragraphs import Paragraph
from tocsin.vocab.loader import load_table

__all__ = ["without_furniture"]

_LINKED_SHARE = 0.8
_LINK_LENGTH = 220
_HEAD = 4
_PARTLY_LINKED = 0.3
_LONGEST = 1000
_EARLIEST_HEADING, _EARLIEST_LINE = 1 / 3, 0.6
_SENTENCE_END = (".", "!", "?", '."', ".\u201d", "?\u201d", "!\u201d", ".'", ".\u2019")


@cache
def _pattern(rows: str) -> re.Pattern[str]:
    """One pattern of a list of the table."""
    joined = "|".join(f"(?:{row})" for row in load_table("en/page_furniture")[rows])
    return re.compile(joined, re.IGNORECASE | re.DOTALL)


def without_furniture(paragraphs: Sequence[Paragraph], title: str | None) -> list[Paragraph]:
    """The paragraphs of the story; none where there is nothing but furniture."""
    kept: list[Paragraph] = []
    seen: set[str] = set()
    whole = sum(len(paragraph.text) for paragraph in paragraphs)
    so_far = 0
    for index, paragraph in enumerate(paragraphs):
        so_far += len(paragraph.text)
        if _ends_story(paragraph, so_far, whole):
            break
        if _is_furniture(paragraph) or (index < _HEAD and _is_title(paragraph.text, title)):
            continue
        # A long paragraph that comes twice was printed twice: for small screens, or as a pulled quotation.
        if len(paragraph.text) > 60 and paragraph.text in seen:
            continue
        seen.add(paragraph.text)
        kept.append(paragraph)
    while kept and kept[-1].heading:  # a heading with nothing below it
        kept.pop()
    return kept


def _ends_story(paragraph: Paragraph, so_far: int, whole: int) -> bool:
    text = paragraph.text.strip()
    # A short line within the story may read alike; a heading there hardly does.
    early = so_far < whole * (_EARLIEST_HEADING if paragraph.heading else _EARLIEST_LINE)
    if early or len(text) > 80 or text.endswith((".", ",")):
        return False
    return _pattern("endings").fullmatch(text) is not None


def _is_furniture(paragraph: Paragraph) -> bool:
    text = paragraph.text.strip()
    if not any(char.isalnum() for char in text):
        return True
    linked = paragraph.linked >= _LINKED_SHARE * len(text)
    if linked and len(text) <= _LINK_LENGTH and not text.endswith(_SENTENCE_END):
        return True
    if len(text) > _LONGEST or len(text.split()) > load_table("en/page_furniture")["longest_words"]:
        return False
    if paragraph.linked >= _PARTLY_LINKED * len(text) and _pattern("linked").fullmatch(text):
        return True
    return _pattern("paragraphs").fullmatch(text) is not None


def _is_title(text: str, title: str | None) -> bool:
    def bare(words: str) -> str:
        return re.sub(r"\W+", "", words).casefold()

    return bool(title) and bare(text) == bare(title or "")
