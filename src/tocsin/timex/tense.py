"""The tense around an expression, read off the words of its clause: past, future, or unclear."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from tocsin.timex.anchors import Tense
from tocsin.timex.clause import sentence_end, sentence_start
from tocsin.vocab.loader import load_table

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_REACH = 160
"""Characters looked at on either side; a clause seldom is longer."""
_AHEAD = re.compile(
    r"\bset\s+for\s+(?:\w+\s+){0,3}$|\bas\s+(?:soon|early)\s+as\s+(?:on\s+|in\s+)?$|\bto\s+be\s+\w+\s+(?:on|in|by)\s+$",
    re.IGNORECASE,
)
_TERM = re.compile(r"\b(?:until|till|through|by|to)\s+$", re.IGNORECASE)
_AIM = re.compile(r"\bto\s+[a-z]+\b[^.;]{0,80}\bby\s+$")
_OWNED = re.compile(r"\s?['’]s\b")
_TOWARDS = re.compile(r"\b(?:for|before|ahead\s+of|until|of)\s+(?:the\s+)?$", re.IGNORECASE)
_PASSIVE = 2
"""Words after "be" in which a past participle is part of it ("will be formally signed")."""
_NEAR = 5
"""Words within which a word such as "previously" or "not" belongs to the verb behind it."""


def read_tense(text: str, start: int, end: int) -> Tense | None:
    """The tense of the clause that holds `text[start:end]`: that of the nearest verb sign before it, else after it.

    A term still to run ("extended until Friday") is ahead whatever the tense. Of a day that owns a noun ("Friday's
    ruling") only what follows tells, else it is over. Only words are looked at, so it is a light reading: `None` where
    no sign stands in the sentence.
    """
    before = text[sentence_start(text, start, _REACH) : start]
    if _AHEAD.search(before):
        return "future"
    if _OWNED.match(text, end):
        return _tense_of_owner(before, _after(text, end))
    if _AIM.search(before) or (_TERM.search(before) and _runs_on(before)):
        return "future"
    found = list(_signs_in(before))
    return _join(found) if found else next(_signs_in(_after(text, end)), None)


def _after(text: str, end: int) -> str:
    """What follows in the sentence."""
    return text[end : sentence_end(text, end, _REACH)]


def _tense_of_owner(before: str, after: str) -> Tense | None:
    """The tense of "Friday's ruling": by the verb behind it, and ahead after "for", "ahead of"; else the past."""
    following = next(_signs_in(after), None)
    if _TOWARDS.search(before):
        return "future" if following != "past" and list(_signs_in(before))[-1:] != ["past"] else "past"
    return following if following == "future" else "past"


def _runs_on(before: str) -> bool:
    """Whether the last verb before "until" sets a term: "has given them until"."""
    terms = _table()["terms"]
    return any(word.group().lower() in terms for word in list(_WORD.finditer(before))[-12:])


def _signs_in(text: str) -> Iterator[Tense]:
    """The signs of tense in a stretch, in order; a participle after "be" is part of what stands before "be"."""
    table, since_be = _table(), _PASSIVE
    words = list(_WORD.finditer(text))
    lower = [word.group().lower().replace("’", "'") for word in words]
    for index, word in enumerate(words):
        since_be = 0 if word.group() == "be" else since_be + 1
        if lower[index] == "to" and index and lower[index - 1] in table["commitments"]:
            yield "future"
        sign = _sign_at(word, lower, index)
        if sign is not None and not (sign == "past" and since_be <= _PASSIVE):
            yield sign


def _join(signs: list[Tense]) -> Tense:
    """The last sign before the expression rules; a present one gives way to what stands before it."""
    last = signs[-1]
    if last == "present" and len(signs) > 1:
        return signs[-2]
    return last


def _sign_at(match: re.Match[str], lower: list[str], index: int) -> Tense | None:
    """What one word says of tense, seen with the words before it."""
    if match.group() == "May":
        return None
    word, table = lower[index], _table()
    near = lower[max(0, index - _NEAR) : index]
    if word.endswith("ed") and _describes(lower, index):
        return None
    if word in table["plans"] and any(mark in table["once_planned"] for mark in near):
        return "past"
    if word in ("could", "would") and _is_denied(near, lower[index + 1 : index + 2]):
        return "past"
    if word == "set" and not any(mark in table["be"] for mark in lower[max(0, index - 2) : index]):
        return "past"
    sign = _signs().get(word)
    if sign is not None:
        return sign
    if word.endswith("'ll"):
        return "future"
    regular = word.endswith("ed") and len(word) > 4 and match.group()[0].islower() and word not in table["not_past"]
    return "past" if regular else None


def _is_denied(near: list[str], following: list[str]) -> bool:
    """Whether "could" tells of what was not done: "could not be reached", "neither of them could"."""
    negations = _table()["negations"]
    return following[:1] == ["not"] or any(word in negations for word in near)


def _describes(lower: list[str], index: int) -> bool:
    """Whether a word in -ed stands before a noun and behind its article: "a still unspecified date"."""
    determiners, before = _table()["determiners"], lower[max(0, index - 2) : index]
    if index + 1 == len(lower) or not before:
        return False
    adverb = before[-1].endswith("ly") or before[-1] in ("still", "yet", "now", "once")
    return before[-1] in determiners or (adverb and before[0] in determiners)


@cache
def _table() -> dict[str, Any]:
    table = load_table("en/time_tense")
    return {name: frozenset(words) for name, words in table.items() if name != "source"}


@cache
def _signs() -> dict[str, Tense]:
    found: dict[str, Tense] = {}
    names: tuple[Tense, ...] = ("past", "present", "future")
    for name in names:
        found.update(dict.fromkeys(_table()[name], name))
    return found
