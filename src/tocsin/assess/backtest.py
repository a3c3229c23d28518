"""A replay: what the level would have been on every day, by what was published by then and nothing else.

Who is who is made out anew on each day from that day's documents, so that a link that only a later report makes does
not count before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

import msgspec

from tocsin.assess.course import CourseDay, Holding, calendar, choose_level
from tocsin.assess.indicators import Sighting, find_sightings
from tocsin.assess.level import Change, changed_states, signs
from tocsin.assess.playbook import Playbook, Problem
from tocsin.assess.sources import keys_of_agencies, keys_of_names, readings_of_sources
from tocsin.assess.states import Claim, IndicatorState, make_claims, stand
from tocsin.ledger.bearers import Bearer, bearers_of
from tocsin.ledger.identities import Identities, resolve_identities
from tocsin.records import Document, Reading
from tocsin.text.text import Text

__all__ = ["Alarm", "Backtest", "Turn", "replay"]

_DAYS_A_MONTH = 30.4375


class Turn(msgspec.Struct, frozen=True, kw_only=True):
    """A day on which the held level changed: from what to what, by which indicators, what had changed in them.

    `words` are, by indicator that changed, the sentence of the record that changed it.
    """

    day: str
    before: int = msgspec.field(name="from")
    after: int = msgspec.field(name="to")
    because: tuple[str, ...]
    changes: tuple[Change, ...]
    words: dict[str, str] = {}


class Alarm(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of days at the alarm level or above; `last` is null where the replay ends within it."""

    first: str
    last: str | None
    highest: int


class Backtest(msgspec.Struct, frozen=True, kw_only=True):
    """The level's course over a corpus. `per_month` are alarms a month of 30.4 days: false ones where it was quiet."""

    schema: int = 1
    problem: str
    first: str
    last: str
    documents: int
    characters: int
    undated: int
    sightings: int
    alarm_level: int
    course: tuple[CourseDay, ...]
    turns: tuple[Turn, ...]
    alarms: tuple[Alarm, ...]
    first_alarm: str | None
    per_month: float
    standing: tuple[IndicatorState, ...]
    earliest: dict[str, str]


def replay(
    problem: Problem,
    playbook: Playbook,
    readings: Iterable[Reading],
    *,
    first: str | None = None,
    last: str | None = None,
    alarm_level: int = 3,
) -> Backtest:
    """The replay of dated readings, in any order; undated ones are counted and left out.

    `first` and `last` are ISO dates that bound it (null: the corpus's own). A copy of a document is read as any other;
    it adds no origin. Raises `ValueError` where no reading has a date within the bounds.
    """
    dated, undated = _dated(readings, first, last)
    if not dated:
        raise ValueError("no document has a date within the bounds")
    days = calendar(first or dated[0][0], last or dated[-1][0])
    walk = _Walk(problem, playbook, alarm_level)
    at = 0
    for day in days:
        fresh = []
        while at < len(dated) and dated[at][0] <= day:
            fresh.append(dated[at][1])
            at += 1
        walk.step(day, fresh)
    alarms = _alarms(walk.course, alarm_level)
    return Backtest(
        problem=problem.id,
        first=days[0],
        last=days[-1],
        documents=len(dated),
        characters=sum(len(reading.document.text) for _, reading in dated),
        undated=undated,
        sightings=len(walk.sightings),
        alarm_level=alarm_level,
        course=tuple(walk.course),
        turns=tuple(walk.turns),
        alarms=alarms,
        first_alarm=alarms[0].first if alarms else None,
        per_month=round(len(alarms) / (len(days) / _DAYS_A_MONTH), 2),
        standing=walk.standing,
        earliest=walk.earliest,
    )


def _dated(readings: Iterable[Reading], first: str | None, last: str | None) -> tuple[list[tuple[str, Reading]], int]:
    """The readings by day within the bounds, each document once; and how many have no date."""
    found: dict[str, tuple[str, Reading]] = {}
    undated = 0
    for reading in readings:
        day = reading.document.published.day
        if day is None:
            undated += 1
        elif (first or "") <= day <= (last or "9999-12-31"):
            found[reading.document.id] = (day, reading)
    return [found[key] for key in sorted(found, key=lambda key: (found[key][0], key))], undated


class _Walk:
    """The replay so far: what is known, how it stood the day before, and what it came to."""

    def __init__(self, problem: Problem, playbook: Playbook, alarm_level: int) -> None:
        self._problem, self._playbook = problem, playbook
        self._opens = problem.window.opens
        self._documents: dict[str, Document] = {}
        # By key, every way in which a name was borne so far.
        self._bearers: dict[str, dict[Bearer, None]] = {}
        self._claims: tuple[Claim, ...] = ()
        self._holding = Holding(playbook.hold_days)
        self.sightings: list[Sighting] = []
        self.standing: tuple[IndicatorState, ...] = ()
        self.course: list[CourseDay] = []
        self.turns: list[Turn] = []
        self.earliest: dict[str, str] = {}

    def step(self, day: str, fresh: Sequence[Reading]) -> None:
        """One more day, with the documents published on it."""
        seen = len(self.sightings)
        for reading in fresh:
            self._documents[reading.document.id] = reading.document
            self.sightings += find_sightings(reading, self._playbook, self._problem)
            for bearer in bearers_of(reading):
                self._bearers.setdefault(bearer.key, {})[bearer] = None
        if len(self.sightings) > seen:
            self._claims = make_claims(self.sightings, self._documents, self._identities(), opens=self._opens)
        before = self.standing
        self.standing = stand(self._playbook, self._claims, day)
        self._note(day, before)

    def _identities(self) -> Identities:
        """Who is who among the sources by what is known so far."""
        named = readings_of_sources(self.sightings, self._documents)
        keys = keys_of_names(named) | keys_of_agencies(self._documents[one.document] for one in self.sightings)
        others = chain.from_iterable(self._bearers.get(key, ()) for key in keys)
        return resolve_identities(named, others=others)

    def _note(self, day: str, before: tuple[IndicatorState, ...]) -> None:
        found = signs(self.standing)
        raw, because = choose_level(self._playbook, found)
        weight = round(sum(state.contribution for state in found), 3)
        level = self._holding.step(raw.number)
        previous = self.course[-1].level if self.course else 1
        self.course.append(CourseDay(day=day, level=level, raw=raw.number, weight=weight))
        for state in self.standing:
            if state.affirms:
                self.earliest.setdefault(state.id, day)
        if level != previous:
            changes = changed_states(before, self.standing)
            words = {change.id: text for change in changes if (text := self._words(change))}
            turn = Turn(day=day, before=previous, after=level, because=because, changes=changes, words=words)
            self.turns.append(turn)

    def _words(self, change: Change) -> str | None:
        """The sentence of the record that changed an indicator, on one line."""
        for state in self.standing:
            for pointer in (*state.affirms, *state.denies) if state.id == change.id else ():
                if pointer.record == change.record:
                    text = self._documents[pointer.document].text
                    sentence = Text(text).sentence_at(pointer.span.start)
                    return " ".join((sentence.span if sentence else pointer.span).of(text).split())
        return None


def _alarms(course: Sequence[CourseDay], level: int) -> tuple[Alarm, ...]:
    alarms: list[Alarm] = []
    begun: str | None = None
    highest = 0
    for place, day in enumerate(course):
        if day.level >= level:
            begun, highest = begun or day.day, max(highest, day.level)
        elif begun is not None:
            alarms.append(Alarm(first=begun, last=course[place - 1].day, highest=highest))
            begun, highest = None, 0
    if begun is not None:
        alarms.append(Alarm(first=begun, last=None, highest=highest))
    return tuple(alarms)
