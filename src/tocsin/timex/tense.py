"""The tense around an expression, read off the words of its clause: past, future, or unclear."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from tocsin.timex.anchors import Tense
from tocsin.vocab.loader import load_table

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_REACH = 160
"""Characters looked at on either side; a clause seldom is longer."""
_STOP = re.compile(r"""(?<=[a-z0-9)%"”’'])[.!?;]["”’')]*\s+(?=["“‘'(\[]?[A-Z0-9])|\n\s*\n|\x1e""")
_AHEAD = re.compile(r"\bas\s+(?:soon|early)\s+as\s+(?:on\s+|in\s+)?$|\bto\s+be\s+\w+\s+(?:on|in|by)\s+$", re.IGNORECASE)
_PASSIVE = 2
"""Words after "be" in which a past participle is part of it ("will be formally signed")."""


def read_tense(text: str, start: int, end: int) -> Tense | None:
    """The tense of the clause that holds `text[start:end]`: that of the nearest verb sign before it, else after it.

    Only words are looked at, so it is a light reading: `None` where no sign stands in the sentence.
    """
    floor = max(0, start - _REACH)
    # One character more, so that a stop is seen by the capital behind it.
    cut = max((match.end() for match in _STOP.finditer(text[floor : start + 1])), default=0)
    before = text[floor:start]
    if _AHEAD.search(before):
        return "future"
    found = list(_signs_in(before[cut:]))
    if found:
        return _join(found)
    after = text[end : end + _REACH]
    stop = _STOP.search(after)
    after = after[: stop.start()] if stop else after
    return next(_signs_in(after), None)


def _signs_in(text: str) -> Iterator[Tense]:
    """The signs of tense in a stretch, in order; a participle after "be" is part of what stands before "be"."""
    since_be, before = _PASSIVE, ""
    commitments = load_table("en/time_tense")["commitments"]
    for word in _WORD.finditer(text):
        since_be = 0 if word.group() == "be" else since_be + 1
        if word.group() == "to" and before in commitments:
            yield "future"
        before = word.group().lower()
        sign = _sign_at(word)
        if sign is not None and not (sign == "past" and since_be <= _PASSIVE):
            yield sign


def _join(signs: list[Tense]) -> Tense:
    """The last sign before the expression rules; a present one gives way to what stands before it."""
    last = signs[-1]
    if last == "present" and len(signs) > 1:
        return signs[-2]
    return last


def _sign_at(match: re.Match[str]) -> Tense | None:
    """What one word says of tense."""
    if match.group() == "May":
        return None
    word = match.group().lower().replace("’", "'")
    table = _signs()
    sign = table.get(word)
    if sign is not None:
        return sign
    if word.endswith("'ll"):
        return "future"
    if word.endswith("ed") and len(word) > 4 and match.group()[0].islower():
        return "past"
    return None


@cache
def _signs() -> dict[str, Tense]:
    table = load_table("en/time_tense")
    found: dict[str, Tense] = {}
    names: tuple[Tense, ...] = ("past", "present", "future")
    for name in names:
        found.update(dict.fromkeys(table[name], name))
    return found
