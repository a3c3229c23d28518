"""Makes Timex records: finds time expressions, resolves them from the publication date, says what is open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tocsin.annotate.analysis import Analysis
from tocsin.records import AnyRecord, Diagnostic, Record, Timex, record_id
from tocsin.text.sentences import Sentence
from tocsin.text.span import Span
from tocsin.text.text import Text
from tocsin.timex.anchors import Anchors, Resolved
from tocsin.timex.calendar import grain_of
from tocsin.timex.grammar import find_expressions
from tocsin.timex.interval import shift_date
from tocsin.timex.lexicon import BREAK_MARK
from tocsin.timex.neighbours import Told
from tocsin.timex.speech import day_of_talk, find_spoken
from tocsin.timex.story import resolve_all
from tocsin.timex.tense import read_tense

__all__ = ["EnglishTimexes"]

_SCORES = {"explicit": 0.95, "published": 0.85, "utterance": 0.8, "narrative": 0.7, "none": 0.8}
"""How sure the coder is by the anchor used: a date that names itself needs no choice, the time told last often does."""
_OPEN_SCORE = 0.5


class EnglishTimexes:
    """Yields a Timex for each time expression, in text order, and a Diagnostic for each that the text leaves open.

    Relative expressions are counted from the publication date, in histories and after "later" from the time told last.
    Diagnostics: `unresolved-timex`, `timex-conflict`, `inferred-year`, `after-publication`.
    """

    name = "timexes"
    version = "1"
    language = "en"
    needs: frozenset[type[Record]] = frozenset()
    gives: frozenset[type[Record]] = frozenset({Timex})

    def wants_parse(self, sentence: Sentence) -> bool:
        """Never: words are enough."""
        del sentence
        return False

    def annotate(self, analysis: Analysis) -> Iterable[AnyRecord | Diagnostic]:
        """The Timex records of the document, each followed by the doubt about it, in text order."""
        document, text = analysis.document, analysis.text
        marked = mark_paragraphs(text)
        talk = day_of_talk(document.title, text.raw, document.published.value)
        anchors = Anchors(published=document.published.day, utterance=talk)
        for told in _resolve(text, marked, anchors):
            span = text.normal.to_raw(told.expression.start, told.expression.end)
            yield self._record(document.id, span, told)
            yield from _doubts(told, span, text)
            if _tells_of_to_come(told, marked, document.published.day):
                yield _after_publication(span, text, document.published.day)

    def _record(self, document: str, span: Span, told: Told) -> Timex:
        answer = told.answer
        resolved = answer if isinstance(answer, Resolved) else None
        return Timex(
            id=record_id("Timex", document, span, answer.kind, answer.value),
            score=_SCORES[resolved.anchor] if resolved else _OPEN_SCORE,
            coder=self.name,
            span=span,
            kind=answer.kind,
            value=answer.value,
            mod=answer.mod,
            days=resolved.days if resolved else None,
            anchor=resolved.anchor if resolved else "none",
            anchor_value=resolved.anchor_value if resolved else None,
            rule=answer.rule,
            range=told.range,
        )


def _resolve(text: Text, marked: str, anchors: Anchors) -> list[Told]:
    """The expressions with their answers; once more where some were quoted on a day that is not the document's."""
    expressions = find_expressions(marked)
    told = resolve_all(marked, expressions, anchors)
    spoken = [s for s in find_spoken(marked, _quoted(text), told) if s.day != anchors.speech()[0]]
    if not any(s.start <= e.start < s.end for s in spoken for e in expressions):
        return told
    return resolve_all(marked, expressions, anchors, spoken)


def _quoted(text: Text) -> Iterator[tuple[int, int]]:
    """The double-marked quotations, as offsets into the normal form."""
    for quotation in text.quotations:
        if not quotation.single:
            yield text.normal.to_normal(quotation.span.start), text.normal.to_normal(quotation.span.end)


def mark_paragraphs(text: Text) -> str:
    """The normal form with a mark for the line end behind each paragraph; every offset stays what it was.

    Without the mark a headline that ends in "May" would take the year that the first sentence begins with.
    """
    pieces: list[str] = []
    done, normal = 0, text.normal
    for paragraph in text.paragraphs:
        end = normal.to_normal(paragraph.end)
        if end < len(normal.text):
            pieces += (normal.text[done:end], BREAK_MARK)
            done = end + 1
    pieces.append(normal.text[done:])
    return "".join(pieces)


def _tells_of_to_come(told: Told, marked: str, published: str | None) -> bool:
    """Whether an explicit day is told as past though it lies after the day after publication, zones allowed for."""
    answer, expression = told.answer, told.expression
    if published is None or not isinstance(answer, Resolved) or answer.anchor != "explicit":
        return False
    if answer.days is None or answer.days.first is None or answer.days.first[:10] <= shift_date(published, 1):
        return False
    return grain_of(answer.value) == "day" and read_tense(marked, expression.start, expression.end) == "past"


def _after_publication(span: Span, text: Text, published: str | None) -> Diagnostic:
    return Diagnostic(
        code="after-publication",
        span=span,
        message=f"'{span.of(text.raw)}' is told as past and lies after the publication on {published}.",
        hint="Check the publication date and this one.",
    )


def _doubts(told: Told, span: Span, text: Text) -> Iterator[Diagnostic]:
    """What is unclear about one expression."""
    words = span.of(text.raw)
    if not isinstance(told.answer, Resolved):
        yield Diagnostic(
            code="unresolved-timex",
            span=span,
            message=f"No day is known for '{words}': {told.answer.reason}.",
            hint="Give the document its publication date." if "no day" in told.answer.reason else "",
        )
    if told.expression.hint is not None and isinstance(told.answer, Resolved):
        yield Diagnostic(
            code="inferred-year",
            span=span,
            message=f"The text does not say the year of '{words}': {told.answer.value[:4]} was inferred near"
            f" {told.expression.hint}.",
            hint="Give the document its publication date to be sure.",
        )
    if told.conflict is not None:
        yield Diagnostic(
            code="timex-conflict",
            span=span,
            message=f"'{words}' and the date beside it disagree: {told.conflict}.",
            hint="The explicit date was taken; check it in the source.",
        )
