"""The bundled dispatches keep what they promise: readable, dated right, quoting nobody, every item sourced."""

import json
import re
from collections import Counter
from datetime import date
from typing import TypedDict

import pytest

from tocsin.demo import dispatches_path

FIELDS = ["id", "url", "title", "published", "outlet", "language", "text"]
QUOTATION_MARKS = '"\u201c\u201d\u201e\u00ab\u00bb\u2018`'
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = {"Oct": 10, "Nov": 11, "Dec": 12, "Jan": 1, "Feb": 2}
# A day named in brackets after its weekday must be near the day of publication, or the weekday misleads.
NEAR_DAYS = 7

DATED_WEEKDAY = re.compile(r"\b([A-Z][a-z]+day) \((Oct|Nov|Dec|Jan|Feb)\. (\d{1,2})\)")
BARE_WEEKDAY = re.compile(rf"\b({'|'.join(WEEKDAYS)})\b(?! \()")
MONTH_DAY = re.compile(r"\b(Oct|Nov|Dec|Jan|Feb)\. (\d{1,2})\b")
DATELINE = re.compile(r"[A-Z]+, (Oct|Nov|Dec|Jan|Feb)\. (\d{1,2}) \((Demo \w+)\) - ")


class Dispatch(TypedDict):
    """One line of the bundled file."""

    id: str
    url: None
    title: str
    published: str
    outlet: str
    language: str
    text: str


def read_dispatches() -> list[Dispatch]:
    """Return the bundled dispatches in file order."""
    lines = dispatches_path().read_text(encoding="utf-8").splitlines()
    dispatches: list[Dispatch] = [json.loads(line) for line in lines]
    return dispatches


def date_near(month: str, day: str, published: date) -> date:
    """Return the day that a month and a day name, in the year that puts it nearest to publication."""
    years = (published.year - 1, published.year, published.year + 1)
    days = [date(year, MONTHS[month], int(day)) for year in years]
    return min(days, key=lambda named: abs((named - published).days))


def first_print(dispatch: Dispatch) -> Dispatch:
    """Return the earliest item with the same words: the item itself unless it is a copy."""
    return next(other for other in DISPATCHES if other["text"] == dispatch["text"])


DISPATCHES = read_dispatches()
each_dispatch = pytest.mark.parametrize("dispatch", DISPATCHES, ids=lambda dispatch: str(dispatch["id"]))


def test_the_set_is_whole_and_in_order() -> None:
    """A dozen to a score of items, ids that no two share, oldest first."""
    assert 12 <= len(DISPATCHES) <= 20
    assert len({dispatch["id"] for dispatch in DISPATCHES}) == len(DISPATCHES)
    published = [dispatch["published"] for dispatch in DISPATCHES]
    assert published == sorted(published)


@each_dispatch
def test_fields_are_those_of_json_lines_input(dispatch: Dispatch) -> None:
    """Every line has the seven fields, a plainly fictitious outlet and a date inside the window."""
    assert list(dispatch) == FIELDS
    assert dispatch["url"] is None
    assert dispatch["title"].strip()
    assert dispatch["language"] == "en"
    assert dispatch["outlet"] in {"Demo Wire", "Demo Gazette", "Demo Monitor"}
    assert date(2021, 10, 1) <= date.fromisoformat(dispatch["published"]) <= date(2022, 2, 28)


@each_dispatch
def test_text_is_short_and_clean(dispatch: Dispatch) -> None:
    """60 to 190 words in paragraphs, without outer, doubled or trailing white space."""
    text = dispatch["text"]
    assert 60 <= len(text.split()) <= 190
    assert text == text.strip()
    for paragraph in text.split("\n\n"):
        assert paragraph == " ".join(paragraph.split())


@each_dispatch
def test_nobody_is_quoted(dispatch: Dispatch) -> None:
    """No mark that could open or close a quotation; apostrophes stand inside or at the end of a word."""
    for words in (dispatch["title"], dispatch["text"]):
        assert not set(words) & set(QUOTATION_MARKS)
        assert not re.search(r"(?<!\w)['\u2019]", words)


@each_dispatch
def test_weekdays_agree_with_the_dates_beside_them(dispatch: Dispatch) -> None:
    """Where a weekday carries its date, the calendar has it so, near the day of publication."""
    published = date.fromisoformat(dispatch["published"])
    for weekday, month, day in DATED_WEEKDAY.findall(dispatch["text"]):
        named = date_near(month, day, published)
        assert WEEKDAYS[named.weekday()] == weekday
        assert abs((named - published).days) <= NEAR_DAYS


@each_dispatch
def test_opening_weekday_is_the_day_of_writing(dispatch: Dispatch) -> None:
    """A weekday without a date in the first paragraph is the day the words first came out."""
    written = first_print(dispatch)
    opening = BARE_WEEKDAY.search(dispatch["text"].split("\n\n")[0])
    if opening:
        assert opening[1] == WEEKDAYS[date.fromisoformat(written["published"]).weekday()]


@each_dispatch
def test_dates_are_real_and_datelines_agree(dispatch: Dispatch) -> None:
    """Every date exists; a dateline names the outlet and the day of the first print, in a copy too."""
    published = date.fromisoformat(dispatch["published"])
    for month, day in MONTH_DAY.findall(dispatch["text"]):
        date_near(month, day, published)
    dateline = DATELINE.match(dispatch["text"])
    if dateline:
        written = first_print(dispatch)
        assert date_near(dateline[1], dateline[2], published).isoformat() == written["published"]
        assert dateline[3] == written["outlet"]


def test_weekdays_with_dates_occur() -> None:
    """The check above is not empty: many items name a weekday with its date."""
    assert sum(bool(DATED_WEEKDAY.search(dispatch["text"])) for dispatch in DISPATCHES) >= 10


def test_one_text_is_printed_twice_at_two_outlets() -> None:
    """Exactly one pair of items shares its words, and its outlets differ."""
    counts = Counter(dispatch["text"] for dispatch in DISPATCHES)
    repeated = [text for text, count in counts.items() if count > 1]
    assert len(repeated) == 1
    pair = [dispatch for dispatch in DISPATCHES if dispatch["text"] == repeated[0]]
    assert len(pair) == 2
    assert pair[0]["outlet"] != pair[1]["outlet"]


def test_a_correction_names_what_was_printed_and_what_is_right() -> None:
    """One item corrects an earlier one of the same outlet, naming the day printed and the right one."""
    (correction,) = [dispatch for dispatch in DISPATCHES if dispatch["title"].startswith("Correction:")]
    assert "Saturday (Nov. 20), not on Friday" in correction["text"]
    earlier = [dispatch for dispatch in DISPATCHES if dispatch["published"] < correction["published"]]
    wrong = [dispatch for dispatch in earlier if dispatch["outlet"] == correction["outlet"]]
    assert any("published on Friday (Nov. 19)" in dispatch["text"] for dispatch in wrong)
