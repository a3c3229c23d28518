"""Reads small texts with every annotator there is, and shows their statements."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tocsin.records import Diagnostic, Entity, Published, Reading, Statement, make_document


class Seen:
    """A reading by its words: statements by cue, names by entity id, diagnostics by code."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.statements = [r for r in reading.records if isinstance(r, Statement)]
        self.entities = {r.id: r for r in reading.records if isinstance(r, Entity)}

    def words(self, spans: tuple[Any, ...]) -> str:
        """The words under spans, pieces joined by a bar."""
        return " | ".join(span.of(self.reading.document.text) for span in spans)

    def by_cue(self, cue: str) -> Statement:
        """The first statement with that cue."""
        return next(s for s in self.statements if self.words(s.cue) == cue)

    def speaker(self, statement: Statement) -> str | None:
        """The name of its source, None where nobody is named."""
        return self.entities[statement.source_entity].name if statement.source_entity else None

    def chain(self, statement: Statement) -> list[str | None]:
        """The names along the chain."""
        return [self.entities[link].name for link in statement.chain]

    def doubts(self, code: str) -> list[Diagnostic]:
        """The diagnostics of a code."""
        return [d for d in self.reading.diagnostics if d.code == code]


@pytest.fixture(scope="session")
def read(pipeline: Any) -> Callable[..., Seen]:
    """A text as published by Demo Wire on Friday 2031-03-14, read."""

    def read_text(text: str, **settings: Any) -> Seen:
        when = Published(value="2031-03-14", basis="given")
        settings = {"outlet": "Demo Wire", "published": when} | settings
        [reading] = pipeline.read([make_document(text, **settings)])
        return Seen(reading)

    return read_text
