"""Answers that tell how fresh they are: who asks again for what has not changed gets 304 and no body."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from typing import Any

import msgspec
from litestar import Request, Response

from tocsin.board.access.door import Door
from tocsin.board.answers import Board
from tocsin.board.replies import as_json
from tocsin.desk.health import health_mark
from tocsin.ledger.cut import Cut

__all__ = ["Freshness"]

Asked = Request[Any, Any, Any]


class Freshness:
    """Says whether an answer would be another than the one that a program has."""

    def __init__(self, board: Board, door: Door) -> None:
        self._board, self._door = board, door
        # A server that begins anew may run other code over other problems: no tag of the last one holds.
        self._salt = secrets.token_hex(8)

    def answer(
        self, request: Asked, cut: Cut | None, make: Callable[[], object], headers: dict[str, str] | None = None
    ) -> Response[Any]:
        """What `make` gives as JSON with its tag (`ETag`); 304 without a body where `If-None-Match` names that.

        The tag is of the state before the answer is made: an answer may be newer than its tag and is then given
        twice; it is never older. `cut` is that of the picture that it is read from, null where it is read from the
        store alone; `headers` may be filled by `make`.
        """
        tag = self._tag(request, cut)
        known = {one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")}
        answer: Response[Any] = Response(b"", status_code=304) if tag in known else as_json(make())
        told = {"ETag": tag, "Vary": "Authorization, Cookie"} | (headers or {})
        if "authorization" in request.headers:
            # A program may keep it, and asks before it uses it; what a browser gets is kept nowhere.
            told["Cache-Control"] = "private, no-cache"
        for name, value in told.items():
            answer.headers[name] = value
        return answer

    def _tag(self, request: Asked, cut: Cut | None) -> str:
        """The digest of everything that an answer hangs on."""
        board, who = self._board, self._door.who(request)
        hangs_on = (
            self._salt,
            request.url.path,
            sorted(request.query_params.multi_items()),
            who.role if who else "",
            board.desk.store.mark(),
            board.picture(cut).mark if cut is not None else None,
            board.today(),
            health_mark(board.desk),
        )
        return f'"{hashlib.sha256(msgspec.json.encode(hangs_on)).hexdigest()[:32]}"'
