"""Following feeds and folders: what is new in each is added, and what was seen is remembered in the desk's folder.

A source that fails is asked again later and later and stops no other. What was seen of a source is written down only
when all that it gave is kept: after a kill the same is asked again, and what is known changes nothing.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec

from tocsin.desk.arrivals import Arrival, OnError, Unpacking, list_folder
from tocsin.desk.desk import Desk
from tocsin.desk.reading import open_readers
from tocsin.desk.sources import Sources
from tocsin.errors import ConfigError, ReadError
from tocsin.ledger.protocol import Added
from tocsin.readers.addresses import is_address
from tocsin.readers.protocol import Publication, Source

__all__ = ["MEMORY_FILE", "Followed", "Memory", "Watch", "read_memory"]

MEMORY_FILE = "watch.json"
# A file that was written to less than so many seconds ago may still be being written.
_SETTLED = 2.0
_FIRST_WAIT, _LONGEST_WAIT = 300.0, 6 * 3600.0


class Followed(msgspec.Struct, kw_only=True):
    """What is remembered of an address.

    Its validators; how often it failed in a row and when it is due again (seconds of the epoch); the ids of the
    documents that it held the last time, as it gave them. Besides, for people: when it was asked, when it answered and
    when it brought something new (seconds of the epoch; 0: never, or not known), and what was wrong the last time.
    """

    etag: str | None = None
    last_modified: str | None = None
    failures: int = 0
    due: float = 0.0
    entries: tuple[str, ...] = ()
    asked: float = 0.0
    answered: float = 0.0
    brought: float = 0.0
    fault: str = ""


class Memory(msgspec.Struct, kw_only=True):
    """What a watch has seen: addresses, and files with their size and time of change in nanoseconds."""

    schema: int = 1
    addresses: dict[str, Followed] = {}
    files: dict[str, tuple[int, int]] = {}


def read_memory(folder: Path) -> Memory:
    """What a desk's watch remembers; nothing where it never ran.

    Raises `ConfigError` (`bad-memory`) where the file is not what the watch wrote.
    """
    file = folder / MEMORY_FILE
    if not file.is_file():
        return Memory()
    try:
        return msgspec.json.decode(file.read_bytes(), type=Memory)
    except msgspec.DecodeError as error:
        raise ConfigError(
            "bad-memory",
            f"{file}: is not what tocsin watch wrote ({error}).",
            "Delete it: all sources are then asked anew, and what the desk has is not added twice.",
        ) from error


class Watch:
    """A desk that follows addresses, folders and files. `now` gives the seconds of the epoch, `moment` ISO time."""

    def __init__(
        self, desk: Desk, inputs: Iterable[str], *, now: Callable[[], float], moment: Callable[[], str]
    ) -> None:
        self.inputs = tuple(inputs)
        self._desk, self._now, self._moment = desk, now, moment
        self._folder = desk.folder or Path()
        self._memory = read_memory(self._folder)
        self._readers = open_readers()

    def look(self, *, by: str, on_error: OnError) -> Iterator[Added]:
        """One look at every source that is due: what was added, as it is kept; what cannot be read to `on_error`."""
        with Sources(Publication(), self._desk.settings) as sources:
            for name in self.inputs:
                if is_address(name):
                    yield from self._ask(name, sources, by, on_error)
                else:
                    yield from self._look_at(Path(name), sources, by, on_error)

    # -- addresses -----------------------------------------------------------------------------------------------------

    def _ask(self, address: str, sources: Sources, by: str, on_error: OnError) -> Iterator[Added]:
        known = self._memory.addresses.setdefault(address, Followed())
        if known.due > self._now():
            return
        known.asked = self._now()
        try:
            found = sources.fetch(address, etag=known.etag, last_modified=known.last_modified)
            if found.data is not None:
                source = sources.source_of(found)
                feeds = sources.listed(source)
                if feeds is None:
                    yield from self._take(source, known, sources, by, on_error)
                else:
                    for feed in feeds:
                        yield from self._ask(feed, sources, by, on_error)
        except ReadError as error:
            known.failures += 1
            known.due = self._now() + min(_FIRST_WAIT * 2 ** (known.failures - 1), _LONGEST_WAIT)
            known.fault = f"{error.seen} {error.hint}"
            on_error(error)
        else:
            known.failures, known.due, known.fault = 0, 0.0, ""
            known.answered = self._now()
            if found.data is not None and not self._is_list(found.data):
                known.etag, known.last_modified = found.etag, found.last_modified
        self._write()

    @staticmethod
    def _is_list(data: bytes) -> bool:
        """Whether an address gave a list of feeds: it is read each time, for its feeds are asked each time."""
        from tocsin.readers.opml import is_opml

        return is_opml(data[:4096])

    def _take(self, source: Source, known: Followed, sources: Sources, by: str, on_error: OnError) -> Iterator[Added]:
        """Adds what a source gives but the entries that it held the last time."""
        held: list[str] = []
        for added in self._add(self._unseen(source, known, held, sources, on_error), by):
            if added.outcome in ("new", "copy", "version"):
                known.brought = self._now()
            yield added
        known.entries = tuple(held)

    def _unseen(
        self, source: Source, known: Followed, held: list[str], sources: Sources, on_error: OnError
    ) -> Iterator[Arrival]:
        before = frozenset(known.entries)
        for arrival in Unpacking(self._readers, on_error).read(source):
            held.append(arrival.document.id)
            if arrival.document.id not in before:
                whole = sources.completed(arrival.document, source)
                yield msgspec.structs.replace(arrival, document=whole)

    # -- files ---------------------------------------------------------------------------------------------------------

    def _look_at(self, path: Path, sources: Sources, by: str, on_error: OnError) -> Iterator[Added]:
        if not path.is_dir():
            yield from self._look_at_file(path, sources, by, on_error)
            return
        for item in list_folder(path):
            if isinstance(item, ReadError):
                on_error(item)
            else:
                yield from self._look_at_file(item, sources, by, on_error)

    def _look_at_file(self, path: Path, sources: Sources, by: str, on_error: OnError) -> Iterator[Added]:
        """Adds a file that is new or changed and written to its end; a list of feeds is followed each time."""
        try:
            source = sources.source(str(path))
            feeds = sources.listed(source)
            if feeds is not None:
                for feed in feeds:
                    yield from self._ask(feed, sources, by, on_error)
                return
            state = path.stat()
        except (ReadError, OSError) as error:
            on_error(error if isinstance(error, ReadError) else _gone(path, error))
            return
        seen = (state.st_size, state.st_mtime_ns)
        if self._memory.files.get(str(path)) == seen or self._now() - state.st_mtime < _SETTLED:
            return
        try:
            yield from self._add(Unpacking(self._readers, on_error).read(source), by)
        except ReadError as error:
            on_error(error)
        # One that cannot be read is told once; changed, it is tried again.
        self._memory.files[str(path)] = seen
        self._write()

    # -- keeping -------------------------------------------------------------------------------------------------------

    def _add(self, arrivals: Iterator[Arrival], by: str) -> Iterator[Added]:
        yield from self._desk.add_arrivals(arrivals, at=self._moment(), by=by)

    def _write(self) -> None:
        """Writes down what was seen, whole or not at all."""
        handle, temporary = tempfile.mkstemp(dir=self._folder, prefix=f".{MEMORY_FILE}.")
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(msgspec.json.format(msgspec.json.encode(self._memory), indent=1))
                out.flush()
                os.fsync(out.fileno())
            Path(temporary).replace(self._folder / MEMORY_FILE)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise


def _gone(path: Path, error: OSError) -> ReadError:
    return ReadError("unreadable", f"{path}: cannot be opened ({error.strerror}).", "Check that it is there.")
