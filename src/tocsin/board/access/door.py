"""The door: who a request is from, and whether it may do what it asks."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from typing import Any

import msgspec
from litestar.connection import ASGIConnection
from litestar.exceptions import NotAuthorizedException, PermissionDeniedException
from litestar.handlers import BaseRouteHandler

from tocsin.board.access.keys import Key, Keys, Role
from tocsin.board.access.sessions import Sessions, Throttle

__all__ = ["COOKIE", "OUTSIDE", "Connection", "Door", "Principal", "guard_with"]

COOKIE = "tocsin_session"
# What everyone sees, and what keeps its own door.
OUTSIDE = ("/login", "/assets/", "/api/", "/feed.atom")
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
Connection = ASGIConnection[Any, Any, Any, Any]


class Principal(msgspec.Struct, frozen=True):
    """Who asks, and what he may."""

    name: str
    role: Role


# Who asks now: set by the guard of a request, in the task (and the threads) that answers it.
_ASKING: ContextVar[str | None] = ContextVar("asking", default=None)


class Door:
    """Lets in whom a desk's keys let in. A desk without keys is open to this machine, as `owner`.

    `alone` is whether nobody else reaches it: where others do, it stays shut though its last key is taken away.
    """

    def __init__(self, keys: Keys, owner: str, *, alone: bool) -> None:
        self.keys, self._owner, self._alone = keys, owner, alone
        self.sessions, self.throttle = Sessions(time.monotonic), Throttle(time.monotonic)

    def asking(self) -> str:
        """The name of whoever the request in hand is from."""
        return _ASKING.get() or self._owner

    @property
    def is_open(self) -> bool:
        """Whether everyone on this machine may come in."""
        return self._alone and not self.keys.all()

    def who(self, connection: Connection) -> Principal | None:
        """Who asks: by the token of the header, else by the session of the cookie."""
        kind, _, token = connection.headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer":
            return _principal(self.keys.of_token(token.strip()))
        holder = self.sessions.holder(connection.cookies.get(COOKIE))
        if holder is not None:
            key = self.keys.named(holder[0])
            return _principal(key if key is not None and key.hash == holder[1] else None)
        return Principal(self._owner, "analyst") if self.is_open else None

    def opens_feed(self, token: str) -> bool:
        """Whether a token that stands in an address opens the feed: only one that opens nothing else does."""
        key = self.keys.of_token(token)
        return key is not None and key.role == "feed"

    def admit(self, connection: Connection) -> Principal:
        """Who asks, where he may.

        Raises `NotAuthorizedException` where nobody is known, `PermissionDeniedException` for a reader that writes, a
        feed's key, and a write that a page of another site sent.
        """
        who = self.who(connection)
        if who is None:
            raise NotAuthorizedException("Give a token: Authorization: Bearer ...")
        if who.role == "feed":
            # It stands in an address, and addresses get about.
            raise PermissionDeniedException(f"'{who.name}' opens the feed, and nothing else.")
        if connection.scope.get("method") not in _SAFE:
            if who.role != "analyst":
                raise PermissionDeniedException(f"'{who.name}' may read, not write.")
            if not _is_own(connection):
                raise PermissionDeniedException("A page of another site may not write here.")
        _ASKING.set(who.name)
        return who


def guard_with(door: Door, *, but: tuple[str, ...] = ()) -> Callable[[Connection, BaseRouteHandler], Awaitable[None]]:
    """A guard that lets nobody pass whom the door does not admit, but to addresses that begin so.

    Asynchronous, for Litestar puts other guards into a thread, and who asks would be forgotten with it.
    """

    async def guard(connection: Connection, _: BaseRouteHandler) -> None:
        """Raises as `Door.admit` does."""
        if not but or not connection.scope["path"].startswith(but):
            door.admit(connection)

    return guard


def _is_own(connection: Connection) -> bool:
    """Whether a write comes from a page of the board or from no page: what the browser says of where it was made.

    Of a browser too old to say that, by the origin; the pages ask for no referrer, so that of theirs is "null" there.
    """
    made = connection.headers.get("sec-fetch-site")
    if made is not None:
        return made in ("none", "same-origin")
    origin = connection.headers.get("origin")
    return origin is None or origin.partition("://")[2] == connection.headers.get("host")


def _principal(key: Key | None) -> Principal | None:
    return Principal(key.name, key.role) if key is not None else None
