"""Fetches addresses politely: robots.txt, conditional requests, caps on size, time and redirects, no private hosts."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from types import TracebackType
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx
import msgspec
from protego import Protego

from tocsin import __version__
from tocsin.config import MEBIBYTE
from tocsin.errors import ReadError
from tocsin.readers.addresses import Resolve, check_address, resolve_host
from tocsin.readers.connections import CheckedTransport, Deadline

__all__ = ["USER_AGENT", "Fetched", "Fetcher"]

ROBOT = "Tocsin"
USER_AGENT = f"{ROBOT}/{__version__} (open-source news reader; honours robots.txt)"
_ACCEPTED = (
    "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, */*;q=0.5"
)
_MOST_REDIRECTS = 5
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_SECONDS = 30.0
_STEP_SECONDS = 10.0
_LONGEST_PAUSE = 10.0
# RFC 9309: at least 500 KiB of a robots.txt must be read; a larger one is cut there.
_ROBOTS_SIZE = 512 * 1024
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)


class Fetched(msgspec.Struct, frozen=True, kw_only=True):
    """What an address gave. `etag` and `last_modified` are for the caller to keep and to hand in the next time.

    `address` is where redirects led. Where nothing has changed since then, `data` is null.
    """

    address: str
    data: bytes | None
    media_type: str = ""
    charset: str | None = None
    etag: str | None = None
    last_modified: str | None = None


class Fetcher:
    """Fetches addresses, one at a time; keeps each host's robots.txt and waits between two requests to one host.

    `pause` is the least time between those in seconds; a host that asks for more gets it, up to ten.
    """

    def __init__(
        self,
        *,
        max_mib: int,
        allow_private: bool = False,
        seconds: float = _SECONDS,
        pause: float = 1.0,
        resolve: Resolve = resolve_host,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._limit, self._max_mib, self._pause, self._sleep = max_mib * MEBIBYTE, max_mib, pause, sleep
        self._deadline = Deadline(seconds)
        self._client = httpx.Client(
            transport=CheckedTransport(self._deadline, allow_private=allow_private, resolve=resolve),
            headers={"User-Agent": USER_AGENT, "Accept": _ACCEPTED, "Accept-Encoding": "gzip, deflate"},
            timeout=_STEP_SECONDS,
            trust_env=False,
            follow_redirects=False,
        )
        self._robots: dict[str, Protego | None] = {}
        self._last: dict[str, float] = {}

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes what is open."""
        self._client.close()

    def fetch(self, address: str, *, etag: str | None = None, last_modified: str | None = None) -> Fetched:
        """What an address gives, or that it has not changed.

        Raises `ReadError`: `address`, `no-such-host`, `private-address`, `robots`, `too-slow`, `too-large`,
        `redirects`, `http-status`, `not-fetched`.
        """
        target = check_address(address)
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = {name: value for name, value in conditions.items() if value}
        for _ in range(_MOST_REDIRECTS + 1):
            self._check_robots(target)
            self._wait(target)
            self._deadline.begin()
            with _told(target, self._deadline.seconds):
                found = self._exchange(target, headers)
            if isinstance(found, Fetched):
                return found
            target = check_address(found)
        raise ReadError(
            "redirects", f"{address}: leads on more than {_MOST_REDIRECTS} times.", "Give its last address."
        )

    def _exchange(self, target: str, headers: dict[str, str]) -> Fetched | str:
        """What one request gives: the content, or the address that it leads to."""
        with self._client.stream("GET", target, headers=headers) as response:
            kept = {"etag": response.headers.get("etag"), "last_modified": response.headers.get("last-modified")}
            if response.status_code == 304:
                return Fetched(address=target, data=None, **kept)
            if response.status_code in _REDIRECTS and "location" in response.headers:
                return urljoin(target, response.headers["location"])
            if response.status_code != 200:
                raise ReadError(
                    "http-status", f"{target}: answered {response.status_code}.", _status_hint(response.status_code)
                )
            data = b"".join(self._capped(response, target))
            kind = response.headers.get("content-type", "")
            charset = _CHARSET.search(kind)
            return Fetched(
                address=target,
                data=data,
                media_type=kind.split(";")[0].strip().lower(),
                charset=charset[1] if charset else None,
                **kept,
            )

    def _capped(self, response: httpx.Response, target: str) -> Iterator[bytes]:
        """The body as it is unpacked, ended the moment that it is too large or too slow."""
        size = 0
        for chunk in response.iter_bytes():
            size += len(chunk)
            self._deadline.left(None)
            if size > self._limit:
                raise ReadError("too-large", f"{target}: is larger than {self._max_mib} MiB.", "Raise max_input_mib.")
            yield chunk

    # -- politeness ----------------------------------------------------------------------------------------------------

    def _check_robots(self, target: str) -> None:
        """Raises `ReadError` (`robots`) where the site asks robots not to fetch an address."""
        site = _site(target)
        if site not in self._robots:
            self._robots[site] = self._read_robots(site)
        rules = self._robots[site]
        if rules is None or not rules.can_fetch(target, ROBOT):
            why = "asks robots not to fetch it" if rules else "does not say whether robots may"
            raise ReadError("robots", f"{target}: its site {why} (robots.txt).", "Save the page from a browser.")

    def _read_robots(self, site: str) -> Protego | None:
        """The rules of a site. By RFC 9309 a site without the file allows all, and one that fails allows nothing."""
        target = f"{site}/robots.txt"
        for _ in range(_MOST_REDIRECTS + 1):
            self._deadline.begin()
            with _told(target, self._deadline.seconds), self._client.stream("GET", target) as response:
                if response.status_code in _REDIRECTS and "location" in response.headers:
                    target = check_address(urljoin(target, response.headers["location"]))
                    continue
                if response.status_code >= 500 or response.status_code == 429:
                    return None
                text = _beginning(response) if response.status_code == 200 else ""
                return Protego.parse(text)
        return Protego.parse("")

    def _wait(self, target: str) -> None:
        """Waits until the host may be asked again."""
        site = _site(target)
        rules = self._robots.get(site)
        asked = float(rules.crawl_delay(ROBOT) or 0) if rules else 0.0
        due = self._last.get(site, float("-inf")) + min(max(self._pause, asked), _LONGEST_PAUSE)
        if (left := due - time.monotonic()) > 0:
            self._sleep(left)
        self._last[site] = time.monotonic()


class _told:  # noqa: N801 a context manager that reads as a word
    """Makes a `ReadError` of what goes wrong on the way."""

    def __init__(self, target: str, seconds: float) -> None:
        self._target, self._seconds = target, seconds

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, httpx.TimeoutException | httpcore.TimeoutException):
            seen = f"{self._target}: took longer than {self._seconds:.0f} seconds."
            raise ReadError("too-slow", seen, "Try again later.") from error
        if isinstance(
            error, httpx.HTTPError | httpcore.NetworkError | httpcore.ProtocolError | httpx.InvalidURL | OSError
        ):
            raise ReadError(
                "not-fetched", f"{self._target}: could not be fetched ({error}).", "Check the address and the network."
            ) from error


def _site(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc.lower()}"


def _beginning(response: httpx.Response) -> str:
    data = b""
    for chunk in response.iter_bytes():
        data += chunk
        if len(data) >= _ROBOTS_SIZE:
            break
    return data[:_ROBOTS_SIZE].decode("utf-8-sig", "replace")


def _status_hint(status: int) -> str:
    if status in (401, 402, 403, 451):
        return "The site does not give it to programs; save the page from a browser."
    if status in (404, 410):
        return "It is gone; check the address."
    return "Try again later."
