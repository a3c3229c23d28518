"""Laws of the time stage: shifting the day of publication, intervals as sets of days, EDTF there and back, any text."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tocsin.annotate.analysis import Analysis
from tocsin.annotate.timexes.coder import EnglishTimexes
from tocsin.records import Diagnostic, Published, Timex, make_document
from tocsin.text.text import Text
from tocsin.timex import interval
from tocsin.timex.edtf import read_edtf, write_edtf
from tocsin.timex.interval import Days, between

_DATES = st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31))
_BY_DAY = ("yesterday", "today", "tomorrow", "tonight", "last night", "three days ago", "two days from now",
           "the day before yesterday", "this morning")  # fmt: skip
_BY_WEEK = ("on Monday", "next Friday", "last Sunday", "last week", "next week", "this weekend", "a week from Tuesday",
            "Saturday night", "earlier this week", "the Friday before last",
            "a week ago", "two weeks from now")  # fmt: skip
_CLAUSES = ("They met {}.", "They will meet {}.", "Talks could begin {}, she said.", "The guard was moved {}.")
_WORDS = st.sampled_from(
    "the of on in at by from to until since last next this past coming Monday Fri. November Nov. May March second 31 30"
    " 2 9 1999 2021 1430 10:30 p.m. EST Moscow time week weeks months year quarter first half a few three days ago"
    " later earlier before after early late mid end weekend night morning Christmas Ramadan Easter fiscal 2022"
    " 21st century nineteen ninety-six '90s BC daily every 2021-11-09 9/11 11/09/2021 9.11.2021 February 29 31st"
    " , ( ) - \u2013 / . ' \u201c \u201d \n\n said will was not now holidays spring winter Q3 AD 79 hundred and"
    " thousand million overnight".split(" ")
)


def read(text: str, published: str | None) -> list[Timex | Diagnostic]:
    document = make_document(text, published=Published(value=published, basis="given") if published else None)
    return [
        made
        for made in EnglishTimexes().annotate(Analysis(document, Text(text), {}))
        if isinstance(made, Timex | Diagnostic)
    ]


def days_told(text: str, published: date) -> list[tuple[str | None, str | None]]:
    found = [made for made in read(text, published.isoformat()) if isinstance(made, Timex)]
    return [(one.days.first, one.days.last) if one.days else (None, None) for one in found]


def moved(ends: tuple[str | None, str | None], by: int) -> tuple[str | None, str | None]:
    first, last = (end and (date.fromisoformat(end) + timedelta(days=by)).isoformat() for end in ends)
    return first, last


@pytest.mark.parametrize(("phrases", "step"), [(_BY_DAY, 1), (_BY_WEEK, 7)])
@given(data=st.data(), published=_DATES, count=st.integers(-400, 400), clause=st.sampled_from(_CLAUSES))
def test_a_later_publication_moves_every_relative_day_as_far(
    phrases: tuple[str, ...], step: int, data: st.DataObject, published: date, count: int, clause: str
) -> None:
    text, by = clause.format(data.draw(st.sampled_from(phrases))), step * count
    early, late = days_told(text, published), days_told(text, published + timedelta(days=by))
    assert len(early) == 1
    assert early[0] != (None, None)
    assert [moved(ends, by) for ends in early] == late


@st.composite
def intervals(draw: st.DrawFn) -> Days:
    ends = sorted((draw(_DATES), draw(_DATES)))
    opened = draw(st.sampled_from(("", "", "", "first", "last")))
    first, last = (
        None if opened == name else end.isoformat() for name, end in zip(("first", "last"), ends, strict=True)
    )
    return between(first, last, approximate=draw(st.booleans()))


@given(a=intervals(), b=intervals(), c=intervals())
def test_intersection_is_that_of_sets(a: Days, b: Days, c: Days) -> None:
    common = interval.intersect(a, b)
    assert common == interval.intersect(b, a)
    assert interval.intersect(a, a) == a
    if common is None:
        return
    assert interval.within(common, a)
    assert interval.within(common, b)
    right = interval.intersect(b, c)
    assert interval.intersect(common, c) == (interval.intersect(a, right) if right else None)


@given(a=intervals(), b=intervals())
def test_the_span_holds_both_and_what_lies_within_is_what_is_common(a: Days, b: Days) -> None:
    whole = interval.span(a, b)
    assert interval.within(a, whole)
    assert interval.within(b, whole)
    common = interval.intersect(a, b)
    inside = common is not None and (common.first, common.last) == (a.first, a.last)
    assert interval.within(a, b) == (inside or (a.first, a.last) == (b.first, b.last))


@given(days=intervals(), count=st.integers(-3000, 3000))
def test_shifting_there_and_back_changes_nothing(days: Days, count: int) -> None:
    there = interval.shift(days, count)
    assert interval.length(there) == interval.length(days)
    assert interval.shift(there, -count) == days


@given(days=intervals())
def test_edtf_there_and_back(days: Days) -> None:
    assert read_edtf(write_edtf(days.first, days.last, approximate=days.approximate)) == (
        days.first,
        days.last,
        days.approximate,
    )
    assert interval.from_edtf(days.edtf) == days


@given(
    text=st.one_of(st.text(max_size=120), st.lists(_WORDS, max_size=16).map(" ".join)),
    published=st.one_of(st.none(), _DATES.map(date.isoformat)),
)
@example("February 31, 2021 at 99:99 on the 0th of May 0000", "2021-11-11")
@example("9999-12-31, the next day, and in three thousand years", "9999-12-31")
@example("in 999999999999 years and 888888 weeks ago", "2021-11-11")
def test_any_text_gives_days_in_order_and_cites_its_words(text: str, published: str | None) -> None:
    last = 0
    for made in read(text, published):
        if isinstance(made, Diagnostic):
            continue
        assert last <= made.span.start < made.span.end <= len(text)
        assert made.span.of(text).strip()
        last = made.span.end
        if made.days is not None and made.days.first and made.days.last:
            assert made.days.first <= made.days.last or "T" in made.days.first
