"""Counts the people an act touched or moved, as the text says it."""

from __future__ import annotations

import re

from tocsin.annotate.events.clause import objects_of, subjects_of
from tocsin.annotate.events.trigger import Trigger
from tocsin.annotate.parse import Parse
from tocsin.records import Size, SizeRange
from tocsin.vocab.loader import load_table

__all__ = ["count_people", "read_count"]

_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")


def count_people(parse: Parse, trigger: Trigger) -> Size | None:
    """The dead, injured, arrested or troops of an act; None where the text gives no number for them."""
    table = load_table("en/event_sizes")
    lemma = parse.lemmas[trigger.clause if trigger.clause is not None else trigger.head]
    field = next((name for name, verbs in table["verbs"].items() if lemma in verbs), None)
    nouns = list(trigger.tokens)
    if trigger.clause is not None:
        nouns += objects_of(parse, trigger.clause) + subjects_of(parse, trigger.clause)
    found: dict[str, SizeRange] = {}
    for noun in nouns:
        for token in (noun, *parse.children(noun, "nummod", "quantmod")):
            count = read_count(parse, token)
            name = _field_of(parse, noun, field, trigger, table["troops"])
            if count is not None and name is not None:
                found.setdefault(name, count)
    return Size(**found) if found else None


def _field_of(parse: Parse, noun: int, field: str | None, trigger: Trigger, troops: list[str]) -> str | None:
    if field in ("dead", "injured", "arrested"):
        touched = [] if trigger.clause is None else objects_of(parse, trigger.clause)
        dying = trigger.clause is not None and parse.lemmas[trigger.clause] in ("die", "perish")
        return field if noun in touched or dying else None
    if parse.lemmas[noun] in troops and trigger.rule.type in ("MOBILIZE", "RETREAT", "COOPERATE", "AID"):
        return "troops"
    return None


def read_count(parse: Parse, token: int) -> SizeRange | None:
    """The number that ends at a token with the words before it ("some 90,000", "at least 12", "dozens"), or None."""
    table = load_table("en/event_sizes")
    vague = table["vague"].get(parse.words[token])
    if vague is not None:
        return SizeRange(low=vague[0], high=vague[1])
    start = token
    while start > 0 and _is_number(parse, start - 1):
        start -= 1
    value = _value(parse.words[start : token + 1])
    if value is None:
        return None
    before = " ".join(parse.words[max(0, start - 3) : start])
    for kind, phrases in table["bounds"].items():
        if any(before.endswith(phrase) for phrase in phrases):
            low = None if kind in ("at_most", "below") else value + (kind == "above")
            high = None if kind in ("at_least", "above") else value - (kind == "below")
            return SizeRange(low=low, high=high)
    return SizeRange(low=value, high=value)


def _is_number(parse: Parse, token: int) -> bool:
    word = parse.words[token]
    return bool(_DIGITS.fullmatch(word)) or word in load_table("en/event_sizes")["numbers"] or word == "-"


def _value(words: tuple[str, ...]) -> int | None:
    """A number written in digits and words (3 million, two hundred, 90,000); None for anything else."""
    numbers = load_table("en/event_sizes")["numbers"]
    total, current, seen = 0.0, 0.0, False
    for word in words:
        if _DIGITS.fullmatch(word):
            current += float(word.replace(",", ""))
            seen = True
        elif word in numbers:
            number = numbers[word]
            seen = True
            if number >= 1000:
                total, current = total + max(current, 1) * number, 0.0
            elif number == 100:
                current = max(current, 1) * 100
            else:
                current += number
        elif word != "-":
            return None
    value = total + current
    return int(value) if seen and value == int(value) else None
