"""The board in a browser: from the level's sentence to the exact words, and a rejection that moves the level."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.model]

STORIES = {
    "Demo Wire": "Russia has massed troops near the border with Ukraine, the Defence Ministry in Kyiv said on Monday.",
    "Demo Gazette": "Russia massed tanks near Ukraine's border on Monday, the Pentagon said.",
}


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running board over two short stories."""
    folder = tmp_path_factory.mktemp("board")
    tocsin = [sys.executable, "-u", "-m", "tocsin"]
    desk = ["--desk", str(folder / "desk")]
    subprocess.run([*tocsin, "init", str(folder / "desk")], check=True, capture_output=True)
    for outlet, text in STORIES.items():
        path = folder / "story.txt"
        path.write_text(text, encoding="utf-8")
        given = ["--published", "2021-11-09", "--outlet", outlet]
        subprocess.run([*tocsin, "add", str(path), *given, *desk], check=True, capture_output=True)
    with subprocess.Popen(
        [*tocsin, "serve", "--port", "0", *desk], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as serving:
        assert serving.stdout is not None
        line = serving.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+/", line)
        assert found, line
        yield found.group()
        serving.terminate()


@pytest.fixture
def page(chromium: Any, board: str) -> Iterator[Any]:
    """An open page that keeps what the console and the network complained of."""
    opened = chromium.new_page(viewport={"width": 1200, "height": 900})
    opened.complaints = []
    opened.on("console", lambda m: opened.complaints.append(m.text) if m.type in ("error", "warning") else None)
    opened.on("pageerror", lambda error: opened.complaints.append(str(error)))
    opened.goto(board)
    yield opened
    opened.close()


def test_the_sentence_leads_to_the_words_and_a_rejection_moves_the_level(page: Any, board: str) -> None:
    assert "Level 3 of 5" in page.inner_text(".sentence")
    page.click(".sentence a >> nth=0")
    page.wait_for_load_state()
    assert "/documents/" in page.url
    anchor = page.url.partition("#")[2]
    assert page.locator(f"#{anchor}").count() == 1
    note = page.locator("li.note.k-event", has=page.locator("form.judge")).first
    note.locator("button", has_text="reject").click()
    page.wait_for_load_state()
    assert "Level changed" in page.inner_text(".board-top")
    page.locator("#judged button", has_text="undo").click()
    page.wait_for_load_state()
    page.goto(board)
    assert "Level 3 of 5" in page.inner_text(".sentence")
    assert page.complaints == []


@pytest.mark.parametrize("address", ["", "documents", "timeline", "disagreements", "search?q=tanks", "journal"])
@pytest.mark.parametrize("width", [320, 1200])
def test_no_page_scrolls_sideways_or_complains(page: Any, board: str, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(board + address)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.complaints == []


def test_axe_finds_nothing_on_the_problem_page(page: Any) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="no axe: install the dev group")
    results = axe.Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
