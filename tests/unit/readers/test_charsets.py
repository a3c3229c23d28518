"""Bytes to characters: marks, declarations, what bytes look like; nothing made worse."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.readers.charsets import decode_markup

WORDS = "Ksenograd \u2014 \u201cno\u201d, said Jos\u00e9 M\u00fcller."
RUSSIAN = "Министр прибыл в столицу и встретился с президентом."


@pytest.mark.parametrize(
    ("data", "declared"),
    [
        (f"<p>{WORDS}".encode(), None),
        (f"<p>{WORDS}".encode("utf-8-sig"), "iso-8859-1"),
        (f"<p>{WORDS}".encode(), "iso-8859-1"),  # a server's default, wrong: the bytes are sound UTF-8
        (f"<p>{WORDS}".encode("cp1252"), "iso-8859-1"),  # browsers read the Windows characters too
        (f"<p>{WORDS}".encode("cp1252"), None),
        (f'<meta charset="windows-1252"><p>{WORDS}'.encode("cp1252"), None),
        (f'<meta http-equiv="Content-Type" content="text/html; charset=cp1252"><p>{WORDS}'.encode("cp1252"), None),
        (f'<!-- <meta charset="koi8-r"> --><meta charset=cp1252><p>{WORDS}'.encode("cp1252"), None),
        (f'<?xml version="1.0" encoding="windows-1252"?><p>{WORDS}'.encode("cp1252"), None),
        (f'<meta charset="utf-16"><p>{WORDS}'.encode(), None),  # could not be read as ASCII if it were true
        (f'<meta charset="no-such-thing"><p>{WORDS}'.encode(), "nonsense"),
        (f"<p>{WORDS}".encode("utf-16"), None),
        (f"<p>{WORDS}".encode("utf-16-le"), None),
        (f"<p>{WORDS}".encode("utf-16-be"), "utf-8"),
        (f"\ufeff<p>{WORDS}".encode("utf-32-le"), None),
    ],
)
def test_the_words_come_out(data: bytes, declared: str | None) -> None:
    assert WORDS in decode_markup(data, declared)


@pytest.mark.parametrize("charset", ["windows-1251", "koi8-r", "iso-8859-5"])
def test_what_is_declared_is_believed(charset: str) -> None:
    assert decode_markup(RUSSIAN.encode(charset), charset) == RUSSIAN


def test_what_is_not_declared_is_detected() -> None:
    page = f"<html><body><p>{RUSSIAN} {RUSSIAN}</p></body></html>"
    assert RUSSIAN in decode_markup(page.encode("windows-1251"))


def test_stray_windows_bytes_in_utf8_are_read_as_what_they_are() -> None:
    data = ("\u041c" * 20 + " said ").encode() + b"\x93no\x94" + " \u2014 and left \u041c\u041c\u041c".encode()
    assert "\u201cno\u201d \u2014 and left" in decode_markup(data, "utf-8")


def test_what_was_broken_before_is_not_broken_further() -> None:
    mojibake = "JosÃ© said â\u20acœnoâ\u20ac\x9d"
    assert decode_markup(mojibake.encode(), "utf-8") == mojibake


@given(
    st.binary(max_size=400), st.sampled_from([None, "utf-8", "latin-1", "hex", "utf-7", "shift_jis", "\x00", "idna"])
)
def test_any_bytes_give_characters(data: bytes, declared: str | None) -> None:
    text = decode_markup(data, declared)
    text.encode("utf-8")  # no lone surrogates
    decode_markup(b"<meta charset='big5'>" + data, declared).encode("utf-8")
