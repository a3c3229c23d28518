"""How the feeds that a desk follows are doing: what `tocsin watch` remembers of each, in words for people."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Literal
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

import msgspec

from tocsin.desk.desk import Desk
from tocsin.desk.watching import MEMORY_FILE, Followed, read_memory
from tocsin.readers.addresses import is_address

__all__ = ["FeedHealth", "health_mark", "read_health", "without_secrets"]

# Names of values in an address that let somebody in: whoever may read the desk need not be let in there too.
_SECRET = re.compile(r"key|token|secret|auth|pass|sig", re.IGNORECASE)


class FeedHealth(msgspec.Struct, frozen=True, kw_only=True):
    """A source that the desk follows.

    `asked` is when it was last asked, `answered` when it last answered, `brought` when it last brought something new,
    `due` when one that fails is asked again (ISO, UTC; null: never, or not known). `failures` counts those in a row,
    `entries` what it held the last time; `fault` says what was wrong, and of a secret in an address no word.
    """

    address: str
    state: Literal["well", "failing", "not asked yet"]
    asked: str | None
    answered: str | None
    brought: str | None
    due: str | None
    failures: int
    entries: int
    fault: str


def read_health(desk: Desk) -> list[FeedHealth]:
    """Every address that is followed, those that fail first. Raises `ConfigError` (`bad-memory`)."""
    if desk.folder is None:
        return []
    known = read_memory(desk.folder).addresses
    named = dict.fromkeys(name for name in desk.settings.watch if is_address(name))
    found = [_health(address, known.get(address, Followed())) for address in {**named, **known}]
    order = ("failing", "not asked yet", "well")
    return sorted(found, key=lambda one: (order.index(one.state), one.address))


def health_mark(desk: Desk) -> tuple[int, int]:
    """Changes whenever something was written down about a source."""
    if desk.folder is None:
        return 0, 0
    try:
        state = (desk.folder / MEMORY_FILE).stat()
    except OSError:
        return 0, 0
    return state.st_mtime_ns, state.st_size


def without_secrets(address: str) -> str:
    """An address without its user, its password, and values of its query that look like keys."""
    try:
        parts = urlsplit(address)
        query = [(name, "..." if _SECRET.search(name) else value) for name, value in parse_qsl(parts.query)]
    except ValueError:
        return address.partition("?")[0].rpartition("@")[2]
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, host, parts.path, urlencode(query, quote_via=quote, safe="."), ""))


def _health(address: str, known: Followed) -> FeedHealth:
    shown = without_secrets(address)
    seen = known.asked or known.entries or known.etag or known.last_modified
    state: Literal["well", "failing", "not asked yet"] = "well" if seen else "not asked yet"
    return FeedHealth(
        address=shown,
        state="failing" if known.failures else state,
        asked=_moment(known.asked),
        answered=_moment(known.answered),
        brought=_moment(known.brought),
        due=_moment(known.due) if known.failures else None,
        failures=known.failures,
        entries=len(known.entries),
        fault=known.fault.replace(address, shown).removeprefix(f"{shown}: "),
    )


def _moment(seconds: float) -> str | None:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds") if seconds else None
