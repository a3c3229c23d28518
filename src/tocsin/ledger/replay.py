"""Puts analysts' judgements onto a reading, whichever run of the coders made it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from tocsin.errors import ConfigError
from tocsin.records import (
    AnyRecord,
    Entity,
    Event,
    Forecast,
    Judgement,
    Mention,
    Reading,
    Spans,
    Statement,
    Target,
    Timex,
    cited_spans,
    defining_spans,
    digest_of,
)
from tocsin.records.joins import Verdict

__all__ = ["ANALYST", "Judged", "apply_judgements", "check_added", "check_patch", "find_target", "target_of"]

ANALYST = "analyst"
# Two records are on the same words when at least half of the characters of either are the other's: less is a neighbour.
_SAME_WORDS = 0.5
_DEFINING: dict[type, tuple[str, ...]] = {
    Timex: ("kind",),
    Mention: ("form",),
    Entity: ("name", "kind"),
    Statement: ("manner",),
    Event: ("event_type",),
    Forecast: (),
}


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """A reading as it stands after judgement.

    `reading` is without what was rejected, with what was edited or added; `verdicts` tells by record id which ones an
    analyst spoke on; `unplaced` are the judgements that no record fits any more. `notes` are by record id, those on the
    whole document under the document's id; `credibility` (1 to 6) is by record id, for the records that have a grade.
    """

    reading: Reading
    verdicts: dict[str, Verdict]
    unplaced: tuple[Judgement, ...]
    notes: dict[str, tuple[Judgement, ...]] = {}
    credibility: dict[str, int] = {}


def target_of(record: AnyRecord, text_digest: str) -> Target:
    """What a judgement on a record is about: its words and the values that tell it from others on them."""
    fields = {name: getattr(record, name) for name in _DEFINING[type(record)]}
    return Target(type=type(record).__name__, text_digest=text_digest, spans=defining_spans(record), fields=fields)


def apply_judgements(reading: Reading, judgements: Iterable[Judgement]) -> Judged:
    """The reading as judged, in the order of the judgements; those on other texts or on links are passed over."""
    records: dict[str, AnyRecord] = {record.id: record for record in reading.records}
    verdicts: dict[str, Verdict] = {}
    unplaced: list[Judgement] = []
    notes: dict[str, tuple[Judgement, ...]] = {}
    credibility: dict[str, int] = {}
    for judgement in judgements:
        if judgement.target.text_digest != reading.document.text_digest:
            continue
        if judgement.verdict == "add":
            added = _added(judgement, reading)
            if added is None:
                unplaced.append(judgement)
            else:
                records[added.id] = added
                verdicts[added.id] = "add"
            continue
        found: AnyRecord | None = None
        if judgement.target.type == "Document":
            key: str | None = reading.document.id
        else:
            found = find_target(judgement.target, list(records.values()))
            key = found.id if found else None
        if key is None:
            unplaced.append(judgement)
        elif judgement.verdict == "note":
            notes[key] = (*notes.get(key, ()), judgement)
        elif judgement.verdict == "grade":
            credibility[key] = int((judgement.patch or {}).get("credibility", 6))
        elif found is not None:
            _apply(judgement, found, records, verdicts)
    kept = tuple(records.values())
    judged = msgspec.structs.replace(reading, records=_without_loose_ends(kept))
    return Judged(reading=judged, verdicts=verdicts, unplaced=tuple(unplaced), notes=notes, credibility=credibility)


def _apply(
    judgement: Judgement, record: AnyRecord, records: dict[str, AnyRecord], verdicts: dict[str, Verdict]
) -> None:
    if judgement.verdict == "reject":
        del records[record.id]
    elif judgement.verdict == "edit":
        # The id stays: other records point at it, and what it was is in the run.
        records[record.id] = _patched(record, judgement.patch or {})
    verdicts[record.id] = judgement.verdict


def find_target(target: Target, records: Sequence[AnyRecord]) -> AnyRecord | None:
    """The record that a target means: of its kind, on its words, and nearest in its defining values."""
    best: tuple[float, AnyRecord] | None = None
    for record in records:
        if type(record).__name__ != target.type:
            continue
        shared = _shared(target.spans, defining_spans(record)) if target.spans else float(isinstance(record, Entity))
        agree = sum(getattr(record, name, None) == value for name, value in target.fields.items())
        if target.spans and shared < _SAME_WORDS:
            continue
        if not target.spans and agree < len(target.fields):
            continue
        rank = shared + agree
        if best is None or rank > best[0]:
            best = (rank, record)
    return best[1] if best else None


def _shared(left: Spans, right: Spans) -> float:
    """The share of characters that two sets of spans have in common: the smaller share of the two."""
    one = {at for span in left for at in range(span.start, span.end)}
    other = {at for span in right for at in range(span.start, span.end)}
    if not one or not other:
        return 0.0
    return len(one & other) / max(len(one), len(other))


def check_patch(record: AnyRecord, patch: Mapping[str, Any], reading: Reading) -> None:
    """Raises `ConfigError` (`bad-patch`) where new values do not fit the record, its text or its reading.

    Spans lie in the text and cite no outer white space; what is pointed at is there; an id, a kind of record and whose
    finding it is cannot be edited.
    """
    fixed = sorted(set(patch) & {"id", "type", "coder", "score"})
    if fixed:
        raise ConfigError("bad-patch", f"'{fixed[0]}' cannot be edited.", "Reject the record and add another.")
    try:
        edited = _patched(record, patch)
        _check_places(edited, reading)
    except (msgspec.ValidationError, ValueError) as error:
        known = ", ".join(record.__struct_fields__)
        raise ConfigError(
            "bad-patch", f"The edit does not fit a {type(record).__name__}: {error}.", f"Fields: {known}."
        ) from error


def _check_places(record: AnyRecord, reading: Reading) -> None:
    """Raises `ValueError` for a span outside the text and for a record that is not there."""
    text = reading.document.text
    for span in cited_spans(record):
        if span.end > len(text) or span.of(text) != span.of(text).strip():
            raise ValueError(f"[{span.start}, {span.end}] is outside the text, or cites outer white space")
    there = {other.id for other in reading.records}
    for name in ("entity", "source_entity", "parent", "according_to", "statement", "event"):
        value = getattr(record, name, None)
        if value is not None and value not in there:
            raise ValueError(f"there is no record '{value}' in this document")
    for name in ("actors", "recipients", "chain", "addressees"):
        for value in getattr(record, name, ()):
            if value not in there:
                raise ValueError(f"there is no record '{value}' in this document")


def _patched(record: AnyRecord, patch: Mapping[str, Any]) -> AnyRecord:
    plain = msgspec.to_builtins(record) | dict(patch)
    return msgspec.convert(plain, type(record))


# What an analyst need not write: a record of these fields alone is whole.
_LEFT_OUT: dict[str, dict[str, Any]] = {
    "Timex": {"mod": None, "days": None, "value": None, "anchor": "none", "anchor_value": None, "rule": ANALYST},
    "Mention": {"form": "name"},
    "Entity": {"basis": "text", "kind": "person", "name": None, "country": None, "sector": None},
    "Statement": {
        "source": [], "source_entity": None, "cue": [], "content": [], "manner": "indirect", "kind": "assertion",
        "basis": "unknown", "parent": None, "chain": [], "on_record": "named", "addressees": [], "said": None,
        "said_basis": None, "venue": None, "polarity": "affirmed", "certainty": None, "hedges": [], "stance": "neutral",
    },
    "Event": {
        "mode": None, "contexts": [], "plover": None, "cameo": None, "actors": [], "recipients": [], "location": None,
        "days": None, "days_basis": None, "status": "occurred", "status_cue": [], "according_to": None, "scale": None,
    },
    "Forecast": {"event": None, "horizon": None, "probability": None, "condition": []},
}  # fmt: skip


def check_added(record: Mapping[str, Any], reading: Reading) -> tuple[Target, dict[str, Any]]:
    """The target and the whole patch of a record that an analyst wrote for a reading.

    Raises `ConfigError` (`bad-patch`) where the kind is unknown, a field does not fit or a span lies outside the text.
    """
    kind = str(record.get("type"))
    if kind not in _LEFT_OUT:
        raise ConfigError("bad-patch", f"'{kind}' is no kind of record.", f"Kinds: {', '.join(_LEFT_OUT)}.")
    patch = {"score": 1.0, "coder": ANALYST, "id": ANALYST} | _LEFT_OUT[kind] | dict(record)
    try:
        made: AnyRecord = msgspec.convert(patch, AnyRecord)
    except (msgspec.ValidationError, ValueError) as error:
        raise ConfigError("bad-patch", f"That is no {kind}: {error}.", "See docs/records.md for its fields.") from error
    text = reading.document.text
    for span in defining_spans(made):
        if span.end > len(text) or span.of(text) != span.of(text).strip():
            where = f"[{span.start}, {span.end}] is outside the text, or cites outer white space."
            raise ConfigError("bad-patch", where, "Spans count characters of the document's text.")
    del patch["id"]
    return target_of(made, reading.document.text_digest), patch


def _added(judgement: Judgement, reading: Reading) -> AnyRecord | None:
    """The record that an analyst wrote, or None where it does not fit the kind or the text."""
    patch = {"type": judgement.target.type, "score": 1.0, "coder": ANALYST} | (judgement.patch or {})
    patch.setdefault("id", digest_of(ANALYST, judgement.id, reading.document.id))
    try:
        record: AnyRecord = msgspec.convert(patch, AnyRecord)
    except (msgspec.ValidationError, ValueError):
        return None
    if any(span.end > len(reading.document.text) for span in defining_spans(record)):
        return None
    return record


def _without_loose_ends(records: tuple[AnyRecord, ...]) -> tuple[AnyRecord, ...]:
    """The records without those that hang on a rejected one.

    A mention of a rejected entity goes, and a forecast of a rejected statement. What merely refers to a rejected record
    keeps standing, without the reference.
    """
    there = {record.id for record in records}
    return tuple(kept for record in records if (kept := _without_loose_end(record, there)) is not None)


def _without_loose_end(record: AnyRecord, there: set[str]) -> AnyRecord | None:
    match record:
        case Mention() if record.entity not in there:
            return None
        case Forecast() if record.statement not in there:
            return None
        case Statement():
            return _loosened(record, there, ("source_entity", "parent"), ("chain", "addressees"))
        case Event():
            return _loosened(record, there, ("according_to",), ("actors", "recipients"))
        case Forecast():
            return _loosened(record, there, ("event",), ())
        case _:
            return record


def _loosened(record: AnyRecord, there: set[str], one: tuple[str, ...], many: tuple[str, ...]) -> AnyRecord:
    """The record without references to records that are gone."""
    changes: dict[str, Any] = {
        name: None for name in one if getattr(record, name) is not None and getattr(record, name) not in there
    }
    for name in many:
        left = tuple(target for target in getattr(record, name) if target in there)
        if left != getattr(record, name):
            changes[name] = left
    return msgspec.structs.replace(record, **changes) if changes else record
