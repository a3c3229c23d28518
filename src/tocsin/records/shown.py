"""How a document and a reading show themselves in a notebook: plain HTML, every word of the text escaped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape

from tocsin.text.span import Span

__all__ = ["show_counts", "show_document", "show_rows", "show_text"]

_MOST = 4000


def show_document(title: str | None, outlet: str | None, published: str | None, text: str) -> str:
    """A heading with where and when it was published, and the beginning of the text."""
    where = escape(f"{outlet or 'outlet unknown'}, {published or 'undated'}")
    return f"<h4>{escape(title or 'Without a title')}</h4><p><small>{where}</small></p>{show_text(text, ())}"


def show_text(text: str, marked: Iterable[Span]) -> str:
    """The beginning of a text with some of its spans marked; of spans that overlap the first."""
    parts, at = [], 0
    shown = text[:_MOST]
    for span in sorted(marked):
        if span.start >= at and span.end <= len(shown):
            parts += [escape(shown[at : span.start]), f"<mark>{escape(shown[span.start : span.end])}</mark>"]
            at = span.end
    rest = f"<p><small>{len(text) - _MOST:,} more characters</small></p>" if len(text) > _MOST else ""
    return f'<div style="white-space:pre-wrap">{"".join(parts)}{escape(shown[at:])}</div>{rest}'


def show_counts(kinds: Iterable[str]) -> str:
    """How many there are of each kind, the most first."""
    counted = Counter(kinds).most_common()
    return f"<p><small>{escape(', '.join(f'{number} {kind}' for kind, number in counted) or 'no records')}</small></p>"


def show_rows(columns: Sequence[str], rows: Iterable[Sequence[str | None]]) -> str:
    """A table."""
    head = "".join(f"<th>{escape(column)}</th>" for column in columns)
    cells = ("".join(f"<td>{escape(str(cell or ''))}</td>" for cell in row) for row in rows)
    body = "".join(f"<tr>{row}</tr>" for row in cells)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
