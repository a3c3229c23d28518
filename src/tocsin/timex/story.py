"""Resolves the expressions of a whole document: the time told last, dates beside vague words, ranges, histories."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

import msgspec

from tocsin.timex.anchors import Anchors, Answer, Resolved, Tense
from tocsin.timex.around import join_around
from tocsin.timex.calendar import grain_of
from tocsin.timex.course import Course
from tocsin.timex.form import Expression, Offset, Point, Reference
from tocsin.timex.neighbours import Told, follow, give_days, join_ranges, settle, share_years
from tocsin.timex.resolve import resolve
from tocsin.timex.speech import Spoken
from tocsin.timex.tense import read_tense
from tocsin.timex.years import infer_years

_QUARTER_REACH = 400
"""Characters after the name of a quarter in which "a year ago" still compares with it."""
_YEARS_TOLD = 8
"""Dates with a year of another than the publication's before a text can be a history."""
_YEARS_ALONE = 5
"""How many do when nothing in the text speaks as news does."""
_YEARS_PER_SIGN = 3
"""How many such dates it takes to outweigh one "yesterday" or bare weekday."""


def resolve_all(
    text: str,
    expressions: Sequence[Expression],
    anchors: Anchors,
    spoken: Sequence[Spoken] = (),
    tense_of: Callable[[str, int, int], Tense | None] = read_tense,
) -> list[Told]:
    """The answers for all expressions of a text, in order, each seen with its neighbours.

    The narrative anchor moves with each date told. A text mostly of years far from its publication is read as a
    history. What was said on a day of its own (`spoken`) is counted from that. An explicit date in brackets or
    apposition settles the vague words before it ("last week (Nov. 2 and 3)"); where the two cannot both be right the
    vague words keep the explicit days and `conflict` says so.
    """
    shared = give_days(text, share_years(text, expressions))
    if anchors.published is None:
        shared = infer_years(shared)
    shared = join_around(text, shared)
    history = anchors.history or is_history(shared, anchors.published)
    narrative, quarter = anchors.narrative, _Quarter(None, 0)
    told: list[Told] = []
    course = Course(shared)
    for number, found in enumerate(shared):
        expression = follow(text, told[-1], found) if told else found
        expression, seen = _with_quarter(expression, quarter, narrative)
        said = _said_on(spoken, expression) or anchors.utterance
        here = msgspec.structs.replace(anchors, narrative=seen, history=history, utterance=said)
        tense = tense_of(text, expression.start, expression.end)
        if _is_past_soon(expression, tense, history=history):
            continue
        if not history and tense != "past":
            expression = _told_now(expression)
        answer = resolve(expression, here, tense)
        if history:
            answer = course.keep(number, expression, answer, here)
        told.append(Told(expression, answer, _weekday_conflict(expression, answer)))
        narrative = _next_narrative(expression, answer, narrative)
        if _is_reported_quarter(expression, answer, anchors.published):
            quarter = _Quarter(answer.value, expression.end)
    return join_ranges(text, settle(text, told))


def _said_on(spoken: Sequence[Spoken], expression: Expression) -> str | None:
    """The day on which the words that hold an expression were said, where the text tells it."""
    return next((s.day for s in spoken if s.start <= expression.start < s.end), None)


def _is_past_soon(expression: Expression, tense: Tense | None, *, history: bool) -> bool:
    """True of "soon" in a tale of the past, where it says "before long" and points to no future."""
    form = expression.form
    return isinstance(form, Reference) and form.value == "FUTURE_REF" and form.brief and (history or tense == "past")


def _told_now(expression: Expression) -> Expression:
    """The year of writing for "the end of the year" of what is or will be, whatever year was told last."""
    form = expression.form
    if expression.rule != "told-unit" or not isinstance(form, Offset) or form.unit != "Y":
        return expression
    return msgspec.structs.replace(expression, form=msgspec.structs.replace(form, story=False))


def _weekday_conflict(expression: Expression, answer: Answer) -> str | None:
    """What is wrong with "Tuesday, Nov. 10" when that day is a Wednesday; `None` where they agree."""
    form = expression.form
    if not isinstance(form, Point) or form.weekday is None or form.day is None or not isinstance(answer, Resolved):
        return None
    resolved = date.fromisoformat(answer.value[:10])
    if resolved.isoweekday() == form.weekday:
        return None
    return f"{resolved.isoformat()} is a {resolved:%A}"


class _Quarter(NamedTuple):
    """The quarter that a text reports on, and where it was named last."""

    value: str | None
    end: int


def _is_reported_quarter(expression: Expression, answer: Answer, published: str | None) -> bool:
    """True of a quarter by name that was over when the text was written: only such a one is reported on."""
    if not isinstance(answer, Resolved) or not isinstance(expression.form, Point):
        return False
    if grain_of(answer.value) != "quarter":
        return False
    last = answer.days.last if answer.days is not None else None
    return published is None or (last is not None and last <= published)


def _with_quarter(expression: Expression, quarter: _Quarter, narrative: str | None) -> tuple[Expression, str | None]:
    """The expression, and the time told last as it sees it, when a quarter is being reported on.

    "The quarter" is that quarter, or the last that ended; "a year ago" soon after it is the same quarter a year before,
    for reports compare like with like.
    """
    form = expression.form
    if isinstance(form, Point) and expression.rule == "year-period" and quarter.value is not None:
        same_quarter = msgspec.structs.replace(form, quarter=int(quarter.value[-1]))
        return msgspec.structs.replace(expression, form=same_quarter), narrative
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
    """Whether a text is a history: it names many years before its publication's, and seldom speaks as news does.

    Without a publication date every year named counts, and one word of news is enough against it.
    """
    years = [e.form.year for e in expressions if isinstance(e.form, Point) and e.form.year is not None]
    eras = [e for e in expressions if isinstance(e.form, Point) and e.form.before_christ]
    this_year = int(published[:4]) if published is not None else None
    other = [year for year in years if this_year is None or year < this_year]
    news = [e for e in expressions if _is_news_sign(e)]
    if published is None:
        return not news and len(other) >= _YEARS_TOLD
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
    if value.startswith("BC"):
        return value
    if grain_of(value) is None or grain_of(value) in ("decade", "century"):
        return before
    if isinstance(form, Offset) and form.direction < 0 and answer.anchor == "narrative":
        # A look back ("the previous year") does not move the story.
        return before
    return value
