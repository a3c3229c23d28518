"""The day on which words were said, where it is not the day of printing: quotations, talks printed later."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from tocsin.timex.anchors import Anchors, Resolved
from tocsin.timex.calendar import grain_of
from tocsin.timex.clause import sentence_end, sentence_start
from tocsin.timex.form import Point
from tocsin.timex.grammar import find_expressions
from tocsin.timex.interval import shift_date
from tocsin.timex.lexicon import BREAK_MARK
from tocsin.timex.neighbours import Told
from tocsin.timex.resolve import resolve
from tocsin.vocab.loader import load_table

_WORD = re.compile(r"[^\W\d_]+")
_BREAK = re.compile(r"[;:()\u2014]|,")
_OPENING = re.compile(r"[\"“”‘’'\s]*(?:(?:[Oo]n|[Ii]n|[Ee]arlier|[Ll]ate|[Ee]arly)\s+)?$")
_CLOCK_LINE = re.compile(r"^\s*(\d{1,2}):(\d\d)\s*([AaPp])\.?[Mm]\.?(?:\s+E[SD]T)?\s*$", re.MULTILINE)
_DATELINE = re.compile(r"[A-Z][^\n]{0,90}?\s*(?:--|[–—]|\s-)\s")
_TITLE_END = re.compile(r"[\s)\].|]*$")
_HEAD = 400
_FRAME = 300
"""Characters on either side of a quotation in which its sentence is looked for."""
_LATE = 31
"""Days after a talk within which its transcript is still taken to be of it."""
_DATELINE_LATE = 7


class Spoken(NamedTuple):
    """Words that were said on a day of their own: offsets (half-open) and the ISO date."""

    start: int
    end: int
    day: str


class _Quoted(NamedTuple):
    """A quotation and the stretch of sentences it stands in, as offsets; `paragraph` numbers them for what follows."""

    start: int
    end: int
    sentence_start: int
    sentence_end: int
    paragraph: int


def find_spoken(text: str, quotations: Iterable[tuple[int, int]], told: Sequence[Told]) -> list[Spoken]:
    """The quotations that the text dates ("he wrote on Nov. 9"), in order; one that goes on keeps the day before it.

    `text` has `BREAK_MARK` between its paragraphs; quotations are half-open offsets into it.
    """
    found: list[Spoken] = []
    last: tuple[str, int] | None = None
    starts = [one.expression.start for one in told]
    for start, end in quotations:
        quoted = _frame(text, start, end)
        around = _around(text, quoted)
        near = told[bisect_left(starts, quoted.sentence_start) : bisect_left(starts, quoted.sentence_end)]
        day = _day_beside(text, quoted, near)
        if day is None and last is not None and _goes_on(quoted, around, last[1]):
            day = last[0]
        last = (day, quoted.paragraph) if day is not None else None
        if day is not None:
            found.append(Spoken(quoted.start, quoted.end, day))
    return found


def _frame(text: str, start: int, end: int) -> _Quoted:
    paragraph = text.count(BREAK_MARK, 0, start)
    # Looked for from the last word quoted on, for a full stop before the closing mark ends the sentence too.
    return _Quoted(
        start, end, sentence_start(text, start, _FRAME), sentence_end(text, max(start, end - 2), _FRAME), paragraph
    )


def _around(text: str, quoted: _Quoted) -> str:
    """The words of the quotation's sentences that stand outside it."""
    return text[quoted.sentence_start : quoted.start] + " " + text[quoted.end : quoted.sentence_end]


def _goes_on(quoted: _Quoted, around: str, paragraph: int) -> bool:
    """Whether a quotation without a day carries on the one before it."""
    words = {word.lower() for word in _WORD.findall(around)}
    if quoted.paragraph == paragraph:
        return not words & _table("sayings") or bool(words & _table("goings_on"))
    return quoted.paragraph == paragraph + 1 and (not words or bool(words & _table("goings_on")))


def _day_beside(text: str, quoted: _Quoted, told: Sequence[Told]) -> str | None:
    """The day of the saying: a single day already over, in the frame of the quotation and in one piece with its cue."""
    for one in told:
        expression, answer = one.expression, one.answer
        outside = expression.end <= quoted.start or expression.start >= quoted.end
        if not outside or not isinstance(answer, Resolved) or answer.days is None or answer.days.first is None:
            continue
        if grain_of(answer.value) == "day" and _is_beside_cue(text, quoted, expression.start, expression.end):
            return answer.days.first[:10]
    return None


def _is_beside_cue(text: str, quoted: _Quoted, start: int, end: int) -> bool:
    """Whether a word of saying stands beside the day with no break between, or behind a day that opens the sentence."""
    floor, ceiling = quoted.sentence_start, quoted.sentence_end
    if start < quoted.start < ceiling:
        ceiling = quoted.start
    elif start >= quoted.end:
        floor = quoted.end
    opens = _OPENING.fullmatch(text, quoted.sentence_start, start) is not None
    for word in _WORD.finditer(text, floor, ceiling):
        if word.group().lower() not in _table("sayings"):
            continue
        gap = text[word.end() : start] if word.start() < start else text[end : word.start()]
        breaks = len(_BREAK.findall(gap))
        if len(gap) < 60 and (breaks == 0 or (opens and breaks == 1 and gap.startswith(","))):
            return True
    return False


def day_of_talk(title: str | None, text: str, published: str | None) -> str | None:
    """The day on which a document's words were said or written, where it says so and that is not `published`'s day.

    Read off a full date that ends the title, off a dateline ("KYIV, Nov. 3 (Demo) -"), or off a clock time in a
    transcript's head that is later than the clock of publication. `published` is an ISO date or date-time; `None` where
    nothing tells of another day.
    """
    if published is None:
        return None
    day = (
        _titled_day(title or "", published[:10]) or _dateline_day(text, published[:10]) or _day_before(text, published)
    )
    return day if day is not None and day != published[:10] else None


def _titled_day(title: str, published: str) -> str | None:
    for expression in find_expressions(title):
        form = expression.form
        whole = isinstance(form, Point) and form.year is not None and form.day is not None
        if whole and _TITLE_END.fullmatch(title, expression.end):
            answer = resolve(expression, Anchors())
            return _not_long_before(answer.value, published, _LATE) if isinstance(answer, Resolved) else None
    return None


def _dateline_day(text: str, published: str) -> str | None:
    """The day of a dateline: place, day, and a dash with or without the agency's name before it."""
    match = _DATELINE.match(text.lstrip()[:_HEAD])
    if match is None:
        return None
    head = match.group()
    for expression in find_expressions(head):
        form = expression.form
        if isinstance(form, Point) and form.month is not None and form.day is not None:
            answer = resolve(expression, Anchors(published=published))
            if isinstance(answer, Resolved):
                return _not_long_before(answer.value[:10], published, _DATELINE_LATE)
    return None


def _day_before(text: str, published: str) -> str | None:
    """The day before publication, where a transcript's head gives a clock time later than that of publication."""
    match = _CLOCK_LINE.search(text[:_HEAD])
    if match is None or len(published) < len("2021-11-10T10:00"):
        return None
    hour = int(match[1]) % 12 + (12 if match[3] in "Pp" else 0)
    later = f"{hour:02}:{match[2]}" > published[11:16]
    return shift_date(published[:10], -1) if later else None


def _not_long_before(value: str, published: str, most: int) -> str | None:
    """The day of a value, where it is at most so many days before publication."""
    day = value[:10]
    gap = (date.fromisoformat(published) - date.fromisoformat(day)).days
    return day if 0 < gap <= most else None


@cache
def _table(name: str) -> frozenset[str]:
    return frozenset(load_table("en/time_speech")[name])
