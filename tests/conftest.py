"""Fixtures for all tests, and the collector of stories."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
SHARED = HERE.parent.parent / "shared"


def _load_story_module() -> Any:
    name = "tocsin_story"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, HERE / "stories" / "story.py")
        assert spec and spec.loader
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-stories", action="store_true", help="write what is found into the stories that fail")


def pytest_collect_file(parent: pytest.Collector, file_path: Path) -> pytest.Collector | None:
    if file_path.suffix == ".story":
        return StoryFile.from_parent(parent, path=file_path)
    return None


class StoryFile(pytest.File):
    def collect(self) -> Iterable[pytest.Item]:
        yield StoryItem.from_parent(self, name=self.path.stem)


class StoryItem(pytest.Item):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.add_marker("model")

    def runtest(self) -> None:
        story = _load_story_module().Story.load(self.path)
        [reading] = pipeline_of_all().read([story.document()])
        failures = story.failures(reading)
        if failures and self.config.getoption("--update-stories"):
            self.path.write_text(story.updated(reading), encoding="utf-8")
        elif failures:
            raise StoryFailedError("\n".join(failures))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> str:
        if isinstance(excinfo.value, StoryFailedError):
            return f"{self.path}\n{excinfo.value}"
        return str(super().repr_failure(excinfo, style))

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, 0, f"story: {self.path.stem}"


class StoryFailedError(Exception):
    """A story did not come out as written."""


_PIPELINES: list[Any] = []


def pipeline_of_all() -> Any:
    """The pipeline of every registered annotator, built once a test run."""
    if not _PIPELINES:
        from tocsin.config import Settings
        from tocsin.desk import build_pipeline

        _PIPELINES.append(build_pipeline(Settings()))
    return _PIPELINES[0]


@pytest.fixture(scope="session")
def pipeline() -> Any:
    """The pipeline of every registered annotator."""
    return pipeline_of_all()


@pytest.fixture(scope="session")
def story_module() -> Any:
    """The module that reads and compares stories."""
    return _load_story_module()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the evaluation sets, which are not part of the project; skips where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the shared evaluation sets are not beside this checkout")
    return SHARED
