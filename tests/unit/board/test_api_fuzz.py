"""Whatever is sent to the API: no answer is a fault of the server, and what is refused is told in its own shape."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from litestar.testing import TestClient

from tocsin.board import app as board_app
from tocsin.desk import Desk

pytestmark = [pytest.mark.model, pytest.mark.slow]

PORT = 8710
_KEPT = ("method", "url", "json", "content", "headers", "params")
BASE = f"http://127.0.0.1:{PORT}"
TEXTS = (
    "Arvenia will send 4,000 troops to the border with Belgravia, Minister Ilse Varga said on Monday.",
    "Belgravia denied on Tuesday that it had fired on a patrol. The talks will resume in May, envoy Tomas Brandt said.",
)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient[Any]]:
    folder = tmp_path_factory.mktemp("api") / "desk"
    Desk.create(folder)
    desk = Desk.open(folder, {})
    patched = pytest.MonkeyPatch()
    patched.setattr(board_app, "_REQUESTS", 10**9)
    made = board_app.create_app(desk, clock=lambda: "2031-03-15T09:00:00+00:00", analyst="ana", port=PORT)
    with TestClient(made, base_url=BASE, raise_server_exceptions=False) as opened:
        for text in TEXTS:
            opened.post("/api/v1/documents", json={"text": text, "published": "2031-03-14"})
        yield opened
    patched.undo()
    desk.close()


def test_no_request_breaks_the_server(client: TestClient[Any]) -> None:
    known = client.get("/api/v1/journal").json()[-1]["subject"]
    schema = schemathesis.openapi.from_dict(client.get("/api/v1/openapi.json").json())
    operations = [result.ok() for result in schema.get_all_operations()]
    assert len(operations) > 20
    for operation in operations:

        @settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck), database=None)
        @given(case=operation.as_strategy())
        def send(case: Any) -> None:
            for document in (None, known):
                if document is not None and "document" in case.path_parameters:
                    case.path_parameters["document"] = document
                asked = case.as_transport_kwargs(base_url=BASE)
                if asked.get("data") is not None:
                    asked["content"] = asked.pop("data")
                kept = {
                    key: asked[key] for key in ("method", "url", "json", "content", "headers", "params") if key in asked
                }
                answer = client.request(**kept)
                assert answer.status_code < 500, (kept, answer.text)
                if answer.status_code >= 400:
                    assert set(answer.json()) == {"code", "seen", "hint"}

        send()


def test_every_answer_is_as_it_is_described(client: TestClient[Any]) -> None:
    """Schemathesis holds the real answers against the description that programs are made from."""
    schema = schemathesis.openapi.from_dict(client.get("/api/v1/openapi.json").json())
    document = client.get("/api/v1/journal").json()[-1]["subject"]
    actor = client.get("/api/v1/actors").json()[0]["id"]
    places = {"/actors/{id}": f"/actors/{actor}", "{document}": document, "{span}": "0-6", "{id}": "ru-ua-2021",
              "{problem}": "ru-ua-2021", "{indicator}": "force_buildup_near_border", "{name}": "jsonl"}  # fmt: skip
    seen = 0
    for result in schema.get_all_operations():
        operation = result.ok()
        path = operation.path
        for name, value in places.items():
            path = path.replace(name, value)
        if operation.method.upper() == "GET":
            answer = client.get(path + ("?q=troops&kind=all" if path.endswith(("search", "timeline")) else ""))
            assert answer.status_code == 200, path
            operation.validate_response(answer)
            seen += 1
    assert seen > 20
