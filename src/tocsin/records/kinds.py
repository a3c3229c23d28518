"""The kinds of record that a single document yields, as the contract fixes them.

Source of the terms: TimeML for Timex, PARC 3 and PolNeAR for Statement, the PLOVER manual (2024) for Event.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from tocsin.records.base import Probability, Record, Spans, in_order
from tocsin.text.span import Span
from tocsin.timex.interval import Days

__all__ = [
    "Anchor",
    "Entity",
    "EntityKind",
    "Event",
    "EventStatus",
    "Forecast",
    "Location",
    "Mention",
    "MentionForm",
    "OnRecord",
    "PloverCode",
    "PloverType",
    "Role",
    "Size",
    "SizeRange",
    "Statement",
    "StatementKind",
    "Timex",
    "TimexKind",
]

TimexKind = Literal["DATE", "TIME", "DURATION", "SET"]
Anchor = Literal["published", "utterance", "narrative", "explicit", "none"]
EntityKind = Literal["person", "organization", "country", "place", "group"]
MentionForm = Literal["name", "nominal", "pronoun"]
StatementKind = Literal[
    "assertion", "belief", "attitude", "directive", "question", "refusal", "intention", "threat", "forecast"
]
OnRecord = Literal["named", "organization", "anonymous", "inferred"]
PloverType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
EventStatus = Literal[
    "occurred", "ongoing", "planned", "threatened", "requested", "refused", "cancelled", "alleged", "denied", "feared",
    "hypothetical", "historical",
]  # fmt: skip


class Timex(Record, frozen=True, kw_only=True, tag="Timex"):
    """A time expression: its TIMEX3 `value` (null where unresolved), its days, the anchor it was resolved against.

    `range` are all the days of the range that it is one end of ("from Dec. 6 to Dec. 9"), null where it is none.
    """

    span: Span
    kind: TimexKind
    value: str | None
    mod: str | None
    days: Days | None
    anchor: Anchor
    anchor_value: str | None
    rule: str
    range: Days | None = None


class Role(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An office that an entity holds or held; `first` and `last` are ISO dates or years, null where unsaid."""

    title: str
    organization: str | None = None
    country: str | None = None
    first: str | None = None
    last: str | None = None
    basis: Literal["text", "roster"] = "text"
    span: Span | None = None


class Entity(Record, frozen=True, kw_only=True, tag="Entity"):
    """Who or what something is in this document. `name` is null for a source that the text leaves unnamed.

    `region` is the first-level region that a place lies in, null where it is unknown. `roster` is the id of the
    roster's row that a person is taken for, null where there is none.
    """

    basis: Literal["text", "metadata"]
    kind: EntityKind
    name: str | None
    country: str | None
    sector: str | None
    roles: tuple[Role, ...] = ()
    wikidata: str | None = None
    region: str | None = None
    roster: str | None = None


class Mention(Record, frozen=True, kw_only=True, tag="Mention"):
    """Words that stand for an entity."""

    span: Span
    entity: str
    form: MentionForm


class Statement(Record, frozen=True, kw_only=True, tag="Statement"):
    """Who says, thinks or is said to think what. Spans of `source` and `cue` may be empty; `content` may be split.

    `chain` runs from the page inward: outlet, agency, spokesman, principal; its last entity is whom the words rest on.
    """

    source: Spans
    source_entity: str | None
    cue: Spans
    content: Spans
    manner: Literal["direct", "mixed", "indirect"]
    kind: StatementKind
    basis: Literal["first_hand", "hearsay", "inference", "unknown"]
    parent: str | None
    chain: tuple[str, ...]
    on_record: OnRecord
    addressees: tuple[str, ...]
    said: Days | None
    said_basis: str | None
    venue: str | None
    polarity: Literal["affirmed", "negated"]
    certainty: Probability | None
    hedges: Spans
    stance: Literal["neutral", "endorses", "doubts", "denies"]

    def __post_init__(self) -> None:
        super().__post_init__()
        if not (self.content or self.cue):
            raise ValueError("a statement needs content or a cue")
        for spans in (self.source, self.cue, self.content, self.hedges):
            if not in_order(spans):
                raise ValueError("spans of a statement are out of order or overlap")


class PloverCode(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a PLOVER coder would write for a telling, derived from act and status by table; null where nothing fits."""

    type: PloverType | None
    mode: str | None = None


class Location(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where an event was, as the text says it; `disputed` where who holds the place is itself in dispute.

    `region` is the first-level region of the country, null where the place is the country or the region is unknown.
    """

    name: str
    country: str | None = None
    region: str | None = None
    disputed: bool = False
    span: Span | None = None


class SizeRange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many, as a range; both ends equal for a plain number."""

    low: int | None
    high: int | None


class Size(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The people an event touched or moved."""

    dead: SizeRange | None = None
    injured: SizeRange | None = None
    arrested: SizeRange | None = None
    troops: SizeRange | None = None


class Event(Record, frozen=True, kw_only=True, tag="Event"):
    """One telling of a happening: `event_type` is the act itself, `status` what the text says became of it.

    Only `occurred` and `ongoing` count as having happened. In a meeting of equals all stand in `actors`. `scale` runs
    from -10 (conflict) to +10 (cooperation). `according_to` is the Statement that tells it, null for the page itself.
    """

    trigger: Spans
    event_type: PloverType
    mode: str | None
    contexts: tuple[str, ...]
    plover: PloverCode | None
    cameo: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    location: Location | None
    days: Days | None
    days_basis: str | None
    status: EventStatus
    status_cue: Spans
    according_to: str | None
    scale: float | None
    size: Size | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.trigger:
            raise ValueError("an event needs a trigger")
        if self.scale is not None and not -10 <= self.scale <= 10:
            raise ValueError(f"scale {self.scale} is not in -10..10")
        if self.days is not None and self.days.extent is msgspec.UNSET:
            raise ValueError("the days of an event say whether it lasted them all or fell within them")


class Forecast(Record, frozen=True, kw_only=True, tag="Forecast"):
    """An outcome that a speaker expects, by when, how surely and on what condition; to be scored later."""

    statement: str
    outcome: Spans
    event: str | None
    horizon: Days | None
    probability: Probability | None
    condition: Spans

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.horizon is not None and self.horizon.extent is msgspec.UNSET:
            raise ValueError("the horizon of a forecast says whether the outcome lasts it or falls within it")
