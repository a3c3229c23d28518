"""Web pages: one page, one document, whose text is the page's main text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from tocsin.errors import ReadError
from tocsin.readers.charsets import decode_markup
from tocsin.readers.intake import take_bytes
from tocsin.readers.pages import Page, read_page
from tocsin.readers.protocol import Publication, Source
from tocsin.readers.publication import detect_language, parse_published
from tocsin.records import Document, Published, make_document

__all__ = ["HtmlReader", "page_document"]

_OPENING = re.compile(
    r"^\ufeff?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|title|meta|div|article|main|p|"
    r"table|script|link|h1)\b",
    re.IGNORECASE | re.DOTALL,
)
_WITHIN = re.compile(r"<html[\s>]|<head[\s>].*<(?:title|meta|body)\b", re.IGNORECASE | re.DOTALL)
_FEEDS = re.compile(r"<(?:rss|feed|rdf:RDF|opml)[\s>]", re.IGNORECASE)
_ENDINGS = (".html", ".htm", ".xhtml", ".shtml", ".asp", ".aspx", ".php", ".jsp")


class HtmlReader:
    """Reads a page of HTML: main text, title, date, authors, outlet and canonical address; never the network."""

    name = "html"

    def accepts(self, head: bytes, name: str) -> float:
        """Sure of what begins as HTML does; fairly sure of markup further in, or in a file that is named so."""
        start = decode_markup(head)
        if _FEEDS.search(start[:1024]):
            return 0.0
        if _OPENING.match(start):
            return 0.9
        if not start.lstrip().startswith("<"):
            return 0.0
        if _WITHIN.search(start):
            return 0.6
        named = name.lower().split("?")[0].split("#")[0].endswith(_ENDINGS)
        return 0.5 if named else 0.0

    def read(self, source: Source) -> Iterator[Document | ReadError]:
        """The one document. Raises `ReadError`: `too-large`, `empty`, `no-main-text`."""
        data = take_bytes(source)
        page = read_page(decode_markup(data, source.charset), source.address or source.publication.uri)
        yield page_document(page, source.publication, name=source.name, uri=source.uri)


def page_document(page: Page, given: Publication, *, name: str, uri: str | None) -> Document:
    """The document of a page; `given` fills what the page does not say, before what could only be inferred.

    Without an outlet of either, the host of the page's address stands for it. Raises `ReadError` (`no-main-text`).
    """
    if not page.text.strip():
        raise ReadError(
            "no-main-text",
            f"{name}: has no main text: it is a list of links, or its text comes by script.",
            "Save the page from a browser as it is shown, or give its text.",
        )
    published = page.published or Published()
    if given.published and published.basis in ("inferred", "unknown"):
        published = parse_published(given.published, given.basis)
    return make_document(
        page.text,
        uri=page.address or uri,
        title=page.title,
        outlet=page.outlet or given.outlet or _host(page.address),
        published=published,
        authors=page.authors,
        language=detect_language(page.text),
    )


def _host(address: str | None) -> str | None:
    host = urlsplit(address).hostname if address else None
    return host.removeprefix("www.") if host else None
