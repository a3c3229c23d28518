"""The feed of what changed, for feed readers: they send no header, so an address of their own may hold a key."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree as ET

from defusedxml.ElementTree import fromstring
from litestar import Request, Response, get
from litestar.params import FromQuery

from tocsin.board.access.door import Door
from tocsin.board.answers import Board
from tocsin.board.replies import as_feed
from tocsin.desk import load_brief_writer, make_brief
from tocsin.ledger.cut import NO_CUT

__all__ = ["FEED", "feed_route"]

Asked = Request[Any, Any, Any]
FEED = "/feed.atom"
_DAYS = 30
_ATOM = "{http://www.w3.org/2005/Atom}"
# Readers ask every few minutes, and a brief of a large desk takes seconds: one is made for each state of the ledger.
_MOST_KEPT = 8


def feed_route(board: Board, door: Door, clock: Callable[[], str]) -> Any:
    """The address of the feed; `key` is a token of the role `feed`, which opens this and nothing else."""
    kept: dict[tuple[Any, ...], bytes] = {}

    @get(FEED, sync_to_thread=True)
    def feed(
        request: Asked, key: FromQuery[str | None] = None, problem: FromQuery[str | None] = None
    ) -> Response[bytes]:
        """The days of the last month on which a level or an indicator moved, the latest first."""
        if key is not None:
            if not door.opens_feed(key):
                told = b"This key opens no feed. Make one: tocsin keys token NAME --role feed"
                return Response(told, media_type="text/plain", status_code=403)
        else:
            door.admit(request)
        address = urlsplit(str(request.base_url))
        base = f"{address.scheme}://{address.netloc}"
        state = (board.desk.store.mark(), board.today(), problem, base)
        content = kept.get(state)
        if content is None:
            content = kept[state] = _write(board, problem, base, clock())
            while len(kept) > _MOST_KEPT:
                kept.pop(next(iter(list(kept))), None)
        return as_feed(content, _tag(content), request.headers.get("if-none-match", ""))

    return feed


def _write(board: Board, problem: str | None, base: str, made: str) -> bytes:
    """The feed, each entry with a link to the problem that it tells of. Raises `ConfigError` (`no-such-problem`)."""
    out = io.BytesIO()
    brief = make_brief(board.desk, NO_CUT, problem=problem, days=_DAYS, made=made, by="feed")
    load_brief_writer("atom").write_brief(brief, out)
    root = fromstring(out.getvalue())
    ET.register_namespace("", _ATOM.strip("{}"))
    _link(root, f"{base}/")
    for entry in root.iter(f"{_ATOM}entry"):
        about = entry.find(f"{_ATOM}category")
        if about is not None:
            _link(entry, f"{base}/problems/{quote(about.get('term', ''), safe='')}")
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _link(parent: ET.Element, address: str) -> None:
    ET.SubElement(parent, f"{_ATOM}link", {"rel": "alternate", "type": "text/html", "href": address})


def _tag(content: bytes) -> str:
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'
