"""Tells who of a roster a name stands for, by name, office, date and who was named before; nobody where two may."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from tocsin.annotate.entities.lexicon import Gender, family_first, same_given_name, title_head
from tocsin.annotate.entities.titles import Title
from tocsin.vocab.loader import load_table
from tocsin.vocab.roster import Holding, Roster, Rostered

__all__ = ["OFFICE_SCORE", "Pick", "RosterLinker"]


class Pick(msgspec.Struct, frozen=True):
    """Who of the roster bears a name here, and how surely (0 to 1)."""

    person: Rostered
    score: float


OFFICE_SCORE = 0.9
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
        if (named := _latest(found, before)) is not None:
            return Pick(named, _BY_NAMED_BEFORE)
        if len(found) == 1:
            return Pick(found[0], _ALONE)
        highest = self._highest([person for person in found if person.held_on(self.day)] or found)
        return Pick(highest, _BY_RANK) if highest else None

    def _bearers(self, words: tuple[str, ...]) -> list[Rostered]:
        """Those whose name has the family name, and given names that agree with all that are written."""
        return [
            person
            for person in dict.fromkeys(p for word in words for p in self.roster.having(word))
            if any(_agrees(words, form) for form in person.forms())
        ]

    def _holders(self, people: Iterable[Rostered], heads: Sequence[str]) -> list[Rostered]:
        """Those who hold an office of that word on the day; where none does, those who held or will hold one."""
        now = [person for person in people if _holds(person.held_on(self.day), heads)]
        return now or [person for person in people if _holds(person.holdings, heads)]

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
        ranks = load_table("en/office_ranks")["ranks"]
        held = person.held_on(self.day)
        best = max((_rank_of(holding.title, ranks) for holding in held), default=0)
        return best * 2 + (1 if held else 0)


def _rank_of(title: str, ranks: dict[str, int]) -> int:
    """The rank of a title by its longest listed beginning ("secretary of state", "secretary")."""
    plain = title.casefold()
    named = [(len(words), rank) for words, rank in ranks.items() if plain == words or plain.startswith(words + " ")]
    return max(named)[1] if named else 0


def _holds(holdings: Iterable[Holding], heads: Sequence[str]) -> bool:
    """Whether one of the offices has one of the words."""
    words = {word for holding in holdings for word in holding.title.lower().split()}
    return not words.isdisjoint(heads)


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


def _same_family(left: str, right: str) -> bool:
    return left.casefold() == right.casefold() or (min(len(left), len(right)) > 4 and same_given_name(left, right))
