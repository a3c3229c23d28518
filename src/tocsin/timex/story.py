"""Resolves the expressions of a whole document: the time told last, dates beside vague words, ranges, histories."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

import msgspec

from tocsin.timex.anchors import Anchors, Answer, Resolved, Tense
from tocsin.timex.calendar import first_day, grain_of
from tocsin.timex.form import Expression, Length, Offset, Point
from tocsin.timex.interval import Days, intersect, span
from tocsin.timex.points import is_explicit
from tocsin.timex.resolve import resolve, with_days
from tocsin.timex.tense import read_tense

_BESIDE = re.compile(r"\s*[(\[,]\s*(?:(?:on|of)\s+)?$|\s*[-–—]\s*$")
_OPENING = re.compile(r"\s*[(\[]\s*$")
_JOINED = re.compile(r"\s*(?:,\s*)?(?:and|to|or|through|until|-|–|—|,)\s*(?:on\s+|the\s+)?$", re.IGNORECASE)
_QUARTER_REACH = 400
"""Characters after the name of a quarter in which "a year ago" still compares with it."""
_YEARS_TOLD = 8
"""Dates with a year of another than the publication's before a text can be a history."""
_YEARS_ALONE = 5
"""How many do when nothing in the text speaks as news does."""
_YEARS_PER_SIGN = 3
"""How many such dates it takes to outweigh one "yesterday" or bare weekday."""


class Told(NamedTuple):
    """An expression with its answer; `conflict` says how a date beside it disagrees."""

    expression: Expression
    answer: Answer
    conflict: str | None = None


def resolve_all(
    text: str,
    expressions: Sequence[Expression],
    anchors: Anchors,
    tense_of: Callable[[str, int, int], Tense | None] = read_tense,
) -> list[Told]:
    """The answers for all expressions of a text, in order, each seen with its neighbours.

    The narrative anchor moves with each date told. A text mostly of years far from its publication is read as a
    history. An explicit date in brackets or apposition settles the vague words before it ("last week (Nov. 2 and 3)");
    where the two cannot both be right the vague words keep the explicit days and `conflict` says so.
    """
    shared = _share_years(text, expressions)
    history = anchors.history or is_history(shared, anchors.published)
    narrative, quarter = anchors.narrative, _Quarter(None, 0)
    told: list[Told] = []
    for expression in shared:
        expression, seen = _with_quarter(expression, quarter, narrative)
        here = msgspec.structs.replace(anchors, narrative=seen, history=history)
        answer = resolve(expression, here, tense_of(text, expression.start, expression.end))
        told.append(Told(expression, answer))
        narrative = _next_narrative(expression, answer, narrative)
        if _is_reported_quarter(expression, answer, anchors.published):
            quarter = _Quarter(answer.value, expression.end)
    return _settle(text, told)


class _Quarter(NamedTuple):
    """The quarter that a text reports on, and where it was named last."""

    value: str | None
    end: int


def _is_reported_quarter(expression: Expression, answer: Answer, published: str | None) -> bool:
    """True of a quarter by name that was over when the text was written: only such a one is reported on."""
    if not isinstance(answer, Resolved) or not isinstance(expression.form, Point) or grain_of(answer.value) != "quarter":
        return False
    last = answer.days.last if answer.days is not None else None
    return published is None or (last is not None and last <= published)


def _with_quarter(expression: Expression, quarter: _Quarter, narrative: str | None) -> tuple[Expression, str | None]:
    """The expression, and the time told last as it sees it, when a quarter is being reported on.

    "The quarter" is that quarter, or the last that ended; "a year ago" soon after it is the same quarter a year before,
    for reports compare like with like.
    """
    form = expression.form
    if not isinstance(form, Offset):
        return expression, narrative
    if form.unit == "Q" and form.story and form.direction < 0 and form.whole:
        if quarter.value is None:
            return msgspec.structs.replace(expression, form=msgspec.structs.replace(form, story=False)), narrative
        same = msgspec.structs.replace(form, amount=0, direction=0)
        return msgspec.structs.replace(expression, form=same), quarter.value
    near = quarter.value is not None and expression.start - quarter.end < _QUARTER_REACH
    if near and form.unit == "Y" and form.amount == 1 and form.direction < 0 and not form.whole:
        return msgspec.structs.replace(expression, form=msgspec.structs.replace(form, story=True)), quarter.value
    return expression, narrative


def is_history(expressions: Sequence[Expression], published: str | None) -> bool:
    """Whether a text is a history: it names many years other than that of its publication, and seldom speaks as news does.

    Without a publication date every year named counts.
    """
    years = [e.form.year for e in expressions if isinstance(e.form, Point) and e.form.year is not None]
    eras = [e for e in expressions if isinstance(e.form, Point) and e.form.before_christ]
    this_year = int(published[:4]) if published is not None else None
    other = [year for year in years if year != this_year]
    news = [e for e in expressions if _is_news_sign(e)]
    if not news and len(other) >= _YEARS_ALONE:
        return True
    return len(eras) >= _YEARS_TOLD or (len(other) >= _YEARS_TOLD and len(other) > _YEARS_PER_SIGN * len(news))


def _is_news_sign(expression: Expression) -> bool:
    """True of words that only someone writing at the time uses: "yesterday", "last week", a bare weekday."""
    form = expression.form
    if isinstance(form, Offset):
        return form.whole and not form.story
    return isinstance(form, Point) and form.weekday is not None and form.month is None and form.year is None


def _next_narrative(expression: Expression, answer: Answer, before: str | None) -> str | None:
    """The time told last, after this expression."""
    if not isinstance(answer, Resolved) or answer.kind not in ("DATE", "TIME"):
        return before
    form, value = expression.form, answer.value[:10] if answer.kind == "TIME" else answer.value
    if grain_of(value) is None or grain_of(value) in ("decade", "century"):
        return before
    if isinstance(form, Offset) and form.direction < 0 and answer.anchor == "narrative":
        # A look back ("the previous year") does not move the story.
        return before
    return value


def _share_years(text: str, expressions: Sequence[Expression]) -> list[Expression]:
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


def _settle(text: str, told: list[Told]) -> list[Told]:
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
    clash = own is not None and intersect(own, days) is None
    if clash and not bracketed:
        return vague
    note = f"the words alone give {own.edtf}, the date beside them {days.edtf}" if clash and own is not None else None
    value = answer.value
    if not isinstance(answer, Resolved) or clash or (grain_of(answer.value) == "day"):
        single = days.first == days.last and days.first is not None
        value = f"{days.first}{_tail(value)}" if single else (value if isinstance(answer, Resolved) else None)
    if value is None or "X" in value[:10] and not value.startswith("P"):
        value = days.edtf
    resolved = Resolved(
        kind=answer.kind, value=value, mod=answer.mod, days=days, anchor="explicit",
        anchor_value=days.edtf, rule=answer.rule,
    )  # fmt: skip
    return Told(vague.expression, resolved, note)


def _tail(value: str | None) -> str:
    """The time of day of a value ("TNI", "T10:00"), or nothing."""
    return value[value.index("T") :] if value and "T" in value and not value.startswith("P") else ""


__all__ = ["Told", "first_day", "is_history", "resolve_all", "with_days"]
