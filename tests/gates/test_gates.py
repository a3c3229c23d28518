"""Quality that was reached stays reached: the shared sets, scored, against their pinned floors."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.sets import SHARED, EvaluationSet, evaluation_sets

pytestmark = [
    pytest.mark.shared,
    pytest.mark.model,
    pytest.mark.skipif(not SHARED.is_dir(), reason="the shared evaluation sets are not beside this checkout"),
]


@pytest.mark.parametrize("chosen", list(evaluation_sets()), ids=lambda chosen: chosen.name)
def test_a_set_holds_its_floors_and_the_contract(chosen: EvaluationSet) -> None:
    from benchmarks.measure import measure

    assert chosen.digest() == chosen.sha256, f"{chosen.file} is not the file that the floors were pinned on"
    found = measure(chosen)
    assert found.violations == {}
    below = {f.path: round(f.of(found.figures), 2) for f in chosen.figures if f.of(found.figures) < f.floor}
    assert below == {}, f"below their floors: {below}"


def test_the_command_line_starts_within_its_limit() -> None:
    from benchmarks.speed import HELP_LIMIT, help_ratio

    assert help_ratio() <= HELP_LIMIT


def test_reading_the_sample_costs_little_more_than_the_parse() -> None:
    from benchmarks.speed import READ_LIMIT, SAMPLE, read_ratio

    assert read_ratio(SAMPLE) <= READ_LIMIT


def test_our_labels_of_times_are_met_in_value_and_days() -> None:
    from benchmarks.time import DAYS_GOAL, FRESH, GOLD, judge_days, read_labels

    for path in (GOLD, FRESH):
        verdicts = judge_days(read_labels(path))
        assert 100 * sum(verdict.right for verdict in verdicts) / len(verdicts) >= DAYS_GOAL


def test_names_are_linked_to_their_rosters() -> None:
    from benchmarks.frus import LINKING_FLOOR, judge_linking

    found = judge_linking()
    assert 100 * found.right.total() / found.all.total() >= LINKING_FLOOR


def test_our_labels_of_pronouns_and_nominals_are_met() -> None:
    from benchmarks.actors import REFERENTS_GOAL, judge_referents, read_referents

    judged = judge_referents(read_referents())
    assert 100 * sum(right for _, _, right in judged) / len(judged) >= REFERENTS_GOAL


def test_the_time_stage_is_many_times_as_fast_as_its_peer() -> None:
    from benchmarks.time import SPEED_LIMIT, speed_ratio

    assert speed_ratio("dateparser.search") >= SPEED_LIMIT
