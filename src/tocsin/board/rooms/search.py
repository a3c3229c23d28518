"""Search: documents by their words, with facets, highlighted pieces, and searches kept by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from tocsin.board.answers import Answer, Board, Table, cut_page, read_cut, with_query
from tocsin.board.words import document_link, span_link
from tocsin.desk.searches import list_searches
from tocsin.ledger.protocol import Hit
from tocsin.stores.search import query_terms
from tocsin.text.span import Span

__all__ = ["show_search"]

# Facets are counted over so many of the best hits; the page says so where there are more.
_MOST = 300
_FACETS = (("outlet", 10), ("month", 12))
_COLUMNS = ("document", "published", "outlet", "title", "snippet", "first", "last")


def show_search(board: Board, parameters: Mapping[str, str]) -> Answer:
    """Documents that hold all words of `q`, narrowed by `outlet` and `month`."""
    cut, query = read_cut(parameters)
    words = parameters.get("q", "")
    hits = board.desk.search(words, cut, limit=_MOST) if words.strip() else []
    chosen = [hit for hit in hits if all(parameters.get(f, "") in ("", _facet(hit, f)) for f, _ in _FACETS)]
    shown, page = cut_page(chosen, parameters, 25)
    data = {
        "words": words,
        "hits": [
            (hit, document_link(hit.document, None, query), span_link(hit.document, Span(*hit.span)),
             _highlight(hit.snippet, words))
            for hit in shown
        ],
        "page": page,
        "found": len(hits),
        "capped": len(hits) >= _MOST,
        "most": _MOST,
        "facets": [(name, _counted(hits, name, most, parameters)) for name, most in _FACETS],
        "saved": list_searches(board.desk),
        "here": with_query(parameters, page=None),
    }  # fmt: skip
    table = Table(_COLUMNS, lambda: [_row(hit) for hit in chosen])
    return Answer(template="search.html.j2", data=data, plain=list(shown), cut=cut, query=query, table=table)


def _row(hit: Hit) -> tuple[Any, ...]:
    return (hit.document, hit.published, hit.outlet, hit.title, hit.snippet, *hit.span)


def _facet(hit: Hit, name: str) -> str:
    return (hit.outlet or "unknown") if name == "outlet" else (hit.published or "undated")[:7]


def _counted(hits: list[Hit], name: str, most: int, parameters: Mapping[str, str]) -> list[dict[str, Any]]:
    """The values of a facet with their counts and the addresses that choose one or let it go."""
    counts = Counter(_facet(hit, name) for hit in hits)
    found = []
    for value, count in sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:most]:
        on = parameters.get(name) == value
        link = with_query(parameters, page=None, **{name: None if on else value})
        found.append({"value": value, "count": count, "on": on, "link": link})
    return found


def _highlight(text: str, query: str) -> list[tuple[bool, str]]:
    """The text in pieces, each with whether it is one of the words looked for."""
    pieces: list[tuple[bool, str]] = []
    lowered, at = text.casefold(), 0
    terms = query_terms(query)
    while at < len(text) and len(lowered) == len(text):
        found = [(start, term) for term in terms if (start := lowered.find(term, at)) >= 0]
        if not found:
            break
        start, term = min(found)
        pieces += [(False, text[at:start]), (True, text[start : start + len(term)])]
        at = start + len(term)
    return [*pieces, (False, text[at:])]
