"""Every field of a record as a labelled line, links to the characters and to other records included."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

import msgspec

from tocsin.exports.reading.folio import Folio
from tocsin.exports.reading.words import (
    ACTS,
    ON_RECORD,
    SHAPES,
    clip,
    quote,
    say_days,
    say_doubt,
    say_probability,
    say_weekday,
)
from tocsin.records import (
    AnyRecord,
    Event,
    Forecast,
    Location,
    PloverCode,
    Probability,
    Role,
    Size,
    SizeRange,
    Statement,
)
from tocsin.text.span import Span
from tocsin.timex.interval import Days

__all__ = ["LABELS", "Fact", "Facts", "Piece", "record_facts"]


class Piece(msgspec.Struct, frozen=True):
    """A few words of a fact: plain, `quoted` from the text, or a `code`; `href` leads within the page."""

    text: str
    href: str | None = None
    quoted: bool = False
    code: bool = False


class Fact(msgspec.Struct, frozen=True):
    """One field of a record under its label."""

    label: str
    pieces: tuple[Piece, ...]


class Facts(msgspec.Struct, frozen=True):
    """All fields of a record: those that say something, and the labels of those that the text leaves open."""

    said: tuple[Fact, ...]
    unsaid: tuple[str, ...]


LABELS = MappingProxyType(
    {
        "span": "Words",
        "kind": "Kind",
        "value": "Value",
        "mod": "Modifier",
        "days": "Days",
        "anchor": "Counted from",
        "anchor_value": "Anchor date",
        "range": "Whole range",
        "rule": "Rule",
        "basis": "Basis",
        "name": "Name",
        "country": "Country",
        "sector": "Sector",
        "roles": "Roles",
        "wikidata": "Wikidata",
        "region": "Region",
        "roster": "Row of the roster",
        "entity": "Stands for",
        "form": "Form",
        "source": "Source",
        "source_entity": "Speaker",
        "cue": "Word of saying",
        "content": "What is said",
        "manner": "Manner",
        "parent": "Told within",
        "chain": "From the page inward",
        "on_record": "On record",
        "addressees": "Said to",
        "said": "Said on",
        "said_basis": "Day known from",
        "venue": "Venue",
        "polarity": "Polarity",
        "certainty": "Speaker\u2019s certainty",
        "hedges": "Hedges",
        "stance": "Reporter\u2019s stance",
        "trigger": "Words",
        "event_type": "Act",
        "mode": "Mode",
        "contexts": "Contexts",
        "plover": "PLOVER code",
        "cameo": "CAMEO code",
        "actors": "Actors",
        "recipients": "Recipients",
        "location": "Place",
        "days_basis": "Days known from",
        "status": "Status",
        "status_cue": "Status shown by",
        "according_to": "According to",
        "scale": "Conflict\u2013cooperation",
        "size": "Size",
        "statement": "Forecast in",
        "outcome": "Outcome",
        "event": "Event foreseen",
        "horizon": "Horizon",
        "probability": "Likelihood",
        "condition": "On condition",
    }
)
"""A label for every field of every kind of record but those of the coder's housekeeping, which share a line."""

_ENTITIES = frozenset({"entity", "source_entity", "chain", "addressees", "actors", "recipients"})
_RECORDS = frozenset({"parent", "according_to", "statement", "event"})
_HOUSEKEEPING = frozenset({"score", "coder", "id"})


def record_facts(folio: Folio, record: AnyRecord) -> Facts:
    """The facts of a record: every field once, in the contract's order; the coder, its doubt and the id come last."""
    said: list[Fact] = []
    unsaid: list[str] = []
    for name in record.__struct_fields__:
        if name in _HOUSEKEEPING:
            continue
        pieces = _pieces(folio, name, getattr(record, name))
        if pieces:
            said.append(Fact(LABELS[name], tuple(pieces)))
        else:
            unsaid.append(LABELS[name])
    said.append(Fact("Read by", (Piece(f"{record.coder}, {say_doubt(record.score)} (score {record.score:.2f})"),)))
    said.append(Fact("Id", (Piece(record.id, code=True),)))
    return Facts(tuple(said), tuple(unsaid))


def _pieces(folio: Folio, name: str, value: Any) -> list[Piece]:
    """A field's value as words; empty where the text leaves it open."""
    if value is None or value in ((), ""):
        return []
    if name in _ENTITIES:
        return _entity_links(folio, name, (value,) if isinstance(value, str) else value)
    if name in _RECORDS:
        return [_record_link(folio, value)]
    match value:
        case Span():
            return _cited(folio, value)
        case tuple() if isinstance(value[0], Span):
            return [piece for span in value for piece in _cited(folio, span)]
        case tuple() if isinstance(value[0], Role):
            return [piece for role in value for piece in _role(folio, role)]
        case tuple():
            return [Piece(", ".join(str(part) for part in value))]
        case Days():
            return _days(value)
        case Probability():
            return [Piece(say_probability(value))]
        case Location():
            return _location(folio, value)
        case PloverCode():
            return [Piece(" ".join(part for part in (value.type, value.mode) if part), code=True)] if value.type else []
        case Size():
            return _size(value)
    return _plain(name, value)


def _plain(name: str, value: Any) -> list[Piece]:
    """A word, a code or a number."""
    match name:
        case "scale":
            return [Piece(f"{value:+.1f} on \u221210 to +10")]
        case "event_type":
            return [Piece(ACTS[value]), Piece(value, code=True)]
        case "status":
            return [Piece(f"{value}: {SHAPES[value].meaning}")]
        case "on_record":
            return [Piece(ON_RECORD[value])]
        case "cameo" | "rule" | "mode" | "value" | "sector" | "country" | "wikidata" | "roster":
            return [Piece(str(value), code=True)]
    return [Piece(str(value).replace("_", " "))]


def _cited(folio: Folio, span: Span) -> list[Piece]:
    """The words of a span, and its character range as a link to them."""
    return [
        Piece(clip(span.of(folio.document.text), 160), quoted=True),
        Piece(f"{span.start}\u2013{span.end}", href=f"#{folio.character_id(span.start)}", code=True),
    ]


def _entity_links(folio: Folio, name: str, ids: tuple[str, ...]) -> list[Piece]:
    links: list[Piece] = []
    for entity_id in ids:
        if links:
            links.append(Piece("\u203a" if name == "chain" else ","))
        links.append(Piece(folio.name(entity_id), href=folio.href(entity_id)))
    return links


def _record_link(folio: Folio, record_id: str) -> Piece:
    record = folio.record(record_id)
    match record:
        case Statement():
            said = folio.words(record.content or record.cue, 60)
            return Piece(f"{folio.speaker(record)}: {quote(said)}", href=folio.href(record_id))
        case Event():
            return Piece(quote(folio.words(record.trigger, 60)), href=folio.href(record_id))
        case Forecast():
            return Piece(quote(folio.words(record.outcome, 60)), href=folio.href(record_id))
    return Piece(record_id, code=True)


def _role(folio: Folio, role: Role) -> list[Piece]:
    """An office with its body, country and years; `roster` says that it is not from this text."""
    parts = [role.title, role.organization, role.country]
    words = ", ".join(part for part in parts if part)
    if role.first or role.last:
        words += f" ({role.first or '?'}\u2013{role.last or '?'})"
    if role.basis == "roster":
        words += " [roster]"
    pieces = [Piece(words)]
    if role.span is not None:
        pieces.append(_cited(folio, role.span)[1])
    return pieces


def _days(days: Days) -> list[Piece]:
    pieces = [Piece(say_days(days))]
    if days.first is not None and days.first == days.last:
        pieces.append(Piece(say_weekday(days.first)))
    if days.extent == "within":
        pieces.append(Piece("(on some day among these)"))
    elif days.extent == "throughout" and days.first != days.last:
        pieces.append(Piece("(on all of these)"))
    return [*pieces, Piece(days.edtf, code=True)]


def _location(folio: Folio, place: Location) -> list[Piece]:
    words = ", ".join(part for part in (place.name, place.region, place.country) if part)
    pieces = [Piece(words + (" (disputed)" if place.disputed else ""))]
    if place.span is not None:
        pieces.append(_cited(folio, place.span)[1])
    return pieces


def _size(size: Size) -> list[Piece]:
    ranges = {name: getattr(size, name) for name in size.__struct_fields__}
    return [Piece(f"{_range(value)} {name}") for name, value in ranges.items() if value is not None]


def _range(many: SizeRange) -> str:
    if many.low == many.high:
        return "?" if many.low is None else f"{many.low:,}"
    if many.high is None:
        return f"at least {many.low:,}"
    return f"at most {many.high:,}" if many.low is None else f"{many.low:,}\u2013{many.high:,}"
