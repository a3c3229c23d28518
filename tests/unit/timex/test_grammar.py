"""What the grammar finds: the exact words, and nothing where words only look like dates."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.timex.grammar import find_expressions


def _found(text: str) -> list[str]:
    return [text[e.start : e.end] for e in find_expressions(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Minister Varga left on Wednesday, Nov. 10, for Sorland.", ["Wednesday, Nov. 10"]),
        ("It began on March 3, 2022, and ended in early May 2023.", ["March 3, 2022", "early May 2023"]),
        ("On 27 June 1950 and again on the 4th of July they met.", ["27 June 1950", "the 4th of July"]),
        ("The envoy came on Nov. 2 and 3.", ["Nov. 2", "3"]),
        ("Talks ran from 6-9 May 2021.", ["6", "9 May 2021"]),
        ("She was ambassador from 2005-2008 and back in 2014.", ["2005", "2008", "2014"]),
        ("The late 1960s, the nineties and the 19th century.", ["The late 1960s", "the nineties", "the 19th century"]),
        ("In the third quarter of 2020; in Q3 2021; third-quarter output.",
         ["the third quarter of 2020", "Q3 2021", "third-quarter"]),
        ("They fought in 490 BC and from 264 to 241 BC.", ["490 BC", "264", "241 BC"]),
        ("Last week, earlier this month and the next day.", ["Last week", "earlier this month", "the next day"]),
        ("Two weeks ago; three days later; a year earlier.", ["Two weeks ago", "three days later", "a year earlier"]),
        ("Over the past three weeks, in the coming months.", ["the past three weeks", "the coming months"]),
        ("A two-day visit of nearly five and a half hours.", ["two-day", "nearly five and a half hours"]),
        ("The garrison is paid every Friday, twice a month.", ["every Friday", "a month"]),
        ("At 10 p.m. Wednesday and at 1430 GMT.", ["10 p.m. Wednesday", "1430 GMT"]),
        ("Last night, on Friday morning and on the night of Oct. 23.",
         ["Last night", "Friday morning", "the night of Oct. 23"]),
        ("It may come this winter, after the holidays.", ["this winter", "the holidays"]),
        ("The year two thousand; nineteen ninety-six was worse.", ["The year two thousand", "nineteen ninety-six"]),
        ("By the end of the year, or year-end at the latest.", ["the end of the year", "year-end"]),
        ("An eight-month-old truce.", ["eight-month-old"]),
    ],
)  # fmt: skip
def test_finds(text: str, expected: list[str]) -> None:
    assert _found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "They may march to the second bridge.",
        "The sun sat low over the hill, and prices fall.",
        "General Tom May spoke to Jan Novak.",
        "The runner finished in 2:14:04.",
        "Some 2000 troops and 1950 tanks crossed.",
        "It cost $1999 on Flight 1812.",
        "The army of Arvenia has a hundred tanks; one man fled.",
        "A quarter of the votes; three-quarters of the members.",
        "The Etemad daily wrote it.",
        "A man of 52, the 17-year-old cadet.",
        "The fall of the capital shocked them.",
        "The COVID-2019 outbreak.",
    ],
)
def test_finds_nothing(text: str) -> None:
    assert _found(text) == []


@given(st.text(alphabet=st.sampled_from("0123456789 .,-–/:()\n'’abdehmnorstuwyADJMNW"), max_size=80))
def test_offsets_hold_and_do_not_overlap(text: str) -> None:
    end = 0
    for found in find_expressions(text):
        assert end <= found.start < found.end <= len(text)
        assert text[found.start : found.end].strip() == text[found.start : found.end]
        end = found.end


@pytest.mark.parametrize("digits", ["1" * 5000, "9" * 400, "1," + "000," * 300 + "000"])
def test_numbers_of_any_length_are_read_without_failing(digits: str) -> None:
    for words in (f"{digits} BC", f"{digits} years ago", f"in {digits}", f"{digits}/{digits}/2020", f"{digits} GMT"):
        assert all(found.end <= len(words) for found in find_expressions(words))


_words = st.sampled_from(
    "the a last next this first two 2 3rd 31 1999 BC week weeks year month Nov. November May Friday morning ago later "
    "of and - , . ( ) / : every early late mid end quarter fiscal today now past coming few in at p.m. 10 10:30 GMT "
    "winter holidays half century decade 1990s same day following until from to $ %".split()
)


@given(st.lists(_words, max_size=14).map(" ".join))
def test_any_order_of_time_words_is_read_without_failing(text: str) -> None:
    for found in find_expressions(text):
        assert found.rule
