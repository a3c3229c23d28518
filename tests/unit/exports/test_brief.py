"""The brief: every line cites exact words, nothing undone stands as done, and every form says the same."""

from __future__ import annotations

import io
import re
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from tocsin.desk import brief_writers, load_brief_writer, make_brief
from tocsin.errors import ConfigError
from tocsin.exports.brief.blocks import Entry, Lines, lay_out
from tocsin.exports.brief.page import render_brief
from tocsin.exports.brief.paper import typst_source
from tocsin.exports.brief.parts import MACHINE, Brief, Cited
from tocsin.ledger.cut import Cut
from tocsin.records import Event

pytestmark = pytest.mark.model
MADE = "2031-01-01T09:30:00+00:00"


def brief_of(desk: Any, **options: Any) -> Brief:
    cut = options.pop("cut", Cut())
    return make_brief(desk, cut, made=MADE, by="tester", **{"days": 42, **options})


def lines_of(brief: Brief) -> list[Cited]:
    found: list[Cited] = []
    for problem in brief.problems:
        for sign in problem.signs:
            found += [*sign.affirms, *(cited for _, cited in sign.denies)]
        found += [*problem.acts, *problem.said, *problem.expected, *problem.overdue, *problem.undated_expected]
        found += [*problem.contacts, *(side for dispute in problem.disputes for side in dispute.sides)]
    return found


def written(name: str, brief: Brief) -> bytes:
    out = io.BytesIO()
    load_brief_writer(name).write_brief(brief, out)
    return out.getvalue()


def test_every_line_cites_the_exact_words_with_outlet_and_date(demo_desk: Any) -> None:
    lines = lines_of(brief_of(demo_desk))
    assert len(lines) > 30
    for line in lines:
        text = demo_desk.store.reading(line.document).document.text
        assert " ".join(line.span.of(text).split()) == line.words
        assert line.outlet and line.published and line.stamp == MACHINE


def test_what_is_not_told_as_done_never_stands_as_done(demo_desk: Any) -> None:
    brief = brief_of(demo_desk, days=200)
    events = {r.id: r for reading in demo_desk.view(Cut()).readings for r in reading.records if isinstance(r, Event)}
    seen = set()
    for line in lines_of(brief):
        if line.record in events:
            status = events[line.record].status
            seen.add(status)
            assert line.status == status
            assert (line.standing == "done") == (status in ("occurred", "ongoing"))
    assert {"occurred", "denied", "planned"} <= seen
    group = ""
    for block in lay_out(brief):
        if isinstance(block, Lines):
            group = block.lines[0][0].text if block.lines else ""
        elif isinstance(block, Entry) and group == "Told as done":
            assert block.standing == "done"


def test_the_level_is_told_with_the_days_on_which_it_moved(demo_desk: Any) -> None:
    [problem] = brief_of(demo_desk).problems
    moved = [(day.before, day.level) for day in problem.days if day.before not in (None, day.level)]
    assert moved and moved[-1][1] == problem.level
    assert problem.differences and problem.because and problem.unseen


def test_the_period_ends_on_the_last_document_or_the_day_asked_for(demo_desk: Any) -> None:
    assert brief_of(demo_desk, days=7).period.last == "2022-02-22"
    asked = brief_of(demo_desk, cut=Cut(as_of="2021-11-11"), days=7)
    assert (asked.period.first, asked.period.last, asked.period.asked) == ("2021-11-05", "2021-11-11", True)
    assert all(line.published <= "2021-11-11" for line in lines_of(asked) if line.published)
    assert brief_of(demo_desk, days=None, since="2022-02-01").period.first == "2022-02-01"
    with pytest.raises(ConfigError, match="after the last day"):
        brief_of(demo_desk, days=None, since="2023-01-01")


def test_an_accepted_record_is_told_apart_and_a_rejected_one_is_gone(demo_desk: Any) -> None:
    line = brief_of(demo_desk).problems[0].acts[0]
    word = demo_desk.judge(line.document, line.record, "accept", by="tester", at=MADE)
    [after] = [one for one in lines_of(brief_of(demo_desk)) if one.record == line.record]
    assert after.stamp == "accepted by an analyst"
    assert brief_of(demo_desk).reviewed == 1
    demo_desk.store.undo(word.id, by="tester", at=MADE)
    word = demo_desk.judge(line.document, line.record, "reject", by="tester", at=MADE)
    assert line.record not in {one.record for one in lines_of(brief_of(demo_desk))}
    demo_desk.store.undo(word.id, by="tester", at=MADE)


def test_every_form_holds_the_same_words(demo_desk: Any) -> None:
    brief = brief_of(demo_desk)
    entries = [block for block in lay_out(brief) if isinstance(block, Entry)]
    page = re.sub(r"<[^>]+>", "", render_brief(brief)).replace("&#39;", "'").replace("&#34;", '"').replace("&amp;", "&")
    source = typst_source(brief)
    for entry in entries:
        for run in (*entry.lead, *entry.quoted, *entry.source):
            assert run.text in page
            assert run.text.replace("\\", "\\\\").replace('"', '\\"') in source


@pytest.mark.parametrize("name", [writer.name for writer in brief_writers()])
def test_a_form_is_written_the_same_twice(name: str, demo_desk: Any) -> None:
    pytest.importorskip({"pdf": "typst", "docx": "docx"}.get(name, "json"))
    brief = brief_of(demo_desk)
    content = written(name, brief)
    assert content == written(name, brief)
    if name == "pdf":
        assert content.startswith(b"%PDF-")
    if name == "docx":
        import docx

        headings = [p.text for p in docx.Document(io.BytesIO(content)).paragraphs if p.style.name.startswith("Heading")]
        assert "What changed" in headings and "What was not looked at" in headings
    if name == "html":
        assert b"<script" not in content and b'src="http' not in content and b"@import" not in content


def test_the_feed_has_what_a_feed_must_have(demo_desk: Any) -> None:
    atom = "{http://www.w3.org/2005/Atom}"
    feed = ET.fromstring(written("atom", brief_of(demo_desk, days=None, since="2021-01-01")))
    assert all(feed.find(atom + name) is not None for name in ("title", "id", "updated", "author"))
    entries = feed.findall(atom + "entry")
    ids = [entry.findtext(atom + "id") for entry in entries]
    days = [entry.findtext(atom + "updated") or "" for entry in entries]
    assert len(entries) > 5 and len(set(ids)) == len(ids) and days == sorted(days, reverse=True)
    assert all(entry.findtext(atom + "title") and entry.findtext(atom + "content") for entry in entries)


def test_no_text_can_act_as_markup_and_an_empty_desk_has_a_brief(tmp_path: Any) -> None:
    from tocsin.desk import Desk
    from tocsin.readers.protocol import Publication

    Desk.create(tmp_path)
    desk = Desk.open(tmp_path, {})
    empty = brief_of(desk)
    assert empty.period.last is None and b"no dated document" in written("markdown", empty)
    story = tmp_path / "story.txt"
    hostile = '<b onclick=x>massed</b> #panic("x") [a](http://b) *c*'
    story.write_text(f"Russia has {hostile} troops near the border with Ukraine, the Kremlin said on Monday.")
    publication = Publication(published="2021-11-09", outlet='<img src=x> "Demo" Wire')
    list(desk.add([str(story)], publication=publication, at=MADE, by="tester", on_error=lambda error: None))
    brief = brief_of(desk)
    page = render_brief(brief)
    assert "<b onclick" not in page and "<img" not in page
    pdf = pytest.importorskip("typst").compile(typst_source(brief).encode())
    assert pdf.startswith(b"%PDF-")
    assert "[a](http://b)" not in written("markdown", brief).decode()
    desk.close()
