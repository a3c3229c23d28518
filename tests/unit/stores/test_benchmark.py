"""The benchmark of a large store runs, small, and goes on where it stopped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from benchmarks.store import RECORDS_EACH, measure


def test_the_benchmark_of_a_large_store_runs_small_and_goes_on_where_it_stopped(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first: Any = measure(20, str(tmp_path), assess=True)
    assert (first["add"]["documents"], first["add"]["added"]) == (20, 20)
    assert first["size_mb"] > 0
    asked = {"search_all_ms", "first_ms", "again_ms", "after_one_more_ms", "after_one_that_bears_ms"}
    assert asked <= set(first["assess"])
    assert first["assess"]["documents_that_bear"] >= 5
    again: Any = measure(600, str(tmp_path), assess=False)
    assert again["add"]["records"] == 600 * RECORDS_EACH
    assert 0 < again["add"]["added"] < 580, "some were added to be assessed"
    assert {"search", "timeline", "document"} == set(again["ask"])
    assert "documents 600" in capsys.readouterr().out
