"""Rules for dates that have a name: days, months, years, decades, centuries, quarters, seasons, weekdays, holidays."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import NamedTuple

from tocsin.timex.amounts import read_amount, read_ordinal, read_spoken_year
from tocsin.timex.form import Around, Expression, Offset, Point
from tocsin.timex.lexicon import time_table
from tocsin.timex.pattern import Hit
from tocsin.timex.readings import (
    DAY,
    DIRECTION,
    MONTH,
    RELATIVE_YEAR,
    STRETCH,
    WEEKDAY,
    YEAR,
    expression,
    has_company,
    in_name,
    is_capital,
    is_year,
    read_day,
    read_direction,
    read_month,
    read_stretch,
    read_unit,
    read_weekday,
    read_whole,
    read_year,
)
from tocsin.vocab.loader import load_table

Build = Callable[[Hit], Iterable[Expression]]


class Rule(NamedTuple):
    """A pattern over word classes and what it builds; an empty answer refuses the hit."""

    name: str
    pattern: str
    build: Build


def _named(hit: Hit) -> Iterable[Expression]:
    """A day or a month by name, with or without its year."""
    day, weekday = read_day(hit), read_weekday(hit)
    year, (year_direction, story) = _spoken_or_written(hit), read_direction(hit, "relyear")
    if day is not None and not _is_day_of(read_month(hit), day):
        form = Point(year=year, month=read_month(hit), impossible=True)
        return (expression(hit, form),) if 1 <= day <= _LONGEST_MONTH else ()
    direction, _ = read_direction(hit)
    form = Point(
        year=year, month=read_month(hit), day=day, weekday=weekday, year_offset=year_direction, story=story,
        direction=direction,
    )  # fmt: skip
    return (expression(hit, form, read_stretch(hit)),)


_LONGEST_MONTH = 31


def _spoken_or_written(hit: Hit) -> int | None:
    """The year of a date, in digits or as a transcript writes it ("nineteen ninety-four")."""
    return read_spoken_year(hit.words("spoken")) if hit.has("spoken") else read_year(hit)


def _is_day_of(month: int | None, day: int) -> bool:
    return 1 <= day <= (30 if month in (4, 6, 9, 11) else 29 if month == 2 else 31)


def _month(hit: Hit) -> Iterable[Expression]:
    word = hit.words("month")[0]
    beside = hit.has("stretch") or hit.has("direction") or hit.has("relyear")
    if not beside and _is_called(hit, word):
        return ()
    if not beside and not has_company(hit, word) and not _joins_month(hit):
        return ()
    if not beside and len(word) <= 3 and word != "may" and "." not in hit.raw("month"):
        return ()
    followed = hit.raw_after()
    if (
        not beside
        and followed[:1].isupper()
        and followed.isalpha()
        and hit.before() not in time_table()["years"]["wanted"]
    ):
        # "June Carter", "April Jones": a person, unless a preposition stands before it.
        return ()
    if word == "march" and not beside and hit.before() == "the" and hit.after() in ("on", "for", "to", "of", "against"):
        # "The March on the capital".
        return ()
    if word == "may" and hit.before() in ("and", "or", "that", "said", "as", "says") and not beside:
        return ()
    direction, story = read_direction(hit)
    year_direction, year_story = read_direction(hit, "relyear")
    form = Point(month=read_month(hit), direction=direction, year_offset=year_direction, story=story or year_story)
    return (expression(hit, form, read_stretch(hit)),)


def _same_day(hit: Hit) -> Iterable[Expression]:
    """The day told of, in another year: "on this day in 1945", "on this day 100 years ago"."""
    if hit.has("year"):
        return (expression(hit, Point(year=read_year(hit), same_day=True)),)
    amount = read_amount(hit.words("amount"))
    if hit.words()[-2] not in ("year", "years") or amount is None or amount != int(amount):
        return ()
    return (expression(hit, Point(year_offset=-int(amount), same_day=True)),)


def _is_called(hit: Hit, word: str) -> bool:
    """True of a first name by which somebody is spoken to ("As you know, April, ..."), no month of a list."""
    table = time_table()
    alone = not {hit.before(2), hit.after(2), hit.after(3)} & table["months"].keys()
    return word in table["lists"]["first_names"] and hit.before() == "," and hit.after() in (",", ".", "?") and alone


def _joins_month(hit: Hit) -> bool:
    """True of the first of two months ("May/June", "May or June")."""
    return hit.after() in ("/", "-", "–", "and", "or", "to") and hit.after(2) in time_table()["months"]


def _several_days(hit: Hit) -> Iterable[Expression]:
    """Days under one month: each is an expression of its own, the one beside the month with the month's words."""
    if hit.after().isalpha() and hit.after() not in time_table()["lists"]["after_days"] and not hit.has("monthlast"):
        return ()
    group = "monthlast" if hit.has("monthlast") else "monthfirst"
    month, year = int(time_table()["months"][hit.words(group)[0]]), read_year(hit)
    match, tokens = hit.match, hit.tokens
    days = [i for i in range(*match.span("days")) if tokens.words[i][0].isdigit()]
    found = []
    for number, index in enumerate(days):
        day = read_ordinal([tokens.words[index].lower()])
        if day is None or not _is_day_of(month, day):
            return ()
        start, end = tokens.starts[index], tokens.ends[index]
        if group == "monthfirst" and number == 0:
            start = hit.span(group)[0]
        if number == len(days) - 1 and (group == "monthlast" or hit.has("year")):
            end = hit.span()[1]
        found.append(Expression(start=start, end=end, form=Point(year=year, month=month, day=day), rule=""))
    return found


def _year(hit: Hit) -> Iterable[Expression]:
    if not is_year(hit):
        return ()
    return (expression(hit, Point(year=read_year(hit)), read_stretch(hit)),)


def _fiscal_year(hit: Hit) -> Iterable[Expression]:
    return (expression(hit, Point(year=read_year(hit), fiscal=True)),)


def _year_range(hit: Hit) -> Iterable[Expression]:
    first, second_words = read_year(hit), hit.word("second")
    if first is None or not is_year(hit):
        return ()
    second = int(second_words) if len(second_words) == 4 else first // 100 * 100 + int(second_words)
    if not first < second <= first + 400:
        return ()
    return (expression(hit, Point(year=first), group="year"), expression(hit, Point(year=second), group="second"))


def _spoken_year(hit: Hit) -> Iterable[Expression]:
    if hit.words()[0] not in ("the", "year", "eighteen", "nineteen"):
        return ()
    year = read_spoken_year(hit.words("spoken"))
    return (expression(hit, Point(year=year)),) if year is not None else ()


def _era(hit: Hit) -> Iterable[Expression]:
    before_christ = hit.has("bc")
    year, first_year = read_whole(hit, "era"), read_whole(hit, "first")
    if year == 0 or (hit.has("first") and first_year == 0):
        return ()
    season = time_table()["seasons"][hit.word("season")] if hit.has("season") else None
    point = Point(year=year, before_christ=before_christ, month=read_month(hit), season=season)
    found = [expression(hit, point, read_stretch(hit), group="last")]
    if hit.has("first"):
        first = Point(year=first_year, before_christ=before_christ)
        found.insert(0, expression(hit, first, group="first"))
    return found


def _decade(hit: Hit) -> Iterable[Expression]:
    word = hit.words("decade")[0].strip("'’‘`")
    digits = "".join(c for c in word if c.isdigit())
    if len(digits) == 2 and hit.raw("decade")[0].isdigit() and not hit.word(0).startswith("the"):
        # "In his 30s" is an age.
        return ()
    if len(digits) == 4 and digits.endswith("00") and int(digits) < 2000:
        # "The late 1800s" is the century; of the 2000s the decade is meant.
        return (expression(hit, Point(century=int(digits) // 100), read_stretch(hit)),)
    if digits:
        decade = int(digits) // 10 if len(digits) == 4 else 190 + int(digits) // 10
        return (expression(hit, Point(decade=decade), read_stretch(hit)),)
    if not hit.word(0).startswith("the") and not hit.has("stretch"):
        return ()
    return (expression(hit, Point(decade=190 + time_table()["decades"][word] // 10), read_stretch(hit)),)


def _century(hit: Hit) -> Iterable[Expression]:
    number = read_ordinal([word for word in hit.words("number") if word != "-"])
    if number is None or not 1 <= number <= 22:
        return ()
    return (expression(hit, Point(century=number - 1, before_christ=hit.has("bc")), read_stretch(hit)),)


def _quarter(hit: Hit) -> Iterable[Expression]:
    number = read_ordinal(hit.words("number"))
    year_direction, story = read_direction(hit, "relyear")
    if number is None or not 1 <= number <= 4:
        return ()
    form = Point(quarter=number, year=read_year(hit), year_offset=year_direction, story=story)
    # "The third-quarter loss": hyphened it describes a noun, and the article is the noun's.
    return (expression(hit, form, read_stretch(hit), group="core" if hit.has("hyphen") else 0),)


def _quarter_letter(hit: Hit) -> Iterable[Expression]:
    number = read_whole(hit, "number")
    return (expression(hit, Point(quarter=number, year=read_year(hit))),) if 1 <= number <= 4 else ()


def _half(hit: Hit) -> Iterable[Expression]:
    number = read_ordinal(hit.words("number"))
    year_direction, story = read_direction(hit, "relyear")
    if number not in (1, 2) or (hit.word("number").isdigit() and not hit.has("year")):
        return ()
    offset = 0 if year_direction is None and not hit.has("year") else year_direction
    return (expression(hit, Point(half=number, year=read_year(hit), year_offset=offset, story=story)),)


def _season(hit: Hit) -> Iterable[Expression]:
    word = hit.words("season")[0]
    dated = any(hit.has(group) for group in ("year", "spoken", "relyear", "yearfirst"))
    beside = dated or hit.has("stretch") or hit.has("direction")
    if not beside and not hit.word(0).startswith("the ") and hit.before() not in time_table()["company"]["words"]:
        return ()
    if word == "fall" and not beside and (hit.after() == "of" or hit.before() in ("to", "and", "that", "or")):
        return ()
    if not dated and hit.raw("season")[0].isupper() and in_name(hit):
        # "Winter Games", "Prague Spring".
        return ()
    direction, story = read_direction(hit)
    year_direction, year_story = read_direction(hit, "relyear")
    form = Point(
        generic=not beside and not hit.word(0).startswith("the "),
        season=time_table()["seasons"][word],
        year=_spoken_or_written(hit) or read_year(hit, "yearfirst"),
        direction=direction,
        year_offset=year_direction,
        story=story or year_story,
    )
    return (expression(hit, form, read_stretch(hit)),)


@cache
def _holiday_rows() -> dict[str, int]:
    rows = load_table("en/time_holidays")["holidays"]
    return {word: number for number, row in enumerate(rows) for word in row["words"]}


def _holiday(hit: Hit) -> Iterable[Expression]:
    word = hit.word("holiday")
    sure = hit.has("year") or hit.has("direction")
    if not word.startswith("the ") and (not is_capital(hit, "holiday") or (in_name(hit) and not sure)):
        return ()
    direction, story = read_direction(hit)
    part = time_table()["parts"][hit.word("part")] if hit.has("part") else None
    form = Point(holiday=_holiday_rows()[word], year=read_year(hit), direction=direction, story=story, part=part)
    if hit.word("unit") == "week":
        return (expression(hit, Around(date=form, unit="W")),)
    return (expression(hit, form, group="core" if hit.has("unit") else 0),)


def _weekday(hit: Hit) -> Iterable[Expression]:
    word = hit.words("weekday")[0]
    beside = hit.has("direction") or hit.has("part")
    if not beside and not has_company(hit, word):
        return ()
    if len(word) <= 3 and not beside and "." not in hit.raw("weekday"):
        return ()
    direction, story = read_direction(hit)
    part = time_table()["parts"][hit.word("part")] if hit.has("part") else None
    if part is not None and direction is None and hit.word("part").endswith("s"):
        # "On Saturday mornings" recurs.
        return ()
    form = Point(weekday=read_weekday(hit), direction=direction, story=story, part=part)
    return (expression(hit, form),)


def _weekend(hit: Hit) -> Iterable[Expression]:
    direction, story = read_direction(hit)
    return (expression(hit, Point(weekend=True, direction=direction, story=story), read_stretch(hit)),)


def _iso(hit: Hit) -> Iterable[Expression]:
    month, day = int(hit.word("monthnum")), int(hit.word("day"))
    if not 1 <= month <= 12 or not _is_day_of(month, day):
        return ()
    return (expression(hit, Point(year=read_year(hit), month=month, day=day)),)


def _slashed(hit: Hit) -> Iterable[Expression]:
    """Dates in figures with strokes; left open where day and month may change places, as they do between countries."""
    a, b, year = int(hit.word("a")), int(hit.word("b")), int(hit.word("year"))
    year = year if year > 99 else year + (2000 if year < 70 else 1900)
    month, day = (a, b) if a <= 12 else (b, a)
    if month > 12 or not _is_day_of(month, day):
        return ()
    if a <= 12 and b <= 12 and a != b:
        return (expression(hit, Point(year=year, two_ways=True)),)
    return (expression(hit, Point(year=year, month=month, day=day)),)


def _dotted(hit: Hit) -> Iterable[Expression]:
    """Dates in figures with full stops: day, month, year, wherever they are used."""
    day, month, year = (int(part) for part in hit.word("dotted").split("."))
    if not 1 <= month <= 12 or not _is_day_of(month, day):
        return ()
    return (expression(hit, Point(year=year, month=month, day=day)),)


def _day_of_month(hit: Hit) -> Iterable[Expression]:
    """A day of a month by its distance: "the 15th of next month"."""
    direction, story = read_direction(hit)
    return (expression(hit, Point(day=read_day(hit), month_offset=direction, story=story)),)


def _bare_day(hit: Hit) -> Iterable[Expression]:
    """A day of the month that is being told of: "on the 13th"."""
    if hit.before() not in time_table()["lists"]["before_day_of_month"] or hit.after() in ("century", "of"):
        return ()
    if hit.after().isalpha() and hit.after() not in time_table()["lists"]["after_days"]:
        return ()
    return (expression(hit, Point(day=read_day(hit)), group=0),)


def _year_end(hit: Hit) -> Iterable[Expression]:
    beside = hit.words()[0]
    unit = read_unit(hit) if hit.has("unit") else "Y"
    if unit not in ("Y", "M", "W", "Q") or not beside:
        return ()
    mod = read_stretch(hit, "noun")
    return (expression(hit, Offset(unit=unit, amount=0, direction=0, whole=True), mod),) if mod else ()


_NUMBER_WORD = "(?P<number> (?: TENS DASH? )? ORDINAL | NTH | DAYNTH )"
_SPOKEN = (
    "(?P<spoken> NUMWORD (?: TENS | NUMWORD ) DASH? NUMWORD?"
    " | NUMWORD SCALE (?: AND? (?: TENS DASH? NUMWORD? | NUMWORD ) )? )"
)
_OF_OUR_LORD = f"COMMA? (?: IN? THE? YEARWORD (?: OF ANNO ANNO? )? COMMA? )? (?: {YEAR} | {_SPOKEN} )"
_SPOKEN_DAY = "(?P<day> DAY | DAYNTH | ORDINAL | TENS DASH? ORDINAL )"
_DAY_LIST = "(?: DAY | DAYNTH )"
_NOT_MORE = "(?! DASH? (?: UNIT | UNITS | SCALE | PERCENT | AMPM ) | SLASH | CLOCK )"

DATE_RULES: tuple[Rule, ...] = (
    Rule("weekday-month-day", f"(?: {WEEKDAY} COMMA? THE? )? {STRETCH}? {DIRECTION}? {MONTH} THE? {_SPOKEN_DAY}"
         f" {_NOT_MORE}"
         f" (?: (?: COMMA | OF )? {YEAR} | COMMA? {RELATIVE_YEAR} )?", _named),
    Rule("day-month", f"(?: {WEEKDAY} COMMA? )? {STRETCH}? THE? {DAY} OF? {MONTH}"
         f" (?: (?: COMMA | OF )? {YEAR} | COMMA? {RELATIVE_YEAR} )?", _named),
    Rule("solemn-date", f"(?: THE | DIRECTION )? {_SPOKEN_DAY} DAYWORD OF {MONTH} (?: {_OF_OUR_LORD} )?", _named),
    Rule("days-of-month", f"(?P<monthfirst> MONTHABBR DOT? | MONTH ) (?P<days> {_DAY_LIST}"
         f" (?: COMMA {_DAY_LIST} ){{0,6}}"
         f" COMMA? (?: AND | OR | DASH | TO ) {_DAY_LIST} ) {_NOT_MORE} (?: COMMA? {YEAR} )?", _several_days),
    Rule("days-of-month", f"(?P<days> {_DAY_LIST} (?: COMMA {_DAY_LIST} ){{0,6}} COMMA? (?: AND | OR | DASH | TO )"
         f" THE? {_DAY_LIST} ) OF? (?P<monthlast> MONTHABBR DOT? | MONTH ) (?: COMMA? {YEAR} )?",
         _several_days),
    Rule("month-year", f"{STRETCH}? {MONTH} (?: OF | COMMA )? (?: {YEAR} | {_SPOKEN} )", _named),
    Rule("month", f"{STRETCH}? {DIRECTION}? {MONTH} (?: COMMA? {RELATIVE_YEAR} )? (?! DASH? UNIT )", _month),
    Rule("year", f"{STRETCH}? (?: THE? YEARWORD )? {YEAR}", _year),
    Rule("year-period", f"{STRETCH}? THE {YEAR} (?: PERIOD | QUARTERWORD )", _year),
    Rule("year-range", f"{YEAR} (?: DASH | SLASH ) (?P<second> YEAR | TWODIGIT )", _year_range),
    Rule("spoken-year", f"(?: THE? YEARWORD )? {_SPOKEN}", _spoken_year),
    Rule("era", f"(?: (?P<first> NUMBER ) (?: DASH | TO | AND ) )? (?P<last> {STRETCH}?"
         f" (?: {MONTH} | THE? (?P<season> SEASON ) OF? )? (?P<era> NUMBER )"
         " (?: (?P<bc> BC ) | AD ) )", _era),
    Rule("era", f" {STRETCH}? (?P<last> AD (?P<era> NUMBER ) )", _era),
    Rule("decade", f"(?: {STRETCH} )? THE? (?P<decade> DECADENUM | DECADE )", _decade),
    Rule("century", f"{STRETCH}? THE? {_NUMBER_WORD} DASH? CENTURYWORD (?P<bc> BC )?", _century),
    Rule("quarter", f"{STRETCH}? (?: THE | DIRECTION )? (?P<core> FISCAL? DASH? {_NUMBER_WORD} (?P<hyphen> DASH )?"
         f" FISCAL? QUARTERWORD ) (?: (?: OF | COMMA )? FISCAL? {YEAR} | {RELATIVE_YEAR} )?", _quarter),
    Rule("quarter", f"(?: THE? {YEAR} | (?P<relyear> THE? DIRECTION ) YEARWORD ) POSSESSIVE? FISCAL? {_NUMBER_WORD}"
         " DASH? FISCAL? QUARTERWORD", _quarter),
    Rule("quarter", f"QLETTER (?P<number> NUMBER ) (?: OF? {YEAR} )?",
         _quarter_letter),
    Rule("half", f"THE? {_NUMBER_WORD} DASH? HALF (?: OF {YEAR} | {RELATIVE_YEAR} | OF THE YEARWORD )", _half),
    Rule("fiscal-year", f"THE? FISCAL YEARWORD? {YEAR}", _fiscal_year),
    Rule("season", f"{STRETCH}? (?: {DIRECTION} | THE | (?P<yearfirst> YEAR ) )? (?P<season> SEASON )"
         f" (?: (?: OF | COMMA | IN )? {YEAR} (?: (?: DASH | SLASH ) (?: TWODIGIT | YEAR ) )? | {RELATIVE_YEAR}"
         f" | OF {_SPOKEN} )?", _season),
    Rule("holiday", f"(?P<core> {DIRECTION}? (?P<holiday> HOLIDAY ) (?: COMMA? {YEAR} )? ) (?: (?P<part> PART )"
         " | (?P<unit> UNIT ) )?", _holiday),
    Rule("weekday", f"{DIRECTION}? {WEEKDAY} (?P<part> PART )?", _weekday),
    Rule("weekend", f"{STRETCH}? (?: THE | {DIRECTION} | DIRECTION ) WEEKENDWORD", _weekend),
    Rule("iso-date", f"{YEAR} DASH (?P<monthnum> MONTHNUM ) DASH (?P<day> DAY )", _iso),
    Rule("slashed-date", "(?P<a> DAY ) SLASH (?P<b> DAY ) SLASH (?P<year> YEAR | TWODIGIT )", _slashed),
    Rule("dotted-date", "(?P<dotted> DOTTED )", _dotted),
    Rule("day-of-month", "THE (?P<day> DAYNTH ) OF (?P<direction> DIRECTION | SAMES ) MONTHWORD", _day_of_month),
    Rule("day-of-month", "THE (?P<day> DAYNTH )", _bare_day),
    Rule("same-day", f"(?: DIRECTION | SAMES ) DAYWORD (?: IN {YEAR} | (?P<amount> @amount ) (?: UNIT | UNITS ) AGO )",
         _same_day),
    Rule("half", "HLETTER (?P<number> NUMBER ) (?: OF? {YEAR} )?".replace("{YEAR}", YEAR), _half),
    Rule("year-end", "YEARWORD DASH? (?P<noun> STRETCHNOUN )", _year_end),
    Rule("year-end", "(?P<unit> UNIT ) POSSESSIVE (?P<noun> STRETCHNOUN )", _year_end),
)  # fmt: skip
