"""Coders taught from a user's own annotated texts: `tocsin train`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from tocsin.annotate.attribution.learning import Attribution, Lesson, teach_attribution
from tocsin.annotate.tagger import Tagger
from tocsin.annotate.tagger.learning import Schooling
from tocsin.config import Settings
from tocsin.desk.reading import build_pipeline
from tocsin.errors import ReadError
from tocsin.records import make_document

__all__ = ["train"]

_TEACHERS = {"attribution": teach_attribution}
_FEWEST = 20


class _Row(msgspec.Struct, frozen=True):
    """A line of annotated data; what else it holds is passed over."""

    text: str
    attributions: tuple[Attribution, ...]


def train(coder: str, data: Path, schooling: Schooling, settings: Settings, report: Callable[[str], None]) -> Tagger:
    """A tagger for a coder, taught from a file of annotated texts. Raises `ReadError` (`bad-lessons`)."""
    teach = _TEACHERS[coder]
    rows = list(_rows(data))
    if len(rows) < _FEWEST:
        raise ReadError(
            "bad-lessons", f"{data}: {len(rows)} annotated texts.", f"Give at least {_FEWEST}; hundreds are better."
        )
    report(f"reading {len(rows)} documents")
    documents = [make_document(row.text, language="en") for row in rows]
    untaught = msgspec.structs.replace(settings, weights={coder: ""})
    analyses = build_pipeline(untaught).analyse(documents)
    lessons = [Lesson(analysis, row.attributions) for analysis, row in zip(analyses, rows, strict=True)]
    return teach(lessons, schooling, report)


def _rows(data: Path) -> Iterator[_Row]:
    for number, line in enumerate(data.read_bytes().splitlines(), 1):
        try:
            row = msgspec.json.decode(line, type=_Row)
            _check(row)
        except (msgspec.DecodeError, ValueError) as error:
            raise ReadError(
                "bad-lessons",
                f"{data}, line {number}: {error}",
                'Each line is {"text": ..., "attributions": [{"source": [[start, end]], "cue": ..., "content": ...}]}.',
            ) from error
        yield row


def _check(row: _Row) -> None:
    for attribution in row.attributions:
        for role in ("source", "cue", "content"):
            pieces: Any = getattr(attribution, role)
            for start, end in pieces:
                if not 0 <= start < end <= len(row.text):
                    raise ValueError(
                        f"the {role} [{start}, {end}] does not lie in a text of {len(row.text)} characters"
                    )
