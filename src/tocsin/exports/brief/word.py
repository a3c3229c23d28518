"""The brief as a Word document; the extra `docx`."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, BinaryIO

from tocsin.errors import ConfigError
from tocsin.exports.archive import rewritten_zip
from tocsin.exports.brief.blocks import Block, Entry, Heading, Level, Lines, Run, lay_out, title_of
from tocsin.exports.brief.parts import Brief
from tocsin.exports.brief.xmltext import xml_text

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

__all__ = ["DocxBrief"]

_INDENT_CM = 0.5
_MARGIN_CM = 2.0
_POINTS = 10
_COLOURS = {"quiet": 0x565D66, "status": 0x8F2D00, "machine": 0x5D5200, "reviewed": 0x00614E}


class DocxBrief:
    """Writes a brief as DOCX. Raises `ConfigError` (`extra-missing`) where python-docx is not installed."""

    name = "docx"
    media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    ending = ".docx"
    loses = "everything but the brief itself"

    def write_brief(self, brief: Brief, out: BinaryIO) -> None:
        """The document, with Word's own heading styles, so that its outline works."""
        try:
            import docx
        except ImportError as error:
            raise ConfigError(
                "extra-missing", "DOCX needs the package python-docx.", "Install it: pip install 'tocsin[docx]'."
            ) from error
        document = docx.Document()
        document.core_properties.title = title_of(brief)
        document.core_properties.author = xml_text(brief.by)
        made = datetime.fromisoformat(brief.made).replace(tzinfo=None)
        document.core_properties.created = document.core_properties.modified = made
        _set_page(document)
        for block in lay_out(brief):
            _add(document, block)
        kept = io.BytesIO()
        document.save(kept)
        out.write(rewritten_zip(kept.getvalue()))


def _set_page(document: Any) -> None:
    """A4 with narrow margins and small type: a brief is read in one go, and printed."""
    from docx.shared import Cm, Pt

    for section in document.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(_MARGIN_CM)
    for name in ("Normal", "List Bullet"):
        style = document.styles[name]
        style.font.size, style.paragraph_format.space_after = Pt(_POINTS), Pt(4)
        style.paragraph_format.line_spacing = 1.05


def _add(document: Any, block: Block) -> None:
    match block:
        case Heading():
            document.add_heading(xml_text(block.text), level=block.level)
            if block.note:
                _set(document.add_paragraph(), (Run(block.note, "quiet"),))
        case Level():
            steps = "".join("\u25a0" if step <= block.number else "\u25a1" for step in range(1, block.of + 1))
            _set(document.add_paragraph(), (Run(f"{steps}  ", "status"), Run(block.sentence, "strong")))
        case Lines():
            for line in block.lines:
                paragraph = document.add_paragraph(style="List Bullet" if block.bulleted else None)
                paragraph.paragraph_format.keep_with_next = block.leads or None
                _set(paragraph, line)
        case Entry():
            _add_entry(document, block)


def _add_entry(document: Any, entry: Entry) -> None:
    """Lead, words and source as one paragraph that no page break parts."""
    from docx.shared import Cm, Pt

    paragraph = document.add_paragraph()
    form = paragraph.paragraph_format
    form.left_indent, form.keep_together, form.space_after = Cm(_INDENT_CM), True, Pt(8)
    _set(paragraph, entry.lead)
    paragraph.add_run().add_break()
    _set(paragraph, entry.quoted)
    paragraph.add_run().add_break()
    _set(paragraph, entry.source, points=8)


def _set(paragraph: Paragraph, runs: Iterable[Run], points: int | None = None) -> None:
    from docx.shared import Pt, RGBColor

    for run in runs:
        text = f"[{run.text}]" if run.kind in ("machine", "reviewed") else run.text
        made = paragraph.add_run(xml_text(text))
        made.bold = run.kind in ("strong", "words", "status", "reviewed") or None
        if run.kind in _COLOURS:
            made.font.color.rgb = RGBColor.from_string(f"{_COLOURS[run.kind]:06X}")
        if points is not None:
            made.font.size = Pt(points)
