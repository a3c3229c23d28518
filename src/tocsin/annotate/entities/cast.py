"""The figures of one document while it is read, and the records they become."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tocsin.annotate.entities.lexicon import Gender, country_of_office, family_first, gender_of_name, same_given_name
from tocsin.annotate.entities.titles import Title
from tocsin.records import Document, Entity, Mention, Role, record_id
from tocsin.records.kinds import EntityKind, MentionForm
from tocsin.text.span import Span
from tocsin.vocab.roster import Rostered

__all__ = ["Cast", "Figure"]

_CODER = "entities"


@dataclass(slots=True, eq=False)
class Figure:
    """Someone or something in the document, gathered mention by mention; `words` are a person's name.

    `collective` is the plural or singular noun of a nominal figure, for "the troops" pointing back.
    """

    kind: EntityKind
    name: str | None
    country: str | None = None
    sector: str | None = None
    region: str | None = None
    basis: str = "text"
    words: tuple[str, ...] = ()
    gender: Gender | None = None
    collective: str | None = None
    score: float = 0.9
    roles: list[Role] = field(default_factory=list)
    rostered: Rostered | None = None
    mentions: dict[Span, tuple[MentionForm, float]] = field(default_factory=dict)

    @property
    def surname(self) -> str:
        """The family name of a person."""
        if not self.words:
            return ""
        return self.words[0] if len(self.words) > 1 and self.words[0] in family_first() else self.words[-1]

    @property
    def first(self) -> int:
        """The offset of the first mention; beyond any text where there is none."""
        return min((span.start for span in self.mentions), default=1 << 60)

    def mention(self, span: Span, form: MentionForm, score: float) -> None:
        """Adds a mention; the first word on a span stands."""
        self.mentions.setdefault(span, (form, score))

    def forget(self, span: Span) -> None:
        """Takes a mention back."""
        self.mentions.pop(span, None)

    def take_title(self, title: Title, span: Span) -> None:
        """Adds a title as a role, once; country and sector follow from an office that is held."""
        role = Role(
            title=title.words,
            organization=title.organization,
            country=title.country,
            first=title.first,
            last=title.last,
            span=span,
        )
        if not any(_covers(other, role) for other in self.roles):
            self.roles = [*(other for other in self.roles if not _covers(role, other)), role]
        if self.country is None:
            self.country = title.country or country_of_office(title.words)
        if self.sector is None and title.tenure != "over":
            self.sector = title.sector
        if self.gender is None:
            self.gender = title.gender

    def take_rostered(self, person: Rostered, score: float) -> None:
        """Says whom of the roster the figure is; the first word on it stands."""
        if self.rostered is None:
            self.rostered = person
            self.gender = self.gender or person.gender
            self.score = min(self.score, score)

    def take_holdings(self, day: str | None) -> None:
        """Adds the offices of the day that only the roster tells, and country and sector where the text has none."""
        held = self.rostered.held_on(day) if self.rostered is not None and day is not None else ()
        for holding in held:
            role = Role(
                title=holding.title,
                organization=holding.organization,
                country=holding.country,
                first=holding.first,
                last=holding.last,
                basis="roster",
            )
            if not any(role.title.casefold() == other.title.casefold() for other in self.roles):
                self.roles.append(role)
        self.country = self.country or next((holding.country for holding in held if holding.country), None)
        self.sector = self.sector or next((holding.sector for holding in held if holding.sector), None)

    def answers_to(self, words: tuple[str, ...]) -> bool:
        """Whether a fuller or equal form of name may be this person's: same family name, given names that agree."""
        mine, other = self.words, words
        if len(mine) < 2 or len(other) < 2:
            return False
        if mine[0] in family_first() and mine[0] == other[0]:
            return [w.lower() for w in mine[1:]] == [w.lower() for w in other[1:]]
        if mine[-len(other) :] == other or other[-len(mine) :] == mine:
            return True
        return same_given_name(mine[-1], other[-1]) and len(mine[-1]) > 2 and same_given_name(mine[0], other[0])


class Cast:
    """Everyone and everything met so far, by name."""

    def __init__(self) -> None:
        self.figures: list[Figure] = []
        self.spoken_of: list[Rostered] = []
        self._things: dict[tuple[str, str, str | None], Figure] = {}

    def add(self, figure: Figure) -> Figure:
        """Takes a new figure."""
        self.figures.append(figure)
        return figure

    def speak_of(self, figure: Figure) -> None:
        """Notes that a person of the roster has been named, the latest last."""
        if figure.rostered is not None:
            self.spoken_of.append(figure.rostered)

    def add_outlet(self, name: str) -> Figure:
        """Takes the document's outlet, which stands in the metadata; its name in the text is a mention of it."""
        figure = self.add(Figure("organization", name, None, "MED", basis="metadata", score=1.0))
        self._things["organization", _plain(name), None] = figure
        return figure

    def thing(
        self, kind: EntityKind, name: str, country: str | None = None, sector: str | None = None, score: float = 0.9
    ) -> Figure:
        """The body, country, place or group of that name and country; made where it is new.

        A body without a country is the one of its name that has one, where there is only one.
        """
        plain = _plain(name)
        key = (kind, plain, country)
        found = self._things.get(key)
        if found is None and kind == "organization":
            same = [f for (k, n, _), f in self._things.items() if k == kind and n == plain]
            loose = [f for f in same if country is None or f.country is None]
            found = loose[0] if len(same) == 1 and loose else None
            if found is None and country is None and " " in plain:
                longer = [f for (k, n, _), f in self._things.items() if k == kind and n.endswith(" " + plain)]
                found = longer[0] if len({id(f) for f in longer}) == 1 else None
        if found is None:
            found = self.add(Figure(kind, name, country, sector, score=score))
        self._things.setdefault(key, found)
        found.country = found.country or country
        found.sector = found.sector or sector
        return found

    def person(self, words: tuple[str, ...], score: float) -> Figure:
        """The person of that full name; made where it is new. The longest form becomes the name."""
        for figure in self.figures:
            if figure.kind == "person" and (figure.words == words or figure.answers_to(words)):
                if len(words) > len(figure.words):
                    figure.words = words
                return figure
        figure = Figure("person", None, words=words, score=score)
        figure.gender = gender_of_name(words[0]) if len(words) > 1 else None
        return self.add(figure)

    def of_roster(self, person: Rostered) -> Figure | None:
        """The figure that is a person of the roster, if one has been met."""
        return next((figure for figure in self.figures if figure.rostered is person), None)

    def bearers(self, words: tuple[str, ...]) -> list[Figure]:
        """The persons whom a short form may name: the end of a full name, or a family name that stands first."""
        found: list[Figure] = []
        for figure in self.figures:
            full = figure.words
            if figure.kind != "person" or len(full) <= len(words):
                continue
            if _ends_with(full, words) or (len(words) == 1 and words[0] == full[0] and full[0] in family_first()):
                found.append(figure)
        return found

    def records(self, document: Document) -> Iterator[Entity | Mention]:
        """The entities, each followed by its mentions, by first mention."""
        for figure in sorted(self.figures, key=lambda f: (f.basis == "text", f.first, f.kind, f.name or "")):
            if figure.basis == "text" and not figure.mentions:
                continue
            first = min(figure.mentions, default=None) if figure.basis == "text" else None
            entity_id = record_id("Entity", document.id, figure.basis, figure.kind, figure.name, first)
            yield Entity(
                id=entity_id,
                score=round(figure.score, 2),
                coder=_CODER,
                basis="text" if figure.basis == "text" else "metadata",
                kind=figure.kind,
                name=figure.name,
                country=figure.country,
                sector=figure.sector,
                roles=tuple(figure.roles),
                wikidata=figure.rostered.wikidata if figure.rostered else None,
                region=figure.region,
                roster=figure.rostered.id if figure.rostered else None,
            )
            for span, (form, score) in sorted(figure.mentions.items()):
                yield Mention(
                    id=record_id("Mention", document.id, span, entity_id),
                    score=round(score, 2),
                    coder=_CODER,
                    span=span,
                    entity=entity_id,
                    form=form,
                )


def _plain(name: str) -> str:
    return name.removeprefix("the ").removeprefix("The ").casefold()


def _ends_with(full: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Whether a full name ends with a short form, transliteration and capitals aside."""
    tail = full[len(full) - len(words) :]
    return all(a == b or a.lower() == b.lower() or _close(a, b) for a, b in zip(tail, words, strict=True))


def _close(left: str, right: str) -> bool:
    """Whether two long family names are spellings of one (`Zelensky`, `Zelenskyy`)."""
    return min(len(left), len(right)) > 4 and len(left.rstrip(".")) > 2 and same_given_name(left, right)


def _covers(full: Role, less: Role) -> bool:
    """Whether one role says all that another of the same title says."""
    if full.title.lower() != less.title.lower():
        return False
    pairs = ((full.organization, less.organization), (full.country, less.country), (full.first, less.first))
    return all(mine == other or other is None for mine, other in (*pairs, (full.last, less.last)))
