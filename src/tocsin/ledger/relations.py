"""What a document is to those that were there before it: new, a copy, a version."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.ledger.protocol import Added
from tocsin.records import Document

__all__ = ["LINK_REASONS", "relate"]

LINK_REASONS = {
    "copy": "the same words at another outlet or address",
    "version": "the same story with another date or text",
}


def relate(document: Document, earlier: Sequence[Document]) -> Added:
    """What a document is to the `earlier` ones, in order of arrival, none of which is itself.

    The same words of the same outlet are a version (another date), of another outlet a copy. Other words at the same
    address are a version; a file's bare name is no address, for two folders may hold a `1.txt`.
    """
    twins = [other for other in earlier if other.text_digest == document.text_digest]
    for twin in twins:
        if twin.outlet == document.outlet:
            return Added(document=document.id, outcome="version", of=twin.id)
    if twins:
        return Added(document=document.id, outcome="copy", of=twins[0].id)
    if document.uri is not None and "://" in document.uri:
        places = [other for other in earlier if (other.uri, other.outlet) == (document.uri, document.outlet)]
        if places:
            return Added(document=document.id, outcome="version", of=places[-1].id)
    return Added(document=document.id, outcome="new")
