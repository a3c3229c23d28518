"""CSV: a ZIP archive with one table a kind of record."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from typing import Any, BinaryIO

from tocsin.exports.archive import zip_of
from tocsin.exports.tables import TABLES, columns_of, rows_of
from tocsin.records import Reading

__all__ = ["CsvExporter"]

# A spreadsheet runs a cell that begins so as a formula: a news text must not be able to. Reversed by dropping the mark.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")


class CsvExporter:
    """Writes `documents.csv`, `statements.csv` and so on, packed; spans and other nested values as JSON in a cell."""

    name = "csv"
    media_type = "application/zip"
    loses = "an empty text and none are one; a text that begins like a formula (= + - @) bears an apostrophe before it"

    def write(self, readings: Iterable[Reading], out: BinaryIO) -> None:
        """The archive. Holds all rows."""
        tables = rows_of(readings)
        out.write(zip_of((f"{name}.csv", _table(name, tables[name])) for name in TABLES))


def _table(name: str, rows: list[dict[str, Any]]) -> bytes:
    out = io.StringIO(newline="")
    columns = list(columns_of(name))
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([_cell(row.get(column)) for column in columns] for row in rows)
    return out.getvalue().encode("utf-8", "replace")


def _cell(value: Any) -> Any:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str():
            return f"'{value}" if value.startswith(_FORMULA) else value
        case int() | float():
            return value
        case _:
            return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
