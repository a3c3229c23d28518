"""A desk of a hundred thousand documents: how fast it fills, what it weighs, how soon it answers.

python -m benchmarks.store [--documents N] [--store ADDRESS]

The documents are made here: a few sentences of our own, coded once, and a body of random words, so that no two are
copies; their records are those of the sentences under new ids. No coder runs while anything is timed. Speeds are also
told as a ratio to plain SQLite on the same disk: the same bytes in one table, a flush at each document.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random  # noqa: TID251 a fixed seed
from statistics import median, quantiles

import msgspec

from benchmarks.tables import write_tables
from tocsin.config import Settings
from tocsin.desk import Desk, build_pipeline
from tocsin.ledger.cut import NO_CUT, Cut
from tocsin.ledger.protocol import Run
from tocsin.records import AnyRecord, Published, Reading, make_document

AT = "2031-01-01T00:00:00+00:00"
FIRST = date(2028, 1, 1)
DAYS = 1000
SENTENCES = (
    "The minister of defence, Ilse Varga, said on Monday that Russia had moved 4,000 troops to the border with "
    "Ukraine. Ukraine may be attacked within weeks, officials warned.",
    "Russia denied on Tuesday that it was planning an attack on Ukraine. The two presidents will hold a call on "
    "Friday, the spokesman said.",
    "The government of Caldera urged both sides to return to the talks. Its envoy, Tomas Brandt, met rebels in Dorn.",
    "Protesters marched in the capital of Arvenia. Police arrested 30 people, the interior ministry said.",
    'Belgravia signed a trade agreement with Caldera and promised to send aid. "We are ready," Nadia Petrova said.',
)
_ID = re.compile(rb'"([0-9a-f]{20})"')


# Fixed seeds: the same desk every time.
_SEEDS = [Random(seed) for seed in range(1, 6)]  # noqa: S311 no secret depends on them


def made_words(chance: Random, count: int = 9000) -> list[str]:
    """A vocabulary of words that nobody uses, more of them seldom than often."""
    parts = ("ba", "do", "ke", "lu", "mi", "no", "pra", "sto", "ven", "zor", "ta", "ri")
    return ["".join(chance.choice(parts) for _ in range(chance.randint(2, 4))) for _ in range(count)]


def templates() -> list[Reading]:
    """The sentences, coded."""
    published = Published(value="2028-06-01", basis="given")
    documents = [make_document(text, outlet="Demo Wire", published=published, language="en") for text in SENTENCES]
    return list(build_pipeline(Settings()).read(documents))


def made_readings(count: int, words: Sequence[str], chance: Random) -> Iterator[Reading]:
    """Ready-made readings, by day of publication."""
    coded = templates()
    encoded = [msgspec.json.encode(list(reading.records)) for reading in coded]
    decoder = msgspec.json.Decoder(tuple[AnyRecord, ...])
    for number in range(count):
        which = number % len(coded)
        day = FIRST + timedelta(days=number * DAYS // count)
        body = " ".join(words[min(int(chance.paretovariate(0.6)), len(words) - 1)] for _ in range(120))
        document = make_document(
            f"{coded[which].document.text}\n\n{body}",
            title=f"Dispatch {number}",
            outlet=f"Demo Wire {number % 40}",
            published=Published(value=day.isoformat(), basis="given"),
            language="en",
        )
        yield Reading(document=document, records=decoder.decode(_renamed(encoded[which], document.id)), diagnostics=())


def _renamed(records: bytes, document: str) -> bytes:
    """The same records under the ids that they would have in another document."""
    return _ID.sub(lambda found: b'"%s"' % _new_id(found[1], document), records)


def _new_id(old: bytes, document: str) -> bytes:
    return hashlib.blake2b(old + document.encode(), digest_size=10).hexdigest().encode()


class Filled(msgspec.Struct):
    """A desk being filled: seconds so far, records, and the highest memory (MiB) at each tenth."""

    seconds: float = 0.0
    records: int = 0
    memory: list[int] = []


def fill(desk: Desk, readings: Iterator[Reading], count: int) -> Filled:
    """Adds ready-made readings, one transaction a document, and times only that."""
    run: Run = desk.store.open_run({}, at=AT)
    filled = Filled(memory=[])
    for number, reading in enumerate(readings, start=1):
        begin = time.perf_counter()
        desk.store.add(reading, run=run, at=AT, by="benchmark")
        filled.seconds += time.perf_counter() - begin
        filled.records += len(reading.records)
        if number % max(1, count // 10) == 0:
            filled.memory.append(_memory())
    return filled


def plain_rate(folder: Path, readings: Sequence[Reading]) -> float:
    """Documents a second that bare SQLite keeps, one transaction and one flush each: what the disk allows."""
    connection = sqlite3.connect(folder / "plain.sqlite", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE plain(body BLOB)")
    bodies = [msgspec.json.encode(reading) for reading in readings]
    begin = time.perf_counter()
    for body in bodies:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO plain VALUES (?)", (body,))
        connection.execute("COMMIT")
    seconds = time.perf_counter() - begin
    connection.close()
    return len(bodies) / seconds


def timed(ask: Callable[[int], object], times: int) -> tuple[float, float]:
    """Milliseconds that a question takes: the median, and the 95th of a hundred."""
    taken = []
    for number in range(times):
        begin = time.perf_counter()
        ask(number)
        taken.append(1000 * (time.perf_counter() - begin))
    return median(taken), quantiles(taken, n=20)[-1] if len(taken) > 1 else taken[0]


def measure(desk: Desk, filled: Filled, plain: float, words: Sequence[str], count: int, size: int) -> str:
    """The table of figures."""
    chance = _SEEDS[0]
    queries = [f"{chance.choice(words[:200])} {chance.choice(words)}" for _ in range(200)]
    last = (FIRST + timedelta(days=DAYS)).isoformat()
    one = next(made_readings(1, list(reversed(words)), _SEEDS[1]))
    run = desk.store.open_run({}, at=AT)

    def add_and_assess(_: int) -> None:
        desk.store.add(one, run=run, at=AT, by="benchmark")
        desk.assess(NO_CUT)

    rows = [
        ("search, one frequent word and one of any", *timed(lambda n: desk.search(queries[n], NO_CUT), 200)),
        ("search, two words of the sentences", *timed(lambda _: desk.search("protesters marched", NO_CUT), 20)),
        ("one document with its records", *timed(lambda _: desk.store.reading(one.document.id), 50)),
        ("timeline of a week", *timed(lambda _: desk.timeline(Cut(as_of=last)), 1)),
        ("assess, the first time", *timed(lambda _: desk.assess(NO_CUT), 1)),
        ("assess again", *timed(lambda _: desk.assess(NO_CUT), 2)),
        ("assess after one new document", *timed(add_and_assess, 1)),
    ]
    rate = count / filled.seconds
    memory = ", ".join(str(m) for m in filled.memory)
    lines = [
        f"{count:,} documents, {filled.records:,} records: {rate:,.0f} documents a second "
        f"({filled.records / filled.seconds:,.0f} records), {plain / rate:.1f} times the time of bare SQLite with the "
        f"same bytes and flushes; {size / 1048576:,.0f} MiB, {size / count / 1024:.1f} KiB a document; highest memory "
        f"at each tenth {memory} MiB.",
        "",
        "| question | median ms | 95th of 100, ms |",
        "|---|---|---|",
        *(f"| {what} | {middle:,.1f} | {high:,.1f} |" for what, middle, high in rows),
    ]
    return "\n".join(lines) + "\n"


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> int:
    """Fills a desk in a temporary folder, asks it, prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--store", default="", metavar="ADDRESS", help="an empty PostgreSQL database, not a file")
    parser.add_argument("--write", action="store_true", help="write the figures into docs/measures.md")
    arguments = parser.parse_args()
    words = made_words(_SEEDS[2])
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "desk"
        Desk.create(folder, store=arguments.store)
        desk = Desk.open(folder, {})
        plain = plain_rate(Path(scratch), list(made_readings(1000, words, _SEEDS[3])))
        filled = fill(desk, made_readings(arguments.documents, words, _SEEDS[4]), arguments.documents)
        size = sum(path.stat().st_size for path in folder.glob("desk.sqlite*"))
        table = measure(desk, filled, plain, words, arguments.documents, size)
        desk.close()
    print(table)
    if arguments.write:
        write_tables("store", table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
