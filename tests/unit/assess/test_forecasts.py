"""Forecasts: resolved by people, scored beside the base rate, and only once there are enough."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree as ET

import msgspec
import pytest

from tocsin.assess.forecasts import ENOUGH, Kept, score_forecasts
from tocsin.assess.intervals import score_intervals
from tocsin.exports.calibration import calibration_svg
from tocsin.records import Probability
from tocsin.text.span import Span
from tocsin.timex.interval import between, with_extent


def kept(low: float | None, outcome: Any, *, speaker: str = "Ilse Varga", reviewed: bool = True) -> Kept:
    p = Probability(low=low, high=None if low is None else low + 0.1, words="likely", scale="survey")
    return Kept(
        forecast="f", document="d", span=Span(0, 4), speaker=speaker, published="2031-03-14", horizon=None,
        probability=p, conditional=False, due=True, reviewed=reviewed, outcome=outcome,
    )  # fmt: skip


def test_below_thirty_there_are_counts_and_no_score() -> None:
    scores = score_forecasts([kept(0.6, "happened")] * (ENOUGH - 1))
    assert (scores.counted, scores.brier, scores.base_rate, scores.calibration) == (ENOUGH - 1, None, None, ())


def test_scores_stand_beside_the_base_rate() -> None:
    scores = score_forecasts([kept(0.85, "happened")] * 24 + [kept(0.05, "did_not")] * 16)
    assert scores.base_rate == 0.6
    assert scores.base_brier == pytest.approx(0.24)
    assert scores.brier == pytest.approx(0.01)
    assert scores.log is not None and scores.base_log is not None and scores.log < scores.base_log
    assert [(step.count, step.came) for step in scores.calibration] == [(16, 0.0), (24, 1.0)]


def test_void_open_and_unworded_ones_do_not_count() -> None:
    scores = score_forecasts([kept(0.6, "void"), kept(0.6, None), kept(None, "happened"), kept(0.6, "did_not")])
    assert (scores.forecasts, scores.resolved, scores.counted) == (4, 2, 1)


def test_of_a_named_person_only_accepted_records_count_and_the_rest_is_stamped() -> None:
    mixed = [kept(0.6, "happened"), kept(0.6, "happened", reviewed=False), kept(0.6, "happened", speaker="Mara Lind")]
    assert score_forecasts(mixed, speaker="ilse varga").counted == 1
    assert score_forecasts(mixed).basis == "machine, unreviewed"


def test_a_sure_miss_has_a_bounded_log_score() -> None:
    sure = msgspec.structs.replace(
        kept(0.9, "did_not"), probability=Probability(low=1, high=1, words="", scale="stated")
    )
    scores = score_forecasts([sure] * ENOUGH)
    assert scores.log == pytest.approx(4.6052, abs=1e-3)
    assert scores.clipped_at == 0.01


def timed(first: str, last: str, outcome: Any, came: str | None = None, low: float | None = 0.7) -> Kept:
    horizon = with_extent(between(first, last), "within")
    return msgspec.structs.replace(kept(low, outcome), horizon=horizon, came=came)


def test_what_was_expected_within_some_days_is_covered_by_how_far_ahead_it_lay() -> None:
    near = [
        timed("2031-03-16", "2031-03-18", "happened", "2031-03-17"),
        timed("2031-03-16", "2031-03-18", "happened"),
        timed("2031-03-16", "2031-03-18", "happened", "2031-03-15"),
        timed("2031-03-16", "2031-03-18", "happened", "2031-03-20"),
        timed("2031-03-16", "2031-03-18", "did_not"),
    ]
    far = [timed("2031-06-01", "2031-08-31", "happened", "2031-07-01")]
    one, other = score_intervals([*far, *near])
    assert (one.lead, one.counted, one.within, one.early, one.late, one.never) == ("within 7 days", 5, 2, 1, 1, 1)
    assert (one.width, one.covered) == (3.0, None), "too few for a share"
    assert (other.lead, other.width) == ("more than 90 days ahead", 92.0)
    assert score_intervals(near * 6)[0].covered == 0.4


def test_what_is_held_unlikely_or_is_open_covers_nothing() -> None:
    unlikely = timed("2031-03-16", "2031-03-18", "did_not", low=0.1)
    still = timed("2031-03-16", "2031-03-18", None)
    assert score_intervals([unlikely, still, kept(0.7, "happened")]) == ()
    unseen = msgspec.structs.replace(timed("2031-03-16", "2031-03-18", "happened"), reviewed=False)
    assert score_intervals([unseen], speaker="Ilse Varga") == (), "of a named person only what was accepted counts"
    assert score_intervals([unseen])[0].basis == "machine, unreviewed"


def test_the_picture_says_what_it_shows_or_why_it_shows_nothing() -> None:
    scores = score_forecasts([kept(0.85, "happened")] * 24 + [kept(0.05, "did_not")] * 16)
    picture = ET.fromstring(calibration_svg(scores))
    assert len(picture.findall(".//{*}circle")) == len(scores.calibration) == 2
    assert "machine, unreviewed" not in calibration_svg(scores)
    few = calibration_svg(score_forecasts([kept(0.85, "happened", reviewed=False)]))
    assert "no picture below 30" in few and "machine, unreviewed" in few
