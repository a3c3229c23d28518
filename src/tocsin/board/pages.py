"""What each page shows: the desk's answers, made ready for a template, and plain for its JSON twin."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

import msgspec

from tocsin.board.words import cite, document_link, gather_evidence
from tocsin.desk import Desk
from tocsin.errors import ConfigError
from tocsin.ledger.cut import Cut
from tocsin.records import Entity, Reading
from tocsin.stores.search import query_terms

__all__ = ["PAGES", "Answer", "Board", "read_cut"]

_LEVELS = 5
_STATES = {"occurred": "solid", "ongoing": "solid", "historical": "solid", "refused": "struck", "cancelled": "struck",
           "denied": "struck", "planned": "hollow", "requested": "hollow", "threatened": "hollow"}  # fmt: skip


class Board:
    """The desk behind the pages."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk


class Answer(msgspec.Struct, frozen=True):
    """A page's template and data, the same as plain values, and the cut that was asked for with its query."""

    template: str
    data: dict[str, Any]
    plain: Any
    cut: Cut
    query: str


def read_cut(parameters: Mapping[str, str]) -> tuple[Cut, str]:
    """The cut that an address asks for, and the query that hands it on. Raises `ConfigError` (`bad-date`)."""
    as_of, known_at = parameters.get("as_of") or None, parameters.get("known_at") or None
    try:
        if as_of is not None:
            date.fromisoformat(as_of)
    except ValueError as error:
        raise ConfigError("bad-date", f"'{as_of}' is no date.", "Write it as 2021-11-11.") from error
    handed = {name: value for name, value in (("as_of", as_of), ("known_at", known_at)) if value}
    return Cut(as_of=as_of, known_at=known_at), f"?{urlencode(handed)}" if handed else ""


def show_problem(board: Board, parameters: Mapping[str, str]) -> Answer:
    """The problems with their levels and everything behind them."""
    cut, query = read_cut(parameters)
    report = board.desk.assess(cut)
    view = board.desk.view(cut)
    problems = []
    for found in report.assessments:
        problem = board.desk.problems[found.problem]
        playbook = board.desk.playbooks[problem.playbook]
        evidence = gather_evidence(view, found.indicators, query)
        signs = [item for item in evidence if not item.state.context]
        problems.append(
            {
                "found": found,
                "because": [item for item in signs if item.state.id in found.level.because],
                "phases": [
                    (phase, [item for item in signs if item.state.phase == phase.id]) for phase in playbook.phases
                ],
                "context": [item for item in evidence if item.state.context and item.state.state != "not_seen"],
                "hypotheses": _hypotheses(problem, found),
                "titles": {item.state.id: item.state.title for item in evidence},
                "heaviest": max((item.state.contribution for item in signs), default=0.0) or 1.0,
                "steps": range(1, _LEVELS + 1),
            }
        )
    data = {"problems": problems, "undated": report.undated, "documents": len(view.readings)}
    return Answer("problem.html.j2", data, report, cut, query)


def _hypotheses(problem: Any, found: Any) -> list[tuple[str, Any]]:
    titles = {hypothesis.id: hypothesis.title for hypothesis in problem.hypotheses}
    return sorted(((titles[score.id], score) for score in found.hypotheses), key=lambda pair: pair[1].rank)


def show_documents(board: Board, parameters: Mapping[str, str]) -> Answer:
    """The documents, the latest first; copies and versions of one story stand together."""
    cut, query = read_cut(parameters)
    stories: dict[str, list[Reading]] = {}
    view = board.desk.view(cut)
    for reading in reversed(view.readings):
        stories.setdefault(view.stories.first(reading.document).id, []).append(reading)
    rows = [
        {
            "first": _row(readings[-1], query),
            "copies": [_row(reading, query) for reading in readings[:-1]],
        }
        for readings in stories.values()
    ]
    return Answer("documents.html.j2", {"rows": rows}, rows, cut, query)


def _row(reading: Reading, query: str) -> dict[str, Any]:
    kinds: dict[str, int] = {}
    for record in reading.records:
        kinds[type(record).__name__] = kinds.get(type(record).__name__, 0) + 1
    document = reading.document
    return {
        "id": document.id,
        "link": document_link(document.id, None, query),
        "title": document.title or " ".join(document.text.split())[:80],
        "outlet": document.outlet,
        "published": document.published.value,
        "statements": kinds.get("Statement", 0),
        "events": kinds.get("Event", 0),
        "unclear": len(reading.diagnostics),
    }


def show_timeline(board: Board, parameters: Mapping[str, str]) -> Answer:
    """Events by day; statements and forecasts where asked for."""
    cut, query = read_cut(parameters)
    chosen = parameters.get("kind", "event")
    kinds = frozenset({chosen} if chosen in ("event", "statement", "forecast") else {"event"})
    rows = board.desk.timeline(cut, kinds)
    shown = [
        {
            "row": row,
            "form": _STATES.get(row.status or "", "hatched"),
            "link": document_link(row.document, row.span, query),
        }
        for row in rows
    ]
    dated = [item for item in shown if item["row"].days is not None]  # type: ignore[attr-defined]
    undated = [item for item in shown if item["row"].days is None]  # type: ignore[attr-defined]
    return Answer("timeline.html.j2", {"dated": dated, "undated": undated, "kind": chosen}, rows, cut, query)


def show_disagreements(board: Board, parameters: Mapping[str, str]) -> Answer:
    """Who contradicts whom, with the words of both."""
    cut, query = read_cut(parameters)
    found = board.desk.disagreements(cut)
    readings = {reading.document.id: reading for reading in board.desk.view(cut).readings}
    shown = []
    for item in found:
        sides = []
        for side in item.sides:
            reading = readings[side.document]
            holder = next((r for r in reading.records if isinstance(r, Entity) and r.id == side.holder), None)
            name = (holder.name if holder else None) or "an unnamed source"
            sides.append((side.polarity, name, cite(reading, side.span, query)))
        shown.append((item, sides))
    return Answer("disagreements.html.j2", {"items": shown}, found, cut, query)


def show_search(board: Board, parameters: Mapping[str, str]) -> Answer:
    """Documents by their words."""
    cut, query = read_cut(parameters)
    words = parameters.get("q", "")
    hits = board.desk.search(words, cut, limit=50) if words.strip() else []
    shown = [(hit, document_link(hit.document, None, query), _highlight(hit.snippet, words)) for hit in hits]
    return Answer("search.html.j2", {"words": words, "hits": shown}, hits, cut, query)


def _highlight(text: str, query: str) -> list[tuple[bool, str]]:
    """The text in pieces, each with whether it is one of the words looked for."""
    pieces: list[tuple[bool, str]] = []
    lowered, at = text.casefold(), 0
    terms = query_terms(query)
    while at < len(text) and len(lowered) == len(text):
        found = [(start, term) for term in terms if (start := lowered.find(term, at)) >= 0]
        if not found:
            break
        start, term = min(found)
        pieces += [(False, text[at:start]), (True, text[start : start + len(term)])]
        at = start + len(term)
    return [*pieces, (False, text[at:])]


def show_journal(board: Board, parameters: Mapping[str, str]) -> Answer:
    """Everything that was done, the latest first."""
    cut, query = read_cut(parameters)
    entries = list(reversed(board.desk.store.journal()))
    return Answer("journal.html.j2", {"entries": entries[:500], "total": len(entries)}, entries, cut, query)


PAGES: dict[str, Callable[[Board, Mapping[str, str]], Answer]] = {
    "/": show_problem,
    "/documents": show_documents,
    "/timeline": show_timeline,
    "/disagreements": show_disagreements,
    "/search": show_search,
    "/journal": show_journal,
}
