"""EDTF strings: written and read back."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.timex.edtf import read_edtf, write_edtf
from tocsin.timex.errors import DaysError

_dates = st.dates(min_value=date(1, 1, 1), max_value=date(9998, 12, 31)).map(date.isoformat)


@given(st.one_of(st.none(), _dates), st.one_of(st.none(), _dates), st.booleans())
def test_what_is_written_reads_back(first: str | None, last: str | None, approximate: bool) -> None:
    if first is not None and last is not None and first > last:
        first, last = last, first
    marked = approximate and (first is not None or last is not None)
    assert read_edtf(write_edtf(first, last, approximate=approximate)) == (first, last, marked)


@given(st.integers(1000, 2999), st.integers(21, 24))
def test_seasons_read_back(year: int, code: int) -> None:
    first, last, _ = read_edtf(f"{year}-{code}")
    assert write_edtf(first, last) == f"{year}-{code}"


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2021-11-10", "2021-11-10", "2021-11-10"),
        ("2021-11", "2021-11-01", "2021-11-30"),
        ("2021", "2021-01-01", "2021-12-31"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("2021-24", "2021-12-01", "2022-02-28"),
        ("2021-11/2022-02", "2021-11-01", "2022-02-28"),
        ("../2021-11-11", None, "2021-11-11"),
        ("2021-11-11/..", "2021-11-11", None),
        ("../..", None, None),
    ],
)
def test_read(text: str, first: str | None, last: str | None) -> None:
    assert read_edtf(text) == (first, last, False)


@pytest.mark.parametrize("text", ["2021-W44", "2021-13", "2021-02-30", "soon", "", "2021-11-{02,03}"])
def test_other_forms_are_refused(text: str) -> None:
    with pytest.raises(DaysError):
        read_edtf(text)
