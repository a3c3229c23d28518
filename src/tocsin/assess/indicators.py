"""Sightings: what in a reading sets an indicator, or speaks against it. Made once a record and problem."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Literal

import msgspec

from tocsin.annotate.events.forms import inflect
from tocsin.assess.playbook import Indicator, Match, Playbook, Problem
from tocsin.ledger.origins import Testimony, testify
from tocsin.records import Entity, Event, Mention, Reading, Statement
from tocsin.text.span import Span, cover
from tocsin.text.text import Text

__all__ = ["Sighting", "find_sightings"]

DenialKind = Literal["doubt", "negative_observation", "denial"]
# A denial speaks against a sign that the act itself would set: "did not meet" does not say that nobody refused to.
_DENIABLE = frozenset({"occurred", "ongoing", "alleged", "planned"})
_HAPPENED = frozenset({"occurred", "ongoing"})
_OPEN = re.compile(r"\b(?:if|unless|in case|cannot|can['\u2019]t|in the event)\b", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d.,]\d)\b")


class Sighting(msgspec.Struct, frozen=True, kw_only=True):
    """One record that speaks for an indicator or against it.

    `statement` is the one that tells it, null for the page; `day` the ISO date from which it counts: of the event, else
    of the publication; `denial` is null where it affirms, else how it speaks against: an explicit denial, a doubt, or
    the mere absence that someone reports ("sees no signs"). `testimony` is what its origin hangs on.
    """

    indicator: str
    record: str
    document: str
    span: Span
    statement: str | None
    day: str | None
    denial: DenialKind | None = None
    testimony: Testimony


def find_sightings(reading: Reading, playbook: Playbook, problem: Problem) -> tuple[Sighting, ...]:
    """The sightings in a reading, indicator by indicator in the playbook's order, then in record order.

    What happened before the problem's window opens, what is historical, feared, planned or merely possible sets
    nothing, unless a match asks for that very status.
    """
    scene = _Scene(reading, problem)
    found: list[Sighting] = []
    for indicator in playbook.indicators:
        seen: set[str] = set()
        for match in indicator.match:
            for sighting in (*_of_events(scene, indicator, match), *_of_statements(scene, indicator, match)):
                if sighting.record not in seen:
                    seen.add(sighting.record)
                    found.append(sighting)
    return tuple(found)


class _Scene:
    """A reading with what matching looks up in it."""

    def __init__(self, reading: Reading, problem: Problem) -> None:
        self.reading, self.problem = reading, problem
        self.text = Text(reading.document.text)
        self.entities = {r.id: r for r in reading.records if isinstance(r, Entity)}
        self.mentions = [r for r in reading.records if isinstance(r, Mention)]
        self.statements = {r.id: r for r in reading.records if isinstance(r, Statement)}

    def parties(self, wanted: Iterable[str]) -> frozenset[str]:
        """The codes and names (lower case) that roles and codes stand for."""
        found: set[str] = set()
        for party in wanted:
            filled = self.problem.roles.get(party[1:], ()) if party.startswith("$") else (party,)
            found |= {value.casefold() for value in filled}
        return frozenset(found)

    def is_party(self, entity_id: str, parties: frozenset[str]) -> bool:
        """Whether an entity is one of the parties, by country or by name."""
        entity = self.entities.get(entity_id)
        if entity is None:
            return False
        names = {entity.country, entity.name, *(role.country for role in entity.roles)}
        return any(name is not None and name.casefold() in parties for name in names)

    def sentence(self, span: Span) -> Span:
        """The sentence that holds a span; where there is none, the span itself."""
        sentence = self.text.sentence_at(span.start)
        return sentence.span if sentence else span

    def asks(self, span: Span) -> bool:
        """Whether a span stands in a question, which asserts nothing, or in the turn of one who asks."""
        return self.is_question(span) or any(
            statement.kind == "question" and any(part.overlaps(span) for part in statement.content)
            for statement in self.statements.values()
        )

    def is_question(self, span: Span) -> bool:
        """Whether the sentence of a span ends with a question mark."""
        return self.sentence(span).of(self.reading.document.text).rstrip("\"'\u201d\u2019)* ").endswith("?")

    def is_open(self, span: Span) -> bool:
        """Whether an `if` or a `cannot` stands before a span in its sentence: what follows is not told as done."""
        before = self.reading.document.text[self.sentence(span).start : span.start]
        return _OPEN.search(before) is not None

    def looks_back(self, span: Span) -> bool:
        """Whether the sentence names a year before the window opens and none within it: it tells history."""
        years = [int(year) for year in _YEAR.findall(self.sentence(span).of(self.reading.document.text))]
        return bool(years) and max(years) < int(self.problem.window.opens[:4])

    def names_in(self, span: Span, parties: frozenset[str]) -> bool:
        """Whether one of the parties is mentioned in a span."""
        return any(span.overlaps(m.span) and self.is_party(m.entity, parties) for m in self.mentions)


def _of_events(scene: _Scene, indicator: Indicator, match: Match) -> Iterator[Sighting]:
    if not match.event:
        return
    for event in scene.reading.records:
        if not isinstance(event, Event) or event.event_type not in match.event:
            continue
        denying = event.status == "denied" and "denied" not in match.status and not _DENIABLE.isdisjoint(match.status)
        if not denying and event.status not in match.status:
            continue
        if not _event_fits(scene, match, event) or scene.asks(cover(event.trigger)):
            continue
        if event.days is None and scene.looks_back(cover(event.trigger)):
            continue
        if not denying and event.status in _HAPPENED and scene.is_open(cover(event.trigger)):
            continue
        if (day := _day_of(scene, event)) is not False:
            told = scene.statements.get(event.according_to or "")
            doubted = told is not None and (told.polarity == "negated" or told.stance in ("denies", "doubts"))
            yield _sighting(scene, indicator, event, told, day or None, _denial(event, told, denying or doubted))


def _event_fits(scene: _Scene, match: Match, event: Event) -> bool:
    if match.mode and event.mode not in match.mode:
        return False
    sides = ((match.actor, event.actors), (match.lead, event.actors[:1]), (match.recipient, event.recipients))
    for wanted, there in sides:
        if wanted:
            parties = scene.parties(wanted)
            if not any(scene.is_party(entity, parties) for entity in there):
                return False
    if match.place and not _is_place(scene, match, event):
        return False
    told = scene.statements.get(event.according_to or "")
    if not _voice_fits(match, told):
        return False
    return _near(scene, match, event) and _words_fit(scene, match, cover(event.trigger))


def _is_place(scene: _Scene, match: Match, event: Event) -> bool:
    """Whether the event's own location is one of the places asked for, by country, region or name."""
    if event.location is None:
        return False
    wanted = scene.parties(match.place)
    names = (event.location.country, event.location.region, event.location.name)
    return any(name is not None and name.casefold() in wanted for name in names)


def _voice_fits(match: Match, told: Statement | None) -> bool:
    """Whether the polarity and the certainty of what tells it are those asked for; the page's own voice is plain."""
    if match.polarity and (told.polarity if told else "affirmed") != match.polarity:
        return False
    if match.certainty is None:
        return True
    low, high = match.certainty
    if told is None or (told.certainty is None and not told.hedges):
        return low <= 1.0 <= high
    if told.certainty is None or told.certainty.low is None or told.certainty.high is None:
        return False  # "may", "could": no table gives them a range
    return low <= told.certainty.low and told.certainty.high <= high


def _near(scene: _Scene, match: Match, event: Event) -> bool:
    if not match.near:
        return True
    parties = scene.parties(match.near)
    place = event.location.country if event.location else None
    if place is not None and place.casefold() in parties:
        return True
    if any(scene.is_party(entity, parties) for entity in event.recipients):
        return True
    return scene.names_in(scene.sentence(cover(event.trigger)), parties)


def _of_statements(scene: _Scene, indicator: Indicator, match: Match) -> Iterator[Sighting]:
    if not match.statement:
        return
    for statement in scene.statements.values():
        if statement.kind not in match.statement or not statement.content:
            continue
        if match.speaker:
            speaker = statement.source_entity
            if speaker is None or not scene.is_party(speaker, scene.parties(match.speaker)):
                continue
        span = cover(statement.content)
        if match.near and not _spoken_of(scene, statement, scene.parties(match.near)):
            continue
        words = _fitting_words(scene, match, span)
        if words is not None and _voice_fits(match, statement):
            day = (statement.said.first if statement.said else None) or scene.reading.document.published.day
            against = statement.polarity == "negated" and match.polarity != "negated"
            denial: DenialKind | None = "denial" if against else None
            if day is None or day[:10] >= scene.problem.window.opens:
                sighting = _sighting(scene, indicator, statement, statement, day, denial)
                yield msgspec.structs.replace(sighting, span=words)


def _spoken_of(scene: _Scene, statement: Statement, parties: frozenset[str]) -> bool:
    """Whether a statement speaks of one of the parties: in its content, or beside it where that is part of a sentence.

    "Recognised the regions of Arvenia and ordered troops there" is an order about Arvenia. Whoever is only named as a
    source in the sentence is not spoken of.
    """
    content = cover(statement.content)
    if scene.names_in(content, parties):
        return True
    sentence = scene.sentence(content)
    if statement.kind != "directive" or not sentence.contains(content):
        return False
    sources = [part for said in scene.statements.values() for part in said.source]
    return any(
        sentence.overlaps(m.span) and scene.is_party(m.entity, parties) and not any(s.overlaps(m.span) for s in sources)
        for m in scene.mentions
    )


def _fitting_words(scene: _Scene, match: Match, content: Span) -> Span | None:
    """The part of a content that a match means: its first sentence with the words asked for, the whole if none are.

    Turns of a transcript run over many sentences; an `if` in one bars nothing in another. A question asserts nothing.
    """
    if not (match.words or match.without or match.lemmas):
        return content
    for sentence in scene.text.sentences_in(content):
        part = Span(max(sentence.span.start, content.start), min(sentence.span.end, content.end))
        if _words_fit(scene, match, part) and not scene.is_question(part):
            return part
    return None


def _words_fit(scene: _Scene, match: Match, span: Span) -> bool:
    """Whether the sentence round a span (or the whole of a longer span) has one of the words and none of the barred."""
    if not (match.words or match.without or match.lemmas):
        return True
    around = scene.sentence(span)
    start, end = min(around.start, span.start), max(around.end, span.end)
    text = scene.reading.document.text[start:end]
    if match.words and not any(_pattern(word).search(text) for word in match.words):
        return False
    if match.lemmas and not any(_pattern(form).search(text) for lemma in match.lemmas for form in inflect(lemma)):
        return False
    return not any(_pattern(word).search(text) for word in match.without)


@cache
def _pattern(word: str) -> re.Pattern[str]:
    """A word or phrase at word borders, `*` for any ending, any white space or hyphen between its parts."""
    parts = [re.escape(part).replace(r"\*", r"\w*") for part in word.split()]
    return re.compile(r"\b" + r"[\s-]+".join(parts) + r"\b", re.IGNORECASE)


def _day_of(scene: _Scene, event: Event) -> str | Literal[False] | None:
    """The day from which an event counts, None where there is none, False where it is before the window."""
    opens = scene.problem.window.opens
    if event.status == "historical":
        return False
    if event.days is not None and (event.days.last or event.days.first):
        last = (event.days.last or event.days.first or "")[:10]
        if last < opens:
            return False
        return min(last, scene.reading.document.published.day or last)
    published = scene.reading.document.published.day
    return False if published is not None and published < opens else published


def _denial(event: Event, told: Statement | None, against: bool) -> DenialKind | None:
    if not against:
        return None
    if told is None or event.status == "denied":
        # "I do not see signs of X" reports an absence; "we did not do X" denies the act.
        watching = told is not None and told.kind in ("belief", "forecast") and told.basis != "first_hand"
        return "negative_observation" if watching else "denial"
    return "doubt"


def _sighting(
    scene: _Scene,
    indicator: Indicator,
    record: Event | Statement,
    told: Statement | None,
    day: str | None,
    denial: DenialKind | None,
) -> Sighting:
    spans = record.trigger if isinstance(record, Event) else record.content
    return Sighting(
        indicator=indicator.id,
        record=record.id,
        document=scene.reading.document.id,
        span=cover(spans),
        statement=told.id if told else None,
        day=day,
        denial=denial,
        testimony=testify(scene.reading, told.id if told else None, record.id),
    )
