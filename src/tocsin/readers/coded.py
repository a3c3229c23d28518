"""Rows that others coded: GDELT 2.0 events, ICEWS and POLECAT files. Their texts are not seen.

Columns: GDELT's event codebook 2.0 (61 columns, no header), the header of ICEWS, and POLECAT's by name.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tocsin.errors import ReadError
from tocsin.records.coded import CodedElsewhere
from tocsin.vocab.countries import country_code
from tocsin.vocab.loader import load_table

__all__ = ["read_coded"]

_GDELT_COLUMNS = (58, 61)
_LONGEST_FIELD = 1 << 20
Row = Sequence[str]


def read_coded(path: Path) -> Iterator[CodedElsewhere]:
    """The rows of a file that name a day and a type, in order; the form is known by its header or its columns.

    Raises `ReadError`: `missing`, `not-coded` where it is none of the three.
    """
    csv.field_size_limit(_LONGEST_FIELD)
    try:
        with path.open(encoding="utf-8", errors="replace", newline="") as file:
            rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            first = next(rows, [])
            read = _form(first, path)
            if not _is_header(first) and (found := read(first)) is not None:
                yield found
            yield from (found for row in rows if (found := read(row)) is not None)
    except FileNotFoundError as error:
        raise ReadError("missing", f"{path}: is not there.", "Check the name.") from error
    except csv.Error as error:
        raise ReadError(
            "not-coded", f"{path}: is no table ({error}).", "Give the file as it was downloaded."
        ) from error


def _is_header(row: Row) -> bool:
    return any(name in row for name in ("Event Date", "Event ID"))


def _form(first: Row, path: Path) -> Callable[[Row], CodedElsewhere | None]:
    at = {name: number for number, name in enumerate(first)}
    if "CAMEO Code" in at and "Event Date" in at:
        return lambda row: _icews(row, at)
    if "Event Type" in at and "Event Date" in at:
        return lambda row: _polecat(row, at)
    if len(first) in _GDELT_COLUMNS and first[0].isdigit() and first[1].isdigit():
        return _gdelt
    raise ReadError(
        "not-coded",
        f"{path}: has neither the header of ICEWS or POLECAT nor the columns of GDELT 2.0.",
        "Give a file of events as it was downloaded, unpacked and parted by tabs.",
    )


def _gdelt(row: Row) -> CodedElsewhere | None:
    if len(row) not in _GDELT_COLUMNS or len(row[1]) != 8:
        return None
    day = f"{row[1][:4]}-{row[1][4:6]}-{row[1][6:]}"
    address = row[60] if len(row) == _GDELT_COLUMNS[1] else row[57]
    return _made("GDELT", row[0], day, _plover_of(row[26]), row[7] or None, row[17] or None, address)


def _icews(row: Row, at: dict[str, int]) -> CodedElsewhere | None:
    if len(row) <= max(at.values()):
        return None
    actor, target = (country_code(row[at[name]]) for name in ("Source Country", "Target Country"))
    type_ = _plover_of(row[at["CAMEO Code"]])
    return _made("ICEWS", row[at["Event ID"]], row[at["Event Date"]], type_, actor, target, row[at["Publisher"]])


def _polecat(row: Row, at: dict[str, int]) -> CodedElsewhere | None:
    if len(row) < len(at):
        return None  # some of its files break off lines

    def field(name: str) -> str:
        return row[at[name]].strip() if name in at else ""

    actor, recipient = (country_code(field(name)) for name in ("Actor Country", "Recipient Country"))
    type_ = field("Event Type").upper() or None
    return _made("POLECAT", field("Event ID"), field("Event Date"), type_, actor, recipient, field("Source"))


def _made(
    coder: str, number: str, day: str, type_: str | None, actor: str | None, recipient: str | None, source: str
) -> CodedElsewhere | None:
    if type_ is None or len(day) != 10:
        return None
    return CodedElsewhere(
        coder=coder, id=number, day=day, type=type_, actor=actor, recipient=recipient, source=source or None
    )


def _plover_of(code: str) -> str | None:
    """The PLOVER type of a CAMEO code, by the longest beginning of it that the table has."""
    table = load_table("cameo/codes")["codes"]
    for length in range(len(code), 1, -1):
        if code[:length] in table:
            return str(table[code[:length]]["type"])
    return None
