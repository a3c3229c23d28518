"""No title, outlet, name or text makes mark-up: 500 hostile ones, on every page that shows them."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from importlib.resources import files
from itertools import product
from typing import Any

import pytest
from defusedxml.ElementTree import fromstring
from litestar.testing import TestClient

from tocsin.assess.playbook import parse_playbook, parse_problem
from tocsin.board.app import create_app
from tocsin.config import Settings
from tocsin.desk import Desk
from tocsin.records import Entity, Event, Mention, Published, Reading, make_document, record_id
from tocsin.stores.memory import MemoryStore
from tocsin.text.span import Span

AT = "2021-11-12T08:00:00+00:00"
PORT = 8711

_OPENINGS = ("", '">', "'>", "</title>", "</textarea>", "--></script>", "]]>", "{{7*7}}", "</svg>", "\u202e")
_PAYLOADS = (
    "<script>window.hostile=1</script>", "<img src=x onerror=window.hostile=1>", "<svg/onload=window.hostile=1>",
    "<svg><script>window.hostile=1</script></svg>", "<a href=javascript:window.hostile=1>x</a>",
    "<iframe srcdoc='<script>parent.hostile=1</script>'>", "<body onload=window.hostile=1>",
    "<details open ontoggle=window.hostile=1>", '<style>@import"x";</style>',
    "<math><mi xlink:href=javascript:hostile=1>",
    "<base href=//evil.example/>", "<meta http-equiv=refresh content=0;url=javascript:hostile=1>",
    '" onmouseover="window.hostile=1', "' autofocus onfocus='window.hostile=1", "javascript:window.hostile=1//",
    "&lt;script&gt;window.hostile=1&lt;/script&gt;", "<scr<script>ipt>window.hostile=1</script>",
    "<object data=javascript:hostile=1>", "<form action=javascript:hostile=1><button>x",
    "\x00<script>hostile=1</script>",
    "<link rel=stylesheet href=//evil.example/x.css>", "<video><source onerror=hostile=1>", "{%print(1)%}<b>",
    "<input onfocus=hostile=1 autofocus>", "%3Cscript%3Ehostile=1%3C/script%3E",
)  # fmt: skip
_ENDINGS = ("", " said <!--")

HOSTILE = tuple("".join(parts) for parts in product(_OPENINGS, _PAYLOADS, _ENDINGS))

# What the board's own pages are made of: anything else came out of a text.
OWN = frozenset(
    "html head meta title link script body a header p nav form label input main h1 h2 h3 h4 section article footer "
    "dialog dl div dt dd kbd button span b i q ul ol li table thead tbody tr th td details summary svg rect path text "
    "circle g defs pattern mark blockquote select option textarea aside code figure figcaption fieldset legend br "
    "lineargradient stop mask symbol use em strong small abbr".split()
)


def hostile_reading(number: int, words: str) -> Reading:
    """A document whose every field is hostile, with an event between two hostile names."""
    name = words.strip("\x00 ") or "x"
    text = f"{name} met {name} on Monday. {words}"
    document = make_document(
        text, outlet=f"{words} {number}", title=words, uri=words, authors=(words,),
        published=Published(value="2021-11-10", basis="given"),
    )  # fmt: skip

    def actor(start: int, at: int) -> tuple[Entity, Mention]:
        entity = Entity(
            id=record_id("Entity", document.id, start), score=1, coder="made", basis="text", kind="person",
            name=f"{name}{at}", country=None, sector=None,
        )  # fmt: skip
        span = Span(start, start + len(name))
        mention = Mention(
            id=record_id("Mention", document.id, span), score=1, coder="made", span=span, entity=entity.id, form="name"
        )
        return entity, mention

    met = len(name) + 1
    left, right = actor(0, 1), actor(met + 4, 2)
    event = Event(
        id=record_id("Event", document.id, met), score=0.8, coder="made", trigger=(Span(met, met + 3),),
        event_type="CONSULT", mode=None, contexts=(), plover=None, cameo=None, actors=(left[0].id,),
        recipients=(right[0].id,), location=None, days=None, days_basis=None, status="occurred", status_cue=(),
        according_to=None, scale=None,
    )  # fmt: skip
    return Reading(document=document, records=(*left, *right, event), diagnostics=())


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient[Any]]:
    store = MemoryStore()
    run = store.begin_run({}, at=AT)
    store.finish_run(run)
    for number, words in enumerate(HOSTILE):
        store.add(hostile_reading(number, words), run=run, at=AT, by=words)
    tables = files("tocsin.vocab")
    playbook = parse_playbook(tables.joinpath("playbooks", "amass-provoke-cross.toml").read_text("utf-8"), "p")
    problem = parse_problem(tables.joinpath("problems", "ru-ua-2021.toml").read_text("utf-8"), "q")
    desk = Desk(store, {problem.id: problem}, {playbook.id: playbook}, Settings())
    with TestClient(create_app(desk, clock=lambda: AT, analyst="ana", port=PORT),
                    base_url=f"http://127.0.0.1:{PORT}") as opened:  # fmt: skip
        yield opened


class _Reader(HTMLParser):
    """Notes what a page should not have."""

    def __init__(self) -> None:
        super().__init__()
        self.bad: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element: of our own, without handlers and styles, its addresses harmless, its script a file of ours."""
        given = dict(attrs)
        told = f"<{tag} {given}>"
        if tag not in OWN or any(name.startswith("on") or name == "style" for name in given):
            self.bad.append(told)
        for name in ("href", "src", "action"):
            if (given.get(name) or "").strip().lower().startswith(("javascript:", "//", "vbscript:")):
                self.bad.append(told)
        if tag == "script" and not (given.get("src") or "").startswith("/assets/"):
            self.bad.append(told)


def faults(html: str) -> list[str]:
    reader = _Reader()
    reader.feed(html)
    return reader.bad


def test_there_are_five_hundred() -> None:
    assert len(set(HOSTILE)) == 500


def test_no_list_is_broken_by_them(client: TestClient[Any]) -> None:
    pages = ["/", "/timeline", "/contacts", "/disagreements", "/forecasts", "/map", "/journal", "/sources",
             "/sources?page=2", "/search?q=monday", "/search?q=%3Cscript%3E%22%3E", "/problems/ru-ua-2021"]  # fmt: skip
    pages += [f"{name}?page={number}" for name in ("/documents", "/actors") for number in range(1, 12)]
    for page in pages:
        answer = client.get(page)
        assert answer.status_code == 200, page
        assert faults(answer.text) == [], page


def test_no_reading_view_is_broken_by_them(client: TestClient[Any]) -> None:
    ids = [row["first"]["id"] for number in range(1, 7) for row in client.get(f"/documents.json?page={number}").json()]
    assert len(set(ids)) > 200
    for document in ids[::3]:
        answer = client.get(f"/documents/{document}?span=0-5")
        assert answer.status_code == 200
        assert faults(answer.text) == [], document
        assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert faults(client.get(f"/documents/{ids[0]}/new?span=0-5").text) == []


def test_a_spreadsheet_runs_none_of_them(client: TestClient[Any]) -> None:
    from tocsin.board.answers import Table, table_bytes

    assert table_bytes(Table(("a",), lambda: [("=1+1",), ("@x",), ("fine",)])).split() == [
        b"a",
        b"'=1+1",
        b"'@x",
        b"fine",
    ]


def test_the_feed_stays_well_formed(client: TestClient[Any]) -> None:
    answer = client.get("/feed.atom")
    assert answer.status_code == 200
    assert all(element.tag.startswith("{http://www.w3.org/2005/Atom}") for element in fromstring(answer.content).iter())
