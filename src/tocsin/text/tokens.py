"""Cuts the normal form into tokens, the way the Penn Treebank does: clitics apart, abbreviations and numbers whole."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from tocsin.text.normal import NormalForm
from tocsin.text.span import Span
from tocsin.vocab.loader import load_table

__all__ = ["Token", "cut_tokens", "is_abbreviation"]


class Token(msgspec.Struct, frozen=True):
    """One word or mark: its raw `span`, its characters in normal form, and whether white space follows it."""

    span: Span
    text: str
    spaced: bool

    @property
    def lower(self) -> str:
        """The normal form in lower case."""
        return self.text.lower()


@cache
def _abbreviations() -> frozenset[str]:
    table = load_table("en/abbreviations")
    return frozenset(word for group in ("titles", "dated", "other") for word in table[group])


def is_abbreviation(word: str) -> bool:
    """Whether a word with its full stop (`Gen.`, `Nov.`, `U.S.`) is an abbreviation that ends no sentence by itself."""
    return word.lower() in _abbreviations() or bool(_INITIALS.fullmatch(word))


_INITIALS = re.compile(r"(?:[^\W\d_]\.)+")


@cache
def _pattern() -> re.Pattern[str]:
    """Alternatives in order: the first that fits wins. Those that seldom fit begin with what tells so soon."""
    abbreviations = "|".join(re.escape(word) for word in sorted(_abbreviations(), key=len, reverse=True))
    return re.compile(
        rf"""
        (?:https?://|www\.)[^\s<>"]*[\w/]            # addresses
      | [\w.+-]++@[\w-]+(?:\.[\w-]+)+                # mail addresses
      | (?<!\w)[@\#]\w+                              # handles and tags
      | (?<!\w)(?=[^\W\d_]++[.])(?i:{abbreviations})(?!\w)  # Gen. Nov. a.m.
      | (?<!\w)(?:[^\W\d_]\.){{2,}}                  # U.S. U.N. J.K.
      | (?<!\w)[A-Z]\.(?=\s+[A-Z])                   # an initial before a name
      | \d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?             # 175,000
      | \d+(?:\.\d+)+                                # 2.5
      | \d+(?:st|nd|rd|th|s)?\b                      # 17 10th 1990s
      | (?<!\w)'\d\ds?\b                             # '90s
      | (?=[^\W\d_]++'t\b)[^\W\d_]+?(?=n't\b)        # do|n't
      | n't\b
      | '(?:s|re|ve|ll|d|m)\b                        # clitics
      | (?:[Oo]|[A-Z]|Mc|Ma)'(?=[A-Z])[^\W\d_]+      # O'Neill
      | (?<!\w)(?:[A-Z]+&[A-Z]+)(?!\w)               # AT&T
      | [^\W_]+                                      # a word
      | \.{{2,}}                                     # an ellipsis
      | --+
      | \S
        """,
        re.VERBOSE,
    )


def cut_tokens(normal: NormalForm, start: int, end: int) -> tuple[Token, ...]:
    """The tokens of a range of the normal form, in text order, with raw spans."""
    text = normal.text
    size = len(text)
    found = []
    for match in _pattern().finditer(text, start, end):
        first, last = match.span()
        found.append(Token(normal.to_raw(first, last), match[0], last < size and text[last].isspace()))
    return tuple(found)
