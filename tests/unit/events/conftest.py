"""Reads small texts with every annotator there is, and shows their events."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tocsin.records import Diagnostic, Entity, Event, Forecast, Published, Reading, make_document


class Told:
    """A reading by its words: events by trigger, names of their parties, diagnostics by code."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = reading.document.text
        self.events = [r for r in reading.records if isinstance(r, Event)]
        self.forecasts = [r for r in reading.records if isinstance(r, Forecast)]
        self.entities = {r.id: r for r in reading.records if isinstance(r, Entity)}

    def words(self, spans: tuple[Any, ...]) -> str:
        return " ".join(span.of(self.text) for span in spans)

    def event(self, trigger: str) -> Event:
        return next(e for e in self.events if self.words(e.trigger) == trigger)

    def names(self, ids: tuple[str, ...]) -> list[str | None]:
        return [self.entities[i].name for i in ids]

    def codes(self) -> list[str]:
        return [d.code for d in self.reading.diagnostics if isinstance(d, Diagnostic)]


@pytest.fixture(scope="session")
def tell(pipeline: Any) -> Callable[..., Told]:
    """Reads a text as of a publication day."""

    def _tell(text: str, published: str | None = "2031-03-14") -> Told:
        when = Published(value=published, basis="given") if published else Published()
        [reading] = pipeline.read([make_document(text, outlet="Demo Wire", published=when)])
        return Told(reading)

    return _tell
