"""Feeds and lists of feeds: every entry a document; entities refused; nothing asked of the network."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import pytest

from tocsin.errors import ReadError
from tocsin.readers.feeds import FeedReader
from tocsin.readers.opml import is_opml, read_feed_list
from tocsin.readers.protocol import Publication, Source
from tocsin.records import Document
from tocsin.testing import check_reader

RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Demo Wire</title><link>https://demo.example/</link>
<item><title>Ministers meet &amp; part</title><link>https://demo.example/a</link>
<pubDate>Thu, 11 Nov 2021 09:30:00 +0300</pubDate><dc:creator>Ada Quill</dc:creator>
<description>The ministers met.</description>
<content:encoded><![CDATA[<p>The ministers met on Thursday.</p><figure><figcaption>A door.</figcaption></figure>
<p>They will meet again.</p><p><a href="https://demo.example/b">More news</a></p>]]></content:encoded></item>
<item><title>Only a headline</title><source url="https://x.example/f">Ansel Daily</source></item>
<item><link>https://demo.example/c</link></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Demo Wire</title><entry><title>One</title>
<link href="https://demo.example/1"/><id>1</id><updated>2021-11-12T10:00:00Z</updated>
<published>2021-11-11T10:00:00+02:00</published><author><name>Ada Quill</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>First.</p><p>Second.</p></div></content></entry></feed>"""
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Demo Wire",
        "authors": [{"name": "The desk"}],
        "items": [
            {"id": "1", "url": "https://demo.example/1", "title": "One", "content_html": "<p>First.</p><p>Second.</p>",
             "date_published": "2021-11-11T10:00:00+02:00", "authors": [{"name": "Ada Quill"}]},
            {"id": "2", "content_text": "Only text.", "date_published": "someday"},
        ],
    }
)  # fmt: skip
BOMB = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><rss><channel><title>&b;</title>'


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **named: object) -> None:
        raise AssertionError("a feed was to be read, and the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def read(data: str | bytes, **given: str) -> list[Document | ReadError]:
    raw = data.encode() if isinstance(data, str) else data
    return list(FeedReader().read(Source(path=Path("feed"), publication=Publication(**given), max_mib=1, data=raw)))


def test_rss_gives_full_text_dates_and_the_outlet(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(RSS, encoding="utf-8")
    first, second = check_reader(FeedReader(), path)
    assert first.text == "The ministers met on Thursday.\n\nThey will meet again."
    assert (first.title, first.outlet, first.uri) == ("Ministers meet & part", "Demo Wire", "https://demo.example/a")
    assert (first.published.value, first.published.basis) == ("2021-11-11T09:30:00+03:00", "metadata")
    assert (first.form, first.authors) == ("feed-item", ("Ada Quill",))
    assert (second.text, second.outlet, second.published.value) == ("Only a headline", "Ansel Daily", None)
    [error] = [item for item in read(RSS) if isinstance(item, ReadError)]
    assert error.code == "empty" and "entry 3" in error.seen


def test_atom_takes_the_first_publication_not_the_last_change() -> None:
    [entry] = read(ATOM)
    assert isinstance(entry, Document)
    assert entry.text == "First.\n\nSecond."
    assert (entry.published.value, entry.authors, entry.outlet) == (
        "2021-11-11T10:00:00+02:00", ("Ada Quill",), "Demo Wire",
    )  # fmt: skip


def test_json_feed() -> None:
    first, error, second = read(JSON_FEED)
    assert isinstance(first, Document) and isinstance(second, Document) and isinstance(error, ReadError)
    assert (first.text, first.authors, first.outlet) == ("First.\n\nSecond.", ("Ada Quill",), "Demo Wire")
    assert (second.text, second.authors, error.code) == ("Only text.", ("The desk",), "bad-date")


def test_what_the_user_says_fills_what_the_feed_does_not() -> None:
    bare = "<rss version='2.0'><channel><item><title>Words of one</title></item></channel></rss>"
    [entry] = read(bare, outlet="Ansel Daily", published="2021-11-11")
    assert isinstance(entry, Document)
    assert (entry.outlet, entry.published.value, entry.published.basis) == ("Ansel Daily", "2021-11-11", "given")


@pytest.mark.parametrize(
    "data",
    [
        BOMB,
        BOMB.encode("utf-16"),
        BOMB.replace("<?xml version", "<?xml encoding='utf-7' version"),
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]><rss><channel><title>&x;</title></channel></rss>',
        '<!DOCTYPE rss [<!ENTITY % x SYSTEM "http://a.example/x.dtd"> %x;]><rss><channel></channel></rss>',
        '<!DOCTYPE rss [ <! ENTITY a "b">]><rss><channel><title>broken',
    ],
)
def test_entities_are_refused_and_nothing_is_expanded(data: str | bytes) -> None:
    with pytest.raises(ReadError) as caught:
        read(data)
    assert caught.value.code == "entities" and "hahaha" not in str(caught.value)


def test_a_story_may_write_about_entities() -> None:
    told = '<description><![CDATA[Write <!ENTITY a "b"> so.]]></description>'
    [entry] = read(f'<rss version="2.0"><channel><item>{told}</item></channel></rss>')
    assert isinstance(entry, Document)


@pytest.mark.parametrize("data", ["{", '{"items": 3}', "<html><body>no</body></html>", "[1]", "{" * 5000, "<a>" * 5000])
def test_what_is_no_feed_is_refused_by_name(data: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(data)
    assert caught.value.code == "not-a-feed"


def test_an_empty_feed_has_no_entries() -> None:
    assert read("<rss version='2.0'><channel><title>Demo Wire</title></channel></rss>") == []


@pytest.mark.parametrize(
    ("head", "claims"),
    [
        (RSS.encode(), True), (ATOM.encode(), True), (JSON_FEED.encode(), True), (RSS.encode("utf-16"), True),
        (b"<!-- made by hand --><rss version='2.0'>", True), (b"<!doctype html><html><body><feed >", False),
        (b'{"text": "a"}', False), (b"Words.", False),
    ],
)  # fmt: skip
def test_feeds_are_known_by_how_they_begin(head: bytes, claims: bool) -> None:
    assert (FeedReader().accepts(head[:4096], "a") > 0.9) is claims


def test_a_list_names_its_feeds_each_once() -> None:
    data = (
        b'<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body><outline text="World">'
        b'<outline type="rss" text="Demo Wire" xmlUrl="https://demo.example/feed"/>'
        b'<outline text="Ansel Daily" xmlurl="https://ansel.example/rss"/></outline>'
        b'<outline text="Again" xmlUrl="https://demo.example/feed"/><outline xmlUrl="file:///etc/passwd"/></body></opml>'
    )
    assert is_opml(data)
    assert [(feed.address, feed.title) for feed in read_feed_list(data, "list")] == [
        ("https://demo.example/feed", "Demo Wire"),
        ("https://ansel.example/rss", "Ansel Daily"),
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<opml><body></body></opml>", "not-a-list"),
        (b"<opml><body>", "not-a-list"),
        (b'<!DOCTYPE opml [<!ENTITY a "b">]><opml><body/></opml>', "entities"),
    ],
)
def test_a_list_without_feeds_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_feed_list(data, "list")
    assert caught.value.code == code
