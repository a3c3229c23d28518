"""From a record to a line of a brief: who, what, on whose word, and the exact words in their sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tocsin.exports.brief.parts import MACHINE, Cited, Period, Standing
from tocsin.exports.reading.folio import Folio
from tocsin.exports.reading.words import ACTS, SHAPES, clip, say_days, say_probability
from tocsin.ledger.replay import Judged
from tocsin.records import AnyRecord, Entity, Event, Forecast, Mention, Probability, Statement
from tocsin.text.span import Span, cover

__all__ = ["Shelf", "Volume"]

# A sentence may be a page long; the words themselves are never cut, only what stands round them.
_ROUND_WORDS = 170
_STANDING: Mapping[str, Standing] = {"solid": "done", "hollow": "not yet", "hatched": "in doubt", "struck": "did not"}
_STAMPS = {
    "accept": "accepted by an analyst",
    "edit": "edited by an analyst",
    "add": "added by an analyst",
}
_SAYS = {
    "assertion": "says", "belief": "believes", "attitude": "feels", "directive": "tells others to", "question": "asks",
    "refusal": "refuses", "intention": "intends", "threat": "threatens", "forecast": "expects",
}  # fmt: skip


class Volume(Folio):
    """One judged reading, with what a brief asks of it."""

    def __init__(self, judged: Judged, number: int, *, new: bool) -> None:
        super().__init__(judged.reading, number)
        self.verdicts = judged.verdicts
        self.new = new
        self.mentions = [record for record in self.records if isinstance(record, Mention)]

    def parties(self, entities: Iterable[str]) -> frozenset[str]:
        """The codes and names (lower case) that some entities go by, their offices' countries included."""
        found: set[str | None] = set()
        for entity_id in entities:
            entity = self.record(entity_id)
            if isinstance(entity, Entity):
                found |= {entity.country, entity.name, *(role.country for role in entity.roles)}
        return frozenset(name.casefold() for name in found if name)

    def named_in(self, span: Span) -> frozenset[str]:
        """The parties that are mentioned in the sentence which holds a span."""
        around = self.sentence(span)
        return self.parties(mention.entity for mention in self.mentions if around.overlaps(mention.span))

    def sentence(self, span: Span) -> Span:
        """The sentence that holds a span, or the span where it is longer."""
        found = self.text.sentence_at(span.start)
        return cover((span, found.span)) if found else span

    def speaker(self, statement: Statement) -> str:
        """Who says it; of a source without a name the text's own words for it, in full."""
        entity = self.record(statement.source_entity)
        if isinstance(entity, Entity) and entity.name is None and statement.source:
            return self.words(statement.source, 90)
        return super().speaker(statement)

    def told_by(self, statement: Statement | None) -> str:
        """On whose word: the speakers from the innermost outward, or the outlet itself."""
        outlet = self.document.outlet or "the text"
        if statement is None:
            return f"{outlet} itself"
        chain = [self.name(entity) for entity in reversed(statement.chain) if entity != statement.source_entity]
        named = list(dict.fromkeys([self.speaker(statement), *chain]))
        return " via ".join(named[:1] + [name for name in named[1:] if name != outlet])


class Shelf:
    """All readings of a view by document, and the outlets that carry the same words."""

    def __init__(self, judged: Iterable[Judged], period: Period) -> None:
        self.volumes: dict[str, Volume] = {}
        self._carriers: dict[str, list[str]] = {}
        for number, one in enumerate(judged, start=1):
            document = one.reading.document
            day = document.published.day
            new = day is not None and period.first is not None and day >= period.first
            self.volumes[document.id] = Volume(one, number, new=new)
            self._carriers.setdefault(document.text_digest, []).append(document.id)

    def firsts(self) -> list[Volume]:
        """The volumes without copies: of those with the same words the one published first."""
        return [self.volumes[carriers[0]] for carriers in self._carriers.values()]

    def copies(self, *, new: bool) -> int:
        """How many documents (of the period) only carry words that an earlier one has."""
        carried = [carrier for carriers in self._carriers.values() for carrier in carriers[1:]]
        return sum(self.volumes[carrier].new or not new for carrier in carried)

    def cite(self, document: str, record_id: str) -> Cited | None:
        """The line of a record; None where the reading does not hold it."""
        volume = self.volumes[document]
        record = volume.record(record_id)
        match record:
            case Event():
                return self._event(volume, record)
            case Statement():
                return self._statement(volume, record)
            case Forecast():
                return self._forecast(volume, record)
        return None

    def find(self, record_id: str) -> Cited | None:
        """The line of a record, whichever document has it."""
        holder = next((v for v in self.volumes.values() if v.number_of(record_id) is not None), None)
        return self.cite(holder.document.id, record_id) if holder else None

    def _event(self, volume: Volume, event: Event) -> Cited:
        told = volume.record(event.according_to)
        said = told if isinstance(told, Statement) else None
        what = ACTS[event.event_type] + (f" ({event.mode})" if event.mode else "")
        if event.recipients:
            what += f", towards {volume.names(event.recipients)}"
        if event.location:
            what += f", in {event.location.name}"
        standing: Standing = "background" if event.status == "historical" else _STANDING[SHAPES[event.status].form]
        return self._line(
            volume, record=event, span=cover(event.trigger), who=volume.names(event.actors) or "nobody named",
            what=what, status=event.status, standing=standing, when=say_days(event.days) if event.days else None,
            said=said, remarks=_remarks(said),
        )  # fmt: skip

    def _statement(self, volume: Volume, statement: Statement) -> Cited:
        spans = statement.content or statement.cue
        return self._line(
            volume, record=statement, span=cover(spans), who=volume.speaker(statement),
            what=_SAYS[statement.kind] if statement.polarity == "affirmed" else "does not say", status=None,
            standing="said", when=say_days(statement.said) if statement.said else None, said=statement,
            remarks=_remarks(statement),
        )  # fmt: skip

    def _forecast(self, volume: Volume, forecast: Forecast) -> Cited:
        told = volume.record(forecast.statement)
        said = told if isinstance(told, Statement) else None
        remarks = [_likelihood(forecast.probability)] if forecast.probability else []
        if forecast.condition:
            remarks.append(f"on condition: \u201c{volume.words(forecast.condition, 120)}\u201d")
        return self._line(
            volume, record=forecast, span=cover(forecast.outcome), who=volume.speaker(said) if said else "the text",
            what="expects", status=None, standing="expected", when=say_days(forecast.horizon) if forecast.horizon
            else None, said=said, remarks=tuple(remarks),
        )  # fmt: skip

    def _line(
        self, volume: Volume, *, record: AnyRecord, span: Span, who: str, what: str, status: str | None,
        standing: Standing, when: str | None, said: Statement | None, remarks: tuple[str, ...],
    ) -> Cited:  # fmt: skip
        document = volume.document
        around = volume.sentence(span)
        carriers = self._carriers[document.text_digest]
        others = [
            self.volumes[other].document.outlet or "an unnamed outlet" for other in carriers if other != document.id
        ]
        return Cited(
            record=record.id, document=document.id, span=span, who=who, what=what, status=status, standing=standing,
            when=when, told_by=volume.told_by(said), remarks=remarks,
            before=_tail(document.text[around.start : span.start]), words=_one_line(span.of(document.text)),
            after=_head(document.text[span.end : around.end]), outlet=document.outlet,
            published=document.published.day, title=document.title, uri=document.uri, also=tuple(others),
            stamp=_STAMPS.get(volume.verdicts.get(record.id, ""), MACHINE), new=volume.new,
        )  # fmt: skip


def _remarks(said: Statement | None) -> tuple[str, ...]:
    """What the text says of the telling: that it is doubted, unnamed, hearsay, how sure the speaker is."""
    if said is None:
        return ()
    told = []
    if said.on_record == "anonymous":
        told.append("source unnamed")
    if said.on_record == "inferred":
        told.append("speaker inferred")
    if said.basis in ("hearsay", "inference"):
        told.append(f"known by {said.basis}")
    if said.stance in ("doubts", "denies"):
        told.append(f"the reporter {said.stance} it")
    if said.certainty is not None:
        told.append(_likelihood(said.certainty))
    return tuple(told)


def _likelihood(likelihood: Probability) -> str:
    return say_probability(likelihood).removesuffix(": no range")


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _tail(words: str) -> str:
    """The end of what stands before, with the space that parts it from the words."""
    line = _one_line(words)
    if len(line) > _ROUND_WORDS:
        kept = line[-_ROUND_WORDS:]
        line = "\u2026 " + kept[kept.find(" ") + 1 :]
    return f"{line} " if line and words[-1:].isspace() else line


def _head(words: str) -> str:
    line = clip(words, _ROUND_WORDS) if words.strip() else ""
    return f" {line}" if line and words[:1].isspace() else line
