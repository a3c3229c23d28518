"""Goes through a document's parses in order and fills the cast: persons first, then nominals, things, pronouns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tocsin.annotate.analysis import Analysis
from tocsin.annotate.entities.acronyms import name_acronyms
from tocsin.annotate.entities.anaphors import find_anaphors
from tocsin.annotate.entities.cast import Cast, Figure
from tocsin.annotate.entities.gazetteer import Entry, Gazetteer, load_gazetteer
from tocsin.annotate.entities.lexicon import word_set
from tocsin.annotate.entities.namemap import NameMap, NameSpan
from tocsin.annotate.entities.names import find_names
from tocsin.annotate.entities.nominals import Nominal, cast_nominals
from tocsin.annotate.entities.persons import PersonCasting, cast_persons
from tocsin.annotate.entities.placed import Placed
from tocsin.annotate.entities.plurals import RowFinder
from tocsin.annotate.entities.pronouns import cast_pronouns
from tocsin.annotate.entities.qualifiers import is_barred
from tocsin.annotate.entities.rostered import RosterLinker, day_in_head
from tocsin.annotate.entities.things import figure_of
from tocsin.annotate.parse import Parse
from tocsin.records import Diagnostic

__all__ = ["play"]


def play(analysis: Analysis) -> tuple[Cast, list[Diagnostic]]:
    """The cast of a document, and what in it could not be told."""
    cast = Cast()
    parses = list(analysis.parses())
    outlet = (analysis.document.outlet or "").strip()
    gazetteer = load_gazetteer()
    if outlet:
        cast.add_outlet(outlet)
    present = frozenset(token.text for sentence in analysis.text.sentences for token in sentence.tokens)
    names = {p.sentence.index: NameMap(find_names(p, gazetteer, present)) for p in parses}
    names = _with_outlet(parses, name_acronyms(parses, names), outlet)
    linker = RosterLinker(analysis.roster, analysis.document.published.day or day_in_head(analysis.text.normal.text))
    persons = cast_persons(cast, parses, names, linker)
    doubts = list(persons.doubts)
    placed: dict[int, list[Placed]] = {}
    for parse in parses:
        here = _Sentence(cast, parse, persons)
        doubts += here.fill()
        placed[parse.sentence.index] = sorted(here.placed, key=lambda p: (p.start, p.end))
    _cast_anaphors(parses, placed)
    rows = RowFinder(parses, placed)
    _cast_plurals(parses, rows, placed)
    doubts += cast_pronouns(analysis.text, parses, placed, rows)
    return cast, doubts


def _cast_anaphors(parses: Sequence[Parse], placed: dict[int, list[Placed]]) -> None:
    """Mentions of named ones by a noun; the nameless figure that the noun alone would make goes."""
    for parse in parses:
        here = placed.setdefault(parse.sentence.index, [])
        for start, end, figure, score in list(find_anaphors(parse, placed)):
            for one in [p for p in here if p.head == end - 1 and p.figure.name is None]:
                one.figure.forget(parse.span(one.start, one.end))
                here.remove(one)
            figure.mention(parse.span(start, end), "nominal", score)
            here.append(Placed(start, end, end - 1, figure))
        here.sort(key=lambda p: (p.start, p.end))


def _cast_plurals(parses: Sequence[Parse], rows: RowFinder, placed: dict[int, list[Placed]]) -> None:
    """Mentions of several by one noun ("the two leaders"); the nameless group that the noun alone would make goes."""
    pointing = word_set("pointing_persons") | word_set("pointing_sides")
    for parse in parses:
        here = placed.setdefault(parse.sentence.index, [])
        for noun in (at for at, word in enumerate(parse.words) if word in pointing):
            start = noun
            while start > 0 and parse.words[start - 1] in ("the", "two", "three", "both", "these", "those"):
                start -= 1
            figures = rows.of_nominal(parse, start, noun + 1)
            if not figures:
                continue
            for one in [p for p in here if p.head == noun and p.figure.name is None]:
                one.figure.forget(parse.span(one.start, one.end))
                here.remove(one)
            for figure in figures:
                figure.mention(parse.span(start, noun + 1), "nominal", _SEVERAL_SCORE)


_SEVERAL_SCORE = 0.6


def _with_outlet(parses: Iterable[Parse], names: dict[int, NameMap], outlet: str) -> dict[int, NameMap]:
    """The names with every mention of the outlet by its own name.

    A single word counts neither at a sentence's start nor before a noun, where it may be a common one.
    """
    if not outlet:
        return names
    entry = Entry("organization", outlet, None, "MED")
    own = Gazetteer([(outlet.removeprefix("The "), entry)])
    found = dict(names)
    for parse in parses:
        index = parse.sentence.index
        new: list[NameSpan] = []
        for match in own.matches(parse.tokens):
            follower = parse.pos[match.end] if match.end < len(parse) else "PUNCT"
            common = match.end - match.start == 1 and (match.start == 0 or follower in ("NOUN", "PROPN", "ADJ"))
            if not common:
                new.append(NameSpan(match.start, match.end, "known", entries=(entry,)))
        if new:
            kept = [name for name in names[index].names if not any(name.overlaps(other) for other in new)]
            found[index] = NameMap(sorted(kept + new, key=lambda name: name.start))
    return found


class _Sentence:
    """One sentence while its mentions are placed."""

    def __init__(self, cast: Cast, parse: Parse, persons: PersonCasting) -> None:
        index = parse.sentence.index
        self.cast, self.parse = cast, parse
        self.names = persons.names[index]
        self.titles = persons.titles.get(index, ())
        self.bearers = {start: figure for (at, start), figure in persons.bearers.items() if at == index}
        self.placed: list[Placed] = []

    def fill(self) -> list[Diagnostic]:
        """Places the persons, the nominals and the things; gives the doubts."""
        for name in self.names.names:
            figure = self.bearers.get(name.start)
            if name.sort == "person" and figure is not None:
                self._place(name.start, name.end, figure)
        doubts: list[Diagnostic] = []
        nominals: list[Nominal] = []
        for found in cast_nominals(self.cast, self.parse, self.names, self.titles, self.bearers):
            if isinstance(found, Diagnostic):
                doubts.append(found)
            elif found[1] is not None:
                nominals.append(found[0])
                self._place(found[0].begin, found[0].end, found[1])
        self._place_things(nominals)
        return doubts

    def _place_things(self, nominals: Sequence[Nominal]) -> None:
        """Mentions of the names that are no persons'; a country's adjective inside a title or a nominal is theirs."""
        swallowed = {i for title in self.titles for i in range(title.begin, title.end)}
        swallowed |= {i for n in nominals if len(n.countries) < 2 for i in range(n.begin, n.end)}
        for name in self.names.names:
            if name.sort == "person":
                continue
            if _modifies(self.parse, name) and (name.start in swallowed or is_barred(self.parse, name)):
                continue
            figure = figure_of(self.cast, self.parse, self.names, name)
            if figure is not None:
                figure.mention(self.parse.span(name.start, name.end), "name", 0.9 if name.entries else 0.75)
                self._place(name.start, name.end, figure)

    def _place(self, start: int, end: int, figure: Figure) -> None:
        heads = self.parse.heads
        head = next((i for i in range(end - 1, start - 1, -1) if not start <= heads[i] < end or heads[i] == i), end - 1)
        self.placed.append(Placed(start, end, head, figure))


def _modifies(parse: Parse, name: NameSpan) -> bool:
    """Whether a country's or capital's name stands as an adjective: before a noun, without a possessive mark."""
    entry = name.entry
    if entry is None or entry.sort not in ("adjective", "country", "capital"):
        return False
    after = parse.words[name.end] if name.end < len(parse) else ""
    return after not in ("'s", "'") and (entry.sort == "adjective" or parse.heads[name.end - 1] >= name.end)
