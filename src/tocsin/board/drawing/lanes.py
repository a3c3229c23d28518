"""The timeline drawn: a lane for each actor, a column for each day, marks of one day above each other in it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from tocsin.ledger.timeline import TimelineRow

__all__ = ["Lane", "Lanes", "Mark", "Tick", "draw_lanes", "form_of"]

_LEFT, _RIGHT = 170.0, 1000.0
_ROW = 13.0
_MOST_LANES, _MOST_ROWS = 9, 7
_FORMS = {"occurred": "solid", "ongoing": "solid", "historical": "solid", "alleged": "solid", "refused": "struck",
          "cancelled": "struck", "denied": "struck", "planned": "hollow", "requested": "hollow",
          "threatened": "hollow"}  # fmt: skip


class Mark(msgspec.Struct, frozen=True):
    """A row of the timeline as a mark: `form` tells what became of it; a bar where `width` is more than a day's mark.

    `start` and `stop` tell the ends of a bar: `closed`, `open` (unknown), `cut` (it goes on outside the window).
    """

    row: TimelineRow
    form: str
    x: float
    y: float
    width: float
    start: str
    stop: str


class Lane(msgspec.Struct, frozen=True):
    """An actor's lane: its name, place and height, its marks, and by column how many found no room there."""

    name: str
    y: float
    height: float
    marks: tuple[Mark, ...]
    more: tuple[tuple[float, str, int], ...]


class Tick(msgspec.Struct, frozen=True):
    """A day of the axis."""

    x: float
    label: str
    month: str


class Lanes(msgspec.Struct, frozen=True):
    """The whole picture; `day` is the width of a day."""

    width: float
    height: float
    left: float
    day: float
    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    size: float


def form_of(row: TimelineRow) -> str:
    """How a row is drawn: reported solid, planned hollow, expected or feared hatched, denied struck, said a ring."""
    if row.what == "statement":
        return "ring"
    if row.what == "forecast":
        return "hatched"
    return _FORMS.get(row.status or "", "hatched")


def draw_lanes(rows: Sequence[TimelineRow], first: date, last: date) -> Lanes:
    """The rows that touch the days from the first to the last, by actor; a mark never leaves the column of its day."""
    days = (last - first).days + 1
    across = (_RIGHT - _LEFT) / days
    counts = Counter(_who(row) for row in rows)
    named = [name for name, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST_LANES]]
    by_lane: dict[str, list[TimelineRow]] = defaultdict(list)
    for row in rows:
        who = _who(row)
        by_lane[who if who in named else "others"].append(row)
    lanes: list[Lane] = []
    y = 6.0
    for name in [*named, *(["others"] if "others" in by_lane and "others" not in named else [])]:
        lane = _lane(name, by_lane[name], y, first, days, across)
        lanes.append(lane)
        y += lane.height + 6
    ticks = tuple(_ticks(first, days, across))
    return Lanes(_RIGHT + 10, y + 30, _LEFT, across, tuple(lanes), ticks, _size(across))


def _size(across: float) -> float:
    """Half the height of a mark: it is as wide as high, and no wider than a day."""
    return min(5.0, across / 2 - 0.4)


def _who(row: TimelineRow) -> str:
    return row.who[0] if row.who else "no one named"


def _lane(name: str, rows: Sequence[TimelineRow], y: float, first: date, days: int, across: float) -> Lane:
    taken: list[list[tuple[int, int]]] = []
    more: Counter[int] = Counter()
    marks: list[Mark] = []
    for row in sorted(rows, key=lambda row: (_columns(row, first, days), row.record)):
        begin, end = _columns(row, first, days)
        level = next((at for at, held in enumerate(taken) if all(end < b or begin > e for b, e in held)), len(taken))
        if level >= _MOST_ROWS:
            more[begin] += 1
            continue
        if level == len(taken):
            taken.append([])
        taken[level].append((begin, end))
        marks.append(_mark(row, begin, end, y + 8 + level * _ROW, first, days, across))
    height = max(1, len(taken)) * _ROW + (11 if more else 2)
    over = tuple(
        (round(_LEFT + (at + 0.5) * across, 1), (first + timedelta(days=at)).isoformat(), count)
        for at, count in sorted(more.items())
    )
    return Lane(name, y, height, tuple(marks), over)


def _columns(row: TimelineRow, first: date, days: int) -> tuple[int, int]:
    """The first and the last column of a row; an end that is not known is taken to be the other."""
    assert row.days is not None
    begin, end = row.days.first or row.days.last or "", row.days.last or row.days.first or ""
    low, high = ((date.fromisoformat(day[:10]) - first).days for day in (begin, end))
    return max(0, low), min(days - 1, max(low, high))


def _mark(row: TimelineRow, begin: int, end: int, y: float, first: date, days: int, across: float) -> Mark:
    assert row.days is not None
    span = row.days
    left, right = _LEFT + begin * across, _LEFT + (end + 1) * across
    known = [date.fromisoformat(day[:10]) if day else None for day in (span.first, span.last)]
    start = "open" if known[0] is None else "cut" if (known[0] - first).days < 0 else "closed"
    stop = "open" if known[1] is None else "cut" if (known[1] - first).days >= days else "closed"
    single = begin == end and start == stop == "closed"
    if single:
        return Mark(row, form_of(row), round((left + right) / 2, 1), y, 0.0, start, stop)
    return Mark(row, form_of(row), round(left + 0.5, 1), y, round(max(2.0, right - left - 1), 1), start, stop)


def _ticks(first: date, days: int, across: float) -> list[Tick]:
    every = max(1, -(-34 // max(1, int(across)))) if across < 34 else 1
    every = next((step for step in (1, 2, 7, 14, 28) if step >= every), 28)
    ticks = []
    month = ""
    for at in range(0, days, every):
        day = first + timedelta(days=at)
        name = day.strftime("%Y-%m")
        label = day.strftime("%d %a") if across * every > 44 else day.strftime("%d")
        ticks.append(Tick(round(_LEFT + at * across, 1), label, name if name != month else ""))
        month = name
    return ticks
