"""What is wrong, or only weak, in a playbook and a problem: before anything is judged by them.

A fault that makes judging impossible is refused when the files are read; what is listed here lets a desk work, and
leaves an indicator that no text can ever set, or a weight that nobody can account for.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

import msgspec

from tocsin.assess.playbook import Indicator, Match, Playbook, Problem
from tocsin.assess.states import share_groups

__all__ = ["Fault", "inspect"]


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to mend: a stable code, where, what was seen, and what to do. An `error` can never work as written."""

    code: str
    severity: Literal["error", "warning"]
    where: str
    seen: str
    hint: str


def inspect(
    problem: Problem, playbook: Playbook, modes: Mapping[str, frozenset[str]], codes: Iterable[str] = ()
) -> list[Fault]:
    """The faults, in the playbook's order.

    `modes` are those that coders write, by event type; `codes` are the countries that are known (alpha-3), so that a
    slip in a role is seen.
    """
    faults: list[Fault] = []
    for indicator in playbook.indicators:
        where = f"indicator {indicator.id}"
        faults += _of_indicator(problem, indicator, where)
        for number, match in enumerate(indicator.match, 1):
            faults += _of_match(problem, match, f"{where}, match {number}", modes)
        faults += _covered(indicator, where)
        dead = {fault.where for fault in faults if fault.code == "never-fires"}
        if all(f"{where}, match {number}" in dead for number in range(1, len(indicator.match) + 1)):
            seen, hint = "none of its matches can ever be met.", "Mend one, or take it out."
            faults.append(_error("unreachable-indicator", where, seen, hint))
    faults += _of_levels(playbook)
    faults += _of_problem(problem, playbook, frozenset(codes))
    return faults


def _of_indicator(problem: Problem, indicator: Indicator, where: str) -> Iterator[Fault]:
    if indicator.lr <= 0:
        seen = f"its lr is {indicator.lr:g}; a ratio of likelihoods is above 0."
        yield _error("impossible-weight", where, seen, "Write how many times likelier it is seen if it comes.")
    if indicator.half_life_days <= 0:
        seen = f"its half-life is {indicator.half_life_days:g} days."
        yield _error("impossible-half-life", where, seen, "Write a number of days above 0.")
    if indicator.is_context:
        if indicator.lr != 1.0:
            hint = "Take the lr out, or make its role `sign`."
            yield _warning("context-weight", where, "context is never weighed, and it has a weight.", hint)
        return
    if indicator.lr != 1.0 and not (indicator.reason or indicator.source):
        hint = "Say in `reason` why it weighs what it weighs."
        yield _warning("no-reason", where, f"its lr is {indicator.lr:g} and nothing says why.", hint)
    if problem.hypotheses and indicator.ach:
        views = {indicator.ach.get(hypothesis.id, "N") for hypothesis in problem.hypotheses}
        if len(views) == 1:
            hint = "It tells no answer from another: leave it out of `ach`, or judge it anew."
            yield _warning("not-diagnostic", where, f"it is {views.pop()} under every hypothesis.", hint)


def _of_match(problem: Problem, match: Match, where: str, modes: Mapping[str, frozenset[str]]) -> Iterator[Fault]:
    if match.statement and not match.event and (match.actor or match.lead or match.recipient or match.place):
        hint = "Use `speaker` and `near`."
        yield _warning("unused-condition", where, "actor, lead, recipient and place are of events only.", hint)
    if match.event and not match.statement and match.speaker:
        yield _warning("unused-condition", where, "`speaker` is of statements only.", "Use `actor`.")
    if match.event and not match.status:
        yield _error("never-fires", where, "an empty status is never met.", "Leave `status` out, or name one.")
    if match.event and match.mode:
        known = {mode for kind in match.event for mode in modes.get(kind, ())}
        unknown = sorted(set(match.mode) - known)
        if len(unknown) == len(match.mode):
            hint = f"Modes of {', '.join(match.event)}: {', '.join(sorted(known)) or 'none'}."
            yield _error("never-fires", where, f"{', '.join(unknown)}: no mode of these types.", hint)
    yield from _of_words(match, where)
    if match.certainty and not 0 <= match.certainty[0] <= match.certainty[1] <= 1:
        low, high = match.certainty
        yield _error("never-fires", where, f"no certainty lies in {low:g}..{high:g}.", "Write 0 <= low <= high <= 1.")
    for party in (*match.actor, *match.lead, *match.recipient, *match.speaker, *match.near, *match.place):
        if party.startswith("$") and not problem.roles.get(party[1:]):
            hint = f"Name them under [roles] of {problem.id}."
            yield _error("never-fires", where, f"nobody fills {party}.", hint)


def _of_words(match: Match, where: str) -> Iterator[Fault]:
    """Words asked for that another list of the match bars: whole, or as a part of a phrase."""
    barred = sorted({word for word in match.words for bar in match.without if _holds(word, bar)})
    if not barred:
        return
    seen, hint = f"asked for and barred: {', '.join(barred)}.", "Take them out of one list."
    if len(barred) == len(set(match.words)):
        yield _error("never-fires", where, f"every word is {seen}", hint)
    else:
        yield _warning("idle-word", where, seen, hint)


def _holds(phrase: str, bar: str) -> bool:
    """Whether whatever has the phrase has the barred words too: parts one after another, `*` for any ending."""
    parts, barred = phrase.split(), bar.split()
    return any(
        all(_same_word(*pair) for pair in zip(parts[at : at + len(barred)], barred, strict=True))
        for at in range(len(parts) - len(barred) + 1)
    )


def _same_word(word: str, bar: str) -> bool:
    return word.startswith(bar[:-1]) if bar.endswith("*") else word == bar


def _covered(indicator: Indicator, where: str) -> Iterator[Fault]:
    """A match that asks for all that an earlier one asks, and more, never adds a sighting."""
    for later in range(1, len(indicator.match)):
        for earlier in range(later):
            if _asks_no_more(indicator.match[earlier], indicator.match[later]):
                seen = f"match {later + 1} is within match {earlier + 1}."
                yield _warning("idle-match", where, seen, "Take it out; it can set nothing more.")
                break


def _asks_no_more(wide: Match, narrow: Match) -> bool:
    """Whether whatever meets the narrow match meets the wide one."""
    if not (set(narrow.event) <= set(wide.event) and set(narrow.statement) <= set(wide.statement)):
        return False
    for name in ("mode", "status", "speaker", "actor", "lead", "recipient", "near", "place", "words", "lemmas"):
        asked, of = set(getattr(wide, name)), set(getattr(narrow, name))
        if asked and not (of and of <= asked):
            return False
    if not set(wide.without) <= set(narrow.without):
        return False
    return wide.polarity in (None, narrow.polarity) and wide.certainty in (None, narrow.certainty)


def _of_levels(playbook: Playbook) -> Iterator[Fault]:
    order = {phase.id: place for place, phase in enumerate(playbook.phases)}
    signs = [indicator for indicator in playbook.indicators if not indicator.is_context]
    for phase in playbook.phases:
        if not any(indicator.phase == phase.id for indicator in signs):
            hint = "Give it a sign, or take it out."
            yield _warning("empty-phase", f"phase {phase.id}", "no sign belongs to it.", hint)
    for rule in playbook.levels:
        where = f"level {rule.number}"
        asked = {*rule.any_of, *rule.all_of}
        contexts = sorted(asked - {indicator.id for indicator in signs})
        if contexts:
            yield _error("unreachable-level", where, f"{', '.join(contexts)}: context is never weighed.", "Name signs.")
        if rule.phase is not None:
            there = [sign for sign in signs if order[sign.phase] >= order[rule.phase]]
            if len(there) < rule.count:
                seen = f"it asks for {rule.count} signs of {rule.phase} or later; there are {len(there)}."
                yield _error("unreachable-level", where, seen, "Ask for fewer, or add signs.")
        most = _most_weight(playbook, signs)
        if rule.weight > most:
            seen = f"it asks for a log-weight of {rule.weight:g}; all signs together give {most:.2f}."
            yield _error("unreachable-level", where, seen, "Ask for less.")


def _most_weight(playbook: Playbook, signs: Iterable[Indicator]) -> float:
    full = {sign.id: math.log(sign.lr) for sign in signs if sign.lr > 0}
    return sum(share_groups(playbook, full).values())


def _of_problem(problem: Problem, playbook: Playbook, codes: frozenset[str]) -> Iterator[Fault]:
    where = f"problem {problem.id}"
    for role, fillers in problem.roles.items():
        for filler in fillers:
            if codes and len(filler) == 3 and filler.isupper() and filler not in codes:
                hint = "Countries are ISO 3166-1 alpha-3; write a body by its full name."
                yield _warning("unknown-party", where, f"{filler} (role {role}) is no known country.", hint)
    asked = {
        party[1:]
        for indicator in playbook.indicators
        for match in indicator.match
        for party in (*match.actor, *match.lead, *match.recipient, *match.speaker, *match.near, *match.place)
        if party.startswith("$")
    }
    for role in sorted(problem.roles.keys() - asked):
        yield _warning("idle-role", where, f"no indicator asks for ${role}.", "Take it out, or use it.")
    weighed = {name for indicator in playbook.indicators for name in indicator.ach}
    for hypothesis in problem.hypotheses:
        if hypothesis.id not in weighed:
            hint = "Judge it in the `ach` of some indicators."
            yield _warning("unweighed-hypothesis", where, f"nothing bears on '{hypothesis.id}'.", hint)


def _error(code: str, where: str, seen: str, hint: str) -> Fault:
    return Fault(code=code, severity="error", where=where, seen=seen, hint=hint)


def _warning(code: str, where: str, seen: str, hint: str) -> Fault:
    return Fault(code=code, severity="warning", where=where, seen=seen, hint=hint)
