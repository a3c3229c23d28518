"""Collects forecasts: what a speaker expects to happen, by when, how surely and on what condition."""

from __future__ import annotations

from collections.abc import Iterable

from tocsin.annotate.analysis import Analysis
from tocsin.annotate.forecasts.outlook import Outlook, find_outlooks
from tocsin.records import AnyRecord, Diagnostic, Event, Forecast, Probability, Record, Statement, Timex, record_id
from tocsin.text.sentences import Sentence
from tocsin.text.span import Span
from tocsin.timex.interval import Days, span, with_extent
from tocsin.vocab.loader import load_table

__all__ = ["EnglishForecasts"]

_SCORE = 0.6


class EnglishForecasts:
    """Forecasts out of statements, by the modal, hedge or verb of expecting in their content.

    Only what is said of happenings to come is taken: wishes, orders, questions and what the page itself says are not.
    """

    name = "forecasts"
    version = "1"
    language = "en"
    needs: frozenset[type[Record]] = frozenset({Statement, Event, Timex})
    gives: frozenset[type[Record]] = frozenset({Forecast})

    def wants_parse(self, sentence: Sentence) -> bool:
        """Whether a word of expecting stands in the sentence."""
        words = load_table("en/forecasts")["triggers"]
        return any(token.lower in words for token in sentence.tokens)

    def annotate(self, analysis: Analysis) -> Iterable[AnyRecord | Diagnostic]:
        """Forecasts in the order of their statements; at most one for each sentence of a statement's content."""
        events, timexes = analysis.records(Event), analysis.records(Timex)
        acts = [span for event in events for span in event.trigger]
        times = [timex.span for timex in timexes]
        taken: set[Span] = set()
        statements = analysis.records(Statement)
        for statement in sorted(statements, key=lambda s: sum(len(piece) for piece in s.content)):
            for outlook in find_outlooks(analysis, statement, acts, times):
                if outlook.outcome[0] in taken:
                    continue  # an inner statement holds it already
                taken.add(outlook.outcome[0])
                yield _make(analysis, self.name, statement, outlook, events, timexes)


def _make(
    analysis: Analysis, coder: str, statement: Statement, outlook: Outlook, events: list[Event], timexes: list[Timex]
) -> Forecast:
    event = next((e for e in events if any(s.contains(e.trigger[0]) for s in outlook.outcome)), None)
    if event is None and outlook.points:
        event = _spoken_of(analysis, outlook, events)
    return Forecast(
        id=record_id("Forecast", analysis.document.id, statement.id, outlook.outcome),
        score=_SCORE,
        coder=coder,
        statement=statement.id,
        outcome=outlook.outcome,
        event=event.id if event is not None else None,
        horizon=_horizon(analysis, outlook, timexes),
        probability=_probability(analysis, statement, outlook),
        condition=outlook.condition,
    )


def _spoken_of(analysis: Analysis, outlook: Outlook, events: list[Event]) -> Event | None:
    """The last act before a look at a time ("I would look to the winter") in its paragraph that had not come about."""
    sentence = analysis.text.sentence_at(outlook.sentence.start)
    if sentence is None:
        return None
    paragraph = analysis.text.paragraphs[sentence.paragraph]
    before = [
        e
        for e in events
        if paragraph.contains(e.trigger[0])
        and e.trigger[0].start < outlook.sentence.start
        and e.status not in ("occurred", "ongoing", "historical")
    ]
    return max(before, key=lambda e: e.trigger[0], default=None)


def _horizon(analysis: Analysis, outlook: Outlook, timexes: list[Timex]) -> Days | None:
    """The days in which the outcome is to fall: those of the time words of its sentence that do not lie in the past."""
    published = analysis.document.published.day
    found: Days | None = None
    for timex in timexes:
        if not any(s.contains(timex.span) for s in outlook.outcome) or timex.days is None or timex.kind == "SET":
            continue
        last = timex.days.last
        if published is not None and last is not None and last[:10] < published:
            continue
        if str(timex.value).endswith("_REF") and timex.value != "FUTURE_REF":
            continue
        found = timex.days if found is None else span(found, timex.days)
    return None if found is None else with_extent(found, "within")


def _probability(analysis: Analysis, statement: Statement, outlook: Outlook) -> Probability | None:
    """The speaker's certainty where its hedge stands in this sentence, else the bare modal without a range."""
    if statement.certainty is not None and any(outlook.sentence.contains(hedge) for hedge in statement.hedges):
        return statement.certainty
    words = outlook.cue.of(analysis.text.raw).lower()
    return Probability(low=None, high=None, words=words) if words in load_table("en/forecasts")["hedged"] else None
