"""The event lexicon: patterns from the vocabulary, ready to be looked up by their first word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Literal, get_args

import msgspec

from tocsin.errors import VocabularyError
from tocsin.records.kinds import EventStatus, PloverType
from tocsin.vocab.loader import load_table

__all__ = ["Lexicon", "Need", "Rule", "Slot", "english_lexicon"]

_TABLES = (
    "en/events_verbal_cooperation",
    "en/events_material_cooperation",
    "en/events_verbal_conflict",
    "en/events_material_conflict",
)

Slot = Mapping[str, frozenset[tuple[str, ...]]]
"""The words that may fill a place, by the word that is looked up: all words of the entry in order, hyphens as words."""

Need = Literal[
    "", "object", "intransitive", "party", "person", "place", "equals", "argument", "military",
    "argument-or-slot", "object-or-slot", "party-or-slot",
]  # fmt: skip
"""What must stand with the words of a pattern: `-or-slot` asks it of one-word patterns only."""


class Rule(msgspec.Struct, frozen=True):
    """One pattern of an act.

    `words` are what names the act, the last the head (in a row where a hyphen joins them); `slots` must be found around
    it, in order; `recipient` (and `actor`) says where the parties stand: `object`, `dative`, `poss` or a preposition.
    `equal`: all sides are actors. `gives` is the status that the act lends to the act it is about. `bars` are objects
    with which the verb means something else, `unless` words of the sentence that speak against it. `subjects` are who
    must do it, of anyone where there are none. `literal` counts the words that the pattern spells out, `order` is the
    place in the tables.
    """

    words: tuple[str, ...]
    slots: tuple[Slot, ...]
    type: PloverType
    mode: str | None
    cameo: str | None
    context: str | None
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    equal: bool
    gives: EventStatus | None
    needs: Need
    bars: frozenset[str]
    unless: frozenset[str]
    subjects: frozenset[str]
    literal: int
    order: int

    @property
    def weight(self) -> tuple[int, int, int]:
        """How specific the rule is; of two that fit the greater one holds: more words, then more words spelt out."""
        return (len(self.slots) + len(self.words) + bool(self.subjects), self.literal, -self.order)


class Lexicon(msgspec.Struct, frozen=True):
    """Verb and noun rules by their head lemma, and the word classes that the coder itself asks for."""

    verbs: Mapping[str, tuple[Rule, ...]]
    nouns: Mapping[str, tuple[Rule, ...]]
    light: frozenset[str]
    happening: frozenset[str]
    transparent: frozenset[str]
    organs: frozenset[str]
    last_words: frozenset[str]


@cache
def english_lexicon() -> Lexicon:
    """The English lexicon, read once. Raises `VocabularyError` where a table breaks its own form."""
    classes = {name: _class(words) for name, words in load_table("en/event_classes")["classes"].items()}
    groups = [group for name in _TABLES for group in load_table(name)["rules"]]
    verbs = list(_verb_rules(groups, classes))
    table = load_table("en/event_nouns")
    nouns = list(_noun_rules(table["nouns"]))
    return Lexicon(
        verbs=_by_head(verbs),
        nouns=_by_head(nouns),
        light=frozenset(table["light"]),
        happening=frozenset(table["happening"]),
        transparent=frozenset(table["transparent"]),
        organs=frozenset(table["organs"]),
        last_words=frozenset(_last_words(verbs)) | {key for rule in nouns for key in _keys(rule.words)},
    )


def _class(words: Iterable[str]) -> Slot:
    found: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for entry in words:
        parts = _cut(entry)
        for key in _keys(parts):
            found[key].add(parts)
    return {key: frozenset(entries) for key, entries in found.items()}


def _cut(entry: str) -> tuple[str, ...]:
    """The words of an entry as the tokens of a text: a hyphen is a token of its own."""
    return tuple(entry.replace("_", " ").replace("-", " - ").split())


def _keys(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words that an entry is looked up by: its last; of a hyphenated one the first too, either may be its head."""
    return (words[0], words[-1]) if "-" in words else (words[-1],)


def _slot(word: str, classes: Mapping[str, Slot]) -> Slot:
    if not word.startswith("@"):
        return _class([word])
    try:
        return classes[word[1:]]
    except KeyError as error:
        raise VocabularyError("bad-table", f"A pattern names the class '{word}', which is not there.") from error


def _verb_rules(groups: Iterable[Mapping[str, Any]], classes: Mapping[str, Slot]) -> Iterable[Rule]:
    for order, group in enumerate(groups):
        for pattern in group["patterns"]:
            subjects = [word[1:] for word in pattern.split() if word.startswith("<")]
            first, *rest = [word for word in pattern.split() if not word.startswith("<")]
            slots = tuple(_slot(word, classes) for word in rest)
            who = frozenset(lemma for word in subjects for lemma in _slot(word, classes))
            for words in sorted(set().union(*_slot(first, classes).values())):
                rank = (len(pattern.split()) - pattern.count("@"), order)
                yield _rule(group, words, slots, classes, rank, subjects=who)


def _noun_rules(groups: Iterable[Mapping[str, Any]]) -> Iterable[Rule]:
    for order, group in enumerate(groups):
        for entry in group["words"]:
            yield _rule(group, _cut(entry), (), {}, (1, order))


def _rule(
    group: Mapping[str, Any],
    words: tuple[str, ...],
    slots: tuple[Slot, ...],
    classes: Mapping[str, Slot],
    rank: tuple[int, int],
    *,
    subjects: frozenset[str] = frozenset(),
) -> Rule:
    if group["type"] not in get_args(PloverType):
        raise VocabularyError("bad-table", f"'{group['type']}' is no PLOVER type.")
    return Rule(
        words=words,
        slots=slots,
        type=group["type"],
        mode=group.get("mode"),
        cameo=group.get("cameo"),
        context=group.get("context"),
        actor=tuple(group.get("actor", ("by", "from", "poss"))),
        recipient=tuple(group.get("recipient", ("object",))),
        equal=group.get("equal", False),
        gives=group.get("gives"),
        needs=group.get("needs", ""),
        bars=frozenset(_slot(group["bars"], classes)) if "bars" in group else frozenset(),
        unless=frozenset(_slot(group["unless"], classes)) if "unless" in group else frozenset(),
        subjects=subjects,
        literal=rank[0],
        order=rank[1],
    )


def _by_head(rules: Iterable[Rule]) -> dict[str, tuple[Rule, ...]]:
    """The rules of each head word, the most specific first, earlier rows before later ones."""
    found: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        for key in _keys(rule.words):
            found[key].append(rule)
    return {head: tuple(sorted(many, key=lambda r: r.weight, reverse=True)) for head, many in found.items()}


def _last_words(rules: Iterable[Rule]) -> Iterable[str]:
    """Words of which one stands in every sentence with an act: the head of a bare verb, the last slot of a pattern."""
    for rule in rules:
        if rule.slots:
            yield from rule.slots[-1]
        yield rule.words[-1]
