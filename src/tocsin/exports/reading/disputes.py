"""Who contradicts whom, made ready for the page: each side as a link to its words, and a chip for the other side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import msgspec

from tocsin.assess.disagreements import Disagreement, Side, find_disagreements
from tocsin.exports.reading.folio import Chip, Folio
from tocsin.exports.reading.words import clip
from tocsin.records import Statement

__all__ = ["Dispute", "DisputeSide", "find_disputes"]

_KINDS = {
    "contradiction": "contradicts",
    "doubt": "doubts",
    "different_horizon": "expects it at another time than",
}


class DisputeSide(msgspec.Struct, frozen=True):
    """Who holds it, the words, and a link to them; `polarity` is `affirmed` or `negated`."""

    holder: str
    words: str
    href: str
    polarity: str


class Dispute(msgspec.Struct, frozen=True):
    """A matter on which the texts disagree, its kind in words, and its two sides."""

    matter: str
    kind: str
    sides: tuple[DisputeSide, ...]


def find_disputes(folios: Sequence[Folio]) -> tuple[list[Dispute], dict[int, dict[int, list[Chip]]]]:
    """The disputes among the page's documents, and by document number and character the chips that lead across."""
    by_document: dict[str, Folio] = {}
    for folio in folios:
        by_document.setdefault(folio.document.id, folio)
    disputes: list[Dispute] = []
    chips: dict[int, dict[int, list[Chip]]] = defaultdict(lambda: defaultdict(list))
    for found in find_disagreements(folio.reading for folio in folios):
        disputes.append(_dispute(found, by_document))
        for own, other in (found.sides, found.sides[::-1]):
            home, away = by_document[own.document], by_document[other.document]
            chip = Chip(f"{_KINDS[found.kind]} {_holder(away, other)}", _href(away, other))
            chips[home.number][own.span.start].append(chip)
    return disputes, chips


def _dispute(found: Disagreement, by_document: dict[str, Folio]) -> Dispute:
    sides: list[DisputeSide] = []
    for side in found.sides:
        folio = by_document[side.document]
        words = _words(folio, side)
        sides.append(DisputeSide(_holder(folio, side), words, _href(folio, side), side.polarity))
    return Dispute(found.proposition, found.kind.replace("_", " "), tuple(sides))


def _words(folio: Folio, side: Side) -> str:
    """The sentence that holds the words, so that a side can be judged without a jump."""
    sentence = folio.text.sentence_at(side.span.start)
    return clip((sentence.span if sentence else side.span).of(folio.document.text), 220)


def _holder(folio: Folio, side: Side) -> str:
    statement = folio.record(side.statement)
    if isinstance(statement, Statement):
        return folio.speaker(statement)
    return folio.document.outlet or "the page itself"


def _href(folio: Folio, side: Side) -> str:
    return f"#{folio.character_id(side.span.start)}"
