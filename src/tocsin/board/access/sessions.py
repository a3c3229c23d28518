"""Who is signed in, and how often somebody tried: in memory, so that an ended server has signed everyone out."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable

import msgspec

__all__ = ["Sessions", "Throttle"]

_LASTING = 12 * 3600.0
_MOST = 10_000
_FREE_TRIES = 5
_LONGEST_WAIT = 15 * 60.0


class _Session(msgspec.Struct, frozen=True):
    name: str
    proof: str
    until: float


class Sessions:
    """Sessions by their secret: each lasts twelve hours. `now` gives seconds that only go forward."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now, self._kept, self._lock = now, dict[str, _Session](), threading.Lock()

    def begin(self, name: str, proof: str) -> str:
        """A new session of somebody, by its secret; it holds as long as the key's hash is this `proof`."""
        with self._lock:
            self._kept = {key: kept for key, kept in self._kept.items() if kept.until > self._now()}
            while len(self._kept) >= _MOST:
                del self._kept[next(iter(self._kept))]
            secret = secrets.token_urlsafe(32)
            self._kept[secret] = _Session(name, proof, self._now() + _LASTING)
            return secret

    def holder(self, secret: str | None) -> tuple[str, str] | None:
        """Whose session it is: the name, and the proof that it was begun with."""
        kept = self._kept.get(secret or "")
        return (kept.name, kept.proof) if kept is not None and kept.until > self._now() else None

    def end(self, secret: str | None) -> None:
        """Ends a session."""
        with self._lock:
            self._kept.pop(secret or "", None)


class Throttle:
    """After five wrong tries for one name each further one waits twice as long, up to a quarter of an hour."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now, self._failed, self._lock = now, dict[str, tuple[int, float]](), threading.Lock()

    def wait(self, name: str) -> float:
        """Seconds until a name may be tried again."""
        count, last = self._failed.get(name, (0, 0.0))
        if count < _FREE_TRIES:
            return 0.0
        return max(0.0, last + min(2.0 ** (count - _FREE_TRIES + 1), _LONGEST_WAIT) - self._now())

    def failed(self, name: str) -> None:
        """Notes a wrong try."""
        with self._lock:
            while len(self._failed) >= _MOST and name not in self._failed:
                # The one that was tried longest ago: a flood of names must not free one that is being guessed.
                del self._failed[min(self._failed, key=lambda key: self._failed[key][1])]
            self._failed[name] = (self._failed.get(name, (0, 0.0))[0] + 1, self._now())

    def passed(self, name: str) -> None:
        """Forgets the wrong tries of who got in."""
        with self._lock:
            self._failed.pop(name, None)
