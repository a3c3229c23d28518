"""Feeds and folders are followed: asked with what was remembered, added once, and one that fails stops no other."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tocsin.desk import Desk, Watch
from tocsin.errors import ConfigError, ReadError
from tocsin.ledger.cut import Cut
from tocsin.readers.fetching import Fetcher

pytestmark = pytest.mark.model

FEED = {"Content-Type": "application/rss+xml", "ETag": '"one"'}
BRIDGE = "The ministers of Arvenia and Borduna met on Thursday, officials said, and spoke of two bridges. " * 8
FERRY = "The ferry between Halden and Dorn sails again, the harbour master of Halden said on Friday. " * 8


def feed(*texts: str) -> bytes:
    items = (f"<item><title>News</title><description>{text}</description></item>" for text in texts)
    return f"<rss version='2.0'><channel><title>Demo Wire</title>{''.join(items)}</channel></rss>".encode()


class Hours:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.seconds = 2_000_000_000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Fetcher, "_wait", lambda self, target: None)


@pytest.fixture
def hours() -> Hours:
    return Hours()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    folder = tmp_path / "desk"
    Desk.create(folder)
    opened = Desk.open(folder, {"allow_private_addresses": True})
    yield opened
    opened.close()


@pytest.fixture
def look(desk: Desk, hours: Hours) -> Callable[..., tuple[list[str], list[str]]]:
    """One look by a watch that has just been started: the outcomes, and the codes of what could not be read."""

    def once(*inputs: str) -> tuple[list[str], list[str]]:
        errors: list[ReadError] = []
        watch = Watch(desk, inputs, now=hours, moment=lambda: "2031-03-14T09:00:00.000000+00:00")
        return [added.outcome for added in watch.look(by="ana", on_error=errors.append)], [e.code for e in errors]

    return once


def count(desk: Desk) -> int:
    return len(list(desk.store.readings(Cut())))


def test_only_what_is_new_in_a_feed_is_added(desk: Desk, look: Any, site: Any) -> None:
    site.answers["/feed"] = (200, FEED, feed(BRIDGE))
    assert look(f"{site.base}/feed") == (["new"], [])
    site.answers["/feed"] = (200, {**FEED, "ETag": '"two"'}, feed(FERRY, BRIDGE))
    assert look(f"{site.base}/feed") == (["new"], [])
    assert count(desk) == 2


def test_a_feed_is_asked_with_what_it_gave_and_may_say_that_nothing_changed(desk: Desk, look: Any, site: Any) -> None:
    site.answers["/feed"] = (200, FEED, feed(BRIDGE))
    look(f"{site.base}/feed")
    site.answers["/feed"] = (304, {}, b"")
    assert look(f"{site.base}/feed") == ([], [])
    assert [headers.get("if-none-match") for path, headers in site.asked if path == "/feed"] == [None, '"one"']


def test_one_that_fails_stops_no_other_and_is_asked_again_later(desk: Desk, look: Any, site: Any, hours: Hours) -> None:
    site.answers["/broken"] = (500, {}, b"")
    site.answers["/feed"] = (200, FEED, feed(BRIDGE))
    both = (f"{site.base}/broken", f"{site.base}/feed")
    assert look(*both) == (["new"], ["http-status"])
    site.answers["/broken"] = (200, FEED, feed(FERRY))
    assert look(*both) == ([], []), "it is left alone for a while"
    hours.seconds += 301
    assert look(*both) == (["new"], [])


@pytest.mark.parametrize(
    "body", [b"<rss><channel><item>", b"", b"\x00\xff\xfe", b"<!DOCTYPE x [<!ENTITY a 'b'>]><rss version='2.0'></rss>"]
)
def test_what_is_no_feed_is_named(look: Any, site: Any, body: bytes) -> None:
    site.answers["/feed"] = (200, FEED, body)
    outcomes, errors = look(f"{site.base}/feed")
    assert outcomes == []
    assert len(errors) == 1


def test_a_list_of_feeds_is_followed(desk: Desk, look: Any, site: Any, tmp_path: Path) -> None:
    listed = "".join(f"<outline type='rss' xmlUrl='{site.base}/{name}'/>" for name in ("a", "gone", "b"))
    (tmp_path / "feeds.opml").write_text(f"<opml version='2.0'><body>{listed}</body></opml>", encoding="utf-8")
    site.answers.update({"/a": (200, FEED, feed(BRIDGE)), "/b": (200, FEED, feed(FERRY))})
    assert look(str(tmp_path / "feeds.opml")) == (["new", "new"], ["http-status"])


def test_a_file_is_taken_when_it_is_written_and_again_when_it_changes(
    desk: Desk, look: Any, hours: Hours, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    story = folder / "story.txt"
    story.write_text(BRIDGE, encoding="utf-8")
    os.utime(story, (hours.seconds, hours.seconds))
    assert look(str(folder)) == ([], []), "it may still be being written"
    hours.seconds += 10
    assert look(str(folder)) == (["new"], [])
    assert look(str(folder)) == ([], [])
    story.write_text(FERRY, encoding="utf-8")
    os.utime(story, (hours.seconds - 5, hours.seconds - 5))
    assert look(str(folder)) == (["new"], [])


def test_after_a_kill_nothing_is_lost_and_nothing_is_there_twice(
    desk: Desk, site: Any, hours: Hours, look: Any
) -> None:
    site.answers["/feed"] = (200, FEED, feed(BRIDGE, FERRY))
    watch = Watch(desk, [f"{site.base}/feed"], now=hours, moment=lambda: "2031-03-14T09:00:00.000000+00:00")
    killed = watch.look(by="ana", on_error=lambda error: None)
    next(killed)
    killed.close()
    outcomes, errors = look(f"{site.base}/feed")
    assert errors == []
    assert count(desk) == 2
    assert set(outcomes) <= {"new", "known"}


def test_a_memory_that_is_broken_says_what_to_do(desk: Desk, hours: Hours) -> None:
    assert desk.folder is not None
    (desk.folder / "watch.json").write_text("{", encoding="utf-8")
    with pytest.raises(ConfigError) as told:
        Watch(desk, ["x"], now=hours, moment=str)
    assert told.value.code == "bad-memory"
