"""Serves the board on loopback."""

from __future__ import annotations

import gc
import socket
import sys
from collections.abc import Callable

import uvicorn

from tocsin.board.app import create_app
from tocsin.desk import Desk
from tocsin.errors import ConfigError

__all__ = ["serve"]


def serve(desk: Desk, *, port: int, clock: Callable[[], str], analyst: str, opened: Callable[[str], None]) -> None:
    """Serves a desk until interrupted, to this machine only; port 0 takes any that is free.

    `opened` is called with the address once it listens. Raises `ConfigError` (`port-taken`).
    """
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listener.bind(("127.0.0.1", port))
    except OSError as error:
        listener.close()
        raise ConfigError(
            "port-taken", f"Port {port} is taken ({error.strerror}).", "Name another with --port."
        ) from error
    listener.listen()
    port = listener.getsockname()[1]
    app = create_app(desk, clock=clock, analyst=analyst, port=port)
    server = uvicorn.Server(
        uvicorn.Config(app, log_level="warning", access_log=False, lifespan="off", timeout_graceful_shutdown=1)
    )
    # A picture of a large desk is millions of objects that live long: walking over them again and again stalls readers
    # for seconds. And while one is made beside them, readers come to their turn sooner.
    gc.set_threshold(100_000, 50, 1000)
    sys.setswitchinterval(0.001)
    opened(f"http://127.0.0.1:{port}/")
    try:
        server.run(sockets=[listener])
    finally:
        listener.close()
