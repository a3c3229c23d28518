"""Words to look for, and the piece of text that shows them."""

from __future__ import annotations

import re

from tocsin.ledger.protocol import Hit
from tocsin.records import Document

__all__ = ["fts_query", "query_terms", "snippet"]

_TERM = re.compile(r'"([^"]+)"|(\S+)')
_AROUND = 80


def query_terms(query: str) -> list[str]:
    """The words of a query, and phrases that stood in quotation marks, in lower case."""
    # No query of a database may hold the character of code 0.
    terms = [(phrase or word).strip('"').casefold() for phrase, word in _TERM.findall(query.replace("\x00", " "))]
    return [term for term in terms if any(character.isalnum() for character in term)]


def fts_query(query: str) -> str:
    """The query in the language of FTS5, every term quoted: no character of a user is an operator."""
    return " ".join('"' + term.replace('"', " ") + '"' for term in query_terms(query))


def snippet(document: Document, query: str) -> Hit:
    """A hit with the text around the first term found, cut at word ends; `span` counts characters of the text."""
    text = document.text
    lowered = text.casefold()
    same_length = len(lowered) == len(text)
    found = [at for term in query_terms(query) if same_length and (at := lowered.find(term)) >= 0]
    at = min(found, default=0)
    start = max(0, at - _AROUND)
    end = min(len(text), at + _AROUND)
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    piece = " ".join(text[start:end].split())
    return Hit(
        document=document.id,
        title=document.title,
        outlet=document.outlet,
        published=document.published.value,
        snippet=piece,
        span=(start, end),
    )
