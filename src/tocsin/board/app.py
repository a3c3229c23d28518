"""The web application: pages and their JSON twins over one desk, for this machine only."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from importlib.resources import files
from typing import Annotated, Any

import msgspec
from jinja2 import Environment, FunctionLoader, StrictUndefined
from litestar import Litestar, Request, Response, get, post
from litestar.config.allowed_hosts import AllowedHostsConfig
from litestar.config.csrf import CSRFConfig
from litestar.enums import RequestEncodingType
from litestar.exceptions import HTTPException
from litestar.params import Body, FromPath
from litestar.response import Redirect
from litestar.status_codes import HTTP_303_SEE_OTHER
from litestar.template.base import csrf_token

from tocsin.board.pages import PAGES, Answer, Board
from tocsin.board.review import judge_record, reading_page, undo_judgement
from tocsin.desk import Desk
from tocsin.errors import TocsinError

__all__ = ["POLICY", "create_app"]

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
_HEADERS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cache-Control": "no-store"}
_FORM = Body(media_type=RequestEncodingType.URL_ENCODED)
_LOCAL = ["localhost", "127.0.0.1", "[::1]"]
_NOT_FOUND = {"no-such-document", "no-such-problem", "no-such-record", "no-such-judgement"}


def create_app(desk: Desk, *, clock: Callable[[], str], analyst: str, port: int) -> Litestar:
    """The board of a desk. `clock` gives the moment (ISO, UTC) at which a judgement is made, `analyst` its author.

    Only requests that name this machine and `port` are answered: a page elsewhere whose name was made to point here is
    refused.
    """
    board = Board(desk)
    pages = _environment()

    def show(request: Request[Any, Any, Any], answer: Answer) -> Response[str]:
        html = pages.get_template(answer.template).render(
            **answer.data, cut=answer.cut, query=answer.query, policy=POLICY, path=request.url.path
        )
        return _page(html, POLICY)

    handlers: list[Any] = [get("/assets/board.css", sync_to_thread=False)(_style)]
    for path, view in PAGES.items():
        handlers += _twins(path, view, board, show)

    @get("/documents/{document:str}", sync_to_thread=True)
    def read_document(request: Request[Any, Any, Any], document: FromPath[str]) -> Response[Any]:
        if document.endswith(".json"):
            return _json(board.desk.judged(document.removesuffix(".json")))
        html, policy = reading_page(board, document, dict(request.query_params), csrf_token({"request": request}))
        return _page(html, policy)

    @post("/documents/{document:str}/judge", sync_to_thread=True)
    def judge(document: FromPath[str], data: Annotated[dict[str, str], _FORM]) -> Redirect:
        return _back(judge_record(board, document, data, by=analyst, at=clock()))

    @post("/documents/{document:str}/undo", sync_to_thread=True)
    def undo(document: FromPath[str], data: Annotated[dict[str, str], _FORM]) -> Redirect:
        return _back(undo_judgement(board, document, data, by=analyst, at=clock()))

    def failed(request: Request[Any, Any, Any], error: Exception) -> Response[str]:
        status, seen, hint = _explain(error)
        if request.url.path.endswith(".json"):
            return _json({"error": seen, "hint": hint}, status)
        html = pages.get_template("error.html.j2").render(
            seen=seen, hint=hint, cut=None, query="", policy=POLICY, path=""
        )
        return _page(html, POLICY, status)

    return Litestar(
        route_handlers=[*handlers, read_document, judge, undo],
        allowed_hosts=AllowedHostsConfig(allowed_hosts=[*_LOCAL, *(f"{host}:{port}" for host in _LOCAL)]),
        csrf_config=CSRFConfig(secret=secrets.token_hex(32), cookie_name="tocsin_csrf", cookie_samesite="strict"),
        exception_handlers={HTTPException: failed, TocsinError: failed},
        openapi_config=None,
    )


def _twins(path: str, view: Callable[..., Answer], board: Board, show: Callable[..., Response[str]]) -> list[Any]:
    """The handlers of a page and of the same as JSON."""

    def page(request: Request[Any, Any, Any]) -> Response[str]:
        return show(request, view(board, dict(request.query_params)))

    def plain(request: Request[Any, Any, Any]) -> Response[bytes]:
        return _json(view(board, dict(request.query_params)).plain)

    name = "/problem" if path == "/" else path
    return [get(path, sync_to_thread=True)(page), get(f"{name}.json", sync_to_thread=True)(plain)]


def _style() -> Response[str]:
    """The board's style."""
    style = files("tocsin.board").joinpath("assets", "board.css").read_text(encoding="utf-8")
    return Response(style, media_type="text/css", headers=_HEADERS)


def _page(html: str, policy: str, status: int = 200) -> Response[str]:
    headers = {**_HEADERS, "Content-Security-Policy": policy}
    return Response(html, media_type="text/html", headers=headers, status_code=status)


def _json(value: object, status: int = 200) -> Response[Any]:
    headers = {**_HEADERS, "Content-Security-Policy": "default-src 'none'"}
    return Response(msgspec.json.encode(value), media_type="application/json", headers=headers, status_code=status)


def _back(address: str) -> Redirect:
    return Redirect(address, status_code=HTTP_303_SEE_OTHER)


def _explain(error: Exception) -> tuple[int, str, str]:
    """The status, what was seen and what to do."""
    if isinstance(error, TocsinError):
        return (404 if error.code in _NOT_FOUND else 400), error.seen, error.hint
    if isinstance(error, HTTPException):
        if error.status_code == 404:
            return 404, "There is no such page.", "Begin at the problem, or search."
        return error.status_code, error.detail, "Go back and try again."
    return 500, "Something went wrong.", "See the terminal."


def _environment() -> Environment:
    """Templates of the package, everything escaped, nothing undefined let pass."""
    folder = files("tocsin.board").joinpath("templates")
    return Environment(
        loader=FunctionLoader(lambda name: folder.joinpath(name).read_text(encoding="utf-8")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
