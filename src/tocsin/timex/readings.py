"""What rules share: reading months, days, years and mods out of a hit, and the checks on words of two meanings."""

from __future__ import annotations

from typing import Any, cast

from tocsin.timex.amounts import read_amount, read_ordinal
from tocsin.timex.form import Expression, Form, Mod
from tocsin.timex.lexicon import time_table
from tocsin.timex.pattern import Hit

MONTH = "(?P<month> MONTHABBR DOT? | MONTH )"
WEEKDAY = "(?P<weekday> WEEKDAYABBR DOT? | WEEKDAY )"
# "The late-November storm": the article belongs to the storm.
STRETCH = "(?P<stretch> AROUND? (?: STRETCH DASH | THE? STRETCH IN? | THE? STRETCHNOUN OF ) | AROUND )"
DIRECTION = "(?P<direction> THE? DIRECTION DIRECTION? )"
DAY = "(?P<day> DAY | DAYNTH )"
YEAR = "(?P<year> YEAR )"
RELATIVE_YEAR = "(?: (?: OF | IN )? (?P<relyear> DIRECTION | THE DIRECTION | SAMES SAMES? | THE SAMES ) YEARWORD )"


def expression(hit: Hit, form: Form, mod: str | None = None, group: str | int = 0, rule: str = "") -> Expression:
    """The expression that a group of the hit is."""
    start, end = hit.span(group)
    nouns = time_table()["stretch_nouns"]
    edge = mod in ("START", "END") and any(word in nouns for word in hit.words())
    return Expression(start=start, end=end, form=form, rule=rule, mod=cast("Mod | None", mod), edge=edge)


def read_stretch(hit: Hit, group: str = "stretch") -> str | None:
    """The TIMEX3 mod of "early", "the end of", "around"; `None` where the group took no part."""
    table = time_table()
    words = hit.words(group)
    for name in ("stretch_mods", "stretch_nouns"):
        for word in words:
            if word in table[name]:
                return str(table[name][word])
    return "APPROX" if words else None


def read_amount_mod(words: list[str]) -> str | None:
    """The TIMEX3 mod of the words before an amount."""
    table = time_table()
    phrase = " ".join(words)
    mod = table["amount_phrases"].get(phrase) or (table["amount_mods"].get(words[-1]) if words else None)
    return str(mod) if mod else None


def read_month(hit: Hit, group: str = "month") -> int | None:
    """The month's number."""
    words = hit.words(group)
    return int(time_table()["months"][words[0]]) if words else None


def read_weekday(hit: Hit, group: str = "weekday") -> int | None:
    """The weekday's number, 1 Monday to 7 Sunday."""
    words = hit.words(group)
    return int(time_table()["weekdays"][words[0]]) if words else None


def read_day(hit: Hit, group: str = "day") -> int | None:
    """The day of the month."""
    words = hit.words(group)
    return read_ordinal(words) if words else None


def read_year(hit: Hit, group: str = "year") -> int | None:
    """The year in four digits."""
    words = hit.words(group)
    return int(words[0]) if words else None


def read_whole(hit: Hit, group: str) -> int:
    """A whole number of at most four digits; 0 where the group holds anything else ("3.5", "20,000")."""
    digits = hit.word(group)
    return int(digits) if digits.isdecimal() and len(digits) <= 4 else 0


def read_direction(hit: Hit, group: str = "direction") -> tuple[int | None, bool]:
    """Direction (-1, 0, 1) of "last", "next", "that"; and whether the words look from the day told last."""
    words = [word for word in hit.words(group) if word != "the"]
    if not words:
        return None, False
    table = time_table()
    story = words[0] in table["story"]["words"] or words[-1] in table["story"]["sames"]
    # "This past spring": the second word says which way.
    return int(table["directions"].get(words[-1], 0)), story


def is_capital(hit: Hit, group: str | int) -> bool:
    """True when the group begins with a capital letter."""
    return hit.raw(group)[0].isupper()


def in_name(hit: Hit) -> bool:
    """True when a capital letter beside the hit makes it look like part of a name ("the Etemad daily")."""
    before, after = hit.raw_before(), hit.raw_after()
    company = time_table()["company"]["words"]
    first = hit.raw_before(2) in ("", ".", "?", "!", '"', "“", "\x1e") or hit.raw_before(2).isspace()
    named = before[:1].isupper() and before.isalpha() and before.lower() not in (*company, "the") and not first
    return named or (after[:1].isupper() and after.isalpha())


def has_company(hit: Hit, word: str) -> bool:
    """False for a bare name that may be another word ("May", "Sun") with nothing beside it that speaks of time."""
    table: dict[str, Any] = time_table()
    return word not in table["needs_company"] or hit.before() in table["company"]["words"]


def is_year(hit: Hit, group: str = "year") -> bool:
    """Whether four digits read as a year by what stands around them."""
    table = time_table()["years"]
    value, before = int(hit.word(group)), hit.before()
    if hit.after() in table["counted"] or before in table["never_after"]:
        return False
    if before == "-" and hit.raw_before(2).isupper():
        # The number of a name: "COVID-2019", "MH-1700".
        return False
    return 1700 <= value <= 2100 or before in table["wanted"] or hit.match.start(group) > hit.match.start()


def read_quantity(hit: Hit) -> tuple[float | None, str]:
    """Amount and vague word of the groups `amount` and `fuzzy`; "a" is one, "a couple" is two."""
    table = time_table()
    if hit.has("amount"):
        return read_amount(hit.words("amount")), "few"
    words = hit.words("fuzzy")
    for word in words:
        if word == "couple":
            return 2.0, "couple"
        if word in table["fuzzy"]:
            return None, str(table["fuzzy"][word])
    return (1.0, "few") if words else (None, "bare")


def read_unit(hit: Hit, group: str = "unit") -> str:
    """The letter of the TIMEX3 duration of a unit, singular or plural."""
    table = time_table()
    word = hit.words(group)[0]
    return str(table["units"].get(word) or table["unit_plurals"].get(word) or table["unit_shorts"].get(word))
