"""Purged words are in no byte of any file of the desk; grades, notes, merges and conflicts from the terminal."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tocsin.cli import main

pytestmark = pytest.mark.model

SECRET = "quorlbantine"
STORY = (
    f"Sorland has massed troops near the border with Norrvik, Minister Ilse {SECRET.title()} said on Monday. "
    f"The {SECRET} plan was kept from the public for years and nobody in Calder spoke of it before."
)
OTHER = "The market in Halden opened late on Monday and the Defence Ministry said that nothing had happened."


def run(capfd: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    out, err = capfd.readouterr()
    assert int(ended.value.code or 0) == code, err
    return out if code == 0 else err


@pytest.fixture
def desk(tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "desk"
    run(capfd, "init", str(folder))
    monkeypatch.chdir(folder)
    monkeypatch.setenv("TOCSIN_ANALYST", "ana")
    return folder


def add(capfd: pytest.CaptureFixture[str], folder: Path, text: str, outlet: str, day: str = "2031-03-10") -> str:
    path = folder.parent / "story.txt"
    path.write_text(text, encoding="utf-8")
    out = run(capfd, "add", str(path), "--json", "--outlet", outlet, "--published", day)
    return str(json.loads(out)["document"])


def records(capfd: pytest.CaptureFixture[str], document: str, kind: str) -> list[Any]:
    listed = json.loads(run(capfd, "review", "list", document, "--json"))
    return [record for record in listed["reading"]["records"] if record["type"] == kind]


def words_in(folder: Path, word: str) -> list[str]:
    """The files whose raw bytes hold a word in any case, in UTF-8 or UTF-16."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            data = path.read_bytes().lower()
            if word.encode() in data or word.encode("utf-16-le") in data:
                found.append(path.name)
    return found


def test_after_a_purge_the_words_are_in_no_byte_of_any_file(desk: Path, capfd: pytest.CaptureFixture[str]) -> None:
    document = add(capfd, desk, STORY, "Demo Wire")
    other = add(capfd, desk, OTHER, "Demo Gazette")
    entity = records(capfd, document, "Entity")[0]["id"]
    run(capfd, "review", "note", document, "ask", "about", SECRET)
    run(capfd, "review", "edit", document, entity, json.dumps({"name": SECRET}), "--reason", SECRET)
    run(capfd, "assess")
    run(capfd, "recode")
    assert words_in(desk, SECRET), "the search of this test sees them"
    out = json.loads(run(capfd, "purge", document, "--yes", "--reason", "takedown", "--json"))
    assert (out["document"], out["left"]) == (document, [])
    assert words_in(desk, SECRET) == []
    with sqlite3.connect(desk / "desk.sqlite") as connection:
        connection.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, documents_fts, row)")
        terms = {row[0] for row in connection.execute("SELECT term FROM temp.terms")}
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    connection.close()
    assert SECRET not in terms
    assert "market" in terms
    assert json.loads(run(capfd, "search", SECRET, "--json")) == []
    assert [hit["document"] for hit in json.loads(run(capfd, "search", "market", "--json"))] == [other]
    [stone] = json.loads(run(capfd, "remove", "--list", "--json"))["purged"]
    assert (stone["id"], stone["reason"], stone["erased"]) == (document, "takedown", True)
    path = desk.parent / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    again = run(capfd, "add", str(path), "--json", "--outlet", "Demo Post")
    assert json.loads(again)["outcome"] == "purged"
    assert words_in(desk, SECRET) == [], "what was purged is not taken in again"


def test_an_original_is_deleted_and_a_file_that_still_holds_the_words_is_named(
    desk: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    from tocsin.desk import Desk
    from tocsin.records import Reading, make_document

    digest = "ab" * 32
    original = desk / "snapshots" / "ab" / digest
    original.parent.mkdir(parents=True)
    original.write_text(STORY, encoding="utf-8")
    (desk / "notes.txt").write_text(f"To keep: {STORY}", encoding="utf-8")
    opened = Desk.open(desk, {})
    run_ = opened.store.begin_run({}, at="2031-03-10T08:00:00+00:00")
    opened.store.finish_run(run_)
    document = make_document(STORY, snapshot=f"sha256:{digest}")
    opened.store.add(Reading(document=document, records=(), diagnostics=()), run=run_, at="2031-03-10", by="ana")
    opened.close()
    err = run(capfd, "purge", document.id, "--yes", code=1)
    assert "notes.txt still holds" in err
    assert not original.exists()
    assert words_in(desk, SECRET) == ["notes.txt"]


@pytest.mark.slow
def test_a_purge_that_a_reader_holds_up_is_finished_by_another(desk: Path, capfd: pytest.CaptureFixture[str]) -> None:
    document = add(capfd, desk, STORY, "Demo Wire")
    reader = sqlite3.connect(desk / "desk.sqlite")
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM documents").fetchall()
    assert "[store-busy]" in run(capfd, "purge", document, "--yes", code=3)
    assert "NOT FINISHED" in run(capfd, "remove", "--list")
    reader.close()
    run(capfd, "purge", document, "--yes")
    assert "NOT FINISHED" not in run(capfd, "remove", "--list")
    assert words_in(desk, SECRET) == []


def test_removing_lowers_the_level_and_putting_back_restores_it(desk: Path, capfd: pytest.CaptureFixture[str]) -> None:
    text = "Russia has massed troops near the border with Ukraine, the Defence Ministry in Kyiv said on Monday."
    document = add(capfd, desk, text, "Demo Wire", "2021-11-09")
    seen = run(capfd, "assess")
    run(capfd, "remove", document)
    assert run(capfd, "assess") != seen
    assert run(capfd, "timeline") == ""
    assert document in run(capfd, "remove", "--list")
    run(capfd, "remove", "--undo", document)
    assert run(capfd, "assess") == seen
    assert "[no-such-document]" in run(capfd, "remove", "gone", code=2)


def test_grades_are_set_by_the_analyst_shown_and_undone(desk: Path, capfd: pytest.CaptureFixture[str]) -> None:
    text = "Russia has massed troops near the border with Ukraine."
    document = add(capfd, desk, text, "Demo Wire", "2021-11-09")
    assert "[B]" not in run(capfd, "assess")
    undo = run(capfd, "grade", "Demo Wire", "b", "--reason", "right for years").split()[-1]
    assert "Demo Wire [B]" in run(capfd, "assess")
    assert "Demo Wire [B]" in run(capfd, "search", "massed")
    assert "right for years" in run(capfd, "grade")
    event = records(capfd, document, "Event")[0]["id"]
    run(capfd, "grade", event, "2", "--document", document)
    assert "[2]" in run(capfd, "review", "list", document)
    for arguments in (("Demo Wire", "7"), ("Demo Wire", "2"), (event, "A", "--document", document)):
        assert "[bad-grade]" in run(capfd, "grade", *arguments, code=2)
    run(capfd, "review", "undo", undo)
    assert "[B]" not in run(capfd, "assess")


def test_bearers_are_merged_and_split_and_the_rest_stays_as_it_was(
    desk: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    ids = []
    for outlet in ("Demo Wire", "Demo Gazette", "Demo Post"):
        document = add(capfd, desk, f"Minister Ilse Varga told {outlet} on Monday that talks would resume.", outlet)
        ids.append(next(r["id"] for r in records(capfd, document, "Entity") if r["name"] == "Ilse Varga"))

    def groups() -> list[set[str]]:
        found = json.loads(run(capfd, "review", "identities", "varga", "--json"))
        return sorted((set(identity["members"]) for identity in found), key=len)

    assert groups() == [set(ids)]
    undo = run(capfd, "review", "split", ids[0], "--reason", "a namesake").split()[-1]
    assert groups() == [{ids[0]}, set(ids[1:])]
    assert "[no-such-record]" in run(capfd, "review", "split", ids[0], code=2), "there is no other any more"
    run(capfd, "review", "undo", undo)
    assert groups() == [set(ids)]
    run(capfd, "review", "split", *ids[:2])
    assert groups() == [{ids[2]}, set(ids[:2])]
    run(capfd, "review", "merge", *ids)
    assert groups() == [set(ids)]


def test_an_edit_may_not_point_outside_the_text_or_at_what_is_not_there(
    desk: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    document = add(capfd, desk, "Sorland attacked Norrvik on Monday.", "Demo Wire")
    event = records(capfd, document, "Event")[0]["id"]
    for patch in ({"trigger": [[5, 900]]}, {"trigger": [[7, 16]]}, {"actors": ["gone"]}, {"id": "mine"}):
        assert "[bad-patch]" in run(capfd, "review", "edit", document, event, json.dumps(patch), code=2)
    run(capfd, "review", "edit", document, event, json.dumps({"trigger": [[8, 24]], "status": "alleged"}))
    run(capfd, "review", "note", document, "--record", event, "look", "again")
    assert "look again" in run(capfd, "review", "list", document)
    assert "as it was" in run(capfd, "recode")
