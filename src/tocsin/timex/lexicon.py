"""The time words of a text as a string of one character a token, so that rules over words run as fast as `re` does.

Every set of word classes that a token can have gets one private character; a rule names classes, and is compiled into
character classes. Tokens that say nothing of time share one character.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

from tocsin.vocab.loader import load_table

NOTHING = "_"
_LONGEST_NUMBER = 12
"""Characters of a number that can still count days; what is longer is an account or an identifier."""
BREAK_MARK = "\x1e"
"""A character that a caller may put between paragraphs; no expression reaches across it."""
_TABLES = {
    "months": "MONTH", "weekdays": "WEEKDAY", "weekday_plurals": "WEEKDAYS", "seasons": "SEASON",
    "season_plurals": "SEASONS", "parts": "PART", "units": "UNIT", "unit_plurals": "UNITS", "unit_shorts": "UNITSHORT",
    "numbers": "NUMWORD", "tens": "TENS", "scales": "SCALE", "ordinals": "ORDINAL", "decades": "DECADE",
    "deictic_days": "DEICTIC", "deictic_parts": "DEICTICPART", "references": "REFERENCE", "reference_nouns": "REFNOUN",
    "repeats": "REPEAT", "stretch_mods": "STRETCH", "stretch_nouns": "STRETCHNOUN", "comparisons": "COMPARISON",
    "amount_mods": "AMOUNTMOD", "amount_phrases": "AMOUNTMOD", "directions": "DIRECTION", "fuzzy": "FUZZY",
    "zones": "ZONE",
}  # fmt: skip
_MARKS = {
    ".": "DOT", ",": "COMMA", "-": "DASH", "–": "DASH", "—": "DASH", "/": "SLASH", "(": "OPEN", ")": "CLOSE",
    "[": "OPEN", "]": "CLOSE", "$": "CURRENCY", "£": "CURRENCY", "€": "CURRENCY", "¥": "CURRENCY", "%": "PERCENT",
}  # fmt: skip


_FULL = frozenset(("march", "april", "may", "june", "july"))


class Tokens(NamedTuple):
    """A text cut for the grammar: one code a token, the tokens' words, and their offsets."""

    text: str
    codes: str
    words: list[str]
    starts: list[int]
    ends: list[int]


@cache
def time_table() -> dict[str, Any]:
    """The English time words."""
    return load_table("en/time")


@cache
def word_classes() -> dict[str, frozenset[str]]:
    """The classes of every listed word and phrase."""
    table, found = time_table(), defaultdict[str, set[str]](set)
    for name, label in _TABLES.items():
        for word in table[name]:
            found[word].add(label)
    for name, short in (("months", "MONTH"), ("weekdays", "WEEKDAY")):
        for word in table[name]:
            found[word] = {f"{short}ABBR"} if len(word) <= 5 and word not in _FULL else {short}
    for name, words in table["classes"].items():
        for word in words:
            found[word].add(name.upper())
    for row in load_table("en/time_holidays")["holidays"]:
        for word in row["words"]:
            found[word].add("HOLIDAY")
    for word in table["story"]["sames"]:
        found[word].add("SAMES")
    for mark, label in _MARKS.items():
        found[mark].add(label)
    return {word: frozenset(labels) for word, labels in found.items()}


@cache
def _codes() -> dict[frozenset[str], str]:
    """One character for each set of classes, those of numbers and clock times included."""
    sets = {*word_classes().values(), *map(number_classes, _number_samples()), *map(frozenset, _SHAPES.values())}
    return {labels: chr(0x4E00 + i) for i, labels in enumerate(sorted(sets, key=sorted))}


_SHAPES: dict[str, tuple[str, ...]] = {
    "break": ("BREAK",), "clock": ("CLOCK",), "nth": ("NTH",), "daynth": ("NTH", "DAYNTH"), "s": ("DECADENUM",),
    "ampm": ("AMPM",), "bc": ("BC",), "ad": ("AD",), "dotted": ("DOTTED",), "big": ("NUMBER",),
}  # fmt: skip


def _number_samples() -> tuple[str, ...]:
    """Digits of every shape that `number_classes` tells apart."""
    short = [*map(str, range(10)), *(f"{number:02}" for number in range(100))]
    return (*short, "100", "0100", "1999", "9999", "20000")


def number_classes(digits: str) -> frozenset[str]:
    """The classes of a run of digits: NUMBER, and as its size allows DAY, MONTHNUM, HOUR, TWODIGIT, YEAR."""
    value, labels = int(digits[:9]), {"NUMBER"}
    if len(digits) <= 2:
        labels |= {name for name, top in (("DAY", 31), ("MONTHNUM", 12)) if 1 <= value <= top}
        labels |= {"HOUR"} if value <= 24 else set()
        labels |= {"TWODIGIT"} if len(digits) == 2 else set()
    if len(digits) == 4 and 1000 <= value < 2200:
        labels.add("YEAR")
    return frozenset(labels)


def characters_of(label: str) -> str:
    """All the code characters whose set of classes holds `label`; raises `KeyError` for a class nobody has."""
    found = "".join(code for labels, code in _codes().items() if label in labels)
    if not found:
        raise KeyError(label)
    return found


@cache
def _token_pattern() -> re.Pattern[str]:
    table = time_table()
    holidays = [w for row in load_table("en/time_holidays")["holidays"] for w in row["words"]]
    others = [p for name in ("references", "zones") for p in table[name] if " " in p]
    phrases = sorted([*holidays, *others, "local time", *table["amount_phrases"]], key=len, reverse=True)
    listed = "|".join(map(_either_case, phrases))
    return re.compile(
        rf"""
        (?P<phrase>\b(?:{listed})\b)
        | (?P<ampm>(?<![^\W\d_])[AaPp](?:\.\s?[Mm]\b\.?|[Mm]\b))
        | (?P<bc>\bB(?:CE?\b|\.\s?C\b\.?(?:\s?E\b\.?)?))
        | (?P<ad>\bA(?:D\b|\.\s?D\b\.?))
        | (?P<word>o['’]clock|[^\W\d_]+)
        | (?P<break>\n[ \t\r]*\n\s*|{BREAK_MARK})
        | (?P<clock>\d{{1,2}}:\d\d(?::\d\d)?(?!\d))
        | (?P<dotted>\d{{1,2}}\.\d{{1,2}}\.\d{{4}}(?!\d))
        | (?P<big>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+\.\d+)
        | (?P<nth>\d{{1,2}}(?:st|nd|rd|th)\b)
        | (?P<s>(?:\d{{3}}0|['’‘`]?\d0)['’]?s\b)
        | (?P<digits>\d+)
        | (?P<possessive>['’]s\b)
        | (?P<other>\S)
        """,
        re.VERBOSE,
    )


def _either_case(phrase: str) -> str:
    """The pattern of a phrase whose words may begin with a capital; far faster than a pattern that ignores case."""
    return r"\s+".join(f"[{word[0]}{word[0].upper()}]{word[1:]}" for word in phrase.split()).replace("'", "['’]")


@lru_cache(maxsize=1 << 13)
def _code_of(kind: str, word: str) -> str:
    """The code of one token of the given shape."""
    if kind in ("digits", "big") and len(word) > _LONGEST_NUMBER:
        return NOTHING
    if kind in ("break", "clock", "s", "ampm", "bc", "ad", "dotted", "big"):
        return _codes()[frozenset(_SHAPES[kind])]
    if kind == "digits":
        return _codes()[number_classes(word)]
    if kind == "nth":
        return _codes()[frozenset(_SHAPES["daynth" if 1 <= int(word[:-2]) <= 31 else "nth"])]
    plain = lower_word(word)
    if plain in time_table()["name_only"] and not word[0].isupper():
        return NOTHING
    labels = word_classes().get(plain)
    return _codes()[labels] if labels else NOTHING


def lower_word(word: str) -> str:
    """A word as the tables write it: lower case, straight apostrophe, single spaces."""
    return " ".join(word.lower().replace("’", "'").split())


def cut_tokens(text: str, windows: Sequence[tuple[int, int]] | None = None) -> Tokens:
    """The text cut into words, numbers and marks with their codes; offsets are into `text`.

    With `windows` only what lies in those stretches, and between two of them one token that says nothing.
    """
    codes: list[str] = []
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for floor, ceiling in windows if windows is not None else ((0, len(text)),):
        for match in _token_pattern().finditer(text, floor, ceiling):
            word = match.group()
            codes.append(_code_of(match.lastgroup or "other", word))
            words.append(word)
            start, end = match.span()
            starts.append(start)
            ends.append(end)
        if ceiling < len(text):
            codes.append(NOTHING)
            words.append("")
            starts.append(ceiling)
            ends.append(ceiling)
    return Tokens(text, "".join(codes), words, starts, ends)
