"""Web pages: the story and what the page says of it, and nothing of the page around it."""

from __future__ import annotations

import socket
import time
from contextlib import suppress
from pathlib import Path

import pytest
from benchmarks.pages import LAYOUTS, made_pages, read_bare, read_ours, score_pages

from tocsin.errors import ReadError
from tocsin.readers.html import HtmlReader
from tocsin.readers.pages import read_fragment
from tocsin.readers.pages.dates import read_date
from tocsin.readers.plain import PlainTextReader
from tocsin.readers.protocol import Publication, Source
from tocsin.records import Document
from tocsin.testing import check_reader

STORY = (
    "The foreign minister of Arvenia met his colleague from Borduna on Thursday in the capital, officials said, and "
    "both spoke of a long list of complaints that neither would name."
)
MORE = (
    "Officials in Borduna did not answer questions about troops near the border, where exercises have been held for "
    "a week and where two bridges are closed to all but farmers."
)

LD = '<script type="application/ld+json">'


def page(head: str = "", body: str = "", title: str = "<title>Ministers meet in Arvenia</title>") -> str:
    return (
        f"<!doctype html><html><head>{title}{head}</head><body>{body or f'<p>{STORY}</p><p>{MORE}</p>'}</body></html>"
    )


def read(data: bytes | str, name: str = "page.html", address: str | None = None, **given: str) -> Document:
    raw = data.encode() if isinstance(data, str) else data
    source = Source(path=Path(name), publication=Publication(**given), max_mib=1, data=raw, address=address)
    [document] = HtmlReader().read(source)
    assert isinstance(document, Document)
    return document


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **named: object) -> None:
        raise AssertionError("a page was to be read, and the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_made_pages_give_their_story_whole_and_nothing_else(layout: str) -> None:
    pages = [made for made in made_pages() if made.layout == layout]
    ours, bare = score_pages(pages, read_ours), score_pages(pages, read_bare)
    assert ours.f1 >= 0.99
    assert ours.f1 >= bare.f1
    assert ours.title == ours.date == 1.0


def test_paragraphs_are_parted_by_blank_lines_and_the_title_is_not_among_them(tmp_path: Path) -> None:
    headline = "Ministers meet in Arvenia"
    body = f"<article><h1>{headline}</h1><h2>{headline}</h2><p>{STORY}</p><p>{MORE}</p></article>"
    path = tmp_path / "page.html"
    path.write_text(page(body=body), encoding="utf-8")
    [document] = check_reader(HtmlReader(), path)
    assert document.text == f"{STORY}\n\n{MORE}"
    assert document.title == "Ministers meet in Arvenia"
    assert document.form == "article"


@pytest.mark.parametrize(
    ("head", "value", "basis"),
    [
        (LD + '{"@type":"NewsArticle","datePublished":"2021-11-11T09:30:00+03:00"}</script>',
         "2021-11-11T09:30:00+03:00", "metadata"),
        ('<script type="application/ld+json">{"@graph":[{"@type":"WebSite"},{"@type":["Article"],'
         '"datePublished":"2021-11-11"}]}</script>', "2021-11-11", "metadata"),
        ('<meta property="article:published_time" content="2021-11-11T09:30:00Z">', "2021-11-11T09:30:00Z", "metadata"),
        ('<meta name="pubdate" content="Thu, 11 Nov 2021 09:30:00 GMT">', "2021-11-11T09:30:00+00:00", "metadata"),
        ('<meta name="date" content="November 11, 2021">', "2021-11-11", "metadata"),
        ('<meta name="dc.date" content="20211111">', "2021-11-11", "metadata"),
        ('<meta name="date" content="soon"><meta name="dc.date" content="2021-11-11">', "2021-11-11", "metadata"),
        ("", None, "unknown"),
    ],
)  # fmt: skip
def test_the_date_and_how_it_is_known(head: str, value: str | None, basis: str) -> None:
    published = read(page(head)).published
    assert (published.value, published.basis) == (value, basis)


def test_a_date_of_the_address_is_inferred_and_what_the_user_says_goes_before_it() -> None:
    address = "https://demo-wire.example/2021/11/11/ministers-meet"
    assert read(page(), address=address).published.basis == "inferred"
    assert read(page(), address=address).published.value == "2021-11-11"
    assert read(page(), address=address, published="2021-11-12").published.value == "2021-11-12"
    told = '<meta property="article:published_time" content="2021-11-10">'
    assert read(page(told), address=address, published="2021-11-12").published.value == "2021-11-10"


def test_a_bare_z_is_no_zone_to_trust() -> None:
    assert not read(page('<meta name="date" content="2021-11-11T09:30:00Z">')).published.zone_trusted


@pytest.mark.parametrize("value", ["3/4/2021", "soon", "2021", "Thursday", "11 November", "0001-01-01", "9" * 50, ""])
def test_what_names_no_day_is_no_date(value: str) -> None:
    assert read_date(value) is None


def test_json_ld_goes_before_open_graph_and_open_graph_before_the_page() -> None:
    data = (
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Ministers meet &amp; talk",'
        '"author":[{"name":"Ada Quill"},"Piet Harrow"],"publisher":{"name":"Demo Wire"},'
        '"url":"https://demo-wire.example/a"}</script>'
    )
    graph = '<meta property="og:title" content="Another"><meta property="og:site_name" content="Other Wire">'
    both, only = read(page(data + graph)), read(page(graph))
    assert (both.title, both.outlet, both.authors) == (
        "Ministers meet & talk",
        "Demo Wire",
        ("Ada Quill", "Piet Harrow"),
    )
    assert both.uri == "https://demo-wire.example/a"
    assert (only.title, only.outlet, only.authors) == ("Another", "Other Wire", ())


def test_the_node_of_the_page_is_told_from_those_of_other_stories() -> None:
    nodes = [
        '{"@type":"NewsArticle","headline":"Harvest begins","datePublished":"2018-01-01","url":"https://d.example/b"}',
        '{"@type":"NewsArticle","headline":"Ministers meet in Arvenia","datePublished":"2021-11-11"}',
    ]
    scripts = "".join(f'<script type="application/ld+json">{node}</script>' for node in nodes)
    body = f"<h1>Ministers meet in Arvenia</h1><p>{STORY}</p><p>{MORE}</p>"
    assert read(page(scripts, body)).published.value == "2021-11-11"


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ("Ministers meet in Arvenia | Demo Wire", "Ministers meet in Arvenia"),
        ("Ministers meet in Arvenia - Demo Wire", "Ministers meet in Arvenia"),
        ("Demo Wire: Ministers meet in Arvenia", "Demo Wire: Ministers meet in Arvenia"),
        ("Ministers meet - and part - in Arvenia", "Ministers meet - and part - in Arvenia"),
    ],
)
def test_the_sites_name_is_no_part_of_the_title(printed: str, title: str) -> None:
    head = '<meta property="og:site_name" content="Demo Wire">'
    assert read(page(head, title=f"<title>{printed}</title>")).title == title


def test_a_headline_that_was_cut_is_taken_from_the_page() -> None:
    head = '<meta property="og:title" content="Ministers meet in Arvenia as...">'
    body = f"<h1>Ministers meet in Arvenia as bridges close</h1><p>{STORY}</p><p>{MORE}</p>"
    assert read(page(head, body)).title == "Ministers meet in Arvenia as bridges close"


@pytest.mark.parametrize(
    ("link", "uri"),
    [
        ('<link rel="canonical" href="https://demo-wire.example/a?id=7">', "https://demo-wire.example/a?id=7"),
        ('<link rel="canonical" href="/a">', "https://mirror.example/a"),
        ('<link rel="canonical" href="https://mirror.example/">', "https://mirror.example/x/y"),  # the front page
        ('<link rel="canonical" href="javascript:alert(1)">', "https://mirror.example/x/y"),
        ("", "https://mirror.example/x/y"),
    ],
)
def test_the_canonical_address(link: str, uri: str) -> None:
    document = read(page(link), address="https://mirror.example/x/y")
    assert document.uri == uri
    assert document.outlet == ("demo-wire.example" if "demo-wire" in uri else "mirror.example")


def test_of_a_file_the_name_is_kept_without_its_folders() -> None:
    assert read(page(), name="/some/where/page.html").uri == "page.html"


def test_quotations_lists_and_breaks_stay_apart() -> None:
    body = (
        f"<article><p>{STORY}</p><blockquote>We will not move first.<br>Nor last.</blockquote><ul><li>Two bridges "
        f"stay closed.</li><li>One opens.</li></ul><p>{MORE}</p></article>"
    )
    paragraphs = read(page(body=body)).text.split("\n\n")
    assert paragraphs == [
        STORY, "We will not move first.", "Nor last.", "Two bridges stay closed.", "One opens.", MORE,
    ]  # fmt: skip


def test_a_page_without_a_story_is_refused() -> None:
    with pytest.raises(ReadError) as caught:
        read("<html><head><title>News</title><script>load()</script></head><body><div id=app></div></body></html>")
    assert caught.value.code == "no-main-text" and caught.value.hint


@pytest.mark.parametrize(
    "data",
    [
        b"<html>", b"<!doctype html>", b"<html><body>" + b"<div>" * 20_000 + b"deep" + b"</div>" * 10,
        b"<p>" * 5_000 + b"text", b"<html><script type='application/ld+json'>" + b"[" * 20_000 + b"</script><p>a",
        LD.encode() + b'{"@type": {"a": 1}, "headline": 7, "author": [[["x"]]]}</script><p>words',
        LD.encode() + b'["NewsArticle", null, {"@type": "Article", "articleBody": 5}]</script><p>w',
        b'<link rel=canonical href="http://[bad"><meta property=og:url content="http://[bad"><p>some words here</p>',
        b"<html><body><table>" + b"<tr><td>" * 300 + b"x", b"<html>\x00\x01\x02<p>\xff\xfe words",
        b"<a href='//'>" * 500,
        b'<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><html><body><p>&b; words</p></body></html>',
    ],
)  # fmt: skip
def test_no_page_breaks_the_reader(data: bytes) -> None:
    source = Source(path=Path("page.html"), publication=Publication(), max_mib=1, data=data)
    with suppress(ReadError):
        for document in HtmlReader().read(source):
            assert isinstance(document, Document) and document.text.strip()
            assert "aaaa" not in document.text


@pytest.mark.parametrize(
    ("head", "name", "claims"),
    [
        (b"<!DOCTYPE html><html>", "a", True), (b"\n<!-- x --><html lang=en>", "a.txt", True),
        (b"<p>Hello", "a.htm", True),
        (b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "x"><html>', "a", True),
        ("\ufeff<html>".encode("utf-16"), "a", True),
        (b"Words about <html> in a text.", "a.txt", False),
        (b'<?xml version="1.0"?><rss version="2.0">', "a.html", False),
        (b"Plain words.", "a.txt", False), (b'{"text": "<html>"}', "a.jsonl", False),
    ],
)  # fmt: skip
def test_pages_are_known_by_how_they_begin(head: bytes, name: str, claims: bool) -> None:
    others = PlainTextReader().accepts(head, name)
    assert (HtmlReader().accepts(head, name) > others) is claims


def test_a_piece_of_markup_gives_all_its_paragraphs() -> None:
    assert read_fragment("<p>One &amp; two.</p><p>Three.<br/>Four.</p>") == "One & two.\n\nThree.\n\nFour."
    assert read_fragment("Two lines\n\nof plain 5 < 6 text") == "Two lines\n\nof plain 5 < 6 text"
    assert read_fragment("<script>x()</script>") == ""


KEPT = (
    "Published in 2019, the report told of 400 soldiers who were never found.",
    "Written by hand, the letter reached the ministry on Friday, officials said.",
    "Photos, letters and a flag were handed over at the bridge.",
    "By the end of the week both sides will have moved their artillery.",
    "More in sorrow than in anger, the envoy left the room.",
    "Share prices fell in both capitals after the speech.",
    "Register offices along the border stayed closed.",
    "Get out of the town before dark, the mayor told them.",
    "Analysis: the talks failed because nobody wanted them to succeed.",
    "On Monday 11 November at 9:30 the bridge was opened to all.",
    "The minister said: \u201cJoin us on the bridge.\u201d",
)
GONE = (
    "Published 11 November 2021", "Updated: Thu, Nov 11, 2021 9:30 AM EST", "11 November 2021, 9:30 GMT", "5 min read",
    "By Ada Quill", "By Ada Quill and Piet Harrow", "Advertisement", "Read more: Bridges close", "Share on Facebook",
    "Photo: Demo Wire", "\u00a9 2021 Demo Wire. All rights reserved.", "Sign up for our morning newsletter",
    "Reporting by Ada Quill; Editing by Jo Lane", "Already a subscriber? Sign in", "Share | Print | Email",
)  # fmt: skip


def test_furniture_goes_and_sentences_that_begin_alike_stay() -> None:
    lines = [line for pair in zip(KEPT, (*GONE, *GONE), strict=False) for line in pair]
    markup = "".join(f"<p>{line}</p>" for line in (*lines, *GONE))
    assert read_fragment(markup).split("\n\n") == list(KEPT)


def test_what_a_wall_or_a_dateline_is_named_for_stays() -> None:
    body = (
        f'<article><p class="paywall"><span class="dateline">TOLMAR</span> - {STORY}</p><p class="paywall">{MORE}</p>'
        '<div class="paywall"><p>Subscribe now to go on.</p></div></article>'
    )
    assert read(page(body=body)).text == f"TOLMAR - {STORY}\n\n{MORE}"


@pytest.mark.parametrize(
    "line",
    [
        "1" * 900 + "!",
        "Mon " * 200 + "!",
        "1,/" * 300 + "!",
        "by A" + "a A" * 250 + "!",
        "share " * 100 + "!",
        "Ab, " * 200,
    ],
)
def test_no_line_takes_long_to_judge(line: str) -> None:
    begin = time.perf_counter()
    read_fragment(f"<p>{line}</p>")
    assert time.perf_counter() - begin < 1


def test_a_word_that_half_the_page_is_named_after_marks_no_furniture() -> None:
    parts = [f"{STORY} It was the {number}th time." for number in range(40)]
    blocks = "".join(f"<div class='related-text'><p>{part}</p></div>" for part in parts)
    scripts = f"<script>{'x = 1; ' * 20_000}</script>"
    assert read(page(scripts, f"<article>{blocks}</article>")).text.split("\n\n") == parts
