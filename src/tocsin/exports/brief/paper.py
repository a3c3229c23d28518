"""The brief as PDF, set by Typst; the extra `pdf`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import BinaryIO

from tocsin.errors import ConfigError
from tocsin.exports.brief.blocks import Block, Entry, Heading, Level, Lines, Run, lay_out, title_of
from tocsin.exports.brief.parts import Brief

__all__ = ["PdfBrief", "typst_source"]

_PREAMBLE = """#set document(title: {title})
#set page(paper: "a4", margin: (x: 20mm, y: 20mm), numbering: "1 / 1", footer-descent: 40%)
#set text(font: "Libertinus Serif", size: 10.5pt, lang: "en")
#set par(leading: 0.6em, spacing: 0.7em)
#show heading.where(level: 2): it => block(width: 100%, above: 1.6em, below: 0.7em,
  stroke: (top: 1pt), inset: (top: 0.6em), it)
#show heading.where(level: 3): it => block(above: 1.3em, below: 0.6em, it)
#let plain-line(body) = block(above: 1em, below: 0.6em, body)
#let group-line(body) = block(above: 1em, below: 0.6em, sticky: true, body)
#let soft = rgb("#565d66")
#let warn = rgb("#8f2d00")
#let quiet(body) = text(fill: soft, body)
#let status(body) = text(fill: warn, weight: "bold", body)
#let machine(body) = box(stroke: (paint: rgb("#b5aa5c"), dash: "dashed", thickness: 0.5pt), inset: (x: 3pt),
  outset: (y: 2.5pt), radius: 2pt, text(size: 7.5pt, fill: rgb("#5d5200"), body))
#let reviewed(body) = box(stroke: 0.5pt + rgb("#00614e"), inset: (x: 3pt), outset: (y: 2.5pt), radius: 2pt,
  text(size: 7.5pt, fill: rgb("#00614e"), weight: "bold", body))
#let entry(stroke, lead, quoted, source) = block(breakable: false, width: 100%, inset: (left: 8pt, y: 1pt),
  stroke: (left: stroke), {{ lead; linebreak(); quoted; linebreak(); text(size: 8pt, fill: soft, source) }})
"""
_STROKES = {
    "done": "2pt + black",
    "not yet": '(paint: warn, thickness: 1.5pt, dash: "dashed")',
    "in doubt": '(paint: warn, thickness: 1.5pt, dash: "dashed")',
    "did not": '(paint: warn, thickness: 1.5pt, dash: "dotted")',
}
_ESCAPED = re.compile(r'(["\\])')


class PdfBrief:
    """Writes a brief as PDF. Raises `ConfigError` (`extra-missing`) where Typst is not installed."""

    name = "pdf"
    media_type = "application/pdf"
    ending = ".pdf"
    loses = "everything but the brief itself"

    def write_brief(self, brief: Brief, out: BinaryIO) -> None:
        """The pages, on A4; the fonts that Typst brings, so that they look alike everywhere."""
        try:
            import typst
        except ImportError as error:
            raise ConfigError(
                "extra-missing", "PDF needs the package typst.", "Install it: pip install 'tocsin[pdf]'."
            ) from error
        source = typst_source(brief).encode("utf-8", "replace")
        made = datetime.fromisoformat(brief.made)
        when = int((made if made.tzinfo else made.replace(tzinfo=UTC)).timestamp())
        out.write(typst.compile(source, ignore_system_fonts=True, timestamp=when))


def typst_source(brief: Brief) -> str:
    """The brief in Typst's markup; every word of it stands in a string, so that no text can act as markup."""
    return _PREAMBLE.format(title=_string(title_of(brief))) + "\n".join(_lines(lay_out(brief)))


def _lines(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Heading():
                yield f"#heading(level: {block.level}, {_string(block.text)})"
                if block.note:
                    yield f"#quiet({_string(block.note)})\n"
            case Level():
                steps = " ".join("\u25a0" if step <= block.number else "\u25a1" for step in range(1, block.of + 1))
                box = "block(stroke: (left: 3pt, rest: 0.5pt + luma(80%)), inset: 8pt, width: 100%)"
                yield f'#{box}[#status({_string(steps)}) #h(8pt) #text(weight: "bold", {_string(block.sentence)})]'
            case Lines():
                for line in block.lines:
                    heads = "group-line" if block.leads else "plain-line"
                    yield f"#{'list' if block.bulleted else heads}({_inline(line)})"
            case Entry():
                stroke = _STROKES.get(block.standing, "1pt + luma(70%)")
                yield f"#entry({stroke}, {_inline(block.lead)}, {_inline(block.quoted)}, {_inline(block.source)})"


def _inline(runs: Iterable[Run]) -> str:
    return "{" + "; ".join(_run(run) for run in runs) + "}"


def _run(run: Run) -> str:
    match run.kind:
        case "strong" | "words":
            return f"strong({_string(run.text)})"
        case "plain":
            return f"text({_string(run.text)})"
        case _:
            return f"{run.kind}({_string(run.text)})"


def _string(text: str) -> str:
    return '"' + _ESCAPED.sub(r"\\\1", " ".join(text.split("\n"))) + '"'
