"""Playbooks and problems: what is watched, written as TOML by an analyst, and checked before anything is judged.

A *playbook* is a known pattern: phases in order, and indicators over roles. A *problem* is a question about the world
with the countries and people that fill the roles. Source of the shape: warning problems and indicator lists of
indications-and-warning tradecraft; log-weights after Good's weight of evidence.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Mapping
from typing import Literal, TypeVar

import msgspec

from tocsin.errors import PlaybookError
from tocsin.records.kinds import EventStatus, PloverType, StatementKind

__all__ = [
    "Hypothesis",
    "Indicator",
    "LevelRule",
    "Match",
    "Phase",
    "Playbook",
    "Problem",
    "State",
    "Window",
    "check_problem",
    "parse_playbook",
    "parse_problem",
]

T = TypeVar("T")
State = Literal["not_seen", "reported", "corroborated", "denied", "disputed"]
Consistency = Literal["CC", "C", "N", "I", "II"]


class Phase(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A stage of the pattern."""

    id: str
    title: str


class Match(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What sets an indicator: every condition that is given must hold; a list is met by any of its values.

    `lead` is the party that an event begins with: of a refused meeting the one that refuses. `event`, `mode`, `status`
    are of an Event; `statement` is the kind of a Statement and `speaker` its parties. `actor`,
    `recipient` and `speaker` name roles (`$initiator`) or codes of countries. `near` asks that one of these parties is
    the place, a party, or named in the sentence; `place` that the event's own location is one of these countries,
    regions or places. `words` asks for one of these words or phrases in the sentence (`troop*` for any ending),
    `lemmas` for any form of one of these verbs or nouns, `without` for none of these words. `polarity` and `certainty`
    (a range of 0..1 that the speaker's own must lie in; plain words without a hedge are 1) are of the statement, or of
    the one that tells the event.
    """

    event: tuple[PloverType, ...] = ()
    mode: tuple[str, ...] = ()
    status: tuple[EventStatus, ...] = ("occurred", "ongoing", "alleged")
    statement: tuple[StatementKind, ...] = ()
    speaker: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    polarity: Literal["affirmed", "negated"] | None = None
    certainty: tuple[float, float] | None = None
    lemmas: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


class Indicator(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A sign to watch for. `lr` is how many times likelier it is seen if the feared outcome comes (1: tells nothing).

    `half_life_days` is how fast it goes stale; indicators of one `group` share what they tell. `reason` says why the
    weight is what it is. One whose `role` is `context` is shown and never weighed: what one's own side does is no
    evidence of the other's intent. (`context = true` is the older way to write that.)
    """

    id: str
    phase: str
    title: str
    match: tuple[Match, ...]
    group: str = ""
    lr: float = 1.0
    half_life_days: float = 30.0
    role: Literal["sign", "context"] = "sign"
    context: bool = False
    reason: str = ""
    source: str = ""
    ach: dict[str, Consistency] = {}

    @property
    def is_context(self) -> bool:
        """Whether it is shown and never weighed."""
        return self.context or self.role == "context"


class LevelRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a level asks: an indicator of `phase` or a later one in at least `state`, and so much log-weight in all.

    `count` asks for so many of them; `any_of` that one of these indicators is among them, `all_of` that all are;
    `strict` that the state holds by first-hand origins alone. Several rules of one number are ways to that level.
    """

    number: int
    name: str
    phase: str | None = None
    state: Literal["reported", "corroborated"] = "reported"
    weight: float = 0.0
    count: int = 1
    any_of: tuple[str, ...] = ()
    all_of: tuple[str, ...] = ()
    strict: bool = False


class Playbook(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A pattern to watch for; see the module.

    `stale_half_lives` is after how many half-lives a sighting no longer sets a state. The level steps down only when
    the lower one has held for `hold_days` (0: at once); it steps up at once.
    """

    id: str
    title: str
    source: str
    phases: tuple[Phase, ...] = msgspec.field(name="phase")
    indicators: tuple[Indicator, ...] = msgspec.field(name="indicator")
    levels: tuple[LevelRule, ...] = msgspec.field(name="level")
    group_decay: float = 0.5
    stale_half_lives: float = 3.0
    hold_days: int = 0

    @property
    def highest(self) -> int:
        """The number of the highest level."""
        return max(level.number for level in self.levels)


class Window(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """From when the problem is watched (an ISO date): what happened before is history and sets nothing."""

    opens: str
    horizon_days: int


class Hypothesis(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One of the answers that compete."""

    id: str
    title: str


class Problem(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A question watched by a playbook. `roles` fills `$initiator` and its like with countries (alpha-3) or names.

    One that is not `active` is assessed only when it is named: an example, or a question that is closed.
    """

    id: str
    question: str
    source: str
    playbook: str
    window: Window
    roles: dict[str, tuple[str, ...]]
    hypotheses: tuple[Hypothesis, ...] = msgspec.field(name="hypothesis", default=())
    active: bool = True


def parse_playbook(text: str, name: str) -> Playbook:
    """The playbook in a TOML text. Raises `PlaybookError`: `not-toml`, or `bad-playbook` naming the fault."""
    playbook = _parse(text, name, Playbook)
    phases = [phase.id for phase in playbook.phases]
    _refuse_twice(name, phases + [indicator.id for indicator in playbook.indicators])
    for indicator in playbook.indicators:
        _must_know(name, f"indicator {indicator.id}: phase", indicator.phase, phases)
        if not indicator.match:
            raise PlaybookError(
                "bad-playbook", f"{name}: indicator {indicator.id} can never be set.", "Give it a match."
            )
        for match in indicator.match:
            if not (match.event or match.statement):
                where = f"{name}: a match of {indicator.id} asks for neither an event nor a statement."
                raise PlaybookError("bad-playbook", where, "Add event = [...] or statement = [...].")
    for level in playbook.levels:
        if level.phase is not None:
            _must_know(name, f"level {level.number}: phase", level.phase, phases)
        for asked in (*level.any_of, *level.all_of):
            known = [indicator.id for indicator in playbook.indicators]
            _must_know(name, f"level {level.number}: indicator", asked, known)
    _check_numbers(name, playbook.levels)
    return playbook


def _check_numbers(name: str, levels: Iterable[LevelRule]) -> None:
    """Levels run from 1 upwards without a gap; several rules of one number are ways to it and bear one name."""
    names: dict[int, str] = {}
    for level in levels:
        if names.setdefault(level.number, level.name) != level.name:
            seen = f"{name}: level {level.number} is '{names[level.number]}' and '{level.name}'."
            raise PlaybookError("bad-playbook", seen, "Two ways to one level bear one name; number another level anew.")
    if sorted(names) != list(range(1, len(names) + 1)):
        raise PlaybookError("bad-playbook", f"{name}: levels are {sorted(names)}.", "Number them from 1 upwards.")


def parse_problem(text: str, name: str) -> Problem:
    """The problem in a TOML text. Raises `PlaybookError`: `not-toml`, `bad-playbook`."""
    return _parse(text, name, Problem)


def check_problem(problem: Problem, playbooks: Mapping[str, Playbook]) -> Playbook:
    """The playbook that a problem watches by, after both were held against each other.

    Raises `PlaybookError` (`bad-problem`): an unknown playbook, a role that the playbook asks for and the problem does
    not fill, a hypothesis that no indicator weighs or that an indicator weighs and the problem does not have.
    """
    _must_know(f"problem {problem.id}", "playbook", problem.playbook, playbooks, code="bad-problem")
    playbook = playbooks[problem.playbook]
    for indicator in playbook.indicators:
        for match in indicator.match:
            for party in (*match.actor, *match.lead, *match.recipient, *match.speaker, *match.near, *match.place):
                if party.startswith("$"):
                    where = f"indicator {indicator.id} of {playbook.id}: role"
                    _must_know(f"problem {problem.id}", where, party[1:], problem.roles, code="bad-problem")
        for hypothesis in indicator.ach:
            where = f"indicator {indicator.id} of {playbook.id}: hypothesis"
            known = [known.id for known in problem.hypotheses]
            _must_know(f"problem {problem.id}", where, hypothesis, known, code="bad-problem")
    return playbook


def _parse(text: str, name: str, kind: type[T]) -> T:
    try:
        return msgspec.convert(tomllib.loads(text), kind)
    except tomllib.TOMLDecodeError as error:
        raise PlaybookError("not-toml", f"{name}: is not TOML ({error}).", "Mend the line that it names.") from error
    except msgspec.ValidationError as error:
        raise PlaybookError("bad-playbook", f"{name}: {error}.", "See docs/playbooks.md for the fields.") from error


def _refuse_twice(name: str, ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            raise PlaybookError("bad-playbook", f"{name}: the id '{one}' stands twice.", "Give each its own.")
        seen.add(one)


def _must_know(name: str, what: str, value: str, known: Iterable[str], code: str = "bad-playbook") -> None:
    names = list(known)
    if value not in names:
        near = difflib.get_close_matches(value, names, n=1)
        hint = f"Did you mean '{near[0]}'?" if near else f"Known: {', '.join(names) or 'none'}."
        raise PlaybookError(code, f"{name}: {what} '{value}' is unknown.", hint)
