"""What a store goes through: killed, full, locked, torn, two at once; after each, nothing that was printed is lost.

python -m benchmarks.faults [TRIES]

Each try is an own process that adds ready-made readings and prints each id when it is kept; then the store is opened,
checked, and asked for everything that was printed.
"""

from __future__ import annotations

import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from random import Random  # noqa: TID251 a fixed seed: the same moments every time, as far as the machine lets them

from tocsin.errors import LedgerError
from tocsin.ledger.cut import NO_CUT
from tocsin.records import Document, Published, Reading, Timex, make_document, record_id
from tocsin.stores.sqlite import open_sqlite
from tocsin.text.span import Span

FULL = 3
_MANY = 4000
_PURGED = 7
_STORE = "desk.sqlite"
_AT = "2031-03-15T08:00:00+00:00"


def ready_made(number: int) -> Reading:
    """A document of our own with a record, the same for a number every time."""
    words = " ".join(f"word{number * 31 + place}" for place in range(160))
    text = f"Report {number} of the river watch in Calder came on 14 March. {words}."
    day = Published(value="2031-03-14", basis="given")
    document = make_document(text, outlet="Demo Wire", published=day, title=f"Report {number}")
    time_words = Timex(
        id=record_id("Timex", document.id, number), score=1, coder="timexes", span=Span(0, 6), kind="DATE", value=None,
        mod=None, days=None, anchor="none", anchor_value=None, rule="none",
    )  # fmt: skip
    return Reading(document=document, records=(time_words,), diagnostics=())


def add_and_print(folder: Path, first: int, count: int, room: int | None) -> int:
    """The adding process: prints each id when it is kept, and the code of what stopped it."""
    if room is not None:
        largest = max((path.stat().st_size for path in folder.iterdir()), default=0)
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest + room, resource.RLIM_INFINITY))
    try:
        store = open_sqlite(folder / _STORE)
        run = store.open_run({}, at=_AT)
        for number in range(first, first + count):
            added = store.add(ready_made(number), run=run, at=_AT, by="ana")
            print(added.document, number, flush=True)
        store.close()
    except LedgerError as error:
        print(f"stopped {error.code}", flush=True)
        return FULL
    return 0


@contextmanager
def adding(folder: Path, first: int, count: int, room: int | None = None) -> Iterator[subprocess.Popen[str]]:
    """An adding process, ended at the latest when the block is left."""
    command = [sys.executable, "-m", "benchmarks.faults", "--add", str(folder), str(first), str(count), str(room or 0)]
    root = str(Path(__file__).parent.parent)
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root) as process:
        try:
            yield process
        finally:
            process.kill()


def printed(lines: str) -> dict[str, int]:
    """The ids that a process printed in whole lines, with the number of each."""
    whole = lines[: lines.rfind("\n") + 1].splitlines()
    return {parts[0]: int(parts[1]) for line in whole if len(parts := line.split()) == 2 and parts[1].isdigit()}


def check(folder: Path, done: dict[str, int]) -> list[str]:
    """What is wrong with a store: it does not open, is not whole, or has not what was printed as done."""
    try:
        store = open_sqlite(folder / _STORE)
    except LedgerError as error:
        return [f"does not open: {error}"]
    wrong = []
    kept = {reading.document.id: reading for reading in store.readings(NO_CUT)}
    for name, number in done.items():
        if kept.get(name) != ready_made(number):
            wrong.append(f"lost: report {number}")
    wrong += [f"half: {name}" for name, reading in kept.items() if len(reading.records) != 1]
    added = {entry.subject for entry in store.journal() if entry.action == "add"}
    if added != set(kept):
        wrong.append("the journal does not say what is there")
    if done:
        last = max(done.values())
        if not any(hit.document in done for hit in store.search(f'"report {last} of"', NO_CUT, limit=5)):
            wrong.append(f"the index does not find report {last}")
    store.close()
    with closing(sqlite3.connect(folder / _STORE)) as connection:
        verdict = connection.execute("PRAGMA integrity_check").fetchone()[0]
        if verdict != "ok":
            wrong.append(f"integrity: {verdict}")
        connection.execute("INSERT INTO documents_fts(documents_fts) VALUES ('integrity-check')")
        orphans = connection.execute("SELECT count(*) FROM traces WHERE document NOT IN (SELECT number FROM documents)")
        if orphans.fetchone()[0]:
            wrong.append("traces without their document")
    return wrong


def _read_some(process: subprocess.Popen[str], lines: int) -> str:
    assert process.stdout is not None
    return "".join(process.stdout.readline() for _ in range(lines))


def killed(folder: Path, chance: Random) -> list[str]:
    """Kill -9 at some moment of adding."""
    with adding(folder, 0, _MANY) as process:
        if chance.random() < 0.2:  # while the store is being made
            out = ""
            time.sleep(chance.uniform(0.5, 2.5))
        else:
            out = _read_some(process, chance.randint(1, 12))
            time.sleep(chance.uniform(0, 0.05))
        process.send_signal(signal.SIGKILL)
        out += process.stdout.read() if process.stdout else ""
    return check(folder, printed(out)) + _goes_on(folder)


def full(folder: Path, chance: Random) -> list[str]:
    """No file may grow beyond some size, as on a full disk; then there is room again."""
    with adding(folder, 0, 3) as process:
        process.communicate()
    with adding(folder, 0, _MANY, room=chance.randint(1, 400_000)) as process:
        out = process.communicate()[0]
    wrong = [] if "stopped store-" in out else [f"a full disk was not told: {out[-80:]!r}"]
    return wrong + check(folder, printed(out)) + _goes_on(folder)


def locked(folder: Path, chance: Random) -> list[str]:
    """Another program writes for a while: the adder waits, and loses nothing."""
    with adding(folder, 0, 2) as process:
        process.communicate()
    with closing(sqlite3.connect(folder / _STORE, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with adding(folder, 2, 5) as process:
            time.sleep(chance.uniform(0.2, 1.5))
            other.execute("ROLLBACK")
            out = process.communicate()[0]
    done = printed(out)
    return ([] if len(done) == 5 else [f"only {len(done)} of 5 were added: {out[-80:]!r}"]) + check(folder, done)


def torn(folder: Path, chance: Random) -> list[str]:
    """The files as they are at one moment in mid-write, and again with the log cut at some byte."""
    with adding(folder, 0, _MANY) as process:
        out = _read_some(process, chance.randint(1, 12))
        time.sleep(chance.uniform(0, 0.03))
        process.send_signal(signal.SIGSTOP)
        os.waitpid(process.pid, os.WUNTRACED)
        whole, cut = folder / "whole", folder / "cut"
        for target in (whole, cut):
            target.mkdir()
            for name in (_STORE, f"{_STORE}-wal"):
                if (folder / name).exists():
                    shutil.copyfile(folder / name, target / name)
        process.send_signal(signal.SIGKILL)
        out += process.stdout.read() if process.stdout else ""
    log = cut / f"{_STORE}-wal"
    if log.exists():
        os.truncate(log, chance.randint(0, log.stat().st_size))
    wrong = check(whole, printed(out)) + _goes_on(whole)
    # What was cut off is lost with the bytes; what is left must be whole documents, and take new ones.
    return wrong + [f"log cut: {fault}" for fault in check(cut, {}) + _goes_on(cut)]


def twice(folder: Path, chance: Random) -> list[str]:
    """Two adders at once on a new store, with half of the documents in common."""
    start = chance.randint(5, 15)
    with adding(folder, 0, 20) as one, adding(folder, start, 20) as other:
        outs = one.communicate()[0], other.communicate()[0]
    done = printed(outs[0]) | printed(outs[1])
    ends = " and ".join(repr(out[-60:]) for out in outs)
    wrong = [] if len(done) == start + 20 else [f"{len(done)} of {start + 20} were added: {ends}"]
    return wrong + check(folder, done)


def clock_back(folder: Path, chance: Random) -> list[str]:
    """The clock jumps back between additions: the order of arrival is the order of adding."""
    store = open_sqlite(folder / _STORE)
    run = store.begin_run({}, at=_AT)
    store.finish_run(run)
    done: dict[str, int] = {}
    for number in range(8):
        day = chance.randint(1, 28)
        added = store.add(ready_made(number), run=run, at=f"2031-03-{day:02d}T08:00:00+00:00", by="ana")
        done[added.document] = number
    order = [entry.subject for entry in store.journal()]
    arrived = [reading.document.id for reading in store.readings(NO_CUT)]
    second = store.begin_run({}, at="2001-01-01T00:00:00+00:00")
    for number in range(8):
        store.recode(ready_made(number), run=second)
    store.finish_run(second)
    latest = store.current_run()
    store.close()
    wrong = [] if order == arrived == list(done) else ["the order of arrival was lost"]
    if latest != second:
        wrong.append("the run that was made last is not the one that views read")
    return wrong + check(folder, done)


def purge_and_print(folder: Path) -> int:
    """The purging process: says when it begins."""
    store = open_sqlite(folder / _STORE)
    print("begin", flush=True)
    store.purge(ready_made(_PURGED).document.id, at=_AT, by="ana", reason="")
    print("end", flush=True)
    store.close()
    return 0


def purge_killed(folder: Path, chance: Random) -> list[str]:
    """Kill -9 at some moment of a purge, which is then given again: no byte of the text is left."""
    with adding(folder, 0, 30) as process:
        done = printed(process.communicate()[0])
    command = [sys.executable, "-m", "benchmarks.faults", "--purge", str(folder)]
    root = str(Path(__file__).parent.parent)
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root) as purging:
        _read_some(purging, 1)
        time.sleep(chance.uniform(0, 0.06))
        purging.kill()
    gone = ready_made(_PURGED).document
    store = open_sqlite(folder / _STORE)
    store.purge(gone.id, at=_AT, by="ana", reason="")
    stones = store.tombstones()
    store.close()
    wrong = [] if [(stone.id, stone.erased) for stone in stones] == [(gone.id, True)] else [f"tombstones: {stones}"]
    words = gone.text[:40].encode()
    wrong += [f"{path.name} holds the words" for path in folder.iterdir() if words in path.read_bytes()]
    return wrong + check(folder, {name: number for name, number in done.items() if number != _PURGED})


def _goes_on(folder: Path) -> list[str]:
    """Whether the same command goes on where it stopped."""
    with adding(folder, 0, 15) as process:
        out = process.communicate()[0]
    done: dict[str, Document] = {made.document.id: made.document for made in map(ready_made, range(15))}
    return [] if printed(out).keys() == done.keys() else [f"does not go on: {out[-80:]!r}"]


FAULTS: dict[str, Callable[[Path, Random], list[str]]] = {
    "killed": killed, "full": full, "locked": locked, "torn": torn, "two at once": twice, "clock back": clock_back,
    "purge killed": purge_killed,
}  # fmt: skip


def run_fault(name: str, tries: int, seed: int = 20311114) -> list[str]:
    """Everything that went wrong over some tries of a fault."""
    wrong = []
    for number in range(tries):
        with tempfile.TemporaryDirectory(prefix="tocsin-fault-") as folder:
            found = FAULTS[name](Path(folder), Random(seed + number))  # noqa: S311
            wrong += [f"{name}, try {number}: {fault}" for fault in found]
    return wrong


def main() -> int:
    """Prints a line a fault, and everything that went wrong."""
    if sys.argv[1:2] == ["--add"]:
        folder, first, count, room = sys.argv[2:6]
        return add_and_print(Path(folder), int(first), int(count), int(room) or None)
    if sys.argv[1:2] == ["--purge"]:
        return purge_and_print(Path(sys.argv[2]))
    tries = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    bad = 0
    for name in FAULTS:
        begin = time.perf_counter()
        wrong = run_fault(name, tries)
        bad += len(wrong)
        print(f"{name:12s} {tries} tries, {len(wrong)} faults, {time.perf_counter() - begin:.0f} s", flush=True)
        for line in wrong:
            print(f"  {line}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
