"""Who contradicts whom, who doubts it, who expects it at another time, and who changed their mind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Literal

import msgspec

from tocsin.records import Entity, Event, Forecast, Probability, Reading, Statement
from tocsin.text.span import Span, cover
from tocsin.timex.interval import Days

__all__ = ["ChangedMind", "Disagreement", "Side", "find_changed_minds", "find_disagreements"]

# Two tellings further apart than this are of two happenings, unless both are dated.
_NEAR_DAYS = 14
# A likelihood above the one expects it, below the other does not; between them nothing disagrees.
_LIKELY, _UNLIKELY = 0.55, 0.45
_AFFIRMED = frozenset({"occurred", "ongoing", "planned", "threatened", "alleged"})


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One side: the words, who holds to them (an entity id; null where the page itself does and has no outlet)."""

    statement: str | None
    holder: str | None
    document: str
    span: Span
    polarity: Literal["affirmed", "negated"]
    certainty: Probability | None


class Disagreement(msgspec.Struct, frozen=True, kw_only=True):
    """Two sides on one proposition, told in the words of our codes; the sides cite the exact words."""

    proposition: str
    kind: Literal["contradiction", "doubt", "different_horizon"]
    sides: tuple[Side, ...]


class ChangedMind(msgspec.Struct, frozen=True, kw_only=True):
    """One holder who told a matter one way and later another; both sides cite their words."""

    proposition: str
    holder: str
    before: Side
    after: Side
    days: tuple[str | None, str | None]


class _Telling(msgspec.Struct, frozen=True):
    """An event or forecast with what decides whether two tellings are of one matter."""

    side: Side
    holder_key: str
    event_type: str
    actor_keys: frozenset[str]
    recipient_keys: frozenset[str]
    published: str | None
    days: Days | None
    affirmed: bool
    forecast: bool = False
    doubted: bool = False
    people: frozenset[str] = frozenset()


def find_disagreements(readings: Iterable[Reading]) -> list[Disagreement]:
    """The contradictions and differing horizons among readings, in reading order, each pair of holders once.

    A contradiction: one act (same type, a shared actor, no conflicting recipient, days that can be the same) told as
    a fact, a plan or an allegation by one holder and as denied by another. A differing horizon: the same outcome
    expected by two holders on days that cannot both be right. What is feared, asked for or merely possible
    contradicts nothing. A doubt: one holder tells or expects an act that another thinks unlikely, or whose telling the
    reporter doubts.
    """
    events, forecasts = _tellings(readings)
    return [*_contradictions(events), *_doubts(events, forecasts), *_horizons(forecasts)]


def find_changed_minds(readings: Iterable[Reading]) -> list[ChangedMind]:
    """Who affirmed an act and later denied it, or the other way, or whose expectation crossed from likely to unlikely.

    In order of the later word. Unnamed holders are never the same, so they change nothing.
    """
    events, forecasts = _tellings(readings)
    by_matter: dict[tuple[str, str], list[_Telling]] = {}
    for telling in sorted((*events, *forecasts), key=lambda t: (t.published or "9999", t.side.document, t.side.span)):
        if not telling.holder_key.startswith("document:"):
            by_matter.setdefault((telling.holder_key, telling.event_type), []).append(telling)
    found = []
    for (holder, _), told in by_matter.items():
        for place, after in enumerate(told):
            before = next((t for t in reversed(told[:place]) if _one_act(t, after)), None)
            if (
                before is not None
                and _expects(before) != _expects(after)
                and None not in map(_expects, (before, after))
            ):
                found.append(
                    ChangedMind(
                        proposition=_proposition(before, after),
                        holder=holder.partition(":")[2],
                        before=before.side,
                        after=after.side,
                        days=(before.published, after.published),
                    )
                )
    return sorted(found, key=lambda change: (change.days[1] or "9999", change.proposition, change.holder))


def _tellings(readings: Iterable[Reading]) -> tuple[list[_Telling], list[_Telling]]:
    """What is told of acts, and what is forecast of them."""
    events: list[_Telling] = []
    forecasts: list[_Telling] = []
    for reading in readings:
        # Under the empty id stands the outlet: whoever's words are no one else's.
        outlet = next((r for r in reading.records if isinstance(r, Entity) and r.basis == "metadata"), None)
        lookup = {record.id: record for record in reading.records} | ({"": outlet} if outlet else {})
        for record in reading.records:
            if isinstance(record, Event) and (record.status in _AFFIRMED or record.status == "denied"):
                events.append(_telling(reading, lookup, record, record.days))
            elif isinstance(record, Forecast) and record.event:
                event = lookup.get(record.event)
                if isinstance(event, Event):
                    told = _telling(reading, lookup, event, record.horizon, record.statement, forecast=record)
                    forecasts.append(told)
    return events, forecasts


def _expects(telling: _Telling) -> bool | None:
    """Whether a holder takes an act for so or likely; null where they leave it open."""
    p = telling.side.certainty
    if telling.forecast:
        if p is None or p.low is None or p.high is None:
            return None
        return True if p.low >= _LIKELY else False if p.high <= _UNLIKELY else None
    return telling.affirmed


def _doubts(events: list[_Telling], forecasts: list[_Telling]) -> Iterator[Disagreement]:
    """Each doubting word against what others tell or expect of the same act, each pair of holders once."""
    doubting = [t for t in forecasts if _expects(t) is False]
    doubting += [t for t in events if t.doubted]
    sure = [t for t in (*forecasts, *events) if _expects(t) is True and not t.doubted]
    seen: set[tuple[object, ...]] = set()
    for doubt in doubting:
        for other in sure:
            key = (doubt.event_type, *sorted((doubt.holder_key, other.holder_key)), doubt.actor_keys & other.actor_keys)
            if key not in seen and _one_matter(doubt, other, dated=not doubt.forecast):
                seen.add(key)
                sides = tuple(sorted((doubt.side, other.side), key=lambda side: (side.document, side.span)))
                yield Disagreement(proposition=_proposition(doubt, other), kind="doubt", sides=sides)


def _contradictions(tellings: list[_Telling]) -> Iterator[Disagreement]:
    """Denials are few: each is held only against what is told of the same act by a shared actor."""
    affirmed: dict[tuple[str, str], list[int]] = {}
    for index, telling in enumerate(tellings):
        for actor in telling.actor_keys if telling.affirmed else ():
            affirmed.setdefault((telling.event_type, actor), []).append(index)
    seen: set[tuple[object, ...]] = set()
    for index, denial in enumerate(tellings):
        if denial.affirmed:
            continue
        matters = {at for actor in denial.actor_keys for at in affirmed.get((denial.event_type, actor), ())}
        for at in sorted(matters):
            left, right = tellings[min(at, index)], tellings[max(at, index)]
            key = (left.event_type, *sorted((left.holder_key, right.holder_key)), left.actor_keys & right.actor_keys)
            if key not in seen and _one_matter(left, right):
                seen.add(key)
                sides = (left.side, right.side)
                yield Disagreement(proposition=_proposition(left, right), kind="contradiction", sides=sides)


def _horizons(tellings: list[_Telling]) -> Iterator[Disagreement]:
    """The outcomes expected on days that cannot both be right, in reading order.

    Pairs are looked for among expectations of one act by a shared actor, published no farther apart than may be one
    matter: of all pairs of a large desk nearly none is.
    """
    dated = [t for t in tellings if t.days is not None and _expects(t) is not False]
    matters: dict[tuple[str, str], list[int]] = {}
    for index, telling in enumerate(dated):
        for actor in telling.actor_keys:
            matters.setdefault((telling.event_type, actor), []).append(index)
    pairs: set[tuple[int, int]] = set()
    for indices in matters.values():
        days = {index: _published_on(dated[index]) for index in indices}
        ends = {index: _ends(dated[index].days) for index in indices}
        ordered = sorted(indices, key=lambda index: days[index])
        for place, one in enumerate(ordered):
            for other in ordered[place + 1 :]:
                # An unknown day (0) may be near any.
                if days[one] and days[other] - days[one] > _NEAR_DAYS:
                    break
                pair = (one, other) if one < other else (other, one)
                # Cheap before dear: nearly all expectations can be right together.
                apart = ends[one][1] < ends[other][0] or ends[other][1] < ends[one][0]
                if apart and _one_matter(dated[pair[0]], dated[pair[1]], dated=False):
                    pairs.add(pair)
    for first, second in sorted(pairs):
        sides = (dated[first].side, dated[second].side)
        proposition = _proposition(dated[first], dated[second])
        yield Disagreement(proposition=proposition, kind="different_horizon", sides=sides)


def _ends(days: Days | None) -> tuple[str, str]:
    """The first and the last day, for comparing; an end that is open lies beyond all."""
    return ((days.first if days else None) or "0000")[:10], ((days.last if days else None) or "9999-99")[:10]


def _published_on(telling: _Telling) -> int:
    """The day of publication as a number, 0 where it is unknown."""
    return date.fromisoformat(telling.published[:10]).toordinal() if telling.published else 0


def _one_matter(left: _Telling, right: _Telling, *, dated: bool = True) -> bool:
    """Whether two tellings by different holders are of one act."""
    if left.holder_key == right.holder_key or not _one_act(left, right):
        return False
    if not _published_near(left, right):
        return False
    return not dated or _days_meet(left.days, right.days)


def _one_act(left: _Telling, right: _Telling) -> bool:
    """Whether two tellings are of one kind of act by one party upon one party."""
    if left.event_type != right.event_type or not left.actor_keys & right.actor_keys:
        return False
    if left.event_type == "CONSULT" and not _one_meeting(left, right):
        return False
    both = left.recipient_keys and right.recipient_keys
    return not both or bool(left.recipient_keys & right.recipient_keys)


def _one_meeting(left: _Telling, right: _Telling) -> bool:
    """Whether two tellings of a meeting can be of one: those who meet, and the persons named, are some of the other's.

    Two ministers of two countries and their presidents meet on different days without contradicting each other.
    """
    pairs = (
        (left.actor_keys | left.recipient_keys, right.actor_keys | right.recipient_keys),
        (left.people, right.people),
    )
    return all(not one or not other or one <= other or other <= one for one, other in pairs)


def _published_near(left: _Telling, right: _Telling) -> bool:
    if left.published is None or right.published is None:
        return left.published is right.published
    apart = date.fromisoformat(left.published) - date.fromisoformat(right.published)
    return abs(apart.days) <= _NEAR_DAYS


def _days_meet(left: Days | None, right: Days | None) -> bool:
    """Whether some day can belong to both; an unknown day or an open end can be any."""
    if left is None or right is None:
        return True
    first = max((d.first or "0000")[:10] for d in (left, right))
    last = min((d.last or "9999-99")[:10] for d in (left, right))
    return first <= last


def _telling(
    reading: Reading,
    lookup: Mapping[str, object],
    event: Event,
    days: Days | None,
    statement: str | None = None,
    *,
    forecast: Forecast | None = None,
) -> _Telling:
    teller = statement or event.according_to
    said = lookup.get(teller) if teller else None
    holder = said.source_entity if isinstance(said, Statement) else None
    if not isinstance(said, Statement):
        outlet = lookup.get("")
        holder = outlet.id if isinstance(outlet, Entity) else None
    affirmed = event.status != "denied"
    side = Side(
        statement=said.id if isinstance(said, Statement) else None,
        holder=holder,
        document=reading.document.id,
        span=cover(event.trigger),
        polarity="affirmed" if affirmed else "negated",
        certainty=forecast.probability if forecast else said.certainty if isinstance(said, Statement) else None,
    )
    return _Telling(
        side=side,
        holder_key=_identity(lookup.get(holder) if holder else None) or f"document:{reading.document.id}:{holder}",
        event_type=event.event_type,
        actor_keys=frozenset(filter(None, (_party(lookup.get(a)) for a in event.actors))),
        recipient_keys=frozenset(filter(None, (_party(lookup.get(a)) for a in event.recipients))),
        published=reading.document.published.day,
        days=days,
        affirmed=affirmed,
        forecast=forecast is not None,
        people=frozenset(filter(None, (_surname(lookup.get(a)) for a in (*event.actors, *event.recipients)))),
        doubted=isinstance(said, Statement) and (said.stance == "doubts" or _is_doubt(said.certainty)),
    )


def _is_doubt(certainty: Probability | None) -> bool:
    """Whether a speaker takes what they tell for unlikely."""
    return certainty is not None and certainty.high is not None and certainty.high <= _UNLIKELY


def _identity(entity: object) -> str | None:
    """A name that is the same for one holder in two documents; null for an unnamed one, who is never the same."""
    if not isinstance(entity, Entity) or entity.name is None:
        return None
    return f"{entity.kind}:{entity.name.casefold()}"


def _surname(entity: object) -> str | None:
    """The last word of a person's name."""
    named = isinstance(entity, Entity) and entity.kind == "person" and entity.name is not None and entity.name.split()
    return named[-1].casefold() if named else None


def _party(entity: object) -> str | None:
    """A party to an act: its country where known, for a state acts through many hands; else its name."""
    if not isinstance(entity, Entity):
        return None
    return entity.country or (entity.name.casefold() if entity.name else None)


def _proposition(left: _Telling, right: _Telling) -> str:
    actors = " and ".join(sorted(left.actor_keys & right.actor_keys))
    recipients = " and ".join(sorted((left.recipient_keys | right.recipient_keys) - left.actor_keys))
    return f"{actors} {left.event_type}" + (f" {recipients}" if recipients else "")
