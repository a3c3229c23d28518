"""Reads how sure a speaker is off a statement's words: hedges, words of probability, numbers; and how it is known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal

import msgspec

from tocsin.records.base import Probability
from tocsin.text.normal import normalise
from tocsin.text.span import Span
from tocsin.vocab.loader import load_table

__all__ = ["Doubt", "read_basis", "read_doubt"]

Scale = Literal["icd203", "phia", "kent", "survey", "stated"]
Basis = Literal["first_hand", "hearsay", "inference", "unknown"]

_NUMBER = r"(?:\d+(?:\.\d+)?)"
_PERCENT = re.compile(
    rf"\b({_NUMBER})(?:\s*(?:-|to)\s*({_NUMBER}))?\s*(?:%|percent|per cent)\s+"
    r"(?:chance|probability|likelihood|odds|risk|certain|sure)\b",
    re.IGNORECASE,
)
_FIFTY = re.compile(r"\b(?:fifty-fifty|50-50|50/50)\b", re.IGNORECASE)
_IN = re.compile(
    r"\b(one|two|three|four|five|\d+)[- ]in[- ](two|three|four|five|six|ten|\d+)\s+(?:chance|probability|odds)\b",
    re.IGNORECASE,
)
_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10}


class Doubt(msgspec.Struct, frozen=True):
    """The hedges of some words, in text order, and the certainty that they rest on (None where nothing hedges)."""

    hedges: tuple[Span, ...]
    certainty: Probability | None


def read_doubt(raw: str, spans: Sequence[Span], makers: str = "") -> Doubt:
    """The hedges and the certainty in some spans of a text; `makers` names the source, which chooses the scale.

    Official products of a school are read on its scale, all else on the survey's ranges. Source: ICD 203; PHIA.
    """
    scale = _scale_for(makers)
    hedges: list[Span] = []
    certainty: Probability | None = None
    for span in spans:
        for start, end, probability in _find_all(raw, span, scale):
            hedge = Span(span.start + start, span.start + end)
            if any(hedge.overlaps(other) for other in hedges):
                continue
            hedges.append(hedge)
            if certainty is None or (certainty.low is None and probability.low is not None):
                certainty = probability
    return Doubt(tuple(sorted(hedges)), certainty)


def _scale_for(makers: str) -> Scale:
    lowered = makers.lower()
    for name in ("icd203", "phia"):
        if any(maker in lowered for maker in load_table(f"scales/{name}")["makers"]):
            return name
    return "survey"


def _find_all(raw: str, span: Span, scale: Scale) -> Iterator[tuple[int, int, Probability]]:
    """Each hedge in one span: numbers first, then the scale's phrases (longest first), then words without a range."""
    words = span.of(raw)
    yield from _stated(words)
    ranges = load_table(f"scales/{scale}")["phrases"]
    turned = load_table("en/hedges")["turned"]
    for match in _scale_pattern(scale).finditer(words):
        key = " ".join(normalise(match.group("phrase")).lower().split())  # a phrase may run over a line's end
        if match.group("not") and key in turned and turned[key] in ranges:
            key = turned[key]
        elif match.group("not"):
            continue
        low, high = ranges[key]
        yield match.start(), match.end(), Probability(low=low, high=high, words=match.group(), scale=scale)
    for match in _open_pattern().finditer(words):
        if not _is_no_hedge(words, match):
            yield match.start(), match.end(), Probability(low=None, high=None, words=match.group())


def _stated(words: str) -> Iterator[tuple[int, int, Probability]]:
    for match in _PERCENT.finditer(words):
        low = float(match.group(1)) / 100
        high = float(match.group(2)) / 100 if match.group(2) else low
        if low <= high <= 1:
            yield match.start(), match.end(), Probability(low=low, high=high, words=match.group(), scale="stated")
    for match in _FIFTY.finditer(words):
        yield match.start(), match.end(), Probability(low=0.5, high=0.5, words=match.group(), scale="stated")
    for match in _IN.finditer(words):
        share = _to_number(match.group(1)) / max(1, _to_number(match.group(2)))
        if share <= 1:
            yield match.start(), match.end(), Probability(low=share, high=share, words=match.group(), scale="stated")


def _to_number(word: str) -> int:
    return _WORDS.get(word.lower()) or int(word)


@cache
def _scale_pattern(scale: Scale) -> re.Pattern[str]:
    # "believe" is the survey's "we believe": the cue of a belief, read where the cue is, not in any content.
    phrases = sorted(
        (p for p in load_table(f"scales/{scale}")["phrases"] if p not in _CUE_WORDS), key=len, reverse=True
    )
    joined = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in phrases)
    return re.compile(rf"\b(?:(?P<not>not|n[o’']t)\s+)?(?P<phrase>{joined})\b", re.IGNORECASE)


_CUE_WORDS = frozenset({"believe", "doubt", "remote", "certain"})


@cache
def _open_pattern() -> re.Pattern[str]:
    table = load_table("en/hedges")
    entries = sorted((*table["phrases"], *table["open"]), key=len, reverse=True)
    joined = "|".join(re.escape(entry).replace(r"\ ", r"\s+") for entry in entries)
    return re.compile(rf"\b(?:{joined})\b", re.IGNORECASE)


def _is_no_hedge(words: str, match: re.Match[str]) -> bool:
    """Whether a "May" is the month."""
    if match.group() != "May":
        return False
    before = words[: match.start()].split()
    after = words[match.end() :].lstrip()
    return after[:1].isdigit() or (bool(before) and before[-1].lower() in load_table("en/hedges")["not_hedges_before"])


def read_basis(raw: str, spans: Sequence[Span]) -> Basis:
    """How the speaker knows, where the words tell it: as hearsay, by inference, or at first hand; else unknown."""
    words = " ".join(" ".join(normalise(span.of(raw)).lower().split()) for span in spans)
    for basis in _BASES:
        if _basis_pattern(basis).search(words):
            return basis
    return "unknown"


_BASES: tuple[Basis, ...] = ("hearsay", "first_hand", "inference")


@cache
def _basis_pattern(basis: Basis) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b{re.escape(phrase)}\b" for phrase in load_table("en/hedges")["basis"][basis]))
