"""Replies: a page, JSON, CSV or a way elsewhere, each with the headers that seal it."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Response
from litestar.response import Redirect
from litestar.status_codes import HTTP_303_SEE_OTHER

__all__ = ["POLICY", "as_csv", "as_feed", "as_json", "as_page", "elsewhere"]

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
_CLOSED = {**_HEADERS, "Content-Security-Policy": "default-src 'none'"}


def as_page(html: str, status: int = 200) -> Response[str]:
    """A page of the board; it runs no inline code and takes no inline style."""
    headers = {**_HEADERS, "Content-Security-Policy": POLICY}
    # A lone surrogate of a broken text, which UTF-8 cannot hold, becomes a question mark.
    told = html.encode("utf-8", "replace").decode("utf-8")
    return Response(told, media_type="text/html", headers=headers, status_code=status)


def as_json(value: object, status: int = 200) -> Response[Any]:
    """A value as JSON."""
    return Response(msgspec.json.encode(value), media_type="application/json", headers=_CLOSED, status_code=status)


def as_csv(content: bytes, name: str) -> Response[Any]:
    """A table as a file to keep."""
    headers = {**_CLOSED, "Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Response(content, media_type="text/csv; charset=utf-8", headers=headers)


def as_feed(content: bytes, tag: str, known: str) -> Response[bytes]:
    """A feed with its tag; nothing where the reader has it already."""
    headers = {**_CLOSED, "ETag": tag, "Cache-Control": "private, no-cache"}
    if tag in known:
        return Response(b"", status_code=304, headers=headers)
    return Response(content, media_type="application/atom+xml; charset=utf-8", headers=headers)


def elsewhere(address: str) -> Redirect:
    """The way on after a form."""
    return Redirect(address, status_code=HTTP_303_SEE_OTHER, headers=_HEADERS)
