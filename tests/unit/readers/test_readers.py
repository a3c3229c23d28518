"""Bad input gets a clear message and loses nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tocsin.errors import ReadError
from tocsin.readers.jsonl import JsonLinesReader
from tocsin.readers.plain import PlainTextReader
from tocsin.readers.protocol import Publication, Source
from tocsin.readers.publication import detect_language, parse_published
from tocsin.records import Document
from tocsin.testing import check_reader


def source(path: Path, max_mib: int = 20, **publication: str) -> Source:
    return Source(path=path, publication=Publication(**publication), max_mib=max_mib)


def write(folder: Path, data: bytes, name: str = "input.txt") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"One.\r\nTwo.\r\n", "One.\r\nTwo.\r\n"),
        (b"\xef\xbb\xbfOne.", "One."),
        ("\ufeffOne \u201ctwo\u201d.".encode("utf-16-le"), "One \u201ctwo\u201d."),
    ],
)
def test_plain_text_is_kept_character_for_character(tmp_path: Path, data: bytes, text: str) -> None:
    [document] = check_reader(PlainTextReader(), write(tmp_path, data))
    assert document.text == text


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"caf\xe9 au lait", "not-utf8"),
        (b"\x00\x01\x02 text", "binary"),
        (b"%PDF-1.7 and so on", "binary"),
        (b"PK\x03\x04 and so on", "binary"),
        (b"<!DOCTYPE html><html><body>Hello</body></html>", "html"),
        (b"x" * (1 << 20) + b"x", "too-large"),
    ],
)
def test_what_is_no_text_is_refused_by_name(tmp_path: Path, data: bytes, code: str) -> None:
    path = write(tmp_path, data)
    with pytest.raises(ReadError) as caught:
        list(PlainTextReader().read(source(path, max_mib=1)))
    assert caught.value.code == code
    assert path.name in caught.value.seen
    assert caught.value.hint


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "gone.txt", "missing"), (tmp_path, "folder")):
        with pytest.raises(ReadError) as caught:
            list(PlainTextReader().read(source(path)))
        assert caught.value.code == code


def test_a_headline_becomes_the_title_and_an_opening_sentence_does_not(tmp_path: Path) -> None:
    [headed] = check_reader(PlainTextReader(), write(tmp_path, b"Talks resume in Calder\n\nThey met."))
    [bare] = check_reader(PlainTextReader(), write(tmp_path, b"They met.\n\nThey left."))
    assert headed.title == "Talks resume in Calder"
    assert bare.title is None


def test_json_lines_are_read_in_order_and_a_bad_line_costs_only_itself(tmp_path: Path) -> None:
    lines = (
        b'{"id": 7, "text": "They met.", "published": "2031-03-14", "outlet": "Demo Wire", "url": "demo:1"}\n'
        b"not json\n"
        b"\n"
        b'{"text": "   "}\n'
        b'{"text": "They left.", "published": "last week"}\n'
    )
    items = list(JsonLinesReader().read(source(write(tmp_path, lines, "in.jsonl"), outlet="Demo Gazette")))
    documents = [item for item in items if isinstance(item, Document)]
    errors = [item for item in items if isinstance(item, ReadError)]
    assert [d.text for d in documents] == ["They met.", "They left."]
    assert documents[0].input_id == "7"
    assert documents[0].outlet == "Demo Wire"
    assert documents[0].published.basis == "metadata"
    assert documents[1].outlet == "Demo Gazette"
    assert documents[1].published.value is None
    assert [error.code for error in errors] == ["bad-line", "empty", "bad-date"]
    assert "line 2" in errors[0].seen


def test_a_line_that_is_too_long_is_left_out_and_the_next_is_read(tmp_path: Path) -> None:
    lines = b'{"text": "' + b"x" * (3 << 20) + b'"}\n{"text": "They met."}\n'
    items = list(JsonLinesReader().read(source(write(tmp_path, lines, "in.jsonl"), max_mib=1)))
    assert [item.code for item in items if isinstance(item, ReadError)] == ["too-large"]
    assert [item.text for item in items if isinstance(item, Document)] == ["They met."]


def test_readers_claim_what_is_theirs() -> None:
    assert JsonLinesReader().accepts(b"", "a.jsonl") == 1
    assert JsonLinesReader().accepts(b'{"text": "x"}', "a.txt") > PlainTextReader().accepts(b"", "a.txt")
    assert JsonLinesReader().accepts(b"They met.", "a.txt") == 0


@pytest.mark.parametrize(
    ("value", "trusted"),
    [
        ("2031-03-14", True),
        ("2031-03-14T09:00:00+03:00", True),
        ("2031-03-14T09:00:00Z", False),
        ("2031-03-14T09:00:00", False),
    ],
)
def test_a_bare_z_is_no_zone_to_trust(value: str, trusted: bool) -> None:
    assert parse_published(value, "given").zone_trusted is trusted


def test_languages_other_than_english_are_not_called_english() -> None:
    assert (
        detect_language(
            "Der Minister sagte am Montag, dass die Gespr\u00e4che in der kommenden Woche weitergehen. " * 4
        )
        == "und"
    )
    assert detect_language("The minister said on Monday that the talks would go on in the coming week. " * 4) == "en"
    assert detect_language("Talks resume") == "en"
