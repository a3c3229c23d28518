"""Tables of what was read: plain rows that show themselves in a notebook."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from os import PathLike, fspath
from typing import Any, overload

from markupsafe import Markup, escape

from tocsin.config import Settings
from tocsin.desk import build_pipeline, load_exporter, read_inputs
from tocsin.errors import ReadError
from tocsin.exports.reading.folio import Folio
from tocsin.exports.reading.words import say_days
from tocsin.ledger.timeline import make_timeline
from tocsin.readers.protocol import Publication
from tocsin.readers.publication import parse_published
from tocsin.records import Published, Reading, Statement, make_document

__all__ = ["Readings", "Table", "read", "read_text"]

_SHOWN = 200


class Table(Sequence[dict[str, Any]]):
    """Rows as plain values, shown as a table in a notebook. Data-frame libraries take it as it is."""

    def __init__(self, rows: Iterable[dict[str, Any]], columns: Sequence[str]) -> None:
        self._rows, self.columns = list(rows), tuple(columns)

    @overload
    def __getitem__(self, index: int) -> dict[str, Any]: ...
    @overload
    def __getitem__(self, index: slice) -> Table: ...
    def __getitem__(self, index: int | slice) -> dict[str, Any] | Table:
        return Table(self._rows[index], self.columns) if isinstance(index, slice) else self._rows[index]

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self._rows)

    def __repr__(self) -> str:
        return f"<Table of {len(self)} rows: {', '.join(self.columns)}>"

    def _repr_html_(self) -> str:
        """The first rows for a notebook; every word escaped."""
        head = Markup("").join(Markup("<th>{}</th>").format(column) for column in self.columns)
        body = Markup("").join(
            Markup("<tr>{}</tr>").format(
                Markup("").join(Markup("<td>{}</td>").format(_shown(row[column])) for column in self.columns)
            )
            for row in self._rows[:_SHOWN]
        )
        more = Markup("<p>{} more rows</p>").format(len(self) - _SHOWN) if len(self) > _SHOWN else Markup("")
        return Markup("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>{}").format(head, body, more)


def _shown(value: Any) -> Markup:
    return escape("" if value is None else ", ".join(map(str, value)) if isinstance(value, tuple) else value)


class Readings(Sequence[Reading]):
    """What was read, in order. `unread` are the inputs that could not be read, each with what to do."""

    def __init__(self, readings: Iterable[Reading], unread: Sequence[ReadError] = ()) -> None:
        self._readings, self.unread = tuple(readings), tuple(unread)

    @overload
    def __getitem__(self, index: int) -> Reading: ...
    @overload
    def __getitem__(self, index: slice) -> Readings: ...
    def __getitem__(self, index: int | slice) -> Reading | Readings:
        return Readings(self._readings[index]) if isinstance(index, slice) else self._readings[index]

    def __len__(self) -> int:
        return len(self._readings)

    def __repr__(self) -> str:
        return f"<Readings of {len(self)}: {sum(len(reading.records) for reading in self)} records>"

    def _repr_html_(self) -> str:
        """The statements, for a notebook."""
        return self.statements()._repr_html_()

    def statements(self) -> Table:
        """Who says what: a row a statement, with the exact words and their characters."""
        columns = ("who", "kind", "said", "words", "polarity", "certainty", "outlet", "published", "start", "end")
        return Table(self._statement_rows(), columns)

    def _statement_rows(self) -> Iterator[dict[str, Any]]:
        for number, reading in enumerate(self, start=1):
            folio, document = Folio(reading, number), reading.document
            for record in reading.records:
                if isinstance(record, Statement) and record.content:
                    yield {
                        "who": folio.speaker(record),
                        "kind": record.kind,
                        "said": say_days(record.said) if record.said else None,
                        "words": " \u2026 ".join(span.of(document.text) for span in record.content),
                        "polarity": record.polarity,
                        "certainty": record.certainty.words if record.certainty else None,
                        "outlet": document.outlet,
                        "published": document.published.value,
                        "start": record.content[0].start,
                        "end": record.content[-1].end,
                    }

    def events(self) -> Table:
        """What happened, or did not: a row an event with its status, by day; undated ones last."""
        return self._timeline("event")

    def forecasts(self) -> Table:
        """What is expected by when; `status` are the speaker's words of probability."""
        return self._timeline("forecast")

    def _timeline(self, kind: str) -> Table:
        columns = ("days", "label", "status", "who", "words", "outlet", "published", "start", "end")
        rows = make_timeline(self, kinds=frozenset({kind}))
        return Table(
            (
                {
                    "days": row.days.edtf if row.days else None,
                    "label": row.label,
                    "status": row.status,
                    "who": row.who,
                    "words": row.words,
                    "outlet": row.outlet,
                    "published": row.published,
                    "start": row.span.start,
                    "end": row.span.end,
                }
                for row in rows
            ),
            columns,
        )

    def save(self, path: str | PathLike[str], format: str = "jsonl") -> None:  # noqa: A002 - the word of the command
        """Writes them in a format of `tocsin formats`. Raises `PluginError`, `ConfigError` (`extra-missing`)."""
        with open(path, "wb") as out:  # noqa: PTH123 - any path-like
            load_exporter(format).write(self, out)


def read(
    *inputs: str | PathLike[str],
    published: str | None = None,
    outlet: str | None = None,
    settings: Settings | None = None,
) -> Readings:
    """What the files hold; `published` and `outlet` say what they do not.

    What cannot be read stands in `unread` and is named on standard error. Raises `ModelError`, `PluginError`.
    """
    unread: list[ReadError] = []

    def note(error: ReadError) -> None:
        unread.append(error)
        sys.stderr.write(f"tocsin: {error}\n")

    publication = Publication(published=published, outlet=outlet)
    names = [fspath(one) for one in inputs]
    found = read_inputs(names, publication=publication, settings=settings or Settings(), on_error=note)
    return Readings(found, unread)


def read_text(
    text: str,
    *,
    published: str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    settings: Settings | None = None,
) -> Readings:
    """What a text holds. Raises `ValueError` where `published` is no ISO date."""
    when = parse_published(published, "given") if published else Published()
    document = make_document(text, outlet=outlet, published=when, title=title)
    return Readings(build_pipeline(settings or Settings()).read([document]))
