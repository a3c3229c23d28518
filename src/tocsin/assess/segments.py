"""Segments in hindsight: where the usual number of a day's origins changed, seen from the end and not from the day.

The counts are parted so that the likelihood of each part by its own mean, less a price for each part, is greatest, by
PELT, which is exact (Killick, Fearnhead and Eckley 2012). Counts are over-dispersed, so the likelihood is divided by
the dispersion, measured between neighbouring days so that a change of the mean does not enter it. What it finds is for
looking back: it knows what came after. The alarm of a day is the CUSUM's.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise

import msgspec

from tocsin.assess.course import calendar
from tocsin.assess.tone import PairDay

__all__ = ["Segment", "find_pair_segments", "local_dispersion", "part_counts"]

# The price of a part in log-days: a mean and a day each (Schwarz 1978). docs/tone.md has what it costs and finds.
_PRICE = 2.0
# A part is at least so many days: a week, so that the days of a week weigh alike.
_SHORTEST = 7


class Segment(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of days (both ends included) with one mean count a day, and the mean scale of what is told in it.

    `scale` is null where nothing is told.
    """

    first: str
    last: str
    mean: float
    scale: float | None


def local_dispersion(counts: Sequence[int]) -> float:
    """How much more the counts vary from one day to the next than a Poisson's would; at least 1."""
    steps = [(after - before) ** 2 for before, after in pairwise(counts)]
    total = sum(counts)
    if not steps or total == 0:
        return 1.0
    return max(1.0, (sum(steps) / len(steps)) / (2 * total / len(counts)))


def part_counts(counts: Sequence[int], *, price: float | None = None, shortest: int = _SHORTEST) -> list[int]:
    """Where new parts begin: indices into the counts, in order, without the first. None where one mean fits all.

    `price` is what each further part costs (null: twice the log of the days); a part has `shortest` days or more.
    """
    sums = [0, *accumulate(counts)]
    days, spread = len(counts), local_dispersion(counts)
    paid = _PRICE * math.log(max(2, days)) if price is None else price

    def misfit(begin: int, end: int) -> float:
        total = sums[end] - sums[begin]
        return 2 * (total - total * math.log(total / (end - begin))) / spread if total else 0.0

    best = {0: -paid}
    before: dict[int, int] = {}
    open_: dict[int, int] = {0: days + 1}  # where a last part may begin, and until when that is worth trying
    for end in range(shortest, days + 1):
        costs = {at: best[at] + misfit(at, end) for at, until in open_.items() if end < until and end - at >= shortest}
        if costs:
            before[end] = min(costs, key=lambda at: (costs[at], at))
            best[end] = costs[before[end]] + paid
            # What is dearer than a cut here can never be the last part again, once a cut here may be followed by one.
            for at, cost in costs.items():
                if cost > best[end]:
                    open_[at] = min(open_[at], end + shortest)
            open_[end] = days + 1
            open_ = {at: until for at, until in open_.items() if end < until}
    cuts: list[int] = []
    at = before.get(days, 0)
    while at > 0:
        cuts.append(at)
        at = before[at]
    return cuts[::-1]


def find_pair_segments(days: Sequence[PairDay]) -> dict[str, tuple[Segment, ...]]:
    """The segments of each pair (`ACTOR RECIPIENT`) over the days of all that is told, the first and the last included.

    A day of a pair on which nothing is told counts as none.
    """
    if not days:
        return {}
    span = calendar(min(day.day for day in days), max(day.day for day in days))
    pairs: dict[str, dict[str, PairDay]] = {}
    for day in days:
        pairs.setdefault(f"{day.actor} {day.recipient}", {})[day.day] = day
    return {pair: _segments(found, span) for pair, found in pairs.items()}


def _segments(found: Mapping[str, PairDay], span: Sequence[str]) -> tuple[Segment, ...]:
    counts = [found[day].origins if day in found else 0 for day in span]
    edges = [0, *part_counts(counts), len(span)]
    segments = []
    for begin, end in pairwise(edges):
        told = [found[day] for day in span[begin:end] if day in found]
        voices = sum(day.origins for day in told)
        scale = round(sum(day.scale * day.origins for day in told) / voices, 2) if voices else None
        mean = round(sum(counts[begin:end]) / (end - begin), 3)
        segments.append(Segment(first=span[begin], last=span[end - 1], mean=mean, scale=scale))
    return tuple(segments)
