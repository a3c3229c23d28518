"""Red lines: what a speaker says must not happen, and what would follow; and where one moved.

Source: Fearon on audience costs: a public threat costs its speaker something to take back, so condition and consequence
are kept with their exact words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from tocsin.records import Entity, Event, Reading, Statement
from tocsin.text.span import Span, cover
from tocsin.text.text import Text

__all__ = ["Moved", "RedLine", "find_moved", "find_red_lines"]

_RED_LINE = re.compile(r"\bred[\s-]lines?\b", re.IGNORECASE)
# An open condition: its words up to the comma (before its consequence) or to the end of the sentence (after it).
_BEFORE = re.compile(r"\b(?:if|should|unless|in case|once)\s+([^,;.]{8,200}),\s*([^;.]{8,300})", re.IGNORECASE)
_AFTER = re.compile(r"([^;.]{8,300}?),?\s+\b(?:if|unless|in case|once)\s+([^,;.]{8,200})", re.IGNORECASE)
_WORDS = re.compile(r"[a-z]{4,}")
# Below this share of common words the conditions are of two matters, above the other they are the same line again.
_SAME_MATTER, _SAME_LINE = 0.2, 0.75


class RedLine(msgspec.Struct, frozen=True, kw_only=True):
    """A line that a speaker drew: spans of the whole, of the condition and of the consequence (null where not said).

    `speaker` is a country where it is known, else a name; a state's line stays its line when another official says it.
    """

    document: str
    record: str
    day: str | None
    speaker: str | None
    name: str | None
    span: Span
    condition: Span | None
    consequence: Span | None


class Moved(msgspec.Struct, frozen=True, kw_only=True):
    """Two lines of one speaker on one matter whose conditions differ; both with their spans. Shown, never judged."""

    before: RedLine
    after: RedLine
    shared: float


def find_red_lines(readings: Iterable[Reading]) -> list[RedLine]:
    """The red lines and conditional threats, by day of saying."""
    found = [line for reading in readings for line in _of(reading)]
    return sorted(found, key=lambda line: (line.day or "9999", line.document, line.span.start))


def _of(reading: Reading) -> Iterator[RedLine]:
    entities = {r.id: r for r in reading.records if isinstance(r, Entity)}
    threats = [
        cover(r.trigger)
        for r in reading.records
        if isinstance(r, Event) and (r.event_type == "THREATEN" or r.status == "threatened")
    ]
    text = Text(reading.document.text)
    taken: set[int] = set()
    for record in reading.records:
        if not isinstance(record, Statement) or not record.content or record.kind in ("question", "forecast"):
            continue
        span = cover(record.content)
        speaker = entities.get(record.source_entity or "")
        for at in _places(reading, record, span, threats):
            sentence = text.sentence_at(at)
            whole = sentence.span if sentence else span
            if whole.start in taken or speaker is None:
                continue
            condition, consequence = _parts(reading.document.text, whole)
            if record.kind != "threat" and condition is None and not _RED_LINE.search(whole.of(reading.document.text)):
                continue
            taken.add(whole.start)
            yield RedLine(
                document=reading.document.id,
                record=record.id,
                day=(record.said.first if record.said else None) or reading.document.published.day,
                speaker=speaker.country or speaker.name,
                name=speaker.name,
                span=whole,
                condition=condition,
                consequence=consequence,
            )


def _places(reading: Reading, record: Statement, span: Span, threats: Iterable[Span]) -> list[int]:
    """Where in a statement a line may be drawn: its red lines in so many words, its threats, itself if it is one."""
    found = [span.start + match.start() for match in _RED_LINE.finditer(span.of(reading.document.text))]
    found += [threat.start for threat in threats if span.overlaps(threat)]
    return found or ([span.start] if record.kind == "threat" else [])


def _parts(text: str, whole: Span) -> tuple[Span | None, Span | None]:
    """The spans of condition and consequence in a sentence."""
    words = whole.of(text)
    if match := _BEFORE.search(words):
        return _part(whole, match, 1), _part(whole, match, 2)
    if match := _AFTER.search(words):
        return _part(whole, match, 2), _part(whole, match, 1)
    return None, None


def _part(whole: Span, match: re.Match[str], group: int) -> Span:
    words = match.group(group)
    start = whole.start + match.start(group) + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip()))


def find_moved(lines: Iterable[RedLine], texts: Mapping[str, str]) -> list[Moved]:
    """Consecutive lines of one speaker on one matter whose conditions differ; `texts` by document id."""
    last: dict[str, list[RedLine]] = {}
    found = []
    for line in lines:
        if line.speaker is None or line.condition is None:
            continue
        earlier = last.setdefault(line.speaker, [])
        for before in reversed(earlier):
            shared = _shared(_condition(before, texts), _condition(line, texts))
            if before.document != line.document and _SAME_MATTER <= shared < _SAME_LINE:
                found.append(Moved(before=before, after=line, shared=round(shared, 2)))
                break
        earlier.append(line)
    return found


def _condition(line: RedLine, texts: Mapping[str, str]) -> frozenset[str]:
    span = line.condition or line.span
    return frozenset(_WORDS.findall(span.of(texts[line.document]).casefold()))


def _shared(left: frozenset[str], right: frozenset[str]) -> float:
    return len(left & right) / len(left | right) if left | right else 0.0
