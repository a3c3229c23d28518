"""Paragraphs out of a tree of markup, with what tells a story's paragraphs from a page's furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec
from lxml.etree import _Element

__all__ = ["Paragraph", "blocks_of"]


class Paragraph(msgspec.Struct, frozen=True, kw_only=True):
    """A paragraph's text, how many of its characters are links, and whether it is a heading."""

    text: str
    linked: int = 0
    heading: bool = False


# HTML's blocks, and those of the tree that trafilatura gives (head, item, list, quote, row, cell).
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr",
    "html", "item", "li", "list", "main", "nav", "ol", "p", "pre", "quote", "row", "section", "summary", "table",
    "tbody", "tfoot", "thead", "tr", "ul",
))  # fmt: skip
_HEADINGS = frozenset((
    "head", "h1", "h2", "h3", "h4", "h5", "h6",
))  # fmt: skip
_CELLS = frozenset(("td", "th", "cell"))
_CELL_MARK = "\x1f"  # stands for the tab between cells until white space is made plain
_BREAKS = frozenset(("br", "lb"))
_LINKS = frozenset(("a", "ref"))
_UNSEEN = frozenset((
    "script", "style", "noscript", "template", "title", "svg", "math", "iframe", "object", "embed", "audio", "video",
    "canvas", "button", "select", "input", "textarea", "graphic", "img", "figure", "figcaption", "picture",
))  # fmt: skip
# A break after the end of a sentence parts paragraphs; another one parts lines of a verse or an address.
_ENDED = re.compile(r"[.!?:;\u2026][\"'\u201d\u2019)\]]*\s*$")


class _Gathered:
    """The characters of the paragraph at hand."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.linked = 0
        self.heading = False

    def add(self, text: str | None, *, in_link: bool) -> None:
        if text:
            self.parts.append(re.sub(r"[ \t\r\n\f\v\u00a0]+", " ", text))
            self.linked += len(text.strip()) if in_link else 0

    def taken(self) -> Iterator[Paragraph]:
        """The paragraphs gathered, broken where breaks part them; then begins anew."""
        text = "".join(self.parts)
        linked, heading = self.linked, self.heading
        self.parts, self.linked, self.heading = [], 0, False
        pieces = list(_pieces(text))
        for piece in pieces:
            yield Paragraph(text=piece, linked=linked if len(pieces) == 1 else 0, heading=heading)


def _pieces(text: str) -> Iterator[str]:
    lines: list[str] = []
    blank = False
    for line in (_plain(raw) for raw in text.split("\n")):
        if not line:
            blank = True
            continue
        if lines and (blank or _ENDED.search(lines[-1])):
            yield "\n".join(lines)
            lines = []
        lines.append(line)
        blank = False
    if lines:
        yield "\n".join(lines)


def _plain(line: str) -> str:
    cells = [" ".join(cell.split()) for cell in line.split(_CELL_MARK)]
    return "\t".join(filter(None, cells))


def blocks_of(root: _Element) -> Iterator[Paragraph]:
    """The paragraphs of a tree in order. Walks without recursion: pages may be nested as deep as they like."""
    gathered = _Gathered()
    links = headings = 0
    walk: list[tuple[_Element, bool]] = [(root, False)]
    while walk:
        element, leaving = walk.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        if leaving:
            if tag in _BLOCKS:
                yield from gathered.taken()
            headings -= tag in _HEADINGS
            links -= tag in _LINKS
            if element is not root:
                gathered.add(element.tail, in_link=links > 0)
            continue
        if not tag or tag in _UNSEEN:
            gathered.add(element.tail, in_link=links > 0)
            continue
        if tag in _BLOCKS:
            yield from gathered.taken()
        elif tag in _BREAKS:
            gathered.parts.append("\n")
        elif tag in _CELLS and gathered.parts:
            gathered.parts.append(_CELL_MARK)
        links += tag in _LINKS
        headings += tag in _HEADINGS
        gathered.add(element.text, in_link=links > 0)
        gathered.heading = headings > 0
        walk.append((element, True))
        walk.extend((child, False) for child in reversed(element))
    yield from gathered.taken()
