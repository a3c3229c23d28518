"""HTML that is written by the thousand, so by plain joining instead of a template: marked words and lists of facts.

Every word is escaped here. End tags that HTML lets a writer leave out are left out: a long document has hundreds of
thousands of these lines.
"""

from __future__ import annotations

from html import escape

from markupsafe import Markup

from tocsin.exports.reading.facts import Facts, Piece
from tocsin.exports.reading.words import opens_quoted

__all__ = ["escape_words", "facts_html", "facts_line"]

_REWRITTEN = {"\r": "&#13;", "\0": "\ufffd"}


def escape_words(words: str) -> str:
    """Words safe in HTML and unchanged in what they say: a bare carriage return would be read as a line feed."""
    safe = escape(words, quote=False)
    for raw, written in _REWRITTEN.items():
        if raw in safe:
            safe = safe.replace(raw, written)
    return safe


def facts_html(facts: Facts) -> Markup:
    """The facts as a list of terms and descriptions, what is not said as the last."""
    parts = ["<dl>"]
    for fact in facts.said:
        parts.append(f"<div><dt>{escape_words(fact.label)}<dd>")
        for index, piece in enumerate(fact.pieces):
            if index and piece.text != ",":
                parts.append(" ")
            parts.append(_piece(piece))
        parts.append("</div>")
    if facts.unsaid:
        parts.append(f'<div class="unsaid"><dt>Not said<dd>{escape_words(", ".join(facts.unsaid))}</div>')
    parts.append("</dl>")
    return Markup("".join(parts))  # noqa: S704 - each part is escaped


def facts_line(facts: Facts) -> Markup:
    """The same facts run on in one element, without links: for pages whose elements would be counted in millions."""
    lines = [f"{fact.label}: {' '.join(piece.text for piece in fact.pieces)}" for fact in facts.said]
    if facts.unsaid:
        lines.append(f"Not said: {', '.join(facts.unsaid)}")
    return Markup(f'<p class="fields">{escape_words("; ".join(lines))}</p>')  # noqa: S704 - escaped


def _piece(piece: Piece) -> str:
    """A few words in the dress of their kind."""
    words = escape_words(piece.text)
    if piece.quoted:
        words = f'<q class="bare">{words}</q>' if opens_quoted(piece.text) else f"<q>{words}</q>"
    elif piece.code:
        words = f"<code>{words}</code>"
    return f'<a href="{escape(piece.href)}">{words}</a>' if piece.href else words
