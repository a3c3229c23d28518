"""The brief as Markdown: read as it is, or rendered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from tocsin.exports.brief.blocks import Block, Entry, Heading, Level, Lines, Run, lay_out
from tocsin.exports.brief.parts import Brief

__all__ = ["MarkdownBrief"]

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#])")
_AT_START = re.compile(r"^(\s*)([-+]|\d+[.)])(\s)")


class MarkdownBrief:
    """Writes a brief as CommonMark."""

    name = "markdown"
    media_type = "text/markdown"
    ending = ".md"
    loses = "everything but the brief itself"

    def write_brief(self, brief: Brief, out: BinaryIO) -> None:
        """The brief in UTF-8."""
        out.write("\n".join(_lines(lay_out(brief))).encode("utf-8", "replace"))


def _lines(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Heading():
                yield f"{'#' * block.level} {_plain(block.text)}"
                if block.note:
                    yield f"\n*{_plain(block.note)}*"
            case Level():
                yield f"**{_plain(block.sentence)}**"
            case Lines():
                mark = "- " if block.bulleted else ""
                end = "\n" if block.bulleted else "\n\n"
                yield end.join(mark + _inline(line) for line in block.lines)
            case Entry():
                yield f"- {_inline(block.lead)}  \n  > {_inline(block.quoted)}\n\n  {_inline(block.source)}"
        yield ""


def _inline(runs: Iterable[Run]) -> str:
    words = "".join(_run(run) for run in runs)
    return _AT_START.sub(r"\1\\\2\3", words)


def _run(run: Run) -> str:
    text = _plain(run.text)
    match run.kind:
        case "strong" | "words":
            return _around("**", text)
        case "status":
            return _around("***", text)
        case "machine" | "reviewed":
            return f"\\[{text}\\]"
        case _:
            return text


def _around(mark: str, text: str) -> str:
    """Marks set close to the words, for CommonMark knows none with a space inside."""
    inner = text.strip()
    if not inner:
        return text
    start = text[: len(text) - len(text.lstrip())]
    return f"{start}{mark}{inner}{mark}{text[len(text.rstrip()) :]}"


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", " ".join(text.split("\n")))
