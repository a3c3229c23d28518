"""XML checked before any parser expands it: no entities of a document's own, nothing external."""

from __future__ import annotations

import re

from tocsin.errors import ReadError
from tocsin.readers.charsets import decode_markup

__all__ = ["checked_xml"]

_DECLARATION = re.compile(r"^\s*<\?xml\b[^>]*\?>", re.IGNORECASE)
_CDATA = re.compile(r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL)
_ENTITY = re.compile(r"<!\s*ENTITY\b", re.IGNORECASE)
# What XML 1.0 has no place for; one such character would end the parse of a feed that is otherwise sound.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def checked_xml(data: bytes, name: str, charset: str | None = None) -> bytes:
    """The document in UTF-8, with a declaration that says so, found free of entity declarations.

    What is not well-formed passes, for a tolerant parser; but with no entity either. Raises `ReadError` (`entities`).
    """
    # Characters first: a parser that guesses another charset than the check did would see another document.
    text = _CONTROLS.sub("", _DECLARATION.sub("", decode_markup(data, charset), count=1)).lstrip()
    encoded = b'<?xml version="1.0" encoding="utf-8"?>\n' + text.encode("utf-8", "replace")
    if _ENTITY.search(_CDATA.sub("", text)) or _is_forbidden(encoded):
        raise ReadError(
            "entities",
            f"{name}: declares entities, which can make a small file huge or draw in others. Nothing was expanded.",
            "A feed needs none: take the file for hostile, or remove the declarations.",
        )
    return encoded


def _is_forbidden(document: bytes) -> bool:
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        fromstring(document, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    except DefusedXmlException:
        return True
    except (ParseError, ValueError):
        return False  # not well-formed: the search for declarations has passed it
    return False
