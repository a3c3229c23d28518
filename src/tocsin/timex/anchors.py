"""From where relative times are counted, and what a resolver answers."""

from __future__ import annotations

from typing import Literal

import msgspec

from tocsin.timex.form import Mod
from tocsin.timex.interval import Days

Tense = Literal["past", "present", "future"]
Kind = Literal["DATE", "TIME", "DURATION", "SET"]
AnchorName = Literal["published", "utterance", "narrative", "explicit", "none"]


class Anchors(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of the day of writing, the day of speaking and the time told last.

    `published` and `utterance` are ISO dates, `narrative` is a TIMEX3 date value (an ISO date, or `1989-Q3`), `None`
    where unknown. `history` is true of a text that tells of long ago: then bare months and days follow the narrative.
    """

    published: str | None = None
    utterance: str | None = None
    narrative: str | None = None
    history: bool = False

    def speech(self) -> tuple[str | None, AnchorName]:
        """The day from which "yesterday" is counted, and which anchor it is."""
        if self.utterance is not None:
            return self.utterance[:10], "utterance"
        return (self.published[:10], "published") if self.published is not None else (None, "none")


class Resolved(msgspec.Struct, frozen=True, kw_only=True):
    """A time expression with its TIMEX3 value and its days (`None` for a duration or a set on no calendar)."""

    kind: Kind
    value: str
    mod: Mod | None
    days: Days | None
    anchor: AnchorName
    anchor_value: str | None
    rule: str


class Unresolved(msgspec.Struct, frozen=True, kw_only=True):
    """A time expression that the text does not settle: `value` has `X` for what is unknown; `reason` says why."""

    kind: Kind
    value: str | None
    mod: Mod | None
    rule: str
    reason: str


Answer = Resolved | Unresolved
