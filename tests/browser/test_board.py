"""The board in a browser: from the level's sentence to the exact words, and a rejection that moves the level."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.model]

PAGES = ["", "documents", "timeline?kind=all", "actors", "contacts", "disagreements", "forecasts", "map?view=Europe",
         "search?q=tanks", "sources", "journal", "add"]  # fmt: skip
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
    note = page.locator("li.note.k-event", has=page.locator(".judge")).first
    note.locator("button", has_text="reject").click()
    page.wait_for_load_state()
    assert "Level changed" in page.inner_text(".board-top")
    page.locator("#judged button", has_text="undo").click()
    page.wait_for_load_state()
    page.goto(board)
    assert "Level 3 of 5" in page.inner_text(".sentence")
    assert page.complaints == []


@pytest.mark.parametrize("width", [390, 1280, 2000])
def test_no_page_scrolls_sideways_or_complains(page: Any, board: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for address in addresses(page, board):
        answer = page.goto(board + address)
        assert answer.status == 200, address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        assert page.complaints == [], address


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light"), (2000, "dark")])
def test_axe_finds_nothing(page: Any, board: str, width: int, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="no axe: install the dev group")
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    for address in addresses(page, board):
        page.goto(board + address)
        page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
        found = axe.Axe().run(page).response["violations"]
        told = [(rule["id"], [node["html"][:160] for node in rule["nodes"][:3]]) for rule in found]
        assert told == [], address


def addresses(page: Any, board: str) -> list[str]:
    """Every page of the board, those of single things by the first of its kind."""
    document = page.request.get(f"{board}documents.json").json()[0]["first"]["id"]
    actor = page.request.get(f"{board}actors.json").json()[0]["id"]
    single = [f"documents/{document}?span=0-6", f"documents/{document}/new?span=0-6", f"actors/{actor}",
              "problems/ru-ua-2021", "problems/ru-ua-2021/force_buildup_near_border"]  # fmt: skip
    return [*PAGES, *single]


def test_the_first_five_minutes(page: Any, board: str, tmp_path: Any) -> None:
    # 1:00 one sentence, every noun of it a link; 1:30 a lit indicator opens at the exact words, three places light up.
    assert "corroborated by" in page.inner_text(".sentence")
    page.click(".sentence a >> nth=0")
    page.wait_for_load_state()
    anchor = page.url.partition("#")[2]
    mark = page.locator(f"#{anchor}")
    mark.hover()
    page.locator("#card").wait_for(state="visible")
    assert page.locator(".t .s.on").count() >= 1
    assert page.locator(".margin .note.on").count() == 1
    words, card = mark.bounding_box(), page.locator("#card").bounding_box()
    assert card["x"] >= words["x"] + words["width"] or card["y"] >= words["y"] + words["height"]
    # 2:15 x rejects, the level is told anew, u undoes; e mends a date.
    level_after(page, "x", "Level changed")
    level_after(page, "u", "Level changed")
    choose_event(page)
    page.keyboard.press("e")
    page.wait_for_url("**/edit?record=*")
    page.fill("input[name=days_first]", "2021-11-08")
    page.fill("input[name=days_last]", "2021-11-08")
    page.click("button.main")
    page.wait_for_load_state()
    assert "days" in page.inner_text("#judged")
    level_after(page, "u", "Level")
    # 3:00 words pasted are read in seconds, with what was not understood.
    page.goto(board + "add")
    page.fill(
        "#text", "Ruritania's army moved tanks towards the border on Tuesday, a spokesman said. It would not say why."
    )
    page.fill("input[name=published]", "2021-11-10")
    page.fill("input[name=outlet]", "Demo Courier")
    page.click("button.main")
    page.wait_for_selector("#came")
    assert "1 read" in page.inner_text("#came")
    # 4:00 y copies a citation with offsets, digest and a lasting link.
    page.click(".came a >> nth=0")
    page.wait_for_load_state()
    choose_event(page)
    page.keyboard.press("y")
    page.locator("#toast", has_text="Characters").wait_for()
    document = re.search(r"/documents/([0-9a-f]+)", page.url)
    assert document
    found = re.search(r"/s/[0-9a-f]+/\d+-\d+", page.request.get(f"{board}cite/{document[1]}/0-9").text())
    assert found
    answer = page.goto(board.rstrip("/") + found.group())
    assert answer.status == 200
    assert page.locator(".hl").first.inner_text() == "Ruritania"
    assert page.request.get(f"{board}timeline.csv").text().startswith("first,last,edtf")
    assert page.complaints == []


def choose_event(page: Any) -> None:
    """Walks by key to a mark that is an event's: on to the end, then back."""
    for key in ["j"] * 15 + ["k"] * 30:
        if page.locator(".note.k-event.on").count():
            return
        page.keyboard.press(key)
    raise AssertionError("no event is reached by key")


def level_after(page: Any, key: str, told: str) -> None:
    """Presses a key on the event in question and waits for the level to be told anew."""
    if key == "x":
        choose_event(page)
    with page.expect_navigation():
        page.keyboard.press(key)
    page.wait_for_selector(".board-top [role=status]")
    assert told in page.inner_text(".board-top")


def test_the_keyboard_alone_leads_from_the_desk_to_a_verdict(page: Any, board: str) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("?")
    assert page.locator("dialog#keys").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("tanks")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=tanks*")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/documents/*")
    choose_event(page)
    page.keyboard.press("a")
    page.wait_for_url("**was=*")
    assert "accept: Event" in page.inner_text("#judged")
    with page.expect_navigation():
        page.keyboard.press("u")
    assert page.locator("#judged").count() == 0
    page.goto(board)
    for key, address in (("t", "timeline"), ("c", "contacts"), ("m", "map")):
        page.keyboard.press("g")
        page.keyboard.press(key)
        page.wait_for_url(f"**/{address}")
    assert page.complaints == []


def test_what_is_off_screen_is_not_accepted(page: Any, board: str) -> None:
    document = page.request.get(f"{board}documents.json").json()[0]["first"]["id"]
    page.set_viewport_size({"width": 1280, "height": 700})
    page.goto(f"{board}documents/{document}")
    choose_event(page)
    page.evaluate("document.body.style.paddingBottom = '4000px'; window.scrollTo(0, 3500)")
    page.keyboard.press("a")
    page.locator("#toast", has_text="not on screen").wait_for()
    assert page.locator("#judged").count() == 0


def test_news_come_without_moving_the_page(page: Any, board: str) -> None:
    page.goto(board + "documents")
    page.wait_for_timeout(500)
    before = page.locator("main").bounding_box()
    token = page.request.get(board + "add").text().split('name="_csrf_token" value="')[1].split('"')[0]
    page.request.post(board + "add", multipart={"_csrf_token": token, "text": "Syldavia closed its border on Monday.",
                                                "published": "2021-11-10", "outlet": "Demo Post"})  # fmt: skip
    page.locator("#news", has_text="new document").wait_for(timeout=9000)
    assert page.locator("main").bounding_box() == before
