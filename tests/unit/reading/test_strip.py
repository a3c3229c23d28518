"""The date strip: days stay on their day, breaks are marked, nothing is lost without a number."""

from __future__ import annotations

from datetime import date

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from sorland import sorland_reading

from tocsin.exports.reading.folio import Folio
from tocsin.exports.reading.scale import choose_window, make_scale
from tocsin.exports.reading.strip import date_records, draw_strip
from tocsin.records import Event, Statement
from tocsin.timex.interval import day

ordinals = st.integers(date(1000, 1, 1).toordinal(), date(2990, 1, 1).toordinal())


def ordinal(iso: str) -> int:
    return date.fromisoformat(iso).toordinal()


@given(st.lists(ordinals, max_size=30), st.none() | ordinals)
def test_the_scale_keeps_the_order_of_days(days: list[int], published: int | None) -> None:
    scale = make_scale(days, published, 90.0, 1190.0)
    places = [scale.x(day) for day in sorted(days)]
    assert places == sorted(places)
    assert all(90.0 <= place <= 1190.0 for place in places)
    ticks = [tick.x for tick in scale.ticks()]
    assert ticks == sorted(ticks)


@given(st.lists(ordinals, min_size=1, max_size=30), ordinals)
def test_the_window_is_a_stretch_of_readable_length(days: list[int], published: int) -> None:
    first, last = choose_window(days, published)
    assert last - first >= 9


def test_far_days_lie_beyond_a_break_and_old_ones_in_a_box() -> None:
    near = [ordinal(f"2031-03-{number:02}") for number in range(3, 12)]
    scale = make_scale([*near, ordinal("2024-01-01"), ordinal("2032-06-01")], ordinal("2031-03-11"), 0.0, 1000.0)
    assert scale.first <= near[0]
    assert scale.last >= near[-1]
    assert scale.last < ordinal("2031-04-01")
    assert scale.break_at is not None
    assert scale.x(ordinal("2032-06-01")) > scale.break_at


def test_the_sample_strip() -> None:
    strip = draw_strip(Folio(sorland_reading(), 1))
    assert strip is not None
    lanes = {lane.kind: lane for lane in strip.lanes}
    assert lanes["event"].earlier == ("2024",)
    assert lanes["event"].undated == 3
    assert [drawn.form for drawn in lanes["event"].drawn] == ["solid"]
    assert lanes["statement"].undated == 3
    assert [drawn.start for drawn in lanes["forecast"].drawn] == ["blurred"]
    assert strip.published_on == "2031-03-11"
    assert strip.summary == (
        "2 events with a date and 3 without; 2 statements with a date and 3 without; "
        "1 forecast with a date and 0 without"
    )


def test_one_day_is_a_column_that_is_capped_and_counted() -> None:
    reading = sorland_reading()
    said = next(record for record in reading.records if isinstance(record, Statement) and record.said)
    many = tuple(msgspec.structs.replace(said, id=f"s{number}", said=day("2031-03-10")) for number in range(12))
    strip = draw_strip(Folio(msgspec.structs.replace(reading, records=many), 1))
    assert strip is not None
    (lane,) = strip.lanes
    assert {drawn.x for drawn in lane.drawn} == {lane.drawn[0].x}
    assert len({drawn.y for drawn in lane.drawn}) == len(lane.drawn)
    assert len(lane.drawn) + sum(more.count for more in lane.more) == 12


def test_a_document_without_dates_has_no_strip() -> None:
    reading = sorland_reading()
    records = tuple(
        msgspec.structs.replace(record, days=None) for record in reading.records if isinstance(record, Event)
    )
    folio = Folio(msgspec.structs.replace(reading, records=records), 1)
    assert draw_strip(folio) is None
    assert len(date_records(folio)[1]["event"]) == 5
