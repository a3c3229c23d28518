"""The addresses of the API: what the pages show, as their plain data; and what analysts do."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable
from typing import Any, cast

import msgspec
from litestar import Request, Response, Router, delete, get, post
from litestar.concurrency import sync_to_thread
from litestar.exceptions import ClientException, HTTPException
from litestar.handlers import BaseRouteHandler
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.datastructures import ResponseSpec
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Components, SecurityScheme
from litestar.params import FromPath, FromQuery, JSONBody

from tocsin import __version__
from tocsin.assess.forecasts import OUTCOMES
from tocsin.board.access.door import Connection, Door, guard_with
from tocsin.board.answers import Board, View, read_cut
from tocsin.board.api.shapes import Fault, NewDocument, NewGrade, NewJudgement, NewOutcome, NewRecord
from tocsin.board.pages import PAGES
from tocsin.board.replies import as_json
from tocsin.desk import brief_writers, list_formats, load_brief_writer, load_exporter, make_brief, write_export
from tocsin.errors import ConfigError, ReadError, TocsinError
from tocsin.ledger.cut import NO_CUT
from tocsin.readers.protocol import Publication

__all__ = ["API", "api_fault", "api_router", "openapi_config"]

_LOG = logging.getLogger(__name__)
API = "/api/v1"
_MOST_DAYS = 36_525
Asked = Request[Any, Any, Any]
_MISSING = frozenset({"no-such-document", "no-such-problem", "no-such-record", "no-such-judgement", "unknown-plugin"})
_FAULTS = {
    status: ResponseSpec(data_container=Fault, description=told, generate_examples=False)
    for status, told in (
        (400, "What was asked is not understood."), (401, "Nobody is known by the token."), (403, "Not allowed."),
        (404, "There is no such thing."), (422, "The text cannot be read."), (429, "Too many requests."),
        (503, "Another program is writing; try again."),
    )
}  # fmt: skip


def openapi_config() -> OpenAPIConfig:
    """The description of the API, as JSON at `/api/v1/openapi.json`; no page that loads anything from elsewhere."""
    return OpenAPIConfig(
        title="Tocsin",
        version=__version__,
        description="The desk over HTTP. Reads take `as_of` and `known_at`; lists take `page`.",
        path="/api/schema",  # below `/api/v1` its own router would answer what is not there
        render_plugins=[JsonRenderPlugin(path="/openapi.json")],
        components=Components(security_schemes={"token": SecurityScheme(type="http", scheme="bearer")}),
        security=[{"token": []}, {}],
        use_handler_docstrings=True,
    )


def api_router(board: Board, door: Door, clock: Callable[[], str]) -> Router:
    """All addresses of the API. `clock` gives the moment (ISO, UTC) of what is done."""
    handlers = [
        *_reading(board),
        *_bringing(board, door, clock),
        *_judging(board, door, clock),
        *_ways_out(board, clock),
    ]

    @get("/whoami", sync_to_thread=True, responses=_FAULTS)
    def whoami(request: Asked) -> Response[Any]:
        """Who the token is of, and what may be done with it."""
        return as_json(door.admit(request))

    @get("/openapi.json", sync_to_thread=False, include_in_schema=False)
    def description(request: Asked) -> Response[Any]:
        return as_json(request.app.openapi_schema.to_schema())

    return Router(
        API,
        route_handlers=[*handlers, whoami, description],
        guards=[guard_with(door), _check_body],
        exception_handlers={HTTPException: api_fault, TocsinError: api_fault, Exception: api_fault},
        include_in_schema=True,
    )


def _reading(board: Board) -> list[Any]:
    """What the pages show: one address a page, the same names, the same parameters."""

    def handler(path: str, view: View) -> Any:
        def show(
            request: Asked,
            as_of: FromQuery[str | None] = None,
            known_at: FromQuery[str | None] = None,
            page: FromQuery[int | None] = None,
        ) -> Response[Any]:
            # Named for the description; a view reads these and its own from the address.
            del as_of, known_at, page
            asked = dict(request.query_params) | {name: str(value) for name, value in request.path_params.items()}
            return as_json(view(board, asked).plain)

        show.__doc__ = (view.__doc__ or "").split("\n")[0]
        return get(path, sync_to_thread=True, responses=_FAULTS, operation_id=f"read {path}")(show)

    @get("/documents/{document:str}", sync_to_thread=True, responses=_FAULTS)
    def read_document(document: FromPath[str]) -> Response[Any]:
        """A document with its records as judged, and what was said of them."""
        return as_json(board.desk.judged(document))

    return [read_document, *(handler(path, view) for path, view in PAGES.items())]


def _bringing(board: Board, door: Door, clock: Callable[[], str]) -> list[Any]:
    def add(data: NewDocument, by: str) -> dict[str, Any]:
        failed: list[ReadError] = []
        line = msgspec.json.encode({key: value for key, value in msgspec.structs.asdict(data).items() if value})
        added = list(
            board.desk.add_bytes(
                line, "posted.jsonl", publication=Publication(), at=clock(), by=by, on_error=failed.append
            )
        )
        if failed and not added:
            raise failed[0]
        board.pictures.at(NO_CUT, fresh=True)
        return {"added": added, "faults": [_told(error) for error in failed]}

    # Put into threads by hand: an address with two methods, both in threads, is wrapped twice by Litestar 2.
    @post("/documents", status_code=200, responses=_FAULTS)
    async def add_document(request: Asked, data: JSONBody[NewDocument]) -> Response[Any]:
        """Reads a text into the desk, and says what became of it: new, known, a copy, a version."""
        return as_json(await sync_to_thread(add, data, door.admit(request).name))

    @delete("/documents/{document:str}", status_code=200, responses=_FAULTS)
    async def remove_document(request: Asked, document: FromPath[str]) -> Response[Any]:
        """Takes a document out of every view; it can be put back."""
        by = door.admit(request).name
        await sync_to_thread(lambda: board.desk.store.remove(document, at=clock(), by=by))
        return as_json({"removed": document})

    @post("/documents/{document:str}/restore", sync_to_thread=True, status_code=200, responses=_FAULTS)
    def restore_document(request: Asked, document: FromPath[str]) -> Response[Any]:
        """Puts a removed document back."""
        board.desk.store.restore(document, at=clock(), by=door.admit(request).name)
        return as_json({"restored": document})

    return [add_document, remove_document, restore_document]


def _judging(board: Board, door: Door, clock: Callable[[], str]) -> list[Any]:
    @post("/documents/{document:str}/judgements", sync_to_thread=True, status_code=200, responses=_FAULTS)
    def judge(request: Asked, document: FromPath[str], data: JSONBody[NewJudgement]) -> Response[Any]:
        """Keeps an analyst's word on a record."""
        by = door.admit(request).name
        kept = board.desk.judge(
            document, data.record, data.verdict, by=by, at=clock(), patch=data.patch or None, reason=data.reason
        )
        return as_json(kept)

    @post("/documents/{document:str}/records", sync_to_thread=True, status_code=200, responses=_FAULTS)
    def add_record(request: Asked, document: FromPath[str], data: JSONBody[NewRecord]) -> Response[Any]:
        """Adds a record that the coders missed."""
        by = door.admit(request).name
        return as_json(board.desk.add_record(document, dict(data.record), by=by, at=clock(), reason=data.reason))

    @delete("/judgements/{judgement:str}", sync_to_thread=True, status_code=200, responses=_FAULTS)
    def undo(request: Asked, judgement: FromPath[str]) -> Response[Any]:
        """Takes a judgement back."""
        board.desk.store.undo(judgement, by=door.admit(request).name, at=clock())
        return as_json({"undone": judgement})

    @post("/forecasts/{forecast:str}/outcome", sync_to_thread=True, status_code=200, responses=_FAULTS)
    def resolve(request: Asked, forecast: FromPath[str], data: JSONBody[NewOutcome]) -> Response[Any]:
        """Says what came of a forecast."""
        if data.outcome not in OUTCOMES:
            raise ConfigError("bad-form", f"'{data.outcome[:40]}' is no outcome.", f"Outcomes: {', '.join(OUTCOMES)}.")
        by = door.admit(request).name
        outcome = cast("Any", data.outcome)
        return as_json(board.desk.resolve(forecast, outcome, by=by, at=clock(), reason=data.reason))

    @post("/sources/grade", sync_to_thread=True, status_code=200, responses=_FAULTS)
    def grade(request: Asked, data: JSONBody[NewGrade]) -> Response[Any]:
        """Says how reliable a source is."""
        by = door.admit(request).name
        return as_json(board.desk.grade_source(data.name, data.grade, by=by, at=clock(), reason=data.reason))

    return [judge, add_record, undo, resolve, grade]


def _ways_out(board: Board, clock: Callable[[], str]) -> list[Any]:
    @get("/formats", sync_to_thread=True, responses=_FAULTS)
    def formats() -> Response[Any]:
        """Every format, and what it does not hold."""
        return as_json(list_formats())

    @get("/export/{name:str}", sync_to_thread=True, responses=_FAULTS, media_type="application/octet-stream")
    def export(
        name: FromPath[str], as_of: FromQuery[str | None] = None, known_at: FromQuery[str | None] = None
    ) -> Response[Any]:
        """The desk's readings in a format."""
        cut, _ = read_cut({"as_of": as_of or "", "known_at": known_at or ""})
        way = {writer.name: writer.media_type for writer in brief_writers()}
        media = way.get(name) or load_exporter(name).media_type
        out = io.BytesIO()
        write_export(board.desk, cut, name, out, made=clock(), by="api")
        return Response(out.getvalue(), media_type=media)

    @get("/brief", sync_to_thread=True, responses=_FAULTS, media_type="application/octet-stream")
    def brief(
        form: FromQuery[str] = "html", days: FromQuery[int | None] = None, problem: FromQuery[str | None] = None
    ) -> Response[Any]:
        """The brief of the last days, in a form."""
        if days is not None and not 1 <= days <= _MOST_DAYS:
            raise ConfigError("bad-form", f"{days} is no number of days.", f"Ask for 1 to {_MOST_DAYS}.")
        writer = load_brief_writer(form)
        out = io.BytesIO()
        made = make_brief(board.desk, NO_CUT, problem=problem, days=days, made=clock(), by="api")
        writer.write_brief(made, out)
        return Response(out.getvalue(), media_type=writer.media_type)

    return [formats, export, brief]


async def _check_body(connection: Connection, _: BaseRouteHandler) -> None:
    """Raises `ClientException` for a body that is not called JSON: a form of another page could send that."""
    kind = connection.headers.get("content-type", "application/json")
    if connection.scope.get("method") == "POST" and not kind.startswith("application/json"):
        raise ClientException("Send application/json.")


def api_fault(request: Asked, error: Exception) -> Response[Any]:
    """A fault as JSON, with its status."""
    if isinstance(error, TocsinError):
        status = 404 if error.code in _MISSING else 422 if isinstance(error, ReadError) else 400
        return as_json(_told(error), 503 if error.code == "store-busy" else status)
    if isinstance(error, HTTPException):
        status, seen = error.status_code, error.detail
    elif isinstance(error, UnicodeDecodeError | RecursionError):
        status, seen = 400, "The body is no JSON."
    else:
        _LOG.error("%s failed", request.url.path, exc_info=error)
        status, seen = 500, "Something went wrong; the terminal of the server says more."
    return as_json(Fault(code=f"http-{status}", seen=seen, hint="See /api/v1/openapi.json."), status)


def _told(error: TocsinError) -> Fault:
    return Fault(code=error.code, seen=error.seen, hint=error.hint)
