"""Every bundled indicator has a story that sets it and a near miss, and the near miss truly is near.

Near: with one condition of a match less (or without the guards: a question, an `if`, the window) it would be set.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, get_args
from unittest.mock import patch

import msgspec
import pytest

from tocsin.assess.indicators import find_sightings
from tocsin.assess.playbook import Indicator, Playbook, Problem
from tocsin.desk.backtest import bundled_problems
from tocsin.records.kinds import EventStatus

STORIES = Path(__file__).parents[2] / "stories" / "indicators"
PROBLEMS, PLAYBOOKS = bundled_problems()
WATCHED = [(p, PLAYBOOKS[p.playbook], i) for p in PROBLEMS.values() for i in PLAYBOOKS[p.playbook].indicators]
CONDITIONS: dict[str, Any] = {
    "event": None, "mode": (), "status": get_args(EventStatus), "speaker": (), "actor": (), "lead": (), "recipient": (),
    "near": (), "place": (), "polarity": None, "certainty": None, "lemmas": (), "words": (), "without": (),
}  # fmt: skip
GUARDS = ("asks", "is_question", "is_open", "looks_back")


def stories(module: Any, line: str) -> list[Any]:
    told = [module.Story.load(file) for file in sorted(STORIES.glob("*.story"))]
    return [story for story in told if any(expected.line() == line for expected in story.expected)]


def loosened(indicator: Indicator) -> Iterator[Indicator]:
    """The indicator with one condition of one match dropped."""
    for at, match in enumerate(indicator.match):
        for name, loose in CONDITIONS.items():
            if name != "event" and getattr(match, name) != loose:
                less = msgspec.structs.replace(match, **{name: loose})
                yield msgspec.structs.replace(
                    indicator, match=(*indicator.match[:at], less, *indicator.match[at + 1 :])
                )
        if match.event:
            any_act = msgspec.structs.replace(match, event=EVERY_ACT)
            yield msgspec.structs.replace(indicator, match=(*indicator.match[:at], any_act, *indicator.match[at + 1 :]))


EVERY_ACT = tuple(sorted({act for _, _, i in WATCHED for m in i.match for act in m.event}))


def is_near(reading: Any, problem: Problem, playbook: Playbook, indicator: Indicator) -> bool:
    def seen(one: Indicator, watched: Problem = problem) -> bool:
        return bool(find_sightings(reading, msgspec.structs.replace(playbook, indicators=(one,)), watched))

    if any(seen(one) for one in loosened(indicator)):
        return True
    early = msgspec.structs.replace(problem, window=msgspec.structs.replace(problem.window, opens="1900-01-01"))
    with ExitStack() as unguarded:
        for guard in GUARDS:
            unguarded.enter_context(patch(f"tocsin.assess.indicators._Scene.{guard}", return_value=False))
        return seen(indicator, early)


@pytest.mark.model
@pytest.mark.parametrize(("problem", "playbook", "indicator"), WATCHED, ids=lambda v: getattr(v, "id", None))
def test_a_story_sets_it_and_a_near_miss_does_not(
    story_module: Any, pipeline: Any, problem: Problem, playbook: Playbook, indicator: Indicator
) -> None:
    line = f"Sighting indicator={indicator.id}"
    setting, missing = stories(story_module, line), stories(story_module, f"!{line}")
    assert setting, f"no story sets {indicator.id}: write tests/stories/indicators/NAME.story"
    affirmed = False
    for reading in pipeline.read([story.document() for story in setting]):
        found = find_sightings(reading, playbook, problem)
        affirmed |= any(s.indicator == indicator.id and s.denial is None for s in found)
    assert affirmed, f"the stories of {indicator.id} only deny it"
    near = [is_near(r, problem, playbook, indicator) for r in pipeline.read([story.document() for story in missing])]
    assert any(near), f"no near miss of {indicator.id} is near: {[story.path.name for story in missing]}"
