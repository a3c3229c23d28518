"""Ties "they", "their" and "the two leaders" to the several who are named together before.

Who is named together: names joined by "and" or in a list that ends with it, and the subject of a meeting or a call with
the one it was "with". Nobody is meant where no such row is near.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from tocsin.annotate.entities.cast import Figure
from tocsin.annotate.entities.lexicon import word_set
from tocsin.annotate.entities.placed import Placed
from tocsin.annotate.parse import Parse

__all__ = ["Row", "RowFinder"]

_BETWEEN = ("NOUN", "PROPN", "ADJ", "DET", "PUNCT", "CCONJ", "NUM")
_REACH = 3
"""Sentences back in which a row is still meant."""
_LEADING = frozenset({"the", "both", "these", "those", "two", "three"})
_MARKS = (",", "and", "&", "or", "both", "as", "well")
_NAMED = ("person", "country")


class Row(msgspec.Struct, frozen=True):
    """Figures of one kind that are named together, with the token behind them."""

    end: int
    figures: tuple[Figure, ...]


class RowFinder:
    """The rows of a document's sentences, made once; asks are by sentence and token."""

    def __init__(self, parses: Sequence[Parse], placed: Mapping[int, Sequence[Placed]]) -> None:
        self._rows = {p.sentence.index: list(_rows(p, placed.get(p.sentence.index, ()))) for p in parses}
        self._placed = placed
        self._told: dict[int, list[tuple[int, Row]]] = {}

    def before(
        self, sentence: int, token: int, *, kinds: Sequence[str] = _NAMED, count: int | None = None
    ) -> Row | None:
        """The nearest row before a token, in its sentence or the few before; `count` asks for so many figures."""
        for number in range(sentence, max(-1, sentence - _REACH - 1), -1):
            for row in reversed(self._rows.get(number, ())):
                fits = row.figures[0].kind in kinds and count in (None, len(row.figures))
                if fits and (number < sentence or row.end <= token):
                    return row
        return None

    def opening(self, sentence: int, *, kinds: Sequence[str]) -> Row | None:
        """The row of a text that names one only ("X spoke with Y"): who "the leaders" are to its end."""
        rows = [row for number, rows in self._rows.items() if number <= sentence for row in rows]
        fitting = {tuple(map(id, row.figures)): row for row in rows if row.figures[0].kind in kinds}
        return next(iter(fitting.values())) if len(fitting) == 1 else None

    def of_pronoun(self, parse: Parse, token: int) -> tuple[Figure, ...]:
        """Who "they", "them" or "their" are; empty where another plural of the clause may be meant."""
        number = parse.sentence.index
        if parse.deps[parse.heads[token]] == "relcl" and parse.deps[token] in ("nsubj", "nsubjpass"):
            return ()  # "the people they serve": whose relation it is, the words before the clause tell
        subject = _subject_above(parse, token)
        if subject is not None:
            told = next((row for start, row in self._told.get(number, ()) if start <= subject < row.end), None)
            if told is not None:
                return told.figures
        row = self.before(number, token)
        if row is None or (subject is not None and _is_other(parse, subject, row, self._rows.get(number, ()))):
            return ()
        near = row in self._rows.get(number, ()) or row in self._rows.get(number - 1, ())
        if not near:
            return ()
        self._told.setdefault(number, []).append((token, Row(token + 1, row.figures)))
        return row.figures

    def of_nominal(self, parse: Parse, start: int, end: int) -> tuple[Figure, ...]:
        """Who "the two leaders", "both sides", "the presidents" at tokens `[start, end)` are."""
        words = parse.words[start:end]
        noun, led = words[-1], words[:-1]
        kinds: tuple[str, ...] = ("person",) if noun in word_set("pointing_persons") else _NAMED
        if noun not in word_set("pointing_persons") and noun not in word_set("pointing_sides"):
            return ()
        if not led or led[0] not in ("the", "both", "these", "those") or any(w not in _LEADING for w in led):
            return ()
        count = 2 if {"two", "both"} & set(led) else None
        number = parse.sentence.index
        row = self.before(number, start, kinds=kinds, count=count) or self.opening(number, kinds=kinds)
        if row is None and kinds == ("person",):
            row = self._of_office(number, start, noun, count or 2)
        if row is None or (count is not None and len(row.figures) != count):
            return ()
        self._told.setdefault(number, []).append((start, Row(end, row.figures)))
        return row.figures

    def _of_office(self, sentence: int, token: int, noun: str, count: int) -> Row | None:
        """Those of the text so far who hold the office that "the two presidents" names, where they are so many."""
        office = noun.removesuffix("s")
        holders = {
            id(p.figure): p.figure
            for number, many in self._placed.items()
            for p in many
            if (number < sentence or (number == sentence and p.end <= token))
            and any(office in role.title.lower().split() for role in p.figure.roles)
            and p.figure.name
        }
        return Row(token, tuple(holders.values())) if len(holders) == count else None


def _subject_above(parse: Parse, token: int) -> int | None:
    """The subject of the nearest verb above a token that has one, other than the token itself."""
    for above in parse.ancestors(token):
        subject = parse.child(above, "nsubj", "nsubjpass")
        if subject is not None and subject != token:
            return subject
    return None


def _is_other(parse: Parse, subject: int, row: Row, here: Sequence[Row]) -> bool:
    """Whether the subject of the clause is another plural that the pronoun may go back to."""
    inside = row in here and subject < row.end
    return not inside and parse.tags[subject] in ("NNS", "NNPS", "PRP") and parse.words[subject] != "it"


def _rows(parse: Parse, placed: Sequence[Placed]) -> Iterator[Row]:
    named = [p for p in sorted(placed, key=lambda p: p.start) if p.figure.kind in _NAMED and p.figure.name]
    row: list[Placed] = []
    for one in named:
        if row and row[-1].figure.kind == one.figure.kind and _are_joined(parse, row[-1], one):
            row.append(one)
            continue
        yield from _closed(parse, row)
        row = [one]
    yield from _closed(parse, row)
    yield from _pairs(parse, named)


def _closed(parse: Parse, row: Sequence[Placed]) -> Iterator[Row]:
    """A list as a row, where "and" stands before its last name and two or more figures are in it."""
    figures = tuple({id(p.figure): p.figure for p in row}.values())
    if len(figures) < 2 or "and" not in parse.words[row[-2].end : row[-1].start]:
        return
    yield Row(row[-1].end, figures)


def _are_joined(parse: Parse, left: Placed, right: Placed) -> bool:
    """Whether only a comma, "and" and what belongs to the second name's title stand between two names."""
    gap = range(left.end, right.start)
    if not any(parse.words[at] in _MARKS for at in gap):
        return False
    return all(parse.pos[at] in _BETWEEN or parse.words[at] in ("of", "for", "'s", "-") for at in gap)


def _pairs(parse: Parse, named: Sequence[Placed]) -> Iterator[Row]:
    """The subject of a verb and the one whom it was with: "X spoke by phone with Y", "X met Y"."""
    people = [p for p in named if p.figure.kind == "person"]
    for left in people:
        subject = _subject_of(parse, left)
        if subject is None:
            continue
        for right in people:
            if (
                right.start > left.end
                and right.figure is not left.figure
                and _is_with(parse, parse.heads[subject], right)
            ):
                yield Row(right.end, (left.figure, right.figure))
                return


def _subject_of(parse: Parse, placed: Placed) -> int | None:
    """The subject token that a name is, or is in apposition to ("China's president, X, met ...")."""
    at = placed.head
    while parse.deps[at] in ("appos", "compound") and parse.heads[at] != at:
        at = parse.heads[at]
    return at if parse.deps[at] in ("nsubj", "nsubjpass") else None


def _is_with(parse: Parse, verb: int, right: Placed) -> bool:
    """Whether one is the object of a verb of meeting, or stands behind a "with" right below the verb or its object."""
    at = right.head
    # Up through the title before the name: "with President of the French Republic Jean Perrin".
    while parse.words[at] != "with" and parse.deps[at] != "dobj" and parse.pos[at] not in ("VERB", "AUX"):
        if parse.heads[at] == at:
            return False
        at = parse.heads[at]
    if parse.deps[at] == "dobj":
        return parse.heads[at] == verb and parse.lemmas[verb] in word_set("meetings")
    noun = parse.heads[at]
    return parse.words[at] == "with" and (
        noun == verb or (parse.deps[noun] in ("dobj", "attr", "npadvmod") and parse.heads[noun] == verb)
    )
