"""What inputs say of their publication: dates checked, languages told apart."""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache

from tocsin.records.document import Published, PublishedBasis
from tocsin.vocab.loader import load_table

__all__ = ["detect_language", "parse_published"]

_WORD = re.compile(r"[^\W\d_]+")
# Running English is 40 to 55 per cent function words, other languages in Latin letters share under 15; a list of
# headlines or names may fall below 20, so the line is drawn low and only where there is enough text to tell.
_ENOUGH_WORDS = 25
_ENGLISH_SHARE = 0.15
# The last letter of the Latin alphabets in Unicode's first blocks; Greek, Cyrillic, Arabic, Chinese come after it.
_LAST_LATIN = "\u024f"
# A broken clock's years: days before or after these would be reckoned through one by one.
_FIRST_YEAR, _LAST_YEAR = 1400, 2999


def parse_published(value: str, basis: PublishedBasis) -> Published:
    """The publication date in an ISO date or date-time.

    `zone_trusted` is false for a time without offset and for a bare `Z`, which sites write for their local time too.
    Raises `ValueError` for anything else, and for a year in which nothing was or will be printed.
    """
    value = value.strip()
    bare = re.fullmatch(r"\d{4}-\d\d-\d\d", value) is not None
    moment = datetime.fromisoformat(value)
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        raise ValueError(f"{moment.year} is no year of publication")
    if bare:
        return Published(value=value, basis=basis)
    trusted = moment.tzinfo is not None and not value.endswith(("Z", "z"))
    return Published(value=value, basis=basis, zone_trusted=trusted)


@cache
def _function_words() -> frozenset[str]:
    return frozenset(load_table("en/function_words")["words"])


def detect_language(text: str) -> str:
    """`en`, or `und` where a text of some length has too few English function words, or the letters are another's.

    Short texts in Latin letters are taken for English: there is too little to tell by, and a missed record is seen at
    once.
    """
    words = [word.lower() for word in _WORD.findall(text[:20_000])]
    if sum(word[0] > _LAST_LATIN for word in words) > len(words) / 2:
        return "und"
    if len(words) < _ENOUGH_WORDS:
        return "en"
    share = sum(word in _function_words() for word in words) / len(words)
    return "en" if share >= _ENGLISH_SHARE else "und"
