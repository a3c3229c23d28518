"""The shared feeds and hostile XML of other projects: no crash, no expansion, no network; skips where absent."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.hostile import FIXTURES, count_outcomes, fixture_files


@pytest.mark.shared
def test_no_feed_of_the_shared_suites_crashes_expands_or_asks_the_network(shared: Path) -> None:
    if not (shared / "corpora" / FIXTURES).is_file():
        pytest.skip("the shared feeds and hostile XML are not beside this checkout")
    counts = count_outcomes(fixture_files(shared / "corpora" / FIXTURES), as_pages=False)
    assert counts["feedparser", "crash"] == counts["defusedxml", "crash"] == counts["trafilatura", "crash"] == 0
    assert sum(count for (_, outcome), count in counts.items() if outcome in ("network", "expanded")) == 0
    assert counts["defusedxml", "refused: entities"] == 6
    assert counts["feedparser", "files"] > 1800
    assert counts["feedparser", "refused: not-a-feed"] <= 10
