"""Cheap before dear: whether a document can bear on the desk's problems at all, by its words alone.

A sighting needs parties, acts or statements, and often words; each match of a playbook says which. What has not even
the words for them cannot set an indicator, and need not be read. Relevant is what, when read, yields a sighting:
`docs/performance.md` says how many of those each width lets through.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Literal

from tocsin.annotate.entities.gazetteer import Entry, load_gazetteer
from tocsin.annotate.entities.lexicon import family_first
from tocsin.annotate.events.forms import inflect
from tocsin.annotate.events.lexicon import Rule, english_lexicon
from tocsin.assess.playbook import Match, Playbook, Problem
from tocsin.vocab.roster import Roster

__all__ = ["Gate", "Width"]

Width = Literal["wide", "narrow"]
_NEAR = 600
"""How far from the words of a match its parties may be named, in characters, for the narrow gate: a pronoun or an
office stands for them in between."""


class Gate:
    """Lets through what may yield a sighting for one of the problems.

    `wide` asks that every condition of some match has a word somewhere in the document; `narrow` that they stand within
    some sentences of each other.
    """

    def __init__(self, watched: Iterable[tuple[Problem, Playbook]], roster: Roster, width: Width) -> None:
        self._width = width
        names = _Names(roster)
        conditions: dict[tuple[re.Pattern[str], ...], None] = {}
        for problem, playbook in watched:
            for indicator in playbook.indicators:
                for match in indicator.match:
                    conditions[tuple(_conditions(match, problem, names))] = None
        self._matches = list(conditions)

    def admits(self, text: str) -> bool:
        """Whether a text has the words for some match."""
        there: dict[re.Pattern[str], bool] = {}
        places: dict[re.Pattern[str], list[int]] = {}
        for match in self._matches:
            for pattern in match:
                if pattern not in there:
                    there[pattern] = pattern.search(text) is not None
                if not there[pattern]:
                    break
            else:
                if self._width == "wide" or not match:
                    return True
                for pattern in match:
                    if pattern not in places:
                        places[pattern] = [found.start() for found in pattern.finditer(text)]
                if _are_near([places[pattern] for pattern in match]):
                    return True
        return False


def _are_near(places: Sequence[Sequence[int]]) -> bool:
    """Whether somewhere all conditions are met within reach of the one that is met least often."""
    rarest = min(places, key=len)
    return any(all(any(abs(at - other) <= _NEAR for other in row) for row in places) for at in rarest)


def _conditions(match: Match, problem: Problem, names: _Names) -> Iterable[re.Pattern[str]]:
    """What must stand in a text for a match: a word a party, a word of the act, one of the words asked for."""
    for parties in (match.actor, match.lead, match.recipient, match.speaker, match.near, match.place):
        if parties:
            yield names.pattern(_filled(parties, problem))
    if match.event:
        yield _acts(match.event)
    if match.words:
        yield _words(match.words)
    if match.lemmas:
        yield _words(tuple(sorted(form for lemma in match.lemmas for form in inflect(lemma))))


def _filled(parties: Iterable[str], problem: Problem) -> frozenset[str]:
    found: set[str] = set()
    for party in parties:
        found |= set(problem.roles.get(party[1:], ())) if party.startswith("$") else {party}
    return frozenset(found)


@cache
def _words(words: tuple[str, ...]) -> re.Pattern[str]:
    parts = (r"[\s-]+".join(re.escape(part).replace(r"\*", r"\w*") for part in word.split()) for word in words)
    return re.compile(rf"\b(?:{'|'.join(sorted(parts))})\b", re.IGNORECASE)


@cache
def _acts(types: tuple[str, ...]) -> re.Pattern[str]:
    """Any form of a word that may name an act of these types; a planned one is told by another type's words too."""
    lexicon = english_lexicon()
    heads = {
        form
        for table in (lexicon.verbs, lexicon.nouns)
        for head, rules in table.items()
        if any(_may_be(rule, types) for rule in rules)
        for form in inflect(head)
    }
    return re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, heads)))})\b", re.IGNORECASE)


def _may_be(rule: Rule, types: tuple[str, ...]) -> bool:
    return rule.type in types


class _Names:
    """The names by which a country or a body is known: its own, those of its people, seats, bodies and officers."""

    def __init__(self, roster: Roster) -> None:
        self._entries: Mapping[tuple[str, ...], Sequence[Entry]] = load_gazetteer().names()
        self._roster = roster
        self._patterns: dict[frozenset[str], re.Pattern[str]] = {}

    def pattern(self, parties: frozenset[str]) -> re.Pattern[str]:
        """Any name of any of the parties, which are country codes or names."""
        if parties not in self._patterns:
            found = {tuple(party.split()) for party in parties if not (len(party) == 3 and party.isupper())}
            folded = {party.casefold() for party in parties}
            for words, entries in self._entries.items():
                if any(name.casefold() in folded for e in entries for name in (e.country or "", e.name)):
                    found.add(words)
            for person in self._roster.people:
                if any((holding.country or "").casefold() in folded for holding in person.holdings):
                    found |= {form[:1] if form[0] in family_first() else form[-1:] for form in person.forms()}
            # In capitals too, but for acronyms: "us" is no country.
            spelt = {form for name in found for form in (name, tuple(word.upper() for word in name))}
            joined = "|".join(sorted(r"[\s-]*".join(map(re.escape, name)) for name in spelt))
            self._patterns[parties] = re.compile(rf"(?<!\w)(?:{joined})(?!\w)")
        return self._patterns[parties]
