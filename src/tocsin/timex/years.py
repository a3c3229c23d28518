"""The year of dates that leave it out, in a text without a day of writing: by weekday, or by a dated neighbour."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from tocsin.timex.form import Expression, Form, Point

_NEIGHBOURS = 3
"""Expressions on either side among which a date with its year speaks for one without."""
_NEAR_YEARS = 1
_HALF_YEAR = 183


def infer_years(expressions: Sequence[Expression]) -> list[Expression]:
    """The expressions, with the year filled in where the text leaves only one near the years it names.

    "Tuesday, Nov. 9" has one in every five or six years; a date near one that has its year lies within half a year of
    it. What was filled in has `hint`, the year it was found near. The rest stay open.
    """
    years = sorted({year for found in expressions if (year := _whole_year(found.form)) is not None})
    if not years:
        return list(expressions)
    inferred = list(expressions)
    for number, found in enumerate(inferred):
        form = found.form
        if not isinstance(form, Point) or not _lacks_year(form):
            continue
        year = _by_weekday(form, years) or _by_neighbour(form, inferred, number)
        if year is not None:
            hint = min(years, key=lambda named: abs(named - year))
            filled = msgspec.structs.replace(form, year=year)
            inferred[number] = msgspec.structs.replace(found, form=filled, hint=f"{hint:04}")
    return inferred


def _whole_year(form: Form) -> int | None:
    return form.year if isinstance(form, Point) and not form.before_christ and not form.fiscal else None


def _lacks_year(form: Point) -> bool:
    bare = form.year is None and form.year_offset is None and form.direction is None and not form.impossible
    return bare and form.month is not None and form.day is not None


def _by_weekday(form: Point, years: Sequence[int]) -> int | None:
    """The one year near those named in which the day falls on its weekday."""
    if form.weekday is None:
        return None
    near = {year + step for year in years for step in range(-_NEAR_YEARS, _NEAR_YEARS + 1)}
    fitting = [year for year in sorted(near) if (day := _day(form, year)) and day.isoweekday() == form.weekday]
    return fitting[0] if len(fitting) == 1 else None


def _by_neighbour(form: Point, expressions: Sequence[Expression], number: int) -> int | None:
    """The year in which the day lies within half a year of every date beside it that has its own."""
    beside = [
        day
        for found in expressions[max(0, number - _NEIGHBOURS) : number + _NEIGHBOURS + 1]
        if isinstance(found.form, Point) and found.form.year is not None and found.form.day is not None
        for day in [_day(found.form, found.form.year)]
        if day is not None
    ]
    if not beside:
        return None
    near = {day.year + step for day in beside for step in (-1, 0, 1)}
    fitting = [
        year
        for year in sorted(near)
        if (day := _day(form, year)) and all(abs((day - other).days) < _HALF_YEAR for other in beside)
    ]
    return fitting[0] if len(fitting) == 1 else None


def _day(form: Point, year: int) -> date | None:
    try:
        return date(year, form.month or 1, form.day or 1)
    except ValueError:
        return None
