"""What programs get: the shape of every answer, of which the description of the API is made."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from tocsin.assess.contacts import Contact
from tocsin.assess.course import CourseDay
from tocsin.assess.disagreements import Disagreement
from tocsin.assess.forecasts import Kept, Scores
from tocsin.assess.level import Assessment, Pointer
from tocsin.assess.tone import PairDay
from tocsin.board.api.shapes import Fault
from tocsin.board.words import Citation
from tocsin.desk import Report
from tocsin.desk.health import FeedHealth
from tocsin.ledger.identities import Identity
from tocsin.ledger.protocol import Added, Entry, Hit
from tocsin.ledger.timeline import TimelineRow
from tocsin.records import AnyRecord

__all__ = [
    "SHAPES",
    "Arrivals",
    "Changes",
    "Citing",
    "Course",
    "CourseMove",
    "Found",
    "Named",
    "Records",
    "Removed",
    "Restored",
    "Undone",
]


class Arrivals(msgspec.Struct, frozen=True, kw_only=True):
    """What became of what was sent: each document, and what could not be read or was doubtful."""

    added: list[Added]
    faults: list[Fault]


class Removed(msgspec.Struct, frozen=True, kw_only=True):
    """The document that was taken out."""

    removed: str


class Restored(msgspec.Struct, frozen=True, kw_only=True):
    """The document that was put back."""

    restored: str


class Undone(msgspec.Struct, frozen=True, kw_only=True):
    """The judgement that was taken back."""

    undone: str


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """What was done, in order, and where to go on: the number of the journal's last entry."""

    entries: list[Entry]
    after: int


class Citing(msgspec.Struct, frozen=True, kw_only=True):
    """A citation of exact characters."""

    citation: str


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """An entity that a record names; `actor` is its id at `/actors`, the same in every document."""

    name: str | None
    country: str | None
    actor: str | None


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A record with the document that it stands in, its words, the lasting link to them, and whom it names by id."""

    document: str
    outlet: str | None
    published: str | None
    title: str | None
    words: str
    link: str
    verdict: str | None
    entities: dict[str, Named]
    record: AnyRecord


class Records(msgspec.Struct, frozen=True, kw_only=True):
    """A page of records, the place where it ends, and the address of the page after it (null at the end)."""

    items: list[Found]
    cursor: str | None
    next: str | None


class CourseMove(msgspec.Struct, frozen=True, kw_only=True):
    """A day on which the level became another one."""

    day: str
    before: int
    after: int


class Course(msgspec.Struct, frozen=True, kw_only=True):
    """A problem's level day by day, and the days on which it became another."""

    problem: str
    days: list[CourseDay]
    moves: list[CourseMove]


class DocumentRow(msgspec.Struct, frozen=True, kw_only=True):
    """A document as a line of a list."""

    id: str
    link: str
    title: str
    outlet: str | None
    published: str | None
    statements: int
    events: int
    unclear: int


class StoryRow(msgspec.Struct, frozen=True, kw_only=True):
    """A story: its first document, and those with the same words."""

    first: DocumentRow
    copies: list[DocumentRow]


class ActorRow(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who is named, and how much is told of him."""

    id: str
    name: str | None
    kind: str
    country: str | None
    documents: int
    said: int
    did: int
    met_with: int
    expected: int


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who is named: how much is told of him, the latest words of each kind, the tone of his pairs by day."""

    identity: Identity
    places: dict[str, int]
    words: dict[str, list[Citation]]
    tone: list[PairDay]


class PlaceRow(msgspec.Struct, frozen=True, kw_only=True):
    """A place by how much is told of it."""

    place: str
    country: str | None
    disputed: bool
    claimed_by: list[str]
    held_by: str | None
    latitude: float | None
    longitude: float | None
    events: int
    happened: int


class Forecasts(msgspec.Struct, frozen=True, kw_only=True):
    """The register of forecasts, a page of it, and the scores of all."""

    scores: Scores
    forecasts: list[Kept]


class OutletRow(msgspec.Struct, frozen=True, kw_only=True):
    """An outlet by what it brings."""

    outlet: str
    grade: str | None
    documents: int
    copies: int
    undated: int
    unclear: int
    first: str | None
    last: str | None


class SourcesNow(msgspec.Struct, frozen=True, kw_only=True):
    """The outlets, a page of them, and the feeds that are followed."""

    outlets: list[OutletRow]
    feeds: list[FeedHealth]


class StateChange(msgspec.Struct, frozen=True, kw_only=True):
    """An indicator that moved, from what to what, and the words that moved it."""

    title: str
    id: str
    before: str
    after: str
    words: Citation | None


class ProblemChange(msgspec.Struct, frozen=True, kw_only=True):
    """A problem of which something moved; `was` is its level at the last look."""

    problem: str
    level: int
    was: int | None
    states: list[StateChange]


class DeskNow(msgspec.Struct, frozen=True, kw_only=True):
    """The front page: every problem as it stands, what changed since the last look, what came in."""

    looked: str | None
    new_documents: list[str]
    changes: list[ProblemChange]
    report: Report
    inbox: list[DocumentRow]


class ProblemNow(msgspec.Struct, frozen=True, kw_only=True):
    """A problem as it stands, and its level day by day."""

    assessment: Assessment
    course: list[CourseDay]


class EvidenceRow(msgspec.Struct, frozen=True, kw_only=True):
    """Words for or against an indicator."""

    side: Literal["for", "against"]
    pointer: Pointer


SHAPES: dict[str, Any] = {
    "/documents": list[StoryRow],
    "/timeline": list[TimelineRow],
    "/actors": list[ActorRow],
    "/contacts": list[Contact],
    "/disagreements": list[Disagreement],
    "/forecasts": Forecasts,
    "/map": list[PlaceRow],
    "/search": list[Hit],
    "/sources": SourcesNow,
    "/journal": list[Entry],
    "/desk": DeskNow,
    "/problems/{id:str}": ProblemNow,
    "/problems/{id:str}/{indicator:str}": list[EvidenceRow],
    "/actors/{id:str}": Actor,
}
"""What each page says as plain values, by its address."""
