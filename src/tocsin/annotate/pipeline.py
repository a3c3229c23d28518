"""Runs annotators over documents, in an order that their needs allow, with one parse for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from tocsin.annotate.analysis import Analysis
from tocsin.annotate.encoder import Encoder
from tocsin.annotate.parse import Parse
from tocsin.annotate.protocol import Annotator
from tocsin.errors import PipelineError, TocsinError
from tocsin.records import AnyRecord, Diagnostic, Document, Reading, Record
from tocsin.text.sentences import Sentence
from tocsin.text.text import Text
from tocsin.vocab.roster import Roster

__all__ = ["Pipeline", "batched", "order_annotators"]

# Documents are read ahead until they hold this many characters, so that small ones share a batch of the parser.
_READ_AHEAD = 60_000


def batched(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """The documents in order, as many at a time as share a batch of the parser."""
    batch: list[Document] = []
    size = 0
    for document in documents:
        batch.append(document)
        size += len(document.text)
        if size >= _READ_AHEAD:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def order_annotators(annotators: Sequence[Annotator]) -> tuple[Annotator, ...]:
    """The annotators so that each comes after all that give what it needs; names break ties.

    Raises `PipelineError`: `need-not-given` where no one gives a kind, `needs-in-circle` where they wait in a circle.
    """
    waiting = sorted(annotators, key=lambda annotator: annotator.name)
    given_at_all = frozenset(chain.from_iterable(a.gives for a in waiting))
    for annotator in waiting:
        if missing := annotator.needs - given_at_all:
            kinds = ", ".join(sorted(kind.__name__ for kind in missing))
            raise PipelineError(
                "need-not-given",
                f"'{annotator.name}' needs {kinds}.",
                "Add an annotator that gives it, or leave this out.",
            )
    ordered: list[Annotator] = []
    while waiting:
        ready = next((a for a in waiting if not a.needs & _gives_of_others(a, waiting)), None)
        if ready is None:
            names = ", ".join(a.name for a in waiting)
            raise PipelineError(
                "needs-in-circle", f"These annotators wait for each other: {names}.", "Break the circle."
            )
        ordered.append(ready)
        waiting.remove(ready)
    return tuple(ordered)


def _gives_of_others(annotator: Annotator, waiting: Sequence[Annotator]) -> frozenset[type[Record]]:
    return frozenset(chain.from_iterable(other.gives for other in waiting if other is not annotator))


class Pipeline:
    """Documents in, readings out, in the same order, a few documents at a time.

    Names are looked up in `roster`, the bundled one where none is given. `annotators` may be of several languages;
    a document is read by those of its own, and a document that none reads is passed through with a `language-not-
    coded` diagnostic.
    """

    def __init__(self, annotators: Sequence[Annotator], encoder: Encoder, roster: Roster | None = None) -> None:
        self._by_language = {
            language: order_annotators([a for a in annotators if a.language == language])
            for language in sorted({a.language for a in annotators})
        }
        self._encoder = encoder
        self._roster = roster

    def read(self, documents: Iterable[Document]) -> Iterator[Reading]:
        """One reading a document, in order, streaming. Raises `PipelineError` (`record-not-given`, `bad-span`)."""
        for batch in batched(documents):
            yield from self._read_batch(batch)

    def analyse(self, documents: Sequence[Document]) -> Iterator[Analysis]:
        """The analyses of documents of a language that is read, with all records, in order: what coders learn from."""
        for document, text, parses in self._parsed(documents):
            yield self._annotated(Analysis(document, text, parses, self._roster))[0]

    def _read_batch(self, documents: Sequence[Document]) -> Iterator[Reading]:
        try:
            parsed = list(self._parsed(documents))
        except TocsinError:
            raise
        except Exception as error:  # noqa: BLE001  (a text that cannot be cut or parsed must not stop those beside it)
            if len(documents) == 1:
                yield Reading(document=documents[0], records=(), diagnostics=(_broke_off("parser", error),))
                return
            for document in documents:
                yield from self._read_batch([document])
            return
        for document, text, parses in parsed:
            yield self._annotate(document, text, parses)

    def _parsed(self, documents: Sequence[Document]) -> Iterator[tuple[Document, Text, dict[int, Parse]]]:
        texts = [Text(document.text) for document in documents]
        wanted = [self._wanted(document, text) for document, text in zip(documents, texts, strict=True)]
        parses = iter(self._encoder.encode(list(chain.from_iterable(wanted))))
        for document, text, sentences in zip(documents, texts, wanted, strict=True):
            yield document, text, {sentence.index: next(parses) for sentence in sentences}

    def _wanted(self, document: Document, text: Text) -> list[Sentence]:
        annotators = self._by_language.get(document.language, ())
        return [s for s in text.sentences if any(a.wants_parse(s) for a in annotators)] if annotators else []

    def _annotate(self, document: Document, text: Text, parses: dict[int, Parse]) -> Reading:
        if document.language not in self._by_language:
            return Reading(document=document, records=(), diagnostics=(_not_coded(document),))
        analysis, doubts = self._annotated(Analysis(document, text, parses, self._roster))
        diagnostics = dict.fromkeys([*_doubts_of_text(document, text), *doubts])
        return Reading(document=document, records=analysis.all_records(), diagnostics=tuple(diagnostics))

    def _annotated(self, analysis: Analysis) -> tuple[Analysis, list[Diagnostic]]:
        """The analysis with the records of every annotator of its language, and their doubts."""
        diagnostics: list[Diagnostic] = []
        for annotator in self._by_language.get(analysis.document.language, ()):
            found: dict[str, AnyRecord] = {}
            for item in _annotated_by(annotator, analysis):
                if isinstance(item, Diagnostic):
                    diagnostics.append(item)
                else:
                    _check_given(annotator, item)
                    found.setdefault(item.id, item)
            analysis.add(found.values())
        return analysis, diagnostics


def _doubts_of_text(document: Document, text: Text) -> Iterator[Diagnostic]:
    """What is unclear before any coder has looked: no date, marks without a partner."""
    if document.published.value is None:
        yield Diagnostic(
            code="no-publication-date",
            span=None,
            message="The document has no publication date.",
            hint="Give it a date: relative times such as 'last week' cannot be resolved without.",
        )
    for quotation in text.quotations:
        if not quotation.closed and not quotation.carries_on:
            yield Diagnostic(
                code="unclosed-quotation",
                span=quotation.span,
                message="This quotation mark has no partner in its paragraph.",
                hint="Where the quotation ends was guessed; look at the original.",
            )


def _annotated_by(annotator: Annotator, analysis: Analysis) -> Iterator[AnyRecord | Diagnostic]:
    """What an annotator finds; a fault in it costs what it had still to say of this document, and is told."""
    try:
        yield from annotator.annotate(analysis)
    except TocsinError:
        raise
    except Exception as error:  # noqa: BLE001  (one document that a coder breaks on must not stop ten thousand others)
        yield _broke_off(annotator.name, error)


def _broke_off(coder: str, error: Exception) -> Diagnostic:
    return Diagnostic(
        code="coder-failed",
        span=None,
        message=f"The coder '{coder}' broke off: {type(error).__name__}: {error}.",
        hint="What it found before is kept. Please report the text that it broke on.",
    )


def _check_given(annotator: Annotator, record: AnyRecord) -> None:
    if type(record) not in annotator.gives:
        raise PipelineError(
            "record-not-given",
            f"'{annotator.name}' made a {type(record).__name__}, which it does not say it gives.",
            "Declare the kind in `gives`.",
        )


def _not_coded(document: Document) -> Diagnostic:
    return Diagnostic(
        code="language-not-coded",
        span=None,
        message=f"The document is in '{document.language}', which no installed coder reads.",
        hint="Its text is kept; install a coder for that language to have it read.",
    )
