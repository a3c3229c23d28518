"""Faults as programs get them: each in one shape, with its status."""

from __future__ import annotations

import logging
from typing import Any

from litestar import Request, Response
from litestar.exceptions import HTTPException
from litestar.openapi.datastructures import ResponseSpec

from tocsin.board.api.shapes import Fault
from tocsin.board.replies import as_json
from tocsin.errors import ReadError, TocsinError

__all__ = ["FAULTS", "api_fault", "told"]

_LOG = logging.getLogger(__name__)
Asked = Request[Any, Any, Any]
_STATUS = {
    "no-such-document": 404, "no-such-problem": 404, "no-such-record": 404, "no-such-judgement": 404,
    "unknown-plugin": 404, "store-busy": 503, "too-large": 413,
}  # fmt: skip
FAULTS = {
    status: ResponseSpec(data_container=Fault, description=words, generate_examples=False)
    for status, words in (
        (400, "What was asked is not understood."), (401, "Nobody is known by the token."), (403, "Not allowed."),
        (404, "There is no such thing."), (413, "More than the desk takes."), (415, "Not what is taken here."),
        (422, "The text cannot be read."), (429, "Too many requests."), (503, "Another program is writing; try again."),
    )
}  # fmt: skip


def api_fault(request: Asked, error: Exception) -> Response[Any]:
    """A fault as JSON, with its status."""
    if isinstance(error, TocsinError):
        return as_json(told(error), _STATUS.get(error.code, 422 if isinstance(error, ReadError) else 400))
    if isinstance(error, HTTPException):
        status, seen = error.status_code, error.detail
    elif isinstance(error, UnicodeDecodeError | RecursionError):
        status, seen = 400, "The body is no JSON."
    else:
        _LOG.error("%s failed", request.url.path, exc_info=error)
        status, seen = 500, "Something went wrong; the terminal of the server says more."
    return as_json(Fault(code=f"http-{status}", seen=seen, hint="See /api/v1/openapi.json."), status)


def told(error: TocsinError) -> Fault:
    """What was wrong, for programs and people."""
    return Fault(code=error.code, seen=error.seen, hint=error.hint)
