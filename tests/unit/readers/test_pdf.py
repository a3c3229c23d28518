"""Pages made into running text."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

import pytest

from tocsin.errors import ReadError
from tocsin.readers.lines import Line, join_lines
from tocsin.readers.pdf import PdfReader
from tocsin.testing import check_reader


def load_made() -> Any:
    if "tocsin_made" not in sys.modules:
        spec = importlib.util.spec_from_file_location("tocsin_made", Path(__file__).parent / "made.py")
        assert spec and spec.loader
        sys.modules["tocsin_made"] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules["tocsin_made"])
    return sys.modules["tocsin_made"]


made = load_made()
FIRST = [
    "Harbour talks resume", "",
    "The two delegations of Sorland and Velmark met in Calder on Monday and agre-",
    "ed to open the harbour again. The well-known envoy Ilse Varga said that the",
    "talks had been long.", "",
    "A second round is to follow in the spring, the ministry said in a state-",
    "ment. It was not clear who would lead it, and the well-",
    "known envoy declined to say who",
]  # fmt: skip
SECOND = [
    "would take part in it, or when.",
    "\tThe third paragraph is only indented, and it goes on over the whole width of",
    "the line here.",
    "\tThe fourth too. It is short.",
    "The last one begins after a short line and runs on for the width of the page",
]


def read(tmp_path: Path, data: bytes) -> Any:
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    [document] = check_reader(PdfReader(), path)
    return document


def test_paragraphs_are_found_hyphens_mended_and_a_page_end_is_no_paragraph_end(tmp_path: Path) -> None:
    document = read(tmp_path, made.pdf([made.column(FIRST), made.column(SECOND)], title="Microsoft Word - a.doc"))
    assert document.text.split("\n\n") == [
        "Harbour talks resume",
        "The two delegations of Sorland and Velmark met in Calder on Monday and agreed to open the harbour again."
        " The well-known envoy Ilse Varga said that the talks had been long.",
        "A second round is to follow in the spring, the ministry said in a statement. It was not clear who would lead"
        " it, and the well-known envoy declined to say who would take part in it, or when.",
        "The third paragraph is only indented, and it goes on over the whole width of the line here.",
        "The fourth too. It is short.",
        "The last one begins after a short line and runs on for the width of the page",
    ]
    assert document.title == "Harbour talks resume", "a program's own title is none"
    assert document.published.value is None, "when a file was made is not when it was published"


def test_running_heads_and_page_numbers_are_left_out(tmp_path: Path) -> None:
    body = ["The harbour stayed shut all week.", "", "The ministry gave no reason.", "", "Ships waited outside Calder."]
    pages = [[*made.column(["Sorland harbour report 2031", "", *body]), (290, 30, f"- {n} -")] for n in range(1, 5)]
    text = read(tmp_path, made.pdf(pages)).text
    assert "report 2031" not in text
    assert not any(f"- {n} -" in text for n in range(1, 5))
    assert text.count("Ships waited outside Calder.") == 4


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (made.pdf([[]]), "no-text"),
        (made.pdf([made.column(FIRST)], locked=True), "encrypted"),
        (made.pdf([made.column(FIRST)])[:700], "bad-pdf"),
        (b"%PDF-1.7", "bad-pdf"),
    ],
)
def test_what_has_no_text_to_give_is_named(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    with pytest.raises(ReadError) as caught:
        check_reader(PdfReader(), path)
    assert caught.value.code == code
    assert "a.pdf" in caught.value.seen and caught.value.hint


def test_lines_without_places_are_joined_by_their_words() -> None:
    lines = [Line(text=text) for text in ("They met", "in Calder on Monday.", "1. The gates", "2. The piers")]
    assert join_lines([lines]) == "They met in Calder on Monday.\n\n1. The gates\n\n2. The piers"
    assert join_lines([]) == ""
