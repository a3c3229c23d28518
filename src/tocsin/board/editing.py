"""The form on which an analyst edits a record or adds one that was missed, and what it comes to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

import msgspec

from tocsin.board.answers import Board
from tocsin.board.review import find_span
from tocsin.errors import ConfigError, LedgerError
from tocsin.ledger.replay import Judged
from tocsin.records import AnyRecord, Entity, Mention, Reading, defining_spans
from tocsin.records.kinds import EntityKind, EventStatus, MentionForm, PloverType, StatementKind
from tocsin.text.span import Span, cover

__all__ = ["read_added", "read_patch", "show_edit"]

# By kind of record: field, what it is, and its choices.
_FIELDS: dict[str, tuple[tuple[str, str, tuple[str, ...]], ...]] = {
    "Event": (
        ("event_type", "choice", get_args(PloverType)),
        ("status", "choice", get_args(EventStatus)),
        ("days", "days", ()),
        ("actors", "entities", ()),
        ("recipients", "entities", ()),
        ("trigger", "span", ()),
    ),
    "Statement": (
        ("kind", "choice", get_args(StatementKind)),
        ("polarity", "choice", ("affirmed", "negated")),
        ("source_entity", "entity", ()),
        ("said", "days", ()),
        ("content", "span", ()),
    ),
    "Forecast": (("horizon", "days", ()), ("outcome", "span", ())),
    "Timex": (("value", "words", ()), ("days", "days", ()), ("span", "one", ())),
    "Entity": (("name", "words", ()), ("kind", "choice", get_args(EntityKind)), ("country", "words", ())),
    "Mention": (("form", "choice", get_args(MentionForm)), ("entity", "entity", ()), ("span", "one", ())),
}
_ADDED = ("Event", "Statement", "Timex", "Entity", "Mention")
_AROUND = 240


def show_edit(board: Board, document: str, record: str | None, asked: Mapping[str, str]) -> dict[str, Any]:
    """What the form shows: of a record, or empty for one to add. Raises `LedgerError` (`no-such-record`)."""
    judged = board.desk.judged(document)
    reading = judged.reading
    found = _record(judged, record) if record else None
    kind = type(found).__name__ if found else asked.get("kind", "Event")
    if kind not in _FIELDS:
        raise LedgerError("no-such-record", f"'{kind[:40]}' is no kind of record.", "Kinds: " + ", ".join(_ADDED))
    span = _span_of(found, asked, reading.document.text)
    text = reading.document.text
    return {
        "document": reading.document,
        "record": found,
        "kind": kind,
        "kinds": _ADDED,
        "fields": [_field(found, *row) for row in _FIELDS[kind]],
        "span": span,
        "before": text[max(0, span.start - _AROUND) : span.start] if span else "",
        "words": span.of(text) if span else "",
        "after": text[span.end : span.end + _AROUND] if span else text[:_AROUND],
        "entities": _entities(reading),
    }


def _record(judged: Judged, record: str) -> AnyRecord:
    found = next((one for one in judged.reading.records if one.id == record), None)
    if found is None:
        raise LedgerError("no-such-record", f"No record '{record[:40]}' stands here.", "Undo what rejected it first.")
    return found


def _span_of(record: AnyRecord | None, asked: Mapping[str, str], text: str) -> Span | None:
    if asked.get("span"):
        span = find_span(asked["span"])
        return Span(span.start, min(span.end, len(text))) if span.start < len(text) else None
    spans = defining_spans(record) if record is not None else ()
    return cover(spans) if spans else None


def _entities(reading: Reading) -> list[tuple[str, str]]:
    """Who can be named: id and name, those without a name by the words that stand for them."""
    words: dict[str, str] = {}
    for record in reading.records:
        if isinstance(record, Mention):
            words.setdefault(record.entity, record.span.of(reading.document.text))
    found = [(r.id, r.name or words.get(r.id, "unnamed")) for r in reading.records if isinstance(r, Entity)]
    return sorted(found, key=lambda pair: pair[1].casefold())


def _field(record: AnyRecord | None, name: str, how: str, choices: tuple[str, ...]) -> dict[str, Any]:
    value = getattr(record, name, None) if record is not None else None
    told = {"name": name, "how": how, "choices": choices, "value": value, "first": "", "last": ""}
    if how == "days" and value is not None:
        told |= {"first": value.first or "", "last": value.last or ""}
    if how == "span":
        # Words that stand apart are one field each; the form changes only those that stand together.
        told["how"] = "span" if record is None or len(value or ()) <= 1 else "apart"
    return told


def read_patch(board: Board, document: str, record: str, form: Mapping[str, Any]) -> dict[str, object]:
    """What a form changes of a record. Raises `LedgerError` (`no-such-record`), `ConfigError` (`bad-patch`)."""
    found = _record(board.desk.judged(document), record)
    plain = msgspec.to_builtins(found)
    wanted = _read_fields(type(found).__name__, form, plain)
    return {name: value for name, value in wanted.items() if value != plain.get(name)}


def read_added(form: Mapping[str, Any]) -> dict[str, object]:
    """The record that a form tells of."""
    kind = str(form.get("kind", ""))
    if kind not in _ADDED:
        raise ConfigError("bad-patch", f"'{kind[:40]}' cannot be added here.", "Kinds: " + ", ".join(_ADDED))
    return {"type": kind} | _read_fields(kind, form, {})


def _read_fields(kind: str, form: Mapping[str, Any], plain: Mapping[str, Any]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, how, _ in _FIELDS[kind]:
        value = form.get(name)
        match how:
            case "days" if f"{name}_first" in form:
                found[name] = _days(form, name, plain.get(name), extent=kind in ("Event", "Forecast"))
            case "entities" if f"{name}_asked" in form:
                found[name] = [value] if isinstance(value, str) else list(value or ())
            case "entity" | "words" if value is not None:
                found[name] = str(value).strip() or None
            case "choice" if value is not None:
                found[name] = str(value)
            case "span" | "one" if form.get("start") and form.get("end") and len(plain.get(name) or ()) <= 2:
                found |= _edges(name, how, form, plain)
            case _:
                continue
    return found


def _edges(name: str, how: str, form: Mapping[str, Any], plain: Mapping[str, Any]) -> dict[str, object]:
    """The span of the form, unless the record's words stand apart: then they stay."""
    try:
        edges = [int(str(form["start"])), int(str(form["end"]))]
    except ValueError as error:
        raise ConfigError("bad-patch", "A span is two whole numbers.", "Mark the words in the text instead.") from error
    if how == "one":
        return {name: edges}
    return {name: [edges]} if len(plain.get(name) or ()) <= 1 else {}


def _days(form: Mapping[str, Any], name: str, before: Any, *, extent: bool) -> dict[str, object] | None:
    """The days of the form; null where both ends are empty. What was not changed stays as it was, words and all."""
    first, last = (str(form.get(f"{name}_{end}") or "").strip() or None for end in ("first", "last"))
    if first is None and last is None:
        return None
    if before and (before.get("first"), before.get("last")) == (first, last):
        return dict(before)
    edtf = first if first == last and first else f"{first or '..'}/{last or '..'}"
    days: dict[str, object] = {"first": first, "last": last, "edtf": edtf, "approximate": False}
    if extent:
        days["extent"] = (before or {}).get("extent", "within")
    return days
