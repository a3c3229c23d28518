"""Teaches the encoder of attribution from annotated documents, and how far its own verdicts can be trusted."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from tocsin.annotate.analysis import Analysis
from tocsin.annotate.attribution.draft import draft_statements, evidence_of
from tocsin.annotate.attribution.judged import describe_page, judge_page
from tocsin.annotate.attribution.page import Draft, Page
from tocsin.annotate.attribution.traits import LAYERS, TRAITS
from tocsin.annotate.parse import Parse
from tocsin.annotate.tagger import Shape, Tagger, hash_traits
from tocsin.annotate.tagger.learning import Schooling, calibrate, calibration_error, cross_fitted, teach
from tocsin.records import Statement
from tocsin.text.span import Span

__all__ = ["Attribution", "Lesson", "is_marked", "teach_attribution"]

Pieces = tuple[tuple[int, int], ...]
_WORD = re.compile(r"\w+")
_HELD_OUT = 7  # each seventh document shows what the taught coder gets right
# Takes every draft for likely: what is to be calibrated must be seen whole.
_ANY = (0.0,) * 9
_ALIKE = 0.5  # as the scorers of the field have it: half of the words


class Attribution(msgspec.Struct, frozen=True):
    """A marked attribution: its parts as offsets, and whether it stands in the content of another."""

    source: Pieces
    cue: Pieces
    content: Pieces
    parent: Any = None


class Lesson(msgspec.Struct, frozen=True):
    """A document under reading with what a person marked in it."""

    analysis: Analysis
    marked: tuple[Attribution, ...]


def teach_attribution(lessons: Sequence[Lesson], schooling: Schooling, report: Callable[[str], None]) -> Tagger:
    """A tagger taught from all lessons, calibrated on documents that a first tagger did not see."""
    held = list(lessons[_HELD_OUT - 1 :: _HELD_OUT])
    seen = [lesson for number, lesson in enumerate(lessons) if number % _HELD_OUT != _HELD_OUT - 1]
    report(f"first on {len(seen)} documents, to be judged on {len(held)} others")
    trial = _teach(seen, schooling, report)
    evidence, right = _judge(held, trial)
    calibration = calibrate(evidence, right)
    error = calibration_error(cross_fitted(evidence, right), right)
    report(
        f"of {len(right)} statements in these {100 * right.mean():.1f} % are right; calibration error {100 * error:.1f}"
    )
    report(f"now on all {len(lessons)} documents")
    tagger = _teach(lessons, schooling, report)
    tagger.calibration = tuple(float(weight) for weight in calibration)
    return tagger


def _teach(lessons: Sequence[Lesson], schooling: Schooling, report: Callable[[str], None]) -> Tagger:
    sentences, labels = [], []
    for lesson in lessons:
        page = Page(lesson.analysis)
        for parse, traits in describe_page(page, draft_statements(lesson.analysis)):
            sentences.append(hash_traits(traits))
            labels.append(_labels(parse, lesson.marked))
    return teach(Shape(TRAITS, LAYERS), sentences, labels, schooling, report)


def _labels(parse: Parse, marked: Sequence[Attribution]) -> NDArray[np.int64]:
    """Outside, begin or inside for each token and role; contents of the page's own attributions only."""
    starts = [token.span.start for token in parse.tokens]
    found = np.zeros((len(parse), len(LAYERS)), dtype=np.int64)
    for number, layer in enumerate(LAYERS):
        for attribution in marked:
            if layer.name == "content" and attribution.parent is not None:
                continue
            for start, end in getattr(attribution, layer.name):
                first, last = bisect_left(starts, start), bisect_left(starts, end)
                found[first:last, number] = 2
                if first < last and start >= starts[0]:
                    found[first, number] = 1
    return found


def _judge(lessons: Sequence[Lesson], tagger: Tagger) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The evidence for each statement that the coder drafts, and whether a person marked the same."""
    evidence, right = [], []
    tagger.calibration = _ANY
    for lesson in lessons:
        page = Page(lesson.analysis)
        verdict = judge_page(page, draft_statements(lesson.analysis), tagger)
        for nested in draft_statements(lesson.analysis, tagger).drafts:
            evidence.append(evidence_of(nested.draft, verdict, nested=nested.parent is not None))
            right.append(is_marked(page.raw, nested.draft, lesson.marked))
    return np.array(evidence), np.array(right, dtype=float)


def is_marked(raw: str, draft: Draft | Statement, marked: Sequence[Attribution]) -> bool:
    """Whether an attribution has half of the words of source and content alike and shares a word of the cue."""
    mine = {part: _words(raw, getattr(draft, part)) for part in ("source", "cue", "content")}
    for attribution in marked:
        theirs = {part: _words(raw, [Span(*p) for p in getattr(attribution, part)]) for part in mine}
        alike = all(_overlap(mine[part], theirs[part]) >= _ALIKE for part in ("source", "content"))
        if alike and (mine["cue"] & theirs["cue"] or not mine["cue"] | theirs["cue"]):
            return True
    return False


def _words(raw: str, spans: Sequence[Span]) -> set[int]:
    return {match.start() for span in spans for match in _WORD.finditer(raw, span.start, span.end)}


def _overlap(left: set[int], right: set[int]) -> float:
    if not left and not right:
        return 1.0
    return 2 * len(left & right) / (len(left) + len(right))
