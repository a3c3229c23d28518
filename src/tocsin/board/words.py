"""Exact words for the board: what a record cites, in its sentence, and where to open it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import get_args

import msgspec

from tocsin.assess.level import IndicatorState, Pointer
from tocsin.records import Reading
from tocsin.records.kinds import PloverType
from tocsin.text.span import Span
from tocsin.text.text import Text
from tocsin.vocab.countries import country_name

__all__ = [
    "Citation",
    "Evidence",
    "OriginLink",
    "cite",
    "document_link",
    "gather_evidence",
    "say_proposition",
    "span_link",
]


# Origins that are named in a sentence; the list of the evidence has all.
_MOST_ORIGINS = 8
_TYPES = frozenset(get_args(PloverType))


class Citation(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of text cited: its words, what stands before and after them in the sentence, and the link to them."""

    before: str
    words: str
    after: str
    outlet: str | None
    published: str | None
    title: str | None
    link: str


class OriginLink(msgspec.Struct, frozen=True, kw_only=True):
    """An origin by name, and the words that rest on it."""

    name: str
    first_hand: bool
    link: str


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """An indicator as it stands, with everything that the page links to."""

    state: IndicatorState
    link: str
    origins: tuple[OriginLink, ...]
    affirms: tuple[Citation, ...]
    denies: tuple[tuple[str, Citation], ...]


def document_link(document: str, span: Span | None = None, query: str = "") -> str:
    """The address of a document's reading view, at the mark that begins where a span does."""
    return f"/documents/{document}{query}" + (f"#d1c{span.start}" if span else "")


def span_link(document: str, span: Span) -> str:
    """The lasting address of exact characters of a document."""
    return f"/s/{document}/{span.start}-{span.end}"


@lru_cache(maxsize=256)
def _text(raw: str) -> Text:
    return Text(raw)


def cite(reading: Reading, span: Span, query: str = "") -> Citation:
    """The words of a span in their sentence."""
    document = reading.document
    sentence = _text(document.text).sentence_at(span.start)
    around = sentence.span if sentence else span
    end = max(span.end, around.end)
    return Citation(
        before=document.text[around.start : span.start],
        words=span.of(document.text),
        after=document.text[span.end : end],
        outlet=document.outlet,
        published=document.published.value,
        title=document.title,
        link=document_link(document.id, span, query),
    )


def say_proposition(words: str) -> str:
    """A proposition of our codes in words: `RUS ASSAULT UKR` is "Russia: assault (Ukraine)"."""
    parts = words.split()
    at = next((n for n, part in enumerate(parts) if part in _TYPES), None)
    if at is None:
        return words
    whom = " ".join(map(country_name, parts[at + 1 :]))
    return f"{' '.join(map(country_name, parts[:at]))}: {parts[at].lower()}{f' ({whom})' if whom else ''}"


def gather_evidence(
    readings: Mapping[str, Reading], states: tuple[IndicatorState, ...], query: str = "", most: int = 6
) -> list[Evidence]:
    """The indicators with the words behind them, the latest first and no more of each than asked for."""
    return [_evidence(readings, state, query, most) for state in states]


def _evidence(readings: Mapping[str, Reading], state: IndicatorState, query: str, most: int) -> Evidence:
    by_record = {pointer.record: pointer for pointer in state.affirms}
    origins = []
    for origin in state.origins[:_MOST_ORIGINS]:
        pointer = next((by_record[record] for record in origin.records if record in by_record), None)
        if pointer is not None:
            link = document_link(pointer.document, pointer.span, query)
            origins.append(OriginLink(name=origin.name or "an unnamed source", first_hand=origin.first_hand, link=link))

    def words(pointer: Pointer) -> Citation:
        return cite(readings[pointer.document], pointer.span, query)

    affirms, denies = _latest(readings, state.affirms), _latest(readings, state.denies)
    first = next(iter((*affirms, *denies)), None)
    return Evidence(
        state=state,
        link=document_link(first.document, first.span, query) if first else "",
        origins=tuple(origins),
        affirms=tuple(words(pointer) for pointer in affirms[:most]),
        denies=tuple((str(pointer.kind).replace("_", " "), words(pointer)) for pointer in denies[:most]),
    )


def _latest(readings: Mapping[str, Reading], pointers: Iterable[Pointer]) -> list[Pointer]:
    """The pointers with the latest document first."""
    return sorted(pointers, key=lambda p: readings[p.document].document.published.day or "", reverse=True)
