"""A document: one text as one outlet published it, and what is known of its publication."""

from __future__ import annotations

from typing import Literal

import msgspec

from tocsin.records.ids import document_id, text_digest
from tocsin.records.shown import show_document

__all__ = ["Document", "DocumentForm", "Published", "PublishedBasis", "make_document"]

PublishedBasis = Literal["given", "metadata", "dateline", "inferred", "unknown"]
DocumentForm = Literal["article", "transcript", "readout", "statement", "feed-item"]


class Published(msgspec.Struct, frozen=True, kw_only=True):
    """When a document was published: an ISO date or date-time, how it is known, and whether its zone can be trusted."""

    value: str | None = None
    basis: PublishedBasis = "unknown"
    zone_trusted: bool = True

    @property
    def day(self) -> str | None:
        """The ISO date, without the time of day."""
        return self.value[:10] if self.value else None


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One text, frozen: `text` never changes, and every offset in every record counts its code points.

    `input_id` is the id that a JSON Lines input gave; `snapshot` names the stored original where the text was
    extracted from another format.
    """

    id: str
    text_digest: str
    input_id: str | None
    uri: str | None
    title: str | None
    outlet: str | None
    authors: tuple[str, ...]
    published: Published
    language: str
    form: DocumentForm
    text: str
    snapshot: str | None = None

    def _repr_html_(self) -> str:
        """The document for a notebook."""
        return show_document(self.title, self.outlet, self.published.value, self.text)


def make_document(
    text: str,
    *,
    uri: str | None = None,
    outlet: str | None = None,
    published: Published | None = None,
    title: str | None = None,
    input_id: str | None = None,
    authors: tuple[str, ...] = (),
    language: str = "en",
    form: DocumentForm = "article",
    snapshot: str | None = None,
) -> Document:
    """A document with its digests worked out."""
    when = published or Published()
    return Document(
        id=document_id(text, uri, outlet, when.value),
        text_digest=text_digest(text),
        input_id=input_id,
        uri=uri,
        title=title,
        outlet=outlet,
        authors=authors,
        published=when,
        language=language,
        form=form,
        text=text,
        snapshot=snapshot,
    )
