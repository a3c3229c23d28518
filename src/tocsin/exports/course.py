"""The course of a level as a picture: a step line over its days in SVG, and a line of blocks for a terminal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from tocsin.assess.backtest import Backtest
from tocsin.assess.course import CourseDay

__all__ = ["course_blocks", "course_svg"]

_BLOCKS = "▁▂▄▆█▇"
_WIDTH, _HEIGHT = 760, 240
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 12, 34, 36
_STYLE = (
    "text{font:12px system-ui,sans-serif;fill:#333}.grid{stroke:#ddd}.level{fill:none;stroke:#8a1c1c;stroke-width:2}"
    ".raw{fill:none;stroke:#8a8a8a;stroke-dasharray:2 3}.alarm{fill:#f6e3e0}"
)


def course_blocks(course: Sequence[CourseDay], days: int = 7) -> str:
    """A block for each so many days, as high as the highest level in them."""
    weeks = [course[at : at + days] for at in range(0, len(course), days)]
    return "".join(_BLOCKS[min(max(day.level for day in week), len(_BLOCKS)) - 1] for week in weeks)


def course_svg(test: Backtest, *, levels: int = 5) -> str:
    """The picture, with a title and a description for those who do not see it; the dashed line is without the hold."""
    course = test.course
    wide = (_WIDTH - _LEFT - _RIGHT) / max(1, len(course))

    def across(at: float) -> float:
        return round(_LEFT + at * wide, 1)

    def up(level: int) -> float:
        return round(_HEIGHT - _BOTTOM - (level - 1) * (_HEIGHT - _TOP - _BOTTOM) / max(1, levels - 1), 1)

    place = {day.day: at for at, day in enumerate(course)}
    alarms = [(place[one.first], place.get(one.last or test.last, 0) + 1) for one in test.alarms]
    first = test.first_alarm or "none"
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-labelledby="t d">',
        f'<title id="t">Level of {escape(test.problem)}, {test.first} to {test.last}</title>',
        f'<desc id="d">{test.documents} documents; first alarm: {first}; alarms: {len(test.alarms)}.</desc>',
        f"<style>{_STYLE}</style>",
        *(
            f'<rect class="alarm" x="{across(begin)}" y="{_TOP}" width="{round((end - begin) * wide, 1)}"'
            f' height="{_HEIGHT - _TOP - _BOTTOM}"/>'
            for begin, end in alarms
        ),
        f'<text x="{_LEFT}" y="18">{escape(test.problem)}: {test.documents} documents, first alarm {first}</text>',
    ]
    for level in range(1, levels + 1):
        lines.append(f'<line class="grid" x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{up(level)}" y2="{up(level)}"/>')
        lines.append(f'<text x="{_LEFT - 10}" y="{up(level) + 4}" text-anchor="end">{level}</text>')
    for at, day in enumerate(course):
        if day.day.endswith("-01") or at == 0:
            lines.append(f'<text x="{across(at)}" y="{_HEIGHT - 14}">{day.day[:7]}</text>')
    raw, held = (_steps([getattr(day, name) for day in course], across, up) for name in ("raw", "level"))
    paths = [f'<path class="raw" d="{raw}"/>', f'<path class="level" d="{held}"/>']
    return "\n".join([*lines, *paths, "</svg>\n"])


def _steps(levels: Sequence[int], across: Callable[[float], float], up: Callable[[int], float]) -> str:
    """A path that changes only where the level does."""
    path = []
    for at, level in enumerate(levels):
        if at == 0:
            path.append(f"M{across(0)} {up(level)}")
        elif level != levels[at - 1]:
            path.append(f"H{across(at)}V{up(level)}")
    path.append(f"H{across(len(levels))}")
    return "".join(path)
