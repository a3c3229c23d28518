"""Readings and desks for the tests of the ways out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "reading"))


@pytest.fixture(scope="session")
def demo_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A desk of the bundled dispatches, read once for all tests of the session."""
    from importlib.resources import as_file

    from tocsin.demo import dispatches_path
    from tocsin.desk import Desk
    from tocsin.readers.protocol import Publication

    def fail(error: Exception) -> None:
        raise error

    folder = tmp_path_factory.mktemp("desk")
    Desk.create(folder)
    desk = Desk.open(folder, {})
    with as_file(dispatches_path()) as path:
        at = "2031-01-01T00:00:00+00:00"
        list(desk.add([str(path)], publication=Publication(), at=at, by="tester", on_error=fail))
    yield desk
    desk.close()


@pytest.fixture(scope="session")
def demo_readings(demo_desk: Any) -> Any:
    from tocsin.ledger.cut import Cut

    return demo_desk.view(Cut()).readings
