"""The two kinds of record that join what single documents say: made in a desk, never by a coder of one document."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from tocsin.records.base import Spans
from tocsin.records.ids import digest_of

__all__ = ["Judgement", "Link", "LinkKind", "Target", "Verdict", "make_judgement", "make_link"]

LinkKind = Literal["same_event", "same_claim", "same_person", "copy", "version", "contradicts"]
Verdict = Literal["accept", "reject", "edit", "add", "same", "not_same", "grade", "note"]


class Link(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="Link", forbid_unknown_fields=True):
    """Two or more records or documents that belong together, and why. `members` are their ids, sorted."""

    id: str
    kind: LinkKind
    members: tuple[str, ...]
    score: float
    reason: str

    def __post_init__(self) -> None:
        if len(set(self.members)) < 2:
            raise ValueError("a link joins two members at least")


class Target(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a judgement is about: words of a text, not a record's id, so that it outlives the coder that made it.

    `type` is the kind of record, `spans` its defining spans in the text with that digest, `fields` the defining values
    that tell it from others on the same words. For `same` and `not_same` the fields hold the `members`; where one is
    split off, `not_same` holds besides the `rest` that the members part from. A grade of a source (`type` is `Source`)
    has its `name`; a note on a whole document (`type` is `Document`) has its digest alone.
    """

    type: str
    text_digest: str | None
    spans: Spans
    fields: dict[str, Any]


class Judgement(
    msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="Judgement", forbid_unknown_fields=True
):
    """An analyst's word on a record.

    `patch` holds the new values of `edit`, the whole record of `add`, or of `grade` the `reliability` of a source (A to
    F) or the `credibility` of a record (1 to 6). The words of a `note` are its `reason`. `at` is an ISO date-time with
    offset, `by` the analyst's name.
    """

    id: str
    target: Target
    verdict: Verdict
    patch: dict[str, Any] | None
    by: str
    at: str
    reason: str = ""


def make_link(kind: LinkKind, members: tuple[str, ...], *, score: float, reason: str) -> Link:
    """A link with its id, which hangs on kind and members alone."""
    ordered = tuple(sorted(set(members)))
    return Link(id=digest_of("Link", kind, ordered), kind=kind, members=ordered, score=score, reason=reason)


def make_judgement(
    target: Target, verdict: Verdict, *, by: str, at: str, patch: dict[str, Any] | None = None, reason: str = ""
) -> Judgement:
    """A judgement with its id: the same word by the same analyst at the same moment is one judgement."""
    identity = digest_of("Judgement", target, verdict, patch, by, at)
    return Judgement(id=identity, target=target, verdict=verdict, patch=patch, by=by, at=at, reason=reason)
