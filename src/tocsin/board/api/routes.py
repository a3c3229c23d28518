"""The addresses of the API: what the pages show, as their plain data, and the ways out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from tempfile import SpooledTemporaryFile
from typing import IO, Any

import msgspec
from litestar import Request, Response, Router, get
from litestar.concurrency import sync_to_thread
from litestar.exceptions import ClientException, HTTPException
from litestar.handlers import BaseRouteHandler
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import (
    Components,
    OpenAPIFormat,
    OpenAPIMediaType,
    OpenAPIResponse,
    OpenAPIType,
    Operation,
    Schema,
    SecurityScheme,
)
from litestar.params import FromPath, FromQuery
from litestar.response import ServerSentEvent, Stream

from tocsin import __version__
from tocsin.board.access.door import Connection, Door, Principal, guard_with
from tocsin.board.answers import Board, Page, View, read_cut
from tocsin.board.api.answers import SHAPES, Changes, Course, CourseMove
from tocsin.board.api.faults import FAULTS, api_fault
from tocsin.board.api.freshness import Freshness
from tocsin.board.api.intake import intake_routes
from tocsin.board.api.judging import judging_routes
from tocsin.board.api.parameters import OF_PAGES, operation_with
from tocsin.board.api.records import record_routes
from tocsin.board.live import watch
from tocsin.board.pages import PAGES
from tocsin.board.replies import as_json
from tocsin.board.rooms.problem import show_problem
from tocsin.desk import Format, brief_writers, list_formats, load_brief_writer, load_exporter, make_brief, write_export
from tocsin.errors import ConfigError, TocsinError
from tocsin.ledger.cut import NO_CUT
from tocsin.ledger.replay import Judged

__all__ = ["API", "api_router", "openapi_config"]

API = "/api/v1"
_MOST_DAYS = 36_525
# An export is put together in memory up to this, beyond it in a file without a name; it is sent in pieces.
_IN_MEMORY, _PIECE = 8 * 1024 * 1024, 256 * 1024
# These take bytes of any kind; all others JSON.
_ANY_BODY = f"{API}/documents"
Asked = Request[Any, Any, Any]


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
    fresh = Freshness(board, door)
    handlers = [
        *_reading(board, fresh),
        *_singles(board, fresh),
        *record_routes(board, fresh),
        *_changes(board),
        *intake_routes(board, door, clock),
        *judging_routes(board, door, clock),
        *_ways_out(board, clock),
    ]

    @get("/whoami", sync_to_thread=True, responses=FAULTS)
    def whoami(request: Asked) -> Response[Principal]:
        """Who the token is of, and what may be done with it."""
        return as_json(door.admit(request))

    @get("/openapi.json", sync_to_thread=False, include_in_schema=False)
    def description(request: Asked) -> Response[Any]:
        return as_json(_exact(request.app.openapi_schema.to_schema()))

    # Not in the description: it never ends, and a program that tries every address would wait for ever.
    @get("/live", include_in_schema=False)
    async def live() -> ServerSentEvent:
        """What comes, as server-sent events."""
        return ServerSentEvent(watch(board))

    return Router(
        API,
        route_handlers=[*handlers, whoami, description, live],
        guards=[guard_with(door), _check_body],
        exception_handlers={HTTPException: api_fault, TocsinError: api_fault, Exception: api_fault},
        include_in_schema=True,
    )


@dataclass
class _FileOperation(Operation):
    """Describes an answer that is a file: Litestar takes every answer for JSON that is not typed as text."""

    def __post_init__(self) -> None:
        """Names bytes of any kind."""
        file = Schema(type=OpenAPIType.STRING, format=OpenAPIFormat.BINARY)
        answer = (self.responses or {}).get("200")
        if isinstance(answer, OpenAPIResponse):
            answer.description, answer.content = "The file.", {"*/*": OpenAPIMediaType(schema=file)}


@cache
def _components() -> dict[str, Any]:
    """The schemas of what is given, as the encoder itself tells them: spans are pairs, fields have their own names."""
    kinds = [*SHAPES.values(), Judged, Course]
    return msgspec.json.schema_components(kinds, ref_template="#/components/schemas/{name}")[1]


def _exact(description: dict[str, Any]) -> dict[str, Any]:
    """The description with the encoder's own schemas in place of those that were guessed from annotations."""
    schemas = description["components"]["schemas"]
    own = {name: schema for name, schema in _components().items() if name in schemas}
    return description | {"components": description["components"] | {"schemas": schemas | own}}


def _reading(board: Board, fresh: Freshness) -> list[Any]:
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
            headers: dict[str, str] = {}

            def make() -> object:
                answer = view(board, asked)
                # Of a search that found more than it shows nobody counted the rest.
                counted = not answer.data.get("capped", False)
                headers.update(_beside(request, answer.data.get("page"), counted=counted))
                return answer.plain

            if asked.get("looked"):
                return as_json(make())  # told of two states, the older of which may still be being made: no tag
            return fresh.answer(request, read_cut(asked)[0], make, headers)

        show.__doc__ = (view.__doc__ or "").split("\n")[0]
        shape: Any = SHAPES[path]
        show.__annotations__["return"] = Response[shape]
        told = operation_with(OF_PAGES.get(path, {}))
        return get(path, sync_to_thread=True, responses=FAULTS, operation_id=f"read {path}", operation_class=told)(show)

    return [handler(path, view) for path, view in PAGES.items()]


def _singles(board: Board, fresh: Freshness) -> list[Any]:
    """What no page shows by itself: a document as it is kept, and a problem's course."""

    # An address that is also deleted: in a thread by hand, see the intake.
    @get("/documents/{document:str}", responses=FAULTS)
    async def read_document(request: Asked, document: FromPath[str]) -> Response[Judged]:
        """A document with its records as judged, and what was said of them."""
        return await sync_to_thread(lambda: fresh.answer(request, None, lambda: board.desk.judged(document)))

    @get("/problems/{problem:str}/course", sync_to_thread=True, responses=FAULTS)
    def course(
        request: Asked,
        problem: FromPath[str],
        as_of: FromQuery[str | None] = None,
        known_at: FromQuery[str | None] = None,
        since: FromQuery[str | None] = None,
    ) -> Response[Course]:
        """A problem's level on every day, from `since` on, and the days on which it became another."""
        asked = {"id": problem, "as_of": as_of or "", "known_at": known_at or ""}
        return fresh.answer(request, read_cut(asked)[0], lambda: _course(board, asked, since or ""))

    return [read_document, course]


def _beside(request: Asked, page: Page | None, *, counted: bool) -> dict[str, str]:
    """The addresses of the pages beside one, as a header (RFC 8288), and how many items there are in all."""
    if page is None:
        return {}
    ways = [("prev", page.before), ("next", page.after)]
    links = ", ".join(f'<{request.url.path}{query}>; rel="{name}"' for name, query in ways if query)
    return ({"X-Total-Count": str(page.total)} if counted else {}) | ({"Link": links} if links else {})


def _changes(board: Board) -> list[Any]:
    @get("/changes", sync_to_thread=True, responses=FAULTS)
    def changes(after: FromQuery[int] = 0) -> Response[Changes]:
        """Everything that was done since an entry of the journal, in order; `after` of the answer goes on from there.

        What is done while the answer is made may come twice, and is never left out.
        """
        last = board.desk.store.mark().entry
        if not 0 <= after <= last:
            raise ConfigError("bad-cursor", f"The journal has no entry {after}.", f"Ask for 0 to {last}.")
        return as_json(Changes(entries=board.desk.store.news(after), after=last))

    return [changes]


def _course(board: Board, asked: dict[str, str], since: str) -> Course:
    plain = show_problem(board, asked).plain
    days = plain["course"]
    moves = [
        CourseMove(day=day.day, before=before.level, after=day.level)
        for before, day in pairwise(days)
        if before.level != day.level
    ]
    return Course(
        problem=plain["assessment"].problem,
        days=[day for day in days if day.day >= since],
        moves=[move for move in moves if move.day >= since],
    )


def _ways_out(board: Board, clock: Callable[[], str]) -> list[Any]:
    @get("/formats", sync_to_thread=True, responses=FAULTS)
    def formats() -> Response[list[Format]]:
        """Every format, and what it does not hold."""
        return as_json(list_formats())

    @get("/export/{name:str}", sync_to_thread=True, responses=FAULTS, operation_class=_FileOperation)
    def export(
        name: FromPath[str], as_of: FromQuery[str | None] = None, known_at: FromQuery[str | None] = None
    ) -> Stream:
        """The desk's readings in a format."""
        cut, _ = read_cut({"as_of": as_of or "", "known_at": known_at or ""})
        way = {writer.name: writer.media_type for writer in brief_writers()}
        media = way.get(name) or load_exporter(name).media_type
        return _sent(media, lambda out: write_export(board.desk, cut, name, out, made=clock(), by="api"))

    @get("/brief", sync_to_thread=True, responses=FAULTS, operation_class=_FileOperation)
    def brief(
        form: FromQuery[str] = "html", days: FromQuery[int | None] = None, problem: FromQuery[str | None] = None
    ) -> Stream:
        """The brief of the last days, in a form."""
        if days is not None and not 1 <= days <= _MOST_DAYS:
            raise ConfigError("bad-form", f"{days} is no number of days.", f"Ask for 1 to {_MOST_DAYS}.")
        writer = load_brief_writer(form)
        made = make_brief(board.desk, NO_CUT, problem=problem, days=days, made=clock(), by="api")
        return _sent(writer.media_type, lambda out: writer.write_brief(made, out))

    return [formats, export, brief]


def _sent(media_type: str, write: Callable[[Any], None]) -> Stream:
    """What is written, in pieces; written to its end first, so that a fault is told as one and never half a file."""
    out = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed when the last piece is sent
    try:
        write(out)
    except BaseException:
        out.close()
        raise
    out.seek(0)
    headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store",
               "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox"}  # fmt: skip
    return Stream(_pieces(out), media_type=media_type, headers=headers)


def _pieces(out: IO[bytes]) -> Iterator[bytes]:
    with out:
        while piece := out.read(_PIECE):
            yield piece


async def _check_body(connection: Connection, _: BaseRouteHandler) -> None:
    """Raises `ClientException` for a body that is not called JSON: a form of another page could send that."""
    kind = connection.headers.get("content-type", "application/json")
    takes_any = connection.scope["path"] == _ANY_BODY
    if connection.scope.get("method") == "POST" and not takes_any and not kind.startswith("application/json"):
        raise ClientException("Send application/json.")
