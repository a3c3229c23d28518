"""Rules for times of the day: "10 p.m. Wednesday", "1430 GMT", "noon on Nov. 9", "the night of Oct. 23"."""

from __future__ import annotations

from collections.abc import Iterable

from tocsin.timex.amounts import read_amount
from tocsin.timex.form import Expression, Offset, Point
from tocsin.timex.lexicon import time_table
from tocsin.timex.pattern import Hit
from tocsin.timex.readings import (
    expression,
    read_day,
    read_direction,
    read_month,
    read_stretch,
    read_weekday,
    read_year,
)
from tocsin.timex.rules_dates import Rule

_DATE = (
    "(?: (?P<deictic> DEICTIC | DEICTICPART ) | (?P<direction> DIRECTION )? (?P<weekday> WEEKDAYABBR DOT? | WEEKDAY )"
    " (?: COMMA? (?P<month> MONTHABBR DOT? | MONTH ) (?P<day> DAY | DAYNTH ) (?: COMMA? (?P<year> YEAR ) )? )?"
    " | (?P<amonth> MONTHABBR DOT? | MONTH ) (?P<aday> DAY | DAYNTH ) (?: COMMA? (?P<ayear> YEAR ) )?"
    " | THE? (?P<bday> DAY | DAYNTH ) OF? (?P<bmonth> MONTHABBR DOT? | MONTH ) (?: COMMA? (?P<byear> YEAR ) )? )"
)
_CLOCK = (
    "(?: (?P<clock> CLOCK ) (?P<ampm> AMPM )? | (?P<hour> HOUR | NUMWORD ) (?: (?P<ampm2> AMPM )"
    " | OCLOCK (?: IN THE (?P<latepart> PART ) )? | IN THE (?P<inpart> PART ) ) | (?P<noon> PART ) )"
)
_ZONE = "(?: OPEN (?P<zone> ZONE | UNNAMEDZONE ) CLOSE | (?P<barezone> ZONE | UNNAMEDZONE ) )?"


def _read_clock(hit: Hit) -> str | None:
    """The clock time as `HH:MM`; `None` where the numbers are no time of day."""
    if hit.has("noon"):
        value = str(time_table()["parts"][hit.word("noon")])
        return value[1:] if value[1].isdigit() else None
    if hit.has("clock"):
        hour, minute = (int(part) for part in hit.word("clock").split(":")[:2])
    else:
        number = read_amount(hit.words("hour"))
        if number is None:
            return None
        hour, minute = int(number), 0
    half = "".join(c for c in hit.word("ampm") + hit.word("ampm2") if c.isalpha())
    part = hit.word("inpart") or hit.word("latepart")
    if part:
        half = "am" if time_table()["parts"][part] == "TMO" else "pm"
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return f"{hour:02}:{minute:02}" if hour <= 24 and minute < 60 else None


def read_date_groups(hit: Hit) -> dict[str, int | bool | None]:
    """The fields of a Point that the date groups of a clock rule hold."""
    direction, story = read_direction(hit)
    found: dict[str, int | bool | None] = {"weekday": read_weekday(hit), "direction": direction, "story": story}
    for prefix in ("", "a", "b"):
        if hit.has(f"{prefix}month"):
            found |= {
                "month": read_month(hit, f"{prefix}month"),
                "day": read_day(hit, f"{prefix}day"),
                "year": read_year(hit, f"{prefix}year"),
            }
    if hit.has("deictic"):
        found["day_offset"] = time_table()["deictic_days"].get(hit.word("deictic"), 0)
    return found


def _clock(hit: Hit) -> Iterable[Expression]:
    clock = _read_clock(hit)
    if clock is None or not _is_time_of_day(hit):
        return ()
    zone = time_table()["zones"].get(hit.word("zone") or hit.word("barezone"))
    form = Point(clock=clock, zone=zone, **read_date_groups(hit))  # type: ignore[arg-type]
    return (expression(hit, form, "APPROX" if hit.has("around") else None),)


def _is_time_of_day(hit: Hit) -> bool:
    """False for bare figures that may be a running time or a score ("2:14:04", "won 3:10")."""
    marked = any(hit.has(group) for group in ("ampm", "zone", "barezone", "hour", "noon", "around"))
    if marked or (hit.has("clock") and hit.word("clock").count(":") == 1 and hit.match.end() - hit.match.start() > 1):
        return True
    lists = time_table()["lists"]
    around = [hit.before(n) for n in range(1, 6)] + [hit.after(n) for n in range(1, 5)]
    return hit.before() in lists["before_clock"] and not any(word in lists["running"] for word in around)


def _military(hit: Hit) -> Iterable[Expression]:
    digits = hit.word("digits")
    if len(digits) != 4 or int(digits[:2]) > 24 or int(digits[2:]) > 59:
        return ()
    form = Point(clock=f"{digits[:2]}:{digits[2:]}", zone=time_table()["zones"].get(hit.word("zone")))
    return (expression(hit, form),)


def _part_of_date(hit: Hit) -> Iterable[Expression]:
    """A part of a dated day: "the night of Oct. 23", "mid-afternoon yesterday"."""
    part = time_table()["parts"][hit.word("part")]
    groups = read_date_groups(hit)
    if groups.get("weekday") is not None and groups.get("month") is None and hit.word("part").endswith("s"):
        # "On Saturday mornings" recurs.
        return ()
    if groups.get("day_offset") is not None and groups.get("month") is None:
        days = int(groups["day_offset"] or 0)
        form = Offset(unit="D", amount=abs(days), direction=(days > 0) - (days < 0), whole=True, part=part)
        return (expression(hit, form, read_stretch(hit)),)
    clock = part[1:] if part[1].isdigit() else None
    point = Point(part=None if clock else part, clock=clock, **groups)  # type: ignore[arg-type]
    return (expression(hit, point, read_stretch(hit)),)


def _told_part(hit: Hit) -> Iterable[Expression]:
    """A part of the day told last: "the morning"."""
    part = str(time_table()["parts"][hit.word("part")])
    return (expression(hit, Point(part=part, day_offset=0, story=True), read_stretch(hit)),)


CLOCK_RULES: tuple[Rule, ...] = (
    Rule("clock", f"(?P<around> AROUND )? {_CLOCK} {_ZONE} (?: COMMA? ON? {_DATE} )?", _clock),
    Rule("clock", f"{_DATE} (?: COMMA | AT )* (?P<around> AROUND )? {_CLOCK} {_ZONE}", _clock),
    Rule("clock", "(?P<digits> NUMBER ) (?: (?P<zone> ZONE ) )", _military),
    Rule("part-of-date", f"(?P<stretch> THE? STRETCH DASH? )? THE? (?P<part> PART ) (?: OF | ON )? {_DATE}",
         _part_of_date),
    Rule("part-of-date", f"(?: (?P<stretch> THE? STRETCH DASH? ) )? {_DATE} (?P<part> PART )", _part_of_date),
    Rule("told-part", "(?P<stretch> STRETCH DASH? )? THE (?P<part> PART )", _told_part),
)  # fmt: skip
