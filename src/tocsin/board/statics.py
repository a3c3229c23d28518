"""The board's own styles and scripts, from the package; nothing is fetched from elsewhere."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from litestar import Response, get

__all__ = ["ASSETS", "asset_routes"]

ASSETS = {
    "board.css": ("tocsin.board", "text/css"),
    "review.css": ("tocsin.board", "text/css"),
    "board.js": ("tocsin.board", "text/javascript"),
    "reader.js": ("tocsin.board", "text/javascript"),
    "reading.css": ("tocsin.exports.reading", "text/css"),
    "reading.js": ("tocsin.exports.reading", "text/javascript"),
}
_HEADERS = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-cache"}


def asset_routes() -> list[Any]:
    """A handler for each file."""
    return [_route(name, package, kind) for name, (package, kind) in ASSETS.items()]


def _route(name: str, package: str, kind: str) -> Any:
    content = files(package).joinpath("assets", name).read_text(encoding="utf-8")

    def answer() -> Response[str]:
        return Response(content, media_type=kind, headers=_HEADERS)

    return get(f"/assets/{name}", sync_to_thread=False)(answer)
