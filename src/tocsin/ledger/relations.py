"""What a document is to those that were there before it: new, a copy, a version."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from tocsin.ledger.copies import Comparison, compare
from tocsin.ledger.labels import find_agency, has_correction_label
from tocsin.ledger.passages import outline, plain_words
from tocsin.ledger.protocol import Added
from tocsin.records import Document, Link, make_link

__all__ = ["LINK_REASONS", "NEAREST", "bridge", "links_of", "relate"]

LINK_REASONS = {
    "copy": "the same words at another outlet or address",
    "version": "the same story with another date or text",
}
# Of all that share traces with a document, so many are compared with it, those that share most first; two traces at
# least, for one is met by chance.
NEAREST = (8, 2)
# What calls itself a correction is one within so many days; what merely bears the old headline, within one.
_CORRECTED_WITHIN = 3
_RETOLD_WITHIN = 1
_CORRECTED_SHARE = 0.7
_CORRECTED_PART = 0.5


def relate(document: Document, earlier: Sequence[Document], near: Sequence[Document] = ()) -> Added:
    """What a document is to the `earlier` ones (the same words or address, in order of arrival) and the `near` ones.

    The same words of the same outlet are a version (another date), of another outlet a copy. Other words at the same
    address are a version; a file's bare name is no address, for two folders may hold a `1.txt`. `near` are documents
    that share a trace: a near copy of another outlet is a copy, of the same outlet a version, and so is a correction.
    """
    twins = [other for other in earlier if other.text_digest == document.text_digest]
    for twin in twins:
        if twin.outlet == document.outlet:
            return _related(document, "version", twin)
    if twins:
        return _related(document, "copy", twins[0])
    if document.uri is not None and "://" in document.uri:
        places = [other for other in earlier if (other.uri, other.outlet) == (document.uri, document.outlet)]
        if places:
            return _related(document, "version", places[-1])
    return _nearest(document, near) or Added(document=document.id, outcome="new")


def links_of(added: Added) -> list[Link]:
    """The link that an addition makes, if any."""
    if added.of is None or added.outcome not in ("copy", "version"):
        return []
    kind = added.outcome
    reason = added.reason or LINK_REASONS[kind]
    score = 1.0 if added.score is None else added.score
    return [make_link(kind, (added.document, added.of), score=score, reason=reason)]


def bridge(document: str, links: Sequence[Link]) -> list[Link]:
    """Links among those that a document held together as one story, so that they stay one when it goes."""
    tied = [(other, link) for link in links for other in link.members if document in link.members and other != document]
    return [
        make_link(later.kind, (one, other), score=min(earlier.score, later.score), reason="one story, by another text")
        for (one, earlier), (other, later) in pairwise(tied)
        if one != other
    ]


def _related(document: Document, outcome: str, other: Document) -> Added:
    kind = "copy" if outcome == "copy" else "version"
    return Added(document=document.id, outcome=outcome, of=other.id, score=1.0, reason=LINK_REASONS[kind])  # type: ignore[arg-type]


def _nearest(document: Document, near: Sequence[Document]) -> Added | None:
    """What the document is to the one that it shares most with, or None where it is a copy of none."""
    mine = outline(document)
    found: list[tuple[float, int, Added]] = []
    for place, other in enumerate(near):
        comparison = compare(mine, outline(other))
        same_outlet = document.outlet is not None and document.outlet == other.outlet
        if comparison.whole:
            outcome = "version" if same_outlet else "copy"
            reason = _reason(comparison, document, other)
        elif same_outlet and _corrects(document, other, comparison):
            outcome, reason = "version", _correction(comparison)
        else:
            continue
        score = round(comparison.shared, 3)
        added = Added(document=document.id, outcome=outcome, of=other.id, score=score, reason=reason)  # type: ignore[arg-type]
        found.append((score, -place, added))
    return max(found, key=lambda item: item[:2])[2] if found else None


def _corrects(document: Document, other: Document, comparison: Comparison) -> bool:
    """Whether one outlet tells its own story anew: it says so, or the headline is the same a day later at most."""
    if comparison.shared < _CORRECTED_SHARE or comparison.part < _CORRECTED_PART:
        return False
    if has_correction_label(document):
        return _within(_CORRECTED_WITHIN, document, other)
    same_headline = bool(document.title) and plain_words(document.title or "") == plain_words(other.title or "")
    return same_headline and _within(_RETOLD_WITHIN, document, other)


def _within(days: int, document: Document, other: Document) -> bool:
    when = document.published.day, other.published.day
    try:
        return abs((date.fromisoformat(when[0] or "") - date.fromisoformat(when[1] or "")).days) <= days
    except ValueError:
        return False


def _reason(comparison: Comparison, document: Document, other: Document) -> str:
    """Why two texts are one story, for people."""
    if comparison.same_words:
        told = "the same words in other type or under other labels"
    else:
        told = f"{round(100 * comparison.shared)} % of the shorter text stands in the longer; names and numbers agree"
    agencies = find_agency(document), find_agency(other)
    if agencies[0] or agencies[1]:
        told += f"; labelled {agencies[0] or agencies[1]}"
    return told


def _correction(comparison: Comparison) -> str:
    changed = ", ".join(comparison.differs[:6])
    return f"the outlet tells its story anew{f'; changed: {changed}' if changed else ''}"
