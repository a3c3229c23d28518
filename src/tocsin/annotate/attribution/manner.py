"""Whether a content is quoted whole, in part or not at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from tocsin.text.normal import normalise
from tocsin.text.span import Span

__all__ = ["tell_manner"]

_MARK = re.compile(r'"|\'\'')
_WHOLE = re.compile(r'^(?:"|\'\'|\').*[.,;:!?]*$', re.DOTALL)


def tell_manner(raw: str, content: Sequence[Span]) -> Literal["direct", "mixed", "indirect"]:
    """`direct` where every piece opens and closes with marks, `mixed` where some words stand in marks, else `indirect`.

    Marks of any kind count alike. Source: the types of quotation of PARC 3.
    """
    pieces = [normalise(span.of(raw)).strip() for span in content]
    marked = [bool(_MARK.search(piece)) or piece[:1] == "'" for piece in pieces]
    if not any(marked):
        return "indirect"
    return "direct" if all(_is_whole(piece) for piece in pieces) else "mixed"


def _is_whole(piece: str) -> bool:
    """Whether one pair of marks holds the piece; a closing mark may be missing where the paragraph breaks off."""
    if not _WHOLE.match(piece):
        return False
    closed = piece.rstrip(".,;:!?")
    marks = len(_MARK.findall(piece))
    return marks == 1 or (marks == 2 and closed[-1:] in ('"', "'")) or (marks == 0 and closed[-1:] == "'")
