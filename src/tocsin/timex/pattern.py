"""Patterns over word classes, and what a match of one lets a rule read."""

from __future__ import annotations

import re
from functools import cache

from tocsin.timex.lexicon import Tokens, characters_of, lower_word

_CLASS = re.compile(r"\b[A-Z][A-Z]+\b")
_MACROS = {
    "@amount": r"(?: (?: NUMBER SLASH NUMBER | NUMBER) (?: DASH? SCALE | NUMBER SLASH NUMBER | @half ){0,3}"
    r" | (?:ARTICLE SCALE | NUMWORD | TENS | SCALE)"
    r" (?: DASH? (?:NUMWORD | TENS | SCALE) | (?<= SCALE ) AND (?:NUMWORD | TENS) | @half ){0,8} )",
    "@half": r"DASH? AND DASH? ARTICLE DASH? HALF",
    "@fuzzy": r"(?: ARTICLE? FUZZY OF? )",
}


@cache
def compile_pattern(source: str) -> re.Pattern[str]:
    """A pattern over classes as a regular expression over codes.

    Words of two or more capitals are classes, `@amount` and the like are macros, white space is free, the rest is
    `re` syntax with a token where `re` has a character.
    """
    for macro, body in _MACROS.items():
        source = source.replace(macro, body)
    body = _CLASS.sub(lambda match: f"[{characters_of(match.group())}]", source)
    return re.compile(re.sub(r"\s+", "", body))


class Hit:
    """One match of a pattern: words and offsets of its groups (0 is all of it)."""

    __slots__ = ("match", "tokens")

    def __init__(self, match: re.Match[str], tokens: Tokens) -> None:
        self.match = match
        self.tokens = tokens

    def has(self, group: str) -> bool:
        """True when the pattern has the group and it took part with at least one token."""
        return group in self.match.re.groupindex and self.match.start(group) < self.match.end(group)

    def words(self, group: str | int = 0) -> list[str]:
        """The words of a group as the tables write them; empty when it took no part or the pattern has none."""
        if isinstance(group, str) and group not in self.match.re.groupindex:
            return []
        start, end = self.match.span(group)
        return [lower_word(word) for word in self.tokens.words[start:end]] if start >= 0 else []

    def word(self, group: str | int) -> str:
        """The words of a group joined by spaces."""
        return " ".join(self.words(group))

    def span(self, group: str | int = 0) -> tuple[int, int]:
        """Offsets of a group in the text."""
        start, end = self.match.span(group)
        return self.tokens.starts[start], self.tokens.ends[end - 1]

    def before(self, count: int = 1) -> str:
        """The word `count` tokens before the match, or an empty string."""
        return lower_word(self.raw_before(count))

    def after(self, count: int = 1) -> str:
        """The word `count` tokens behind the match, or an empty string."""
        return lower_word(self.raw_after(count))

    def raw_before(self, count: int = 1) -> str:
        """The same as `before`, as the text writes it."""
        index = self.match.start() - count
        return self.tokens.words[index] if index >= 0 else ""

    def raw_after(self, count: int = 1) -> str:
        """The same as `after`, as the text writes it."""
        index = self.match.end() + count - 1
        return self.tokens.words[index] if index < len(self.tokens.words) else ""

    def raw(self, group: str | int) -> str:
        """The group's characters in the text."""
        start, end = self.span(group)
        return self.tokens.text[start:end]
