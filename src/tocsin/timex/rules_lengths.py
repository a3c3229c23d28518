"""Rules for amounts of time and for times that recur: "three weeks", "17-year-old", "every Friday", "a year"."""

from __future__ import annotations

from collections.abc import Iterable

from tocsin.timex.form import Expression, Length, Repeat
from tocsin.timex.lexicon import time_table
from tocsin.timex.pattern import Hit
from tocsin.timex.readings import expression, in_name, read_amount_mod, read_quantity, read_unit
from tocsin.timex.rules_dates import Rule
from tocsin.timex.rules_relative import AMOUNT, AMOUNTMOD
from tocsin.timex.values import duration_value
from tocsin.vocab.loader import load_table

# Behind one of these an amount in capitals is a title: "60 Minutes".
_OPENING = ('"', "\u201c", "\u2018", "'")


def _length(hit: Hit) -> Iterable[Expression]:
    unit = read_unit(hit)
    article = not hit.has("amount") and hit.words("fuzzy") in (["a"], ["an"])
    if article and (unit in ("TS", "Q") or _is_rate(hit)):
        return ()
    word = hit.words("unit")[0]
    if (article and word in time_table()["unit_plurals"]) or (article and hit.after() == "-"):
        return ()
    if word == "second" or (unit == "Q" and hit.has("dash")):
        return ()
    if hit.has("age") and unit == "Y" and not load_table("en/time_fuzzy")["ages"]:
        return ()
    amount, fuzzy = read_quantity(hit)
    if hit.has("andhalf") and amount is not None:
        amount += 0.5
    if unit[0] == "T" and hit.raw("unit").istitle() and hit.raw_before()[-1:] in _OPENING:
        return ()
    form = Length(unit=unit, amount=amount, fuzzy=fuzzy, within=hit.before() == "within", leap=hit.before() == "in")
    return (expression(hit, form, read_amount_mod(hit.words("amountmod"))),)


def _half_unit(hit: Hit) -> Iterable[Expression]:
    return (expression(hit, Length(unit=read_unit(hit), amount=0.5), read_amount_mod(hit.words("amountmod"))),)


def _length_range(hit: Hit) -> Iterable[Expression]:
    most, _ = read_quantity(hit)
    return (expression(hit, Length(unit=read_unit(hit), amount=None, fuzzy="range", most=most)),)


def _told_length(hit: Hit) -> Iterable[Expression]:
    amount, fuzzy = read_quantity(hit)
    return (expression(hit, Length(unit=read_unit(hit), amount=amount, fuzzy=fuzzy)),)


def _bare(hit: Hit) -> Iterable[Expression]:
    if hit.before() not in time_table()["lists"]["before_bare"] and not hit.has("mark"):
        return ()
    return (expression(hit, Length(unit=read_unit(hit), amount=None, fuzzy="bare", within=hit.before() == "within")),)


def _is_rate(hit: Hit) -> bool:
    """True for "a year" after a price or a count ("$5 a year", "twice a day")."""
    before, earlier = hit.before(), hit.before(2)
    if before in time_table()["lists"]["before_rate"]:
        return True
    return before[:1].isdigit() or (before.endswith("s") and earlier[:1].isdigit())


def _rate(hit: Hit) -> Iterable[Expression]:
    unit = read_unit(hit)
    if not _is_rate(hit) or unit.startswith("T"):
        return ()
    return (expression(hit, Repeat(value=duration_value(unit, 1.0))),)


def _is_paper(hit: Hit) -> bool:
    """True of a daily or a weekly that is printed ("the party daily reported")."""
    return hit.after() in time_table()["lists"]["after_paper"]


def _repeat(hit: Hit) -> Iterable[Expression]:
    if in_name(hit) or _is_paper(hit):
        return ()
    return (expression(hit, Repeat(value=time_table()["repeats"][hit.word("repeat")])),)


def _every_unit(hit: Hit) -> Iterable[Expression]:
    amount, _ = read_quantity(hit)
    return (expression(hit, Repeat(value=duration_value(read_unit(hit), amount or 1.0))),)


def _every_name(hit: Hit) -> Iterable[Expression]:
    """A name that recurs: "every Friday", "each July", "Tuesday nights"."""
    table = time_table()
    if hit.has("weekday"):
        word = hit.words("weekday")[0]
        number = table["weekdays"].get(word) or table["weekday_plurals"].get(word)
        part = table["parts"][hit.word("part")] if hit.has("part") else ""
        if hit.has("part") and not hit.word(0).startswith(("every", "each")) and not hit.word("part").endswith("s"):
            return ()
        return (expression(hit, Repeat(value=f"XXXX-WXX-{number}{part if part[1:2] != '1' else ''}")),)
    if hit.has("month"):
        return (expression(hit, Repeat(value=f"XXXX-{table['months'][hit.words('month')[0]]:02}")),)
    if hit.has("part"):
        return (expression(hit, Repeat(value=f"XXXX-XX-XX{table['parts'][hit.word('part')]}")),)
    word = hit.word("season")
    return (expression(hit, Repeat(value=f"XXXX-{table['seasons'].get(word) or table['season_plurals'][word]}")),)


_EVERY_UNIT = "EVERY (?: (?P<amount> @amount ) | (?P<fuzzy> @fuzzy ) )? (?P<unit> UNIT | UNITS )"

LENGTH_RULES: tuple[Rule, ...] = (
    Rule("length", f"{AMOUNTMOD}? {AMOUNT} (?P<dash> DASH )? MORE? DASH? (?P<unit> UNIT | UNITS | UNITSHORT )"
         " (?P<andhalf> AND ARTICLE HALF )? (?: (?P<age> DASH? OLD | OF AGE ) | OR SO )?", _length),
    Rule("half-unit", f"{AMOUNTMOD}? (?: HALF ARTICLE | ARTICLE HALF DASH? ) (?P<unit> UNIT )", _half_unit),
    Rule("length-range", f"{AMOUNTMOD}? @amount (?: TO | OR | DASH ) (?P<amount> @amount ) DASH?"
         " (?P<unit> UNITS | UNIT )", _length_range),
    Rule("told-length", "THE (?: ORDINAL | LATEST )? (?P<amount> @amount ) (?P<unit> UNITS )",
         _told_length),
    Rule("bare-units", "(?P<unit> UNITS ) (?P<mark> DASH (?: LONG | OLD ) )?", _bare),
    Rule("day-long", "(?P<unit> UNIT ) (?P<mark> DASH LONG )",
         lambda hit: (expression(hit, Length(unit=read_unit(hit), amount=1.0)),)),
    Rule("rate", "ARTICLE (?P<unit> UNIT )", _rate),
    Rule("rate", "PER (?P<unit> UNIT )",
         lambda hit: (expression(hit, Repeat(value=duration_value(read_unit(hit), 1.0))),)),
    Rule("repeat", "(?P<repeat> REPEAT )", _repeat),
    Rule("every", _EVERY_UNIT, _every_unit),
    Rule("every", "EVERY (?: (?P<weekday> WEEKDAY ) (?P<part> PART )? | (?P<month> MONTH ) | (?P<season> SEASON ) )",
         _every_name),
    Rule("every", "EVERY (?P<part> PART )", _every_name),
    Rule("weekdays", "(?P<weekday> WEEKDAYS ) (?P<part> PART )?", _every_name),
    Rule("weekdays", "(?P<weekday> WEEKDAY ) (?P<part> PART )", _every_name),
)  # fmt: skip
