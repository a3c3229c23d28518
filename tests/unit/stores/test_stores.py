"""The same tests on every store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tocsin.errors import LedgerError
from tocsin.ledger.bearers import bearers_of
from tocsin.ledger.cut import NO_CUT, Cut
from tocsin.ledger.extent import Extent
from tocsin.ledger.protocol import Find, Run, Store
from tocsin.records import Diagnostic, Entity, Published, Reading, Target, make_document, make_judgement, record_id
from tocsin.stores.memory import MemoryStore
from tocsin.stores.postgres import open_postgres
from tocsin.stores.sqlite import open_sqlite
from tocsin.text.span import Span

AT = "2031-03-15T08:00:00+00:00"
LATER = "2031-03-16T08:00:00+00:00"


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    opened: Store
    if request.param == "memory":
        opened = MemoryStore()
    elif request.param == "sqlite":
        opened = open_sqlite(tmp_path / "desk.sqlite")
    else:
        opened = open_postgres(request.getfixturevalue("server").database())
    yield opened
    opened.close()


def reading(
    text: str, outlet: str | None = "Demo Wire", day: str | None = "2031-03-14", uri: str | None = None
) -> Reading:
    published = Published(value=day, basis="given") if day else Published()
    document = make_document(text, outlet=outlet, published=published, uri=uri, title="Talks")
    entity = Entity(
        id=record_id("Entity", document.id, outlet), score=1, coder="entities", basis="metadata",
        kind="organization", name=outlet, country=None, sector="MED",
    )  # fmt: skip
    doubt = Diagnostic(code="undated-event", span=Span(0, 4), message="No day.")
    return Reading(document=document, records=(entity,), diagnostics=(doubt,))


@pytest.fixture
def run(store: Store) -> Run:
    begun = store.begin_run({"entities": "1"}, at=AT)
    store.finish_run(begun)
    return begun


def test_a_reading_comes_back_as_it_went_in_and_twice_changes_nothing(store: Store, run: Run) -> None:
    first = reading("They met in Calder.")
    assert store.add(first, run=run, at=AT, by="ana").outcome == "new"
    again = store.add(first, run=run, at=LATER, by="ana")
    assert (again.outcome, again.document) == ("known", first.document.id)
    assert list(store.readings(NO_CUT)) == [first]
    assert store.reading(first.document.id) == first
    assert store.reading("gone") is None
    assert [entry.action for entry in store.journal()] == ["add"]


def test_the_same_words_elsewhere_are_a_copy_and_another_date_a_version(store: Store, run: Run) -> None:
    first = reading("They met in Calder.")
    copy = reading("They met in Calder.", outlet="Demo Gazette")
    version = reading("They met in Calder.", day="2031-03-15")
    store.add(first, run=run, at=AT, by="ana")
    for item, outcome in ((copy, "copy"), (version, "version")):
        added = store.add(item, run=run, at=AT, by="ana")
        assert (added.outcome, added.of) == (outcome, first.document.id)
    assert sorted(link.kind for link in store.links(NO_CUT)) == ["copy", "version"]


def test_another_text_at_one_address_is_a_version_and_a_bare_name_is_no_address(store: Store, run: Run) -> None:
    store.add(reading("They met.", uri="https://demo.example/1"), run=run, at=AT, by="ana")
    added = store.add(reading("They had met.", uri="https://demo.example/1"), run=run, at=AT, by="ana")
    assert added.outcome == "version"
    store.add(reading("It rained.", uri="1.txt"), run=run, at=AT, by="ana")
    assert store.add(reading("It snowed.", uri="1.txt"), run=run, at=AT, by="ana").outcome == "new"


def test_views_are_cut_by_publication_and_by_arrival(store: Store, run: Run) -> None:
    early, late = reading("They met.", day="2031-03-10"), reading("They left.", day="2031-03-12")
    undated = reading("It rained.", day=None)
    for item, at in ((late, AT), (early, LATER), (undated, AT)):
        store.add(item, run=run, at=at, by="ana")
    assert list(store.readings(NO_CUT)) == [early, late, undated]
    assert list(store.readings(Cut(as_of="2031-03-11"))) == [early]
    assert list(store.readings(Cut(known_at=AT))) == [late, undated]
    assert list(store.readings(Cut(as_of="2031-03-11", known_at=AT))) == []
    assert store.undated(Cut(as_of="2031-03-11")) == 1
    assert store.undated(NO_CUT) == 0


def test_a_new_run_is_read_only_when_it_is_finished(store: Store, run: Run) -> None:
    first = reading("They met.")
    store.add(first, run=run, at=AT, by="ana")
    second = store.begin_run({"entities": "2"}, at=LATER)
    bare = Reading(document=first.document, records=(), diagnostics=())
    store.recode(bare, run=second)
    assert list(store.readings(NO_CUT)) == [first]
    store.finish_run(second)
    assert list(store.readings(NO_CUT)) == [bare]
    assert store.current_run() == second


def test_a_judgement_stands_until_it_is_undone_and_the_journal_keeps_both(store: Store, run: Run) -> None:
    target = Target(type="Event", text_digest="sha256:0", spans=(Span(5, 8),), fields={"event_type": "CONSULT"})
    word = make_judgement(target, "reject", by="ana", at=AT)
    store.judge(word)
    store.judge(word)
    assert store.judgements(NO_CUT) == [word]
    store.undo(word.id, by="ana", at=LATER)
    assert store.judgements(NO_CUT) == []
    assert store.judgements(Cut(known_at=AT)) == [word], "at that moment it stood"
    assert [entry.action for entry in store.journal()] == ["judge", "undo"]
    with pytest.raises(LedgerError, match="no-such-judgement"):
        store.undo(word.id, by="ana", at=LATER)


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("calder", 1),
        ("met calder", 1),
        ('"met in calder"', 1),
        ('"calder met"', 0),
        ('calder AND OR * ( "', 0),
        ("", 0),
    ],
)
def test_search_finds_all_words_and_takes_no_operators(store: Store, run: Run, query: str, count: int) -> None:
    store.add(reading("They met in Calder."), run=run, at=AT, by="ana")
    store.add(reading("They met in Sorby.", outlet="Demo Gazette"), run=run, at=AT, by="ana")
    hits = store.search(query, NO_CUT, limit=10)
    assert len(hits) == count
    assert all("Calder" in hit.snippet for hit in hits)


def test_what_a_watch_found_is_kept_and_every_document_is_searched_once(store: Store, run: Run) -> None:
    readings = [reading(f"Something number {n} happened far away.") for n in range(3)]
    for one in readings:
        store.add(one, run=run, at=AT, by="ana")
    store.remove(readings[1].document.id, at=AT, by="ana")
    since, found = store.unsearched("w:1", limit=2)
    assert (since, found) == (0, readings[:2]), "what was removed may be put back"
    find = Find(document=readings[0].document.id, body=b"1")
    store.keep_finds("w:1", [find], since=0, upto=found[-1].document.id)
    mark, [last] = store.unsearched("w:1", limit=9)
    assert last == readings[2]
    judged = Find(document=readings[0].document.id, words="said", body=b"2")
    store.keep_finds("w:1", [judged, find])
    assert store.finds("w:1") == (mark, [find, judged])
    store.keep_finds("w:1", [], since=mark, upto=last.document.id)
    assert store.unsearched("w:1", limit=9)[1] == []
    assert store.finds("w:1", after=1)[1] == []
    assert store.finds("v:1") == (0, [])


def test_a_mark_moves_only_from_where_it_was_and_to_what_is_there(store: Store, run: Run) -> None:
    first, second = reading("They met."), reading("It rained in Calder.")
    store.add_all([first, second], run=run, at=AT, by="ana")
    since, _ = store.unsearched("w:1", limit=9)
    store.purge(second.document.id, at=LATER, by="ana", reason="")
    third = reading("They left.")
    store.add(third, run=run, at=LATER, by="ana")
    store.keep_finds("w:1", [], since=since, upto=second.document.id)
    assert store.unsearched("w:1", limit=9) == (0, [first, third]), "what came under the number of what went"
    store.keep_finds("w:1", [], since=7, upto=third.document.id)
    assert store.unsearched("w:1", limit=9) == (0, [first, third]), "somebody moved it meanwhile"


def test_the_latest_two_watches_of_a_name_stay(store: Store, run: Run) -> None:
    one = reading("They met in Calder.")
    store.add(one, run=run, at=AT, by="ana")
    for watch in ("w:1", "W:1", "w:2", "w:1", "w:3"):
        store.keep_finds(watch, [Find(document=one.document.id, body=watch.encode())], upto=one.document.id)
    assert store.finds("w:1") == (0, [])
    assert [store.finds(watch)[1][0].body for watch in ("W:1", "w:2", "w:3")] == [b"W:1", b"w:2", b"w:3"]


def test_a_store_tells_who_bears_a_name_how_far_it_reaches_and_what_is_alike(store: Store, run: Run) -> None:
    early, late = reading("They met.", day="2031-03-10"), reading("They left.", day="2031-03-12")
    other, undated = reading("They met.", outlet="Demo Gazette"), reading("It rained.", outlet=None, day=None)
    for item in (late, early, other, undated):
        store.add(item, run=run, at=AT if item is not other else LATER, by="ana")
    keys = {"organization demo wire", "organization demo gazette"}
    wire, gazette = (next(iter(bearers_of(item))) for item in (early, other))
    assert set(store.namesakes(keys, NO_CUT)) == {wire, gazette}
    assert store.namesakes(keys, Cut(as_of="2031-03-11")) == [wire]
    assert store.namesakes(keys, Cut(known_at=AT)) == [wire]
    assert store.namesakes(keys, NO_CUT, without=[early.document.id, late.document.id]) == [gazette]
    days = ("2031-03-10", "2031-03-12", "2031-03-14")
    outlets = frozenset({"Demo Wire", "Demo Gazette"})
    assert store.extent(NO_CUT) == Extent(documents=4, outlets=outlets, days=days)
    early_on = Extent(documents=2, outlets=outlets - {"Demo Gazette"}, days=days[:2])
    assert store.extent(Cut(as_of="2031-03-12")) == early_on
    digest = early.document.text_digest
    assert store.alike([digest, "none"]) == {early.document.id: digest, other.document.id: digest}
    assert store.holders([early.records[0].id, "none"]) == [early.document.id]
    assert store.documents_of([late.document.id, "none"]) == [late.document]
    [link] = store.links_of([early.document.id])
    assert set(link.members) == {early.document.id, other.document.id}
    assert store.links_of([early.document.id], Cut(known_at=AT)) == []
    store.remove(other.document.id, at=LATER, by="ana")
    assert store.namesakes(keys, NO_CUT) == [wire]
    assert store.extent(NO_CUT).documents == 3
    assert store.alike([digest]) == {early.document.id: digest}


def test_another_run_has_names_of_its_own(store: Store, run: Run) -> None:
    one = reading("They met in Calder.")
    store.add(one, run=run, at=AT, by="ana")
    again = store.begin_run({"entities": "2"}, at=LATER)
    renamed = msgspec.structs.replace(one.records[0], name="Demo Cable")
    for _ in range(2):
        store.recode(Reading(document=one.document, records=(renamed,), diagnostics=()), run=again)
    assert [bearer.name for bearer in store.namesakes(["organization demo wire"], NO_CUT)] == ["Demo Wire"]
    store.finish_run(again)
    assert store.namesakes(["organization demo wire"], NO_CUT) == []
    assert [bearer.name for bearer in store.namesakes(["organization demo cable"], NO_CUT)] == ["Demo Cable"]


def test_a_store_is_there_when_it_is_opened_again(tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite"
    store = open_sqlite(path)
    run = store.begin_run({}, at=AT)
    store.finish_run(run)
    first = reading("They met.")
    store.add(first, run=run, at=AT, by="ana")
    store.close()
    again = open_sqlite(path)
    assert list(again.readings(NO_CUT)) == [first]
    again.close()


def test_a_store_of_a_later_version_and_a_file_that_is_none_are_refused(tmp_path: Path) -> None:
    import sqlite3

    path = tmp_path / "desk.sqlite"
    open_sqlite(path).close()
    connection = sqlite3.connect(path)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    with pytest.raises(LedgerError, match="store-too-new"):
        open_sqlite(path)
    other = tmp_path / "notes.sqlite"
    other.write_text("These are notes, and no database at all. " * 40)
    with pytest.raises(LedgerError, match="store-damaged"):
        open_sqlite(other)


def test_a_store_that_another_holds_is_busy_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sqlite3

    monkeypatch.setattr("tocsin.stores.sqlite._BUSY_SECONDS", 0.1)
    path = tmp_path / "desk.sqlite"
    store = open_sqlite(path)
    run = store.begin_run({}, at=AT)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(LedgerError, match="store-busy"):
        store.add(reading("They met."), run=run, at=AT, by="ana")
    other.execute("ROLLBACK")
    other.close()
    assert store.add(reading("They met."), run=run, at=AT, by="ana").outcome == "new"
    store.close()


LONG = """Sorland moved two brigades to the frontier with Norrvik on Monday, the ministry in Calder said, after a week
of exercises along the river.

Columns of trucks were seen on the road to Sorby before dawn, and the ferry at Halden was closed to travellers until
further notice.

Farmers in the villages along the river had been told to keep their cattle indoors, and the school in Halden sent its
pupils home at noon."""


def test_a_near_copy_is_found_among_others_and_linked_with_its_reason(store: Store, run: Run) -> None:
    first = reading(LONG)
    store.add(reading("It rained in Calder all day."), run=run, at=AT, by="ana")
    store.add(first, run=run, at=AT, by="ana")
    added = store.add(
        reading(f"By Ilse Varga\n\n{LONG.replace(' before dawn', '')}", outlet="Demo Gazette"), run=run, at=AT, by="ana"
    )
    assert (added.outcome, added.of) == ("copy", first.document.id)
    [link] = store.links(NO_CUT)
    assert (link.kind, link.score) == ("copy", added.score)
    assert "names and numbers agree" in link.reason
    other = reading(LONG.replace("two brigades", "nine brigades"), outlet="Demo Post")
    assert store.add(other, run=run, at=AT, by="ana").outcome == "new"


def test_a_removed_document_is_in_no_view_and_can_be_put_back(store: Store, run: Run) -> None:
    first, copy = reading(LONG), reading(LONG, outlet="Demo Gazette")
    for item in (first, copy, reading(LONG, outlet="Demo Post")):
        store.add(item, run=run, at=AT, by="ana")
    store.remove(first.document.id, at=LATER, by="ana")
    assert first not in list(store.readings(NO_CUT))
    assert first not in list(store.readings(Cut(known_at=AT)))
    assert store.reading(first.document.id) is None
    assert [hit.outlet for hit in store.search("brigades", NO_CUT, limit=9)] == ["Demo Gazette", "Demo Post"]
    assert store.removed() == [first.document]
    assert store.add(first, run=run, at=LATER, by="ana").outcome == "removed"
    members = [set(link.members) for link in store.links(NO_CUT)]
    assert any(first.document.id not in pair for pair in members), "its copies stay one story"
    with pytest.raises(LedgerError, match="no-such-document"):
        store.remove(first.document.id, at=LATER, by="ana")
    store.restore(first.document.id, at=LATER, by="ana")
    assert first in list(store.readings(NO_CUT))
    assert [entry.action for entry in store.journal()] == ["add", "add", "add", "remove", "restore"]
    with pytest.raises(LedgerError, match="no-such-document"):
        store.restore("gone", at=LATER, by="ana")


def test_a_purged_document_leaves_a_tombstone_and_nothing_else(store: Store, run: Run) -> None:
    first, other = reading(LONG), reading("It rained in Calder.")
    for item in (first, other):
        store.add(item, run=run, at=AT, by="ana")
    target = Target(type="Event", text_digest=first.document.text_digest, spans=(Span(5, 8),), fields={})
    store.judge(make_judgement(target, "note", by="ana", at=AT, reason="the brigades again"))
    store.keep_finds("w:1", [Find(document=first.document.id, body=b"brigades")], upto=other.document.id)
    assert store.purge(first.document.id, at=LATER, by="ana", reason="takedown") == first.document
    assert list(store.readings(NO_CUT)) == [other]
    assert store.search("brigades", NO_CUT, limit=9) == []
    assert len(store.search("rained", NO_CUT, limit=9)) == 1
    assert (store.judgements(NO_CUT), store.finds("w:1"), store.links(NO_CUT)) == ([], (2, []), [])
    [stone] = store.tombstones()
    assert (stone.id, stone.text_digest) == (first.document.id, first.document.text_digest)
    assert (stone.at, stone.reason, stone.erased) == (LATER, "takedown", True)
    assert store.add(first, run=run, at=LATER, by="ana").outcome == "purged"
    assert store.add(reading(LONG, outlet="Demo Post"), run=run, at=LATER, by="ana").outcome == "purged"
    assert store.purge(first.document.id, at=LATER, by="ana", reason="again") is None
    assert [entry.action for entry in store.journal()] == ["add", "purge"]
    with pytest.raises(LedgerError, match="no-such-document"):
        store.purge("gone", at=LATER, by="ana", reason="")


def test_what_comes_after_a_purge_of_the_last_is_searched_and_told(store: Store, run: Run) -> None:
    first, last, after = reading(LONG), reading("It rained in Calder."), reading("It snowed in Calder.")
    for item in (first, last):
        store.add(item, run=run, at=AT, by="ana")
    store.keep_finds("w:1", [], upto=store.unsearched("w:1", limit=9)[1][-1].document.id)
    told = store.mark().entry
    store.purge(last.document.id, at=LATER, by="ana", reason="a slip")
    assert store.unsearched("w:1", limit=9)[1] == []
    store.add(after, run=run, at=LATER, by="ana")
    assert store.unsearched("w:1", limit=9)[1] == [after]
    assert [entry.action for entry in store.news(told)] == ["purge", "add"]


def test_judgements_on_words_that_a_copy_still_has_outlive_a_purge(store: Store, run: Run) -> None:
    first, copy = reading(LONG), reading(LONG, outlet="Demo Gazette")
    for item in (first, copy):
        store.add(item, run=run, at=AT, by="ana")
    target = Target(type="Event", text_digest=first.document.text_digest, spans=(Span(5, 8),), fields={})
    word = make_judgement(target, "accept", by="ana", at=AT)
    store.judge(word)
    store.purge(first.document.id, at=LATER, by="ana", reason="")
    assert store.judgements(NO_CUT) == [word]


def test_a_store_of_the_first_schema_gets_the_traces_of_what_it_holds(tmp_path: Path, take_back: Any) -> None:
    path = tmp_path / "desk.sqlite"
    store = open_sqlite(path)
    run = store.begin_run({}, at=AT)
    store.finish_run(run)
    store.add(reading(LONG), run=run, at=AT, by="ana")
    store.close()
    take_back(path, "0001")
    again = open_sqlite(path)
    added = again.add(reading(f"By Ilse Varga\n\n{LONG}", outlet="Demo Gazette"), run=run, at=AT, by="ana")
    assert added.outcome == "copy"
    again.close()


def test_what_is_added_while_a_new_run_is_under_way_is_in_it(store: Store, run: Run) -> None:
    first, late = reading("They met."), reading("They left.")
    store.add(first, run=run, at=AT, by="ana")
    second = store.begin_run({"entities": "2"}, at=LATER)
    store.add(late, run=run, at=LATER, by="bob")
    for item in (first, late):
        store.recode(item, run=second)
        store.recode(item, run=second)
    store.finish_run(second)
    assert list(store.readings(NO_CUT)) == [first, late]
    assert store.open_run({}, at=LATER) == second


def test_a_store_whose_making_was_cut_off_at_any_byte_opens(tmp_path: Path) -> None:
    import shutil

    path = tmp_path / "desk.sqlite"
    made = open_sqlite(path)
    log = tmp_path / "desk.sqlite-wal"
    size = log.stat().st_size
    for number, length in enumerate(range(0, size, size // 12)):
        folder = tmp_path / f"cut{number}"
        folder.mkdir()
        shutil.copyfile(path, folder / path.name)
        (folder / log.name).write_bytes(log.read_bytes()[:length])
        opened = open_sqlite(folder / path.name)
        begun = opened.open_run({}, at=AT)
        assert opened.add(reading("They met."), run=begun, at=AT, by="ana").outcome == "new"
        opened.close()
    made.close()


def test_a_store_tells_how_far_it_is_and_what_came_since(store: Store, run: Run) -> None:
    start = store.mark()
    readings = [reading(f"Something number {n} happened far away.") for n in range(3)]
    for one in readings:
        store.add(one, run=run, at=AT, by="ana")
    mark = store.mark()
    assert mark.run == run.id
    assert [entry.subject for entry in store.news(start.entry)] == [one.document.id for one in readings]
    assert [entry.subject for entry in store.news(start.entry, mark.entry - 1)] == [
        one.document.id for one in readings[:2]
    ]
    assert store.news(mark.entry) == []
    store.remove(readings[0].document.id, at=AT, by="ana")
    assert store.mark() != mark
    assert [entry.action for entry in store.news(mark.entry)] == ["remove"]
    ids = [one.document.id for one in reversed(readings)]
    assert store.readings_of([*ids, "gone"]) == [readings[2], readings[1]]


def test_many_things_are_kept_at_once(store: Store, run: Run) -> None:
    readings = [reading(f"Something number {n} happened.", outlet=f"Demo {n}") for n in range(520)]
    store.add_all(readings, run=run, at=AT, by="ana")
    finds = [Find(document=one.document.id, body=b"1") for one in readings]
    store.keep_finds("w:1", finds, upto=readings[-1].document.id)
    assert store.finds("w:1") == (520, finds)
    assert len(store.namesakes([f"organization demo {n}" for n in range(600)], NO_CUT)) == 520
    assert len(store.documents_of([one.document.id for one in readings])) == 520
    assert len(store.alike([one.document.text_digest for one in readings])) == 520
    assert store.links_of([one.document.id for one in readings]) == store.links(NO_CUT)


def test_a_store_of_before_learns_the_names_and_the_ties(tmp_path: Path, take_back: Any) -> None:
    path = tmp_path / "desk.sqlite"
    store = open_sqlite(path)
    begun = store.open_run({}, at=AT)
    first, copy = reading(LONG), reading(LONG, outlet="Demo Gazette")
    store.add_all([first, copy], run=begun, at=AT, by="ana")
    before = store.links_of([first.document.id]), store.namesakes(["organization demo gazette"], NO_CUT)
    store.close()
    take_back(path, "0003")
    again = open_sqlite(path)
    assert all(before)
    assert (again.links_of([first.document.id]), again.namesakes(["organization demo gazette"], NO_CUT)) == before
    assert again.extent(NO_CUT).documents == 2
    again.close()
