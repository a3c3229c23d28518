"""The records of a desk over HTTP: filters, a cursor that nothing moves, answers that say how fresh they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from litestar.testing import TestClient

from tocsin.board.answers import Board
from tocsin.board.api.answers import SHAPES, Course, Records
from tocsin.board.api.filters import tokens_of
from tocsin.board.api.records import find_records
from tocsin.board.app import create_app
from tocsin.desk import Desk
from tocsin.ledger.replay import Judged

pytestmark = pytest.mark.model

PORT = 8710
AT = "2031-03-15T09:00:00+00:00"
STORIES = {
    "Demo Wire": "Russia has massed troops near the border with Ukraine, the Defence Ministry in Kyiv said on Monday.",
    "Demo Gazette": "Envoy Tomas Brandt of Poland denied on Tuesday that he had met the president of France. "
    "Talks will resume in May, he said.",
    "Demo Post": "The president of France met Minister Ilse Varga in Warsaw on Wednesday, and they spoke of grain.",
}


@pytest.fixture
def desk(tmp_path: Any) -> Iterator[Desk]:
    Desk.create(tmp_path / "desk")
    opened = Desk.open(tmp_path / "desk", {})
    yield opened
    opened.close()


@pytest.fixture
def client(desk: Desk) -> Iterator[TestClient[Any]]:
    app = create_app(desk, clock=lambda: AT, analyst="ana", port=PORT)
    with TestClient(app, base_url=f"http://127.0.0.1:{PORT}", raise_server_exceptions=False) as opened:
        for outlet, text in STORIES.items():
            post(opened, outlet, text)
        yield opened


def post(client: TestClient[Any], outlet: str, text: str) -> str:
    answer = client.post("/api/v1/documents", json={"text": text, "published": "2031-03-14", "outlet": outlet})
    return str(answer.json()["added"][0]["document"])


def ask(client: TestClient[Any], query: str = "") -> list[dict[str, Any]]:
    answer = client.get(f"/api/v1/records?{query}")
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def walk(client: TestClient[Any], query: str) -> list[str]:
    found, address = [], f"/api/v1/records?{query}"
    while address:
        page = client.get(address).json()
        found += [item["record"]["id"] for item in page["items"]]
        address = page["next"]
    return found


def test_every_record_has_its_document_its_words_and_a_lasting_link(client: TestClient[Any]) -> None:
    [item] = [one for one in ask(client, "type=Event") if one["record"]["event_type"] == "MOBILIZE"]
    assert (item["outlet"], item["published"]) == ("Demo Wire", "2031-03-14")
    assert {one["name"] for one in item["entities"].values()} >= {"Russia"}
    reading = client.get(f"/api/v1/documents/{item['document']}").json()["reading"]
    start, end = (int(part) for part in item["link"].rpartition("/")[2].split("-"))
    assert reading["document"]["text"][start:end] == item["words"]
    assert client.get(item["link"], follow_redirects=False).status_code == 303


@pytest.mark.parametrize(
    ("query", "holds"),
    [
        ("type=Event,Forecast", lambda one: one["record"]["type"] in ("Event", "Forecast")),
        ("type=event&status=denied", lambda one: one["record"]["status"] == "denied"),
        ("event_type=MOBILIZE", lambda one: one["record"]["event_type"] == "MOBILIZE"),
        ("outlet=demo wire", lambda one: one["outlet"] == "Demo Wire"),
        ("actor=ILSE VARGA&type=Event", lambda one: "Ilse Varga" in {e["name"] for e in one["entities"].values()}),
        ("source=Tomas Brandt&type=Statement", lambda one: one["outlet"] == "Demo Gazette"),
        ("country=UKR,POL&type=Event", lambda one: one["outlet"] in ("Demo Wire", "Demo Gazette")),
        ("since=2031-05-01&until=2031-05-31", lambda one: one["outlet"] == "Demo Gazette"),
        ("problem=ru-ua-2021", lambda one: one["record"]["type"] == "Event"),
        ("problem=ru-ua-2021&indicator=force_buildup_near_border", lambda one: one["outlet"] == "Demo Wire"),
        ("kind=person&min_score=0.1", lambda one: one["record"]["kind"] == "person"),
        ("published_since=2031-03-14&published_until=2031-03-14&limit=3", lambda one: one["published"]),
        ("polarity=affirmed&verdict=none", lambda one: one["record"]["type"] == "Statement"),
    ],
)
def test_a_filter_gives_those_and_no_others(client: TestClient[Any], query: str, holds: Any) -> None:
    items = ask(client, query)
    assert items
    assert all(holds(one) for one in items)


@pytest.mark.parametrize(
    "query", ["actor=Nobody", "published_since=2031-03-15", "outlet=x", "since=1990-01-01&until=1990-12-31"]
)
def test_what_is_not_there_is_an_empty_page(client: TestClient[Any], query: str) -> None:
    assert ask(client, query) == []


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("evnt_type=AID", "bad-filter"), ("type=Thing", "bad-filter"), ("status=over", "bad-filter"),
        ("country=Poland", "bad-filter"), ("limit=0", "bad-filter"), ("limit=501", "bad-filter"),
        ("limit=many", "bad-filter"), ("min_score=2", "bad-filter"), ("min_score=nan", "bad-filter"),
        ("problem=none", "bad-filter"), ("indicator=x", "bad-filter"), ("problem=ru-ua-2021&indicator=x", "bad-filter"),
        ("since=soon", "bad-date"), ("published_until=2031-13-01", "bad-date"), ("as_of=x", "bad-date"),
        ("cursor=x", "bad-cursor"), ("cursor=WyJ4IiwxLCIiXQ", "bad-cursor"), ("cursor=%FF%FE", "bad-cursor"),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_told(client: TestClient[Any], query: str, code: str) -> None:
    answer = client.get(f"/api/v1/records?{query}")
    assert answer.status_code == 400
    assert answer.json()["code"] == code
    assert answer.json()["hint"]


def test_pages_hold_every_record_once_whatever_the_limit(client: TestClient[Any]) -> None:
    whole = walk(client, "limit=500")
    assert len(whole) == len(set(whole)) > 30
    assert all(walk(client, f"limit={size}") == whole for size in (1, 7))
    some = walk(client, "limit=2&type=Entity")
    assert some == [name for name in whole if name in set(some)]


def test_what_comes_between_two_pages_moves_nothing_and_is_told_in_the_end(client: TestClient[Any]) -> None:
    before = walk(client, "limit=500&type=Event")
    page = client.get("/api/v1/records?limit=1&type=Event").json()
    earlier = {"text": "Italy sent troops to Spain, the army said on Monday.", "published": "2030-01-01"}
    client.post("/api/v1/documents", json=earlier)
    rest, address = [], page["next"]
    while address:
        last = client.get(address).json()
        rest += [item["record"]["id"] for item in last["items"]]
        address = last["next"]
    assert [page["items"][0]["record"]["id"], *rest][: len(before)] == before
    assert len(rest) + 1 > len(before), "the new one stands last, though it was published first"
    post(client, "Demo Wire", "Spain sent troops to Italy, the army said on Tuesday.")
    news = client.get(f"/api/v1/records?type=Event&cursor={last['cursor']}").json()
    assert len(news["items"]) >= 1, "the cursor of the end gives what has come since"
    assert not {item["record"]["id"] for item in news["items"]} & {*before, *rest}


def test_a_rejection_between_two_pages_drops_no_other_record(client: TestClient[Any]) -> None:
    whole = walk(client, "limit=500")
    page = client.get("/api/v1/records?limit=5").json()
    for item in page["items"][3:]:
        body = {"record": item["record"]["id"], "verdict": "reject"}
        client.post(f"/api/v1/documents/{item['document']}/judgements", json=body)
    following = client.get(page["next"]).json()["items"][0]["record"]["id"]
    left = set(walk(client, "limit=500"))
    assert following == next(name for name in whole[5:] if name in left)


def test_a_page_that_takes_too_long_ends_early_and_goes_on(desk: Desk, client: TestClient[Any]) -> None:
    picture = Board(desk).picture(msgspec.convert({}, type=type(Board(desk).pictures.at().view.cut)))
    found, asked, pages = [], {"type": "Event", "limit": "500"}, 0
    while True:
        page = find_records(picture, asked, tokens_of, patience=-1.0)
        found += [item.record.id for item in page.items]
        pages += 1
        if page.next is None:
            break
        assert page.cursor
        asked = asked | {"cursor": page.cursor}
    assert pages == len(STORIES)
    assert found == walk(client, "type=Event&limit=500")


def test_who_asks_again_gets_nothing_until_something_is_new(client: TestClient[Any]) -> None:
    for path in ("records?type=Event", "documents", "desk", "search?q=troops", "journal", "problems/ru-ua-2021/course"):
        first = client.get(f"/api/v1/{path}")
        tag = {"if-none-match": f'W/{first.headers["etag"]}, "other"'}
        again = client.get(f"/api/v1/{path}", headers=tag)
        assert (again.status_code, again.content) == (304, b""), path
        other = client.get(f"/api/v1/{path}{'&' if '?' in path else '?'}as_of=2031-03-14", headers=tag)
        assert other.status_code == 200, "another address is another answer"
    tags = {path: client.get(f"/api/v1/{path}").headers["etag"] for path in ("records", "journal", "documents")}
    post(client, "Demo Wire", "Spain sent troops to Italy, the army said on Tuesday.")
    for path, tag in tags.items():
        assert client.get(f"/api/v1/{path}", headers={"if-none-match": tag}).status_code == 200, path


@pytest.mark.parametrize("path", sorted(SHAPES))
def test_every_answer_has_the_shape_that_is_described(client: TestClient[Any], path: str) -> None:
    actor = client.get("/api/v1/actors").json()[0]["id"]
    address = path.replace("{indicator:str}", "force_buildup_near_border")
    address = address.replace("{id:str}", actor if "actors" in path else "ru-ua-2021")
    answer = client.get(
        f"/api/v1{address}?q=troops&kind=all" if path in ("/search", "/timeline") else f"/api/v1{address}"
    )
    assert answer.status_code == 200
    assert isinstance(msgspec.json.decode(answer.content, type=SHAPES[path]), list | msgspec.Struct)


def test_a_row_of_the_map_has_its_shape(client: TestClient[Any]) -> None:
    post(client, "Demo Post", "Protesters clashed with police in Warsaw on Monday, officials said.")
    assert msgspec.json.decode(client.get("/api/v1/map").content, type=SHAPES["/map"])


def test_the_other_answers_have_their_shapes_too(client: TestClient[Any]) -> None:
    assert msgspec.json.decode(client.get("/api/v1/records").content, type=Records).items
    document = client.get("/api/v1/documents").json()[0]["first"]["id"]
    assert msgspec.json.decode(client.get(f"/api/v1/documents/{document}").content, type=Judged)
    course = msgspec.json.decode(client.get("/api/v1/problems/ru-ua-2021/course").content, type=Course)
    assert course.problem == "ru-ua-2021"
    assert client.get("/api/v1/problems/ru-ua-2021/course?since=2099-01-01").json()["days"] == []


def test_the_description_leaves_no_answer_open(client: TestClient[Any]) -> None:
    described = client.get("/api/v1/openapi.json").json()
    for path, ways in described["paths"].items():
        for way, operation in ways.items():
            for body in operation["responses"]["200"]["content"].values():
                assert body["schema"] != {}, (way, path)
    schemas = described["components"]["schemas"]
    assert schemas["Span"]["type"] == "array"
    assert "from" in schemas["Change"]["properties"]
    names = {one["name"] for one in described["paths"]["/api/v1/records"]["get"]["parameters"]}
    assert names >= {"type", "actor", "cursor", "limit", "as_of"}
    names = {one["name"] for one in described["paths"]["/api/v1/timeline"]["get"]["parameters"]}
    assert names == {"kind", "from", "to", "as_of", "known_at", "page"}


def test_lists_name_the_pages_beside_them(client: TestClient[Any]) -> None:
    lines = [{"id": str(number), "text": f"Ferry {number} sails.", "published": "2031-03-01"} for number in range(101)]
    data = b"\n".join(map(msgspec.json.encode, lines))
    sent = client.post("/api/v1/documents", content=data, headers={"content-type": "application/x-ndjson"})
    assert len(sent.json()["added"]) == 101
    answer = client.get("/api/v1/documents")
    assert answer.headers["x-total-count"] == "104"
    assert answer.headers["link"] == '</api/v1/documents?page=2>; rel="next"'
    assert client.get("/api/v1/documents?page=2").headers["link"] == '</api/v1/documents?page=1>; rel="prev"'


def test_notes_grades_and_who_is_who(client: TestClient[Any], desk: Desk) -> None:
    [event] = ask(client, "event_type=MOBILIZE")
    document, record = event["document"], event["record"]["id"]
    at = f"/api/v1/documents/{document}"
    note = client.post(f"{at}/notes", json={"words": "Ask the ministry.", "record": record}).json()
    assert (note["verdict"], note["reason"], note["by"]) == ("note", "Ask the ministry.", "ana")
    assert client.post(f"{at}/notes", json={"words": "An odd text."}).status_code == 200
    assert client.post(f"{at}/notes", json={"words": ""}).status_code == 400
    assert client.post(f"{at}/credibility", json={"record": record, "grade": "2"}).status_code == 200
    assert client.post(f"{at}/credibility", json={"record": record, "grade": "B"}).json()["code"] == "bad-grade"
    judged = client.get(at).json()
    assert judged["credibility"] == {record: 2}
    assert set(judged["notes"]) == {record, document}
    standing = client.get(f"{at}/judgements").json()
    assert [one["verdict"] for one in standing] == ["note", "note", "grade"]
    assert client.delete(f"/api/v1/judgements/{standing[0]['id']}").status_code == 200
    assert len(client.get(f"{at}/judgements").json()) == 2


def test_two_bearers_are_joined_and_parted(client: TestClient[Any]) -> None:
    people = {one["words"]: one for one in ask(client, "type=Entity&kind=person")}
    members = [people[name]["record"]["id"] for name in ("Tomas Brandt", "Ilse Varga")]

    def actors() -> set[str]:
        found = ask(client, "type=Entity&kind=person")
        return {next(iter(one["entities"].values()))["actor"] for one in found if one["record"]["id"] in members}

    assert len(actors()) == 2
    assert client.post("/api/v1/identities", json={"verdict": "same", "members": members}).status_code == 200
    assert len(actors()) == 1
    assert client.post("/api/v1/identities", json={"verdict": "split", "members": members[:1]}).status_code == 200
    assert len(actors()) == 2
    for body, status in (
        ({"verdict": "same", "members": members[:1]}, 400),
        ({"verdict": "same", "members": ["x", "y"]}, 404),
        ({"verdict": "split", "members": ["x"]}, 404),
        ({"verdict": "perhaps", "members": members}, 400),
    ):
        assert client.post("/api/v1/identities", json=body).status_code == status, body


def test_cells_searches_and_citations(client: TestClient[Any]) -> None:
    matrix = client.get("/api/v1/problems/ru-ua-2021").json()["assessment"]["matrix"]["rows"]
    cell = {"indicator": matrix[0]["indicator"], "hypothesis": matrix[0]["cells"][0]["hypothesis"], "consistency": "CC"}
    assert client.post("/api/v1/problems/ru-ua-2021/cells", json=cell).status_code == 200
    assert client.post("/api/v1/problems/gone/cells", json=cell).status_code == 404
    assert client.post("/api/v1/searches", json={"name": "Troops", "query": "?q=troops"}).json() == [
        {"name": "Troops", "query": "?q=troops"}
    ]
    assert client.post("/api/v1/searches", json={"name": "x", "query": "//elsewhere"}).status_code == 400
    assert client.post("/api/v1/searches", json={"name": "Troops", "query": ""}).json() == []
    document = client.get("/api/v1/documents").json()[0]["first"]["id"]
    assert "Characters 0\u20139" in client.get(f"/api/v1/documents/{document}/cite/0-9").json()["citation"]
    assert client.get(f"/api/v1/documents/{document}/cite/9-0").status_code == 404


@pytest.mark.parametrize("name", ["jsonl", "html", "markdown", "atom"])
def test_exports_come_in_pieces_and_whole(client: TestClient[Any], name: str) -> None:
    answer = client.get(f"/api/v1/export/{name}")
    assert answer.status_code == 200
    assert "content-length" not in answer.headers
    assert len(answer.content) > 200
    assert "sandbox" in answer.headers["content-security-policy"]


def test_a_program_follows_what_is_done(client: TestClient[Any]) -> None:
    first = client.get("/api/v1/changes").json()
    assert [entry["action"] for entry in first["entries"]] == ["add"] * len(STORIES)
    document = first["entries"][0]["subject"]
    client.delete(f"/api/v1/documents/{document}")
    client.post(f"/api/v1/documents/{document}/restore")
    news = client.get(f"/api/v1/changes?after={first['after']}").json()
    assert [(entry["action"], entry["subject"]) for entry in news["entries"]] == [
        ("remove", document),
        ("restore", document),
    ]
    assert client.get(f"/api/v1/changes?after={news['after']}").json() == {"entries": [], "after": news["after"]}
    for after in (-1, news["after"] + 1, "x"):
        assert client.get(f"/api/v1/changes?after={after}").status_code == 400
