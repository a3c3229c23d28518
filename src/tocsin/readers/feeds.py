"""Feeds: RSS, Atom and JSON Feed, a document an entry."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from typing import Any

import msgspec

from tocsin.errors import ReadError
from tocsin.readers.charsets import decode_markup
from tocsin.readers.intake import take_bytes
from tocsin.readers.pages import read_fragment
from tocsin.readers.pages.dates import read_date
from tocsin.readers.protocol import Source
from tocsin.readers.publication import detect_language, parse_published
from tocsin.readers.xml import checked_xml
from tocsin.records import Document, Published, make_document

__all__ = ["FeedReader"]

_XML = re.compile(r"<(?:rss|feed|rdf:RDF|channel)[\s>]", re.IGNORECASE)
_JSON = re.compile(r'"version"\s*:\s*"https?://(?:www\.)?jsonfeed\.org/version/')


class _Entry(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of any kind of feed, its bodies as markup, fullest first."""

    bodies: tuple[str, ...]
    title: str | None = None
    link: str | None = None
    date: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()


class FeedReader:
    """Reads feeds; an entry's text is what the feed carries of it, its outlet the feed's title."""

    name = "feed"

    def accepts(self, head: bytes, name: str) -> float:
        """Sure of what opens as RSS, Atom or JSON Feed does."""
        start = decode_markup(head).lstrip("\ufeff \t\r\n")
        if start.startswith("{"):
            return 0.95 if _JSON.search(start.replace("\\/", "/")) else 0.0
        found = _XML.search(start) if start.startswith("<") else None
        if found is None:
            return 0.4 if name.lower().endswith((".rss", ".atom")) else 0.0
        within_page = re.search(r"<(?:html|body)[\s>]", start[: found.start()], re.IGNORECASE)
        return 0.0 if within_page else 0.95

    def read(self, source: Source) -> Iterator[Document | ReadError]:
        """A document an entry, in the feed's order; an entry without words or with a bad date comes as its error.

        Raises `ReadError`: `too-large`, `empty`, `entities`, `not-a-feed`.
        """
        data = take_bytes(source)
        entries = _json_entries(data, source) if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") else None
        if entries is None:
            entries = _xml_entries(data, source)
        for number, entry in enumerate(entries, 1):
            yield from _documents(entry, f"{source.name}, entry {number}", source)


def _documents(entry: _Entry, where: str, source: Source) -> Iterator[Document | ReadError]:
    title = " ".join(read_fragment(entry.title).split()) if entry.title else None
    texts = [text for body in entry.bodies if (text := read_fragment(body, title).strip())]
    # Bare headlines are many feeds' only words, and they tell of events as well.
    text = max(texts, key=len, default=title or "")
    if not text:
        yield ReadError("empty", f"{where}: has no text.", "It was left out.")
        return
    given = source.publication
    published = read_date(entry.date) if entry.date else None
    if published is None and given.published:
        published = parse_published(given.published, "given")
    if published is None and entry.date:
        yield ReadError("bad-date", f"{where}: its date is '{entry.date}'.", "The document was read without it.")
    yield make_document(
        text,
        uri=entry.link,  # none of the feed's own: two entries would be versions of one page
        title=title,
        outlet=entry.outlet or given.outlet,
        published=published or Published(),
        authors=entry.authors,
        language=detect_language(text),
        form="feed-item",
    )


# -- RSS and Atom ------------------------------------------------------------------------------------------------------


def _xml_entries(data: bytes, source: Source) -> Iterator[_Entry]:
    import feedparser

    # A stream, never a string: feedparser takes a string for an address or a file's name and opens it.
    stream = BytesIO(checked_xml(data, source.name, source.charset))
    headers = {"content-location": source.address} if source.address else {}
    feed = feedparser.parse(stream, response_headers=headers, sanitize_html=False, resolve_relative_uris=True)
    if not feed.version and not feed.entries:
        raise ReadError("not-a-feed", f"{source.name}: is no feed that can be read.", "Open it in a browser and see.")
    outlet = _plain(feed.feed.get("title"))
    for entry in feed.entries:
        yield _xml_entry(entry, outlet)


def _xml_entry(entry: dict[str, Any], outlet: str | None) -> _Entry:
    bodies = [part.get("value") for part in entry.get("content") or ()] + [entry.get("summary")]
    of_other = entry.get("source")
    other = _plain(of_other.get("title")) if isinstance(of_other, dict) else None
    authors = [_plain(author.get("name")) for author in entry.get("authors") or () if isinstance(author, dict)]
    # Asked for by item: `get` answers for a date that is not there with another one.
    dates = [dict.get(entry, name) for name in ("published", "updated", "created")]
    return _Entry(
        bodies=tuple(body for body in bodies if isinstance(body, str) and body.strip()),
        title=entry.get("title") or None,
        link=_web(entry.get("link")),
        date=next((date for date in dates if isinstance(date, str) and date.strip()), None),
        outlet=other or outlet,
        authors=tuple(dict.fromkeys(name for name in authors if name)),
    )


def _plain(value: object) -> str | None:
    return " ".join(read_fragment(value).split()) or None if isinstance(value, str) and value.strip() else None


def _web(value: object) -> str | None:
    return value if isinstance(value, str) and value.lower().startswith(("http://", "https://")) else None


# -- JSON Feed ---------------------------------------------------------------------------------------------------------


def _json_entries(data: bytes, source: Source) -> Iterator[_Entry] | None:
    """The entries of a JSON Feed (https://www.jsonfeed.org/version/1.1/); null for other JSON."""
    try:
        feed = msgspec.json.decode(decode_markup(data, source.charset).encode("utf-8", "replace"))
    except (msgspec.DecodeError, RecursionError) as error:
        raise ReadError("not-a-feed", f"{source.name}: is broken JSON ({error}).", "Fetch it again.") from error
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        raise ReadError("not-a-feed", f"{source.name}: is JSON, but no feed.", "A JSON Feed has a list of `items`.")
    return _json_items(feed["items"], _plain(feed.get("title")), _names(feed))


def _json_items(items: Iterable[object], outlet: str | None, feed_authors: tuple[str, ...]) -> Iterator[_Entry]:
    for item in items:
        if not isinstance(item, dict):
            continue
        bodies = [item.get(key) for key in ("content_html", "content_text", "summary")]
        dates = [item.get(key) for key in ("date_published", "date_modified")]
        yield _Entry(
            bodies=tuple(body for body in bodies if isinstance(body, str) and body.strip()),
            title=item.get("title") if isinstance(item.get("title"), str) else None,
            link=_web(item.get("url")) or _web(item.get("external_url")) or _web(item.get("id")),
            date=next((date for date in dates if isinstance(date, str) and date.strip()), None),
            outlet=outlet,
            authors=_names(item) or feed_authors,
        )


def _names(node: Mapping[str, Any]) -> tuple[str, ...]:
    """The authors of a feed or an item: a list in version 1.1, one in version 1."""
    listed = node.get("authors") if isinstance(node.get("authors"), list) else [node.get("author")]
    names = [_plain(author.get("name")) for author in listed or () if isinstance(author, dict)]
    return tuple(name for name in names if name)
