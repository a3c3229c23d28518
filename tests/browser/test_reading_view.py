"""The reading view in a browser: sealed, lit in three places, readable by keyboard, on paper and without script."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

Opener = Callable[..., Any]

_TEXT = "() => [...document.querySelectorAll('.t')].map((part) => part.textContent).join('')"
_WIDTHS = "() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]"


@pytest.fixture
def opener(chromium: Any, page_file: Path) -> Iterator[Opener]:
    """Opens a page in a context of its own; whatever the page complains of fails the test at its end."""
    contexts: list[Any] = []
    complaints: list[str] = []

    def open_page(path: Path = page_file, **options: Any) -> Any:
        context = chromium.new_context(**{"viewport": {"width": 1380, "height": 1000}, **options})
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: complaints.extend(_abroad(request.url)))
        page.goto(path.as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def _abroad(url: str) -> list[str]:
    return [] if url.startswith(("file:", "data:")) else [f"asked the network for {url}"]


def mark_of(page: Any, words: str) -> Any:
    return page.locator(".t .s", has_text=words).first


def test_hovering_opens_the_card_and_lights_three_places(opener: Opener) -> None:
    page = opener()
    mark_of(page, "met").hover()
    card = page.locator("#card")
    card.wait_for(state="visible")
    assert card.locator("section").first.locator(".title").inner_text() == "met"
    assert "CONSULT" in card.inner_text()
    assert "200–203" in card.inner_text()
    assert page.locator(".t .s.on", has_text="met").count() == 1
    assert page.locator(".margin .note.on").count() == 1
    assert page.locator(".strip .item.on").count() == 1


def test_the_card_never_covers_the_sentence_or_its_note(opener: Opener) -> None:
    for width in (1280, 1380, 1900):
        page = opener(viewport={"width": width, "height": 800})
        for words in ("met", "resume", "attack"):
            mark_of(page, words).click()
            card = page.locator("#card").bounding_box()
            for other in (mark_of(page, words).locator("xpath=ancestor::*[contains(@class, 't')][1]"),):
                assert not _overlap(card, other.bounding_box())
            note = page.locator(".margin .note.on")
            if note.count() and note.is_visible():
                assert not _overlap(card, note.bounding_box())
            page.keyboard.press("Escape")


def test_on_a_small_window_the_card_keeps_off_the_words(opener: Opener) -> None:
    page = opener(viewport={"width": 600, "height": 700})
    for words in ("intends", "attack"):
        mark = mark_of(page, words)
        mark.click()
        assert page.locator("#card.sheet").is_visible()
        assert not _overlap(page.locator("#card").bounding_box(), mark.bounding_box())
        page.keyboard.press("Escape")


def _overlap(one: dict[str, float], two: dict[str, float]) -> bool:
    beside = one["x"] + one["width"] <= two["x"] or two["x"] + two["width"] <= one["x"]
    apart = one["y"] + one["height"] <= two["y"] or two["y"] + two["height"] <= one["y"]
    return not (beside or apart)


def test_a_click_keeps_the_card_and_escape_closes_it(opener: Opener) -> None:
    page = opener()
    mark_of(page, "attack").click()
    page.mouse.move(5, 5)
    page.wait_for_timeout(500)
    assert page.locator("#card.pinned").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#card").is_hidden()
    assert page.locator(".on").count() == 0


def test_the_keys_walk_through_the_marks(opener: Opener) -> None:
    page = opener()
    seen = []
    for _ in range(4):
        page.keyboard.press("j")
        seen.append(page.evaluate("document.activeElement.textContent"))
        assert page.locator("#card").is_visible()
    assert len(set(seen)) == 4
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.textContent") == seen[2]
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "card"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.textContent") == seen[2]


def test_each_record_is_one_stop_of_the_tabulator(opener: Opener) -> None:
    page = opener()
    targets = page.evaluate("[...document.querySelectorAll('.t a.s')].map((mark) => mark.getAttribute('href'))")
    assert len(targets) == len(set(targets))
    # Five statements, five events, one forecast and four times begin at twelve places.
    assert len(targets) >= 12


def test_layers_go_off_and_on(opener: Opener) -> None:
    page = opener()
    event = mark_of(page, "met")
    color = "(element) => getComputedStyle(element).borderBottomColor"
    before = event.evaluate(color)
    page.uncheck("#show-event")
    assert event.evaluate(color) == "rgba(0, 0, 0, 0)"
    assert page.locator(".margin .note.k-event").first.is_hidden()
    page.check("#show-event")
    assert event.evaluate(color) == before
    assert mark_of(page, "Delta").evaluate("(e) => getComputedStyle(e).textDecorationLine") == "none"
    page.check("#show-mention")
    assert mark_of(page, "Delta").evaluate("(e) => getComputedStyle(e).textDecorationLine") == "underline"


def test_names_have_a_card_once_their_layer_is_on(opener: Opener) -> None:
    page = opener()
    page.check("#show-mention")
    mark_of(page, "Delta").click()
    card = page.locator("#card")
    assert "Stands for" in card.inner_text()
    assert "organization" in card.inner_text()


@pytest.mark.parametrize("width", [320, 600, 1000, 1380])
def test_nothing_scrolls_sideways(opener: Opener, width: int) -> None:
    page = opener(viewport={"width": width, "height": 800})
    for part in page.locator("details").all():
        part.evaluate("(element) => { element.open = true; }")
    content, window = page.evaluate(_WIDTHS)
    assert content <= window


def test_all_is_there_without_script(opener: Opener, dispatch: Any) -> None:
    page = opener(java_script_enabled=False)
    assert page.evaluate(_TEXT) == dispatch.TEXT
    note = page.locator(".margin > .notes > .k-event").first
    note.locator("summary").click()
    assert "PLOVER code" in note.locator("dl").inner_text()
    page.uncheck("#show-event")
    assert note.is_hidden()


def test_the_text_is_unchanged_by_the_script(opener: Opener, dispatch: Any) -> None:
    page = opener()
    mark_of(page, "attack").click()
    page.check("#show-unclear")
    assert page.evaluate(_TEXT) == dispatch.TEXT


def test_paper_keeps_marks_and_notes(opener: Opener) -> None:
    page = opener()
    page.emulate_media(media="print")
    assert page.locator("#card").is_hidden()
    for note in page.locator(".margin .note.k-event, .margin .note.k-statement, .margin .note.k-forecast").all():
        box = note.bounding_box()
        assert box is not None
        assert box["height"] > 8
    style = "(e) => [getComputedStyle(e).borderBottomStyle, getComputedStyle(e).textDecorationStyle]"
    assert mark_of(page, "met").evaluate(style)[0] == "solid"
    assert mark_of(page, "attack").evaluate(style)[0] == "dashed"
    assert mark_of(page, "March 8").evaluate(style)[0] == "dotted"
    assert mark_of(page, "doubt").evaluate(style)[1] == "wavy"
    assert page.locator(".margin .note dl").first.is_hidden()
    page.emulate_media(media="screen")
    page.check("#print-fields")
    page.emulate_media(media="print")
    assert page.locator(".margin .note dl").first.is_visible()


def test_a_link_to_what_was_not_understood_arrives(opener: Opener) -> None:
    page = opener()
    page.locator("details.unclear > summary").click()
    page.locator("details.unclear a", has_text="refused").first.click()
    assert page.locator(":target").inner_text() == "refused"


def test_several_documents_and_many_paragraphs(opener: Opener, long_file: Path) -> None:
    page = opener(long_file)
    assert page.locator("h1").count() == 1
    page.locator("nav a").nth(1).click()
    page.locator("#d2 .t .s", has_text="met").first.hover()
    page.locator("#card").wait_for(state="visible")
    assert page.locator("#d2 .on").count() > 0
    assert page.locator("#d1 .on").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1380])
def test_axe_finds_nothing(opener: Opener, scheme: str, width: int) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="no axe-playwright-python")
    page = opener(viewport={"width": width, "height": 900}, color_scheme=scheme)
    for part in page.locator("details").all():
        part.evaluate("(element) => { element.open = true; }")
    for box in ("#show-unclear", "#show-mention"):
        page.check(box)
    mark_of(page, "attack").click()
    found = axe.Axe().run(page).response["violations"]
    assert [(rule["id"], [node["html"][:120] for node in rule["nodes"][:3]]) for rule in found] == []


def test_the_basics_by_hand(opener: Opener) -> None:
    page = opener()
    assert page.locator("h1").count() == 1
    assert page.locator("main").count() == 1
    assert page.evaluate("document.documentElement.lang") == "en"
    unnamed = "[...document.querySelectorAll('a, button, summary')].filter((e) => !e.textContent.trim()).length"
    assert page.evaluate(unnamed) == 0
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
