"""What a page says of itself in JSON-LD, the article's node told from the others.

Source: schema.org (Article, NewsArticle, LiveBlogPosting, WebPage) and JSON-LD 1.1.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

from lxml.etree import _Element

__all__ = ["LinkedArticle", "find_article", "text_of"]

LinkedArticle = Mapping[str, Any]
"""The node of JSON-LD that stands for the page's article; an empty mapping where there is none."""

_ARTICLE = re.compile(r"(?:Article|Posting|Report|PressRelease|Statement)$|^(?:News|CreativeWork)$")
_PAGE = frozenset({"WebPage", "ItemPage", "MediaGallery", "VideoObject"})
_COMMENTS = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$")
_TRAILING_COMMA = re.compile(r",\s*([}\]])")
_DEEPEST = 12


def find_article(tree: _Element, addresses: frozenset[str], heading: str | None) -> LinkedArticle:
    """The article's node: the one whose address or headline is the page's, else the first with most to say."""
    nodes = [node for script in tree.iter("script") if _is_linked_data(script) for node in _nodes(_parsed(script))]
    articles = [node for node in nodes if _types(node) and any(_ARTICLE.search(name) for name in _types(node))]
    pages = [node for node in nodes if _PAGE & _types(node) and (node.get("headline") or node.get("datePublished"))]
    found = articles or pages
    if not found:
        return {}
    return max(found, key=lambda node: _fitness(node, addresses, heading))  # the first of equals


def text_of(value: Any) -> str | None:
    """The words of a value: a string, or the name of a node; markup entities undone, white space made plain."""
    if isinstance(value, list):
        return next((words for item in value if (words := text_of(item))), None)
    if isinstance(value, dict):
        return text_of(value.get("name") or value.get("@value"))
    return " ".join(unescape(value).split()) or None if isinstance(value, str) else None


def _is_linked_data(script: _Element) -> bool:
    return (script.get("type") or "").split(";")[0].strip().lower() == "application/ld+json"


def _parsed(script: _Element) -> Any:
    """What the script holds. Broken JSON is common: comment marks, raw line breaks, commas before a bracket."""
    text = _COMMENTS.sub("", "".join(script.itertext())).strip().rstrip(";")
    for candidate in (text, _TRAILING_COMMA.sub(r"\1", text)):
        try:
            return json.loads(candidate, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """The nodes of a page in order; those of lists of other articles are left out."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        if "ItemList" in _types(value):
            return
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            if isinstance(value.get(key), dict | list):
                yield from _nodes(value[key], depth + 1)


def _types(node: Mapping[str, Any]) -> frozenset[str]:
    kinds = node.get("@type")
    found = kinds if isinstance(kinds, list) else [kinds]
    return frozenset(kind.rsplit("/", 1)[-1] for kind in found if isinstance(kind, str))


def _fitness(node: Mapping[str, Any], addresses: frozenset[str], heading: str | None) -> tuple[bool, bool, int]:
    own = {value for key in ("url", "@id", "mainEntityOfPage") if (value := _address(node.get(key)))}
    headline = text_of(node.get("headline")) or text_of(node.get("name"))
    same = bool(headline and heading and headline[:60].casefold() == heading[:60].casefold())
    said = sum(bool(node.get(key)) for key in ("headline", "datePublished", "author", "publisher", "articleBody"))
    return bool({bare_address(value) for value in own} & addresses), same, said


def _address(value: Any) -> str | None:
    if isinstance(value, dict):
        value = value.get("@id") or value.get("url")
    return value if isinstance(value, str) else None


def bare_address(address: str) -> str:
    """An address for comparing: without scheme, `www.`, query, fragment and closing slash."""
    rest = re.sub(r"^[a-z]+://(?:www\.)?", "", address.strip().lower())
    return re.split(r"[?#]", rest, maxsplit=1)[0].rstrip("/")
