"""What expressions give each other by standing side by side: a year, a day, the days in brackets, a conflict."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import msgspec

from tocsin.timex.anchors import Answer, Resolved
from tocsin.timex.calendar import grain_of
from tocsin.timex.form import Expression, Length, Offset, Point
from tocsin.timex.interval import Days, between, intersect, shift, shift_date, span
from tocsin.timex.points import is_explicit

_BESIDE = re.compile(r"\s*[(\[,]\s*(?:(?:on|of)\s+)?$|\s*[-–—]\s*$")
_OPENING = re.compile(r"\s*[(\[]\s*$")
_JOINED = re.compile(r"\s*(?:,\s*)?(?:and|to|or|through|until|-|–|—|,)\s*(?:on\s+|the\s+)?$", re.IGNORECASE)
_ITS_DAY = re.compile(r"\s*(?:\([^()]{0,40}\))?\s*,?\s*(?:on\s+)?$", re.IGNORECASE)
_REACHES = re.compile(r"\s*(?:,\s*)?(?:to|through|until|till|-|–|—)\s*(?:on\s+|the\s+)?", re.IGNORECASE)
_AND = re.compile(r"\s+and\s+(?:on\s+|the\s+)?", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s+(?=[\"“‘'(]?[A-Z])|[\n\x1e]")
_SAME_CLAUSE = 120
"""Characters within which a time of day still belongs to the day named before it in the sentence."""


class Told(NamedTuple):
    """An expression with its answer; `conflict` says how a date beside it disagrees.

    `range` are all the days of the range that it is one end of ("from Dec. 6 to Dec. 9").
    """

    expression: Expression
    answer: Answer
    conflict: str | None = None
    range: Days | None = None


def give_days(text: str, expressions: Sequence[Expression]) -> list[Expression]:
    """Gives a time of day the day named behind it ("9 a.m. (0700 GMT) on Monday"), or before it in the sentence."""
    given = list(expressions)
    for index, clock in enumerate(given):
        if not _is_bare_clock(clock):
            continue
        following = next((e for e in given[index + 1 : index + 3] if not _is_bare_clock(e)), None)
        before = given[index - 1] if index else None
        if following is not None and _ITS_DAY.fullmatch(text, clock.end, following.start):
            given[index] = _with_day_of(clock, following)
        elif before is not None and _in_one_clause(text, before, clock):
            given[index] = _with_day_of(clock, before)
    return given


def _in_one_clause(text: str, before: Expression, clock: Expression) -> bool:
    near = clock.start - before.end < _SAME_CLAUSE
    return near and _SENTENCE_END.search(text, before.end, clock.start) is None


def _is_bare_clock(expression: Expression) -> bool:
    form = expression.form
    if not isinstance(form, Point) or form.clock is None:
        return False
    return form.month is None and form.weekday is None and form.day_offset is None and form.year is None


def _with_day_of(clock: Expression, other: Expression) -> Expression:
    """The time of day with the day that the other expression names; unchanged where it names none."""
    point, form = clock.form, other.form
    if not isinstance(point, Point):
        return clock
    if isinstance(form, Offset) and form.unit == "D" and form.whole and not form.story and form.amount is not None:
        day = msgspec.structs.replace(point, day_offset=int(form.amount) * form.direction)
        return msgspec.structs.replace(clock, form=day)
    if not isinstance(form, Point) or (form.weekday is None and form.day is None):
        return clock
    day = msgspec.structs.replace(form, clock=point.clock, zone=point.zone, part=None)
    return msgspec.structs.replace(clock, form=day)


def follow(text: str, before: Told, expression: Expression) -> Expression:
    """Puts the second day of a range without years behind the first ("Dec. 28 to Jan. 3"): within the year after it."""
    left, right = before.expression.form, expression.form
    if not (isinstance(left, Point) and isinstance(right, Point) and isinstance(before.answer, Resolved)):
        return expression
    if left.day is None or right.day is None or left.month is None or right.month is None or is_explicit(right):
        return expression
    anchor = before.answer.anchor_value
    gap = text[before.expression.end : expression.start]
    if anchor is None or before.answer.anchor == "narrative" or right.direction is not None or not _JOINED.match(gap):
        return expression
    turn = (right.month, right.day) < (left.month, left.day)
    year = int(before.answer.value[:4]) + turn
    form = msgspec.structs.replace(right, year_offset=year - int(anchor[:4]))
    return msgspec.structs.replace(expression, form=form)


def share_years(text: str, expressions: Sequence[Expression]) -> list[Expression]:
    """Gives a month or day without a year the year of the date it is joined to ("Feb. 15 and March 3, 2021")."""
    shared = list(expressions)
    for index in range(len(shared) - 2, -1, -1):
        left, right = shared[index], shared[index + 1]
        if not (isinstance(left.form, Point) and isinstance(right.form, Point)):
            continue
        between = text[left.end : right.start]
        if not _JOINED.match(between) or left.form.month is None or right.form.month is None:
            continue
        if left.form.year is None and left.form.direction is None and right.form.year is not None:
            turn = left.form.month > right.form.month
            form = msgspec.structs.replace(left.form, year=right.form.year - turn)
            shared[index] = msgspec.structs.replace(left, form=form)
    return shared


def settle(text: str, told: list[Told]) -> list[Told]:
    """Lets an explicit date beside vague words decide their days."""
    settled = list(told)
    for index in range(len(told) - 1):
        vague, beside = told[index], told[index + 1]
        gap = text[vague.expression.end : beside.expression.start]
        if not _is_vague(vague.expression) or not _is_date(beside):
            continue
        bracketed = _OPENING.fullmatch(gap) is not None
        if not bracketed and not (_BESIDE.fullmatch(gap) and _same_grain(vague)):
            continue
        days = _list_days(text, told, index + 1, bracketed)
        if days is not None:
            settled[index] = _settled(vague, days, bracketed)
    return settled


def _is_vague(expression: Expression) -> bool:
    form = expression.form
    if isinstance(form, Point):
        return not is_explicit(form) and form.day is None and form.clock is None
    return isinstance(form, Offset) or (isinstance(form, Length) and form.side is not None)


def _is_date(told: Told) -> bool:
    form = told.expression.form
    return isinstance(form, Point) and form.month is not None and form.day is not None


def _same_grain(vague: Told) -> bool:
    """Without brackets only words for a single day stand in apposition to a day."""
    form = vague.expression.form
    return (isinstance(form, Offset) and form.unit == "D") or (isinstance(form, Point) and form.weekday is not None)


def _list_days(text: str, told: list[Told], index: int, bracketed: bool) -> Days | None:
    """The days of the date at `index` and of those joined to it inside the same brackets."""
    answer = told[index].answer
    days = answer.days if isinstance(answer, Resolved) else None
    while bracketed and days is not None and index + 1 < len(told) and _is_date(told[index + 1]):
        gap = text[told[index].expression.end : told[index + 1].expression.start]
        following = told[index + 1].answer
        if not _JOINED.fullmatch(gap) or not isinstance(following, Resolved) or following.days is None:
            break
        days, index = span(days, following.days), index + 1
    return days


def _settled(vague: Told, days: Days, bracketed: bool) -> Told:
    """The vague words with the explicit days, and the conflict if their own days share none with them."""
    answer = vague.answer
    own = answer.days if isinstance(answer, Resolved) else None
    clash = own is not None and _clashes(vague.expression, own, days)
    if clash and not bracketed:
        return vague
    note = f"the words alone give {own.edtf}, the date beside them {days.edtf}" if clash and own is not None else None
    value = answer.value
    if not isinstance(answer, Resolved) or clash or (grain_of(answer.value) == "day"):
        single = days.first == days.last and days.first is not None
        value = f"{days.first}{_tail(value)}" if single else (value if isinstance(answer, Resolved) else None)
    if value is None or ("X" in value[:10] and not value.startswith("P")):
        value = days.edtf
    resolved = Resolved(
        kind=answer.kind, value=value, mod=answer.mod, days=days, anchor="explicit",
        anchor_value=days.edtf, rule=answer.rule,
    )  # fmt: skip
    return Told(vague.expression, resolved, note)


def join_ranges(text: str, told: list[Told]) -> list[Told]:
    """Gives both ends of a range all its days ("from Dec. 6 to Dec. 9"); a clock past midnight is the next day's."""
    joined = list(told)
    for index in range(len(told) - 1):
        left, right = joined[index], joined[index + 1]
        if not _is_range(text, left, right):
            continue
        right = _past_midnight(left, right)
        days = _whole(left.answer, right.answer)
        if days is not None:
            joined[index] = left._replace(range=days)
            right = right._replace(range=days)
        joined[index + 1] = right
    return joined


def _is_range(text: str, left: Told, right: Told) -> bool:
    gap = text[left.expression.end : right.expression.start]
    before = text[max(0, left.expression.start - len("between the ")) : left.expression.start]
    return _REACHES.fullmatch(gap) is not None or (
        _AND.fullmatch(gap) is not None and _BETWEEN.search(before) is not None
    )


_CLOCK_TIME = re.compile(r"T\d\d")


def _past_midnight(left: Told, right: Told) -> Told:
    """The end of a range of clock times a day on where it would come before its beginning ("11 p.m. to 2 a.m.")."""
    start, end = left.answer, right.answer
    if not (isinstance(start, Resolved) and isinstance(end, Resolved)):
        return right
    if (
        _CLOCK_TIME.search(end.value) is None
        or start.kind != "TIME"
        or end.value >= start.value
        or end.value[:10] != start.value[:10]
        or end.days is None
    ):
        return right
    value = shift_date(end.value[:10], 1) + end.value[10:]
    return right._replace(answer=msgspec.structs.replace(end, value=value, days=shift(end.days, 1)))


def _whole(start: Answer, end: Answer) -> Days | None:
    """All days from the beginning of the one to the end of the other; `None` where they do not follow each other."""
    if not isinstance(start, Resolved) or not isinstance(end, Resolved) or "DURATION" in (start.kind, end.kind):
        return None
    if start.days is None or end.days is None or start.days.first is None or end.days.last is None:
        return None
    if start.days.first[:10] > end.days.last[:10]:
        return None
    return between(start.days.first, end.days.last, approximate=start.days.approximate or end.days.approximate)


def _clashes(expression: Expression, own: Days, days: Days) -> bool:
    """Whether vague words and an explicit date cannot both be right.

    Of a bare weekday only the name must fit: which week was the resolver's choice and not the text's.
    """
    form = expression.form
    if isinstance(form, Point) and form.weekday is not None and form.direction is None and days.first is not None:
        return date.fromisoformat(days.first[:10]).isoweekday() != form.weekday
    return intersect(own, days) is None


def _tail(value: str | None) -> str:
    """The time of day of a value ("TNI", "T10:00"), or nothing."""
    return value[value.index("T") :] if value and "T" in value and not value.startswith("P") else ""
