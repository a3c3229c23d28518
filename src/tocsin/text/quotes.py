"""Finds what stands in quotation marks, pairing by paragraph and repairing what has no partner."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from tocsin.text.span import Span, trim_span

__all__ = ["Quotation", "find_quotations"]

_OPENING = "\u201c\u201e\u201f\u00ab\u300c"
_CLOSING = "\u201d\u00bb\u300d"
_DOUBLE = _OPENING + _CLOSING + '"'
_SINGLE = "\u2018\u2019\u201a\u201b'`"
_ELISION = re.compile(r".(?:s|re|ve|ll|d|m|t|em|twas|tis|til|cause|n|\d\ds?)\b", re.IGNORECASE)
_SINGLES = re.compile("[" + re.escape(_SINGLE) + "]")
_MARKS = re.compile("[" + re.escape(_DOUBLE) + "]")


class Quotation(msgspec.Struct, frozen=True):
    """Words in quotation marks: `span` with its marks, `inner` without (raw, no outer white space).

    `closed` is false where no closing mark was found and the end was taken from the paragraph; `carries_on` is true
    where the next paragraph opens the same quotation again, as newspapers do; `single` tells the kind of mark.
    """

    span: Span
    inner: Span
    closed: bool = True
    carries_on: bool = False
    single: bool = False


def find_quotations(raw: str, paragraphs: Sequence[Span]) -> tuple[Quotation, ...]:
    """The quotations of a text in text order; single-marked ones may lie inside double-marked ones."""
    found: list[Quotation] = []
    for index, paragraph in enumerate(paragraphs):
        following = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
        opens_again = following is not None and raw[following.start] in _OPENING + '"'
        found += _pair_double(raw, paragraph, opens_again)
        found += _pair_single(raw, paragraph)
    return tuple(sorted(found, key=lambda quotation: (quotation.span.start, -quotation.span.end)))


def _pair_double(raw: str, paragraph: Span, opens_again: bool) -> list[Quotation]:
    """Pairs the double marks of one paragraph, left to right; a quotation inside the same kind is not news style."""
    found: list[Quotation] = []
    opened: int | None = None
    for match in _MARKS.finditer(raw, paragraph.start, paragraph.end):
        at = match.start()
        if opened is None:
            if not _must_close(raw, at, paragraph):
                opened = at
        elif raw[at] in _OPENING and raw[opened] in _OPENING:
            # Two opening marks: the first lost its partner. Its reach ends with the last sentence before the second.
            found += _quotation(raw, opened, _last_stop(raw, opened, at), closed=False)
            opened = at
        else:
            found += _quotation(raw, opened, at + 1, closed=True)
            opened = None
    if opened is not None:
        found += _quotation(raw, opened, paragraph.end, closed=False, carries_on=opens_again)
    return found


def _must_close(raw: str, at: int, paragraph: Span) -> bool:
    """Whether a mark that finds nothing open can only be a closing one: a stray, which opens nothing."""
    after = raw[at + 1] if at + 1 < paragraph.end else " "
    before = raw[at - 1] if at > paragraph.start else " "
    if raw[at] in _CLOSING:
        # Some outlets open with a closing mark; it opens when it hugs the word after it and nothing before.
        return not (before.isspace() and not after.isspace())
    return raw[at] == '"' and after.isspace() and not before.isspace()


def _last_stop(raw: str, start: int, end: int) -> int:
    """The end of the last full sentence in a range, or the end of the range where it holds none."""
    stops = [match.end() for match in re.finditer(r"[.?!,][^\w\s]*(?=\s)", raw[start:end])]
    return start + stops[-1] if stops else end


def _quotation(
    raw: str, start: int, end: int, *, closed: bool, carries_on: bool = False, single: bool = False
) -> list[Quotation]:
    """One quotation, or none where nothing stands between the marks."""
    outer = trim_span(raw, start, end)
    inner = trim_span(raw, start + 1, end - 1 if closed else end)
    if outer is None or inner is None:
        return []
    return [Quotation(outer, inner, closed, carries_on, single)]


def _pair_single(raw: str, paragraph: Span) -> list[Quotation]:
    """Pairs the single marks of one paragraph; apostrophes are told by the letters around them."""
    found: list[Quotation] = []
    behind = paragraph.start
    for match in _SINGLES.finditer(raw, paragraph.start, paragraph.end):
        at = match.start()
        if at < behind or not _opens_single(raw, at, paragraph):
            continue
        close = _closing_single(raw, at, paragraph)
        if close is not None:
            found += _quotation(raw, at, close + 1, closed=True, single=True)
            behind = close + 1
    return found


def _opens_single(raw: str, at: int, paragraph: Span) -> bool:
    before = raw[at - 1] if at > paragraph.start else " "
    after = raw[at + 1] if at + 1 < paragraph.end else " "
    if before.isalnum() or not (after.isalnum() or after == "[") or _ELISION.match(raw, at, paragraph.end):
        return False
    return before.isspace() or before in _DOUBLE + "([-\u2013\u2014/:"


def _closing_single(raw: str, opened: int, paragraph: Span) -> int | None:
    """The first mark that can close: no letter after it, and not a plural's apostrophe where a better one follows."""
    fallback: int | None = None
    for match in _SINGLES.finditer(raw, opened + 2, paragraph.end):
        at = match.start()
        if raw[at - 1].isspace():
            continue
        after = raw[at + 1] if at + 1 < paragraph.end else " "
        if after.isalnum():
            continue
        if raw[at - 1] in "sS" and after.isspace():
            fallback = at if fallback is None else fallback
            continue
        return at
    return fallback
