"""The annotator: raw offsets, anchors, doubts."""

from __future__ import annotations

from tocsin.annotate.analysis import Analysis
from tocsin.annotate.timexes.coder import EnglishTimexes
from tocsin.records import Diagnostic, Published, Timex, make_document
from tocsin.text.text import Text


def _read(raw: str, published: str | None = "2023-02-15") -> tuple[list[Timex], list[Diagnostic]]:
    when = Published(value=published, basis="given") if published else None
    made = list(EnglishTimexes().annotate(Analysis(make_document(raw, published=when), Text(raw), {})))
    return [r for r in made if isinstance(r, Timex)], [d for d in made if isinstance(d, Diagnostic)]


def test_spans_are_raw_where_the_normal_form_is_shorter() -> None:
    raw = "\ufeffTalks\u200b were held\u00a0on Wednesday, Nov.\u00a09…  and on 3\u00a0May\u00a02021."
    timexes, _ = _read(raw)
    assert [t.span.of(raw) for t in timexes] == ["Wednesday, Nov.\u00a09", "3\u00a0May\u00a02021"]


def test_a_headline_does_not_reach_into_the_text() -> None:
    raw = "Varga to leave in May\n2019 was worse, Minister Ilse Varga said."
    timexes, _ = _read(raw)
    assert [t.value for t in timexes] == ["2022-05", "2019"]


def test_without_a_date_the_doubt_is_told() -> None:
    timexes, doubts = _read("She left on Friday and came back in 2019.", None)
    assert [(t.value, t.anchor, t.days is None) for t in timexes] == [
        ("XXXX-WXX-5", "none", True),
        ("2019", "explicit", False),
    ]
    assert [d.code for d in doubts] == ["unresolved-timex"]


def test_a_conflict_is_told() -> None:
    _, doubts = _read("He went last week (Jan. 3).")
    assert [d.code for d in doubts] == ["timex-conflict"]


def test_ids_do_not_change_between_runs() -> None:
    first, _ = _read("She left on Friday.")
    second, _ = _read("She left on Friday.")
    assert first == second
