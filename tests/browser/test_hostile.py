"""Hostile words in a real browser: titles, names, outlets and texts that would run if a page let them."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tocsin.assess.playbook import parse_playbook, parse_problem
from tocsin.config import Settings
from tocsin.desk import Desk
from tocsin.stores.memory import MemoryStore

pytestmark = pytest.mark.browser

AT = "2021-11-12T08:00:00+00:00"
# Of the five hundred those of every payload, with another opening each time; the reading views are all opened of some.
CHOSEN = 120
OPENED = 60
LISTS = ("", "documents", "timeline?kind=all", "actors", "contacts", "disagreements", "forecasts", "map", "sources",
         "journal", "search?q=monday", "problems/ru-ua-2021", "add")  # fmt: skip


def load_hostile() -> Any:
    place = Path(__file__).parents[1] / "unit" / "board" / "test_hostile.py"
    spec = importlib.util.spec_from_file_location("board_hostile", place)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


HOSTILE = load_hostile()
WORDS = tuple(HOSTILE.HOSTILE[n * 41 % 500] for n in range(CHOSEN))


@pytest.fixture(scope="module")
def board(serve_board: Any) -> Iterator[str]:
    """The address of a running board over hostile documents."""
    store = MemoryStore()
    run = store.begin_run({}, at=AT)
    store.finish_run(run)
    for number, words in enumerate(WORDS):
        store.add(HOSTILE.hostile_reading(number, words), run=run, at=AT, by=words)
    tables = files("tocsin.vocab")
    playbook = parse_playbook(tables.joinpath("playbooks", "amass-provoke-cross.toml").read_text("utf-8"), "p")
    problem = parse_problem(tables.joinpath("problems", "ru-ua-2021.toml").read_text("utf-8"), "q")
    desk = Desk(store, {problem.id: problem}, {playbook.id: playbook}, Settings())
    with serve_board(desk, analyst="<b>ana</b>") as address:
        yield address


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    """A page that notes everything that a hostile word could do: run, open a dialog, ask for anything elsewhere."""
    opened = chromium.new_page(viewport={"width": 1200, "height": 900})
    opened.harm = []
    opened.add_init_script(
        "addEventListener('securitypolicyviolation', (e) => console.error('policy: ' + e.violatedDirective))"
    )
    opened.on("console", lambda m: opened.harm.append(m.text) if m.type in ("error", "warning") else None)
    opened.on("pageerror", lambda error: opened.harm.append(str(error)))
    opened.on("dialog", lambda dialog: (opened.harm.append(dialog.message), dialog.dismiss()))
    opened.on("popup", lambda popup: opened.harm.append("a window was opened"))
    opened.on(
        "request", lambda r: opened.harm.append(r.url) if not r.url.startswith(("http://127.0.0.1", "data:")) else None
    )
    yield opened
    opened.close()


def look(page: Any, address: str) -> None:
    """Opens a page and does what might set something off: every detail open, everything pointed at and in focus."""
    answer = page.goto(address)
    assert answer.status == 200, address
    page.evaluate(
        """() => {
      for (const part of document.querySelectorAll('details')) part.open = true;
      for (const part of [...document.querySelectorAll('body *')].slice(0, 1500)) {
        for (const name of ['mouseover', 'mouseenter', 'focus', 'load', 'error', 'toggle'])
          part.dispatchEvent(new Event(name, { bubbles: true }));
      }
    }"""
    )
    assert page.evaluate("typeof window.hostile") == "undefined", address
    foreign = page.evaluate(
        """() => [...document.querySelectorAll('script, iframe, object, embed, base, style, meta[http-equiv], img')]
      .filter((e) => !(e.tagName === 'SCRIPT' && e.getAttribute('src')?.startsWith('/assets/')))
      .map((e) => e.outerHTML)"""
    )
    assert foreign == [], address
    assert page.url.startswith(address.partition("?")[0]), "nothing led elsewhere"
    assert page.harm == [], address


def test_no_list_runs_them(page: Any, board: str) -> None:
    for address in LISTS:
        look(page, board + address)


def test_no_reading_view_runs_them(page: Any, board: str) -> None:
    stories = page.request.get(f"{board}documents.json").json()
    assert len(stories) > OPENED
    for story in stories[:OPENED]:
        look(page, f"{board}documents/{story['first']['id']}?span=0-3")
    look(page, f"{board}documents/{stories[0]['first']['id']}/new?span=0-3")


def test_no_address_runs_them(page: Any, board: str) -> None:
    for words in WORDS[:: CHOSEN // 12]:
        for name in ("search?q=", "actors?q=", "documents?outlet=", "forecasts?state=", "timeline?kind="):
            look(page, f"{board}{name}{quote(words)}")
    for words in WORDS[:: CHOSEN // 6]:
        page.goto(f"{board}actors/{quote(words, safe='')}")
        assert page.evaluate("typeof window.hostile") == "undefined"


def test_words_put_into_the_page_by_script_run_no_more(page: Any, board: str) -> None:
    """The card of a record and the citation are made by script, of the words of the text."""
    stories = page.request.get(f"{board}documents.json").json()
    for story in stories[:8]:
        page.goto(f"{board}documents/{story['first']['id']}")
        for key in ("j", "Enter", "j", "Enter", "y"):
            page.keyboard.press(key)
        page.wait_for_timeout(50)
        assert page.evaluate("typeof window.hostile") == "undefined"
        assert [told for told in page.harm if "clipboard" not in told.lower()] == []
