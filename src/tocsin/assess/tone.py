"""Tone between two parties: how much is told of them by day and how hostile it is, and when the count jumps.

Counts are of origins, so that a copied story counts once. The detector is a CUSUM of log-likelihood ratios; with such
steps the mean time to a false alarm is at least exp(threshold) days, so a threshold states its false-alarm rate.
Source: Page 1954 (the scheme), Lorden 1971 (the bound). It holds for counts that are as dispersed as the baseline, so
the dispersion is estimated from it and enters the steps as a negative binomial's.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from tocsin.assess.course import calendar
from tocsin.ledger.identities import Identities
from tocsin.ledger.origins import origin_of
from tocsin.records import Entity, Event, Reading

__all__ = ["Baseline", "Jump", "PairDay", "count_tone", "estimate_baseline", "find_jumps", "find_pair_jumps", "step_of"]

_TOLD = frozenset({"occurred", "ongoing", "threatened", "alleged", "refused", "requested"})


class PairDay(msgspec.Struct, frozen=True, kw_only=True):
    """One day of one pair (who acts, upon whom, by country or name): origins that tell of it, and their mean scale.

    The scale runs from -10 (conflict) to +10 (cooperation); each origin has one voice a day.
    """

    actor: str
    recipient: str
    day: str
    origins: int
    scale: float
    records: tuple[str, ...]


class Baseline(msgspec.Struct, frozen=True, kw_only=True):
    """What is usual: the mean count a day, and the size of the negative binomial (null: Poisson)."""

    mean: float
    size: float | None


class Jump(msgspec.Struct, frozen=True, kw_only=True):
    """A day on which the CUSUM passed its threshold, and since when it had been rising: about when it began."""

    day: str
    began: str
    statistic: float


def count_tone(readings: Iterable[Reading], identities: Identities) -> list[PairDay]:
    """What is told of each pair by day of publication, in order of pair and day; undated documents are left out."""
    voices: dict[tuple[str, str, str], dict[str, list[tuple[float, str]]]] = {}
    for reading in readings:
        day = reading.document.published.day
        if day is None:
            continue
        entities = {r.id: r for r in reading.records if isinstance(r, Entity)}
        for record in reading.records:
            if not isinstance(record, Event) or record.status not in _TOLD or record.scale is None:
                continue
            origin = origin_of(reading, record.according_to, identities)[0]
            for actor, recipient in _pairs(record, entities):
                told = voices.setdefault((actor, recipient, day), {})
                told.setdefault(origin, []).append((record.scale, record.id))
    return [_pair_day(key, voices[key]) for key in sorted(voices)]


def _pair_day(key: tuple[str, str, str], told: Mapping[str, list[tuple[float, str]]]) -> PairDay:
    means = [sum(scale for scale, _ in told[origin]) / len(told[origin]) for origin in sorted(told)]
    return PairDay(
        actor=key[0],
        recipient=key[1],
        day=key[2],
        origins=len(told),
        scale=round(sum(means) / len(means), 2),
        records=tuple(record for origin in sorted(told) for _, record in told[origin]),
    )


def _pairs(event: Event, entities: Mapping[str, Entity]) -> set[tuple[str, str]]:
    actors = {name for one in event.actors if (name := _party(entities.get(one)))}
    recipients = {name for one in event.recipients if (name := _party(entities.get(one)))}
    return {(actor, recipient) for actor in actors for recipient in recipients if actor != recipient}


def _party(entity: Entity | None) -> str | None:
    return (entity.country or entity.name) if entity else None


def estimate_baseline(counts: Sequence[int], *, least: float = 0.05) -> Baseline:
    """The usual level of a quiet stretch of daily counts, by moments; `least` is the lowest mean that is believed."""
    mean = max(least, sum(counts) / len(counts)) if counts else least
    spread = sum((count - mean) ** 2 for count in counts) / (len(counts) - 1) if len(counts) > 1 else mean
    excess = spread - mean
    return Baseline(mean=mean, size=mean * mean / excess if excess > 0.05 * mean else None)


def step_of(count: int, baseline: Baseline, factor: float) -> float:
    """The log-likelihood ratio of a day's count, for a mean that is `factor` times the usual against the usual."""
    usual, risen = baseline.mean, baseline.mean * factor
    if baseline.size is None:
        return count * math.log(risen / usual) - (risen - usual)
    size = baseline.size
    return count * math.log(risen * (size + usual) / (usual * (size + risen))) - size * math.log(
        (size + risen) / (size + usual)
    )


def find_jumps(
    counts: Mapping[str, int],
    first: str,
    last: str,
    *,
    baseline: Baseline,
    factor: float = 2.0,
    days_between: float = 365,
) -> list[Jump]:
    """The jumps in daily counts (by ISO date; a missing day is 0) from the first to the last day.

    `days_between` is the mean time between false alarms that one is ready to bear, at the least; `factor` the rise to
    be found. After an alarm it starts anew.
    """
    threshold = math.log(days_between)
    total, began = 0.0, first
    jumps = []
    for day in calendar(first, last):
        if total <= 0:
            began = day
        total = max(0.0, total + step_of(counts.get(day, 0), baseline, factor))
        if total >= threshold:
            jumps.append(Jump(day=day, began=began, statistic=round(total, 2)))
            total = 0.0
    return jumps


def find_pair_jumps(days: Sequence[PairDay], *, quiet_days: int, days_between: float) -> dict[str, list[Jump]]:
    """The jumps of each pair (`ACTOR RECIPIENT`), measured against the first so many days of all that is told."""
    pairs: dict[str, dict[str, int]] = {}
    for day in days:
        pairs.setdefault(f"{day.actor} {day.recipient}", {})[day.day] = day.origins
    if not days:
        return {}
    span = calendar(min(day.day for day in days), max(day.day for day in days))
    if len(span) <= quiet_days:
        return {pair: [] for pair in pairs}
    found = {}
    for pair, counts in pairs.items():
        baseline = estimate_baseline([counts.get(day, 0) for day in span[:quiet_days]])
        found[pair] = find_jumps(counts, span[quiet_days], span[-1], baseline=baseline, days_between=days_between)
    return found
