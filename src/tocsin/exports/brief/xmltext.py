"""Text that XML can hold."""

from __future__ import annotations

__all__ = ["xml_text"]


def xml_text(text: str) -> str:
    """The text with a replacement sign for each character that XML 1.0 has no place for."""
    return "".join(c if _allowed(c) else "\ufffd" for c in text)


def _allowed(character: str) -> bool:
    if character in "\t\n":
        return True
    return character >= " " and not 0xD800 <= ord(character) <= 0xDFFF and character not in "\ufffe\uffff"
