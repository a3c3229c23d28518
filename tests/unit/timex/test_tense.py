"""The light reading of tense."""

from __future__ import annotations

import pytest

from tocsin.timex.anchors import Tense
from tocsin.timex.interval import between
from tocsin.timex.signals import bound, read_signal
from tocsin.timex.tense import read_tense


@pytest.mark.parametrize(
    ("text", "words", "tense"),
    [
        ("The minister met the envoy on Friday.", "Friday", "past"),
        ("The minister will meet the envoy on Friday.", "Friday", "future"),
        ("The minister is to meet the envoy on Friday.", "Friday", "future"),
        ("The two agreed to meet on Friday.", "Friday", "future"),
        ("The treaty will be signed on Friday.", "Friday", "future"),
        ("On Friday, the minister left.", "Friday", "past"),
        ("On Friday, the minister will leave.", "Friday", "future"),
        ("He could arrive as soon as Friday.", "Friday", "future"),
        ("She has spoken with the U.S. ambassador on Friday.", "Friday", "past"),
        ("They left. Friday prayers there.", "Friday", None),
        ("Talks on Friday.", "Friday", None),
    ],
)
def test_tense(text: str, words: str, tense: Tense | None) -> None:
    start = text.index(words)
    assert read_tense(text, start, start + len(words)) == tense


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("by May", "2023-02-15", "2023-05-31"),
        ("before May", "2023-02-15", "2023-04-30"),
        ("until May", "2023-02-15", "2023-05-31"),
        ("after May", "2023-06-01", None),
        ("since May", "2023-05-01", "2023-05-31"),
        ("in May", "2023-05-01", "2023-05-31"),
    ],
)
def test_signals_bound_days(text: str, first: str | None, last: str | None) -> None:
    bounded = bound(between("2023-05-01", "2023-05-31"), read_signal(text, text.index("May")), "2023-02-15")
    assert (bounded.first, bounded.last) == (first, last)
