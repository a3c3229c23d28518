"""Makes the entities of sources that nobody made before: described ones ("a senior official"), and names missed."""

from __future__ import annotations

import msgspec

from tocsin.annotate.analysis import Analysis
from tocsin.annotate.mentions import MentionIndex
from tocsin.records import Entity, Mention, Role, record_id
from tocsin.records.kinds import EntityKind, MentionForm
from tocsin.text.span import Span
from tocsin.vocab.loader import load_table

__all__ = ["SourceMaker"]

_ARTICLES = frozenset({"the", "a", "an"})
_BACKWARD = frozenset({"the", "this", "that", "these", "those"})
_DETERMINERS = (
    _ARTICLES | _BACKWARD | frozenset({"one", "another", "some", "two", "three", "several", "our", "its", "his"})
)


_EMPTY = _DETERMINERS | frozenset({"same", "very", "said"})


class _Described(msgspec.Struct, frozen=True):
    """An entity without a name, and the words (lower case, no determiner) and place of a description of it."""

    start: int
    words: tuple[str, ...]
    entity: Entity


def _words(phrase: str) -> tuple[str, ...]:
    words = [word.lower() for word in phrase.split()]
    while words and words[0] in _EMPTY:
        words = words[1:]
    return tuple(words)


class SourceMaker:
    """The sources of one document that no entity stood for; `made` holds their Entities and Mentions as found."""

    def __init__(self, analysis: Analysis, index: MentionIndex, coder: str) -> None:
        self.made: list[Entity | Mention] = []
        self._document = analysis.document
        self._index = index
        self._coder = coder
        self._described = [
            _Described(m.span.start, _words(m.span.of(self._document.text)), self._index.entity(m.entity))
            for m in analysis.records(Mention)
            if self._index.entity(m.entity).name is None or self._index.entity(m.entity).kind == "organization"
        ]
        self._named: list[Entity] = []
        self._by_phrase: dict[Span, Entity] = {}

    def describe(self, phrase: Span, head: Span) -> tuple[Entity, float] | None:
        """The entity that a phrase describes, and how sure that is (0..1); None where its head can be no source.

        "The official" is the official described before, if there was one; "an official" is always somebody new.
        """
        key = head.of(self._document.text).lower()
        first = phrase.of(self._document.text).split()[0].lower()
        kind = _kind_of(key)
        if kind is None:
            return None
        if phrase in self._by_phrase:
            return self._by_phrase[phrase], 0.95
        bearers = self.bearers(phrase, head)
        if first in _BACKWARD and bearers:
            if len(bearers) == 1:
                self._mention(phrase, bearers[0])
            return (bearers[0], 0.8) if len(bearers) == 1 else None
        entity = self._make(phrase, head, kind)
        self._by_phrase[phrase] = entity
        words = _words(Span(phrase.start, head.end).of(self._document.text))
        self._described.append(_Described(phrase.start, words, entity))
        self.made.append(entity)
        self._mention(phrase, entity)
        return entity, 0.95

    def name(self, phrase: Span, kind: EntityKind | None) -> tuple[Entity, float] | None:
        """The entity of a name in full that only its verb of saying gives away, or of a surname of such a one.

        `kind` is what the name finder takes it for. None for a single word that no such name ends with.
        """
        words = phrase.of(self._document.text)
        known = [e for e in self._named if e.name == words or (e.name or "").endswith(f" {words}")]
        if len(known) == 1:
            self._mention(phrase, known[0], "name")
            return known[0], 0.8
        if known or len(words.split()) not in (2, 3) or not words.replace(" ", "").replace("-", "").isalpha():
            return None
        entity = Entity(
            id=record_id("Entity", self._document.id, "source", phrase),
            score=0.5,
            coder=self._coder,
            basis="text",
            kind=kind or "person",
            name=words,
            country=None,
            sector=None,
        )
        self._named.append(entity)
        self.made.append(entity)
        self._mention(phrase, entity, "name")
        return entity, 0.8

    def _make(self, phrase: Span, head: Span, kind: EntityKind) -> Entity:
        words = Span(phrase.start, head.end).of(self._document.text).split()
        title = " ".join(words[1:] if words[0].lower() in _DETERMINERS else words)
        return Entity(
            id=record_id("Entity", self._document.id, "source", phrase),
            score=0.7,
            coder=self._coder,
            basis="text",
            kind=kind,
            name=None,
            country=self._country(phrase, head),
            sector=_sector_of([word.strip(".,;:'\u2019\"").lower() for word in words]),
            roles=(Role(title=title, span=Span(head.end - len(title), head.end)),)
            if _stands(self._document.text, head, title)
            else (),
        )

    def _country(self, phrase: Span, head: Span) -> str | None:
        """The one country that the words before the head name; None for none or several."""
        if head.start == phrase.start:
            return None
        before = self._index.within(Span(phrase.start, head.start))
        inside = {self._index.entity(m.entity).country for m in before} - {None}
        return inside.pop() if len(inside) == 1 else None

    def bearers(self, phrase: Span, head: Span) -> list[Entity]:
        """The sources described before of whom every word up to the head was said."""
        words = _words(Span(phrase.start, head.end).of(self._document.text))
        found = {
            d.entity.id: d.entity
            for d in self._described
            if d.start < phrase.start and d.words[-1:] == words[-1:] and set(words) <= set(d.words)
        }
        return list(found.values())

    def _mention(self, phrase: Span, entity: Entity, form: MentionForm = "nominal") -> None:
        self.made.append(
            Mention(
                id=record_id("Mention", self._document.id, phrase, entity.id),
                score=0.7,
                coder=self._coder,
                span=phrase,
                entity=entity.id,
                form=form,
            )
        )


def _kind_of(key: str) -> EntityKind | None:
    """What a noun (in lower case) stands for as a source; None where it is no word for people, bodies or papers."""
    table = load_table("en/sources")
    if key in table["papers"] or key in table["bodies"]:
        return "organization"
    if key in table["many"] or any(_is_one(singular) for singular in _singulars(key)):
        return "group"
    return "person" if _is_one(key, alone=True) else None


def _singulars(key: str) -> list[str]:
    if key.endswith("ies"):
        return [key[:-3] + "y"]
    if key.endswith("men"):
        return [key[:-3] + "man"]
    return [key[:-1], key[:-2]] if key.endswith("es") else [key[:-1]] if key.endswith("s") else []


def _is_one(noun: str, *, alone: bool = False) -> bool:
    """Whether a noun stands for one person (or, for a plural's sake, one body)."""
    table = load_table("en/sources")
    if noun in table["persons"] or (not alone and noun in table["bodies"]):
        return True
    return noun not in table["not_persons"] and len(noun) > 4 and noun.endswith(tuple(table["endings"]))


def _stands(text: str, head: Span, title: str) -> bool:
    """Whether a title stands in the text just so, up to the head's end."""
    return bool(title) and text[: head.end].endswith(title)


def _sector_of(words: list[str]) -> str | None:
    for sector, names in load_table("en/sources")["sectors"].items():
        if any(word in names for word in words):
            return str(sector)
    return None
