"""A signed message to an address when a desk changes: what came in, and which levels moved."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Sequence

import msgspec

from tocsin.errors import ReadError
from tocsin.ledger.protocol import Added

__all__ = ["Changes", "Moved", "post_changes", "signature_of"]

_TRIES = 3
_FIRST_PAUSE = 2.0
_SECONDS = 15.0


class Moved(msgspec.Struct, frozen=True, kw_only=True):
    """A problem whose level changed."""

    problem: str
    before: int
    after: int


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """What a look at the sources changed; `at` is ISO time, UTC."""

    schema: int = 1
    at: str
    documents: tuple[Added, ...]
    levels: tuple[Moved, ...]


def signature_of(secret: str, at: str, body: bytes) -> str:
    """The signature of a message: HMAC with SHA-256 over its time, a full stop and its body.

    The time is signed too, so that an old message cannot be sent again as a new one.
    """
    return "sha256=" + hmac.new(secret.encode(), at.encode() + b"." + body, hashlib.sha256).hexdigest()


def post_changes(
    address: str, changes: Changes, *, secret: str, allow_private: bool, sleep: Callable[[float], None]
) -> None:
    """Sends changes to an address, signed in `Tocsin-Signature` (with `Tocsin-Time`); three tries.

    An answer of 2xx is a receipt. Redirects are not followed: the message is for whom the desk's owner named. Raises
    `ReadError`: `address`, `no-such-host`, `private-address`, `not-delivered`.
    """
    import httpcore  # with httpx it costs a fifth of a second, and most looks send nothing
    import httpx

    from tocsin.readers.addresses import check_address
    from tocsin.readers.connections import CheckedTransport, Deadline

    target, body = check_address(address), msgspec.json.encode(changes)
    headers = {
        "Content-Type": "application/json",
        "Tocsin-Time": changes.at,
        "Tocsin-Signature": signature_of(secret, changes.at, body),
    }
    failures = (httpx.HTTPError, httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError, OSError)
    deadline, told = Deadline(_SECONDS), ""
    with httpx.Client(transport=CheckedTransport(deadline, allow_private=allow_private), trust_env=False) as client:
        for pause in _pauses():
            sleep(pause)
            deadline.begin()
            try:
                answer = client.post(target, content=body, headers=headers, timeout=_SECONDS)
            except failures as error:
                told = str(error)
                continue
            if answer.is_success:
                return
            told = f"answered {answer.status_code}"
    raise ReadError("not-delivered", f"{target}: {told}.", "The changes are in the desk; the next ones are sent again.")


def _pauses() -> Sequence[float]:
    """The seconds to wait before each try: none, then twice as long each time."""
    return [0.0, *(_FIRST_PAUSE * 2**n for n in range(_TRIES - 1))]
