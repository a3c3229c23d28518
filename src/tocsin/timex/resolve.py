"""Resolves what an expression says against explicit anchors: TIMEX3 value, days, and which anchor was used."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from tocsin.timex import interval
from tocsin.timex.anchors import AnchorName, Anchors, Answer, Kind, Resolved, Tense, Unresolved
from tocsin.timex.around import value_around
from tocsin.timex.calendar import Grain, days_of, first_day, grain_of, shift_value, value_at
from tocsin.timex.form import Around, Expression, Length, Mod, Offset, Point, Reference, Repeat
from tocsin.timex.interval import Days, approximately, between
from tocsin.timex.points import (
    explicit_value,
    holiday_span,
    is_explicit,
    pick_day_of_month,
    pick_story_year,
    pick_weekday,
    pick_weekend,
    pick_year,
    unknown_value,
    value_before_christ,
    value_in_year,
)
from tocsin.timex.values import duration_value
from tocsin.vocab.loader import load_table

_UNITS: dict[str, tuple[interval.Unit, int]] = {
    "D": ("day", 1), "W": ("week", 1), "M": ("month", 1), "Q": ("quarter", 1), "Y": ("year", 1), "E": ("decade", 1),
    "C": ("century", 1), "L": ("century", 10), "2W": ("week", 2), "3M": ("month", 3), "6M": ("month", 6),
    "WE": ("week", 1),
}  # fmt: skip


_NARRATIVE: AnchorName = "narrative"
_DATE: Kind = "DATE"


@cache
def _policy() -> dict[str, Any]:
    return load_table("en/time_fuzzy")


def resolve(expression: Expression, anchors: Anchors, tense: Tense | None = None) -> Answer:
    """The value and days of an expression, or why there are none.

    `tense` is that of the clause it stands in, `None` where unclear. Without the anchor that the words need the answer
    is `Unresolved`; nothing is ever counted from another day instead.
    """
    form = expression.form
    try:
        match form:
            case Point():
                return _resolve_point(expression, form, anchors, tense)
            case Offset():
                return _resolve_offset(expression, form, anchors, tense)
            case Length():
                return _resolve_length(expression, form, anchors, tense)
            case Reference():
                return _resolve_reference(expression, form, anchors)
            case Around():
                return _resolve_around(expression, form, anchors, tense)
            case Repeat():
                return _answer(expression, "SET", form.value, None, "none", None)
    except (ValueError, OverflowError) as error:
        # DaysError is a ValueError; the calendar's own classes raise the others at its two ends.
        return _open(expression, "DATE", None, f"leaves the calendar: {error}")


def _answer(
    expression: Expression, kind: Kind, value: str, days: Days | None, anchor: AnchorName, anchor_value: str | None
) -> Resolved:
    if days is not None and expression.mod == "APPROX":
        days = approximately(days)
    return Resolved(
        kind=kind, value=value, mod=expression.mod, days=days, anchor=anchor, anchor_value=anchor_value,
        rule=expression.rule,
    )  # fmt: skip


def _open(expression: Expression, kind: Kind, value: str | None, reason: str) -> Unresolved:
    return Unresolved(kind=kind, value=value, mod=expression.mod, rule=expression.rule, reason=reason)


# --- named dates


def _resolve_point(expression: Expression, point: Point, anchors: Anchors, tense: Tense | None) -> Answer:
    kind: Kind = "TIME" if point.part or point.clock else "DATE"
    if point.impossible:
        head = f"{point.year:04}" if point.year is not None else "XXXX"
        return _open(expression, kind, f"{head}-{point.month or 0:02}-XX", "no calendar has such a day")
    if point.two_ways:
        return _open(expression, kind, f"{point.year:04}-XX-XX", "day and month may stand either way round")
    if point.same_day:
        return _resolve_same_day(expression, point, anchors)
    if is_explicit(point):
        value, anchor_value = explicit_value(point), expression.hint
        anchor: AnchorName = _NARRATIVE if expression.hint is not None else "explicit"
    else:
        base, anchor, anchor_value = _point_base(point, anchors)
        if point.generic and not anchors.history and tense not in ("past", "future"):
            return _open(expression, kind, unknown_value(point), "it may be any year's")
        if base is None:
            value = _with_clock(unknown_value(point) or "XXXX-XX-XX", point)
            return _open(expression, kind, value, "no day to count from")
        found = _value_from(point, base, tense, anchor)
        if found is None:
            value = _with_clock(unknown_value(point) or "XXXX-XX-XX", point)
            return _open(expression, kind, value, f"{base} does not settle it")
        value = found
    days = _clipped(value, expression)
    if point.holiday is not None and days is not None and days.first is not None:
        days = holiday_span(point.holiday, value)
    if point.fiscal:
        days = _fiscal_year(int(value))
    if days is None and not point.before_christ:
        return _open(expression, kind, None, f"the calendar has no {value}")
    if point.clock is not None:
        days = _at_clock(value, point) or days
    return _answer(expression, kind, _with_clock(value, point), days, anchor, anchor_value)


def _resolve_same_day(expression: Expression, point: Point, anchors: Anchors) -> Answer:
    """Month and day of the day told last, else of speaking, in the year that the words name."""
    base, anchor = anchors.speech()
    if anchors.narrative is not None and grain_of(anchors.narrative) == "day":
        base, anchor = anchors.narrative, "narrative"
    if base is None:
        return _open(expression, "DATE", "XXXX-XX-XX", "no day to count from")
    year = point.year if point.year is not None else int(base[:4]) + (point.year_offset or 0)
    value = f"{year:04}{base[4:10]}"
    days = days_of(value)
    if days is None:
        return _open(expression, "DATE", None, f"the calendar has no {value}")
    return _answer(expression, "DATE", value, days, anchor, base)


def _fiscal_year(number: int) -> Days:
    """The budget year that is named by the year it ends in; whose, the text seldom says, so it is approximate."""
    first = int(_policy()["fiscal"]["first_month"])
    return approximately(interval.months(number - (first > 1), first, 12))


def _with_clock(value: str, point: Point) -> str:
    if point.clock is not None:
        return f"{value}T{point.clock}"
    return value + (point.part or "")


def _at_clock(value: str, point: Point) -> Days | None:
    """The moment as a date-time with offset; `None` where the text names no zone, for then only the day is sure."""
    if point.zone is None or point.clock is None or grain_of(value) != "day":
        return None
    hour, minute = (int(part) for part in point.clock.split(":"))
    zone = ZoneInfo(point.zone) if isinstance(point.zone, str) else timezone(timedelta(minutes=point.zone))
    moment = datetime.fromisoformat(value).replace(tzinfo=zone) + timedelta(hours=hour, minutes=minute)
    return interval.day(moment.isoformat(timespec="minutes"))


def _point_base(point: Point, anchors: Anchors) -> tuple[str | None, AnchorName, str | None]:
    """The day or value a point is counted from, the anchor's name and its value."""
    narrative = anchors.narrative
    if narrative is not None and (point.story or anchors.history):
        return narrative, "narrative", narrative
    base, name = anchors.speech()
    return base, name, base


def _value_from(point: Point, base: str, tense: Tense | None, anchor: str) -> str | None:
    """The value of a point seen from a base; `None` where the base does not settle it."""
    if base.startswith("BC") and (point.month or point.season) and len(base) >= len("BC0480"):
        return value_before_christ(point, base)
    start = first_day(base)
    if start is None:
        return None
    if point.month_offset is not None:
        return interval.shift_date(f"{start[:7]}-01", point.month_offset, "month")[:8] + f"{point.day:02}"
    if point.year_offset is not None:
        return value_in_year(point, int(start[:4]) + point.year_offset)
    if point.day is not None and point.month is None:
        return pick_day_of_month(point.day, start, tense, story=anchor == "narrative")
    if point.month is None and not (point.season or point.quarter or point.half or point.holiday is not None):
        return _day_from(point, base, start, tense, anchor)
    if anchor == "narrative" and point.direction is None:
        year = pick_story_year(point, base)
    else:
        year = pick_year(point, start, tense)
    return value_in_year(point, year) if year is not None else None


def _day_from(point: Point, base: str, start: str, tense: Tense | None, anchor: str) -> str | None:
    """The day of a weekday, a weekend, or a time of day."""
    if point.weekend:
        return pick_weekend(start, point.direction, tense)
    if grain_of(base) != "day":
        return None
    if point.weekday is not None:
        # A history goes forward from the day told last.
        found = pick_weekday(point.weekday, start, point.direction, "future" if anchor == "narrative" else tense)
        return interval.shift_date(found, point.day_offset or 0)
    return interval.shift_date(start, point.day_offset or 0)


def _clipped(value: str, expression: Expression) -> Days | None:
    """The days of a value; of "early", "mid", "late", "the end of" only the part that is meant, approximate."""
    days, grain = days_of(value), grain_of(value)
    rule = _policy()["edges" if expression.edge else "stretches"].get(grain)
    if days is None or days.first is None or rule is None or expression.mod not in rule:
        return days
    begin, end = rule[expression.mod]
    unit: interval.Unit = rule["unit"]
    behind = interval.shift_date(days.first, end + 1, unit)
    last = days.last if end < 0 else interval.shift_date(behind, -1)
    return between(interval.shift_date(days.first, begin, unit), last, approximate=True)


def _resolve_around(expression: Expression, form: Around, anchors: Anchors, tense: Tense | None) -> Answer:
    inner = resolve(msgspec.structs.replace(expression, form=form.date, mod=None), anchors, tense)
    found = value_around(form, inner.value) if isinstance(inner, Resolved) else None
    if not isinstance(inner, Resolved) or found is None:
        reason = inner.reason if isinstance(inner, Unresolved) else f"{inner.value} has no such part"
        return _open(expression, "DATE", None, reason)
    value, days = found
    mod: Mod | None = None
    if form.unit == "H" and value == inner.value:
        mod = "START" if form.steps == 1 else "END"
    kind: Kind = "DURATION" if value.startswith("P") else "DATE"
    return Resolved(
        kind=kind, value=value, mod=mod, days=days, anchor=inner.anchor, anchor_value=inner.anchor_value,
        rule=expression.rule,
    )  # fmt: skip


# --- distances


def _resolve_offset(expression: Expression, form: Offset, anchors: Anchors, tense: Tense | None) -> Answer:
    kind: Kind = "TIME" if form.part else "DATE"
    if form.amount is None or form.unit[0] == "T":
        return _vague_offset(expression, form, anchors, tense)
    base, anchor = _offset_base(form, anchors)
    if base is None:
        return _open(expression, kind, _blank(form), "no day to count from")
    value = _shifted(form, base)
    if value is None:
        return _open(expression, kind, base[:4] + _blank(form)[4:] if base[:4].isdigit() else _blank(form),
                     f"{base} is told too roughly to count from")  # fmt: skip
    days = _clipped(value, expression)
    if days is not None and not form.whole and form.unit != "D":
        days = approximately(days)
    cut = form.cut
    if cut is None and form.whole and form.direction == 0 and tense == "past" and expression.mod is None:
        # "We have sent more this year": what of it is over.
        cut = -1
    if cut and days is not None and grain_of(base) == "day":
        reach = between(None, base) if cut < 0 else between(base, None)
        days = interval.intersect(days, reach) or days
    return _answer(expression, kind, value + (form.part or ""), days, anchor, base)


def _offset_base(form: Offset, anchors: Anchors) -> tuple[str | None, AnchorName]:
    deictic = form.whole and form.unit == "D" and not form.story
    if anchors.narrative is not None and (form.story or (anchors.history and not deictic)):
        return anchors.narrative, "narrative"
    if anchors.history and deictic:
        return None, "none"
    if form.story and anchors.narrative is None and not form.whole:
        # "Two days later" with nothing told before it: later than what, the text does not say.
        return anchors.speech() if form.direction < 0 and form.unit in ("Y", "Q") else (None, "none")
    return anchors.speech()


def _blank(form: Offset) -> str:
    return {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX", "Q": "XXXX-QX", "E": "XXX"}.get(form.unit, "XXXX")


_GRAIN_OF_UNIT: dict[str, Grain] = {
    "D": "day", "W": "week", "M": "month", "Q": "quarter", "Y": "year", "E": "decade", "C": "century",
}  # fmt: skip


_PARTS: dict[str, tuple[interval.Unit, int]] = {"year": ("month", 12), "decade": ("year", 10), "week": ("day", 7)}


def _shifted(form: Offset, base: str) -> str | None:
    """The value at a distance from a base, at the grain of the unit; `None` where the base is coarser than that."""
    amount = (form.amount or 0) * form.direction
    unit, factor = _UNITS[form.unit]
    if amount != int(amount):
        unit, factor = _PARTS.get(unit, (unit, factor))
    count = round(amount * factor)
    if base.startswith("BC"):
        return _shifted_before_christ(base, count, unit)
    start, grain = first_day(base), _GRAIN_OF_UNIT.get(form.unit, "day")
    if grain == "decade" and not form.whole:
        # "A decade ago" is a year some ten years back, not the decade before.
        grain = "year"
    if start is None:
        return None
    kept = shift_value(base, count, unit)
    if kept is not None and not form.whole and form.story and grain_of(base) != "day":
        return kept
    base_days = interval.length(days_of(base) or interval.day(start)) or 1
    limit = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366, "decade": 3653, "century": 36525}[grain]
    if base_days > limit:
        return None
    return value_at(interval.shift_date(start, count, unit), grain)


def _shifted_before_christ(base: str, count: int, unit: str) -> str | None:
    """A year or decade at a distance from one before Christ, where years run down; `None` for smaller units."""
    digits = base[2:6]
    if len(digits) < 4 or unit not in ("year", "decade"):
        return None
    year = int(digits) - count * (10 if unit == "decade" else 1)
    if year < 1:
        return None
    return f"BC{year:04}" if unit == "year" else f"BC{year // 10:03}"


def _vague_offset(expression: Expression, form: Offset, anchors: Anchors, tense: Tense | None) -> Answer:
    """A day left open ("hours later" in a tale), else the past or the future, with days by the fuzzy policy."""
    base, anchor = _offset_base(form, anchors)
    value, kind = "PAST_REF" if form.direction < 0 else "FUTURE_REF", _DATE
    if form.story and form.direction > 0 and (anchor == _NARRATIVE or tense == "past"):
        value, kind = _open_after(form, base)
    start = first_day(base) if base is not None else None
    if start is None or base is None:
        return _answer(expression, kind, value, None, "none", None)
    if form.unit[0] == "T":
        days = between(interval.shift_date(start, -1), start) if form.direction < 0 else interval.day(start)
        return _answer(expression, kind, value, approximately(days), anchor, base)
    low, high = _policy()["amounts"].get(form.fuzzy, _policy()["amounts"]["few"])
    unit, factor = _UNITS[form.unit]
    ends = sorted(interval.shift_date(start, n * factor * form.direction, unit) for n in (low, high))
    return _answer(expression, kind, value, between(ends[0], ends[1], approximate=True), anchor, base)


def _open_after(form: Offset, base: str | None) -> tuple[str, Kind]:
    """The value of a time not long after one told: hour, day, week or month left open, the year kept where it holds."""
    known = base if base is not None and base[:4].isdigit() else None
    if form.unit[0] == "T":
        day = known[:10] if known is not None and grain_of(known) == "day" else "XXXX-XX-XX"
        return f"{day}TXX", "TIME"
    blank = _blank(form)
    if known is not None and form.unit in ("D", "W", "M"):
        return known[:4] + blank[4:], _DATE
    return blank, _DATE


# --- amounts


def _resolve_length(expression: Expression, form: Length, anchors: Anchors, tense: Tense | None) -> Answer:
    value = duration_value(form.unit, form.amount)
    if (form.within or form.leap) and tense == "future" and anchors.speech()[0] is not None:
        form = msgspec.structs.replace(form, side=1)
    if form.side is None or form.side == 0:
        return _answer(expression, "DURATION", value, None, "none", None)
    if anchors.history and form.side < 0 and not form.story:
        return _open(expression, "DURATION", value, "a history, so it may be counted from its telling or from its tale")
    told = anchors.narrative if form.story or anchors.history else None
    base, anchor = (told, _NARRATIVE) if told is not None else anchors.speech()
    start = first_day(base) if base is not None else None
    if start is None:
        return _open(expression, "DURATION", value, "no day to count from")
    return _answer(expression, "DURATION", value, _reach(form, start, expression.mod is not None), anchor, base)


def _reach(form: Length, start: str, modified: bool) -> Days:
    """The days of "the past three weeks" or "the coming months", from the anchor outwards."""
    if form.leap:
        return _leap(form, start)
    if form.unit[0] == "T":
        far = interval.shift_date(start, form.side or 0)
        return between(*sorted((start, far)), approximate=True)
    unit, factor = _UNITS[form.unit]
    amount = form.amount if form.amount is not None else form.most
    if amount is None:
        top = _policy()["amounts"][form.fuzzy][1] if form.fuzzy not in ("bare", "range") else _policy()["reach"][unit]
        amount = float(top)
    whole = amount == int(amount)
    count = round(amount * factor) if whole else round(amount * factor * 12)
    far = interval.shift_date(start, count * (form.side or 0), unit if whole else "month")
    return between(*sorted((start, far)), approximate=modified or form.amount is None)


def _leap(form: Length, start: str) -> Days:
    """The day of "in three days"; with the unit's own width about it where that is more than a day."""
    if form.unit[0] == "T":
        return between(start, interval.shift_date(start, 1), approximate=True)
    unit, factor = _UNITS[form.unit]
    low, high = (form.amount, form.amount) if form.amount is not None else _policy()["amounts"].get(form.fuzzy, (1, 6))
    first = interval.shift_date(start, round(low * factor), unit)
    last = interval.shift_date(start, round(high * factor), unit)
    return between(first, last, approximate=unit != "day" or low != high)


def _resolve_reference(expression: Expression, form: Reference, anchors: Anchors) -> Answer:
    base, anchor = anchors.speech()
    if base is None or anchors.history:
        return _answer(expression, "DATE", form.value, None, "none", None)
    reach = int(_policy()["references"]["recent" if form.value == "PAST_REF" else "soon"])
    if form.value == "PRESENT_REF":
        days = interval.day(base, approximate=True)
    elif form.value == "FUTURE_REF":
        days = between(base, interval.shift_date(base, reach) if form.brief else None, approximate=True)
    elif form.unit is not None:
        unit, _ = _UNITS[form.unit]
        days = between(interval.shift_date(base, -_policy()["reach"][unit], unit), base, approximate=True)
    else:
        days = between(interval.shift_date(base, -reach) if form.brief else None, base, approximate=True)
    return _answer(expression, "DATE", form.value, days, anchor, base)
