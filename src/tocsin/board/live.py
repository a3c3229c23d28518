"""What happens while a page is open, told by server-sent events: new documents, judgements, another level."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import msgspec
from litestar import get
from litestar.response import ServerSentEvent, ServerSentEventMessage

from tocsin.board.answers import Board
from tocsin.ledger.cut import NO_CUT
from tocsin.ledger.protocol import Mark

__all__ = ["News", "live_route", "tell_news", "watch"]

_EVERY = 2.0
# A line now and then keeps the connection open, and tells a page that is gone.
_BREATHS = 8


class News(msgspec.Struct, frozen=True):
    """What was done since a mark: documents that came, judgements made or taken back, and the levels as they are."""

    documents: int
    judgements: int
    levels: dict[str, int]


def live_route(board: Board) -> Any:
    """The stream of news."""

    @get("/live")
    async def live() -> ServerSentEvent:
        """News as they come."""
        return ServerSentEvent(watch(board))

    return live


async def watch(board: Board, every: float = _EVERY) -> AsyncIterator[ServerSentEventMessage]:
    """News from now on, as they come; the first message says what the levels are."""
    mark = await asyncio.to_thread(board.desk.store.mark)
    yield _message(await asyncio.to_thread(tell_news, board, mark))
    silent = 0
    while True:
        await asyncio.sleep(every)
        present = await asyncio.to_thread(board.desk.store.mark)
        if present != mark:
            yield _message(await asyncio.to_thread(tell_news, board, mark))
            mark, silent = present, 0
        elif (silent := silent + 1) % _BREATHS == 0:
            yield ServerSentEventMessage(comment="still here")


def tell_news(board: Board, since: Mark) -> News:
    """What was done since a mark."""
    entries = board.desk.store.news(since.entry)
    report = board.pictures.at(NO_CUT).report
    return News(
        documents=sum(entry.action in ("add", "restore") for entry in entries),
        judgements=sum(entry.action in ("judge", "undo") for entry in entries),
        levels={found.problem: found.level.number for found in report.assessments},
    )


def _message(news: News) -> ServerSentEventMessage:
    return ServerSentEventMessage(data=msgspec.json.encode(news).decode(), event="news")
