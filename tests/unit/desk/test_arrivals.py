"""Inputs taken apart, layer by layer: every reader through the door that users use, and nothing expanded or written."""

from __future__ import annotations

import importlib.util
import mailbox
import os
import sys
import tarfile
import zipfile
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from tocsin.config import Settings
from tocsin.desk import open_arrivals
from tocsin.desk.arrivals import Arrival
from tocsin.errors import ReadError
from tocsin.readers.protocol import Publication

HERE = Path(__file__).parent
STORY = "Envoy Ilse Varga said in Calder on Monday that the harbour talks would resume."


def load_made() -> Any:
    if "tocsin_made" not in sys.modules:
        path = HERE.parent / "readers" / "made.py"
        spec = importlib.util.spec_from_file_location("tocsin_made", path)
        assert spec and spec.loader
        sys.modules["tocsin_made"] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules["tocsin_made"])
    return sys.modules["tocsin_made"]


made = load_made()


def read(
    path: Path, *, data: bytes | None = None, max_mib: int = 20, **publication: str
) -> tuple[list[Arrival], list[ReadError]]:
    if data is not None:
        path.write_bytes(data)
    errors: list[ReadError] = []
    arrivals = open_arrivals(
        [str(path)],
        publication=Publication(**publication),
        settings=Settings(max_input_mib=max_mib),
        on_error=errors.append,
    )
    return list(arrivals), errors


def mail(text: str | None = STORY, *, html: str | None = None, number: int = 1) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Mira Olsen <olsen@demo.example>"
    message["To"] = "desk@demo.example"
    message["Subject"] = "Harbour talks\n resume".replace("\n", "")
    message["Date"] = "Fri, 14 Mar 2031 09:30:00 +0300"
    message["Message-ID"] = f"<{number}@demo.example>"
    if text is not None:
        message.set_content(text)
    if html is not None:
        message.add_alternative(html, subtype="html") if text is not None else message.set_content(html, subtype="html")
    return message


def test_a_mail_is_its_text_with_what_its_header_says(tmp_path: Path) -> None:
    raw = mail(html=f"<p>{STORY}</p>").as_bytes()
    [arrival], errors = read(tmp_path / "one.eml", data=raw)
    document = arrival.document
    assert errors == []
    assert document.text.strip() == STORY
    assert (document.title, document.authors, document.uri) == (
        "Harbour talks resume",
        ("Mira Olsen",),
        "mid:1@demo.example",
    )
    assert (document.published.value, document.published.basis) == ("2031-03-14T09:30:00+03:00", "metadata")
    assert document.outlet is None, "who sends a mail is no outlet"
    assert arrival.original == raw


def test_a_mail_is_known_by_its_header_and_a_memorandum_is_none(tmp_path: Path) -> None:
    [arrival], _ = read(tmp_path / "nameless", data=mail().as_bytes())
    assert arrival.document.title == "Harbour talks resume"
    memorandum = b"From: The Envoy\nTo: The Minister\nDate: 14 March 2031\nSubject: Talks\n\nThey met."
    [arrival], _ = read(tmp_path / "memo.txt", data=memorandum)
    assert arrival.document.text == memorandum.decode()


def test_attachments_that_a_reader_knows_are_documents_and_pictures_are_passed_over(tmp_path: Path) -> None:
    message = mail()
    page = made.pdf(
        [made.column(["Annex on the harbour", "", "The harbour has three gates and two of them are closed."])]
    )
    message.add_attachment(page, maintype="application", subtype="pdf", filename="annex.pdf")
    message.add_attachment(b"\x89PNG\r\n\x1a\n\x00", maintype="image", subtype="png", filename="map.png")
    message.add_attachment(b"\x00\x01\x02", maintype="application", subtype="octet-stream", filename="key.bin")
    message.add_attachment(mail("A letter from inside.", number=2))
    arrivals, errors = read(tmp_path / "one.eml", data=message.as_bytes())
    assert errors == []
    assert [arrival.document.uri for arrival in arrivals] == ["mid:1@demo.example", "annex.pdf", "mid:2@demo.example"]
    annex = arrivals[1]
    assert annex.original == page
    assert (annex.document.published.value, annex.document.published.basis) == ("2031-03-14T09:30:00+03:00", "inferred")
    assert arrivals[2].document.text.strip() == "A letter from inside."


def test_a_mail_whose_text_is_in_another_encoding_or_flows_is_read(tmp_path: Path) -> None:
    raw = (
        b"From: a@demo.example\r\nMessage-ID: <3@demo.example>\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: text/plain; charset=iso-8859-2; format=flowed\r\n\r\n"
        b"Vl\xe1da \xf8ekla, \r\n\xbee p\xf8ijede.\r\n-- \r\nM. O.\r\n"
    )
    [arrival], _ = read(tmp_path / "one.eml", data=raw)
    assert arrival.document.text == "Vláda řekla, že přijede.\n-- \nM. O.\n"
    assert arrival.document.published.value is None


@pytest.mark.parametrize(
    "raw",
    [
        b"From: =?x-none?q?=ff?=\nMessage-ID: <\n\n",
        b"MIME-Version: 1.0\nFrom: a\nContent-Type: multipart/mixed; boundary=\n\nwords",
        b"From: a\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\n--x--",
        b"From: a\nMIME-Version: 1.0\nContent-Type: text/plain; charset=base64\n\nwords",
        b"From: a\nMIME-Version: 1.0\nDate: Fri, 99 Mar 2031 99:99:99 +9999\n\nwords",
        b"From: a\nMIME-Version: 1.0\n" + b"Content-Type: message/rfc822\n\n" * 3000,
        b"From: a\nMIME-Version: 1.0\nContent-Transfer-Encoding: base64\nContent-Type: application/pdf\n\n%%%%",
    ],
)
def test_broken_mail_is_read_or_named(tmp_path: Path, raw: bytes) -> None:
    arrivals, errors = read(tmp_path / "one.eml", data=raw)
    assert all(error.code in {"bad-mail", "empty", "bad-pdf", "too-deep"} for error in errors)
    assert arrivals or errors


def test_a_box_of_mail_is_its_messages_each_with_its_own_original(tmp_path: Path) -> None:
    box = mailbox.mbox(tmp_path / "desk.mbox")
    for number in (1, 2):
        box.add(mail(f"From the harbour, report {number}.", number=number))
    box.close()
    arrivals, errors = read(tmp_path / "desk.mbox")
    assert errors == []
    assert [a.document.text.strip() for a in arrivals] == ["From the harbour, report 1.", "From the harbour, report 2."]
    assert [a.document.uri for a in arrivals] == ["mid:1@demo.example", "mid:2@demo.example"]
    assert all(a.original is not None and a.original.startswith(b"From: Mira") for a in arrivals)


def test_a_folder_is_all_in_it_sorted_and_nothing_hidden_or_outside(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("Not to be read.")
    folder = tmp_path / "news"
    (folder / "b").mkdir(parents=True)
    (folder / "b" / "two.txt").write_text("Report two.")
    (folder / "a.txt").write_text("Report one.")
    (folder / "z.md").write_text("---\ntitle: Report three\ndate: 2031-03-14\n---\n\n# Head\n\nThey *met*.\n")
    (folder / ".hidden").write_text("Not to be read.")
    (folder / "desk").mkdir()
    (folder / "desk" / "tocsin.toml").write_text("")
    (folder / "out").symlink_to(outside)
    (folder / "same").symlink_to(folder / "a.txt")
    arrivals, errors = read(folder)
    assert [a.document.text.split(".")[0] for a in arrivals] == ["Report one", "Report two", "# Head\n\nThey *met*"]
    assert [a.document.uri for a in arrivals] == ["a.txt", "two.txt", "z.md"]
    assert (arrivals[2].document.title, arrivals[2].document.published.value) == ("Report three", "2031-03-14")
    assert sorted(error.code for error in errors) == ["desk-inside", "link"]


def test_an_archive_is_all_in_it_and_its_parts_are_read_like_files(tmp_path: Path) -> None:
    inner = made.archive({"deep.txt": "The deepest report."})
    members = {
        "b/two.eml": mail().as_bytes(),
        "a.txt": STORY,
        "c.zip": inner,
        ".DS_Store": b"\x00",
        "__MACOSX/a": b"\x00",
    }
    arrivals, errors = read(
        tmp_path / "pack.zip", data=made.archive(members), outlet="Demo Wire", published="2031-03-15"
    )
    assert errors == []
    assert [a.document.uri for a in arrivals] == ["a.txt", "mid:1@demo.example", "deep.txt"]
    assert [a.document.published.basis for a in arrivals] == ["given", "metadata", "given"]
    assert {a.document.outlet for a in arrivals} == {"Demo Wire"}
    assert arrivals[0].original == STORY.encode()


@pytest.mark.parametrize("name", ["../out.txt", "/etc/out.txt", "a/../../out.txt", "..\\out.txt", "C:\\out.txt"])
def test_names_that_lead_out_are_refused_and_nothing_is_written(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    before = sorted(tmp_path.rglob("*"))
    arrivals, errors = read(folder / "bad.zip", data=made.archive({name: "Out.", "ok.txt": "They met."}))
    assert [a.document.text for a in arrivals] == ["They met."]
    assert [error.code for error in errors] == ["unsafe-name"]
    assert sorted(tmp_path.rglob("*")) == sorted([*before, folder / "bad.zip"])


def test_what_unfolds_without_end_is_refused(tmp_path: Path) -> None:
    blank = made.archive({"blank.txt": b" " * (8 << 20)})
    arrivals, errors = read(tmp_path / "one.zip", data=blank)
    assert (arrivals, [error.code for error in errors]) == ([], ["bomb"])
    arrivals, errors = read(
        tmp_path / "long.zip", data=made.archive({"long.txt": os.urandom(3 << 19).hex()}), max_mib=1
    )
    assert (arrivals, [error.code for error in errors]) == ([], ["too-large"])
    layers: bytes = made.archive({"deep.txt": "They met."})
    for _ in range(8):
        layers = made.archive({"in.zip": layers})
    arrivals, errors = read(tmp_path / "layers.zip", data=layers)
    assert (arrivals, [error.code for error in errors]) == ([], ["too-deep"])


def test_a_whole_input_may_unfold_to_so_much_and_no_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tocsin.desk.arrivals._LEAST_ALLOWED", 3000)
    monkeypatch.setattr("tocsin.desk.arrivals._RATIO", 1)
    members = {f"{number}.zip": made.archive({"a.txt": f"They met {number} times. " * 40}) for number in range(9)}
    arrivals, errors = read(tmp_path / "many.zip", data=made.archive(members))
    assert [error.code for error in errors] == ["bomb"]
    assert 0 < len(arrivals) < 9


def test_a_broken_archive_gives_what_can_be_read(tmp_path: Path) -> None:
    data = bytearray(made.archive({"a.txt": "They met in Calder. " * 50, "b.txt": "They left Calder. " * 50}))
    data[45] ^= 0xFF
    arrivals, errors = read(tmp_path / "bad.zip", data=bytes(data))
    assert [a.document.uri for a in arrivals] == ["b.txt"]
    assert [error.code for error in errors] == ["bad-archive"]
    _, errors = read(tmp_path / "cut.zip", data=bytes(data[:-30]))
    assert [error.code for error in errors] == ["bad-archive"]


def test_a_locked_member_is_named(tmp_path: Path) -> None:
    data = bytearray(made.archive({"a.txt": "They met."}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    _, errors = read(tmp_path / "locked.zip", data=bytes(data))
    assert [error.code for error in errors] == ["encrypted"]


@pytest.mark.parametrize("packed", [False, True])
def test_a_web_archive_gives_its_answers_under_their_addresses(tmp_path: Path, packed: bool) -> None:
    records = [
        made.answer("https://demo.example/1", b"They met in Calder."),
        made.answer("https://demo.example/gone", b"Not here.", status="404 Not Found"),
        made.answer("https://demo.example/logo", b"\x89PNG", kind="image/png"),
        made.answer("https://demo.example/2", b"Na\xefve words.", kind="text/plain; charset=iso-8859-1"),
        made.answer(
            "https://demo.example/3", b"5\r\nThey \r\n5\r\nleft.\r\n0\r\n\r\n", also="Transfer-Encoding: chunked\r\n"
        ),
    ]
    arrivals, errors = read(tmp_path / "crawl.warc", data=made.warc(*records, packed=packed))
    assert errors == []
    assert [(a.document.uri, a.document.text) for a in arrivals] == [
        ("https://demo.example/1", "They met in Calder."),
        ("https://demo.example/2", "Naïve words."),
        ("https://demo.example/3", "They left."),
    ]
    assert arrivals[0].document.published.value is None, "when a page was fetched is not when it was published"
    assert arrivals[0].original == b"They met in Calder."


def test_a_web_archive_that_breaks_off_gives_what_came_before(tmp_path: Path) -> None:
    good, cut = made.answer("https://demo.example/1", b"They met."), made.answer("https://demo.example/2", b"L" * 500)
    for data in (good + cut[:-200], good + b"no record at all\r\n\r\n", good + made.answer("x:y", b"They", size=9999)):
        arrivals, errors = read(tmp_path / "cut.warc", data=data)
        assert [a.document.text for a in arrivals] == ["They met."]
        assert [error.code for error in errors] == ["bad-archive"], data[-80:]


def test_a_body_that_unfolds_without_end_is_refused(tmp_path: Path) -> None:
    import gzip

    body = gzip.compress(b" " * (3 << 20))
    bomb = made.answer("https://demo.example/1", body, also="Content-Encoding: gzip\r\n")
    arrivals, errors = read(tmp_path / "bomb.warc", data=bomb, max_mib=1)
    assert (arrivals, [error.code for error in errors]) == ([], ["too-large"])


def test_documents_get_their_form_and_json_lines_keep_their_own_words(tmp_path: Path) -> None:
    line = b'{"text": "The envoy spoke.", "title": "Readout of the Envoy\\u2019s Call with Velmark"}\n'
    [arrival], _ = read(tmp_path / "in.jsonl", data=line)
    assert arrival.document.form == "readout"
    assert arrival.original is None


def test_word_documents_are_read_without_entities(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>Harbour talks</w:t></w:r></w:p>"
        "<w:p><w:r><w:t xml:space='preserve'>They met </w:t></w:r>"
        "<w:del><w:r><w:delText>never </w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>in Calder.</w:t></w:r></w:ins></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Gate</w:t></w:r></w:p></w:tc>"
        "<w:tc><w:p><w:r><w:t>Closed</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    [arrival], errors = read(tmp_path / "a.docx", data=made.docx(body, title="Talks", author="Mira Olsen"))
    assert errors == []
    assert arrival.document.text == "Harbour talks\n\nThey met in Calder.\n\nGate\tClosed"
    assert (arrival.document.title, arrival.document.authors) == ("Talks", ("Mira Olsen",))
    bomb = made.docx("<w:p><w:r><w:t>&a;</w:t></w:r></w:p>", prologue='<!DOCTYPE d [<!ENTITY a "aaaa">]>')
    for data in (bomb, made.docx("<w:p>"), made.archive({"[Content_Types].xml": "<Types/>"}), b"PK\x03\x04 word/"):
        _, errors = read(tmp_path / "b.docx", data=data)
        assert [error.code for error in errors] == ["bad-docx"]
    _, errors = read(tmp_path / "c.docx", data=made.docx(""))
    assert [error.code for error in errors] == ["empty"]


@pytest.mark.shared
def test_the_shared_broken_archives_and_hostile_files_crash_nothing_and_unfold_to_nothing(
    shared: Path, tmp_path: Path
) -> None:
    packed = shared / "corpora" / "fixtures_feeds_warc_hostile-xml.tar.gz"
    if not packed.is_file():
        pytest.skip("the broken archives are not among the shared sets here")
    with tarfile.open(packed) as archive:
        archive.extractall(tmp_path, filter="data")
    for name in ("warcio", "defusedxml", "trafilatura"):
        arrivals, errors = read(tmp_path / name)
        size = sum(path.stat().st_size for path in (tmp_path / name).rglob("*") if path.is_file())
        assert sum(len(arrival.document.text) for arrival in arrivals) <= 2 * size, f"{name} was expanded"
        assert arrivals or errors
    _, errors = read(tmp_path / "warcio")
    named = "".join(error.seen for error in errors)
    assert "example-trunc.warc" in named
    assert "bad.arc" in named


def test_an_archive_that_is_larger_than_a_text_may_be_is_read_where_it_lies(tmp_path: Path) -> None:
    path = tmp_path / "large.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as packed:
        for number in range(3):
            packed.writestr(f"{number}.txt", f"Report {number}. " * 40_000)
    assert path.stat().st_size > 1 << 20
    arrivals, errors = read(path, max_mib=1)
    assert (len(arrivals), errors) == (3, [])
