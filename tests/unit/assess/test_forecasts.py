"""Forecasts: resolved by people, scored beside the base rate, and only once there are enough."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from tocsin.assess.forecasts import ENOUGH, Kept, score_forecasts
from tocsin.records import Probability
from tocsin.text.span import Span


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
