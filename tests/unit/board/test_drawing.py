"""The pictures: a mark stays in the column of its day, disputed areas are marked by the stated policy, bars add up."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tocsin.assess.course import CourseDay
from tocsin.assess.level import Step
from tocsin.board.drawing.course import draw_course
from tocsin.board.drawing.lanes import draw_lanes, form_of
from tocsin.board.drawing.network import draw_network
from tocsin.board.drawing.outlines import VIEWS, coast_path, disputed_areas, frame_of
from tocsin.board.drawing.waterfall import draw_waterfall
from tocsin.board.words import say_proposition
from tocsin.ledger.timeline import TimelineRow
from tocsin.text.span import Span
from tocsin.timex.interval import Days
from tocsin.vocab.places import coast, dispute_over, policy

FIRST = date(2021, 11, 1)


def row(
    first: str | None, last: str | None, *, status: str | None = "occurred", what: str = "event", n: int = 0
) -> TimelineRow:
    days = Days(first=first, last=last, edtf=f"{first or '..'}/{last or '..'}")
    return TimelineRow(
        days=days, what=what, label="CONSULT", status=status, who=(f"Actor {n % 3}",), words="met",  # type: ignore[arg-type]
        record=f"r{n}", document="d", outlet="Demo Wire", published="2021-11-11", span=Span(0, 3),
    )  # fmt: skip


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.integers(0, 44), max_size=40), st.sampled_from([10, 21, 45, 90]))
def test_a_mark_never_leaves_the_column_of_its_day(days: list[int], window: int) -> None:
    rows = [row(d := (FIRST + timedelta(days=n)).isoformat(), d, n=n) for n in days if n < window]
    drawn = draw_lanes(rows, FIRST, FIRST + timedelta(days=window - 1))
    shown = 0
    for lane in drawn.lanes:
        places = set()
        for mark in lane.marks:
            assert mark.row.days is not None
            assert mark.row.days.first is not None
            column = (date.fromisoformat(mark.row.days.first) - FIRST).days
            left = drawn.left + column * drawn.day
            assert left <= mark.x - drawn.size + 0.1
            assert mark.x + drawn.size <= left + drawn.day + 0.1
            assert lane.y <= mark.y <= lane.y + lane.height
            assert (mark.x, mark.y) not in places, "two marks lie over each other"
            places.add((mark.x, mark.y))
        shown += len(lane.marks) + sum(count for _, _, count in lane.more)
    assert shown == len(rows)


def test_two_ranges_of_one_actor_take_a_row_each_and_their_ends_are_told() -> None:
    rows = [row("2021-11-02", "2021-11-09"), row("2021-11-05", None), row("2021-10-01", "2021-11-03")]
    [lane] = draw_lanes(rows, FIRST, date(2021, 11, 21)).lanes
    by_y = {mark.y for mark in lane.marks}
    assert len(by_y) == 3 or len(lane.marks) == 3
    ends = {(mark.start, mark.stop) for mark in lane.marks}
    assert ends == {("closed", "closed"), ("closed", "open"), ("cut", "closed")}


@pytest.mark.parametrize(
    ("status", "form"),
    [("occurred", "solid"), ("planned", "hollow"), ("feared", "hatched"), ("hypothetical", "hatched"),
     ("denied", "struck"), ("cancelled", "struck")],
)  # fmt: skip
def test_what_became_of_it_has_a_form(status: str, form: str) -> None:
    assert form_of(row("2021-11-01", "2021-11-01", status=status)) == form


def test_what_is_said_and_expected_has_a_form() -> None:
    assert form_of(row("2021-11-01", "2021-11-01", what="statement", status=None)) == "ring"
    assert form_of(row("2021-11-01", "2021-11-01", what="forecast", status=None)) == "hatched"


# Whose each is shown as follows the table's policy; none is ever shown as the holder's unmarked.
@pytest.mark.parametrize(
    ("name", "shown_as", "claimants"),
    [
        ("Simferopol", "UKR", {"UKR", "RUS"}),
        ("Crimea", "UKR", {"UKR", "RUS"}),
        ("Golan Heights", "SYR", {"SYR", "ISR"}),
        ("Western Sahara", None, {"MAR", "ESH"}),
        ("Laayoune", None, {"MAR", "ESH"}),
        ("Kashmir", None, {"IND", "PAK", "CHN"}),
        ("Srinagar", None, {"IND", "PAK", "CHN"}),
        ("Kosovo", "XKX", {"XKX", "SRB"}),
        ("Pristina", "XKX", {"XKX", "SRB"}),
        ("Taiwan", "TWN", {"CHN", "TWN"}),
        ("Taipei", "TWN", {"CHN", "TWN"}),
    ],
)
def test_a_disputed_place_is_marked_by_the_policy(name: str, shown_as: str | None, claimants: set[str]) -> None:
    dispute = dispute_over(name)
    assert dispute is not None
    assert dispute.country == shown_as
    assert set(dispute.claimed_by) == claimants
    assert any(area.dispute is dispute for area in disputed_areas("world")), "it is hatched on the map"


def test_every_disputed_area_of_the_table_is_on_the_map() -> None:
    from tocsin.vocab.places import disputes

    assert {area.dispute.names[0] for area in disputed_areas("world")} == {d.names[0] for d in disputes()}
    assert policy().startswith("Whose a place is shown as follows one policy")


@pytest.mark.parametrize("view", VIEWS)
def test_coasts_have_no_line_across_the_map(view: str) -> None:
    path = coast_path(view)
    frame = frame_of(view)
    assert re.fullmatch(r"[MLZ\-0-9. e]+", path)
    for ring in path.split("Z")[:-1]:
        points = [tuple(map(float, pair.split())) for pair in ring.lstrip("M").split("L")]
        for one, two in zip(points, points[1:], strict=False):
            assert abs(one[0] - two[0]) < 180 * frame.scale_x


def test_a_ring_runs_on_beyond_the_date_line() -> None:
    assert len(coast()) > 100
    assert all(abs(a[0] - b[0]) <= 180 for ring in coast() for a, b in zip(ring, ring[1:], strict=False))


def test_the_waterfall_adds_up() -> None:
    steps = [Step(indicator="a", contribution=1.0, total=1.0), Step(indicator="b", contribution=-0.4, total=0.6)]
    drawn = draw_waterfall(steps, {"a": "A"})
    assert [bar.total for bar in drawn.bars] == [1.0, 0.6]
    assert drawn.bars[0].x == 0
    assert drawn.bars[1].x + drawn.bars[1].width == pytest.approx(drawn.bars[0].width)
    assert draw_waterfall([], {}).bars == ()


def test_the_course_steps_where_the_level_does() -> None:
    days = [CourseDay(day=f"2021-11-0{n}", level=level, raw=level, weight=0.0) for n, level in ((1, 1), (2, 1), (3, 3))]
    drawn = draw_course(days, {1: "normal", 2: "potential", 3: "increased"})
    assert drawn is not None
    assert [(rise.day, rise.before, rise.after) for rise in drawn.rises] == [("2021-11-03", 1, 3)]
    assert draw_course([], {1: "normal"}) is None


def test_the_network_draws_only_those_named() -> None:
    drawn = draw_network(["RUS", "USA"], {frozenset(("RUS", "USA")): 4, frozenset(("RUS", "DEU")): 1})
    assert [edge.count for edge in drawn.edges] == [4]
    assert len(drawn.nodes) == 2


@pytest.mark.parametrize(
    ("coded", "told"),
    [
        ("RUS ASSAULT UKR", "Russia: assault (Ukraine)"),
        ("RUS THREATEN", "Russia: threaten"),
        ("POL and UKR CONSULT tomas brandt", "Poland and Ukraine: consult (tomas brandt)"),
        ("nothing coded", "nothing coded"),
    ],
)
def test_a_proposition_is_told_in_words(coded: str, told: str) -> None:
    assert say_proposition(coded) == told
