"""The course of a history: the whole dates told, between which a month or day without a year has to lie."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from tocsin.timex.anchors import Anchors, Answer, Resolved
from tocsin.timex.calendar import first_day
from tocsin.timex.form import Expression, Point
from tocsin.timex.points import explicit_value
from tocsin.timex.resolve import resolve

_WIDTH = 3
"""Whole dates looked at on either side: one alone may be a look back or ahead of the tale."""


class Course:
    """The dates of a text that name year and month, by the number of their expression."""

    def __init__(self, expressions: Sequence[Expression]) -> None:
        self._whole = [(n, day) for n, e in enumerate(expressions) if (day := _whole_day(e)) is not None]

    def keep(self, number: int, expression: Expression, answer: Answer, anchors: Anchors) -> Answer:
        """The answer, or the one in another year where this one leaves the dates told before and after it.

        A tale goes on between its whole dates; a year named in passing ("a campaign planned for 1976") does not
        carry the next bare month out of them.
        """
        form = expression.form
        if not isinstance(form, Point) or form.direction is not None or not _is_yearless(form, answer):
            return answer
        before = [day for n, day in self._whole if n < number][-_WIDTH:]
        after = [day for n, day in self._whole if n > number][:_WIDTH]
        if not before or not after or _lies_within(answer, min(before), max(after)):
            return answer
        for base in (before[-1], after[0]):
            other = resolve(expression, msgspec.structs.replace(anchors, narrative=base))
            if _lies_within(other, min(before), max(after)):
                return other
        return answer


def _whole_day(expression: Expression) -> str | None:
    """The first day of a date that names year and month."""
    form = expression.form
    if not isinstance(form, Point) or form.year is None or form.month is None or form.before_christ:
        return None
    return first_day(explicit_value(form))


def _is_yearless(form: Point, answer: Answer) -> bool:
    named = form.month is not None or form.season is not None
    return named and form.year is None and isinstance(answer, Resolved) and answer.anchor == "narrative"


def _lies_within(answer: Answer, first: str, last: str) -> bool:
    """Whether the answer begins in the months from `first` to `last`."""
    day = first_day(answer.value) if isinstance(answer, Resolved) else None
    return day is not None and first[:7] <= day[:7] <= last[:7]
