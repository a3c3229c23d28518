"""Addresses: only http(s), only where the check has been, politely, with caps; over a server on loopback."""

from __future__ import annotations

import gzip
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from tocsin.errors import ReadError
from tocsin.readers.addresses import check_address, is_public, public_hosts
from tocsin.readers.fetching import USER_AGENT, Fetcher


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    with Fetcher(max_mib=1, allow_private=True, pause=0, seconds=5) as made:
        yield made


def code_of(call: Callable[[], object]) -> str:
    with pytest.raises(ReadError) as caught:
        call()
    assert caught.value.hint
    return caught.value.code


def test_a_page_comes_with_its_charset_and_what_the_next_request_needs(site: Any, fetcher: Fetcher) -> None:
    headers = {"Content-Type": "text/html; charset=windows-1251", "ETag": '"v1"', "Last-Modified": "some day"}
    site.answers["/a"] = (200, headers, b"<p>words")
    found = fetcher.fetch(f"{site.base}/a#part")
    assert found.data == b"<p>words" and found.address == f"{site.base}/a"
    assert (found.media_type, found.charset, found.etag, found.last_modified) == (
        "text/html", "windows-1251", '"v1"', "some day",
    )  # fmt: skip
    assert site.paths() == ["/robots.txt", "/a"]
    assert all(asked["user-agent"] == USER_AGENT for _, asked in site.asked)


def test_what_has_not_changed_is_not_sent_again(site: Any, fetcher: Fetcher) -> None:
    site.answers["/a"] = (304, {"ETag": '"v1"'}, b"")
    found = fetcher.fetch(f"{site.base}/a", etag='"v1"', last_modified="some day")
    assert found.data is None and found.etag == '"v1"'
    asked = site.asked[-1][1]
    assert (asked["if-none-match"], asked["if-modified-since"]) == ('"v1"', "some day")


def test_five_redirects_are_followed_and_six_are_not(site: Any, fetcher: Fetcher) -> None:
    for step in range(6):
        site.answers[f"/{step}"] = (302, {"Location": f"/{step + 1}"}, b"")
    site.answers["/6"] = (200, {}, b"end")
    assert fetcher.fetch(f"{site.base}/1").address == f"{site.base}/6"
    assert code_of(lambda: fetcher.fetch(f"{site.base}/0")) == "redirects"


@pytest.mark.parametrize("target", ["file:///etc/hostname", "ftp://host.example/a", "http://a:b@host.example/"])
def test_a_redirect_leads_only_where_an_address_may(site: Any, fetcher: Fetcher, target: str) -> None:
    site.answers["/a"] = (302, {"Location": target}, b"")
    assert code_of(lambda: fetcher.fetch(f"{site.base}/a")) == "address"


def test_a_redirect_to_a_private_host_is_refused(site: Any) -> None:
    """The first host is public by its name; the second is loopback, and nothing is asked of it."""
    port = site.server.server_address[1]
    site.answers["/a"] = (302, {"Location": f"http://inner.example:{port}/secret"}, b"")
    names = {"outer.example": ["127.0.0.1"], "inner.example": ["127.0.0.1"]}
    asked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return names[host]

    with Fetcher(max_mib=1, allow_private=False, pause=0, resolve=resolve) as fetcher:
        assert code_of(lambda: fetcher.fetch(f"http://outer.example:{port}/a")) == "private-address"
    assert asked == ["outer.example"] and site.asked == []


def test_the_checked_address_is_the_one_connected_to(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that turns private after the check (rebinding) gains nothing: it is not asked again for the socket."""
    import httpcore

    opened: list[str] = []
    answers = iter([["203.0.114.7"], ["127.0.0.1"]])

    def connect(self: object, host: str, *rest: object, **named: object) -> object:
        opened.append(host)
        raise httpcore.ConnectError("no network in tests")

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    with Fetcher(max_mib=1, pause=0, resolve=lambda host, port: next(answers)) as fetcher:
        assert code_of(lambda: fetcher.fetch("http://turning.example/a")) == "not-fetched"
        assert opened == ["203.0.114.7"]
        assert code_of(lambda: fetcher.fetch("http://turning.example/a")) == "private-address"
        assert opened == ["203.0.114.7"]


def test_one_private_address_among_public_ones_refuses_the_host() -> None:
    def resolve(host: str, port: int) -> list[str]:
        return ["203.0.114.7", "10.0.0.1"]

    assert code_of(lambda: public_hosts("a.example", 80, allow_private=False, resolve=resolve)) == "private-address"
    assert public_hosts("a.example", 80, allow_private=True, resolve=resolve) == ["203.0.114.7", "10.0.0.1"]


@pytest.mark.parametrize(
    "numeric",
    [
        "127.0.0.1", "127.8.8.8", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1",
        "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "not numeric",
    ],
)  # fmt: skip
def test_private_addresses_in_every_dress(numeric: str) -> None:
    assert not is_public(numeric)


@pytest.mark.parametrize("numeric", ["8.8.8.8", "203.0.114.7", "2606:4700::1", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_public_addresses(numeric: str) -> None:
    assert is_public(numeric)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1", "2130706433", "0x7f000001", "[::1]", "localhost"])
def test_loopback_in_every_spelling_is_refused_without_a_request(site: Any, host: str) -> None:
    with Fetcher(max_mib=1, pause=0) as fetcher:
        port = site.server.server_address[1]
        assert code_of(lambda: fetcher.fetch(f"http://{host}:{port}/")) in ("private-address", "no-such-host")
    assert site.asked == []


@pytest.mark.parametrize(
    "address",
    ["file:///etc/passwd", "ftp://a.example/", "gopher://a.example", "http://", "http://[::1", "javascript://x"],
)
def test_what_is_no_address_of_the_web_is_refused(address: str) -> None:
    assert code_of(lambda: check_address(address)) == "address"


def test_a_password_in_an_address_is_never_shown() -> None:
    with pytest.raises(ReadError) as caught:
        check_address("https://reader:hunter2@a.example/feed")
    assert "hunter2" not in str(caught.value)


def test_a_large_answer_is_cut_off_and_refused(site: Any, fetcher: Fetcher) -> None:
    site.answers["/a"] = (200, {}, b"x" * (1 << 21))
    site.answers["/bomb"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(b"\0" * (64 << 20)))
    assert code_of(lambda: fetcher.fetch(f"{site.base}/a")) == "too-large"
    assert code_of(lambda: fetcher.fetch(f"{site.base}/bomb")) == "too-large"


@pytest.mark.parametrize("where", ["head", "body"])
def test_a_server_that_drips_is_left(site: Any, where: str) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n" + (b"\r\n" if where == "body" else b"X-Slow: "))
        try:
            for _ in range(100):
                handler.wfile.write(b"a")
                handler.wfile.flush()
                time.sleep(0.1)
        except OSError:
            pass

    site.answers["/a"] = drip
    begin = time.monotonic()
    with Fetcher(max_mib=1, allow_private=True, pause=0, seconds=0.6) as fetcher:
        assert code_of(lambda: fetcher.fetch(f"{site.base}/a")) == "too-slow"
    assert time.monotonic() - begin < 4


@pytest.mark.parametrize(("status", "code"), [(404, "http-status"), (403, "http-status"), (500, "http-status")])
def test_a_status_is_told(site: Any, fetcher: Fetcher, status: int, code: str) -> None:
    site.answers["/a"] = (status, {}, b"")
    assert code_of(lambda: fetcher.fetch(f"{site.base}/a")) == code


def test_what_is_not_http_is_told(site: Any, fetcher: Fetcher) -> None:
    site.answers["/a"] = lambda handler: handler.wfile.write(b"SSH-2.0-nothing\r\n\r\n") and None
    assert code_of(lambda: fetcher.fetch(f"{site.base}/a")) == "not-fetched"


def test_robots_are_honoured_with_wildcards_and_asked_once(site: Any, fetcher: Fetcher) -> None:
    rules = b"User-agent: *\nDisallow: /private/\nDisallow: /*?print=\n\nUser-agent: OtherBot\nDisallow: /\n"
    site.answers["/robots.txt"] = (200, {}, rules)
    site.answers["/open"] = (200, {}, b"yes")
    assert fetcher.fetch(f"{site.base}/open").data == b"yes"
    assert code_of(lambda: fetcher.fetch(f"{site.base}/private/a")) == "robots"
    assert code_of(lambda: fetcher.fetch(f"{site.base}/open?print=1")) == "robots"
    assert site.paths() == ["/robots.txt", "/open"]


def test_a_redirect_into_what_robots_may_not_read_is_refused(site: Any, fetcher: Fetcher) -> None:
    site.answers["/robots.txt"] = (200, {}, b"User-agent: Tocsin\nDisallow: /private/\n")
    site.answers["/a"] = (302, {"Location": "/private/b"}, b"")
    assert code_of(lambda: fetcher.fetch(f"{site.base}/a")) == "robots"


def test_a_site_whose_robots_fail_is_left_alone(site: Any, fetcher: Fetcher) -> None:
    site.answers["/robots.txt"] = (503, {}, b"")
    site.answers["/a"] = (200, {}, b"yes")
    assert code_of(lambda: fetcher.fetch(f"{site.base}/a")) == "robots"


def test_a_host_is_given_time_between_requests(site: Any) -> None:
    site.answers["/robots.txt"] = (200, {}, b"User-agent: *\nCrawl-delay: 3\n")
    site.answers["/a"] = (200, {}, b"yes")
    slept: list[float] = []
    with Fetcher(max_mib=1, allow_private=True, pause=0.5, sleep=slept.append) as fetcher:
        fetcher.fetch(f"{site.base}/a")
        assert slept == []
        fetcher.fetch(f"{site.base}/a")
    [waited] = slept
    assert 2 < waited <= 3
