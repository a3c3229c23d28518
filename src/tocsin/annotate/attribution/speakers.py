"""Who a source is: a mention that is known, the speaker of the words around, or somebody whom the text leaves unnamed."""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec

from tocsin.annotate.analysis import Analysis
from tocsin.annotate.attribution.lexicon import words_of
from tocsin.annotate.attribution.page import Draft
from tocsin.annotate.mentions import MentionIndex
from tocsin.records import Diagnostic, Entity, Mention, Role, record_id
from tocsin.records.kinds import EntityKind
from tocsin.text.span import Span
from tocsin.vocab.loader import load_table

__all__ = ["Speaker", "Speakers"]

OnRecord = Literal["named", "organization", "anonymous", "inferred"]
_DETERMINERS = frozenset({"the", "a", "an", "this", "that", "one", "another", "some", "two", "three", "several", "these", "those"})


class Speaker(msgspec.Struct, frozen=True):
    """Who stands behind a source: an entity id or None, how openly, and how sure that is (a factor of the score)."""

    entity: str | None
    on_record: OnRecord
    sure: float = 1.0


@cache
def _pronouns(kind: str) -> frozenset[str]:
    return frozenset(load_table("en/sources")["pronouns"][kind])


class Speakers:
    """Resolves the sources of one document, in text order, and gathers the entities it had to make for unnamed ones.

    `made` holds new Entities and Mentions, `doubts` the Diagnostics (`ambiguous-referent`, `cue-without-source`).
    """

    def __init__(self, analysis: Analysis, index: MentionIndex, coder: str) -> None:
        self.made: list[Entity | Mention] = []
        self.doubts: list[Diagnostic] = []
        self._analysis = analysis
        self._index = index
        self._coder = coder
        self._unnamed: dict[str, Entity] = {}
        self._by_span: dict[Span, Entity] = {}

    def resolve(self, draft: Draft, around: Speaker | None) -> Speaker:
        """The speaker of a draft; `around` is the speaker of the statement that holds it, or None on the page itself."""
        if draft.head is None:
            if draft.cue:
                self._doubt("cue-without-source", draft.cue[0], "The page does not say whose words these are.")
            return Speaker(None, "anonymous", 0.8)
        word = draft.head.of(self._analysis.document.text).lower()
        if word in _pronouns("speaker") or word in _pronouns("speakers"):
            return self._first_person(word, draft.head, around)
        mention = self._index.headed(draft.head, draft.source)
        if mention is not None:
            return self._known(self._index.entity(mention.entity), mention, draft)
        if word in _pronouns("third") or word in _pronouns("nobody"):
            self._doubt("ambiguous-referent", draft.head, f"'{word}' has no bearer that stands out.")
            return Speaker(None, "inferred", 0.7)
        return self._describe(draft)

    def _first_person(self, word: str, head: Span, around: Speaker | None) -> Speaker:
        """Inside somebody's words "I" is that speaker; "we" is less sure, for it may be a whole government."""
        if around is None or around.entity is None:
            self._doubt("ambiguous-referent", head, f"'{word}' stands outside any words that have a known speaker.")
            return Speaker(None, "inferred", 0.7)
        return Speaker(around.entity, around.on_record, 1.0 if word in _pronouns("speaker") else 0.8)

    def _known(self, entity: Entity, mention: Mention, draft: Draft) -> Speaker:
        sure = {"name": 1.0, "nominal": 0.9, "pronoun": 0.85}[mention.form] * (0.8 if draft.inferred else 1.0)
        if entity.name is None:
            return Speaker(entity.id, "anonymous", sure)
        if draft.inferred:
            return Speaker(entity.id, "inferred", sure)
        return Speaker(entity.id, "named" if entity.kind == "person" else "organization", sure)

    def _describe(self, draft: Draft) -> Speaker:
        """The entity of a source that is only described: the one described alike before ("the official"), or a new one."""
        head, text = draft.head, self._analysis.document.text
        if head is None:
            return Speaker(None, "anonymous")
        phrase = next((s for s in draft.source if s.contains(head)), head)
        words = phrase.of(text).split()
        described = words[0].lower() in _DETERMINERS or head.of(text).lower() in words_of("speakers", "nouns")
        if head.of(text)[:1].isupper() and not described:
            self._doubt("ambiguous-referent", head, f"'{head.of(text)}' looks like a name that no entity bears.")
            return Speaker(None, "inferred", 0.7)
        key = head.of(text).lower()
        if phrase in self._by_span:
            return Speaker(self._by_span[phrase].id, "anonymous")
        earlier = self._unnamed.get(key)
        if earlier is not None and words[0].lower() in ("the", "this", "that", "these", "those"):
            self._mention(phrase, earlier)
            return Speaker(earlier.id, "anonymous", 0.8)
        entity = self._make(phrase, head, key)
        self._unnamed[key] = self._by_span[phrase] = entity
        self.made.append(entity)
        self._mention(phrase, entity)
        return Speaker(entity.id, "anonymous", 0.95)

    def _make(self, phrase: Span, head: Span, key: str) -> Entity:
        words = [w.strip(".,;:'\u2019\"").lower() for w in phrase.of(self._analysis.document.text).split()]
        title = " ".join(w for i, w in enumerate(phrase.of(self._analysis.document.text).split()) if i or w.lower() not in _DETERMINERS)
        document = self._analysis.document.id
        return Entity(
            id=record_id("Entity", document, "source", phrase),
            score=0.7,
            coder=self._coder,
            basis="text",
            kind=_kind_of(key, head.of(self._analysis.document.text)),
            name=None,
            country=self._country(phrase),
            sector=_sector_of(words),
            roles=(Role(title=title, span=phrase),) if title else (),
        )

    def _country(self, phrase: Span) -> str | None:
        """The one country that the words of a description name; None for none or several."""
        inside = {self._index.entity(m.entity).country for m in self._index.within(phrase)} - {None}
        return inside.pop() if len(inside) == 1 else None

    def _mention(self, phrase: Span, entity: Entity) -> None:
        self.made.append(
            Mention(
                id=record_id("Mention", self._analysis.document.id, phrase, entity.id),
                score=0.7, coder=self._coder, span=phrase, entity=entity.id, form="nominal",
            )
        )  # fmt: skip

    def _doubt(self, code: str, span: Span, message: str) -> None:
        self.doubts.append(Diagnostic(code=code, span=span, message=message, hint="Name the speaker in a review."))


def _kind_of(key: str, head: str) -> EntityKind:
    table = load_table("en/sources")
    if key in table["papers"] or key in table["bodies"]:
        return "organization"
    plural = key.endswith("s") and not key.endswith(("ss", "us"))
    return "group" if plural or key in ("people", "police", "men", "women", "staff") else "person"


def _sector_of(words: list[str]) -> str | None:
    for sector, names in load_table("en/sources")["sectors"].items():
        if any(word in names for word in words):
            return str(sector)
    return None
