"""A system Chromium for the browser tests, and the invented dispatch as a page."""

from __future__ import annotations

import importlib.util
import os
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import msgspec
import pytest
import uvicorn

from tocsin.board.app import create_app
from tocsin.desk import Desk
from tocsin.exports.reading import ReadingViewExporter

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
]


def _load_dispatch() -> Any:
    place = Path(__file__).parents[1] / "unit" / "reading" / "sorland.py"
    spec = importlib.util.spec_from_file_location("reading_sorland", place)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A running system Chromium; skips in one line where there is none, and fails where CI promises one."""
    found = os.environ.get("TOCSIN_CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        message = f"no system Chromium: none of {', '.join(_NAMES)} on the path, and TOCSIN_CHROMIUM is not set"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    playwright = pytest.importorskip("playwright.sync_api", reason="no playwright: install the dev group")
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=found, args=_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def serve_board() -> Callable[[Desk], AbstractContextManager[str]]:
    """Serves the board of an open desk in a thread, and gives its address."""

    @contextmanager
    def serve(desk: Desk, analyst: str = "ana") -> Iterator[str]:
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            listener.listen()
            port = listener.getsockname()[1]
            app = create_app(desk, clock=lambda: "2021-11-12T08:00:00+00:00", analyst=analyst, port=port)
            server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
            running = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
            running.start()
            while not server.started:
                time.sleep(0.05)
            yield f"http://127.0.0.1:{port}/"
            server.should_exit = True
            running.join(timeout=5)

    return serve


@pytest.fixture(scope="session")
def dispatch() -> Any:
    """The module of the invented dispatch."""
    return _load_dispatch()


@pytest.fixture(scope="session")
def page_file(tmp_path_factory: pytest.TempPathFactory, dispatch: Any) -> Path:
    """The dispatch as a page on disk."""
    path = tmp_path_factory.mktemp("reading") / "page.html"
    with path.open("wb") as out:
        ReadingViewExporter().write([dispatch.sorland_reading()], out)
    return path


@pytest.fixture(scope="session")
def long_file(tmp_path_factory: pytest.TempPathFactory, dispatch: Any) -> Path:
    """A page of two documents, one of them with many paragraphs."""
    reading = dispatch.sorland_reading()
    text = reading.document.text + "\nThe council met again, and no one said why. " * 400
    long = msgspec.structs.replace(reading, document=msgspec.structs.replace(reading.document, text=text))
    path = tmp_path_factory.mktemp("reading") / "long.html"
    with path.open("wb") as out:
        ReadingViewExporter().write([long, reading], out)
    return path
