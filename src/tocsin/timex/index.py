"""The trigger index: the stretches of a text that may hold a time expression, so that the grammar reads no others."""

from __future__ import annotations

import re
from functools import cache

from tocsin.timex.lexicon import lower_word, time_table, word_classes

_CANDIDATE = re.compile(
    r"(?P<sure>\b[QHqh][1-4]\b|\d+(?:[:./]\d|(?:st|nd|rd|th|s|['’]s)\b|\s?[AaPp]\.?\s?[Mm]\b)|['’‘`]\d0['’]?s\b|\.\s?C\b)"
    r"|(?P<word>[^\W\d_]+)|(?P<number>\d+)"
)
_YEAR_DIGITS = 4
_REACH = 40
"""Characters kept on either side of a trigger: the words of its expression and those that the rules ask after."""


def find_windows(text: str) -> list[tuple[int, int]]:
    """The stretches to read, as half-open offsets, in order, apart; they begin and end between words."""
    windows: list[tuple[int, int]] = []
    triggers = _triggers()
    for match in _CANDIDATE.finditer(text):
        start, end = match.span()
        kind = match.lastgroup
        if match.group() in triggers if kind == "word" else kind == "sure" or end - start == _YEAR_DIGITS:
            _widen(windows, text, start, end)
    return windows


def _widen(windows: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    """Adds what surrounds a trigger to the last stretch, or as one of its own."""
    if windows and start - _REACH <= windows[-1][1]:
        floor = windows.pop()[0]
    else:
        floor = text.find(" ", max(0, start - _REACH), start) + 1 if start > _REACH else 0
        floor = floor or max(0, start - _REACH)
    ceiling = text.find(" ", end + _REACH)
    windows.append((floor, ceiling if ceiling >= 0 else len(text)))


@cache
def _triggers() -> frozenset[str]:
    """The words that make an expression one, as they are written: small, with a capital, in capitals."""
    index = time_table()["index"]
    links = frozenset(index["links"])
    words = {phrase.split()[-1] for phrase, labels in word_classes().items() if labels - links} | {*index["more"]}
    plain = {lower_word(word) for word in words if word[-1:].isalpha()}
    plain |= {part for word in plain for part in re.split(r"[^\w]", word) if len(part) > 1}
    return frozenset(form for word in plain for form in (word, word.capitalize(), word.upper()))
