"""What changed is sent signed, tried again, and never delivered elsewhere."""

from __future__ import annotations

import hashlib
import hmac
from http.server import BaseHTTPRequestHandler
from typing import Any

import msgspec
import pytest

from tocsin.desk.hooks import Changes, Moved, post_changes, signature_of
from tocsin.errors import ReadError

CHANGES = Changes(at="2031-03-14T09:00:00+00:00", documents=(), levels=(Moved(problem="demo", before=2, after=3),))
SECRET = "a secret of the test"


class Receiver:
    """Takes what is posted to a path, and answers with the statuses given, one a request."""

    def __init__(self, site: Any, *statuses: int) -> None:
        self.got: list[tuple[dict[str, str], bytes]] = []
        left = list(statuses)

        def take(handler: BaseHTTPRequestHandler) -> None:
            size = int(handler.headers["Content-Length"])
            self.got.append(({key.lower(): value for key, value in handler.headers.items()}, handler.rfile.read(size)))
            handler.send_response(left.pop(0))
            handler.send_header("Content-Length", "0")
            handler.end_headers()

        site.server.RequestHandlerClass.do_POST = take


def send(address: str, *, allow_private: bool = True) -> list[float]:
    waited: list[float] = []
    post_changes(address, CHANGES, secret=SECRET, allow_private=allow_private, sleep=waited.append)
    return waited


def test_a_message_is_signed_over_its_time_and_body(site: Any) -> None:
    receiver = Receiver(site, 204)
    send(f"{site.base}/hook")
    [(headers, body)] = receiver.got
    assert msgspec.json.decode(body, type=Changes) == CHANGES
    made = hmac.new(SECRET.encode(), f"{CHANGES.at}.".encode() + body, hashlib.sha256).hexdigest()
    assert headers["tocsin-signature"] == f"sha256={made}" == signature_of(SECRET, CHANGES.at, body)
    assert headers["tocsin-time"] == CHANGES.at


def test_a_failure_is_tried_again_and_then_told(site: Any) -> None:
    receiver = Receiver(site, 500, 200)
    assert send(f"{site.base}/hook") == [0.0, 2.0]
    assert len(receiver.got) == 2
    Receiver(site, 500, 500, 302)
    with pytest.raises(ReadError) as told:
        send(f"{site.base}/hook")
    assert told.value.code == "not-delivered"
    assert SECRET not in str(told.value)


def test_a_host_that_does_not_answer_is_told() -> None:
    with pytest.raises(ReadError) as told:
        send("http://127.0.0.1:9/hook")
    assert told.value.code == "not-delivered"


def test_private_addresses_are_not_sent_to_unless_allowed(site: Any) -> None:
    receiver = Receiver(site, 200)
    with pytest.raises(ReadError):
        send(f"{site.base}/hook", allow_private=False)
    assert receiver.got == []
