"""Segments: every character once, every mark whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.exports.reading.segments import Mark, Segment, cut_segments


@st.composite
def marked_lengths(draw: st.DrawFn) -> tuple[int, list[Mark], list[int]]:
    """A text length, marks inside it, and breaks."""
    length = draw(st.integers(1, 60))
    ends = st.integers(0, length)
    pairs = draw(st.lists(st.tuples(ends, ends).filter(lambda pair: pair[0] < pair[1]), max_size=12))
    marks = [Mark(start, end, number % 5, "st") for number, (start, end) in enumerate(pairs)]
    return length, marks, draw(st.lists(ends, max_size=4))


@given(marked_lengths())
def test_segments_tile_the_text(case: tuple[int, list[Mark], list[int]]) -> None:
    length, marks, breaks = case
    segments = cut_segments(length, marks, breaks)
    assert segments[0].start == 0
    assert segments[-1].end == length
    assert all(left.end == right.start for left, right in zip(segments, segments[1:], strict=False))
    assert all(segment.start < segment.end for segment in segments)
    assert {b for b in breaks if 0 < b < length} <= {segment.start for segment in segments}


@given(marked_lengths())
def test_a_mark_lies_over_exactly_its_characters(case: tuple[int, list[Mark], list[int]]) -> None:
    length, marks, breaks = case
    covered: dict[Mark, list[int]] = {mark: [] for mark in marks}
    for segment in cut_segments(length, marks, breaks):
        for mark in segment.marks:
            covered[mark] += range(segment.start, segment.end)
    assert all(places == list(range(mark.start, mark.end)) for mark, places in covered.items())


def test_the_shortest_mark_comes_first() -> None:
    long, short = Mark(0, 9, 0, "st"), Mark(2, 4, 1, "ev")
    assert cut_segments(9, [long, short]) == [
        Segment(0, 2, (long,)),
        Segment(2, 4, (short, long)),
        Segment(4, 9, (long,)),
    ]


def test_a_text_without_marks_is_one_segment_and_an_empty_text_none() -> None:
    assert cut_segments(5, []) == [Segment(0, 5, ())]
    assert cut_segments(0, []) == []


@pytest.mark.parametrize("mark", [Mark(3, 3, 0, "st"), Mark(4, 2, 0, "st"), Mark(0, 6, 0, "st"), Mark(-1, 2, 0, "st")])
def test_a_mark_outside_the_text_is_refused(mark: Mark) -> None:
    with pytest.raises(ValueError, match="mark"):
        cut_segments(5, [mark])
