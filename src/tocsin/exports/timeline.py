"""A timeline as a picture: each dated event on its days, in a lane of its act, its status told by its mark."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from html import escape

import msgspec

from tocsin.exports.reading.words import ACTS
from tocsin.ledger.timeline import TimelineRow

__all__ = ["timeline_svg"]

_WIDTH, _LEFT, _RIGHT, _TOP, _LANE, _FOOT = 760, 130, 16, 40, 26, 40
_LANES = 9
_SPAN_DAYS, _LONGEST = 200, 100
# Filled: told as done. Hollow: not, or not yet. A cross: denied, refused, called off.
_DONE, _NOT = frozenset({"occurred", "ongoing"}), frozenset({"denied", "refused", "cancelled"})
_STYLE = (
    "text{font:12px system-ui,sans-serif;fill:#333}.grid{stroke:#e4e4e4}.done{fill:#222}.open{fill:#fff;stroke:#8a1c1c;"
    "stroke-width:1.5}.not{stroke:#8a1c1c;stroke-width:2;fill:none}.bar{stroke:#bbb;stroke-width:2}"
)


class _Placed(msgspec.Struct, frozen=True):
    """A row with its first and last day as ordinals."""

    row: TimelineRow
    first: int
    last: int


def timeline_svg(rows: Iterable[TimelineRow]) -> str:
    """The picture; what has no day, or lies far before the rest, is counted in its heading and not drawn."""
    every = list(rows)
    placed = _recent([one for row in every if (one := _place(row)) is not None])
    lanes = [label for label, _ in Counter(_act(one.row) for one in placed).most_common(_LANES)]
    shown = [one for one in placed if _act(one.row) in lanes]
    height = _TOP + _LANE * max(1, len(lanes)) + _FOOT
    left_out = len(every) - len(shown)
    told = f"{len(shown)} dated events; {left_out} without a day, long before, or of rarer acts are not drawn."
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img" aria-labelledby="tt td">',
        '<title id="tt">Timeline of events</title>',
        f'<desc id="td">{told} Filled: told as done. Hollow: not yet, feared or alleged. Cross: denied or called off.'
        "</desc>",
        f"<style>{_STYLE}</style>",
        f'<text x="{_LEFT}" y="18">{told}</text>',
    ]
    if not shown:
        return "\n".join([*lines, "</svg>\n"])
    begin, end = min(one.first for one in shown), max(one.last for one in shown)
    wide = (_WIDTH - _LEFT - _RIGHT) / max(1, end - begin + 1)
    for at, label in enumerate(lanes):
        y = _TOP + _LANE * at + _LANE / 2
        lines.append(f'<line class="grid" x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y}" y2="{y}"/>')
        lines.append(f'<text x="{_LEFT - 8}" y="{y + 4}" text-anchor="end">{escape(label)}</text>')
    lines += _months(begin, end, wide, height)
    for one in sorted(shown, key=lambda one: (one.first, one.row.record)):
        y = _TOP + _LANE * lanes.index(_act(one.row)) + _LANE / 2
        lines += _mark(one, _LEFT + (one.first - begin + 0.5) * wide, _LEFT + (one.last - begin + 0.5) * wide, y)
    return "\n".join([*lines, "</svg>\n"])


def _act(row: TimelineRow) -> str:
    """The act in plain words, without its mode: a lane is narrow."""
    kind = row.label.partition(" ")[0]
    return ACTS.get(kind, kind)


def _place(row: TimelineRow) -> _Placed | None:
    if row.days is None or row.status == "historical":
        return None
    first, last = row.days.first or row.days.last, row.days.last or row.days.first
    if first is None or last is None:
        return None
    return _Placed(row, date.fromisoformat(first[:10]).toordinal(), date.fromisoformat(last[:10]).toordinal())


def _recent(placed: list[_Placed]) -> list[_Placed]:
    """What lies near the middle one and is no season or longer: a year would press all else together."""
    if not placed:
        return []
    middle = sorted(one.first for one in placed)[len(placed) // 2]
    near = [one for one in placed if abs(one.first - middle) <= _SPAN_DAYS and one.last - one.first <= _LONGEST]
    return near or placed


def _months(begin: int, end: int, wide: float, height: float) -> list[str]:
    """The months along the foot; every second or third one where they stand close."""
    starts = [day for day in range(begin, end + 1) if date.fromordinal(day).day == 1]
    step = max(1, round(len(starts) / 8))
    lines = []
    for day in starts[::step] or [begin]:
        x = round(_LEFT + (day - begin) * wide, 1)
        lines.append(f'<line class="grid" x1="{x}" x2="{x}" y1="{_TOP}" y2="{height - _FOOT}"/>')
        lines.append(f'<text x="{x}" y="{height - 14}">{date.fromordinal(day).isoformat()[:7]}</text>')
    return lines


def _mark(one: _Placed, left: float, right: float, y: float) -> list[str]:
    row = one.row
    days = row.days.edtf if row.days else ""
    words = escape(f"{days}: {', '.join(row.who) or 'nobody named'} - {row.status}: {' '.join(row.words.split())}")
    x = round((left + right) / 2, 1)
    lines = []
    if right > left:
        lines.append(f'<line class="bar" x1="{round(left, 1)}" x2="{round(right, 1)}" y1="{y}" y2="{y}"/>')
    if row.status in _NOT:
        cross = f"M{x - 4} {y - 4}L{x + 4} {y + 4}M{x - 4} {y + 4}L{x + 4} {y - 4}"
        return [*lines, f'<path class="not" d="{cross}"><title>{words}</title></path>']
    kind = "done" if row.status in _DONE else "open"
    return [*lines, f'<circle class="{kind}" cx="{x}" cy="{y}" r="4.5"><title>{words}</title></circle>']
