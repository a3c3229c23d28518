"""Addresses among the inputs: pages, feeds with their full text, lists of feeds; one that fails stops no other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tocsin.config import Settings
from tocsin.desk.reading import open_documents
from tocsin.errors import ReadError
from tocsin.readers.fetching import Fetcher
from tocsin.readers.protocol import Publication
from tocsin.records import Document

STORY = (
    "<p>The ministers of Arvenia and Borduna met on Thursday in the capital and spoke of two bridges that have been "
    "closed since spring, officials of both sides said after the meeting.</p><p>They will meet again in a week, in a "
    "town that neither side has named, and will bring the engineers who know what the repairs would cost.</p>"
)


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Fetcher, "_wait", lambda self, target: None)


def read(*inputs: str, **settings: Any) -> tuple[list[Document], list[ReadError]]:
    errors: list[ReadError] = []
    chosen = Settings(**{"allow_private_addresses": True, **settings})
    found = open_documents(inputs, publication=Publication(), settings=chosen, on_error=errors.append)
    return list(found), errors


def page(story: str, charset: str = "utf-8") -> bytes:
    return f"<html><head><title>Ministers meet</title></head><body><article>{story}</article></body></html>".encode(
        charset
    )


def feed(*items: str) -> bytes:
    return f"<rss version='2.0'><channel><title>Demo Wire</title>{''.join(items)}</channel></rss>".encode()


def item(link: str, text: str) -> str:
    return f"<item><title>Ministers meet</title><link>{link}</link><description>{text}</description></item>"


def test_a_page_is_fetched_and_read_in_the_charset_that_the_server_names(site: Any) -> None:
    story = STORY.replace("Arvenia", "Arv\u00e9nia")
    site.answers["/a"] = (200, {"Content-Type": "text/html; charset=iso-8859-1"}, page(story, "iso-8859-1"))
    [document], errors = read(f"{site.base}/a")
    assert errors == []
    assert "Arv\u00e9nia" in document.text
    assert (document.uri, document.outlet) == (f"{site.base}/a", "127.0.0.1")


def test_the_setting_is_off_unless_it_is_set(site: Any) -> None:
    documents, [error] = read(f"{site.base}/a", allow_private_addresses=False)
    assert (documents, error.code, site.asked) == ([], "private-address", [])


def test_one_that_fails_stops_no_other(site: Any) -> None:
    site.answers["/a"] = (200, {}, page(STORY))
    documents, errors = read(f"{site.base}/gone", "ftp://a.example/b", f"{site.base}/a")
    assert len(documents) == 1
    assert [error.code for error in errors] == ["http-status", "address"]


def test_a_fetched_feed_gets_the_full_text_of_its_stubs(site: Any) -> None:
    base = site.base
    site.answers["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /wall\n")
    stubs = (item(f"{base}/{name}", f"{name}...") for name in ("a", "gone", "wall"))
    site.answers["/feed"] = (200, {}, feed(*stubs))
    site.answers["/a"] = (200, {}, page(STORY))
    full, gone, wall = read(f"{base}/feed")[0]
    assert "the engineers who know" in full.text
    assert (full.form, full.outlet, full.uri, full.title) == ("feed-item", "Demo Wire", f"{base}/a", "Ministers meet")
    assert (gone.text, wall.text) == ("gone...", "wall...")
    assert "/wall" not in site.paths()


def test_full_text_is_fetched_neither_for_files_nor_where_it_is_set_off(site: Any, tmp_path: Path) -> None:
    data = feed(item(f"{site.base}/a", "They met..."))
    site.answers["/feed"] = (200, {}, data)
    path = tmp_path / "feed.xml"
    path.write_bytes(data)
    assert read(str(path))[0][0].text == "They met..."
    assert site.asked == []
    assert read(f"{site.base}/feed", fetch_full_text=False)[0][0].text == "They met..."
    assert "/a" not in site.paths()


def test_a_list_of_feeds_is_read_feed_by_feed(site: Any, tmp_path: Path) -> None:
    site.answers["/one"] = (200, {}, feed(item("", "Words of the first.")))
    outlines = "".join(f'<outline xmlUrl="{site.base}/{name}"/>' for name in ("one", "gone"))
    path = tmp_path / "feeds.opml"
    path.write_text(f"<opml><body>{outlines}</body></opml>", encoding="utf-8")
    [document], [error] = read(str(path))
    assert document.text == "Words of the first."
    assert error.code == "http-status"
