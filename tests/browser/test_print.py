"""On paper: dark on white, nothing to press, nothing cut off."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tocsin.desk import Desk
from tocsin.readers.protocol import Publication

pytestmark = [pytest.mark.browser, pytest.mark.model]
PAGES = ("", "documents", "timeline?kind=all", "actors", "contacts", "forecasts", "map?view=Europe", "sources",
         "problems/ru-ua-2021", "search?q=troops")  # fmt: skip
STORIES = {
    "Demo Wire": "Russia has massed troops near the border with Ukraine, the Defence Ministry in Kyiv said on Monday.",
    "Demo Gazette": "The president of France met Minister Ilse Varga in Warsaw on Tuesday. Talks will go on in May, "
    "she said. Russian troops could attack in January, an official said.",
}
# A sheet of A4 within its margins.
WIDTH, HEIGHT = 680, 980


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory, serve_board: Any) -> Iterator[str]:
    """The address of a running board over two stories."""
    folder = tmp_path_factory.mktemp("print") / "desk"
    Desk.create(folder)
    desk = Desk.open(folder, {})
    for outlet, text in STORIES.items():
        said = Publication(published="2021-11-09", outlet=outlet)
        list(desk.add_bytes(text.encode(), "a.txt", publication=said, at="2021-11-09T10:00:00+00:00", by="ana",
                            on_error=lambda error: None))  # fmt: skip
    with serve_board(desk) as address:
        yield address
    desk.close()


def lightness(colour: str) -> float:
    """How light a CSS colour is, 0 to 1."""
    red, green, blue = (float(part) for part in colour.strip("rgba()").split(",")[:3])
    return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_prints_dark_on_white_and_whole(chromium: Any, board: str, scheme: str) -> None:
    page = chromium.new_page(viewport={"width": WIDTH, "height": HEIGHT})
    page.emulate_media(media="print", color_scheme=scheme)
    document = page.request.get(f"{board}documents.json").json()[0]["first"]["id"]
    for address in (*PAGES, f"documents/{document}"):
        page.goto(board + address)
        shown = page.evaluate(
            "() => [...document.querySelectorAll('nav:not(.kinds), form, button, .find, #news, .foot, dialog')]"
            ".filter((e) => e.getClientRects().length && getComputedStyle(e).visibility !== 'hidden' && "
            "e.getBoundingClientRect().height > 2).map((e) => e.outerHTML.slice(0, 80))"
        )
        assert shown == [], address
        ground = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        assert lightness(ground) > 0.99, address
        inks = page.evaluate(
            "() => [...document.querySelectorAll('p, h1, h2, td, li, a, blockquote, span')]"
            ".filter((e) => e.getClientRects().length).map((e) => getComputedStyle(e).color)"
        )
        assert max(map(lightness, inks)) < 0.5, address
        cut = page.evaluate(
            "() => [...document.querySelectorAll('body, main, .wide, table, svg')]"
            ".filter((e) => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX !== 'visible')"
            ".map((e) => e.outerHTML.slice(0, 80))"
        )
        assert cut == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= WIDTH + 1, address
    page.close()


def test_closed_details_are_printed_open(chromium: Any, board: str, tmp_path: Path) -> None:
    pdfium = pytest.importorskip("pypdfium2", reason="no pypdfium2")
    page = chromium.new_page(viewport={"width": WIDTH, "height": HEIGHT})
    page.goto(board + "problems/ru-ua-2021")
    assert page.locator("details:not([open])").count() > 3
    page.pdf(path=tmp_path / "problem.pdf", format="A4")
    printed = pdfium.PdfDocument(tmp_path / "problem.pdf")
    words = " ".join(sheet.get_textpage().get_text_range() for sheet in printed)
    assert words.count("That it is not seen is no evidence") > 3
    assert "Set a cell" not in words or "Consistency" not in words
    assert "Search" not in words
    page.close()
