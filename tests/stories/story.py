"""Golden cases: a small text, and beside it the records that must (or must not) be found in it.

A story file has three parts, parted by lines of three dashes: a head (`# what rule this shows`, `published:`,
`outlet:`, ...), the text, and one expected record a line: `Kind field=value field="several words"`. An expected line
names only the fields that the story is about; `!Kind ...` must match nothing; `Diagnostic code=... span="..."` too, and
`Sighting indicator=...` for what the bundled playbooks see.
Entities are compared by name (`(their words)` where they have none), joined by `|`; spans by their words, pieces
joined by ` … `; days by their EDTF.
"""

from __future__ import annotations

import shlex
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tocsin.records import (
    Diagnostic,
    Document,
    Entity,
    Event,
    Location,
    Mention,
    PloverCode,
    Probability,
    Published,
    Reading,
    Size,
    Statement,
    make_document,
)
from tocsin.text.span import Span
from tocsin.timex.interval import Days

GAP = " … "


@dataclass
class Expected:
    """One expected line: the kind of record, the fields it must have, and whether it must not be there."""

    kind: str
    fields: dict[str, str]
    absent: bool = False

    def line(self) -> str:
        """The line as it stands in a story."""
        shown = " ".join(f"{key}={_quoted(value)}" for key, value in self.fields.items())
        return f"{'!' if self.absent else ''}{self.kind} {shown}".rstrip()


@dataclass
class Story:
    """A parsed story file."""

    path: Path
    head: list[str]
    text: str
    expected: list[Expected] = field(default_factory=list)

    @classmethod
    def load(cls, path: Path) -> Story:
        """The story in a file. Raises `ValueError` naming the file where it has not three parts."""
        parts = path.read_text(encoding="utf-8").split("\n---\n")
        if len(parts) != 3:
            raise ValueError(f"{path}: a story has a head, a text and expected records, parted by lines of ---")
        lines = [line for line in parts[2].splitlines() if line.strip() and not line.startswith("#")]
        return cls(path, parts[0].splitlines(), parts[1].strip("\n"), [_parse_line(path, line) for line in lines])

    def setting(self, name: str) -> str | None:
        """A value of the head, such as `published`."""
        return next((line.partition(":")[2].strip() for line in self.head if line.startswith(f"{name}:")), None)

    def document(self) -> Document:
        """The document that the story tells."""
        published = self.setting("published")
        return make_document(
            self.text,
            uri=self.path.name,
            outlet=self.setting("outlet"),
            published=Published(value=published, basis="given") if published else Published(),
            language=self.setting("language") or "en",
        )

    def failures(self, reading: Reading) -> list[str]:
        """What is not as expected, a line each."""
        shown = Shown(reading)
        problems = []
        for expected in self.expected:
            found = [item for item in shown.of_kind(expected.kind) if shown.matches(item, expected)]
            if expected.absent and found:
                problems.append(f"must not be there: {expected.line()}")
            if not expected.absent and not found:
                closest = shown.closest(expected)
                seen = closest.line() if closest else f"no {expected.kind} at all"
                problems.append(f"expected  {expected.line()}\n  closest   {seen}")
        return problems

    def updated(self, reading: Reading) -> str:
        """The file's new text: each expected record that failed takes the values of the closest one found."""
        shown = Shown(reading)
        lines = []
        for expected in self.expected:
            found = any(shown.matches(item, expected) for item in shown.of_kind(expected.kind))
            if found or expected.absent:
                lines.append(expected.line())
            elif closest := shown.closest(expected):
                lines.append(closest.line())
        return "\n---\n".join(["\n".join(self.head), self.text, "\n".join(lines) + "\n"])


class Shown:
    """A reading's records as stories write them."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._by_id = {record.id: record for record in reading.records}
        self._words: dict[str, str] = {}
        for record in reading.records:
            if isinstance(record, Mention):
                self._words.setdefault(record.entity, record.span.of(reading.document.text))

    def of_kind(self, kind: str) -> list[Any]:
        """The records (or diagnostics) of a kind."""
        if kind == "Diagnostic":
            return list(self.reading.diagnostics)
        if kind == "Sighting":
            return bundled_sightings(self.reading)
        return [record for record in self.reading.records if type(record).__name__ == kind]

    def matches(self, item: Any, expected: Expected) -> bool:
        """Whether a record has every value that the line names."""
        return all(self.value(item, name) == value for name, value in expected.fields.items())

    def closest(self, expected: Expected) -> Expected | None:
        """The record of the kind that agrees in most fields, written with the fields of the line."""
        items = self.of_kind(expected.kind)
        if not items:
            return None
        best = max(items, key=lambda i: sum(self.value(i, n) == v for n, v in expected.fields.items()))
        return Expected(expected.kind, {name: self.value(best, name) for name in expected.fields})

    def value(self, item: Any, name: str) -> str:
        """A field of a record as stories write it. Raises `AttributeError` for a field that the record has not."""
        value = getattr(item, name)
        match value:
            case None:
                return "null"
            case Span():
                return value.of(self.reading.document.text)
            case Days():
                return value.edtf
            case Location():
                return value.name + (" (disputed)" if value.disputed else "")
            case Probability():
                return "none" if value.low is None else f"{value.low:g}..{value.high:g}"
            case PloverCode():
                return f"{value.type}/{value.mode}" if value.mode else str(value.type)
            case Size():
                parts = {key: getattr(value, key) for key in value.__struct_fields__}
                return "|".join(f"{key}={v.low}..{v.high}" for key, v in parts.items() if v is not None)
            case tuple():
                return self._many(value)
            case str():
                return self._reference(value) if name not in ("id", "rule", "name") else value
            case _:
                return str(value)

    def _many(self, values: tuple[Any, ...]) -> str:
        if values and isinstance(values[0], Span):
            return GAP.join(span.of(self.reading.document.text) for span in values)
        return "|".join(self._reference(v) if isinstance(v, str) else getattr(v, "title", str(v)) for v in values)

    def _reference(self, value: str) -> str:
        """What an id stands for: an entity's name, a statement's or an event's first words; other text as it is."""
        match self._by_id.get(value):
            case Entity() as entity:
                return entity.name or f"({self._words.get(value, '')})"
            case Statement() as statement:
                return self._many(statement.cue or statement.content)
            case Event() as event:
                return self._many(event.trigger)
            case _:
                return value


def _parse_line(path: Path, line: str) -> Expected:
    words = shlex.split(line)
    kind = words[0].removeprefix("!")
    if bad := [word for word in words[1:] if "=" not in word]:
        raise ValueError(f"{path}: {bad[0]!r} is no field=value in: {line}")
    fields = dict(word.split("=", 1) for word in words[1:])
    return Expected(kind, fields, absent=words[0].startswith("!"))


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"' if not value or set(value) & set(" '\"|;()&$`\\*?!<>") else value


def bundled_sightings(reading: Reading) -> list[Any]:
    """What the bundled playbooks see in a reading for the bundled problems."""
    from tocsin.assess.indicators import find_sightings
    from tocsin.desk.backtest import bundled_problems

    problems, playbooks = bundled_problems()
    return [s for p in problems.values() for s in find_sightings(reading, playbooks[p.playbook], p)]


def known_fields(kind: str) -> tuple[str, ...]:
    """The fields that a story may name for a kind."""
    if kind == "Diagnostic":
        return Diagnostic.__struct_fields__
    import tocsin.records as records

    return getattr(records, kind).__struct_fields__
