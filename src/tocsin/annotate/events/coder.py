"""Codes events: what happened, between whom, when, and whether it happened at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from tocsin.annotate.analysis import Analysis
from tocsin.annotate.events.dating import Dating, date_acts
from tocsin.annotate.events.forms import inflect
from tocsin.annotate.events.lexicon import english_lexicon
from tocsin.annotate.events.telling import Tellings
from tocsin.annotate.events.trigger import find_triggers
from tocsin.annotate.parse import Parse
from tocsin.records import AnyRecord, Diagnostic, Entity, Event, Mention, Record, Statement, Timex
from tocsin.text.sentences import Sentence

__all__ = ["EnglishEvents"]


class EnglishEvents:
    """Events after PLOVER by rules over the parse; each telling of a happening is a record of its own.

    Emits `undated-event` for an act without a day. Speech alone is no event; asking, blaming, refusing and
    threatening are.
    """

    name = "events"
    version = "1"
    language = "en"
    needs: frozenset[type[Record]] = frozenset({Entity, Mention, Timex, Statement})
    gives: frozenset[type[Record]] = frozenset({Event})

    def wants_parse(self, sentence: Sentence) -> bool:
        """Whether a word of the sentence may name an act."""
        forms = _trigger_forms()
        return any(token.lower in forms for token in sentence.tokens)

    def annotate(self, analysis: Analysis) -> Iterable[AnyRecord | Diagnostic]:
        """Events in text order, with an `undated-event` after each that has no day."""
        tellings = Tellings(analysis, self.name)
        timexes = analysis.records(Timex)
        for parse in analysis.parses():
            yield from _code_sentence(parse, timexes, tellings)


def _code_sentence(parse: Parse, timexes: list[Timex], tellings: Tellings) -> Iterator[Event | Diagnostic]:
    triggers = find_triggers(parse, english_lexicon())
    if not triggers:
        return
    here = [timex for timex in timexes if parse.sentence.span.contains(timex.span)]
    judged = tellings.judge(parse, triggers)
    triggers = [told.trigger for told in judged]
    datings = date_acts(parse, triggers, [told.outcome.cues for told in judged], here)
    for number, told in enumerate(judged):
        if not tellings.stands(parse, told, dated=number in datings):
            continue
        options: list[Dating | None] = list(datings.get(number, ())) or [None]
        for dating in options:
            yield from tellings.tell(parse, told, dating)


@cache
def _trigger_forms() -> frozenset[str]:
    return frozenset(form for word in english_lexicon().last_words for form in inflect(word))
