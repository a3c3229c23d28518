"""OPML: lists of feeds, whose addresses become inputs of their own."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, ParseError

import msgspec

from tocsin.errors import ReadError
from tocsin.readers.charsets import decode_markup
from tocsin.readers.xml import checked_xml

__all__ = ["ListedFeed", "is_opml", "read_feed_list"]

_OPENING = re.compile(r"<opml[\s>]", re.IGNORECASE)


class ListedFeed(msgspec.Struct, frozen=True, kw_only=True):
    """A feed that a list names: its address, and what the list calls it."""

    address: str
    title: str | None = None


def is_opml(head: bytes) -> bool:
    """Whether an input with these first bytes is a list of feeds."""
    return _OPENING.search(decode_markup(head)[:2048]) is not None


def read_feed_list(data: bytes, name: str) -> list[ListedFeed]:
    """The feeds of a list in order, each once; other outlines are passed over.

    Raises `ReadError`: `entities`, `not-a-list` where it is not well-formed or names no feed.
    """
    from defusedxml.ElementTree import fromstring

    try:
        root: Element = fromstring(checked_xml(data, name))
    except ParseError as error:
        raise ReadError("not-a-list", f"{name}: is broken XML ({error}).", "Export the list again.") from error
    found: dict[str, ListedFeed] = {}
    for outline in root.iter("outline"):
        # Programs write the name in several ways: xmlUrl, xmlurl, XMLURL.
        told = {key.lower(): value.strip() for key, value in outline.attrib.items()}
        address = told.get("xmlurl", "")
        if address.lower().startswith(("http://", "https://")):
            title = told.get("title") or told.get("text") or None
            found.setdefault(address, ListedFeed(address=address, title=title))
    if not found:
        raise ReadError("not-a-list", f"{name}: names no feed.", "An outline of a feed has its address in xmlUrl.")
    return list(found.values())
