"""The page to sign in by, where a desk has users."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.enums import RequestEncodingType
from litestar.params import Body

from tocsin.board.access.door import COOKIE, Door
from tocsin.board.replies import elsewhere

__all__ = ["login_routes"]

Asked = Request[Any, Any, Any]
_FORM = Body(media_type=RequestEncodingType.URL_ENCODED)


def login_routes(door: Door, render: Callable[..., Response[str]], *, secure: bool) -> list[Any]:
    """Signing in and out. `secure`: the cookie goes over https only, as for all but this machine."""

    @get("/login", sync_to_thread=False)
    def show_login(request: Asked) -> Response[Any]:
        if door.who(request) is not None:
            return elsewhere("/")
        return render(request, "login.html.j2", {"told": ""})

    # In a thread by hand: an address with two methods, both in threads, is wrapped twice by Litestar 2.
    @post("/login", status_code=200)
    async def login(request: Asked, data: Annotated[dict[str, str], _FORM]) -> Response[Any]:
        """Signs in, or says what was wrong."""
        return await sync_to_thread(sign_in, request, data)

    def sign_in(request: Asked, data: dict[str, str]) -> Response[Any]:
        name = data.get("name", "")[:200]
        if (left := door.throttle.wait(name)) > 0:
            told = f"Too many wrong tries. Wait {left:.0f} seconds."
            return render(request, "login.html.j2", {"told": told}, 429)
        door.throttle.failed(name)  # before it is known, so that tries side by side count too
        key = door.keys.of_user(name, data.get("password", "")[:1000])
        if key is None:
            return render(request, "login.html.j2", {"told": "Name or password is wrong."}, 403)
        door.throttle.passed(name)
        way = elsewhere("/")
        way.set_cookie(COOKIE, door.sessions.begin(name, key.hash), httponly=True, samesite="strict", secure=secure)
        return way

    @post("/logout", sync_to_thread=False)
    def logout(request: Asked) -> Response[Any]:
        door.sessions.end(request.cookies.get(COOKIE))
        way = elsewhere("/login")
        way.delete_cookie(COOKIE)
        return way

    return [show_login, login, logout]
