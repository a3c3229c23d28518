"""The board: every page and its JSON twin, judgements that move the level, and what it refuses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from litestar.testing import TestClient

from tocsin.assess.playbook import parse_playbook, parse_problem
from tocsin.board.app import create_app
from tocsin.board.rooms import search
from tocsin.config import Settings
from tocsin.desk import Desk
from tocsin.records import Entity, Event, Mention, Published, Reading, make_document, record_id
from tocsin.stores.memory import MemoryStore
from tocsin.stores.sqlite import open_sqlite
from tocsin.text.span import Span

AT = "2021-11-12T08:00:00+00:00"
PORT = 8710
PAGES = ["/", "/add", "/documents", "/timeline", "/timeline?kind=all", "/actors", "/contacts", "/disagreements",
         "/forecasts", "/map?view=Europe", "/search?q=troops", "/sources", "/journal", "/problems/ru-ua-2021",
         "/problems/ru-ua-2021/force_buildup_near_border"]  # fmt: skip
TABLES = [
    "documents",
    "timeline",
    "actors",
    "contacts",
    "disagreements",
    "forecasts",
    "map",
    "search",
    "sources",
    "journal",
]
HOSTILE = "<script>alert('x')</script> & more"


def build_up(outlet: str, title: str = "Troops") -> Reading:
    """A document whose page tells a build-up, with a title that would break a careless page."""
    text = f"Russia massed troops near Ukraine, {outlet} has learned."
    document = make_document(text, outlet=outlet, title=title, published=Published(value="2021-11-10", basis="given"))

    def country(name: str, code: str) -> Entity:
        return Entity(
            id=record_id("Entity", document.id, name), score=1, coder="entities", basis="text", kind="country",
            name=name, country=code, sector=None,
        )  # fmt: skip

    russia, ukraine = country("Russia", "RUS"), country("Ukraine", "UKR")
    mentions = [
        Mention(id=record_id("Mention", document.id, span), score=1, coder="entities", span=span, entity=e, form="name")
        for span, e in ((Span(0, 6), russia.id), (Span(26, 33), ukraine.id))
    ]
    event = Event(
        id=record_id("Event", document.id, 7), score=0.8, coder="events", trigger=(Span(7, 20),), event_type="MOBILIZE",
        mode="troops", contexts=(), plover=None, cameo=None, actors=(russia.id,), recipients=(ukraine.id,),
        location=None, days=None, days_basis=None, status="occurred", status_cue=(), according_to=None, scale=None,
    )  # fmt: skip
    return Reading(document=document, records=(russia, ukraine, *mentions, event), diagnostics=())


@pytest.fixture(params=["memory", "sqlite"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    store: Any = MemoryStore() if request.param == "memory" else open_sqlite(tmp_path / "desk.sqlite")
    run = store.begin_run({}, at=AT)
    store.finish_run(run)
    for outlet in ("Demo Wire", "Demo Gazette"):
        store.add(build_up(outlet, HOSTILE), run=run, at=AT, by="ana")
    tables = files("tocsin.vocab")
    playbook = parse_playbook(tables.joinpath("playbooks", "amass-provoke-cross.toml").read_text("utf-8"), "p")
    problem = parse_problem(tables.joinpath("problems", "ru-ua-2021.toml").read_text("utf-8"), "q")
    yield Desk(store, {problem.id: problem}, {playbook.id: playbook}, Settings())
    store.close()


@pytest.fixture
def client(desk: Desk) -> Iterator[TestClient[Any]]:
    app = create_app(desk, clock=lambda: "2021-11-12T09:00:00+00:00", analyst="ana", port=PORT)
    with TestClient(app, base_url=f"http://127.0.0.1:{PORT}") as opened:
        yield opened


def first_document(client: TestClient[Any]) -> str:
    return str(client.get("/documents.json").json()[0]["first"]["id"])


def token(client: TestClient[Any], document: str) -> str:
    found = re.search(r'name="_csrf_token" value="([^"]+)"', client.get(f"/documents/{document}").text)
    assert found
    return found.group(1)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_there_escaped_and_under_the_policy(client: TestClient[Any], page: str) -> None:
    response = client.get(page)
    assert response.status_code == 200
    assert "default-src 'none'" in response.headers["content-security-policy"]
    assert response.headers["x-content-type-options"] == "nosniff"
    assert "<script>alert" not in response.text
    assert response.text.count("<h1") == 1
    assert " style=" not in response.text
    assert " on" + "click=" not in response.text


@pytest.mark.parametrize("page", ["/desk", "/problem", "/problems/ru-ua-2021", *(f"/{name}" for name in TABLES)])
def test_every_page_has_a_twin_in_json(client: TestClient[Any], page: str) -> None:
    response = client.get(f"{page}.json")
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("application/json")
    response.json()


def test_every_noun_of_the_levels_sentence_leads_to_exact_words(client: TestClient[Any]) -> None:
    page = client.get("/").text
    [sentence] = re.findall(r'<p class="sentence">.*?</p>', page, re.DOTALL)
    assert "Level 3 of 5" in sentence
    links = re.findall(r'href="(/documents/[0-9a-f]+)#(d1c\d+)"', sentence)
    assert len(links) == 3, "the indicator and its two origins"
    for address, anchor in links:
        assert f'id="{anchor}"' in client.get(address).text


def test_the_reading_view_has_a_form_at_each_record(client: TestClient[Any]) -> None:
    document = first_document(client)
    page = client.get(f"/documents/{document}")
    assert page.status_code == 200
    assert "form-action 'self'" in page.headers["content-security-policy"]
    assert page.text.count('class="judge"') == 5
    assert client.get(f"/documents/{document}.json").json()["reading"]["document"]["id"] == document


def test_a_rejection_lowers_the_level_and_undo_restores_it(client: TestClient[Any]) -> None:
    document = first_document(client)
    records = client.get(f"/documents/{document}.json").json()["reading"]["records"]
    event = next(record["id"] for record in records if record["type"] == "Event")
    secret = token(client, document)
    form = {"record": event, "verdict": "reject", "_csrf_token": secret}
    answer = client.post(f"/documents/{document}/judge", data=form, follow_redirects=False)
    assert answer.status_code == 303
    after = client.get(answer.headers["location"])
    assert "Level changed: ru-ua-2021 3" in after.text
    assert client.get("/problem.json").json()["assessments"][0]["level"]["number"] == 2
    judgement = re.search(r'name="judgement" value="([^"]+)"', after.text)
    assert judgement
    undone = {"judgement": judgement.group(1), "_csrf_token": secret}
    assert client.post(f"/documents/{document}/undo", data=undone, follow_redirects=False).status_code == 303
    assert client.get("/problem.json").json()["assessments"][0]["level"]["number"] == 3
    assert [entry["action"] for entry in client.get("/journal.json").json()[:2]] == ["undo", "judge"]


def test_a_form_without_its_token_is_refused(client: TestClient[Any]) -> None:
    document = first_document(client)
    token(client, document)
    answer = client.post(f"/documents/{document}/judge", data={"record": "x", "verdict": "reject"})
    assert answer.status_code == 403
    assert client.get("/journal.json").json()[0]["action"] == "add"


@pytest.mark.parametrize("host", ["evil.example", "localhost:9999", "127.0.0.1.evil.example:8710"])
def test_only_this_machine_is_answered(client: TestClient[Any], host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 400


def test_a_cut_is_carried_along_and_a_bad_one_is_told(client: TestClient[Any]) -> None:
    page = client.get("/?as_of=2021-11-01").text
    assert "Level 1 of 5" in page
    assert 'href="/documents?as_of=2021-11-01"' in page
    assert client.get("/?as_of=yesterday").status_code == 400
    assert "no date" in client.get("/?as_of=yesterday").text


@pytest.mark.parametrize(
    ("address", "status"), [("/documents/gone", 404), ("/documents/gone.json", 404), ("/nowhere", 404)]
)
def test_what_is_not_there_says_so(client: TestClient[Any], address: str, status: int) -> None:
    response = client.get(address)
    assert response.status_code == status
    assert "Traceback" not in response.text


def test_a_wrong_verdict_is_refused(client: TestClient[Any]) -> None:
    document = first_document(client)
    form = {"record": "x", "verdict": "burn", "_csrf_token": token(client, document)}
    assert client.post(f"/documents/{document}/judge", data=form).status_code == 400


@pytest.mark.parametrize("name", [*TABLES, "problems/ru-ua-2021"])
def test_every_table_is_a_file_for_spreadsheets(client: TestClient[Any], name: str) -> None:
    response = client.get(f"/{name}.csv")
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/csv")
    assert "attachment" in response.headers["content-disposition"]
    assert "," in response.text.splitlines()[0]


def test_what_is_no_table_says_so(client: TestClient[Any]) -> None:
    assert client.get("/desk.csv").status_code == 404


def test_the_desk_tells_what_changed_since_the_last_look(client: TestClient[Any], desk: Desk) -> None:
    assert "on the last day" in client.get("/").text
    client.cookies.set("tocsin_looked", "2021-11-12T08:30:00+00:00", domain="127.0.0.1")
    assert "Nothing moved" in client.get("/").text
    run = desk.store.open_run({}, at=AT)
    desk.store.add(build_up("Demo Post"), run=run, at="2021-11-12T08:45:00+00:00", by="ana")
    page = client.get("/").text
    assert "1 new document since" in page
    client.cookies.set("tocsin_looked", "2021-11-12T07:00:00+00:00", domain="127.0.0.1")
    page = client.get("/").text
    assert "not seen \u2192 <b>corroborated</b>" in page
    assert "level 1 \u2192 3" in page
    secret = re.search(r'name="_csrf_token" value="([^"]+)"', page)
    assert secret
    assert client.post("/looked", data={"_csrf_token": secret[1]}, follow_redirects=False).status_code == 303


def test_a_cookie_that_is_no_moment_is_passed_over(client: TestClient[Any]) -> None:
    client.cookies.set("tocsin_looked", "yesterday'--", domain="127.0.0.1")
    assert client.get("/").status_code == 200


def test_a_lasting_link_leads_to_its_characters_or_says_why_not(client: TestClient[Any], desk: Desk) -> None:
    document = first_document(client)
    answer = client.get(f"/s/{document}/7-20", follow_redirects=False)
    assert answer.headers["location"] == f"/documents/{document}?span=7-20#span"
    page = client.get(f"/documents/{document}?span=7-20").text
    assert re.search(r'<b id="span"></b><a class="s [^"]*hl[^"]*"', page)
    assert client.get(f"/documents/{document}?span=900-950").status_code == 404
    assert client.get(f"/s/{document}/20-7").status_code == 404
    cited = client.get(f"/cite/{document}/7-20").text
    assert "massed troops" in cited
    assert "Characters 7\u201320 of sha256:" in cited
    assert f"/s/{document}/7-20" in cited
    desk.store.remove(document, at=AT, by="ana")
    assert client.get(f"/s/{document}/7-20").status_code == 410
    desk.store.purge(document, at=AT, by="ana", reason="asked for")
    gone = client.get(f"/s/{document}/7-20")
    assert gone.status_code == 410
    assert "asked for" in gone.text
    assert client.get("/s/never/7-20").status_code == 404


def test_an_edit_changes_status_dates_and_span_and_is_told(client: TestClient[Any]) -> None:
    document = first_document(client)
    reading = client.get(f"/documents/{document}.json").json()["reading"]
    event = next(record for record in reading["records"] if record["type"] == "Event")
    form = client.get(f"/documents/{document}/edit?record={event['id']}").text
    assert "massed troops" in form
    data = {"_csrf_token": token(client, document), "record": event["id"], "event_type": "MOBILIZE",
            "status": "planned",
            "days_first": "2021-11-09", "days_last": "2021-11-09", "actors_asked": "1", "actors": event["actors"],
            "recipients_asked": "1", "recipients": event["recipients"], "start": "7", "end": "13"}  # fmt: skip
    answer = client.post(f"/documents/{document}/edit", data=data, follow_redirects=False)
    assert answer.status_code == 303
    edited = client.get(f"/documents/{document}.json").json()["reading"]["records"]
    after = next(record for record in edited if record["id"] == event["id"])
    assert (after["status"], after["trigger"], after["days"]["edtf"]) == ("planned", [[7, 13]], "2021-11-09")
    assert "status: planned" in client.get(answer.headers["location"]).text
    wrong = client.post(f"/documents/{document}/edit", data=data | {"start": "7", "end": "9999"})
    assert wrong.status_code == 400


def test_what_was_missed_is_added(client: TestClient[Any]) -> None:
    document = first_document(client)
    assert "Add a record" in client.get(f"/documents/{document}/new?span=0-6&kind=Timex").text
    data = {"_csrf_token": token(client, document), "kind": "Event", "event_type": "CONSULT", "status": "planned",
            "start": "35", "end": "39"}  # fmt: skip
    answer = client.post(f"/documents/{document}/new", data=data, follow_redirects=False)
    assert answer.status_code == 303
    records = client.get(f"/documents/{document}.json").json()["reading"]["records"]
    assert any(record.get("coder") == "analyst" for record in records)
    assert client.get(f"/documents/{document}/new?kind=Nonsense").status_code == 404


def test_several_records_are_accepted_at_once(client: TestClient[Any]) -> None:
    document = first_document(client)
    ids = [record["id"] for record in client.get(f"/documents/{document}.json").json()["reading"]["records"]]
    data = {"_csrf_token": token(client, document), "accept": ",".join(ids[:3])}
    client.post(f"/documents/{document}/judge", data=data)
    assert client.get("/journal.json").json()[0]["action"] == "judge"
    assert len(client.get(f"/documents/{document}.json").json()["verdicts"]) == 3


@pytest.mark.parametrize("address", ["/etc/passwd", "file:///etc/passwd", "../desk.sqlite"])
def test_an_address_of_the_machine_itself_is_refused(client: TestClient[Any], address: str) -> None:
    secret = token(client, first_document(client))
    files = {"address": (None, address), "_csrf_token": (None, secret)}
    answer = client.post("/add", files=files, headers={"x-csrftoken": secret})
    assert answer.status_code == 400
    assert "is no address" in answer.text


def test_a_date_that_is_none_is_told(client: TestClient[Any]) -> None:
    secret = token(client, first_document(client))
    files = {"text": (None, "A ferry sails."), "published": (None, "soon"), "_csrf_token": (None, secret)}
    answer = client.post("/add", files=files, headers={"x-csrftoken": secret})
    assert answer.status_code == 400
    assert "is no date of publication" in answer.text


def test_a_source_is_graded_and_a_cell_set(client: TestClient[Any]) -> None:
    secret = token(client, first_document(client))
    client.post("/sources/grade", data={"_csrf_token": secret, "name": "Demo Wire", "grade": "B"})
    assert client.get("/sources.json").json()["outlets"][0]["grade"] in ("B", None)
    row = client.get("/problems/ru-ua-2021.json").json()["assessment"]["matrix"]["rows"][0]
    cell = row["cells"][0]["hypothesis"]
    form = {"_csrf_token": secret, "indicator": row["indicator"], "hypothesis": cell, "consistency": "II"}
    client.post("/problems/ru-ua-2021/cell", data=form)
    after = client.get("/problems/ru-ua-2021.json").json()["assessment"]["matrix"]["rows"][0]["cells"][0]
    assert (after["consistency"], after["basis"]) == ("II", "ana")


def test_news_tell_what_came_and_the_levels(desk: Desk) -> None:
    from tocsin.board.answers import Board
    from tocsin.board.live import tell_news

    board = Board(desk)
    mark = desk.store.mark()
    assert tell_news(board, mark).documents == 0
    desk.store.add(build_up("Demo Post"), run=desk.store.open_run({}, at=AT), at=AT, by="ana")
    news = tell_news(board, mark)
    assert (news.documents, news.levels) == (1, {"ru-ua-2021": 3})


def test_a_note_stands_beside_what_it_is_on_and_changes_nothing(client: TestClient[Any]) -> None:
    document = first_document(client)
    secret = token(client, document)
    records = client.get(f"/documents/{document}.json").json()["reading"]["records"]
    event = next(record["id"] for record in records if record["type"] == "Event")
    for form in ({"words": "Ask <b>Kyiv</b>."}, {"words": "Doubtful.", "record": event}):
        answer = client.post(f"/documents/{document}/note", data=form | {"_csrf_token": secret}, follow_redirects=False)
        assert answer.status_code == 303
    page = client.get(f"/documents/{document}").text
    assert "Ask &lt;b&gt;Kyiv&lt;/b&gt;." in page
    assert '<span class="noted">ana: Doubtful.</span>' in page
    assert client.get(f"/documents/{document}.json").json()["reading"]["records"] == records
    empty = client.post(f"/documents/{document}/note", data={"words": " ", "_csrf_token": secret})
    assert empty.status_code == 400
    journal = client.get("/journal").text
    judgement = re.search(r'name="judgement" value="([^"]+)"', journal)
    assert judgement
    undone = {"judgement": judgement.group(1), "_csrf_token": secret}
    assert client.post("/undo", data=undone, follow_redirects=False).headers["location"] == "/journal"
    assert "Doubtful." not in client.get(f"/documents/{document}").text


def test_two_actors_are_said_to_be_one_and_parted_again(client: TestClient[Any]) -> None:
    secret = token(client, first_document(client))
    actors = {row["name"]: row["id"] for row in client.get("/actors.json").json()}
    form = {"_csrf_token": secret, "other": "Ukraine", "reason": "a test"}
    joined = client.post(f"/actors/{actors['Russia']}/join", data=form, follow_redirects=False)
    assert joined.status_code == 303
    assert len(client.get("/actors.json").json()) == len(actors) - 1
    page = client.get(joined.headers["location"]).text
    assert 'value="Ukraine"' in page
    assert 'value="Russia"' in page
    here = joined.headers["location"].partition("#")[0]
    for names in ([], ["Russia", "Ukraine"]):
        assert client.post(f"{here}/part", data={"_csrf_token": secret, "name": names}).status_code == 400
    parted = client.post(f"{here}/part", data={"_csrf_token": secret, "name": "Ukraine"}, follow_redirects=False)
    assert parted.status_code == 303
    assert {row["name"] for row in client.get("/actors.json").json()} == set(actors)
    assert client.post(f"/actors/{actors['Russia']}/join", data=form | {"other": "Nobody"}).status_code == 400
    assert client.post("/actors/gone/join", data=form).status_code == 404


def test_a_search_says_where_it_stops_counting(client: TestClient[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Shown and counted are the best" not in client.get("/search?q=troops").text
    monkeypatch.setattr(search, "_MOST", 1)
    page = client.get("/search?q=troops").text
    assert "1 or more found" in page
    assert "Shown and counted are the best 1" in page
    assert "among the best 1" in page
    answer = client.get("/api/v1/search?q=troops")
    assert "x-total-count" not in answer.headers
