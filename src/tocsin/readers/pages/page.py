"""A page read: its main text and what it says of its publication."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import msgspec
from lxml.etree import LxmlError, _Element

from tocsin.readers.pages.maintext import main_paragraphs, whole_paragraphs
from tocsin.readers.pages.metadata import read_metadata
from tocsin.readers.pages.paragraphs import Paragraph
from tocsin.records import Published

__all__ = ["Page", "read_fragment", "read_page"]

# What neither HTML nor a text may hold; the tree would refuse it.
# A fixed last day, for htmldate would take the clock's: one page gives one date, whenever it is read.
_LATEST = "2099-12-31"
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """What a page says: `text` has its paragraphs parted by blank lines, without the title; what is unsaid is null."""

    text: str
    title: str | None = None
    published: Published | None = None
    authors: tuple[str, ...] = ()
    outlet: str | None = None
    address: str | None = None


def read_page(markup: str, address: str | None = None) -> Page:
    """The page in a document of HTML; `address` is where it was found. Nothing is fetched, no page is refused.

    A date that only the address or the printed page gives has the basis `inferred`.
    """
    tree = _parsed(markup)
    if tree is None:
        return Page(text="")
    metadata = read_metadata(tree, address)
    where = metadata.address or address
    published = metadata.published or _guessed_date(tree, where)
    paragraphs = main_paragraphs(tree, metadata, where)
    return Page(
        text=_joined(paragraphs),
        title=metadata.title,
        published=published,
        authors=metadata.authors,
        outlet=metadata.outlet,
        address=metadata.address or address,
    )


def read_fragment(markup: str, title: str | None = None) -> str:
    """The text of a piece of HTML that is a story already, as feeds and mail carry it; paragraphs as of a page."""
    if not re.search(r"<[a-zA-Z!/]|&#?\w+;", markup):
        return _joined(
            [Paragraph(text=" ".join(part.split())) for part in re.split(r"\n\s*\n", markup) if part.strip()]
        )
    tree = _parsed(f"<html><body>{markup}</body></html>")
    if tree is None:
        return ""
    for unread in list(tree.iter("head")):
        unread.clear()
    return _joined(whole_paragraphs(tree, title))


def _joined(paragraphs: list[Paragraph]) -> str:
    return "\n\n".join(paragraph.text for paragraph in paragraphs)


def _parsed(markup: str) -> _Element | None:
    """The tree of a document; null where there is none. libxml2's HTML parser knows no entities of a document's own."""
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, collect_ids=False)
    try:
        return document_fromstring(_CONTROLS.sub("", markup).encode("utf-8", "replace"), parser=parser)
    except (LxmlError, ValueError):
        return None


def _guessed_date(tree: _Element, address: str | None) -> Published | None:
    """The day that the address or the visible page gives, as htmldate finds it."""
    from htmldate import find_date
    from lxml.html import tostring

    if address and not urlsplit(address).path.strip("/"):
        address = None
    markup = tostring(tree, encoding="unicode")
    try:
        # Not its extensive search: that takes any date in the text for the page's.
        value = find_date(markup, extensive_search=False, original_date=True, url=address, max_date=_LATEST)
    except (ValueError, TypeError, LxmlError, RecursionError):
        return None
    return Published(value=value, basis="inferred") if value else None
