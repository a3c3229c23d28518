"""The forms that an English word can take in a text."""

from __future__ import annotations

from functools import cache

from tocsin.vocab.loader import load_table

__all__ = ["inflect"]

_VOWELS = "aeiou"


def inflect(lemma: str) -> set[str]:
    """A lemma with its plural, third person, past and participles; rather a form too many than one too few."""
    forms = {lemma, *_irregular().get(lemma, ())}
    if lemma.endswith("e"):
        forms |= {lemma + "s", lemma + "d", lemma[:-1] + "ing"}
    elif lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        forms |= {lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"}
    else:
        forms |= {lemma + ending for ending in ("s", "es", "ed", "ing")}
        if len(lemma) > 2 and lemma[-1] not in _VOWELS + "wxy" and lemma[-2] in _VOWELS:
            forms |= {lemma + lemma[-1] + ending for ending in ("ed", "ing")}
    return forms


@cache
def _irregular() -> dict[str, list[str]]:
    found: dict[str, list[str]] = load_table("en/irregular_forms")["forms"]
    return found
