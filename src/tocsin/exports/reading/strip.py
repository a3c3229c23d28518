"""The date strip: what happened, what was said and what is expected, each on its day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from tocsin.exports.reading.folio import Folio
from tocsin.exports.reading.scale import Scale, Tick, make_scale
from tocsin.exports.reading.words import SHAPES, UNSURE_BELOW, clip, count_of, say_days, say_probability
from tocsin.records import Event, Forecast, Statement
from tocsin.timex.interval import Days

__all__ = ["Dated", "Drawn", "Lane", "More", "Strip", "date_records", "draw_strip"]

_WIDTH = 1200.0
_LABELS = 92.0
_EARLIER = 92.0
_ROW = {"event": 13.0, "statement": 13.0, "forecast": 21.0}
_ROWS = {"event": 5, "statement": 4, "forecast": 6}
_NAMES = {"event": "Events", "statement": "Said", "forecast": "Expected"}
_LONG = 31
_LONG_ROWS = 2
_MARK = 6.0
_TOP = 6.0
_LABEL_ROOM = 340.0
_YEARS_LISTED = 3


class Dated(msgspec.Struct, frozen=True):
    """A record with its day or days. `first` and `last` are ordinals, None for an open end; `form` is its shape."""

    number: int
    lane: str
    days: Days
    first: int | None
    last: int | None
    form: str
    title: str
    words: str
    unsure: bool = False


class Drawn(msgspec.Struct, frozen=True, kw_only=True):
    """A record at its place. A point has `width` 0 and stands in the middle of its day.

    `within` tells that it falls on some day among these, and does not last them all: such a bar is thin.
    `start` and `stop` say how each end is drawn: `closed`, `blurred` (approximate), `open` or `cut` (goes on).
    """

    number: int
    x: float
    y: float
    width: float
    form: str
    start: str
    stop: str
    title: str
    within: bool = False
    unsure: bool = False
    label: str = ""
    label_x: float = 0.0
    label_end: bool = False


class More(msgspec.Struct, frozen=True):
    """So many more on the days around `x`, which find no room."""

    x: float
    y: float
    count: int


class Lane(msgspec.Struct, frozen=True, kw_only=True):
    """A lane: its name, where it lies, what is drawn in it, what is not and why."""

    kind: str
    name: str
    y: float
    height: float
    drawn: tuple[Drawn, ...]
    more: tuple[More, ...]
    earlier: tuple[str, ...]
    undated: int


class Strip(msgspec.Struct, frozen=True, kw_only=True):
    """The whole strip, in units of which 1200 are its width."""

    width: float
    height: float
    axis: float
    left: float
    right: float
    ticks: tuple[Tick, ...]
    break_at: float | None
    published: float | None
    published_on: str
    earlier_at: float | None
    lanes: tuple[Lane, ...]
    summary: str


def date_records(folio: Folio) -> tuple[list[Dated], dict[str, list[int]]]:
    """The dated records in order of their first day, and the numbers of the undated ones by lane."""
    dated: list[Dated] = []
    undated: dict[str, list[int]] = {kind: [] for kind in _NAMES}
    form: str
    words: str
    for number, record in enumerate(folio.records):
        match record:
            case Event(days=days):
                lane, form, title = "event", SHAPES[record.status].form, folio.words(record.trigger, 60)
                words = record.status
            case Statement(said=days):
                lane, form, title, words = "statement", "ring", folio.speaker(record), record.kind
            case Forecast(horizon=days):
                lane, form, title = "forecast", "expected", folio.words(record.outcome, 60)
                words = say_probability(record.probability) if record.probability else "expected"
            case _:
                continue
        if days is None or (days.first is None and days.last is None):
            undated[lane].append(number)
            continue
        first, last = _ordinal(days.first), _ordinal(days.last)
        unsure = record.score < UNSURE_BELOW
        dated.append(Dated(number, lane, days, first, last, form, title, words, unsure))
    dated.sort(key=lambda item: (item.first or 0, item.last or 0, item.number))
    return dated, undated


def _ordinal(iso: str | None) -> int | None:
    return None if iso is None else date.fromisoformat(iso[:10]).toordinal()


def draw_strip(folio: Folio) -> Strip | None:
    """The strip of a document, or None where nothing in it is dated."""
    dated, undated = date_records(folio)
    published = _ordinal(folio.document.published.day)
    if not dated:
        return None
    ends = [day for item in dated for day in (item.first, item.last) if day is not None]
    scale = make_scale(ends, published, _LABELS, _WIDTH - 8)
    is_early = any(_is_earlier(item, scale) for item in dated)
    if is_early:
        scale = make_scale(ends, published, _LABELS + _EARLIER, _WIDTH - 8)
    lanes: list[Lane] = []
    y = _TOP
    for kind in _NAMES:
        items = [item for item in dated if item.lane == kind]
        if items or undated[kind]:
            lanes.append(_lane(kind, items, len(undated[kind]), scale, y))
            y += lanes[-1].height + 5
    return Strip(
        width=_WIDTH, height=y + 30, axis=y, left=scale.left, right=scale.end, ticks=tuple(scale.ticks()),
        break_at=scale.break_at, published=_middle(scale, published), published_on=folio.document.published.day or "",
        earlier_at=_LABELS if is_early else None, lanes=tuple(lanes), summary=_summary(dated, undated),
    )  # fmt: skip


def _middle(scale: Scale, day: int | None) -> float | None:
    """The middle of a day, or None for no day or one that the scale does not reach."""
    if day is None or not scale.first <= day <= (scale.later or scale.last):
        return None
    return (scale.x(day) + scale.x(day + 1)) / 2


def _is_earlier(item: Dated, scale: Scale) -> bool:
    return item.last is not None and item.last < scale.first


def _lane(kind: str, items: list[Dated], undated: int, scale: Scale, y: float) -> Lane:
    # Long stretches come last, in rows of their own: a bar over the whole strip must not push days out of sight.
    on_scale = sorted((item for item in items if not _is_earlier(item, scale)), key=_is_long)
    drawn: list[Drawn] = []
    hidden: list[float] = []
    ends: list[float] = []
    pitch = _ROW[kind]
    for item in on_scale:
        left, right, start, stop = _reach(item, scale)
        most = _ROWS[kind] + (_LONG_ROWS if kind != "forecast" and _is_long(item) else 0)
        row = _free_row(ends, left, most, own=kind == "forecast")
        if row is None:
            hidden.append(left)
            continue
        ends[row] = right + 2
        drawn.append(_draw(item, left, right, start, stop, y + pitch * (row + 1) - 6.5))
    more = tuple(_gather(hidden, y + pitch * len(ends) + 6))
    height = max(pitch * len(ends) + (13 if more else 0), 26.0)
    earlier = tuple(_years([item for item in items if _is_earlier(item, scale)]))
    return Lane(
        kind=kind, name=_NAMES[kind], y=y, height=height, drawn=tuple(drawn), more=more, earlier=earlier,
        undated=undated,
    )  # fmt: skip


def _is_long(item: Dated) -> bool:
    """Whether a record reaches over more than a month, or has an open end."""
    return item.first is None or item.last is None or item.last - item.first > _LONG


def _reach(item: Dated, scale: Scale) -> tuple[float, float, str, str]:
    """From where to where a record reaches, and how its ends are drawn."""
    blur = "blurred" if item.days.approximate else "closed"
    last_shown = scale.later or scale.last
    if item.first is not None and item.first == item.last:
        middle = _middle(scale, item.first) or scale.end
        return middle - _MARK, middle + _MARK, blur, blur
    start = "open" if item.first is None else "cut" if item.first < scale.first else blur
    stop = "open" if item.last is None else "cut" if item.last > last_shown else blur
    left = scale.left if item.first is None else scale.x(item.first)
    right = scale.end if item.last is None else scale.x(item.last + 1)
    return left, max(right, left + 2 * _MARK), start, stop


def _free_row(ends: list[float], left: float, most: int, *, own: bool) -> int | None:
    """The first row that is free at `left` (a new one where each record has its own), or None where all are taken."""
    if not own:
        for row, end in enumerate(ends):
            if end <= left:
                return row
    if len(ends) < most:
        ends.append(0.0)
        return len(ends) - 1
    return None


def _draw(item: Dated, left: float, right: float, start: str, stop: str, y: float) -> Drawn:
    point = item.first is not None and item.first == item.last
    title = f"{item.title}: {item.words}, {say_days(item.days)}" + (", much doubt" if item.unsure else "")
    label, label_x, label_end = "", 0.0, False
    if item.lane == "forecast":
        label = clip(f"{item.title} \u2013 {item.words}", 70)
        label_end = left + _LABEL_ROOM > _WIDTH
        label_x = _WIDTH - 12 if label_end else left
    return Drawn(
        number=item.number, x=(left + right) / 2 if point else left, y=y, width=0 if point else right - left,
        form=item.form, start=start, stop=stop, title=title, within=item.days.extent == "within", unsure=item.unsure,
        label=label, label_x=label_x, label_end=label_end,
    )  # fmt: skip


def _gather(places: Iterable[float], y: float) -> Iterator[More]:
    """What found no room, by place; labels that would run into each other are one."""
    held: list[float] = []
    for place in sorted(places):
        if held and place - held[0] > 24:
            yield More(held[0] + _MARK, y, len(held))
            held = []
        held.append(place)
    if held:
        yield More(held[0] + _MARK, y, len(held))


def _years(items: list[Dated]) -> Iterator[str]:
    """Years before the window with how many records each, the latest first; the oldest in one line."""
    counts = Counter(date.fromordinal(item.last).year for item in items if item.last is not None)
    ordered = sorted(counts.items(), reverse=True)
    for year, count in ordered[:_YEARS_LISTED]:
        yield f"{year} \u00d7{count}" if count > 1 else str(year)
    if rest := ordered[_YEARS_LISTED:]:
        yield f"and {sum(count for _, count in rest)} back to {rest[-1][0]}"


def _summary(dated: list[Dated], undated: dict[str, list[int]]) -> str:
    """The strip in a sentence, for those who do not see it."""
    parts: list[str] = []
    for kind, one in (("event", "event"), ("statement", "statement"), ("forecast", "forecast")):
        count = sum(item.lane == kind for item in dated)
        parts.append(f"{count_of(count, one)} with a date and {len(undated[kind]):,} without")
    return "; ".join(parts)
