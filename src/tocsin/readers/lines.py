"""Lines on pages made into running text: paragraphs found, hyphens at line ends mended, running heads left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

import msgspec

__all__ = ["Line", "join_lines"]

# Shares of a line's height or of the column's width, set by eye on reports and press releases that the tests make.
_WIDE_GAP = 1.45
_INDENT = 0.8
_SHORT = 0.85
_LARGER = 1.15
_EDGE_LINES = 2
_LONGEST_HEAD = 90
_FEWEST_PAGES = 3
_SOFT_HYPHENS = "\ufffe\u00ad\x02"
_BULLET = re.compile(r"(?:[\u2022\u25aa\u25cf\u2023\u25e6*]|[-\u2013\u2014]\s|\(?\d{1,3}[.)]\s|\(?[a-z]\)\s)")
_PAGE_NUMBER = re.compile(
    r"(?:page\s+)?[-\u2013\u2014\s]*\d{1,4}[-\u2013\u2014\s]*(?:(?:of|/)\s*\d{1,4})?", re.IGNORECASE
)
_STOPS = (".", "!", "?", ":", "\u2026", '."', ".\u201d", '?"', "?\u201d", '!"', "!\u201d", ".'", ".\u2019", ".)")


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a page, and its left, bottom, right and top in points; null where that is not known."""

    text: str
    box: tuple[float, float, float, float] | None = None


class _Measure(msgspec.Struct, frozen=True, kw_only=True):
    """What is usual on a page: the column's edges, how tall a line is, how far the next one lies below it."""

    left: float
    right: float
    height: float
    step: float


def join_lines(pages: Sequence[Sequence[Line]]) -> str:
    """The pages as one text with an empty line between paragraphs; a paragraph may run over a page's end."""
    kept = _without_running_heads(pages)
    whole = _compounds(kept)
    paragraphs: list[str] = []
    above: Line | None = None
    measure: _Measure | None = None
    for page in kept:
        below = _measure(page)
        for number, line in enumerate(page):
            turned = number == 0
            if above is None or (_turns(above, line, measure) if turned else _breaks(above, line, below)):
                paragraphs.append(line.text)
            else:
                paragraphs[-1] = _joined(paragraphs[-1], line.text, whole)
            above = line
        measure = below
    return "\n\n".join(" ".join(_without_soft(text).split()) for text in paragraphs)


def _without_running_heads(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages without their numbers, and without what stands at the edge of most of them but for its digits."""
    edges = Counter(key for page in pages for key in {_pattern(line) for line in _edge(page)})
    often = max(_FEWEST_PAGES, len(pages) // 2)
    running = {key for key, count in edges.items() if count >= often}
    return [_without(page, running, numbered=len(pages) > 1) for page in pages]


def _without(page: Sequence[Line], running: set[str], *, numbered: bool) -> list[Line]:
    edge = {id(line) for line in _edge(page)} if len(page) > 2 * _EDGE_LINES else set()
    return [
        line
        for line in page
        if not (id(line) in edge and _pattern(line) in running and len(line.text) <= _LONGEST_HEAD and not _ends(line))
        and not (numbered and line in (page[0], page[-1]) and _PAGE_NUMBER.fullmatch(line.text))
    ]


def _edge(page: Sequence[Line]) -> Sequence[Line]:
    return [*page[:_EDGE_LINES], *page[_EDGE_LINES:][-_EDGE_LINES:]]


def _pattern(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text)


def _measure(page: Sequence[Line]) -> _Measure | None:
    boxes = [line.box for line in page if line.box is not None]
    if len(boxes) < 2:
        return None
    steps = [above[1] - below[1] for above, below in pairwise(boxes) if above[1] > below[1]]
    lefts = Counter(round(box[0]) for box in boxes)
    return _Measure(
        left=float(lefts.most_common(1)[0][0]),
        right=max(box[2] for box in boxes),
        height=median(box[3] - box[1] for box in boxes),
        step=_smallest_usual(steps) if steps else 0.0,
    )


def _smallest_usual(steps: list[float]) -> float:
    """The step from line to line within a paragraph: the least that is more than a fluke."""
    counts = Counter(round(step) for step in steps)
    usual = [step for step, count in counts.items() if count >= max(1, len(steps) // 10)]
    return float(min(usual)) if usual else median(steps)


def _breaks(above: Line, line: Line, measure: _Measure | None) -> bool:
    """Whether a paragraph begins with a line, by the gap above it, its indent, its size, or the short line before."""
    if _BULLET.match(line.text):
        return True
    if measure is None or above.box is None or line.box is None:
        return _ends(above) and len(above.text) < 45
    step = above.box[1] - line.box[1]
    if step < -measure.height:  # a new column: as over a page's end
        return _turns(above, line, measure)
    sizes = (above.box[3] - above.box[1], line.box[3] - line.box[1])
    if measure.step and step > _WIDE_GAP * measure.step and step > 1.2 * max(sizes):
        return True
    if max(sizes) > _LARGER * min(sizes):
        return True
    if line.box[0] - above.box[0] > _INDENT * measure.height and line.box[0] > measure.left + 1:
        return True
    return _is_short(above, measure) and _ends(above)


def _turns(above: Line, line: Line, measure: _Measure | None) -> bool:
    """Whether a paragraph begins with the first line of a page or a column."""
    if _BULLET.match(line.text):
        return True
    if line.text[:1].islower() or above.text.endswith((*_SOFT_HYPHENS, "-", ",")):
        return False
    return _ends(above) or _is_short(above, measure)


def _is_short(line: Line, measure: _Measure | None) -> bool:
    if measure is None or line.box is None:
        return False
    return line.box[2] - measure.left < _SHORT * (measure.right - measure.left)


def _ends(line: Line) -> bool:
    return line.text.endswith(_STOPS)


def _joined(before: str, after: str, compounds: frozenset[str]) -> str:
    """Two lines as one. A hyphen that only the line's end brought goes; one that the text writes elsewhere stays."""
    if before.endswith(tuple(_SOFT_HYPHENS)):
        hyphen, before = True, before.rstrip(_SOFT_HYPHENS).removesuffix("-")
    else:
        hyphen = bool(re.search(r"[^\W\d_]-$", before))
        before = before[:-1] if hyphen else before
    if not hyphen:
        return f"{before} {after}"
    head, tail = re.search(r"[\w-]*$", before), re.match(r"[\w-]*", after)
    word = f"{head[0] if head else ''}-{tail[0] if tail else ''}".lower()
    if word in compounds or not after[:1].islower():
        return f"{before}-{after}"
    return before + after


def _compounds(pages: Sequence[Sequence[Line]]) -> frozenset[str]:
    """The words that the text writes with a hyphen within a line."""
    return frozenset(word.lower() for page in pages for line in page for word in re.findall(r"\w+(?:-\w+)+", line.text))


def _without_soft(text: str) -> str:
    """The text without soft hyphens that stand within a line, where they are not to be seen."""
    return text.translate({ord(mark): None for mark in _SOFT_HYPHENS})
