"""Makes the event records of a sentence: joins trigger, parties, time, status and source."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from tocsin.annotate.analysis import Analysis
from tocsin.annotate.events.clause import is_party
from tocsin.annotate.events.dating import Dating, is_after, is_long_before
from tocsin.annotate.events.lexicon import english_lexicon
from tocsin.annotate.events.parties import actor_words, decider_words, entities_of, recipient_words
from tocsin.annotate.events.place import locate_act
from tocsin.annotate.events.plover import code_plover, find_contexts, scale_of
from tocsin.annotate.events.referring import is_definite
from tocsin.annotate.events.sizes import count_people
from tocsin.annotate.events.status import Outcome, is_purpose_of, judge_outcome
from tocsin.annotate.events.trigger import Trigger
from tocsin.annotate.mentions import MentionIndex
from tocsin.annotate.parse import Parse
from tocsin.records import Diagnostic, Event, Statement, Timex, record_id
from tocsin.records.kinds import EventStatus
from tocsin.text.span import Span
from tocsin.timex.interval import Days, with_extent
from tocsin.vocab.loader import load_table

__all__ = ["Tellings", "Told"]

# The verbal act and the act it is about are one telling where both have one doer; a request or an accusation has two.
_MERGED = frozenset({"planned", "refused", "threatened", "cancelled", "feared", "denied"})

# What later words on the same act go by; what one voice alleges or denies of it does not bind the next.
_KEPT = frozenset({"occurred", "ongoing", "planned", "feared", "hypothetical", "requested", "threatened", "cancelled"})

_SPOKEN = frozenset({"SUPPORT", "ACCUSE", "REQUEST", "CONCEDE", "AGREE", "REJECT", "THREATEN"})


class Told(msgspec.Struct, frozen=True):
    """An act of a sentence with what became of it; `accused`: another act of the sentence blames someone for it."""

    trigger: Trigger
    outcome: Outcome
    accused: bool


class Tellings:
    """What the earlier annotators know of a document, for making its events."""

    def __init__(self, analysis: Analysis, coder: str) -> None:
        self.raw = analysis.text.raw
        self.document = analysis.document
        self.index = MentionIndex(analysis)
        self.statements = analysis.records(Statement)
        self.paragraphs = analysis.text.paragraphs
        self.timexes = sorted((t for t in analysis.records(Timex) if _names_day(t)), key=lambda t: t.span)
        self.coder = coder
        self._last: dict[str, EventStatus] = {}

    def judge(self, parse: Parse, triggers: list[Trigger]) -> list[Told]:
        """The acts with what became of them, without those that are told by another act of the sentence."""
        outcomes = [judge_outcome(parse, trigger) for trigger in triggers]
        found = []
        for number, (trigger, outcome) in enumerate(zip(triggers, outcomes, strict=True)):
            if _is_told_below(trigger, number, outcomes) or _is_subject_of_same(parse, trigger, triggers):
                continue
            became: Outcome | None = outcome
            if is_purpose_of(parse, trigger, triggers):
                became = _said_in_meeting(parse, trigger, triggers, outcomes)
            if became is not None:
                blamed = became.status == "alleged" and any(_blames(parse.lemmas[cue]) for cue in became.cues)
                found.append(Told(trigger, became, blamed))
        return found

    def stands(self, parse: Parse, told: Told, *, dated: bool) -> bool:
        """Whether a noun is told as an act: done, judged, dated, between parties, or one that was told before."""
        trigger = told.trigger
        if not trigger.is_noun:
            return not _is_of_paper(parse, trigger)
        if any(name.start <= trigger.head < name.end and name.label != "EVENT" for name in parse.names):
            return False
        if trigger.clause is not None or told.outcome.cues or dated or self._is_known(parse, trigger):
            return True
        words = actor_words(parse, trigger) + recipient_words(parse, trigger)
        return any(is_party(parse, word) or self.index.headed(parse.tokens[word].span) for word in words)

    def _is_known(self, parse: Parse, trigger: Trigger) -> bool:
        """Whether the text has told an act of the sort, and the noun speaks of that one."""
        return trigger.rule.type in self._last and is_definite(parse, trigger)

    def tell(self, parse: Parse, told: Told, dating: Dating | None) -> Iterator[Event | Diagnostic]:
        """The event of one telling, and a Diagnostic where the text gives it no day."""
        trigger = told.trigger
        spans = parse.spans(self.raw, trigger.tokens)
        statement = self._teller(parse.tokens[trigger.head].span)
        days, basis = self._days(spans, dating)
        if days is not None and _is_past(parse, trigger) and is_after(days, self.document.published.day):
            days, basis = None, None  # a day to come cannot be that of a deed told as done: it is some other word's
        outcome = self._weigh(parse, told, self._governing(parse, trigger, statement), days)
        if outcome.status in _KEPT or trigger.rule.type not in self._last:
            self._last[trigger.rule.type] = outcome.status
        actors, recipients = self._parties(parse, trigger, outcome)
        code = code_plover(trigger.rule.type, trigger.rule.mode, "accused" if told.accused else outcome.status)
        yield Event(
            id=record_id("Event", self.document.id, spans, trigger.rule.type, days.edtf if days else None),
            score=_score(trigger, outcome, actors),
            coder=self.coder,
            trigger=spans,
            event_type=trigger.rule.type,
            mode=trigger.rule.mode,
            contexts=_contexts(parse, trigger),
            plover=code,
            cameo=trigger.rule.cameo,
            actors=actors,
            recipients=recipients,
            location=locate_act(parse, trigger, self.index),
            days=days,
            days_basis=basis,
            status=outcome.status,
            status_cue=parse.spans(self.raw, outcome.cues),
            according_to=statement.id if statement is not None else None,
            scale=scale_of(code),
            size=count_people(parse, trigger),
        )
        if days is None:
            yield Diagnostic(
                code="undated-event",
                span=spans[0],
                message="The text does not say when this was.",
                hint="It stays undated; the publication date only bounds what is told as past.",
            )

    def _teller(self, head: Span) -> Statement | None:
        """The innermost statement whose content holds the act; None where the page itself tells it."""
        holding = [s for s in self.statements if any(span.contains(head) for span in s.content)]
        return min(holding, key=lambda s: (sum(len(span) for span in s.content), s.id), default=None)

    def _governing(self, parse: Parse, trigger: Trigger, statement: Statement | None) -> Statement | None:
        """The statement, if its own cue governs the act; not where another word of saying stands between.

        "I want to stress that we agreed" wants the stressing, and tells the agreeing as a fact.
        """
        verb = trigger.clause if trigger.clause is not None else trigger.head
        while parse.deps[verb] in ("conj", "xcomp"):
            verb = parse.heads[verb]
        if statement is None or parse.deps[verb] != "ccomp":
            return statement
        above = parse.tokens[parse.heads[verb]].span
        between = any(span.contains(above) for span in statement.content)
        return None if between else statement

    def _days(self, spans: tuple[Span, ...], dating: Dating | None) -> tuple[Days | None, str | None]:
        """The days of the clause's own time expression; for an act that is itself a saying, the day it was said."""
        if dating is not None:
            return dating.days, "timex"
        for statement in self.statements:
            if statement.said is not None and any(a.overlaps(b) for a in statement.cue for b in spans):
                return with_extent(statement.said, "within"), "utterance"
        return None, None

    def _weigh(self, parse: Parse, told: Told, statement: Statement | None, days: Days | None) -> Outcome:
        """What the teller and the calendar make of an act that the sentence tells as a fact."""
        outcome = told.outcome
        if outcome.status not in ("occurred", "ongoing"):
            return outcome
        published = self.document.published.day
        if not outcome.cues and self._is_known(parse, told.trigger):
            return msgspec.structs.replace(outcome, status=self._last[told.trigger.rule.type])
        if days is not None and outcome.status != "ongoing" and is_long_before(days, published):
            return msgspec.structs.replace(outcome, status="historical")
        if days is not None and is_after(days, published):
            return msgspec.structs.replace(outcome, status="planned")
        if days is None and self._is_in_old_tale(told.trigger, parse, published):
            return msgspec.structs.replace(outcome, status="historical")
        if statement is not None and statement.stance == "doubts" and statement.kind == "assertion":
            return msgspec.structs.replace(outcome, status="alleged")
        if statement is not None and not told.trigger.is_noun:
            status: EventStatus | None = load_table("en/event_status")["statements"].get(statement.kind)
            if status is not None:
                return msgspec.structs.replace(outcome, status=status)
        return outcome

    def _is_in_old_tale(self, trigger: Trigger, parse: Parse, published: str | None) -> bool:
        """Whether an act without a day of its own is told in a tale of long ago: the last day named before it."""
        if not (trigger.is_noun or _is_past(parse, trigger)):
            return False
        here = parse.tokens[trigger.head].span
        paragraph = self.paragraphs[parse.sentence.paragraph]
        told = [
            timex
            for timex in self.timexes
            if timex.span.start >= paragraph.start
            and timex.span.end <= parse.sentence.span.end
            and not _is_aside(parse, timex)
        ]
        before = [t for t in told if t.span.start < here.start]
        last = before[-1] if before else next((t for t in told if parse.sentence.span.contains(t.span)), None)
        return last is not None and last.days is not None and is_long_before(last.days, published)

    def _parties(self, parse: Parse, trigger: Trigger, outcome: Outcome) -> tuple[tuple[str, ...], tuple[str, ...]]:
        lexicon = english_lexicon()
        doers = actor_words(parse, trigger)
        if outcome.status in ("refused", "cancelled"):
            doers = [*decider_words(parse, trigger, outcome.cues), *doers]
        actors = entities_of(parse, doers, self.index, lexicon)
        recipients = entities_of(parse, recipient_words(parse, trigger), self.index, lexicon, touched=True)
        if trigger.rule.equal:
            return tuple(dict.fromkeys(actors + recipients)), ()
        return actors, tuple(entity for entity in recipients if entity not in actors)


def _names_day(timex: Timex) -> bool:
    """Whether a time expression says when: a date or a time with days, not a length or a repetition."""
    return timex.kind in ("DATE", "TIME") and timex.days is not None and timex.value not in (None, "PRESENT_REF")


def _is_aside(parse: Parse, timex: Timex) -> bool:
    """Whether a time of the sentence stands in a clause about some noun ("X, who served until 2008, met Y")."""
    token = parse.token_at(timex.span.start)
    if token is None:
        return False
    return any(parse.deps[above] in ("relcl", "acl", "appos") for above in (token, *parse.ancestors(token)))


def _is_of_paper(parse: Parse, trigger: Trigger) -> bool:
    """Whether a request or a threat is only what a report or a study says: paper asks and threatens no one."""
    doers = actor_words(parse, trigger) if trigger.rule.type in ("REQUEST", "THREATEN") else []
    writings = load_table("en/event_classes")["subjects"]["writings"]
    return bool(doers) and all(parse.lemmas[word] in writings for word in doers)


def _is_told_below(trigger: Trigger, number: int, outcomes: list[Outcome]) -> bool:
    """Whether a refusing, promising or threatening is told with the act that it is about."""
    if trigger.rule.gives is None:
        return False
    others = (outcome for n, outcome in enumerate(outcomes) if n != number)
    return any(trigger.head in outcome.cues and outcome.status in _MERGED for outcome in others)


def _is_subject_of_same(parse: Parse, trigger: Trigger, triggers: list[Trigger]) -> bool:
    """Whether an act is the subject of a verb that tells the same ("the bombing killed three"): the verb's telling."""
    if not trigger.is_noun or parse.deps[trigger.head] != "nsubj":
        return False
    return any(t.head == trigger.clause and t.rule.type == trigger.rule.type for t in triggers)


def _said_in_meeting(
    parse: Parse, trigger: Trigger, triggers: list[Trigger], outcomes: list[Outcome]
) -> Outcome | None:
    """What became of a verbal act that a call or meeting served ("called her to congratulate"): what became of that."""
    if trigger.rule.type not in _SPOKEN or trigger.clause is None:
        return None
    head = parse.heads[trigger.clause]
    told = zip(triggers, outcomes, strict=True)
    return next((o for t, o in told if t.clause == head and t.rule.type == "CONSULT"), None)


def _blames(lemma: str) -> bool:
    """Whether a word blames someone for what it governs: accuse, suspect, allegation; not merely "alleged"."""
    lexicon = english_lexicon()
    rules = (*lexicon.verbs.get(lemma, ()), *lexicon.nouns.get(lemma, ()))
    return any(rule.gives == "alleged" for rule in rules)


def _is_past(parse: Parse, trigger: Trigger) -> bool:
    """Whether the act is told in the past or the perfect."""
    verb = trigger.clause
    if verb is None or parse.tags[verb] not in ("VBD", "VBN"):
        return False
    auxiliaries = {parse.words[i] for i in parse.children(verb, "aux", "auxpass")}
    return parse.tags[verb] == "VBD" or bool(auxiliaries & {"was", "were", "has", "have", "had", "'ve"})


def _contexts(parse: Parse, trigger: Trigger) -> tuple[str, ...]:
    """The contexts of the sentence, with the one that the act itself implies, in alphabetical order."""
    implied = () if trigger.rule.context is None else (trigger.rule.context,)
    return tuple(sorted({*find_contexts(parse.lemmas, parse.words), *implied}))


def _score(trigger: Trigger, outcome: Outcome, actors: tuple[str, ...]) -> float:
    """How sure the coder is: more slots filled and a known doer make it surer, a bare noun less sure."""
    score = 0.6 + 0.1 * min(2, len(trigger.rule.slots)) + 0.1 * bool(actors)
    if trigger.is_noun:
        score -= 0.15 if trigger.clause is not None else 0.25
    if outcome.cues:
        score -= 0.05
    return round(score, 2)
