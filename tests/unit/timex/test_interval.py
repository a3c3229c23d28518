"""Interval algebra: what holds for all days, and the spans of the calendar."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.timex import interval
from tocsin.timex.errors import DaysError
from tocsin.timex.interval import Days, between, day, intersect, length, shift, shift_date, span, with_extent, within

_dates = st.dates(min_value=date(1400, 1, 1), max_value=date(2600, 12, 31)).map(date.isoformat)
_ends = st.one_of(st.none(), _dates)


@st.composite
def _days(draw: st.DrawFn) -> Days:
    first, last = draw(_ends), draw(_ends)
    if first is not None and last is not None and first > last:
        first, last = last, first
    return between(first, last, approximate=draw(st.booleans()))


@given(_days(), _days())
def test_intersection_lies_in_both_and_is_the_same_either_way(a: Days, b: Days) -> None:
    common, other_way = intersect(a, b), intersect(b, a)
    if common is None:
        assert other_way is None
        return
    assert other_way is not None
    assert (common.first, common.last) == (other_way.first, other_way.last)
    assert within(common, a)
    assert within(common, b)


@given(_days(), _days())
def test_span_holds_both(a: Days, b: Days) -> None:
    both = span(a, b)
    assert within(a, both)
    assert within(b, both)


@given(_days())
def test_everything_lies_in_itself_and_meets_itself(days: Days) -> None:
    assert within(days, days)
    assert intersect(days, days) == days


@given(_days(), st.integers(-4000, 4000))
def test_shift_by_days_and_back(days: Days, count: int) -> None:
    assert shift(shift(days, count), -count) == days


@given(_dates, st.integers(-50, 50), st.sampled_from(["week", "month", "quarter", "year", "decade"]))
def test_shift_keeps_order(iso: str, count: int, unit: interval.Unit) -> None:
    moved = shift_date(iso, count, unit)
    assert (moved > iso) == (count > 0)
    assert (moved == iso) == (count == 0)


def test_first_after_last_is_refused() -> None:
    with pytest.raises(DaysError):
        between("2021-11-03", "2021-11-02")


@pytest.mark.parametrize("bad", ["2021-13-01", "2021-02-30", "yesterday", "2021", "20211103", "2021-11-03T"])
def test_ends_that_are_no_dates_are_refused(bad: str) -> None:
    with pytest.raises(DaysError):
        Days(first=bad, last=None, edtf="..")


def test_bad_days_are_invalid_data_to_a_codec() -> None:
    text = b'{"first":"2021-11-03","last":"2021-11-02","edtf":"x","approximate":false}'
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(text, type=Days)


def test_extent_is_written_only_when_set() -> None:
    assert b"extent" not in msgspec.json.encode(day("2021-11-02"))
    assert b'"extent":"within"' in msgspec.json.encode(with_extent(day("2021-11-02"), "within"))


@pytest.mark.parametrize(
    ("days", "first", "last", "edtf"),
    [
        (interval.week("2024-02-29"), "2024-02-26", "2024-03-03", "2024-02-26/2024-03-03"),
        (interval.iso_week(2020, 53), "2020-12-28", "2021-01-03", "2020-12-28/2021-01-03"),
        (interval.month(2023, 2), "2023-02-01", "2023-02-28", "2023-02"),
        (interval.quarter(2023, 4), "2023-10-01", "2023-12-31", "2023-10-01/2023-12-31"),
        (interval.half(2023, 1), "2023-01-01", "2023-06-30", "2023-01-01/2023-06-30"),
        (interval.year(2024), "2024-01-01", "2024-12-31", "2024"),
        (interval.decade(1987), "1980-01-01", "1989-12-31", "198X"),
        (interval.century(1914), "1900-01-01", "1999-12-31", "19XX"),
        (interval.season(2023, 24), "2023-12-01", "2024-02-29", "2023-24"),
        (interval.season(2023, 21), "2023-03-01", "2023-05-31", "2023-21"),
        (between(None, "2023-05-31"), None, "2023-05-31", "../2023-05-31"),
        (between("2023-05-31", None), "2023-05-31", None, "2023-05-31/.."),
        (day("2023-05-31", approximate=True), "2023-05-31", "2023-05-31", "2023-05-31~"),
    ],
)
def test_spans(days: Days, first: str | None, last: str | None, edtf: str) -> None:
    assert (days.first, days.last, days.edtf) == (first, last, edtf)


@pytest.mark.parametrize(
    ("iso", "count", "unit", "expected"),
    [
        ("2023-01-31", 1, "month", "2023-02-28"),
        ("2024-02-29", 1, "year", "2025-02-28"),
        ("2023-12-31", 1, "day", "2024-01-01"),
        ("2023-11-08T10:00+02:00", -1, "week", "2023-11-01T10:00+02:00"),
    ],
)
def test_shift_date(iso: str, count: int, unit: interval.Unit, expected: str) -> None:
    assert shift_date(iso, count, unit) == expected


def test_shift_out_of_the_calendar_is_refused() -> None:
    with pytest.raises(DaysError):
        shift_date("9999-12-31", 1)


def test_length_counts_both_ends() -> None:
    assert length(between("2021-11-02", "2021-11-03")) == 2
    assert length(between(None, "2021-11-03")) is None


def test_moments_compare_across_zones() -> None:
    morning = day("2021-11-09T17:00-05:00")
    assert within(morning, between("2021-11-09T21:59Z", "2021-11-09T22:01Z"))
