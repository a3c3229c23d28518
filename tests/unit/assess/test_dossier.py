"""What is on record of a person: only what an analyst accepted is counted, the rest is stamped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tocsin.desk import Desk
from tocsin.ledger.cut import Cut
from tocsin.readers.protocol import Publication

AT = "2031-03-15T08:00:00+00:00"
STORY = (
    "Foreign Minister Ilse Varga said on Monday that talks would resume in May. Varga met Tomas Brandt on Friday. "
    "Sorland would probably refuse, Varga said."
)

pytestmark = pytest.mark.model


@pytest.fixture
def desk(tmp_path: Path) -> Any:
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    Desk.create(tmp_path / "desk")
    opened = Desk.open(tmp_path / "desk", {})
    publication = Publication(published="2031-03-14", outlet="Demo Wire")
    list(opened.add([str(tmp_path / "story.txt")], publication=publication, at=AT, by="t", on_error=print))
    yield opened
    opened.close()


def test_nothing_is_counted_until_someone_accepts_it(desk: Desk) -> None:
    [before] = desk.dossiers("varga", Cut(), "2031-04-01")
    assert before.name == "Ilse Varga" and "Foreign Minister" in before.offices
    assert before.accepted == {} and before.unreviewed == len(before.lines) >= 3
    assert {line.stamp for line in before.lines} == {"machine, unreviewed"}
    first = next(line for line in before.lines if line.what == "statement")
    desk.judge(first.document, first.record, "accept", by="ana", at=AT)
    [after] = desk.dossiers("Ilse Varga", Cut(), "2031-04-01")
    assert after.accepted == {"statement": 1} and after.unreviewed == before.unreviewed - 1
    assert [line.record for line in after.lines if line.stamp == "accepted"] == [first.record]
    assert after.scores.basis == "accepted" and after.scores.forecasts == 0


def test_what_was_rejected_is_not_there_and_who_is_unknown_has_none(desk: Desk) -> None:
    [before] = desk.dossiers("Varga", Cut(), None)
    desk.judge(before.lines[0].document, before.lines[0].record, "reject", by="ana", at=AT)
    [after] = desk.dossiers("Varga", Cut(), None)
    assert before.lines[0].record not in {line.record for line in after.lines}
    assert desk.dossiers("Nela Quist", Cut(), None) == []
