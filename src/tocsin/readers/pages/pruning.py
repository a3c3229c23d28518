"""Takes out of a page's tree what is surely no story, and brings together what trafilatura would read in part."""

from __future__ import annotations

import re
from collections import Counter

from lxml.etree import _Element

__all__ = ["prune"]

_GONE = ("nav", "dialog", "menu", "figcaption", "noscript", "template", "button")
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
# Words of class names and ids. A box goes only where it holds little of the page, for templates name the whole body
# after its neighbours too ("has-related", "body-with-newsletter").
_BOXES = frozenset((
    "caption", "captions", "credit", "credits", "newsletter", "newsletters", "signup", "cookie", "cookies", "consent",
    "gdpr", "onetrust", "related", "recommended", "recommendations", "recirc", "outbrain", "taboola", "trending",
    "promo", "promos", "sharing", "share", "social", "sharebar", "breadcrumb", "breadcrumbs", "byline", "bylines",
    "timestamp", "tags", "taglist", "advert", "advertisement", "sponsored", "disclaimer", "readmore",
    "mostread", "popular", "comments", "disqus",
))  # fmt: skip
_HOLDERS = frozenset((
    "div", "section", "aside", "ul", "ol", "p", "span", "footer", "header", "form", "table", "figure", "details",
))  # fmt: skip
# Sites name the paragraphs behind a wall after it too; only a box that asks for something is the wall.
_WALLS = frozenset(("paywall", "regwall", "subscribe", "subscription", "meter", "barrier"))
_ASKS = re.compile(r"\b(?:subscri|sign (?:in|up)|log ?in|register|free trial|already a)", re.IGNORECASE)
_LONGEST_WALL = 700
_MOST = 0.25
_MOST_OF_ONE_KIND = 0.5
_LONG_POST = 100
_FEWEST_POSTS = 3


def prune(tree: _Element, *, live: bool) -> None:
    """Changes the tree: boxes of captions, promotions, consent and links go; the posts of a live page become one."""
    for element in [found for found in tree.iter(*_GONE) if found.getparent() is not None]:
        _drop(element)
    whole = max(1, _length(tree))
    found = [(box, mark, _length(box)) for box in tree.iter(*_HOLDERS) if (mark := _mark_of(box))]
    boxes = [(box, mark, length) for box, mark, length in found if length <= _MOST * whole and not _holds_story(box)]
    totals: Counter[str] = Counter()
    for _, mark, length in boxes:
        totals[mark] += length
    for box, mark, _ in boxes:
        # A word that half of the page is named after marks no boxes here.
        if totals[mark] <= _MOST_OF_ONE_KIND * whole:
            _drop(box)
    _join_posts(tree, live=live)
    _demote_teasers(tree)


def _demote_teasers(tree: _Element) -> None:
    """Makes the articles before the longest one sections where they are short: they are teasers of other stories."""
    articles = list(tree.iter("article"))
    if len(articles) < 2:
        return
    lengths = [_length(article) for article in articles]
    longest = lengths.index(max(lengths))
    for article, length in zip(articles[:longest], lengths[:longest], strict=True):
        if length <= _MOST * lengths[longest]:
            article.tag = "section"


def _mark_of(element: _Element) -> str | None:
    """The word by which an element is a box of no story; null where it is none."""
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return "hidden"
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    words = {word.casefold() for word in _WORDS.findall(named)}
    mark = min(words & _BOXES, default=None)
    if mark is None and words & _WALLS and _length(element) <= _LONGEST_WALL and _ASKS.search(_words(element)):
        return "wall"
    return mark


def _holds_story(element: _Element) -> bool:
    return any(True for _ in element.iter("h1", "article", "main"))


def _words(element: _Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _length(element: _Element) -> int:
    """The characters that a reader sees in an element."""
    length = 0
    for part in element.iter():
        if isinstance(part.tag, str) and part.tag not in ("script", "style"):
            length += len((part.text or "").strip())
        if part is not element:
            length += len((part.tail or "").strip())
    return length


def _drop(element: _Element) -> None:
    """Takes an element out, and leaves the text behind it where it was."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _join_posts(tree: _Element, *, live: bool) -> None:
    """Makes the articles of a live page sections of one: trafilatura reads the first article of a page only."""
    groups: dict[_Element, list[_Element]] = {}
    for article in tree.iter("article"):
        parent = article.getparent()
        if parent is not None:
            groups.setdefault(parent, []).append(article)
    for parent, posts in groups.items():
        long = [post for post in posts if sum(_length(p) for p in post.iter("p")) >= _LONG_POST]
        if len(long) >= _FEWEST_POSTS and (live or _says_live(parent)):
            for post in posts:
                post.tag = "section"
            parent.tag = "article"


def _says_live(element: _Element) -> bool:
    chain = [element, *element.iterancestors()]
    named = " ".join(f"{one.get('class') or ''} {one.get('id') or ''}" for one in chain if one.tag != "html")
    return bool({"live", "liveblog", "liveupdates"} & {word.casefold() for word in _WORDS.findall(named)})
