"""Who a source is: a known mention, the speaker of the words around, or somebody whom the text leaves unnamed."""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec

from tocsin.annotate.analysis import Analysis
from tocsin.annotate.attribution.askers import name_asker
from tocsin.annotate.attribution.lexicon import words_of
from tocsin.annotate.attribution.page import Draft, Head
from tocsin.annotate.attribution.sources import SourceMaker
from tocsin.annotate.mentions import MentionIndex
from tocsin.records import Diagnostic, Entity, Mention
from tocsin.text.span import Span
from tocsin.vocab.loader import load_table

__all__ = ["Setting", "Speaker", "Speakers"]

OnRecord = Literal["named", "organization", "anonymous", "inferred"]
_PERSONAL = frozenset({"he", "she"})
_SENT_REACH = 2
"""Sentences before "the message reads" in which its sending is told."""
_HINT = "Name the speaker in a review."


class Speaker(msgspec.Struct, frozen=True):
    """Who stands behind a source: an entity id or None, how openly, and how sure that is (a factor of the score)."""

    entity: str | None
    on_record: OnRecord
    sure: float = 1.0


class Setting(msgspec.Struct, frozen=True):
    """What stands around a draft: who is quoted there, who is said to say or think it, who spoke last on the page.

    `since` is the offset where the words of the last speaker began.
    """

    quoted: Speaker | None = None
    holder: Speaker | None = None
    holder_start: int = 0
    last: Speaker | None = None
    since: int = 0


@cache
def _pronouns(kind: str) -> frozenset[str]:
    return frozenset(load_table("en/sources")["pronouns"][kind])


@cache
def _sent() -> frozenset[str]:
    return frozenset(load_table("en/sources")["sent"])


@cache
def _sending() -> frozenset[str]:
    return frozenset(load_table("en/sources")["sending"])


def _is_other_gender(word: str, name: str) -> bool:
    """Whether a given name that is nearly always of one gender speaks against the pronoun."""
    given = name.split(maxsplit=1)[0] if name.split() else ""
    return given in load_table("en/first_names").get("f" if word == "he" else "m", ())


class Speakers:
    """Resolves the sources of one document, and gathers what it had to make and what it could not tell.

    `sources.made` holds new Entities and Mentions, `doubts` the Diagnostics (`ambiguous-referent`,
    `cue-without-source`).
    """

    def __init__(self, analysis: Analysis, index: MentionIndex, coder: str) -> None:
        self.sources = SourceMaker(analysis, index, coder)
        self.doubts: list[Diagnostic] = []
        self._analysis = analysis
        self._raw = analysis.document.text
        self._index = index
        self._entities = {entity.id: entity for entity in analysis.records(Entity)}

    def resolve(self, draft: Draft, setting: Setting) -> Speaker:
        """The speaker of a draft in its setting."""
        if draft.head is None:
            if draft.cue:
                self._doubt("cue-without-source", draft.cue[0], "The page does not say whose words these are.")
            return Speaker(None, "anonymous", 0.8)
        word = draft.head.span.of(self._raw).lower()
        if word in _pronouns("speaker") or word in _pronouns("speakers"):
            return self._first_person(word, draft.head.span, setting.quoted)
        if draft.rule == "turn":
            if draft.sense.kind == "question":
                asker = name_asker(self._analysis, self._index, draft)  # a label such as "Q" names nobody
                return Speaker(asker, "inferred" if asker else "anonymous", 0.8)
            return self._labelled(draft.source[0], word)
        mention = self._mention_of(draft, draft.head)
        if mention is not None:
            return self._known(self._index.entity(mention.entity), mention, draft)
        if word in _pronouns("third") or word in _pronouns("nobody"):
            return self._third_person(word, draft, setting)
        return self._described(draft, draft.head)

    def _labelled(self, label: Span, word: str) -> Speaker:
        """Who a transcript's label means: the one person of that surname, or the one who bears that title."""
        title = label.of(self._raw).lower().removeprefix("the ")
        persons = [e for e in self._entities.values() if e.kind == "person" and e.name]
        found = [e for e in persons if (e.name or "").lower().split()[-1] == word] or self._persons_in(label)
        found = found or [e for e in persons if any(title == role.title.lower() for role in e.roles)]
        if len(found) > 1:
            headed = (self._analysis.document.title or "").split()
            found = [e for e in found if (e.name or "").split()[-1] in headed] or found
        if len(found) == 1:
            return Speaker(found[0].id, "named", 0.95)
        self._doubt(
            "ambiguous-referent", label, f"'{label.of(self._raw)}' fits {len(found) or 'no'} person in the text."
        )
        return Speaker(None, "inferred", 0.8)

    def _persons_in(self, label: Span) -> list[Entity]:
        """The persons named within a label, each once."""
        within = {m.entity: self._index.entity(m.entity) for m in self._index.within(label)}
        return [entity for entity in within.values() if entity.kind == "person" and entity.name]

    def _mention_of(self, draft: Draft, head: Head) -> Mention | None:
        """The mention that a source is; of "his lawyer, Jan Keller" the name, not the description."""
        mention = self._index.headed(head.span, draft.source)
        if head.proper or head.name is None or (mention and self._index.entity(mention.entity).name):
            return mention
        last = Span(head.name.end - 1, head.name.end)
        named = next((m for m in self._index.within(head.name) if m.span.contains(last)), None)
        return named if named and self._index.entity(named.entity).kind == "person" else mention

    def _first_person(self, word: str, head: Span, quoted: Speaker | None) -> Speaker:
        """In quoted words "I" is who is quoted; "we" is less sure, for it may be a whole government."""
        if quoted is None or quoted.entity is None:
            self._doubt("ambiguous-referent", head, f"'{word}' stands in no words that have a known speaker.")
            return Speaker(None, "inferred", 0.7)
        return Speaker(quoted.entity, quoted.on_record, quoted.sure * (1.0 if word in _pronouns("speaker") else 0.8))

    def _third_person(self, word: str, draft: Draft, setting: Setting) -> Speaker:
        """Who "he" is: who is just said to have said it ("She said that she"), or, of a quotation, who spoke last."""
        told = draft.rule in ("around", "beside", "clause") and "quote" in draft.sense.frames
        last = setting.last if told else None
        for near, start, sure in ((setting.holder, setting.holder_start, 0.85), (last, setting.since, 0.7)):
            if near is None or near.entity is None or not self._fits(word, near.entity):
                continue
            if not self._rivals(start, draft, near.entity):
                return Speaker(near.entity, "inferred", sure * near.sure)
        self._doubt(
            "ambiguous-referent", draft.head.span if draft.head else None, f"'{word}' has no bearer that stands out."
        )
        return Speaker(None, "inferred", 0.7)

    def _fits(self, word: str, entity_id: str) -> bool:
        entity = self._entity(entity_id)
        if entity is None or entity.name is None:
            return False  # of a source without a name too little is known
        if word in _PERSONAL:
            return entity.kind == "person" and not _is_other_gender(word, entity.name or "")
        return entity.kind == "group" if word == "they" else word == "it" and entity.kind != "person"

    def _entity(self, entity_id: str) -> Entity | None:
        made = (e for e in self.sources.made if isinstance(e, Entity) and e.id == entity_id)
        return self._entities.get(entity_id) or next(made, None)

    def _rivals(self, start: int, draft: Draft, entity_id: str) -> bool:
        """Whether anybody else of the same sort is mentioned from `start` to the pronoun, outside the draft's words."""
        head = draft.head.span if draft.head else None
        if head is None or head.start <= start:
            return True
        entity = self._entity(entity_id)
        mine = entity is not None and entity.kind == "person"
        return any(
            (self._index.entity(m.entity).kind == "person") == mine
            and m.entity != entity_id
            and not any(span.contains(m.span) for span in draft.content)
            for m in self._index.within(Span(start, head.start))
        )

    def _known(self, entity: Entity, mention: Mention, draft: Draft) -> Speaker:
        sure = {"name": 1.0, "nominal": 0.9, "pronoun": 0.85}[mention.form] * (0.8 if draft.inferred else 1.0)
        if entity.name is None:
            return Speaker(entity.id, "anonymous", sure)
        if draft.inferred:
            return Speaker(entity.id, "inferred", sure)
        return Speaker(entity.id, "named" if entity.kind == "person" else "organization", sure)

    def _described(self, draft: Draft, head: Head) -> Speaker:
        """A source that no mention stands for: a name that only its verb gives away, or a description."""
        word = head.span.of(self._raw)
        closing = self._closing_name(draft)
        if closing is not None:
            return closing
        if head.name is not None and "quote" in draft.sense.frames:
            named = self.sources.name(head.name, head.kind)
            if named is not None:
                return Speaker(named[0].id, "named" if named[0].kind == "person" else "organization", named[1])
        if head.proper and word.lower() not in words_of("speakers", "nouns"):
            self._doubt("ambiguous-referent", head.span, f"'{word}' is a name that no entity bears.")
            return Speaker(None, "inferred", 0.7)
        sender = self._sender(head.span) if word.lower() in _sent() else None
        if sender is not None:
            return sender
        phrase = next((span for span in draft.source if span.contains(head.span)), head.span)
        found = self.sources.describe(phrase, head.span)
        if found is None and len(self.sources.bearers(phrase, head.span)) > 1:
            self._doubt("ambiguous-referent", head.span, f"'{word}' may be one of several described before.")
        return Speaker(found[0].id, "anonymous", found[1]) if found else Speaker(None, "anonymous", 0.7)

    def _closing_name(self, draft: Draft) -> Speaker | None:
        """The person whose name ends the source, where the parser took the office before it for its head."""
        ends = {span.end for span in draft.source}
        for mention in (m for span in draft.source for m in self._index.within(span)):
            entity = self._index.entity(mention.entity)
            if mention.form == "name" and mention.span.end in ends and entity.kind == "person":
                return self._known(entity, mention, draft)
        return None

    def _sender(self, head: Span) -> Speaker | None:
        """Who sent the message that speaks: the named subject of a verb of sending in the sentence or two before."""
        before = [s for s in self._analysis.text.sentences if s.span.end <= head.start][-_SENT_REACH:]
        for parse in filter(None, (self._analysis.parse(sentence) for sentence in reversed(before))):
            for root in parse.roots:
                subject = parse.child(root, "nsubj") if parse.lemmas[root] in _sending() else None
                mention = self._index.headed(parse.tokens[subject].span) if subject is not None else None
                entity = self._index.entity(mention.entity) if mention is not None else None
                if entity is not None and entity.name is not None and entity.kind == "person":
                    return Speaker(entity.id, "named", 0.9)
        return None

    def _doubt(self, code: str, span: Span | None, message: str) -> None:
        self.doubts.append(Diagnostic(code=code, span=span, message=message, hint=_HINT))
