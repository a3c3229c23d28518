"""What programs send, and what they get where something is wrong."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec

__all__ = ["Fault", "NewDocument", "NewGrade", "NewJudgement", "NewOutcome", "NewRecord"]

_Words = Annotated[str, msgspec.Meta(max_length=2000)]


class NewDocument(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A text to be read into the desk; without `published` relative times stay unresolved."""

    text: Annotated[str, msgspec.Meta(min_length=1)]
    title: _Words | None = None
    outlet: _Words | None = None
    published: _Words | None = None
    url: _Words | None = None


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
