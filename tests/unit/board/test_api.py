"""The API: everything that the board shows and does, for programs; and the door before both."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from litestar.testing import TestClient

from tocsin.board.access.keys import KEYS_FILE, Keys
from tocsin.board.access.sessions import Sessions, Throttle
from tocsin.board.app import create_app
from tocsin.board.server import serve
from tocsin.desk import Desk
from tocsin.errors import ConfigError

pytestmark = pytest.mark.model

PORT = 8710
AT = "2031-03-15T09:00:00+00:00"
TEXT = "Arvenia will send 4,000 troops to the border with Belgravia, Minister Ilse Varga said on Monday."
READS = (
    "documents", "timeline", "actors", "contacts", "disagreements", "forecasts", "map", "search?q=troops", "sources",
    "journal", "desk", "formats", "whoami", "openapi.json",
)  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    Desk.create(tmp_path / "desk")
    opened = Desk.open(tmp_path / "desk", {})
    yield opened
    opened.close()


@pytest.fixture
def client(desk: Desk) -> Iterator[TestClient[Any]]:
    app = create_app(desk, clock=lambda: AT, analyst="ana", port=PORT)
    with TestClient(app, base_url=f"http://127.0.0.1:{PORT}", raise_server_exceptions=False) as opened:
        yield opened


def post_text(client: TestClient[Any], text: str = TEXT, **more: Any) -> Any:
    return client.post(
        "/api/v1/documents", json={"text": text, "published": "2031-03-14", "outlet": "Demo Wire"} | more
    )


@pytest.mark.parametrize("name", READS)
def test_everything_can_be_read(client: TestClient[Any], name: str) -> None:
    post_text(client)
    answer = client.get(f"/api/v1/{name}")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("application/")
    assert answer.json() is not None


def test_a_text_is_added_judged_and_taken_out(client: TestClient[Any], desk: Desk) -> None:
    [added] = post_text(client).json()["added"]
    assert added["outcome"] == "new"
    assert post_text(client).json()["added"][0]["outcome"] == "known"
    document = client.get(f"/api/v1/documents/{added['document']}").json()
    record = document["reading"]["records"][0]["id"]
    judged = client.post(
        f"/api/v1/documents/{added['document']}/judgements", json={"record": record, "verdict": "reject"}
    ).json()
    assert (judged["by"], judged["at"]) == ("ana", AT)
    assert client.delete(f"/api/v1/judgements/{judged['id']}").json() == {"undone": judged["id"]}
    assert client.delete(f"/api/v1/documents/{added['document']}").status_code == 200
    assert client.get(f"/api/v1/documents/{added['document']}").status_code == 404
    assert client.post(f"/api/v1/documents/{added['document']}/restore").status_code == 200
    assert [entry.action for entry in desk.store.journal()] == ["add", "judge", "undo", "remove", "restore"]


def test_a_doubt_about_a_text_is_told_beside_what_became_of_it(client: TestClient[Any]) -> None:
    answer = post_text(client, published="never").json()
    assert [added["outcome"] for added in answer["added"]] == ["new"]
    assert [fault["code"] for fault in answer["faults"]] == ["bad-date"]


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("get", "documents/gone", None, 404),
        ("get", "problems/gone", None, 404),
        ("get", "nowhere", None, 404),
        ("get", "export/gone", None, 404),
        ("get", "documents?as_of=never", None, 400),
        ("post", "documents", {"text": ""}, 400),
        ("post", "documents", {"text": 5}, 400),
        ("post", "documents", {"words": "x"}, 400),
        ("post", "documents/gone/judgements", {"record": "x", "verdict": "accept"}, 404),
        ("post", "documents/gone/judgements", {"record": "x", "verdict": "perhaps"}, 400),
        ("post", "documents/gone/records", {"record": {}}, 404),
        ("post", "sources/grade", {"name": "Demo Wire", "grade": "Z9"}, 400),
        ("post", "forecasts/gone/outcome", {"outcome": "maybe"}, 400),
        ("delete", "judgements/gone", None, 404),
    ],
)
def test_what_is_wrong_is_told_with_a_code(
    client: TestClient[Any], method: str, path: str, body: Any, status: int
) -> None:
    answer = client.request(method.upper(), f"/api/v1/{path}", json=body)
    assert answer.status_code == status, answer.text
    assert set(answer.json()) == {"code", "seen", "hint"}


def test_broken_json_and_other_sites_are_refused(client: TestClient[Any]) -> None:
    assert (
        client.post("/api/v1/documents", content=b"{", headers={"content-type": "application/json"}).status_code == 400
    )
    assert post_text(client, "\ud800 lone".encode("utf-8", "replace").decode()).status_code == 200
    own = {"sec-fetch-site": "same-origin", "origin": "null"}  # a form of a page that sends no referrer
    assert client.post("/api/v1/documents", json={"text": "x"}, headers=own).status_code == 200
    for strange in ({"sec-fetch-site": "cross-site"}, {"origin": "https://elsewhere.example"}):
        assert client.post("/api/v1/documents", json={"text": "x"}, headers=strange).status_code == 403
        plain = {"content-type": "text/plain"} | strange
        assert client.post("/api/v1/documents", content=b"A text.", headers=plain).status_code == 403
    for kind, path, status in (
        ("text/plain", "documents/gone/judgements", 400),
        ("text/plain", "sources/grade", 400),
        ("application/x-www-form-urlencoded", "documents", 415),
    ):
        form = client.post(f"/api/v1/{path}", content=b'{"text": "x"}', headers={"content-type": kind})
        assert form.status_code == status, path


@pytest.mark.parametrize("body", [b'{"text": "\xff"}', b"[" * 100_000, b"null", b'{"text": "x", "url": 1e999}'])
def test_no_body_breaks_the_server(client: TestClient[Any], body: bytes) -> None:
    answer = client.post("/api/v1/documents", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 400
    assert set(answer.json()) == {"code", "seen", "hint"}


def test_no_date_and_no_address_breaks_a_page(client: TestClient[Any]) -> None:
    post_text(client)
    post_text(client, "Belgravia was invaded, they said.", published="9999-12-31", url="http://[::1")
    post_text(client, "Borduna was invaded, they said.", published="0001-01-01")
    for path in ("sources", "desk", "timeline", "map", "sources?as_of=9999-12-31", "desk?as_of=0001-01-01"):
        assert client.get(f"/api/v1/{path}").status_code == 200, path
    assert client.get("/api/v1/brief?days=999999999").status_code == 400
    assert client.get("/api/v1/brief?days=-5").status_code == 400


def test_the_description_names_every_address(client: TestClient[Any]) -> None:
    described = client.get("/api/v1/openapi.json").json()
    assert "/api/v1/documents/{document}/judgements" in described["paths"]
    assert not [path for path in described["paths"] if not path.startswith("/api/v1")]
    assert described["components"]["securitySchemes"]["token"]["scheme"] == "bearer"


def test_with_keys_nobody_comes_in_without_one(client: TestClient[Any], desk: Desk) -> None:
    assert desk.folder is not None
    keys = Keys(desk.folder)
    reader, analyst = keys.add_token("feed", "reader", at=AT), keys.add_token("bot", "analyst", at=AT)
    assert client.get("/api/v1/documents").status_code == 401
    assert client.get("/", follow_redirects=False).headers["location"] == "/login"
    for token, status in ((reader, 403), (analyst, 200)):
        headers = {"Authorization": f"Bearer {token}"}
        assert client.get("/api/v1/documents", headers=headers).status_code == 200
        assert client.post("/api/v1/documents", json={"text": TEXT}, headers=headers).status_code == status
    assert client.get("/api/v1/documents", headers={"Authorization": "Bearer wrong"}).status_code == 401
    assert [entry.by for entry in desk.store.journal()] == ["bot"]
    keys.remove("bot")
    assert client.get("/api/v1/documents", headers={"Authorization": f"Bearer {analyst}"}).status_code == 401


def test_a_user_signs_in_and_out(client: TestClient[Any], desk: Desk) -> None:
    assert desk.folder is not None
    Keys(desk.folder).add_user("bea", "analyst", "a long enough one", at=AT)
    client.get("/login")
    token = {"_csrf_token": client.cookies["tocsin_csrf"]}
    wrong = client.post("/login", data=token | {"name": "bea", "password": "guess"})
    assert (wrong.status_code, "wrong" in wrong.text) == (403, True)
    inside = client.post("/login", data=token | {"name": "bea", "password": "a long enough one"})
    assert inside.status_code == 200
    assert client.get("/documents", follow_redirects=False).status_code == 200
    client.post("/sources/grade", data=token | {"name": "Demo Wire", "grade": "B"})
    assert [entry.by for entry in desk.store.journal()] == ["bea"]
    Keys(desk.folder).remove("bea")
    Keys(desk.folder).add_user("bea", "analyst", "another long one", at=AT)
    assert client.get("/documents", follow_redirects=False).headers["location"] == "/login", "it is another key"
    client.post("/logout", data=token)
    assert client.get("/documents", follow_redirects=False).headers["location"] == "/login"


def test_secrets_are_kept_hashed_in_a_private_file(tmp_path: Path) -> None:
    keys = Keys(tmp_path)
    token = keys.add_token("bot", "reader", at=AT)
    keys.add_user("ana", "analyst", "a long enough one", at=AT)
    file = tmp_path / KEYS_FILE
    assert file.stat().st_mode & 0o077 == 0
    assert token not in file.read_text(encoding="utf-8")
    assert "long enough" not in file.read_text(encoding="utf-8")
    with pytest.raises(ConfigError, match="weak-password"):
        keys.add_user("bob", "reader", "short", at=AT)
    with pytest.raises(ConfigError, match="key-there"):
        keys.add_token("ana", "reader", at=AT)
    file.write_text("{", encoding="utf-8")
    with pytest.raises(ConfigError, match="bad-keys"):
        keys.all()


def test_another_address_needs_keys(desk: Desk) -> None:
    with pytest.raises(ConfigError, match="no-keys"):
        serve(desk, host="0.0.0.0", port=0, clock=lambda: AT, analyst="ana", opened=print)


def test_a_name_of_a_proxy_needs_keys_too(desk: Desk) -> None:
    with pytest.raises(ConfigError, match="no-keys"):
        serve(desk, port=0, names=["desk.example"], clock=lambda: AT, analyst="ana", opened=print)


def test_a_desk_that_others_reach_stays_shut_when_its_last_key_is_taken_away(desk: Desk) -> None:
    keys = Keys(desk.folder or Path())
    token = keys.add_token("ana", "analyst", at=AT)
    app = create_app(desk, clock=lambda: AT, analyst="ana", port=PORT, names=["desk.example"])
    with TestClient(app, base_url="http://desk.example", raise_server_exceptions=False) as client:
        held = {"Authorization": f"Bearer {token}"}
        assert client.get("/api/v1/whoami", headers=held).status_code == 200
        keys.remove("ana")
        assert client.get("/api/v1/whoami", headers=held).status_code == 401
        assert client.get("/api/v1/whoami").status_code == 401
        assert post_text(client).status_code == 401


def test_a_search_with_a_character_of_code_zero_is_a_search(client: TestClient[Any]) -> None:
    post_text(client)
    assert [hit["outlet"] for hit in client.get("/api/v1/search?q=troops%00").json()] == ["Demo Wire"]


def test_days_and_moments_are_understood_however_they_are_written(client: TestClient[Any]) -> None:
    post_text(client, published="2031-12-14")
    for way in ("/documents?as_of=", "/records?published_until="):
        for day, count in (("20311201", 0), ("2031-W49-1", 0), ("20311215", 1)):
            found = client.get(f"/api/v1{way}{day}").json()
            assert bool(found["items"] if isinstance(found, dict) else found) == bool(count), (way, day)
    # Added at 09:00 UTC.
    for moment, count in (("T08:59:00Z", 0), ("T12:30:00 04:00", 0), ("T05:30:00-04:00", 1), ("", 1)):
        asked = {"known_at": f"{AT[:10]}{moment}"}
        assert len(client.get("/api/v1/documents", params=asked).json()) == count, moment
    for asked in ({"known_at": "nonsense"}, {"as_of": "2031-12"}):
        assert client.get("/api/v1/documents", params=asked).json()["code"] == "bad-date"
    assert client.get("/api/v1/desk?looked=nonsense").json()["code"] == "bad-date"


def test_sessions_end_and_wrong_tries_wait() -> None:
    now = [0.0]
    sessions, throttle = Sessions(lambda: now[0]), Throttle(lambda: now[0])
    secret = sessions.begin("ana", "proof")
    assert sessions.holder(secret) == ("ana", "proof")
    now[0] = 13 * 3600
    assert sessions.holder(secret) is None
    for _ in range(7):
        throttle.failed("ana")
    assert throttle.wait("ana") == 8
    assert throttle.wait("bob") == 0
    throttle.passed("ana")
    assert throttle.wait("ana") == 0


def test_a_feed_reader_comes_in_by_a_key_that_opens_the_feed_alone(client: TestClient[Any], desk: Desk) -> None:
    post_text(client, "Russia has massed troops near the border with Ukraine, the Defence Ministry in Kyiv said.")
    assert client.get("/feed.atom").status_code == 200, "a desk without keys is open to this machine"
    assert desk.folder is not None
    keys = Keys(desk.folder)
    reader = keys.add_token("bot", "reader", at=AT)
    token = keys.add_token("news", "feed", at=AT)
    assert client.get("/feed.atom", follow_redirects=False).status_code == 303
    answer = client.get(f"/feed.atom?key={token}")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/atom+xml")
    assert 'href="http://127.0.0.1:8710/problems/ru-ua-2021"' in answer.text
    assert token not in answer.text
    again = client.get(f"/feed.atom?key={token}", headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(f"/feed.atom?key={token}&problem=gone").status_code == 404
    for wrong in (reader, "x", ""):
        assert client.get(f"/feed.atom?key={wrong}").status_code == 403
    bearer = {"authorization": f"Bearer {token}"}
    for path in ("/api/v1/documents", "/documents", "/feed.atom", "/api/v1/whoami"):
        assert client.get(path, headers=bearer).status_code == 403, path
        assert client.get(f"{path}?key={reader}", follow_redirects=False).status_code in (303, 401, 403), path
    assert client.get("/feed.atom", headers={"authorization": f"Bearer {reader}"}).status_code == 200
