"""Word documents (DOCX): paragraphs and tables of the main text."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from tocsin.config import MEBIBYTE
from tocsin.errors import ReadError
from tocsin.readers.plain import first_line_title
from tocsin.readers.protocol import Found, Source
from tocsin.readers.publication import detect_language, parse_published
from tocsin.records import Published, make_document

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

__all__ = ["DocxReader"]

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DUBLIN = "{http://purl.org/dc/elements/1.1/}"
_MAIN, _CORE = "word/document.xml", "docProps/core.xml"
# What an edit took away, what a field is worked out from, and the old form of what stands beside it in the new one.
_NOT_TEXT = frozenset({"del", "moveFrom", "instrText", "pict"})
_DEEPEST = 200
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)


class DocxReader:
    """Reads the main text of a Word document, tracked changes taken as accepted; its title and author."""

    name = "docx"

    def accepts(self, head: bytes, name: str) -> float:
        """Sure of a ZIP archive named `.docx`; fairly sure of one that begins as office documents do."""
        if not head.startswith(b"PK\x03\x04"):
            return 0.0
        if name.lower().endswith((".docx", ".docm")):
            return 1.0
        return 0.95 if b"word/" in head or b"[Content_Types].xml" in head else 0.0

    def read(self, source: Source) -> Iterator[Found]:
        """The one document. Raises `ReadError`: `bad-docx`, `empty`, `too-large`."""
        try:
            with zipfile.ZipFile(BytesIO(source.whole())) as package:
                main = _parse(package, _MAIN, source)
                core = _parse(package, _CORE, source) if _CORE in package.namelist() else None
        except KeyError as error:
            raise _bad(source, "is an office document without a Word text") from error
        except DefusedXmlException as error:
            raise _bad(source, "defines entities, which Word never does; it was not expanded") from error
        except ParseError as error:
            raise _bad(source, f"its text is broken ({error})") from error
        except _FAULTS as error:
            raise _bad(source, f"is broken ({error})") from error
        text = "\n\n".join(_paragraphs(main)).strip()
        if not text:
            raise ReadError("empty", f"{source.name}: has no text.", "Pictures of pages need their text read first.")
        given = source.publication
        author = _property(core, "creator")
        yield make_document(
            text,
            uri=source.uri,
            outlet=given.outlet,
            published=parse_published(given.published, given.basis) if given.published else Published(),
            title=_property(core, "title") or first_line_title(text),
            authors=(author,) if author else (),
            language=detect_language(text),
        )


def _bad(source: Source, seen: str) -> ReadError:
    return ReadError("bad-docx", f"{source.name}: {seen}.", "Save it anew as DOCX, or give its text.")


def _parse(package: zipfile.ZipFile, member: str, source: Source) -> Element:
    """One XML file of the package, without entities and never more of it than a text may have."""
    limit = source.max_mib * MEBIBYTE
    with package.open(member) as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        seen = f"{source.name}: {member} in it is larger than {source.max_mib} MiB."
        raise ReadError("too-large", seen, "Split it, or raise max_input_mib.")
    root: Element = fromstring(data, forbid_dtd=True)
    return root


def _paragraphs(root: Element) -> Iterator[str]:
    """The paragraphs in order; the cells of a table's row are one paragraph, parted by tabs."""
    body = next((child for child in root if _local(child) == "body"), None)
    if body is not None:
        yield from _blocks(body, 0)


def _blocks(element: Element, depth: int) -> Iterator[str]:
    if depth > _DEEPEST:
        return
    for child in element:
        match _local(child):
            case "p":
                if text := "".join(_runs(child, 0)).strip():
                    yield text
            case "tr":
                cells = [" ".join(_blocks(cell, depth + 1)) for cell in child if _local(cell) == "tc"]
                if any(cells):
                    yield "\t".join(cells)
            case name if name not in _NOT_TEXT and child.tag != _FALLBACK:
                yield from _blocks(child, depth + 1)


def _runs(element: Element, depth: int) -> Iterator[str]:
    if depth > _DEEPEST:
        return
    for child in element:
        match _local(child):
            case "t":
                yield child.text or ""
            case "tab":
                yield "\t"
            case "br" | "cr":
                yield "\n"
            case "noBreakHyphen":
                yield "\u2011"
            case "p":  # of a text box: its own line
                yield from ("\n", *_runs(child, depth + 1))
            case name if name not in _NOT_TEXT and child.tag != _FALLBACK and name not in ("pPr", "rPr"):
                yield from _runs(child, depth + 1)


def _local(element: Element) -> str:
    """The name without its namespace, of Word's own; empty for others, whose text is looked into all the same."""
    tag = element.tag
    for space in (_WORD, _STRICT):
        if tag.startswith(space):
            return tag[len(space) :]
    return ""


def _property(core: Element | None, name: str) -> str | None:
    found = None if core is None else core.find(f"{_DUBLIN}{name}")
    return " ".join((found.text or "").split()) or None if found is not None else None
