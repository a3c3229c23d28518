"""The addresses that are read: every page with its twins, the reading view, and lasting links to spans."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from litestar import Request, Response, get
from litestar.params import FromPath
from litestar.response import Redirect
from litestar.template.base import csrf_token

from tocsin.board.answers import Answer, Board, View, table_bytes
from tocsin.board.editing import show_edit
from tocsin.board.pages import PAGES
from tocsin.board.replies import as_csv, as_json, as_page, elsewhere
from tocsin.board.review import find_span, reading_page
from tocsin.board.rooms.front import show_desk
from tocsin.errors import LedgerError
from tocsin.ledger.cut import NO_CUT

__all__ = ["Render", "document_routes", "page_routes"]

Asked = Request[Any, Any, Any]
Show = Callable[[Asked, Answer], Response[str]]
Render = Callable[..., Response[str]]

_LOOKED, _SEEN = "tocsin_looked", "tocsin_seen"
# After so long a silence the next request is a new look: what came since the last one is what changed.
_AWAY = timedelta(minutes=30)
_KEPT = 60 * 60 * 24 * 400


def page_routes(board: Board, show: Show, clock: Callable[[], str]) -> list[Any]:
    """The pages: each as HTML, as JSON and, where it is a table, as CSV."""

    @get("/", sync_to_thread=True)
    def desk(request: Asked) -> Response[str]:
        looked, cookies = _look(request.cookies, clock())
        answer = show(request, show_desk(board, dict(request.query_params) | {"looked": looked}))
        for name, value in cookies.items():
            answer.set_cookie(name, value, httponly=True, samesite="strict", max_age=_KEPT)
        return answer

    @get("/problem", sync_to_thread=True)
    def problem() -> Redirect:
        active = sorted(name for name, watched in board.desk.problems.items() if watched.active)
        return elsewhere(f"/problems/{active[0]}" if active else "/")

    @get("/problem.json", sync_to_thread=True)
    def report(request: Asked) -> Response[Any]:
        return as_json(show_desk(board, dict(request.query_params)).plain["report"])

    found: list[Any] = [desk, problem, report]
    for path, view in PAGES.items():
        found += _twins(path, view, board, show)
    return found


def _look(cookies: dict[str, str], now: str) -> tuple[str, dict[str, str]]:
    """Since when to tell what changed, and the cookies to set: a look begins after a time away."""
    looked, seen = _moment(cookies.get(_LOOKED)), _moment(cookies.get(_SEEN))
    if seen is not None and datetime.fromisoformat(now) - datetime.fromisoformat(seen) > _AWAY:
        looked = seen
    return looked or "", {_SEEN: now, _LOOKED: looked or now}


def _moment(words: str | None) -> str | None:
    """A moment as the store writes it, or None where a cookie holds anything else."""
    try:
        moment = datetime.fromisoformat(words or "")
    except ValueError:
        return None
    return words if moment.tzinfo is not None else None


def _twins(path: str, view: View, board: Board, show: Show) -> list[Any]:
    """The handlers of a page and of the same as JSON and CSV."""
    in_path = "{" in path

    def answer(request: Asked, suffix: str) -> Response[Any]:
        parameters = dict(request.query_params) | {k: str(v) for k, v in request.path_params.items()}
        if in_path and not suffix:
            last = list(request.path_params)[-1]
            stem, dot, kind = parameters[last].rpartition(".")
            if dot and kind in ("json", "csv"):
                parameters[last], suffix = stem, kind
        found = view(board, parameters)
        if suffix == "json":
            return as_json(found.plain)
        if suffix == "csv":
            if found.table is None:
                raise LedgerError("no-such-record", "This page is no table.", "Take the .json instead.")
            return as_csv(table_bytes(found.table), path.split("/")[1].partition(".")[0])
        return show(request, found)

    def page(request: Asked) -> Response[Any]:
        return answer(request, "")

    def plain(request: Asked) -> Response[Any]:
        return answer(request, "json")

    def table(request: Asked) -> Response[Any]:
        return answer(request, "csv")

    routes = [get(path, sync_to_thread=True)(page)] if path != "/desk" else []
    if not in_path:
        routes += [get(f"{path}.json", sync_to_thread=True)(plain), get(f"{path}.csv", sync_to_thread=True)(table)]
    return routes


def document_routes(board: Board, render: Render, analyst: Callable[[], str]) -> list[Any]:
    """The reading view, the form to edit a record in it, and the lasting link to a span."""

    @get("/documents/{document:str}", sync_to_thread=True)
    def read_document(request: Asked, document: FromPath[str]) -> Response[Any]:
        if document.endswith(".json"):
            return as_json(board.desk.judged(document.removesuffix(".json")))
        token = csrf_token({"request": request})
        return as_page(reading_page(board, document, dict(request.query_params), token, analyst()))

    # Not in a thread: an address with two methods, both in threads, is wrapped twice by Litestar 2.
    @get(["/documents/{document:str}/edit", "/documents/{document:str}/new"], sync_to_thread=False)
    def edit_record(request: Asked, document: FromPath[str]) -> Response[str]:
        asked = dict(request.query_params)
        return render(request, "edit.html.j2", show_edit(board, document, asked.get("record"), asked))

    @get("/s/{document:str}/{span:str}", sync_to_thread=True)
    def lasting_link(request: Asked, document: FromPath[str], span: FromPath[str]) -> Response[Any] | Redirect:
        found = find_span(span)
        if document in board.pictures.at(NO_CUT).readings or board.desk.store.reading(document) is not None:
            return elsewhere(f"/documents/{document}?span={found.start}-{found.end}#span")
        stone = next((stone for stone in board.desk.store.tombstones() if stone.id == document), None)
        if stone is not None:
            seen = f"This document was erased on {stone.at[:10]} by {stone.by}."
            return render(request, "error.html.j2", {"seen": seen, "hint": stone.reason or "No reason was given."}, 410)
        if any(gone.id == document for gone in board.desk.store.removed()):
            seen, hint = "This document was taken out of the desk.", f"Put it back: tocsin remove --undo {document}"
            return render(request, "error.html.j2", {"seen": seen, "hint": hint}, 410)
        raise LedgerError("no-such-document", f"No document '{document}'.", "Find it: search, or the timeline.")

    return [read_document, edit_record, lasting_link]
