"""What expressions resolve to, with the anchor given and without."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.timex.anchors import Anchors, Resolved, Tense, Unresolved
from tocsin.timex.grammar import find_expressions
from tocsin.timex.interval import Days
from tocsin.timex.resolve import resolve
from tocsin.timex.story import Told, resolve_all

PUBLISHED = "2023-02-15"  # a Wednesday


def _one(words: str, tense: Tense | None = None, anchors: Anchors | None = None) -> Resolved:
    (expression,) = find_expressions(words)
    answer = resolve(expression, anchors or Anchors(published=PUBLISHED), tense)
    assert isinstance(answer, Resolved), answer
    return answer


def _told(text: str, published: str | None = PUBLISHED) -> list[Told]:
    return resolve_all(text, find_expressions(text), Anchors(published=published))


def _ends(days: Days | None) -> tuple[str | None, str | None]:
    assert days is not None
    return days.first, days.last


@pytest.mark.parametrize(
    ("words", "tense", "value", "first", "last"),
    [
        ("yesterday", None, "2023-02-14", "2023-02-14", "2023-02-14"),
        ("the day after tomorrow", None, "2023-02-17", "2023-02-17", "2023-02-17"),
        ("last week", None, "2023-W06", "2023-02-06", "2023-02-12"),
        ("next month", None, "2023-03", "2023-03-01", "2023-03-31"),
        ("this year", None, "2023", "2023-01-01", "2023-12-31"),
        ("on Friday", "past", "2023-02-10", "2023-02-10", "2023-02-10"),
        ("on Friday", "future", "2023-02-17", "2023-02-17", "2023-02-17"),
        ("on Wednesday", "past", "2023-02-15", "2023-02-15", "2023-02-15"),
        ("last Wednesday", None, "2023-02-08", "2023-02-08", "2023-02-08"),
        ("next Wednesday", None, "2023-02-22", "2023-02-22", "2023-02-22"),
        ("in September", "past", "2022-09", "2022-09-01", "2022-09-30"),
        ("in September", "future", "2023-09", "2023-09-01", "2023-09-30"),
        ("on December 31st", "past", "2022-12-31", "2022-12-31", "2022-12-31"),
        ("on March 2", "past", "2023-03-02", "2023-03-02", "2023-03-02"),
        ("last April", None, "2022-04", "2022-04-01", "2022-04-30"),
        ("in the third quarter", "past", "2022-Q3", "2022-07-01", "2022-09-30"),
        ("last summer", None, "2022-SU", "2022-06-01", "2022-08-31"),
        ("the winter", "future", "2022-WI", "2022-12-01", "2023-02-28"),
        ("in the winter of 2021", None, "2021-WI", "2021-12-01", "2022-02-28"),
        ("in 2014", None, "2014", "2014-01-01", "2014-12-31"),
        ("in the 1990s", None, "199", "1990-01-01", "1999-12-31"),
        ("in the late 1800s", None, "18", "1867-01-01", "1899-12-31"),
        ("in the 20th century", None, "19", "1900-01-01", "1999-12-31"),
        ("two weeks ago", None, "2023-W05", "2023-01-30", "2023-02-05"),
        ("three years ago", None, "2020", "2020-01-01", "2020-12-31"),
        ("a decade ago", None, "2013", "2013-01-01", "2013-12-31"),
        ("the past three weeks", None, "P3W", "2023-01-25", "2023-02-15"),
        ("the coming months", None, "PXM", "2023-02-15", "2023-08-15"),
        ("the next two days", None, "P2D", "2023-02-15", "2023-02-17"),
        ("early May 2020", None, "2020-05", "2020-05-01", "2020-05-10"),
        ("the end of 2022", None, "2022", "2022-12-01", "2022-12-31"),
        ("Easter", "future", "2023-04-09", "2023-04-09", "2023-04-09"),
        ("Thanksgiving Day", "past", "2022-11-24", "2022-11-24", "2022-11-24"),
        ("the holidays", "future", "2022-12-24", "2022-12-24", "2023-01-01"),
        ("Saturday night", "past", "2023-02-11TNI", "2023-02-11", "2023-02-11"),
        ("10 p.m. Friday", "future", "2023-02-17T22:00", "2023-02-17", "2023-02-17"),
        ("5 p.m. EST Nov. 9", "past", "2022-11-09T17:00", "2022-11-09T17:00-05:00", "2022-11-09T17:00-05:00"),
        ("the next two to three weeks", None, "PXW", "2023-02-15", "2023-03-08"),
        ("within ten days", "future", "P10D", "2023-02-15", "2023-02-25"),
        ("a week from Friday", None, "2023-02-24", "2023-02-24", "2023-02-24"),
        ("the 15th of next month", None, "2023-03-15", "2023-03-15", "2023-03-15"),
        ("earlier this month", "past", "2023-02", "2023-02-01", "2023-02-15"),
        ("later this week", "future", "2023-W07", "2023-02-15", "2023-02-19"),
        ("on 13.2.2023", None, "2023-02-13", "2023-02-13", "2023-02-13"),
        ("Saturday, June 4", "past", "2022-06-04", "2022-06-04", "2022-06-04"),
        ("Sunday, June 4", "past", "2023-06-04", "2023-06-04", "2023-06-04"),
        ("last weekend", None, "2023-W06-WE", "2023-02-11", "2023-02-12"),
    ],
)
def test_days(words: str, tense: Tense | None, value: str, first: str, last: str) -> None:
    answer = _one(words, tense)
    assert answer.value == value
    assert _ends(answer.days) == (first, last)


@pytest.mark.parametrize(
    ("words", "kind", "value", "mod"),
    [
        ("for three years", "DURATION", "P3Y", None),
        ("more than two and a half hours", "DURATION", "PT2H30M", "MORE_THAN"),
        ("a two-day visit", "DURATION", "P2D", None),
        ("for several decades", "DURATION", "PXE", None),
        ("every Friday", "SET", "XXXX-WXX-5", None),
        ("each July", "SET", "XXXX-07", None),
        ("daily", "SET", "P1D", None),
        ("annually", "SET", "P1Y", None),
        ("every two weeks", "SET", "P2W", None),
        ("now", "DATE", "PRESENT_REF", None),
        ("recently", "DATE", "PAST_REF", None),
        ("in the future", "DATE", "FUTURE_REF", None),
        ("around May 2020", "DATE", "2020-05", "APPROX"),
        ("mid-May 2020", "DATE", "2020-05", "MID"),
    ],
)
def test_values(words: str, kind: str, value: str, mod: str | None) -> None:
    answer = _one(words)
    assert (answer.kind, answer.value, answer.mod) == (kind, value, mod)


@pytest.mark.parametrize(
    "words", ["yesterday", "on Friday", "last week", "Nov. 10", "in May", "two weeks ago", "tonight"]
)
def test_without_a_publication_date_nothing_relative_is_resolved(words: str) -> None:
    (expression,) = find_expressions(words)
    answer = resolve(expression, Anchors())
    assert isinstance(answer, Unresolved)
    assert answer.reason


def test_the_day_of_speaking_goes_before_the_day_of_writing() -> None:
    answer = _one("yesterday", anchors=Anchors(published="2023-02-15", utterance="2023-02-10"))
    assert (answer.value, answer.anchor, answer.anchor_value) == ("2023-02-09", "utterance", "2023-02-10")


@given(st.dates().map(lambda d: d.isoformat()), st.sampled_from(["last week", "on Friday", "a month ago"]))
def test_the_answer_moves_with_the_anchor(published: str, words: str) -> None:
    (expression,) = find_expressions(words)
    answer = resolve(expression, Anchors(published=published), "past")
    if isinstance(answer, Resolved):
        assert answer.anchor_value == published
        assert answer.days is not None
        assert answer.days.first is not None
        assert answer.days.first <= published


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("He went last week (Feb. 7 and 8).", ("2023-02-07", "2023-02-08")),
        ("They meet on Friday (Feb. 17).", ("2023-02-17", "2023-02-17")),
        ("She said today (Feb. 15) that it was over.", ("2023-02-15", "2023-02-15")),
    ],
)
def test_a_date_in_brackets_settles_the_vague_words(text: str, days: tuple[str, str]) -> None:
    told = _told(text)
    assert isinstance(told[0].answer, Resolved)
    assert _ends(told[0].answer.days) == days
    assert told[0].answer.anchor == "explicit"
    assert all(one.conflict is None for one in told)


def test_a_date_that_cannot_be_what_the_vague_words_say_is_a_conflict() -> None:
    told = _told("He went last week (Jan. 3).")
    assert told[0].conflict is not None
    assert isinstance(told[0].answer, Resolved)
    assert _ends(told[0].answer.days) == ("2023-01-03", "2023-01-03")


def test_a_weekday_that_is_not_the_dates_is_a_conflict() -> None:
    (told,) = _told("They met on Monday, Feb. 14.")
    assert told.conflict is not None
    assert "Tuesday" in told.conflict


def test_a_month_takes_the_year_of_the_date_it_is_joined_to() -> None:
    told = _told("It lasted from November 2 to March 3, 2019.")
    assert [one.answer.value for one in told] == ["2018-11-02", "2019-03-03"]


def test_a_date_in_figures_that_reads_two_ways_is_left_open() -> None:
    (told,) = _told("It was signed on 10/11/2022.")
    assert isinstance(told.answer, Unresolved)
    assert told.answer.value == "2022-XX-XX"


def test_a_time_of_day_takes_the_day_beside_it() -> None:
    told = _told("The blast came at 9 a.m. (0700 GMT) on Monday.")
    assert [one.answer.value for one in told] == ["2023-02-13T09:00", "2023-02-13T07:00", "2023-02-13"]
    told = _told("On Monday the army moved out at 9 a.m. and halted. At 10 a.m. it was quiet.")
    assert [one.answer.value for one in told] == ["2023-02-13", "2023-02-13T09:00", "2023-02-15T10:00"]


def test_a_range_over_the_years_end_runs_forward() -> None:
    told = _told("The border was shut from Dec. 28 to Jan. 3.")
    assert [one.answer.value for one in told] == ["2022-12-28", "2023-01-03"]


def test_later_is_counted_from_the_day_told_last() -> None:
    told = _told("The bridge fell on January 9, 2023. Three days later the army crossed.")
    answer = told[1].answer
    assert isinstance(answer, Resolved)
    assert (answer.value, answer.anchor, answer.anchor_value) == ("2023-01-12", "narrative", "2023-01-09")


def test_later_than_nothing_is_unresolved() -> None:
    (told,) = _told("Three days later the army crossed.")
    assert isinstance(told.answer, Unresolved)


def test_a_report_compares_a_quarter_with_the_same_a_year_before() -> None:
    told = _told("Output fell in the fourth quarter, to 3 tons from 5 tons a year earlier.")
    assert [one.answer.value for one in told] == ["2022-Q4", "2021-Q4"]


_HISTORY = (
    "The league was founded in 1811. In 1814 Arvenia left it, and by 1816 war had come. On 3 May 1817 the fleet "
    "sailed. In June it was lost. Peace came in 1819. In March the king returned, and in 1822 he died. His son ruled "
    "until 1840. In the autumn of 1841 the league met again. The next year it was dissolved."
)


def test_a_history_is_counted_from_the_time_told_last() -> None:
    values = [one.answer.value for one in _told(_HISTORY)]
    assert values == [
        "1811",
        "1814",
        "1816",
        "1817-05-03",
        "1817-06",
        "1819",
        "1819-03",
        "1822",
        "1840",
        "1841-FA",
        "1842",
    ]


def test_news_that_names_old_years_is_still_news() -> None:
    told = _told("On Monday the minister recalled 1811, 1814 and 1816. He said yesterday that in May it was different.")
    assert told[0].answer.value == "2023-02-13"
    assert told[-1].answer.value == "2022-05"


def test_soon_in_a_tale_of_the_past_points_to_no_future() -> None:
    assert _told("They fled, and soon the king returned.") == []
    assert [one.answer.value for one in _told("The king will soon return.")] == ["FUTURE_REF"]


_words = st.sampled_from(
    "the a last next this first two 2 3.5 2,000 31 00 1999 9999 BC week weeks year month centuries quarter Q Nov. May "
    "Friday morning ago later from of and - , . ( ) / : every early mid end fiscal today now past coming few within at "
    "p.m. 10 10:30 24:00 GMT winter Easter half century decade 1990s same day following until to "
    "hundred thousand".split()
)
_published = st.sampled_from([None, "2023-02-15", "0001-01-01", "9999-12-31", "2024-02-29"])
_narrative = st.sampled_from([None, "2020-02-29", "1989-Q3", "BC0490", "0001", "9999-12"])


@given(st.lists(_words, max_size=9).map(" ".join), _published, _narrative, st.booleans())
def test_any_words_and_anchors_give_answers_and_no_failure(
    text: str, published: str | None, narrative: str | None, history: bool
) -> None:
    anchors = Anchors(published=published, narrative=narrative, history=history)
    for told in resolve_all(text, find_expressions(text), anchors):
        assert told.answer.kind in ("DATE", "TIME", "DURATION", "SET")
        if isinstance(told.answer, Resolved) and told.answer.anchor not in ("explicit", "none"):
            assert told.answer.anchor_value in (published, narrative) or told.answer.anchor == "narrative"
