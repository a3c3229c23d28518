"""Which records a program asks for: the filters of an address, understood, and whether a record passes them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, get_args

import msgspec

from tocsin.desk.picture import Picture
from tocsin.errors import ConfigError
from tocsin.records import AnyRecord, Entity, Event, Forecast, Mention, Reading, Statement, Timex
from tocsin.records.kinds import EntityKind, EventStatus, PloverType, StatementKind, TimexKind
from tocsin.timex.interval import Days

__all__ = ["FILTERS", "Bearer", "Wanted", "read_wanted", "tokens_of"]

_TYPES = ("Timex", "Entity", "Mention", "Statement", "Event", "Forecast")
_KINDS = (*get_args(StatementKind), *get_args(EntityKind), *get_args(TimexKind))
# Fields of a record with closed values; several may be asked for, with commas between.
_CHOICES: dict[str, tuple[str, ...]] = {
    "type": _TYPES,
    "event_type": get_args(PloverType),
    "status": get_args(EventStatus),
    "kind": _KINDS,
    "polarity": ("affirmed", "negated"),
    "verdict": ("accept", "edit", "add", "none"),
}
# Those that a document's outline tells without a look at its records.
_OUTLINED = ("type", "event_type", "status", "kind", "polarity", "country")
FILTERS: dict[str, str] = {
    "type": "Kinds of record, with commas between: " + ", ".join(_TYPES) + ".",
    "event_type": "PLOVER types of events, with commas between.",
    "status": "What became of events, with commas between: " + ", ".join(get_args(EventStatus)) + ".",
    "kind": "Kinds of statements, entities or times, with commas between.",
    "polarity": "affirmed or negated, of statements.",
    "verdict": "What an analyst said of a record: accept, edit, add; or none.",
    "actor": "Who acts, undergoes, says, expects or is named: a name, or an id of /actors.",
    "source": "On whose word it stands: a name, or an id of /actors.",
    "country": "Countries of who takes part or of where it was, as ISO 3166-1 alpha-3, with commas between.",
    "since": "The record tells of this day or a later one; records without days are left out.",
    "until": "The record tells of this day or an earlier one; records without days are left out.",
    "published_since": "Of documents published on this day or later.",
    "published_until": "Of documents published on this day or earlier.",
    "document": "Of one document, by its id.",
    "outlet": "Of documents of one outlet, by its name.",
    "problem": "That an indicator of this problem rests on.",
    "indicator": "That this indicator of the problem rests on.",
    "min_score": "The coder's score at least, 0 to 1.",
}
_BESIDE = frozenset({"limit", "cursor", "as_of", "known_at"})
_COUNTRY = re.compile(r"[A-Z]{3,4}")
_MOST = 500


class Bearer(msgspec.Struct, frozen=True):
    """Everyone who is called so: their entities, and the documents that have one of those."""

    entities: frozenset[str]
    documents: frozenset[str]


Who = Callable[[str], Bearer | None]
_NOBODY = Bearer(frozenset(), frozenset())


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for. Sets are null where nothing is asked; `actors` and `sources` are ids of entities."""

    choices: dict[str, frozenset[str]]
    actors: frozenset[str] | None
    sources: frozenset[str] | None
    evidence: frozenset[str] | None
    documents: frozenset[str] | None
    outlet: str | None
    days: tuple[str, str] | None
    published: tuple[str, str] | None
    min_score: float
    limit: int

    def opens(self, reading: Reading, outline: frozenset[str]) -> bool:
        """Whether a document may hold such a record: quick, by its outline."""
        document = reading.document
        if self.outlet is not None and (document.outlet or "").casefold() != self.outlet:
            return False
        if self.documents is not None and document.id not in self.documents:
            return False
        if self.published is not None:
            day = document.published.day
            if day is None or not self.published[0] <= day <= self.published[1]:
                return False
        return not any(
            outline.isdisjoint({f"{name}={value}" for value in values})
            for name, values in self.choices.items()
            if name in _OUTLINED
        )

    def fits(self, record: AnyRecord, among: Mapping[str, AnyRecord], verdict: str | None) -> bool:
        """Whether a record of a document is asked for; `among` are all records of the document by id."""
        if record.score < self.min_score or (self.evidence is not None and record.id not in self.evidence):
            return False
        for name, values in self.choices.items():
            if name == "verdict":
                found: Iterable[str] = (verdict or "none",)
            elif name == "country":
                found = _countries(record, among)
            else:
                found = (_value(record, name),)
            if values.isdisjoint(found):
                return False
        if self.actors is not None and self.actors.isdisjoint(_actors(record, among)):
            return False
        if self.sources is not None and self.sources.isdisjoint(_sources(record, among)):
            return False
        return self.days is None or _touches(_days(record), *self.days)


def tokens_of(reading: Reading) -> frozenset[str]:
    """The outline of a document: every closed value that one of its records has."""
    among = {record.id: record for record in reading.records}
    found = {f"country={code}" for record in reading.records for code in _countries(record, among)}
    for record in reading.records:
        found |= {f"{name}={_value(record, name)}" for name in _OUTLINED if name != "country"}
    return frozenset(found)


def read_wanted(parameters: Mapping[str, str], picture: Picture, find: Who) -> Wanted:
    """What an address asks for; `find` gives whoever has a name or an id.

    Raises `ConfigError` (`bad-filter`, `bad-date`) for what is not understood: an answer to something else would be
    taken for an answer.
    """
    if unknown := sorted(set(parameters) - set(FILTERS) - _BESIDE):
        known = ", ".join((*FILTERS, *sorted(_BESIDE)))
        raise _bad(f"'{unknown[0][:40]}' is no filter.", f"Filters: {known}.")
    asked = {name: value.strip() for name, value in parameters.items() if value.strip()}
    return Wanted(
        choices=_read_choices(asked),
        actors=_read_who(asked, "actor", find).entities if "actor" in asked else None,
        sources=_read_who(asked, "source", find).entities if "source" in asked else None,
        evidence=_read_evidence(asked, picture),
        documents=_read_documents(asked, picture, find),
        outlet=asked["outlet"].casefold() if "outlet" in asked else None,
        days=_read_days(asked, "since", "until"),
        published=_read_days(asked, "published_since", "published_until"),
        min_score=_read_score(asked.get("min_score", "0")),
        limit=_read_limit(asked.get("limit", "100")),
    )


def _read_choices(asked: Mapping[str, str]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for name, allowed in _CHOICES.items():
        if name in asked:
            values = {choice.casefold(): choice for choice in allowed}
            given = [value.strip() for value in asked[name].split(",") if value.strip()]
            if bad := [value for value in given if value.casefold() not in values]:
                raise _bad(f"'{bad[0][:40]}' is no {name}.", f"Ask for one of {', '.join(allowed)}.")
            found[name] = frozenset(values[value.casefold()] for value in given)
    if "country" in asked:
        codes = [code.strip().upper() for code in asked["country"].split(",") if code.strip()]
        if bad := [code for code in codes if not _COUNTRY.fullmatch(code)]:
            raise _bad(f"'{bad[0][:40]}' is no code of a country.", "Write it as ISO 3166-1 alpha-3 does: UKR.")
        found["country"] = frozenset(codes)
    return found


def _read_who(asked: Mapping[str, str], name: str, find: Who) -> Bearer:
    return find(asked[name]) or _NOBODY


def _read_evidence(asked: Mapping[str, str], picture: Picture) -> frozenset[str] | None:
    """The records that a problem's indicators rest on, or one of them."""
    if "problem" not in asked:
        if "indicator" in asked:
            raise _bad("An indicator is asked for without its problem.", "Say problem= too.")
        return None
    problem = next((one for one in picture.report.assessments if one.problem == asked["problem"]), None)
    if problem is None:
        known = ", ".join(one.problem for one in picture.report.assessments) or "none"
        raise _bad(f"'{asked['problem'][:40]}' is no problem that is watched.", f"Problems: {known}.")
    states = [state for state in problem.indicators if asked.get("indicator") in (None, state.id)]
    if not states:
        known = ", ".join(state.id for state in problem.indicators)
        raise _bad(f"'{asked['indicator'][:40]}' is no indicator of it.", f"Indicators: {known}.")
    return frozenset(pointer.record for state in states for pointer in (*state.affirms, *state.denies))


def _read_documents(asked: Mapping[str, str], picture: Picture, find: Who) -> frozenset[str] | None:
    """The documents that a record can be in, where what is asked for tells: so that no other is looked through."""
    sets: list[frozenset[str]] = []
    if "document" in asked:
        sets.append(frozenset({asked["document"]}))
    if "problem" in asked:
        states = [s for one in picture.report.assessments if one.problem == asked["problem"] for s in one.indicators]
        sets.append(frozenset(p.document for state in states for p in (*state.affirms, *state.denies)))
    sets += [_read_who(asked, name, find).documents for name in ("actor", "source") if name in asked]
    return frozenset.intersection(*sets) if sets else None


def _read_days(asked: Mapping[str, str], since: str, until: str) -> tuple[str, str] | None:
    days = {}
    for name in (since, until):
        if name in asked:
            try:
                days[name] = date.fromisoformat(asked[name]).isoformat()
            except ValueError as error:
                raise ConfigError(
                    "bad-date", f"'{asked[name][:40]}' is no date.", f"Write {name} as 2021-11-11."
                ) from error
    if not days:
        return None
    return days.get(since, ""), days.get(until, "~")


def _read_score(words: str) -> float:
    try:
        score = float(words)
    except ValueError:
        score = -1.0
    if not 0 <= score <= 1:
        raise _bad(f"'{words[:40]}' is no score.", "Give a number from 0 to 1.")
    return score


def _read_limit(words: str) -> int:
    if not (words.isdecimal() and len(words) < 5 and 1 <= int(words) <= _MOST):
        raise _bad(f"'{words[:40]}' is no limit.", f"Ask for 1 to {_MOST} records at a time.")
    return int(words)


def _bad(seen: str, hint: str) -> ConfigError:
    return ConfigError("bad-filter", seen, hint)


def _value(record: AnyRecord, name: str) -> str:
    return type(record).__name__ if name == "type" else str(getattr(record, name, ""))


def _statement_of(record: AnyRecord, among: Mapping[str, AnyRecord]) -> Statement | None:
    """The statement that a record is, comes with, or is told by."""
    if isinstance(record, Statement):
        return record
    key = record.statement if isinstance(record, Forecast) else getattr(record, "according_to", None)
    found = among.get(key or "")
    return found if isinstance(found, Statement) else None


def _actors(record: AnyRecord, among: Mapping[str, AnyRecord]) -> tuple[str, ...]:
    match record:
        case Event():
            return (*record.actors, *record.recipients)
        case Statement() | Forecast():
            said = _statement_of(record, among)
            return (said.source_entity,) if said and said.source_entity else ()
        case Mention():
            return (record.entity,)
        case Entity():
            return (record.id,)
        case Timex():
            return ()


def _sources(record: AnyRecord, among: Mapping[str, AnyRecord]) -> tuple[str, ...]:
    said = _statement_of(record, among)
    return tuple(filter(None, (said.source_entity, *said.chain))) if said else ()


def _countries(record: AnyRecord, among: Mapping[str, AnyRecord]) -> set[str]:
    found: set[Any] = {getattr(among.get(entity), "country", None) for entity in _actors(record, among)}
    if isinstance(record, Event) and record.location is not None:
        found.add(record.location.country)
    return found - {None}


def _days(record: AnyRecord) -> Days | None:
    match record:
        case Event() | Timex():
            return record.days
        case Statement():
            return record.said
        case Forecast():
            return record.horizon
        case _:
            return None


def _touches(days: Days | None, since: str, until: str) -> bool:
    if days is None or (days.first is None and days.last is None):
        return False
    return (days.first or "")[:10] <= until and (days.last or "~")[:10] >= since
