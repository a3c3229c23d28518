"""Forecasts kept, resolved and scored: what was expected, by when, how surely, and what came of it.

A score stands beside the base rate's, and only once there are enough: a skill on few questions is noise. Of a named
person only accepted records count; what no analyst has looked at says so.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Literal, get_args

import msgspec

from tocsin.ledger.replay import Judged
from tocsin.records import Entity, Event, Forecast, Judgement, Probability, Reading, Statement
from tocsin.text.span import Span, cover
from tocsin.timex.interval import Days

__all__ = [
    "ENOUGH",
    "OUTCOMES",
    "RESOLUTION",
    "Bin",
    "Kept",
    "Outcome",
    "Proposal",
    "Scores",
    "keep_forecasts",
    "resolution_fields",
    "score_forecasts",
]

Outcome = Literal["happened", "did_not", "void"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
RESOLUTION = "Resolution"
# Below this many resolved forecasts only counts are shown.
ENOUGH = 30
# The log score of a sure miss is without bound: probabilities are drawn in to this, and the score says so.
_CLIP = 0.01
_BINS = 5
_MOST_PROPOSED = 5


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """An event that may be the outcome: a person confirms it or not."""

    record: str
    document: str
    span: Span


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """A forecast in the register. `due` is whether its horizon has passed; `reviewed` whether an analyst stands by it.

    `outcome` is null while it is open, `came` the ISO date on which it happened, where an analyst said it; `proposed`
    are events told later that fit it.
    """

    forecast: str
    document: str
    span: Span
    speaker: str | None
    published: str | None
    horizon: Days | None
    probability: Probability | None
    conditional: bool
    due: bool
    reviewed: bool
    outcome: Outcome | None
    proposed: tuple[Proposal, ...] = ()
    came: str | None = None


class Bin(msgspec.Struct, frozen=True, kw_only=True):
    """A step of the calibration picture: what was said on average, and how often it came."""

    low: float
    high: float
    count: int
    said: float
    came: float


class Scores(msgspec.Struct, frozen=True, kw_only=True):
    """Scores of resolved forecasts with a probability; null where there are fewer than enough.

    `brier` and `log` are of the middle of the stated range, `base_brier` and `base_log` of the base rate itself;
    `covered` is the share of bins whose frequency lies in the mean range that was stated. `basis` says whose word
    stands behind the records.
    """

    basis: Literal["accepted", "machine, unreviewed"]
    forecasts: int
    resolved: int
    counted: int
    enough: int = ENOUGH
    clipped_at: float = _CLIP
    base_rate: float | None = None
    brier: float | None = None
    base_brier: float | None = None
    log: float | None = None
    base_log: float | None = None
    covered: float | None = None
    calibration: tuple[Bin, ...] = ()


def keep_forecasts(judged: Iterable[Judged], judgements: Iterable[Judgement], today: str | None) -> list[Kept]:
    """The register as of a day (ISO), in the order of the documents."""
    seen = list(judged)
    outcomes = _outcomes(judgements)
    happenings = _happenings(one.reading for one in seen)
    kept = []
    for one in seen:
        lookup = {record.id: record for record in one.reading.records}
        for record in one.reading.records:
            if isinstance(record, Forecast):
                reviewed = one.verdicts.get(record.id) in ("accept", "edit", "add")
                kept.append(_kept(one.reading, record, lookup, outcomes, happenings, reviewed=reviewed, today=today))
    return kept


def resolution_fields(reading: Reading, forecast: Forecast) -> dict[str, object]:
    """What a resolution is about: the words, so that it outlives the coder that found them."""
    spans = [[span.start, span.end] for span in forecast.outcome]
    return {"forecast": forecast.id, "text_digest": reading.document.text_digest, "spans": spans}


def score_forecasts(kept: Iterable[Kept], *, speaker: str | None = None) -> Scores:
    """The scores of all forecasts, or of one speaker's, of whom only accepted records count."""
    chosen = [one for one in kept if speaker is None or (one.speaker or "").casefold() == speaker.casefold()]
    if speaker is not None:
        chosen = [one for one in chosen if one.reviewed]
    resolved = [one for one in chosen if one.outcome in ("happened", "did_not")]
    pairs = [
        (p.low, p.high, one.outcome == "happened")
        for one in resolved
        if (p := one.probability) and p.low is not None and p.high is not None
    ]
    counts = Scores(
        basis="accepted" if all(one.reviewed for one in resolved) else "machine, unreviewed",
        forecasts=len(chosen),
        resolved=len(resolved),
        counted=len(pairs),
    )
    if len(pairs) < ENOUGH:
        return counts
    rate = sum(came for _, _, came in pairs) / len(pairs)
    middles = [((low + high) / 2, came) for low, high, came in pairs]
    bins = _bins(pairs)
    inside = [low - 1e-9 <= one.came <= high + 1e-9 for one, (low, high) in bins]
    return msgspec.structs.replace(
        counts,
        base_rate=round(rate, 3),
        brier=_mean((p - came) ** 2 for p, came in middles),
        base_brier=round(rate * (1 - rate), 4),
        log=_mean(_surprise(p, came=came) for p, came in middles),
        base_log=_mean(_surprise(rate, came=came) for _, came in middles),
        covered=round(sum(inside) / len(inside), 3) if inside else None,
        calibration=tuple(one for one, _ in bins),
    )


def _surprise(p: float, *, came: bool) -> float:
    clipped = min(1 - _CLIP, max(_CLIP, p))
    return -math.log(clipped if came else 1 - clipped)


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return round(sum(found) / len(found), 4)


def _bins(pairs: Sequence[tuple[float, float, bool]]) -> list[tuple[Bin, tuple[float, float]]]:
    """The calibration, with the mean range that was stated in each bin."""
    found = []
    for place in range(_BINS):
        low, high = place / _BINS, (place + 1) / _BINS
        inside = [p for p in pairs if low <= (p[0] + p[1]) / 2 < high or (place == _BINS - 1 and p[0] + p[1] == 2)]
        if inside:
            stated = (_mean(p[0] for p in inside), _mean(p[1] for p in inside))
            said = round(sum(stated) / 2, 3)
            came = _mean(float(p[2]) for p in inside)
            found.append((Bin(low=low, high=high, count=len(inside), said=said, came=came), stated))
    return found


def _outcomes(judgements: Iterable[Judgement]) -> dict[object, tuple[Outcome, str | None]]:
    """The latest word on each forecast and the day it names, by the forecast's id and by its words."""
    found: dict[object, tuple[Outcome, str | None]] = {}
    for judgement in judgements:
        patch = judgement.patch or {}
        outcome, day = patch.get("outcome"), patch.get("on")
        if judgement.target.type == RESOLUTION and outcome in OUTCOMES:
            fields = judgement.target.fields
            word = (outcome, day if isinstance(day, str) else None)
            found[fields.get("forecast")] = word
            found[_words_key(fields.get("text_digest"), fields.get("spans"))] = word
    return found


def _words_key(digest: object, spans: object) -> str:
    return f"{digest}:{spans}"


# A day, the place in the order of reading, who tells it, the event, who is in it.
_Happening = tuple[str, int, Reading, Event, frozenset[str]]


def _happenings(readings: Iterable[Reading]) -> dict[str, list[_Happening]]:
    """What is told as having happened, by type, in order of its day; what has no day is left out."""
    found: dict[str, list[_Happening]] = {}
    place = 0
    for reading in readings:
        entities = {r.id: r for r in reading.records if isinstance(r, Entity)}
        for record in reading.records:
            if isinstance(record, Event) and record.status in ("occurred", "ongoing"):
                told = (record.days.first or record.days.last) if record.days else reading.document.published.day
                if told is not None:
                    place += 1
                    one = (told[:10], place, reading, record, _parties(record, entities))
                    found.setdefault(record.event_type, []).append(one)
    return {kind: sorted(told, key=lambda one: one[:2]) for kind, told in found.items()}


def _parties(event: Event, entities: Mapping[str, object]) -> frozenset[str]:
    found = [entities.get(one) for one in (*event.actors, *event.recipients)]
    return frozenset(
        name.casefold() for one in found if isinstance(one, Entity) if (name := one.country or one.name) is not None
    )


def _kept(
    reading: Reading,
    forecast: Forecast,
    lookup: Mapping[str, object],
    outcomes: Mapping[object, tuple[Outcome, str | None]],
    happenings: Mapping[str, list[_Happening]],
    *,
    reviewed: bool,
    today: str | None,
) -> Kept:
    fields = resolution_fields(reading, forecast)
    word = outcomes.get(forecast.id) or outcomes.get(_words_key(fields["text_digest"], fields["spans"]))
    outcome, came = word or (None, None)
    said = lookup.get(forecast.statement)
    speaker = lookup.get(said.source_entity or "") if isinstance(said, Statement) else None
    last = forecast.horizon.last if forecast.horizon else None
    return Kept(
        forecast=forecast.id,
        document=reading.document.id,
        span=cover(forecast.outcome),
        speaker=speaker.name if isinstance(speaker, Entity) else None,
        published=reading.document.published.day,
        horizon=forecast.horizon,
        probability=forecast.probability,
        conditional=bool(forecast.condition),
        due=last is not None and today is not None and last[:10] < today,
        reviewed=reviewed,
        outcome=outcome,
        came=came,
        proposed=() if outcome else _proposed(reading, forecast, lookup, happenings),
    )


def _proposed(
    reading: Reading,
    forecast: Forecast,
    lookup: Mapping[str, object],
    happenings: Mapping[str, list[_Happening]],
) -> tuple[Proposal, ...]:
    """Events of the same type and parties, of a day after the forecast and within its horizon, the earliest first."""
    event = lookup.get(forecast.event or "")
    said = reading.document.published.day
    if not isinstance(event, Event) or said is None:
        return ()
    parties = _parties(event, lookup)
    limit = (forecast.horizon.last or "9999")[:10] if forecast.horizon else "9999"
    told = happenings.get(event.event_type, [])
    if not parties:
        return ()
    begin, end = (bisect_right(told, day, key=lambda one: one[0]) for day in (said, limit))
    fitting = (one for one in islice(told, begin, max(begin, end)) if parties <= one[4])
    return tuple(
        Proposal(record=event.id, document=other.document.id, span=cover(event.trigger))
        for _, _, other, event, _ in islice(fitting, _MOST_PROPOSED)
    )
