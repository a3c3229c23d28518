"""The web application: pages with their twins and what analysts do on them, over one desk, for this machine only."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from litestar import Litestar, Request, Response
from litestar.config.allowed_hosts import AllowedHostsConfig
from litestar.config.csrf import CSRFConfig
from litestar.exceptions import HTTPException
from litestar.template.base import csrf_token

from tocsin.board.acts import act_routes
from tocsin.board.answers import Answer, Board
from tocsin.board.live import live_route
from tocsin.board.pages import NAVIGATION
from tocsin.board.replies import POLICY, as_json, as_page
from tocsin.board.routes import document_routes, page_routes
from tocsin.board.statics import asset_routes
from tocsin.desk import Desk
from tocsin.errors import ReadError, TocsinError

__all__ = ["POLICY", "create_app"]

_LOG = logging.getLogger(__name__)
Asked = Request[Any, Any, Any]
_LOCAL = ["localhost", "127.0.0.1", "[::1]"]
_NOT_FOUND = {"no-such-document", "no-such-problem", "no-such-record", "no-such-judgement"}


def create_app(desk: Desk, *, clock: Callable[[], str], analyst: str, port: int) -> Litestar:
    """The board of a desk. `clock` gives the moment (ISO, UTC) at which a judgement is made, `analyst` its author.

    Only requests that name this machine and `port` are answered: a page elsewhere whose name was made to point here is
    refused.
    """
    board = Board(desk, lambda: clock()[:10])
    pages = _environment()

    def render(request: Asked, template: str, data: dict[str, Any], status: int = 200) -> Response[str]:
        told = {"cut": None, "query": "", "path": request.url.path, "navigation": NAVIGATION, "failed": status >= 400}
        token = "" if status >= 400 else csrf_token({"request": request})
        return as_page(pages.get_template(template).render(**told | data, token=token), status=status)

    def show(request: Asked, answer: Answer) -> Response[str]:
        return render(request, answer.template, answer.data | {"cut": answer.cut, "query": answer.query})

    def failed(request: Asked, error: Exception) -> Response[Any]:
        status, seen, hint = _explain(error)
        if status == 500:
            _LOG.error("%s failed", request.url.path, exc_info=error)
        if request.url.path.endswith(".json"):
            return as_json({"error": seen, "hint": hint}, status)
        return render(request, "error.html.j2", {"seen": seen, "hint": hint}, status)

    return Litestar(
        route_handlers=[
            *asset_routes(),
            *page_routes(board, show, clock),
            *document_routes(board, render, analyst),
            *act_routes(board, render, clock=clock, analyst=analyst),
            live_route(board),
        ],
        allowed_hosts=AllowedHostsConfig(allowed_hosts=[*_LOCAL, *(f"{host}:{port}" for host in _LOCAL)]),
        csrf_config=CSRFConfig(secret=secrets.token_hex(32), cookie_name="tocsin_csrf", cookie_samesite="strict"),
        exception_handlers={HTTPException: failed, TocsinError: failed, Exception: failed},
        request_max_body_size=(desk.settings.max_input_mib + 1) * 1024 * 1024,
        openapi_config=None,
    )


def _explain(error: Exception) -> tuple[int, str, str]:
    """The status, what was seen and what to do."""
    if isinstance(error, TocsinError):
        status = 404 if error.code in _NOT_FOUND else 503 if error.code == "store-busy" else 400
        return (422 if isinstance(error, ReadError) else status), error.seen, error.hint
    if isinstance(error, HTTPException):
        if error.status_code == 404:
            return 404, "There is no such page.", "Begin at the desk, or search."
        return error.status_code, error.detail, "Go back and try again."
    return 500, "Something went wrong.", "See the terminal."


def _environment() -> Environment:
    """Templates of the package, everything escaped, nothing undefined let pass."""
    folder = files("tocsin.board").joinpath("templates")
    environment = Environment(
        loader=FunctionLoader(lambda name: folder.joinpath(name).read_text(encoding="utf-8")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters["plain"] = lambda words: str(words).replace("_", " ")
    return environment
