"""Where the sentence around an expression begins and ends, read off its marks alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from tocsin.text.tokens import is_abbreviation
from tocsin.vocab.loader import load_table

_STOP = re.compile(r"""(?<=[a-z0-9)%"”’'])[.!?;]["”’')]*\s+(?=["“‘'(\[]?[A-Z0-9])|;\s|\n\s*\n|\x1e""")
_LAST_WORD = re.compile(r"[^\W\d_][\w.]*\.$")
_NEXT_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_SHORT = 8
"""Characters before a full stop in which an abbreviation is looked for."""


def sentence_start(text: str, at: int, reach: int) -> int:
    """The offset at which the sentence that holds `text[at]` begins, at most `reach` characters before it."""
    floor = max(0, at - reach)
    # One character more, so that a stop is seen by the capital behind it.
    return max((match.end() for match in _stops(text, floor, at + 1)), default=floor)


def sentence_end(text: str, at: int, reach: int) -> int:
    """The offset behind the sentence that goes on at `at`, without its stop, at most `reach` characters on."""
    limit = min(len(text), at + reach)
    return next((match.start() for match in _stops(text, at, limit)), limit)


def _stops(text: str, floor: int, limit: int) -> Iterator[re.Match[str]]:
    return (match for match in _STOP.finditer(text, floor, limit) if not _is_short(text, match))


def _is_short(text: str, stop: re.Match[str]) -> bool:
    """Whether a full stop only ends an abbreviation ("Nov. 9", "3 p.m. Moscow time")."""
    if stop.group()[0] != ".":
        return False
    word = _LAST_WORD.search(text, max(0, stop.start() - _LONGEST_SHORT), stop.start() + 1)
    if word is None or not is_abbreviation(word.group()):
        return False
    following = _NEXT_WORD.match(text, stop.end())
    return following is None or following.group() not in _starters()


@cache
def _starters() -> frozenset[str]:
    return frozenset(load_table("en/sentences")["starters"])
