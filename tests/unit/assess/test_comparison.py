"""What others coded beside what is told here; forms known by their columns, broken ones told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tocsin.assess.comparison import compare_coded
from tocsin.errors import ReadError
from tocsin.exports.cameo import COLUMNS
from tocsin.readers.coded import read_coded
from tocsin.records import Published, Reading, make_document

pytestmark = pytest.mark.model

TEXT = (
    "Germany expelled two diplomats of Russia on Tuesday. France may expel diplomats of Russia on Wednesday. "
    "President Emmanuel Macron of France met Prime Minister Boris Johnson of Britain on Thursday."
)


@pytest.fixture
def readings(pipeline: Any) -> list[Reading]:
    document = make_document(
        TEXT, outlet="Demo Wire", published=Published(value="2021-11-12", basis="given"), language="en"
    )
    return list(pipeline.read([document]))


def gdelt(day: str, code: str, one: str, other: str) -> str:
    row = [""] * 61
    row[0], row[1], row[7], row[17], row[26], row[60] = "1", day, one, other, code, "https://demo.example/1"
    return "\t".join(row)


def icews(day: str, code: str, one: str, other: str) -> str:
    fields = dict.fromkeys(COLUMNS, "") | {
        "Event ID": "7", "Event Date": day, "CAMEO Code": code, "Source Country": one, "Target Country": other
    }  # fmt: skip
    return "\t".join(fields.values())


def compared(readings: list[Reading], path: Path, *lines: str) -> Any:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return compare_coded(read_coded(path), readings)


def test_rows_of_gdelt_meet_what_is_told(readings: list[Reading], tmp_path: Path) -> None:
    found = compared(
        readings, tmp_path / "a.csv",
        gdelt("20211109", "161", "DEU", "RUS"),  # expel: there and here
        gdelt("20211110", "190", "FRA", "RUS"),  # only there: here it is merely possible
        gdelt("20211109", "190", "", "RUS"), gdelt("19990101", "190", "DEU", "RUS"),
    )  # fmt: skip
    assert (found.both, [row.type for row in found.theirs_alone], found.outside) == (1, ["ASSAULT"], 2)
    assert ("CONSULT", ("FRA", "GBR")) in {(ours.type, ours.countries) for ours in found.ours_alone}


def test_icews_and_polecat_are_known_by_their_headers(readings: list[Reading], tmp_path: Path) -> None:
    found = compared(
        readings, tmp_path / "a.tab", "\t".join(COLUMNS), icews("2021-11-10", "1611", "Germany", "Russian Federation")
    )
    assert found.both == 1
    header = "Event ID\tEvent Date\tEvent Type\tActor Country\tRecipient Country\tSource"
    found = compared(
        readings, tmp_path / "b.txt", header, "9\t2021-11-11\tCONSULT\tFRA\tGBR\tDemo", "9\t2021-11-11\tCONSULT"
    )
    assert (found.both, found.theirs_alone) == (1, ())


@pytest.mark.parametrize("text", ["", "a\tb\n", "{}\n"])
def test_another_file_is_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ReadError) as told:
        list(read_coded(path))
    assert told.value.code == "not-coded"
    with pytest.raises(ReadError):
        list(read_coded(tmp_path / "gone"))
