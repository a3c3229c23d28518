"""How an indicator stands on a day: its state by count of origins, how fresh it is, and what it adds.

Claims are sightings with the origin that each rests on, worked out once. A state is a fold over them that does not
care about order; what is older than some half-lives has gone stale and sets no state any more.
"""

from __future__ import annotations

import math
from bisect import insort
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

import msgspec

from tocsin.assess.indicators import DenialKind, Sighting
from tocsin.assess.playbook import Indicator, Playbook, State
from tocsin.ledger.identities import Identities
from tocsin.ledger.origins import Origin, name_origin, origins_of
from tocsin.records import Document
from tocsin.text.span import Span

__all__ = [
    "RANK",
    "STATE_WEIGHT",
    "Claim",
    "IndicatorState",
    "Pointer",
    "freshness",
    "grade",
    "make_claims",
    "merge_claims",
    "oldest_fresh",
    "share_groups",
    "stand",
]

STATE_WEIGHT: Mapping[State, float] = {
    "not_seen": 0.0, "denied": 0.0, "reported": 0.5, "disputed": 0.5, "corroborated": 1.0,
}  # fmt: skip
RANK: Mapping[State, int] = {"not_seen": 0, "denied": 0, "disputed": 1, "reported": 1, "corroborated": 2}
# Who reports that no sign is seen denies nothing: "does not see X" is not "not X".
_DISPUTING = frozenset({"doubt", "denial"})


class Pointer(msgspec.Struct, frozen=True, kw_only=True):
    """The exact words of one sighting; `kind` says how a denying one speaks against."""

    record: str
    document: str
    span: Span
    kind: DenialKind | msgspec.UnsetType = msgspec.UNSET


class IndicatorState(msgspec.Struct, frozen=True, kw_only=True):
    """An indicator as it stands: its state by count of origins, the same counting first-hand ones only, and why.

    `denials` counts by kind the origins that speak against; `last_seen` is the day of the latest sign.
    """

    id: str
    title: str
    phase: str
    context: bool
    state: State
    strict_state: State
    origins: tuple[Origin, ...]
    affirms: tuple[Pointer, ...]
    denies: tuple[Pointer, ...]
    contribution: float
    denials: dict[str, int] = {}
    last_seen: str | None = None


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """A sighting, the origin that it rests on, and the day (null where undated) on which it was published."""

    sighting: Sighting
    origin: str
    name: str | None
    first_hand: bool
    published: str | None
    reliability: str | None = None


def make_claims(
    sightings: Iterable[Sighting], documents: Mapping[str, Document], identities: Identities, *, opens: str = ""
) -> tuple[Claim, ...]:
    """The claims of some sightings, in order of document, place and record; `documents` by id, their stories' too.

    A text counts from the day on which it first appeared: a later copy at another outlet makes nothing fresher, and
    where that day is before the window `opens` (an ISO date) it is history.
    """
    ordered = sorted(sightings, key=_place)
    told = (sighting.testimony for sighting in ordered)
    made = []
    for sighting, (origin, name, first_hand) in zip(ordered, origins_of(told, documents, identities), strict=True):
        document = documents[sighting.document]
        first = identities.stories.first(document).published.day
        day = sighting.day if first is None or sighting.day is None else min(sighting.day, first)
        if day is not None and day[:10] < opens:
            continue
        made.append(
            Claim(
                sighting=msgspec.structs.replace(sighting, day=day),
                origin=origin,
                name=name,
                first_hand=first_hand,
                published=document.published.day,
                reliability=identities.grades.of(name),
            )
        )
    return tuple(made)


def merge_claims(many: Sequence[Claim], few: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims of both, in the order in which they are made: a few more put among many."""
    merged = list(many)
    for claim in few:
        insort(merged, claim, key=_claim_place)
    return tuple(merged)


def _claim_place(claim: Claim) -> tuple[str, int, str, str]:
    return _place(claim.sighting)


def _place(sighting: Sighting) -> tuple[str, int, str, str]:
    return sighting.document, sighting.span.start, sighting.record, sighting.indicator


def stand(playbook: Playbook, claims: Iterable[Claim], today: str | None) -> tuple[IndicatorState, ...]:
    """Every indicator as it stands on a day by the claims given, in the playbook's order."""
    by_indicator: dict[str, list[Claim]] = {indicator.id: [] for indicator in playbook.indicators}
    for claim in claims:
        by_indicator[claim.sighting.indicator].append(claim)
    standing = [_state(playbook, indicator, by_indicator[indicator.id], today) for indicator in playbook.indicators]
    shares = share_groups(playbook, {state.id: state.contribution for state in standing})
    return tuple(msgspec.structs.replace(state, contribution=shares[state.id]) for state in standing)


def _state(playbook: Playbook, indicator: Indicator, claims: Sequence[Claim], today: str | None) -> IndicatorState:
    oldest = oldest_fresh(playbook, indicator, today)
    # What has no day always counts.
    fresh = [claim for claim in claims if not claim.sighting.day or claim.sighting.day[:10] >= oldest]
    affirming = [claim for claim in fresh if claim.sighting.denial is None]
    denying = [claim for claim in fresh if claim.sighting.denial is not None]
    origins = _gather(affirming)
    denials = _denials(denying)
    state = grade(len(origins), denials)
    first_hand = sum(origin.first_hand for origin in origins)
    latest = max((claim.sighting.day[:10] for claim in affirming if claim.sighting.day), default=None)
    weight = math.log(indicator.lr) * STATE_WEIGHT[state] * freshness(indicator, latest, today)
    return IndicatorState(
        id=indicator.id,
        title=indicator.title,
        phase=indicator.phase,
        context=indicator.is_context,
        state=state,
        strict_state=grade(max(first_hand, min(1, len(origins))), denials),
        origins=origins,
        affirms=tuple(_pointer(claim) for claim in affirming),
        denies=tuple(_pointer(claim) for claim in denying),
        contribution=0.0 if indicator.is_context else round(weight, 3),
        denials=denials,
        last_seen=latest,
    )


def grade(origins: int, denials: Mapping[str, int]) -> State:
    """The state by the count of origins that affirm, and by who speaks against and how."""
    if origins == 0:
        return "denied" if denials else "not_seen"
    if origins < 2 and _DISPUTING & denials.keys():
        return "disputed"
    return "corroborated" if origins > 1 else "reported"


def oldest_fresh(playbook: Playbook, indicator: Indicator, today: str | None) -> str:
    """The first day (ISO) of which a sign still sets a state on another day; empty where every sign does."""
    if today is None:
        return ""
    try:
        days = timedelta(days=playbook.stale_half_lives * indicator.half_life_days)
        return (date.fromisoformat(today) - days).isoformat()
    except OverflowError:  # a half-life beyond the calendar: it never goes stale
        return ""


def freshness(indicator: Indicator, latest: str | None, today: str | None) -> float:
    """1 for a sign of the day, halved with every half-life since its latest sighting."""
    if latest is None or today is None:
        return 1.0
    age = max(0, (date.fromisoformat(today) - date.fromisoformat(latest)).days)
    return float(0.5 ** (age / indicator.half_life_days))


def share_groups(playbook: Playbook, contributions: Mapping[str, float]) -> dict[str, float]:
    """Indicators of one group tell much the same: the strongest counts in full, each further one decays."""
    groups = {indicator.id: indicator.group or indicator.id for indicator in playbook.indicators}
    ranks: dict[str, int] = {}
    shares: dict[str, float] = {}
    for name, value in sorted(contributions.items(), key=lambda item: (-item[1], item[0])):
        rank = ranks.get(groups[name], 0)
        shares[name] = round(value * playbook.group_decay**rank, 3)
        ranks[groups[name]] = rank + 1
    return shares


def _gather(claims: Iterable[Claim]) -> tuple[Origin, ...]:
    """The distinct origins of claims, by id."""
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        found.setdefault(claim.origin, []).append(claim)
    return tuple(
        Origin(
            origin=key,
            name=name_origin(key, (claim.name for claim in found[key] if claim.name)),
            first_hand=any(claim.first_hand for claim in found[key]),
            documents=tuple(sorted({claim.sighting.document for claim in found[key]})),
            records=tuple(claim.sighting.record for claim in found[key]),
            reliability=next((claim.reliability for claim in found[key] if claim.reliability), None),
        )
        for key in sorted(found)
    )


def _denials(claims: Iterable[Claim]) -> dict[str, int]:
    """By kind of denial, how many origins deny so."""
    by_kind: dict[str, set[str]] = {}
    for claim in claims:
        by_kind.setdefault(claim.sighting.denial or "denial", set()).add(claim.origin)
    return {kind: len(by_kind[kind]) for kind in sorted(by_kind)}


def _pointer(claim: Claim) -> Pointer:
    seen = claim.sighting
    return Pointer(record=seen.record, document=seen.document, span=seen.span, kind=seen.denial or msgspec.UNSET)
