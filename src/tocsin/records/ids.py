"""Stable identifiers: digests of what a thing is, never of a score, a coder's version or the process."""

from __future__ import annotations

import hashlib

import msgspec

__all__ = ["digest_of", "document_id", "record_id", "text_digest"]

_ID_LENGTH = 20  # 80 bits: no collision is to be expected below a hundred billion records


def text_digest(text: str) -> str:
    """`sha256:` and the hex digest of the text in UTF-8."""
    return "sha256:" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def document_id(text: str, uri: str | None, outlet: str | None, published: str | None) -> str:
    """The id of a document: the same words at another address, outlet or date are another document."""
    return digest_of("Document", text_digest(text), uri, outlet, published)


def record_id(kind: str, document: str, *defining: object) -> str:
    """The id of a record of a kind in a document: a digest of its defining spans and fields.

    `defining` holds plain JSON values, spans or tuples of them; the same values give the same id in every run.
    """
    return digest_of(kind, document, *defining)


def digest_of(*parts: object) -> str:
    """A short digest of plain JSON values, spans or frozen structs; the same in every process."""
    return hashlib.sha256(msgspec.json.encode(parts, order="deterministic")).hexdigest()[:_ID_LENGTH]
