"""How the feeds are doing: what a watch wrote down, in words; and no secret of an address."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tocsin.desk import Desk, Watch
from tocsin.desk.health import health_mark, read_health, without_secrets
from tocsin.readers.fetching import Fetcher

pytestmark = pytest.mark.model

FEED = {"Content-Type": "application/rss+xml"}
ITEM = "<item><title>News</title><description>The ferry sails again, the harbour master said. %s</description></item>"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    Desk.create(tmp_path / "desk")
    opened = Desk.open(tmp_path / "desk", {"allow_private_addresses": True, "watch": ("https://demo.example/later",)})
    yield opened
    opened.close()


def test_a_feed_is_well_failing_or_not_asked_yet(desk: Desk, site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Fetcher, "_wait", lambda self, target: None)
    body = f"<rss version='2.0'><channel><title>Demo Wire</title>{ITEM % ('It is so. ' * 60)}</channel></rss>"
    site.answers["/feed"] = (200, FEED, body.encode())
    site.answers["/broken?key=swordfish"] = (500, {}, b"")
    mark = health_mark(desk)
    addresses = [f"{site.base}/feed", f"{site.base}/broken?key=swordfish"]
    watch = Watch(desk, addresses, now=lambda: 2_000_000_000.0, moment=lambda: "2033-05-18T03:33:20+00:00")
    assert len(list(watch.look(by="ana", on_error=lambda error: None))) == 1
    assert health_mark(desk) != mark
    failing, later, well = read_health(desk)
    assert (failing.state, later.state, well.state) == ("failing", "not asked yet", "well")
    assert (well.answered, well.brought, well.entries) == ("2033-05-18T03:33:20+00:00",) * 2 + (1,)
    assert (failing.answered, failing.due, failing.failures) == (None, "2033-05-18T03:38:20+00:00", 1)
    assert "500" in failing.fault
    assert "swordfish" not in f"{failing.address} {failing.fault}"


def test_a_desk_without_a_watch_has_none(desk: Desk) -> None:
    assert [feed.state for feed in read_health(desk)] == ["not asked yet"]
    assert health_mark(desk) == (0, 0)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://demo.example/feed", "https://demo.example/feed"),
        ("https://ana:secret@demo.example/feed#top", "https://demo.example/feed"),
        ("https://demo.example/feed?a=b&api_key=1234", "https://demo.example/feed?a=b&api_key=..."),
        ("https://[::1/feed?token=x", "https://[::1/feed"),
    ],
)
def test_secrets_are_left_out(address: str, shown: str) -> None:
    assert without_secrets(address) == shown
