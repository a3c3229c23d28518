"""Files that programs send: any kind that the readers know, by their bytes, and what is told where one is none."""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from litestar.testing import TestClient

from tocsin.board.app import create_app
from tocsin.desk import Desk

sys.path.insert(0, str(Path(__file__).parents[1] / "readers"))
import made

pytestmark = pytest.mark.model

PORT = 8710
AT = "2031-03-15T09:00:00+00:00"
WORDS = "Arvenia will send 4,000 troops to the border with Belgravia, Minister Ilse Varga said on Monday."
PAGE = (
    f"<html><head><title>Troops</title></head><body><article><p>{WORDS}</p><p>{WORDS}</p></article></body></html>"
).encode()
MAIL = (
    "From: desk@demo.example\r\nTo: ana@demo.example\r\nSubject: Troops\r\nDate: Mon, 10 Mar 2031 09:00:00 +0000\r\n"
    f"Message-ID: <1@demo.example>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{WORDS}\r\n"
).encode()
PDF = made.pdf([made.column([WORDS[:48], WORDS[48:]])])


def packed(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(name.replace("_", "."), data)
    return out.getvalue()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("intake") / "desk"
    Desk.create(folder)
    opened = Desk.open(folder, {"max_input_mib": 1})
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def client(desk: Desk) -> Iterator[TestClient[Any]]:
    app = create_app(desk, clock=lambda: AT, analyst="ana", port=PORT)
    with TestClient(app, base_url=f"http://127.0.0.1:{PORT}", raise_server_exceptions=False) as opened:
        yield opened


def send(client: TestClient[Any], data: bytes, kind: str, query: str = "", **headers: str) -> Any:
    return client.post(f"/api/v1/documents{query}", content=data, headers={"content-type": kind, **headers})


def document_of(client: TestClient[Any], answer: Any) -> dict[str, Any]:
    assert answer.status_code == 200, answer.text
    [added] = answer.json()["added"]
    document: dict[str, Any] = client.get(f"/api/v1/documents/{added['document']}").json()["reading"]["document"]
    return document


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (PAGE, "text/html"),
        (PAGE, "application/octet-stream"),
        (PDF, "application/pdf"),
        (MAIL, "message/rfc822"),
        (WORDS.encode(), "text/plain"),
        (packed(a_txt=WORDS.encode()), "application/zip"),
    ],
)
def test_a_file_of_any_kind_is_read(client: TestClient[Any], data: bytes, kind: str) -> None:
    document = document_of(client, send(client, data, kind, "?outlet=Demo+Wire&published=2031-03-14"))
    assert "Ilse Varga said on Monday" in " ".join(document["text"].split())
    assert document["published"]["value"].startswith("2031-03-1")


def test_the_address_says_what_the_file_does_not(client: TestClient[Any]) -> None:
    query = "?name=story.txt&outlet=Demo+Post&published=2031-03-12&url=https://demo.example/story"
    document = document_of(client, send(client, WORDS.encode(), "text/plain", query))
    assert (document["outlet"], document["published"]["value"]) == ("Demo Post", "2031-03-12")
    assert document["uri"] == "https://demo.example/story"
    named = send(
        client, b"A line of its own.", "text/plain", **{"content-disposition": 'attachment; filename="a/b.txt"'}
    )
    assert document_of(client, named)["uri"] == "b.txt"


def test_the_charset_of_the_header_is_heeded(client: TestClient[Any]) -> None:
    words = "\u041c\u0438\u043d\u0438\u0441\u0442\u0440 met the envoy on Monday."
    document = document_of(client, send(client, words.encode("cp1251"), "text/plain; charset=windows-1251"))
    assert document["text"] == words


def test_two_files_without_a_name_are_no_versions_of_each_other(client: TestClient[Any]) -> None:
    texts = [b"The ferry sails again, the harbour master said.", b"A bridge was closed, the mayor of Dorn said."]
    assert [send(client, text, "text/plain").json()["added"][0]["outcome"] for text in texts] == ["new", "new"]


def test_a_form_brings_several_files(client: TestClient[Any]) -> None:
    files = [("file", ("one.txt", b"Envoys of Arvenia met.", "text/plain")), ("file", ("two.html", PAGE, "text/html"))]
    answer = client.post("/api/v1/documents", files=files, data={"outlet": "Demo Gazette", "published": "2031-03-10"})
    assert len(answer.json()["added"]) == 2
    assert answer.json()["faults"] == []


def test_what_is_in_an_archive_is_told_one_by_one(client: TestClient[Any]) -> None:
    data = packed(one_txt=b"The mayor of Halden resigned.", two_pdf=b"%PDF-1.4 broken", three_txt=b"")
    answer = send(client, data, "application/zip")
    assert answer.status_code == 200
    assert len(answer.json()["added"]) == 1
    assert {fault["code"] for fault in answer.json()["faults"]} == {"bad-pdf", "empty"}


@pytest.mark.parametrize("address", ["/etc/passwd", "file:///etc/passwd", "-", "ftp://demo.example/a"])
def test_no_path_of_the_server_is_fetched(client: TestClient[Any], address: str) -> None:
    answer = client.post("/api/v1/documents/fetch", json={"addresses": [address]})
    assert answer.status_code == 400
    assert answer.json()["code"] == "bad-form"


def test_a_page_of_the_web_is_fetched_and_a_private_one_is_not(client: TestClient[Any], site: Any) -> None:
    site.answers["/story"] = (200, {"Content-Type": "text/html"}, PAGE)
    answer = client.post("/api/v1/documents/fetch", json={"addresses": [f"{site.base}/story"]})
    assert (answer.status_code, answer.json()["code"]) == (422, "private-address")


@pytest.mark.parametrize(
    ("data", "kind", "status", "code"),
    [
        (b"%PDF-1.4 broken", "application/pdf", 422, "bad-pdf"),
        (b"\x00\x01\x02\x03" * 50, "application/octet-stream", 422, "binary"),
        (b"", "application/octet-stream", 400, "bad-form"),
        (b"a=b", "application/x-www-form-urlencoded", 415, "http-415"),
        (b"no parts", "multipart/form-data; boundary=x", 400, None),
        (b"no parts", "multipart/form-data", 400, None),
        (b"words", "text/plain", 400, "bad-date"),
        (b"x " * 600_000, "text/plain", 413, "too-large"),
        (b"x " * 1_200_000, "text/plain", 413, "http-413"),
        (b"PK\x03\x04broken", "application/zip", 422, None),
        ("words".encode("utf-16"), "text/plain; charset=nonsense", None, None),
    ],
)
def test_what_cannot_be_read_is_told(
    client: TestClient[Any], data: bytes, kind: str, status: int | None, code: str | None
) -> None:
    answer = send(client, data, kind, "?published=never" if code == "bad-date" else "")
    assert answer.status_code == status or (status is None and answer.status_code < 500), answer.text
    if status is not None:
        assert set(answer.json()) == {"code", "seen", "hint"}
        assert code in (None, answer.json()["code"])
