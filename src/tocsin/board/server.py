"""Serves the board: on loopback, or further for those who have a key."""

from __future__ import annotations

import gc
import socket
import sys
from collections.abc import Callable, Sequence
from ipaddress import ip_address
from pathlib import Path

import uvicorn

from tocsin.board.access.keys import Keys
from tocsin.board.app import create_app
from tocsin.desk import Desk
from tocsin.errors import ConfigError

__all__ = ["serve"]


def serve(
    desk: Desk,
    *,
    host: str = "127.0.0.1",
    port: int,
    names: Sequence[str] = (),
    clock: Callable[[], str],
    analyst: str,
    opened: Callable[[str], None],
) -> None:
    """Serves a desk until interrupted, to this machine only unless `host` is another address; port 0 takes any free.

    `names` are those by which a proxy is reached. `opened` is called with the address once it listens. Raises
    `ConfigError` (`port-taken`, `no-keys` where others could come in without one).
    """
    _check_keys(desk, host, names)
    listener = _listen(host, port)
    port = listener.getsockname()[1]
    reached = [*names, *([] if _is_loopback(host) else [host, f"{host}:{port}"])]
    app = create_app(desk, clock=clock, analyst=analyst, port=port, names=reached)
    server = uvicorn.Server(
        uvicorn.Config(app, log_level="warning", access_log=False, lifespan="off", timeout_graceful_shutdown=1)
    )
    # A picture of a large desk is millions of objects that live long: walking over them again and again stalls readers
    # for seconds. And while one is made beside them, readers come to their turn sooner.
    gc.set_threshold(100_000, 50, 1000)
    sys.setswitchinterval(0.001)
    opened(f"http://{host}:{port}/")
    try:
        server.run(sockets=[listener])
    finally:
        listener.close()


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind)
    except OSError as error:
        raise ConfigError("port-taken", f"{host}: is no address of this machine ({error}).", "See --host.") from error
    try:
        listener.bind(address)
    except OSError as error:
        listener.close()
        raise ConfigError(
            "port-taken", f"Port {port} of {host} is taken ({error.strerror}).", "Name another with --port."
        ) from error
    listener.listen()
    return listener


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _check_keys(desk: Desk, host: str, names: Sequence[str]) -> None:
    # A proxy with a name brings others in, wherever it hands them on to.
    if (names or not _is_loopback(host)) and not Keys(desk.folder or Path()).all():
        reached = names[0] if names else host
        raise ConfigError(
            "no-keys",
            f"Others could reach {reached}, and the desk has no keys: everyone could read and write it.",
            "Make one first: tocsin keys user NAME, or tocsin keys token NAME.",
        )
