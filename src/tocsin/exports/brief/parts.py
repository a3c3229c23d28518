"""What a brief is made of: problems, signs, citations; frozen values, in plain words, ready for any renderer."""

from __future__ import annotations

from typing import Literal

import msgspec

from tocsin.text.span import Span

__all__ = [
    "MACHINE",
    "Brief",
    "Cited",
    "DayBrief",
    "Difference",
    "Dispute",
    "Period",
    "ProblemBrief",
    "Sign",
    "Standing",
]

MACHINE = "machine, unreviewed"
"""The stamp of what no analyst has spoken on."""

Standing = Literal["done", "background", "not yet", "in doubt", "did not", "said", "expected"]


class Cited(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a brief: who, what, when, on whose word, and the exact words with their outlet and date.

    `standing` parts what the text tells as done from what it does not: a status is never dropped on the way. `words`
    are the record's own; `before` and `after` the rest of their sentence, cut with an ellipsis where it is long.
    """

    record: str
    document: str
    span: Span
    who: str
    what: str
    status: str | None
    standing: Standing
    when: str | None
    told_by: str
    remarks: tuple[str, ...]
    before: str
    words: str
    after: str
    outlet: str | None
    published: str | None
    title: str | None
    uri: str | None
    also: tuple[str, ...]
    stamp: str
    new: bool


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """What is not as it was when the period began: of the level or a sign, from what to what, and the words for it."""

    what: str
    before: str
    after: str
    cited: Cited | None = None


class DayBrief(msgspec.Struct, frozen=True, kw_only=True):
    """A day on which the level or a sign moved: the level before it (null on the first day) and what moved."""

    day: str
    level: int
    name: str
    before: int | None
    differences: tuple[Difference, ...]


class Sign(msgspec.Struct, frozen=True, kw_only=True):
    """An indicator of which something is seen; the level rests on a `decisive` one; `more` counts lines left out."""

    title: str
    phase: str
    state: str
    was: str
    strict: str
    context: bool
    decisive: bool
    contribution: float
    origins: tuple[str, ...]
    affirms: tuple[Cited, ...]
    denies: tuple[tuple[str, Cited], ...]
    more: int


class Dispute(msgspec.Struct, frozen=True, kw_only=True):
    """Who contradicts whom, in the words of each side."""

    matter: str
    kind: str
    sides: tuple[Cited, ...]


class ProblemBrief(msgspec.Struct, frozen=True, kw_only=True):
    """One problem: the level with its reasons, what changed, what was said and done, what is expected and unknown.

    `without` tells, of each origin on which the level hangs alone, what it would be.
    """

    id: str
    question: str
    level: int
    of: int
    name: str
    since: str | None
    level_before: int
    because: tuple[str, ...]
    phase: str | None
    days: tuple[DayBrief, ...]
    differences: tuple[Difference, ...]
    signs: tuple[Sign, ...]
    acts: tuple[Cited, ...]
    acts_more: int
    said: tuple[Cited, ...]
    said_more: int
    disputes: tuple[Dispute, ...]
    expected: tuple[Cited, ...]
    overdue: tuple[Cited, ...]
    undated_expected: tuple[Cited, ...]
    contacts: tuple[Cited, ...]
    hypotheses: tuple[tuple[str, float], ...]
    unseen: tuple[str, ...]
    unknown: tuple[str, ...]
    without: tuple[str, ...] = ()


class Period(msgspec.Struct, frozen=True, kw_only=True):
    """The days that a brief covers, both inclusive, and whether its last day was asked for or is that of the last text.

    Null where the desk has no dated document.
    """

    first: str | None
    last: str | None
    asked: bool


class Brief(msgspec.Struct, frozen=True, kw_only=True):
    """A brief: what was read in the period, each problem, and what was not looked at. `made` is an ISO date-time."""

    made: str
    by: str
    version: str
    period: Period
    documents: int
    new_documents: int
    copies: int
    outlets: tuple[tuple[str, int], ...]
    reviewed: int
    machine: int
    problems: tuple[ProblemBrief, ...]
    not_looked_at: tuple[str, ...]
