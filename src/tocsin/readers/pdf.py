"""PDF: the text of its pages, as one text in paragraphs. Pages that are only pictures have none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tocsin.config import MEBIBYTE
from tocsin.errors import ReadError
from tocsin.readers.lines import Line, join_lines
from tocsin.readers.plain import first_line_title
from tocsin.readers.protocol import Found, Source
from tocsin.readers.publication import detect_language, parse_published
from tocsin.records import Published, make_document

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

__all__ = ["PdfReader"]

_MOST_PAGES = 5_000
# The library writes U+FFFE for a hyphen at a line's end, and no line end after it.
_ROW = re.compile("[^\r\n\ufffe]+\ufffe?|\ufffe")
# Titles that programs put where nobody wrote one.
_NO_TITLES = ("untitled", "microsoft word", "microsoft powerpoint", "document1", "print", "slide 1")
_NO_TITLE_ENDS = (".doc", ".docx", ".pdf", ".indd", ".rtf", ".odt", ".qxd", ".tmp")


class PdfReader:
    """Reads a PDF that has text; its creation is no publication, so the date is the user's to give."""

    name = "pdf"

    def accepts(self, head: bytes, name: str) -> float:
        """Sure of what begins as a PDF; the mark may stand after some stray bytes."""
        return 1.0 if head.startswith(b"%PDF-") else 0.9 if b"%PDF-" in head[:1024] else 0.0

    def read(self, source: Source) -> Iterator[Found]:
        """The one document. Raises `ReadError`: `bad-pdf`, `encrypted`, `no-text`, `too-large`."""
        import pypdfium2 as pdfium

        data = source.whole()
        try:
            pdf = pdfium.PdfDocument(data)
        except pdfium.PdfiumError as error:
            raise _fault(source, str(error)) from error
        try:
            if len(pdf) > _MOST_PAGES:
                seen = f"{source.name}: has {len(pdf):,} pages; at most {_MOST_PAGES:,} are read."
                raise ReadError("too-large", seen, "Split it.")
            text = join_lines(list(_pages(pdf, source)))
            said = {key: " ".join(value.split()) for key, value in pdf.get_metadata_dict().items()}
            pages = len(pdf)
        except pdfium.PdfiumError as error:
            raise _fault(source, str(error)) from error
        finally:
            pdf.close()
        if not text:
            many = "page is a picture" if pages == 1 else f"{pages} pages are pictures"
            raise ReadError(
                "no-text",
                f"{source.name}: its {many} without text.",
                "Have its text recognised first, for example with ocrmypdf.",
            )
        given = source.publication
        author = said.get("Author")
        yield make_document(
            text,
            uri=source.uri,
            outlet=given.outlet,
            published=parse_published(given.published, given.basis) if given.published else Published(),
            title=_title(said.get("Title")) or first_line_title(text),
            authors=(author,) if author else (),
            language=detect_language(text),
        )


def _fault(source: Source, seen: str) -> ReadError:
    if "password" in seen.lower():
        return ReadError("encrypted", f"{source.name}: is locked by a password.", "Unlock it and read that.")
    return ReadError("bad-pdf", f"{source.name}: is a broken PDF ({seen}).", "Fetch it anew, or print it to PDF again.")


def _title(title: str | None) -> str | None:
    lowered = (title or "").lower()
    made_up = not lowered or lowered.startswith(_NO_TITLES) or lowered.endswith(_NO_TITLE_ENDS)
    return None if made_up else title


def _pages(pdf: PdfDocument, source: Source) -> Iterator[list[Line]]:
    """The lines of each page. Raises `ReadError` (`too-large`) where they come to more than a text may have."""
    left = source.max_mib * MEBIBYTE
    for page in pdf:
        lines = _lines(page)
        left -= sum(len(line.text) for line in lines)
        if left < 0:
            raise ReadError("too-large", f"{source.name}: has over {source.max_mib} MiB of text.", "Split it.")
        yield lines


def _lines(page: PdfPage) -> list[Line]:
    """The lines of a page in the order of its text, each with where it stands, in points from the lower left."""
    textpage = page.get_textpage()
    try:
        count = textpage.count_chars()
        text = textpage.get_text_range() if count else ""
        # Characters beyond the first plane are two for the library: then places cannot be told, only lines.
        placed = len(text) == count
        lines = []
        for row in _ROW.finditer(text):
            bare = row[0].strip()
            if bare:
                first = row.start() + row[0].index(bare)
                box = _box(textpage, first, first + len(bare) - 1) if placed else None
                lines.append(Line(text=bare, box=box))
        return lines
    finally:
        textpage.close()
        page.close()


def _box(textpage: Any, first: int, last: int) -> tuple[float, float, float, float] | None:
    """Left, bottom, right and top of a line, by its first and last character."""
    left, bottom, _, top = textpage.get_charbox(first, loose=True)
    _, _, right, _ = textpage.get_charbox(last, loose=True)
    return None if top <= bottom else (left, bottom, right, top)
