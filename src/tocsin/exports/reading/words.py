"""Plain words for what the records hold: days, likelihood, doubt, status, kinds."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType

import msgspec

from tocsin.records import Probability
from tocsin.timex.interval import Days

__all__ = [
    "ACTS",
    "ON_RECORD",
    "SHAPES",
    "UNSURE_BELOW",
    "Shape",
    "clip",
    "count_of",
    "opens_quoted",
    "quote",
    "say_days",
    "say_doubt",
    "say_probability",
    "say_weekday",
]

ACTS = MappingProxyType(
    {
        "AGREE": "agreement",
        "CONSULT": "talks",
        "SUPPORT": "support",
        "CONCEDE": "concession",
        "COOPERATE": "cooperation",
        "AID": "aid",
        "RETREAT": "withdrawal",
        "REQUEST": "demand or appeal",
        "ACCUSE": "accusation",
        "REJECT": "rejection",
        "THREATEN": "threat",
        "PROTEST": "protest",
        "SANCTION": "sanction",
        "MOBILIZE": "mobilization",
        "COERCE": "coercion",
        "ASSAULT": "assault",
    }
)
"""A plain word for each PLOVER type."""

ON_RECORD = MappingProxyType(
    {"named": "by name", "organization": "an organization", "anonymous": "unnamed", "inferred": "speaker inferred"}
)
"""How far the speaker is known, in words."""


class Shape(msgspec.Struct, frozen=True):
    """How a status is drawn: a form that survives print and every kind of colour sight, and what it stands for."""

    form: str
    meaning: str


_SOLID = "the text says it took place"
_HOLLOW = "not yet: announced or asked for"
_HATCHED = "in doubt: feared, supposed or alleged"
_STRUCK = "did not or will not take place"
SHAPES = MappingProxyType(
    {
        "occurred": Shape("solid", _SOLID),
        "ongoing": Shape("solid", _SOLID),
        "historical": Shape("solid", _SOLID),
        "planned": Shape("hollow", _HOLLOW),
        "threatened": Shape("hollow", _HOLLOW),
        "requested": Shape("hollow", _HOLLOW),
        "feared": Shape("hatched", _HATCHED),
        "hypothetical": Shape("hatched", _HATCHED),
        "alleged": Shape("hatched", _HATCHED),
        "refused": Shape("struck", _STRUCK),
        "cancelled": Shape("struck", _STRUCK),
        "denied": Shape("struck", _STRUCK),
    }
)
"""The shape of every event status."""

UNSURE_BELOW = 0.5
"""Scores below this are much doubt: such records are drawn thinner and never in bold."""

_OPENING_MARKS = '\u201c\u201e\u00ab"'
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SEASONS = MappingProxyType({"21": "spring", "22": "summer", "23": "autumn", "24": "winter"})
_SCALES = MappingProxyType({"stated": "as stated in the text"})


def say_days(days: Days) -> str:
    """Days in words and ISO dates: one day, a named month or season or year, a stretch, an open stretch."""
    about = "about " if days.approximate else ""
    first, last = days.first, days.last
    if first is None and last is None:
        return "at no known time"
    if first is None:
        return f"{about}until {last}"
    if last is None:
        return f"{about}from {first}"
    if first == last:
        return f"{about}{first}"
    named = days.edtf.rstrip("~")
    if "/" not in named and "X" not in named:
        return about + _say_named(named)
    return f"{about}{first} to {last}"


def _say_named(edtf: str) -> str:
    """A month or a year as it is, a season by its name."""
    season = _SEASONS.get(edtf[5:7])
    if len(edtf) != 7 or season is None:
        return edtf
    if season == "winter":
        return f"winter {edtf[:4]}\u2013{(int(edtf[:4]) + 1) % 100:02}"
    return f"{season} {edtf[:4]}"


def say_weekday(iso: str) -> str:
    """The weekday of an ISO date or date-time."""
    return _WEEKDAYS[date.fromisoformat(iso[:10]).weekday()]


def say_probability(likelihood: Probability) -> str:
    """The speaker's words first, then the range in per cent and its scale, or that there is none."""
    words = f"\u201c{likelihood.words}\u201d"
    if likelihood.low is None or likelihood.high is None:
        return f"{words}: no range"
    low, high = round(likelihood.low * 100), round(likelihood.high * 100)
    percent = f"{low} %" if low == high else f"{low}\u2013{high} %"
    scale = likelihood.scale or "no scale named"
    return f"{words}: {percent}, {_SCALES.get(scale, f'{scale} scale')}"


def say_doubt(score: float) -> str:
    """The coder's doubt of its own record as a word; the score itself stands beside it where there is room."""
    if score >= 0.8:
        return "little doubt"
    return "some doubt" if score >= UNSURE_BELOW else "much doubt"


def clip(words: str, most: int) -> str:
    """The words on one line, cut at a word and closed with an ellipsis where they are longer than `most`."""
    line = " ".join(words.split())
    if len(line) <= most:
        return line
    kept = line[: most - 1]
    at = kept.rfind(" ")
    return (kept[:at] if at > most // 2 else kept).rstrip(" ,;:") + "\u2026"


def opens_quoted(words: str) -> bool:
    """Whether words begin with a quotation mark of their own, so that none is to be set around them."""
    return bool(words) and words[0] in _OPENING_MARKS


def quote(words: str) -> str:
    """The words in quotation marks, unless they bring their own."""
    return words if opens_quoted(words) else f"\u201c{words}\u201d"


def count_of(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: `1 event`, `2 events`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
