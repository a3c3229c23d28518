"""What programs send, and what they get where something is wrong."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec

__all__ = [
    "Fault",
    "NewAddresses",
    "NewBearing",
    "NewCell",
    "NewCredibility",
    "NewDocument",
    "NewGrade",
    "NewJudgement",
    "NewNote",
    "NewOutcome",
    "NewRecord",
    "NewSearch",
]

_Words = Annotated[str, msgspec.Meta(max_length=2000)]


class NewDocument(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A text to be read into the desk; without `published` relative times stay unresolved."""

    text: Annotated[str, msgspec.Meta(min_length=1)]
    title: _Words | None = None
    outlet: _Words | None = None
    published: _Words | None = None
    url: _Words | None = None


class NewAddresses(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Addresses of the web to be fetched and read; the rest is said of all where they do not say it."""

    addresses: Annotated[list[_Words], msgspec.Meta(min_length=1, max_length=50)]
    outlet: _Words | None = None
    published: _Words | None = None


class NewJudgement(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An analyst's word on a record; `patch` are the fields that an `edit` sets."""

    record: _Words
    verdict: Literal["accept", "reject", "edit"]
    patch: dict[str, Any] = {}
    reason: _Words = ""


class NewRecord(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A record that the coders missed, as `tocsin review` takes it: its `type` and fields."""

    record: dict[str, Any]
    reason: _Words = ""


class NewNote(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A note on a document, or on one of its records."""

    words: Annotated[str, msgspec.Meta(min_length=1, max_length=2000)]
    record: _Words | None = None


class NewCredibility(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How far a record is believed, by the Admiralty scale: 1 to 6."""

    record: _Words
    grade: _Words
    reason: _Words = ""


class NewBearing(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who is who: entities (by the ids of their records) that are one bearer, or are not.

    `split` parts those that are named from all others that are held to be the same.
    """

    verdict: Literal["same", "not_same", "split"]
    members: Annotated[list[_Words], msgspec.Meta(min_length=1, max_length=1000)]
    reason: _Words = ""


class NewCell(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A cell of a matrix of hypotheses: how what is seen fits, how far it is believed, how much it matters."""

    indicator: _Words
    hypothesis: _Words
    consistency: _Words = ""
    credibility: _Words = ""
    relevance: _Words = ""


class NewSearch(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A search to keep: its name, and the query of its address (`?q=tanks`)."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=80)]
    query: _Words


class NewOutcome(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What came of a forecast."""

    outcome: _Words
    reason: _Words = ""


class NewGrade(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How reliable a source is, by the Admiralty scale: A to F."""

    name: _Words
    grade: _Words
    reason: _Words = ""


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """What was wrong: a code for programs, what was seen and what to do for people."""

    code: str
    seen: str
    hint: str
