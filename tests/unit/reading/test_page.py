"""The page as a string: whole, sealed, and with every field of every record."""

from __future__ import annotations

import hashlib
import io
import re
from base64 import b64encode
from html.parser import HTMLParser

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sorland import TEXT, sorland_reading

from tocsin.exports.reading import ReadingViewExporter, render_page
from tocsin.exports.reading.facts import LABELS, record_facts
from tocsin.exports.reading.flow import lay_rows
from tocsin.exports.reading.folio import Folio
from tocsin.exports.reading.words import ACTS, SHAPES, clip, say_days, say_probability
from tocsin.records import (
    Entity,
    Event,
    Forecast,
    Mention,
    Probability,
    Published,
    Reading,
    Record,
    Statement,
    Timex,
    make_document,
)
from tocsin.records.kinds import EventStatus, PloverType
from tocsin.timex.interval import between, day, season, year


class PageText(HTMLParser):
    """Gathers what a page holds: its running text, its ids, and whatever a strict policy would refuse."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.running = ""
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.refused: list[str] = []
        self.headings: list[str] = []
        self._inside: str | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.refused += [name for name in given if name == "style" or name.startswith("on")]
        self.refused += [tag for name in ("src", "srcset", "action", "data") if name in given]
        if "id" in given:
            self.ids.append(given["id"] or "")
        if (given.get("href") or "").startswith("#") and tag != "use":
            self.targets.append((given["href"] or "")[1:])
        if re.fullmatch(r"h\d", tag):
            self.headings.append(tag)
        if given.get("class") == "t":
            self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside:
            self._inside = None

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.running += data


def reading_of(text: str, **more: str) -> Reading:
    return Reading(document=make_document(text, **more), records=(), diagnostics=())  # type: ignore[arg-type]


def test_the_text_stands_whole_and_every_link_arrives() -> None:
    page = PageText(render_page([sorland_reading()]))
    assert page.running == TEXT
    assert page.refused == []
    assert len(page.ids) == len(set(page.ids))
    assert set(page.targets) <= set(page.ids)
    assert page.headings.count("h1") == 1


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_characters="\0"), max_size=120))
def test_any_text_stands_whole_and_escaped(text: str) -> None:
    page = render_page([reading_of(text)])
    assert PageText(page).running == text
    page.encode("utf-8", "xmlcharrefreplace")


def test_hostile_metadata_is_only_text() -> None:
    evil = "</title><script>alert(1)</script>"
    reading = reading_of(f"{evil} & <b onclick=x>", title=evil, outlet=evil, uri="javascript:alert(1)")
    page = render_page([reading])
    assert page.count("<script>") == 1
    assert 'href="javascript' not in page
    assert PageText(page).refused == []


def test_the_policy_names_the_style_and_the_script() -> None:
    page = render_page([sorland_reading()])
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy is not None
    for tag in ("style", "script"):
        content = re.search(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        assert content is not None
        digest = b64encode(hashlib.sha256(content[1].encode()).digest()).decode()
        # Jinja writes the quotation marks of the policy as references; browsers read them back.
        assert f"{tag}-src &#39;sha256-{digest}&#39;" in policy[1]
    assert "default-src &#39;none&#39;" in policy[1]
    assert "unsafe" not in policy[1]
    assert not re.search(r"https?://(?!www\.w3\.org)", page)


def test_every_field_of_every_kind_has_a_label_and_a_line() -> None:
    housekeeping = {"id", "score", "coder"}
    kinds: list[type[Record]] = [Timex, Entity, Mention, Statement, Event, Forecast]
    for kind in kinds:
        assert set(kind.__struct_fields__) - housekeeping <= set(LABELS)
    folio = Folio(sorland_reading(), 1)
    for record in folio.records:
        facts = record_facts(folio, record)
        assert len(facts.said) + len(facts.unsaid) == len(record.__struct_fields__) - 1  # coder and score share one
        assert facts.said[-1].pieces[0].text == record.id


def test_notes_stand_under_the_statement_that_tells_them() -> None:
    rows = lay_rows(Folio(sorland_reading(), 1))
    assert [row.headline for row in rows] == [True, False, False, False]
    told = [(note.kind, note.depth) for note in (*rows[2].notes, *rows[2].more)]
    assert told == [("statement", 0), ("event", 1), ("statement", 1), ("event", 2)]
    first = rows[2].notes[0]
    assert first.title == "a spokesman for the Arvenian foreign ministry"
    assert first.line[:2] == ("via Delta", "unnamed")
    inner = (*rows[2].notes, *rows[2].more)[2]
    assert inner.unsure
    assert inner.line[-1] == "much doubt"


def test_statements_that_hold_each_other_do_not_vanish() -> None:
    reading = sorland_reading()
    first, second = [record for record in reading.records if isinstance(record, Statement)][:2]
    records = (
        msgspec.structs.replace(first, parent=second.id),
        msgspec.structs.replace(second, parent=first.id),
    )
    rows = lay_rows(Folio(msgspec.structs.replace(reading, records=records, diagnostics=()), 1))
    assert sum(len(row.notes) + len(row.more) for row in rows) == 2


def test_several_documents_have_a_list_and_one_heading() -> None:
    other = reading_of("A short note.\nIts second line is a sentence.", outlet="Other")
    page = render_page([sorland_reading(), other, other])
    parsed = PageText(page)
    assert parsed.headings.count("h1") == 1
    assert 'href="#d3"' in page
    assert set(parsed.targets) <= set(parsed.ids)


def test_the_page_speaks_of_machines_not_of_minds() -> None:
    page = render_page([sorland_reading()])
    assert "read by machine, checked by no one" in page
    assert not re.search(r"\bAI\b", page)


def test_the_unsaid_is_said() -> None:
    page = render_page([reading_of("")])
    assert "date unknown" in page
    assert "outlet unknown" in page
    assert "No record carries a date." in page
    assert render_page([]).count("<h1>") == 1


def test_the_exporter_writes_the_same_bytes_each_time() -> None:
    outs = [io.BytesIO(), io.BytesIO()]
    for out in outs:
        ReadingViewExporter().write([sorland_reading()], out)
    assert outs[0].getvalue() == outs[1].getvalue()
    assert outs[0].getvalue().startswith(b"<!doctype html>")


def test_a_lone_surrogate_does_not_break_the_file() -> None:
    out = io.BytesIO()
    ReadingViewExporter().write([reading_of("a \ud800 b")], out)
    assert b"&#55296;" in out.getvalue()


def test_a_span_outside_the_text_is_refused() -> None:
    reading = sorland_reading()
    short = make_document("Short.", published=Published(value="2031-03-11", basis="given"))
    with pytest.raises(ValueError, match="outside a text"):
        render_page([msgspec.structs.replace(reading, document=short)])


def test_every_status_and_act_has_its_word() -> None:
    assert set(SHAPES) == set(EventStatus.__args__)  # type: ignore[attr-defined]
    assert set(ACTS) == set(PloverType.__args__)  # type: ignore[attr-defined]


def test_days_in_words() -> None:
    assert say_days(day("2031-03-10")) == "2031-03-10"
    assert say_days(year(2024)) == "2024"
    assert say_days(season(2031, 24)) == "winter 2031\u201332"
    assert say_days(between("2031-03-01", "2031-08-31", approximate=True)) == "about 2031-03-01 to 2031-08-31"
    assert say_days(between(None, "2031-03-10")) == "until 2031-03-10"
    assert say_days(between("2031-03-10", None)) == "from 2031-03-10"


def test_likelihood_in_words() -> None:
    assert say_probability(Probability(low=None, high=None, words="may")) == "\u201cmay\u201d: no range"
    doubt = Probability(low=0.1, high=0.45, words="doubt", scale="survey")
    assert say_probability(doubt) == "\u201cdoubt\u201d: 10\u201345 %, survey scale"


def test_clipping_keeps_words_whole() -> None:
    assert clip("one two three", 20) == "one two three"
    assert clip("one  two\nthree four five", 15) == "one two three\u2026"
