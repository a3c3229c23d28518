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
_SENTENCE_END = (".", "!", "?", '."', ".\u201d", "?\u201d", "!\u201d", ".'", ".\u2019")


@cache
def _table() -> tuple[re.Pattern[str], re.Pattern[str], int]:
    table = load_table("en/page_furniture")
    one = re.compile("|".join(f"(?:{row})" for row in table["paragraphs"]), re.IGNORECASE | re.DOTALL)
    end = re.compile("|".join(f"(?:{row})" for row in table["endings"]), re.IGNORECASE)
    return one, end, table["longest_words"]


def without_furniture(paragraphs: Sequence[Paragraph], title: str | None) -> list[Paragraph]:
    """The paragraphs of the story. Nothing is taken from a text that would be left with nothing."""
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
    return kept or list(paragraphs)


def _ends_story(paragraph: Paragraph, so_far: int, whole: int) -> bool:
    text = paragraph.text.strip()
    if so_far < whole / 3 or len(text) > 80 or text.endswith((".", ",")):
        return False
    return _table()[1].fullmatch(text) is not None


def _is_furniture(paragraph: Paragraph) -> bool:
    text = paragraph.text.strip()
    if not any(char.isalnum() for char in text):
        return True
    linked = paragraph.linked >= _LINKED_SHARE * len(text)
    if linked and len(text) <= _LINK_LENGTH and not text.endswith(_SENTENCE_END):
        return True
    pattern, _, longest = _table()
    return len(text.split()) <= longest and pattern.fullmatch(text) is not None


def _is_title(text: str, title: str | None) -> bool:
    def bare(words: str) -> str:
        return re.sub(r"\W+", "", words).casefold()

    return bool(title) and bare(text) == bare(title or "")
