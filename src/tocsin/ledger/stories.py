"""One story, n copies: documents that tell the same words, joined by links of copy and version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from tocsin.ledger.labels import find_agency
from tocsin.ledger.passages import LIFTED, key_of, passage_at, plain_words, sentence_spans
from tocsin.records import Document, Link

__all__ = ["Stories"]

# A sentence of a copy is the original's when it has so many of its words.
_SAME_SENTENCE = 0.6


class Stories:
    """The stories of a view: for every document the one that was first, and the agency whose report it is.

    The first is the earliest published, then the one with the least id, so that the order of arrival does not matter.
    Only links between documents of the view join: what was published later joins nothing earlier.
    """

    def __init__(self, documents: Iterable[Document] = (), links: Iterable[Link] = ()) -> None:
        self._documents = {document.id: document for document in documents}
        self._first: dict[str, Document] = {}
        digests: dict[str, str] = {}
        parent = {name: name for name in self._documents}
        for document in self._documents.values():
            _join(parent, document.id, digests.setdefault(document.text_digest, document.id))
        for link in links:
            if link.kind in ("copy", "version") and all(member in parent for member in link.members):
                for member in link.members[1:]:
                    _join(parent, link.members[0], member)
        self.groups: dict[str, tuple[Document, ...]] = {}
        groups: dict[str, list[Document]] = {}
        for name, document in self._documents.items():
            groups.setdefault(_top(parent, name), []).append(document)
        for members in groups.values():
            ordered = tuple(sorted(members, key=_when))
            self.groups[ordered[0].id] = ordered
            self._first.update({document.id: ordered[0] for document in ordered})

    def first(self, document: Document) -> Document:
        """The document that told the story first; the document itself where nothing is known of it."""
        return self._first.get(document.id, document)

    def members(self, document: Document) -> tuple[Document, ...]:
        """All documents of a story, the first one first."""
        return self.groups.get(self.first(document).id, (document,))

    def agency(self, document: Document) -> str | None:
        """The agency whose report a story is, by the labels of any of its documents; None where they name none."""
        return next((name for member in self.members(document) if (name := _agency_of(member))), None)

    def place(self, document: Document, offset: int) -> tuple[str, int]:
        """Where a claim at an offset stands first: the text's digest and the sentence's beginning in it.

        A sentence of a copy, if it was edited, is the one of the first document that it has most words of; one that is
        the copy's own keeps its place there.
        """
        span, words = passage_at(document.text, offset)
        first = self.first(document)
        if first.text_digest == document.text_digest:
            return document.text_digest, span.start
        start = _sentence_of(first.text, words)
        return (first.text_digest, start) if start is not None else (document.text_digest, span.start)

    @staticmethod
    def passage(document: Document, offset: int) -> int | None:
        """The key of the sentence round an offset, None where it is too short to have been lifted."""
        words = passage_at(document.text, offset)[1]
        return key_of(*words) if len(words) >= LIFTED else None


def _when(document: Document) -> tuple[str, str]:
    return document.published.value or "9999", document.id


@lru_cache(maxsize=16384)
def _agency_of(document: Document) -> str | None:
    return find_agency(document)


@lru_cache(maxsize=16384)
def _sentence_of(text: str, words: tuple[str, ...]) -> int | None:
    """Where a sentence begins that has most of some words, or None where none has enough of them."""
    wanted = set(words)
    best, where = 0.0, None
    for start, end in sentence_spans(text):
        there = set(plain_words(text[start:end]))
        share = len(wanted & there) / max(1, min(len(wanted), len(there)), max(len(wanted), len(there)) // 2)
        if share > best:
            best, where = share, start
    return where if best >= _SAME_SENTENCE else None


def _join(parent: dict[str, str], one: str, other: str) -> None:
    roots = sorted((_top(parent, one), _top(parent, other)))
    parent[roots[1]] = roots[0]


def _top(parent: Mapping[str, str], name: str) -> str:
    while parent[name] != name:
        name = parent[name]
    return name
