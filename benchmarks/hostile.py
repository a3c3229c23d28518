"""What becomes of other projects' feeds and hostile XML: `python -m benchmarks.hostile`.

Each file is given to the reader that claims it, and to the feed reader and the page reader whatever they claim; a
socket opened meanwhile, an exception that is no `ReadError`, or words of an expanded entity are counted and fail.
"""

from __future__ import annotations

import socket
import sys
import tarfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.sets import SHARED
from tocsin.errors import ReadError
from tocsin.readers.feeds import FeedReader
from tocsin.readers.html import HtmlReader
from tocsin.readers.opml import is_opml, read_feed_list
from tocsin.readers.protocol import Publication, Source
from tocsin.records import Document

__all__ = ["FIXTURES", "count_outcomes", "fixture_files"]

FIXTURES = "fixtures_feeds_warc_hostile-xml.tar.gz"
# No document of the suites is longer; an expanded entity bomb would be by orders.
_LONGEST = 500_000

Counts = Counter[tuple[str, str]]


class _NetworkError(Exception):
    """A reader asked the network."""


@contextmanager
def _without_network() -> Iterator[None]:
    def refuse(*args: object, **named: object) -> None:  # noqa: ARG001 it stands in for functions of any form
        raise _NetworkError

    kept = socket.socket.connect, socket.getaddrinfo
    setattr(socket.socket, "connect", refuse)  # noqa: B010 a method put in place of another
    setattr(socket, "getaddrinfo", refuse)  # noqa: B010
    try:
        yield
    finally:
        setattr(socket.socket, "connect", kept[0])  # noqa: B010
        setattr(socket, "getaddrinfo", kept[1])  # noqa: B010


def fixture_files(archive: Path) -> Iterator[tuple[str, str, bytes]]:
    """Suite, name and bytes of every file of the archive."""
    with tarfile.open(archive) as tar:
        for member in tar:
            file = tar.extractfile(member) if member.isfile() else None
            if file is not None and "LICENSE" not in member.name:
                yield member.name.split("/")[0], member.name, file.read()


def count_outcomes(files: Iterable[tuple[str, str, bytes]], *, as_pages: bool = True) -> Counts:
    """By suite and outcome, how often it came to that; without `as_pages` in a quarter of the time."""
    counts: Counts = Counter()
    with _without_network():
        for suite, name, data in files:
            counts[suite, "files"] += 1
            for outcome in _outcomes(name, data):
                counts[suite, outcome] += 1
            for outcome in _page_outcomes(name, data) if as_pages else ():
                counts[suite, outcome] += 1
    return counts


def _outcomes(name: str, data: bytes) -> Iterator[str]:
    source = Source(path=Path(name), publication=Publication(), max_mib=20, data=data)
    try:
        for item in FeedReader().read(source):
            yield from _outcome(item)
        if is_opml(data[:4096]):
            read_feed_list(data, name)
    except ReadError as error:
        yield f"refused: {error.code}"
    except _NetworkError:
        yield "network"
    except Exception as error:  # noqa: BLE001 what is counted here is what should never be
        print(f"{name}: {error!r}", file=sys.stderr)
        yield "crash"


def _page_outcomes(name: str, data: bytes) -> Iterator[str]:
    source = Source(path=Path(name), publication=Publication(), max_mib=20, data=data)
    try:
        for item in HtmlReader().read(source):
            yield from ("expanded" for text in [getattr(item, "text", "")] if len(text) > _LONGEST)
    except ReadError:
        pass
    except _NetworkError:
        yield "network"
    except Exception as error:  # noqa: BLE001
        print(f"{name} as a page: {error!r}", file=sys.stderr)
        yield "crash"


def _outcome(item: Document | ReadError) -> Iterator[str]:
    if isinstance(item, ReadError):
        yield f"entry: {item.code}"
        return
    yield "documents"
    if len(item.text) > _LONGEST:
        yield "expanded"


def main() -> int:
    """Prints a line a suite and outcome; fails where there was a crash, an expansion or a request."""
    archive = SHARED / "corpora" / FIXTURES
    if not archive.is_file():
        print("the shared feeds and hostile XML are not beside this checkout")
        return 0
    counts = count_outcomes(fixture_files(archive))
    for suite in sorted({suite for suite, _ in counts}):
        told = ", ".join(f"{outcome} {count}" for (of, outcome), count in sorted(counts.items()) if of == suite)
        print(f"{suite:12} {told}")
    bad = sum(count for (_, outcome), count in counts.items() if outcome in ("crash", "expanded", "network"))
    print(f"crashes, expansions and requests: {bad}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
