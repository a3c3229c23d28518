"""Rules for times told by their distance: "yesterday", "last week", "two years ago", "three days later", "now"."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from tocsin.timex.form import Expression, Length, Offset, Point, Reference
from tocsin.timex.lexicon import time_table
from tocsin.timex.pattern import Hit
from tocsin.timex.readings import (
    STRETCH,
    expression,
    is_capital,
    read_amount_mod,
    read_direction,
    read_quantity,
    read_stretch,
    read_unit,
    read_weekday,
)
from tocsin.timex.rules_dates import Rule

AMOUNTMOD = "(?P<amountmod> AMOUNTMOD )"
AMOUNT = "(?: (?P<amount> @amount ) | (?P<fuzzy> @fuzzy | ARTICLE ) )"
UNIT = "(?P<unit> UNIT | UNITS )"


def _deictic(hit: Hit) -> Iterable[Expression]:
    table = time_table()
    days = table["deictic_days"][hit.word("deictic")]
    if hit.has("beyond"):
        days += -1 if "before" in hit.words("beyond") else 1
    part = table["parts"][hit.word("part")] if hit.has("part") else None
    form = Offset(unit="D", amount=abs(days), direction=(days > 0) - (days < 0), whole=True, part=part)
    return (expression(hit, form, read_stretch(hit)),)


def _deictic_part(hit: Hit) -> Iterable[Expression]:
    part = time_table()["deictic_parts"][hit.word("deictic")]
    back = hit.word("deictic") == "overnight"
    if back and any(hit.before(steps) in time_table()["lists"]["denials"] for steps in range(1, 5)):
        # "It did not happen overnight": not so fast.
        return ()
    form = Offset(unit="D", amount=float(back), direction=-1 if back else 0, whole=True, part=part)
    return (expression(hit, form),)


def _part_of_day(hit: Hit) -> Iterable[Expression]:
    """A part of a day by its distance: "last night", "the next morning"."""
    direction, story = read_direction(hit)
    part = time_table()["parts"][hit.word("part")]
    if direction is None:
        return ()
    if hit.words("direction")[:2] == ["the", "next"]:
        story = True
    form = Offset(unit="D", amount=abs(direction), direction=direction, whole=True, part=part, story=story)
    return (expression(hit, form, read_stretch(hit)),)


def _unit(hit: Hit) -> Iterable[Expression]:
    """A calendar unit by its distance: "last year", "the next day", "earlier this month"."""
    direction, story = read_direction(hit)
    words, unit = hit.words("direction"), read_unit(hit)
    if words == ["following"]:
        # "Following year-long talks": a preposition.
        return ()
    if direction is None or unit.startswith("T") or (words[-1] == "current" and unit == "D"):
        return ()
    table = time_table()
    if words[-1] in ("past", "coming", "upcoming") or words == ["the", "last"]:
        return (expression(hit, Length(unit=unit, amount=1.0, side=direction)),)
    if words == ["the", "next"] and words[-1] not in table["story"]["words"]:
        story = True
    form = Offset(unit=unit, amount=abs(direction), direction=direction, whole=True, story=story, cut=_read_cut(hit))
    if form.cut is None and hit.after() == "'s":
        # "This year's poorest country" speaks of the whole year.
        form = msgspec.structs.replace(form, cut=0)
    return (expression(hit, form, read_stretch(hit)),)


def _this_unit(hit: Hit) -> Iterable[Expression]:
    """The unit that is being told of: "the quarter", "the end of the year"."""
    unit = read_unit(hit)
    beside = hit.has("stretch") or hit.has("comparison")
    if unit == "Q":
        return _told_quarter(hit)
    if unit.startswith("T") or not (beside or (unit == "Y" and hit.after() != "-")):
        return ()
    if hit.after() in ("ended", "ending") and not beside:
        # "The year ended March 31" is a length that no calendar year holds.
        return (expression(hit, Length(unit=unit, amount=1.0)),)
    if not beside and (is_capital(hit, "unit") or hit.before() == "of" or hit.after() in _NO_TOLD_YEAR):
        return ()
    form = Offset(unit=unit, amount=0, direction=0, whole=True, story=True)
    return (expression(hit, form, read_stretch(hit)),)


_NO_TOLD_YEAR = ("before", "after", "of", "when", "that", "in", "which", "since", "prior", "earlier")
"""What follows "the year" when it is another year than the one told of, or none: "the year before", "the year of"."""


def _told_quarter(hit: Hit) -> Iterable[Expression]:
    """The quarter told of, else the one that ended last before the anchor: "the latest period"."""
    form = Offset(unit="Q", amount=1.0, direction=-1, whole=True, story=True)
    return (expression(hit, form, read_stretch(hit)),)


def _same_unit(hit: Hit) -> Iterable[Expression]:
    unit = read_unit(hit)
    if unit.startswith("T"):
        return ()
    form = Offset(unit=unit, amount=0, direction=0, whole=True, story=True)
    return (expression(hit, form, read_stretch(hit)),)


def _distance(hit: Hit) -> Iterable[Expression]:
    """A point at a distance: "two weeks ago", "a year earlier", "three days later", "a month from now"."""
    amount, fuzzy = read_quantity(hit)
    side = hit.words("side")[0]
    if side == "prior" and hit.after() == "to":
        return ()
    if side == "from" and hit.words("side")[-1] != "now":
        return _days_from(hit, amount)
    direction = 1 if side in (*time_table()["classes"]["later"], "from") else -1
    story = side not in ("ago", "from", "hence")
    form = Offset(unit=read_unit(hit), amount=amount, fuzzy=fuzzy, direction=direction, story=story)
    return (expression(hit, form, read_amount_mod(hit.words("amountmod"))),)


def _days_from(hit: Hit, amount: float | None) -> Iterable[Expression]:
    """Days or weeks counted from a named day: "a week from tomorrow"."""
    named, unit = time_table()["deictic_days"].get(hit.words("side")[-1]), read_unit(hit)
    if named is None or amount is None or unit not in ("D", "W"):
        return ()
    return (expression(hit, Point(day_offset=named + int(amount) * (7 if unit == "W" else 1))),)


def _year_ago(hit: Hit) -> Iterable[Expression]:
    """The same stretch a year before the one told of: "the year-ago quarter"."""
    form = Offset(unit="Y", amount=1.0, direction=-1, story=True)
    return (expression(hit, form),)


def _reference(hit: Hit) -> Iterable[Expression]:
    value = time_table()["references"][hit.word("reference")]
    word = hit.word("reference")
    if word == "future" and is_capital(hit, "reference"):
        return ()
    if word == "future" and hit.after().isalpha() and hit.after() not in time_table()["lists"]["after_days"]:
        # "Future talks" speaks of talks.
        return ()
    if word == "soon" and ("as" in (hit.before(), hit.after()) or hit.after() == "after"):
        return ()
    brief = "future" not in word and "past" not in word.split()[-1:]
    return (expression(hit, Reference(value=value, brief=brief)),)


def _reference_noun(hit: Hit) -> Iterable[Expression]:
    return (expression(hit, Reference(value=time_table()["reference_nouns"][hit.word("reference")], brief=False)),)


def _recent_units(hit: Hit) -> Iterable[Expression]:
    unit = read_unit(hit)
    if unit.startswith("T"):
        return ()
    if unit in ("Y", "E"):
        return (expression(hit, Reference(value="PAST_REF", unit=unit)),)
    return (expression(hit, Length(unit=unit, amount=None, side=-1)),)


def _reach(hit: Hit) -> Iterable[Expression]:
    """An amount of time beside the anchor: "the past three weeks", "the coming months", "the weeks ahead"."""
    direction, story = read_direction(hit)
    if hit.has("ahead"):
        direction = 1
    amount, fuzzy = read_quantity(hit)
    words = hit.words("direction")
    if words == ["following"] or (words and words[-1] == "this"):
        return ()
    form = Length(unit=read_unit(hit), amount=amount, fuzzy=fuzzy, side=direction, story=story)
    if hit.has("low"):
        form = msgspec.structs.replace(form, amount=None, fuzzy="range", most=amount)
    return (expression(hit, form, read_amount_mod(hit.words("amountmod"))),)


def _read_cut(hit: Hit) -> int | None:
    """Which part of its unit "earlier this month" or "later this month" leaves."""
    words = hit.words("comparison")
    return None if not words else -1 if time_table()["comparisons"][words[0]] == "before" else 1


def _weeks_from(hit: Hit) -> Iterable[Expression]:
    """Weeks counted from a day by name: "a week from Friday"."""
    amount, _ = read_quantity(hit)
    if read_unit(hit) != "W" or amount is None or "between" in hit.words():
        return ()
    form = Point(weekday=read_weekday(hit), direction=1, day_offset=7 * int(amount))
    return (expression(hit, form),)


def _ago_weekday(hit: Hit) -> Iterable[Expression]:
    """A day by name so many weeks back: "a week ago Tuesday"."""
    amount, _ = read_quantity(hit)
    if read_unit(hit) != "W" or amount is None:
        return ()
    form = Point(weekday=read_weekday(hit), direction=-1, day_offset=-7 * int(amount))
    return (expression(hit, form),)


def _one_further(hit: Hit) -> Iterable[Expression]:
    """The one beyond the next: "the week before last", "the Friday after next"."""
    sides = {("before", "last"): -1, ("after", "next"): 1}
    side = sides.get((hit.word("prior"), hit.word("direction")))
    if side is None:
        return ()
    if hit.has("weekday"):
        return (expression(hit, Point(weekday=read_weekday(hit), direction=side, day_offset=7 * side)),)
    unit = read_unit(hit)
    if unit.startswith("T"):
        return ()
    return (expression(hit, Offset(unit=unit, amount=2.0, direction=side, whole=True)),)


_BEYOND = "(?P<beyond> THE DAYWORD PRIOR )"
_EARLIER = "(?P<comparison> COMPARISON IN? )"

RELATIVE_RULES: tuple[Rule, ...] = (
    Rule("deictic-day", f"(?: {_BEYOND} | (?P<stretch> STRETCH ) | {_EARLIER} )? (?P<deictic> DEICTIC )"
         " (?: (?P<part> PART ) )?", _deictic),
    Rule("deictic-part", "(?P<deictic> DEICTICPART )", _deictic_part),
    Rule("part-of-day", f"(?: {STRETCH} | {_EARLIER} )? (?P<direction> THE? DIRECTION | SAMES | THE SAMES )"
         " (?P<part> PART )", _part_of_day),
    Rule("relative-unit", f"(?: {STRETCH} | {_EARLIER} )? (?P<direction> THE? DIRECTION DIRECTION? ) FISCAL?"
         " (?P<unit> UNIT ) (?: OR SO )?", _unit),
    Rule("same-unit", f"(?: {STRETCH} | {_EARLIER} )? (?: THE? SAMES SAMES? ) (?P<unit> UNIT )", _same_unit),
    Rule("told-unit", f"(?: {STRETCH} | {_EARLIER} )? THE LATEST? FISCAL? (?P<unit> UNIT )", _this_unit),
    Rule("distance", f"{AMOUNTMOD}? (?: {AMOUNT} DASH? MORE? )? {UNIT} (?: AND ARTICLE HALF )? (?: OR SO )?"
         " (?P<side> AGO | LATER | BEFORE | FROM REFERENCE | FROM DEICTIC )", _distance),
    Rule("ago-weekday", f"{AMOUNT} (?P<unit> UNIT | UNITS ) AGO ON? (?P<weekday> WEEKDAY )",
         _ago_weekday),
    Rule("one-further", "THE? (?: (?P<weekday> WEEKDAY ) | (?P<unit> UNIT ) ) (?P<prior> PRIOR )"
         " (?P<direction> DIRECTION ) (?! WEEKDAY | MONTH | UNIT | PART )", _one_further),
    Rule("weeks-from", f"{AMOUNT} (?P<unit> UNIT | UNITS ) FROM (?P<weekday> WEEKDAY )", _weeks_from),
    Rule("year-ago", "THE? YEARWORD DASH (?: AGO | BEFORE ) ORDINAL? DASH? (?: PERIOD | QUARTERWORD )", _year_ago),
    Rule("year-ago", "YEARWORD DASH (?: AGO | BEFORE )", _year_ago),
    Rule("told-period", "THE LATEST PERIOD", _told_quarter),
    Rule("reference", "(?P<reference> REFERENCE )", _reference),
    Rule("reference", "THE (?P<reference> REFNOUN )", _reference_noun),
    Rule("recent-units", "RECENT (?P<unit> UNITS )", _recent_units),
    Rule("reach", "(?P<direction> THE? DIRECTION ) (?P<low> @amount (?: TO | OR | DASH ) )?"
         " (?: (?P<amount> @amount ) | (?P<fuzzy> @fuzzy ) ) DASH? MORE? (?P<unit> UNITS | UNIT )"
         " (?: OR SO )?", _reach),
    Rule("reach", "(?P<direction> THE? DIRECTION ) MORE? (?P<unit> UNITS )", _reach),
    Rule("reach", "THE (?: (?P<amount> @amount ) | (?P<fuzzy> @fuzzy ) )? (?P<unit> UNITS ) (?P<ahead> AHEAD )",
         _reach),
)  # fmt: skip
