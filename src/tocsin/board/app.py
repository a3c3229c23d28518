"""The web application: pages with their twins and what analysts do on them, over one desk, for this machine only."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from litestar import Litestar, Request, Response
from litestar.config.allowed_hosts import AllowedHostsConfig
from litestar.config.csrf import CSRFConfig
from litestar.exceptions import HTTPException, NotAuthorizedException
from litestar.middleware.rate_limit import RateLimitConfig
from litestar.template.base import csrf_token

from tocsin.board.access.door import OUTSIDE, Door, guard_with
from tocsin.board.access.keys import Keys
from tocsin.board.access.login import login_routes
from tocsin.board.acts import act_routes
from tocsin.board.answers import Answer, Board
from tocsin.board.api import API, api_fault, api_router, openapi_config
from tocsin.board.bearers import bearer_routes
from tocsin.board.feed import feed_route
from tocsin.board.live import live_route
from tocsin.board.pages import NAVIGATION
from tocsin.board.replies import POLICY, as_json, as_page, elsewhere
from tocsin.board.routes import document_routes, page_routes
from tocsin.board.statics import asset_routes
from tocsin.board.words import say_proposition
from tocsin.desk import Desk
from tocsin.errors import ReadError, TocsinError
from tocsin.vocab.countries import country_name

__all__ = ["POLICY", "create_app"]

_LOG = logging.getLogger(__name__)
Asked = Request[Any, Any, Any]
_REQUESTS = 1200
_LOCAL = ["localhost", "127.0.0.1", "[::1]"]
_NOT_FOUND = {"no-such-document", "no-such-problem", "no-such-record", "no-such-judgement"}


def create_app(desk: Desk, *, clock: Callable[[], str], analyst: str, port: int, names: Sequence[str] = ()) -> Litestar:
    """The board of a desk, and its API. `clock` gives the moment (ISO, UTC) of what is done, `analyst` its author.

    Only requests that name this machine and `port`, or one of `names`, are answered: a page elsewhere whose name was
    made to point here is refused. Where the desk has keys, nobody comes in without one.
    """
    door = Door(Keys(desk.folder or Path()), analyst, alone=not names)
    board = Board(desk, lambda: clock()[:10])
    pages = _environment()

    def render(request: Asked, template: str, data: dict[str, Any], status: int = 200) -> Response[str]:
        told = {"cut": None, "query": "", "path": request.url.path, "navigation": NAVIGATION, "failed": status >= 400}
        token = "" if status >= 400 else csrf_token({"request": request})
        return as_page(pages.get_template(template).render(**told | data, token=token), status=status)

    def show(request: Asked, answer: Answer) -> Response[str]:
        return render(request, answer.template, answer.data | {"cut": answer.cut, "query": answer.query})

    def failed(request: Asked, error: Exception) -> Response[Any]:
        if request.url.path.startswith(f"{API}/") and isinstance(error, HTTPException):
            return api_fault(request, error)
        if isinstance(error, NotAuthorizedException):
            return elsewhere("/login")
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
            *document_routes(board, render, door.asking),
            *act_routes(board, render, clock=clock, analyst=door.asking),
            *bearer_routes(board, clock=clock, analyst=door.asking),
            live_route(board),
            feed_route(board, door, clock),
            *login_routes(door, render, secure=bool(names)),
            api_router(board, door, clock),
        ],
        guards=[guard_with(door, but=OUTSIDE)],
        allowed_hosts=AllowedHostsConfig(allowed_hosts=[*(f"{host}:{port}" for host in _LOCAL), *_LOCAL, *names]),
        csrf_config=CSRFConfig(
            secret=secrets.token_hex(32), cookie_name="tocsin_csrf", cookie_samesite="strict", exclude=[API]
        ),
        middleware=[RateLimitConfig(rate_limit=("minute", _REQUESTS), exclude=["/assets"]).middleware],
        exception_handlers={HTTPException: failed, TocsinError: failed, Exception: failed},
        request_max_body_size=(desk.settings.max_input_mib + 1) * 1024 * 1024,
        include_in_schema=False,
        openapi_config=openapi_config(),
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
    environment.filters["proposition"] = say_proposition
    environment.filters["country"] = country_name
    environment.filters["plain"] = lambda words: str(words).replace("_", " ")
    return environment
