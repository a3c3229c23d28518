"""Bytes of a page or a feed to characters: byte-order mark, then what is declared, then what the bytes look like.

Source of the order and of the aliases: the WHATWG Encoding standard, whose rules browsers share; pages are written to
look right in a browser. What it does not say is the last step, for pages that declare nothing.
"""

from __future__ import annotations

import codecs
import re

__all__ = ["decode_markup"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# How "<" and a character of ASCII begin where a file in UTF-16 or UTF-32 has no mark.
_WIDE = (
    (re.compile(rb"\s*<\x00\x00\x00"), "utf-32-le"),
    (re.compile(rb"\x00\x00\x00<"), "utf-32-be"),
    (re.compile(rb"<\x00[!?A-Za-z]\x00"), "utf-16-le"),
    (re.compile(rb"\x00<\x00[!?A-Za-z]"), "utf-16-be"),
)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']\s*([\w.:-]+)", re.IGNORECASE)
_META = re.compile(rb"<meta\b[^>]{0,400}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_PRESCAN = 8192
# Labels that name a smaller set than what is written under them; browsers read the larger.
_WIDER = {
    "ascii": "cp1252", "latin-1": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874",
    "tis-620": "cp874", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949",
    "big5": "big5hkscs",
}  # fmt: skip
# Bytes that are no UTF-8, kept by Python as lone surrogates, read as the Windows characters they nearly always are.
_STRAY = {0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0x100)}
_SAMPLE = 65_536


def decode_markup(data: bytes, declared: str | None = None) -> str:
    """The characters of a page or feed; `declared` is the charset that the transport named. Never fails.

    Bytes that are strictly UTF-8 are read as UTF-8 whatever is declared, for that does not happen by chance; of bytes
    declared as UTF-8 that are not, the stray ones are read as Windows-1252.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    for pattern, encoding in _WIDE:
        if pattern.match(data):
            return data.decode(encoding, "replace")
    named = [_known(label) for label in (declared, *_declarations(data))]
    try:
        if not any(label and label.startswith(("iso2022", "hz")) for label in named):  # those look like ASCII
            return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    for encoding in filter(None, named):
        if encoding == "utf-8":
            if _nearly_utf8(data):
                return _mended(data)
        elif _fits(data, encoding):
            return data.decode(encoding, "replace")
    return _mended(data) if _nearly_utf8(data) else _detected(data)


def _declarations(data: bytes) -> list[str]:
    """What the file says of its own charset: the XML declaration, then the first meta that is not in a comment."""
    head = _COMMENT.sub(b"", data[:_PRESCAN])
    return [found[1].decode("ascii", "replace") for pattern in (_XML, _META) if (found := pattern.search(head))]


def _known(label: str | None) -> str | None:
    """Python's name of a charset, the wider one where browsers take that; null for labels that are none."""
    if not label:
        return None
    label = label.strip().strip("\"'").lower()
    if label.startswith(("utf-16", "utf16", "utf-32", "ucs-2", "unicode")) and label != "unicode-1-1-utf-8":
        return "utf-8"  # a declaration that could be read as ASCII is no UTF-16
    try:
        name = codecs.lookup({"x-sjis": "cp932", "ks_c_5601-1987": "cp949", "x-gbk": "gbk"}.get(label, label)).name
        "".encode(name)  # raises for codecs that are no text, such as hex
    except (LookupError, ValueError):
        return None
    return (
        None
        if name in ("utf-7", "idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined")
        else (_WIDER.get(name, name))
    )


def _fits(data: bytes, encoding: str) -> bool:
    """Whether a charset reads the bytes with hardly an error: one in two thousand, as torn pages have."""
    text = data[:1_000_000].decode(encoding, "replace")
    return text.count("\ufffd") <= max(1, len(text) // 2000)


def _nearly_utf8(data: bytes) -> bool:
    """Whether most characters beyond ASCII are sound UTF-8."""
    text = data.decode("utf-8", "surrogateescape")
    stray = sum("\udc80" <= char <= "\udcff" for char in text)
    wide = sum(char > "\x7f" for char in text) - stray
    return wide > stray


def _mended(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape").translate(_STRAY)


def _detected(data: bytes) -> str:
    """The characters by what the bytes look like; Windows-1252 where nothing is sure."""
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE], threshold=0.3).best()
    encoding = _known(best.encoding) if best else None
    return data.decode(encoding or "cp1252", "replace")
