"""What a page says of its own publication: JSON-LD first, then OpenGraph and meta, then its visible parts.

Source: schema.org; the Open Graph protocol; Dublin Core terms; HTML (time, link rel=canonical); and the meta names of
the publishing systems that news sites use, as their own documentation gives them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

import msgspec
from lxml.etree import _Element

from tocsin.readers.pages.dates import read_date
from tocsin.readers.pages.linkeddata import LinkedArticle, bare_address, find_article, text_of
from tocsin.records import Published

__all__ = ["Metadata", "read_metadata"]


class Metadata(msgspec.Struct, frozen=True, kw_only=True):
    """What a page says of itself; what it does not say is null. `body` is the article's text as JSON-LD carries it."""

    title: str | None = None
    published: Published | None = None
    authors: tuple[str, ...] = ()
    outlet: str | None = None
    address: str | None = None
    body: str | None = None
    live: bool = False


_PUBLISHED = (
    "article:published_time", "article:published", "og:published_time", "og:article:published_time",
    "datepublished", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "cse.publishdate",
    "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created", "dc.date", "dcterms.date", "dc.created",
    "citation_publication_date", "citation_online_date", "publishdate", "publish-date", "publish_date", "pubdate",
    "publication_date", "publication-date", "published_time", "article.published", "bt:pubdate",
    "article_date_original", "og:pubdate", "originalpublicationdate", "displaydate", "created", "date",
)  # fmt: skip
_AUTHORS = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "byl")
_OUTLETS = ("og:site_name", "application-name", "dc.publisher", "dcterms.publisher", "publisher", "copyright")
_SEPARATOR = re.compile(r"\s+[|\u2013\u2014\u00b7\u00bb\-]\s+|\s*\|\s*|\s+::\s+")


def read_metadata(tree: _Element, fetched_from: str | None) -> Metadata:
    """What a parsed page says of itself; `fetched_from` is the address that relative ones are taken from."""
    metas = _metas(tree)
    canonical = _canonical(tree, metas, fetched_from)
    heading = _heading(tree)
    known = frozenset(bare_address(one) for one in (canonical, fetched_from) if one)
    article = find_article(tree, known, heading)
    outlet = _outlet(article, metas)
    body = article.get("articleBody")
    return Metadata(
        title=_title(tree, article, metas, heading, outlet),
        published=_published(tree, article, metas),
        authors=_authors(article, metas),
        outlet=outlet,
        address=canonical or _own_address(article, fetched_from),
        body=body if isinstance(body, str) else None,
        live="LiveBlogPosting" in str(article.get("@type")),
    )


def _metas(tree: _Element) -> dict[str, list[str]]:
    """The values of the meta elements by name, property or itemprop, in lower case."""
    found: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        content = " ".join((meta.get("content") or "").split())
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        if name and content:
            found.setdefault(name.strip().lower(), []).append(content)
    return found


def _first(metas: dict[str, list[str]], *names: str) -> str | None:
    return next((metas[name][0] for name in names if name in metas), None)


def _words(element: _Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _heading(tree: _Element) -> str | None:
    """The words of the page's own headline: the h1 of its article, else its only or longest one."""
    tops = [(element, words) for element in tree.iter("h1") if (words := _words(element)) and len(words) < 400]
    marked = [words for element, words in tops if "headline" in (element.get("itemprop") or "").lower()]
    within = [words for element, words in tops if any(parent.tag == "article" for parent in element.iterancestors())]
    return next(iter(marked or within or sorted((words for _, words in tops), key=len, reverse=True)), None)


def _title(
    tree: _Element, article: LinkedArticle, metas: dict[str, list[str]], heading: str | None, outlet: str | None
) -> str | None:
    """The headline. Where a machine-read one is the beginning of the printed one (they are cut), the printed one."""
    told = text_of(article.get("headline")) or _first(metas, "og:title", "twitter:title", "dc.title", "headline")
    if told is None:
        element = next(tree.iter("title"), None)
        printed = _words(element) if element is not None else None
        # The title of a window has the site in it; the headline on the page has not.
        told = heading if heading and printed and heading.casefold() in printed.casefold() else printed or heading
    if told is None:
        return None
    told = _without_site(told, outlet)
    if heading and _same_beginning(told, heading):
        return heading
    return told


def _same_beginning(told: str, heading: str) -> bool:
    short = re.sub(r"\s*(?:\u2026|\.\.\.)$", "", told).casefold()
    return len(short) >= 15 and heading.casefold().startswith(short)


def _without_site(title: str, outlet: str | None) -> str:
    """A title without the name of the site at either end."""
    parts = [part.strip() for part in _SEPARATOR.split(title)]
    if len(parts) < 2 or outlet is None:
        return title
    site = re.sub(r"\W", "", outlet).casefold()

    def is_site(part: str) -> bool:
        bare = re.sub(r"\W", "", part).casefold()
        return bool(bare) and (bare == site or (len(bare) > 3 and (bare in site or site in bare) and len(bare) < 30))

    if is_site(parts[-1]):
        return title[: title.rindex(parts[-1])].rstrip(" |\u2013\u2014\u00b7\u00bb-:") or title
    if is_site(parts[0]):
        return title[title.index(parts[0]) + len(parts[0]) :].lstrip(" |\u2013\u2014\u00b7\u00bb-:") or title
    return title


def _published(tree: _Element, article: LinkedArticle, metas: dict[str, list[str]]) -> Published | None:
    """When the page says that it was first published."""
    told: list[str | None] = [text_of(article.get("datePublished")), text_of(article.get("coverageStartTime"))]
    told += [value for name in _PUBLISHED for value in metas.get(name, ())]
    told += list(_marked_times(tree))
    told.append(text_of(article.get("dateCreated")))
    return next((date for value in told if value and (date := read_date(value))), None)


def _marked_times(tree: _Element) -> Iterator[str]:
    """The dates of the elements that are marked as the publication's."""
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        marked = "datepublished" in (element.get("itemprop") or "").lower()
        if marked or (element.tag == "time" and element.get("pubdate") is not None):
            yield element.get("content") or element.get("datetime") or _words(element)[:60]


def _authors(article: LinkedArticle, metas: dict[str, list[str]]) -> tuple[str, ...]:
    """The names of the authors, each once; addresses and handles are no names."""
    given = article.get("author")
    listed = given if isinstance(given, list) else [given]
    names = [name for item in listed if (name := text_of(item))]
    if not names:
        names = [value for name in _AUTHORS for value in metas.get(name, ())]
    found: dict[str, None] = {}
    for name in names:
        for part in re.split(r"\s*;\s*|\s+(?:and|&)\s+(?=[A-Z])|,\s+(?=[A-Z][\w.'\u2019-]+ [A-Z])", name):
            cleaned = re.sub(r"^by\s+", "", part.strip(), flags=re.IGNORECASE).strip(" ,")
            if cleaned and "://" not in cleaned and not cleaned.startswith("@") and len(cleaned) <= 80:
                found.setdefault(cleaned)
    return tuple(found)


def _outlet(article: LinkedArticle, metas: dict[str, list[str]]) -> str | None:
    """Who published the page."""
    told = [text_of(article.get(key)) for key in ("publisher", "sourceOrganization")]
    told += [_first(metas, name) for name in _OUTLETS[:-1]]
    return next((name for name in told if name and "://" not in name and len(name) <= 80), None)


def _canonical(tree: _Element, metas: dict[str, list[str]], fetched_from: str | None) -> str | None:
    """The address that the page gives as its own; one that leads to the site's front page is a defect."""
    told = [link.get("href") for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split()]
    told.append(_first(metas, "og:url"))
    for value in told:
        address = _absolute(value, fetched_from)
        if address and (urlsplit(address).path.strip("/") or not fetched_from or not urlsplit(fetched_from).path[1:]):
            return address
    return None


def _own_address(article: LinkedArticle, fetched_from: str | None) -> str | None:
    page = article.get("mainEntityOfPage")
    told = [article.get("url"), page.get("@id") if isinstance(page, dict) else page]
    return next((found for value in told if (found := _absolute(value, fetched_from))), None)


def _absolute(value: object, base: str | None) -> str | None:
    """An address of the web in full; null for what is none."""
    if not isinstance(value, str) or not value.strip():
        return None
    try:
        address = urljoin(base or "", value.strip())
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and parts.hostname else None
