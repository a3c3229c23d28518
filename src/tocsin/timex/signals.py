"""The word before a time expression that bounds it: "by Friday", "after the holidays", "until 2008", "since June"."""

from __future__ import annotations

import re
from typing import Literal

from tocsin.timex.interval import Days, between, shift_date

Signal = Literal["by", "before", "after", "since", "until"]

_SIGNAL = re.compile(r"\b(by|before|after|since|until|till)\s+(?:about\s+|around\s+)?$", re.IGNORECASE)


def read_signal(text: str, start: int) -> Signal | None:
    """The bounding word directly before the expression that begins at `start`; `None` where there is none."""
    match = _SIGNAL.search(text, max(0, start - 20), start)
    if match is None:
        return None
    word = match[1].lower()
    return "until" if word == "till" else _CHOICES[word]


_CHOICES: dict[str, Signal] = {"by": "by", "before": "before", "after": "after", "since": "since", "until": "until"}


def bound(days: Days, signal: Signal | None, anchor: str | None = None) -> Days:
    """The days that the signal and the expression give together; unchanged without a signal.

    `after` begins on the day behind them and is open at its end, `before` ends on the day ahead of them, `since` keeps
    their first day as its first. `by` and `until` end with them. `before`, `by` and `until` begin with `anchor` (an
    ISO date, the day of speaking) where it is given and earlier, else they are open at their start.
    """
    if signal == "after" and days.last is not None:
        return between(shift_date(days.last[:10], 1), None, approximate=days.approximate)
    if signal == "since":
        return between(days.first, anchor, approximate=days.approximate) if _in_order(days.first, anchor) else days
    if signal == "before" and days.first is not None:
        return _from_anchor(shift_date(days.first[:10], -1), anchor, approximate=days.approximate)
    if signal in ("by", "until") and days.last is not None:
        return _from_anchor(days.last, anchor, approximate=days.approximate)
    return days


def _from_anchor(last: str, anchor: str | None, *, approximate: bool) -> Days:
    first = anchor if anchor is not None and anchor[:10] <= last[:10] else None
    return between(first, last, approximate=approximate)


def _in_order(first: str | None, last: str | None) -> bool:
    return first is None or last is None or first[:10] <= last[:10]
