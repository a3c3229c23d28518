"""Tells who of a roster a name stands for, by name, office, date and who was named before; nobody where two may."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

import msgspec

from tocsin.annotate.entities.lexicon import Gender, family_first, same_given_name, title_head
from tocsin.annotate.entities.titles import Title
from tocsin.timex.anchors import Anchors, Resolved
from tocsin.timex.calendar import grain_of
from tocsin.timex.grammar import find_expressions
from tocsin.timex.resolve import resolve
from tocsin.vocab.loader import load_table
from tocsin.vocab.roster import Holding, Roster, Rostered

__all__ = ["OFFICE_SCORE", "Pick", "RosterLinker", "day_in_head"]

# Words of texts without end are asked for: so many answers are kept.
_MOST_WORDS = 8_192


class Pick(msgspec.Struct, frozen=True):
    """Who of the roster bears a name here, and how surely (0 to 1)."""

    person: Rostered
    score: float


OFFICE_SCORE = 0.9
_OF = re.compile(r"\s(?:of|to|for|in|at)\s")
_HEAD = 600
_LEAST_FAMILY = 3
_BY_FULL_NAME, _BY_NAMED_BEFORE, _ALONE, _BY_RANK = 0.95, 0.85, 0.75, 0.6


class RosterLinker:
    """Links the names of one document, written on `day` (ISO, or `None`)."""

    def __init__(self, roster: Roster, day: str | None) -> None:
        self.roster = roster
        self.day = day

    def pick(
        self,
        words: tuple[str, ...],
        titles: Sequence[Title] = (),
        gender: Gender | None = None,
        before: Sequence[Rostered] = (),
    ) -> Pick | None:
        """Who bears the name, or `None`; `before` are those whom the document has named, latest last.

        A bare family name with an office goes to who holds it, else to who was named before it, else to the only
        bearer, else to the one of the highest office on the day.
        """
        found = self._bearers(words)
        if gender is not None:
            found = [person for person in found if person.gender in (None, gender)]
        if not found:
            return None
        heads = [title.head.word for title in titles]
        holders = self._holders(found, heads)
        if len(words) > 1:
            found = holders or found
            return Pick(found[0], _BY_FULL_NAME) if len(found) == 1 else None
        if holders:
            latest = _latest(holders, before)
            chosen = latest or self._highest(holders)
            return Pick(chosen, OFFICE_SCORE) if chosen else None
        if heads and any(self._is_office(head) for head in heads):
            # An office that none of them is known to hold: more likely somebody else's.
            return None
        found = [person for person in found if self._is_known_by_then(person)]
        if (named := _latest(found, before)) is not None:
            return Pick(named, _BY_NAMED_BEFORE)
        if len(found) == 1:
            return Pick(found[0], _ALONE)
        highest = self._highest(found)
        return Pick(highest, _BY_RANK) if highest else None

    def by_given_name(self, word: str, before: Sequence[Rostered]) -> Pick | None:
        """Who of those named before has that given name, for a letter's "Dear Ilse"; `None` where none or two have."""
        found = [p for p in _once(before) if any(word == form[0] and len(form) > 1 for form in p.forms())]
        return Pick(found[0], _BY_NAMED_BEFORE) if len(found) == 1 else None

    def is_family(self, word: str) -> bool:
        """Whether a word is the family name of somebody in the roster."""
        return len(word) >= _LEAST_FAMILY and any(
            word.casefold() == _family(form).casefold()
            for person in self.roster.having(word)
            for form in person.forms()
        )

    def names_somebody(self, words: tuple[str, ...]) -> bool:
        """Whether words are a given and a family name of somebody in the roster."""
        return len(words) > 1 and bool(self._bearers(words))

    def _bearers(self, words: tuple[str, ...]) -> list[Rostered]:
        """Those whose name has the family name, and given names that agree with all that are written."""
        people = _once(person for word in words for person in self.roster.having(word))
        return [person for person in people if any(_agrees(words, form) for form in person.forms())]

    def _is_known_by_then(self, person: Rostered) -> bool:
        """Whether a family name alone may mean a person on the day: not before the first office that the roster has."""
        dated = self.day is not None and all(holding.first for holding in person.holdings)
        return not dated or not person.holdings or any(holding.begun_by(self.day or "") for holding in person.holdings)

    def _holders(self, people: Iterable[Rostered], heads: Sequence[str]) -> list[Rostered]:
        """Those who hold an office of that word on the day; where none does, those who held or will hold one."""
        wider = [*heads, *(word for head in heads for word in _akin(head))]
        for wanted in (heads, wider):
            for day in (self.day, None):
                found = [person for person in people if _holds(person.held_on(day), wanted)]
                if found:
                    return found
        return []

    def _is_office(self, head: str) -> bool:
        found = title_head(head)
        return found is not None and found.sort == "office"

    def _highest(self, people: Sequence[Rostered]) -> Rostered | None:
        """The one whose office ranks above those of all others on the day; `None` where two share it."""
        ranked = sorted(((self._rank(person), number) for number, person in enumerate(people)), reverse=True)
        if len(ranked) > 1 and ranked[0][0] == ranked[1][0]:
            return None
        return people[ranked[0][1]] if ranked else None

    def _rank(self, person: Rostered) -> int:
        """The highest office that was held by the day, which a name keeps, and a little more while it is held."""
        begun = [holding for holding in person.holdings if self.day is None or holding.begun_by(self.day)]
        held = person.held_on(self.day)
        return max((2 * _rank_of(holding.title) + (holding in held) for holding in begun), default=0)


def day_in_head(text: str) -> str | None:
    """The first whole date in a text's first lines, as an ISO day: when a paper without a date was likely written."""
    for expression in find_expressions(text[:_HEAD]):
        answer = resolve(expression, Anchors())
        if isinstance(answer, Resolved) and grain_of(answer.value) == "day":
            return answer.value[:10]
    return None


def _rank_of(title: str) -> int:
    """The rank of a title by its longest listed beginning ("secretary of state", "secretary")."""
    plain, ranks = title.casefold(), load_table("en/office_ranks")["ranks"]
    named = [(len(words), rank) for words, rank in ranks.items() if plain == words or plain.startswith(words + " ")]
    return int(max(named)[1]) if named else 0


def _holds(holdings: Iterable[Holding], heads: Sequence[str]) -> bool:
    """Whether one of the offices has one of the words."""
    words = {word for holding in holdings for word in _own_words(holding.title)}
    return not words.isdisjoint(heads)


def _own_words(title: str) -> list[str]:
    """The words of an office before those that say of what: not "president" in "secretary to the president"."""
    return _OF.split(title.lower(), maxsplit=1)[0].replace(",", " ").split()


@lru_cache(maxsize=_MOST_WORDS)
def _akin(head: str) -> frozenset[str]:
    """Words for the same kind of office, under which its holder is spoken of too: an envoy is an ambassador."""
    groups = load_table("en/office_ranks")["akin"].values()
    return frozenset(word for group in groups if head in group for word in group if word != head)


def _latest(people: Sequence[Rostered], before: Sequence[Rostered]) -> Rostered | None:
    return next((person for person in reversed(before) if person in people), None)


def _agrees(words: tuple[str, ...], form: tuple[str, ...]) -> bool:
    """Whether a written name may be short for a full form: the family name, and given names in order."""
    if len(form) > 1 and form[0] in family_first():
        form = (*form[1:], form[0])
        if len(words) > 1 and words[0].casefold() == form[-1].casefold():
            words = (*words[1:], words[0])
    *given, family = words
    *full, last = form
    if not _same_family(family, last):
        # A family name of several words: "van der Berg".
        return len(words) > 1 and [w.casefold() for w in words] == [w.casefold() for w in form[-len(words) :]]
    rest = list(full)
    for word in given:
        place = next((i for i, other in enumerate(rest) if same_given_name(word, other)), None)
        if place is None:
            return False
        rest = rest[place + 1 :]
    return True


def _family(form: tuple[str, ...]) -> str:
    return form[0] if len(form) > 1 and form[0] in family_first() else form[-1]


def _same_family(left: str, right: str) -> bool:
    return left.casefold() == right.casefold() or (min(len(left), len(right)) > 4 and same_given_name(left, right))


def _once(people: Iterable[Rostered]) -> Iterable[Rostered]:
    """Each row once, in order: told apart by identity, for a hash of all that a row holds would be dear."""
    return {id(person): person for person in people}.values()
