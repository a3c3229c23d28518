"""The register of forecasts: what was expected, by whom, by when, what came of it, and how well it was said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tocsin.assess.forecasts import OUTCOMES, Kept, score_forecasts
from tocsin.board.answers import Answer, Board, Table, cut_page, read_cut, with_query
from tocsin.board.drawing.calibration import draw_calibration
from tocsin.board.words import cite, document_link

__all__ = ["show_forecasts"]

_STATES = ("due", "open", "resolved", "all")
_COLUMNS = ("forecast", "speaker", "published", "horizon", "low", "high", "likelihood", "conditional", "due", "outcome",
            "reviewed", "document", "span")  # fmt: skip


def show_forecasts(board: Board, parameters: Mapping[str, str]) -> Answer:
    """The register as of today, or as of the cut's day."""
    cut, query = read_cut(parameters)
    picture = board.picture(cut)
    kept = picture.forecasts(cut.as_of or board.today())
    state = parameters.get("state", "all")
    state = state if state in _STATES else "all"
    chosen = [one for one in kept if state in ("all", _state(one))]
    chosen.sort(key=lambda one: one.published or "", reverse=True)
    shown, page = cut_page(chosen, parameters, 50)
    scores = picture.part(f"scores {board.today()}", lambda p: score_forecasts(p.forecasts(cut.as_of or board.today())))
    rows = []
    for one in shown:
        proposed = [(p, cite(picture.readings[p.document], p.span, query)) for p in one.proposed[:2]]
        rows.append({"kept": one, "state": _state(one), "words": cite(picture.readings[one.document], one.span, query),
                     "proposed": proposed, "link": document_link(one.document, one.span, query)})  # fmt: skip
    data = {
        "rows": rows,
        "page": page,
        "state": state,
        "states": [
            (name, sum(name in ("all", _state(one)) for one in kept), with_query(parameters, state=name, page=None))
            for name in _STATES
        ],
        "scores": scores,
        "calibration": draw_calibration(scores.calibration),
        "outcomes": OUTCOMES,
    }
    table = Table(_COLUMNS, lambda: [_row(one) for one in chosen])
    plain = {"scores": scores, "forecasts": list(shown)}
    return Answer(template="forecasts.html.j2", data=data, plain=plain, cut=cut, query=query, table=table)


def _state(one: Kept) -> str:
    return "resolved" if one.outcome else "due" if one.due else "open"


def _row(one: Kept) -> tuple[Any, ...]:
    p = one.probability
    return (one.forecast, one.speaker, one.published, one.horizon.edtf if one.horizon else None, p.low if p else None,
            p.high if p else None, p.words if p else None, one.conditional, one.due, one.outcome, one.reviewed,
            one.document, f"{one.span.start}-{one.span.end}")  # fmt: skip
