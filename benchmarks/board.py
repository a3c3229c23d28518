"""The board under load: a desk of ready-made documents, four readers, and an add that runs beside them.

    python benchmarks/board.py --documents 20000

makes a desk of invented records (no coder runs), serves it on loopback, asks every page once to warm the pictures, then
asks them all again and again from four readers while another process keeps adding documents. Prints the 50th and the
95th percentile of each page in milliseconds, and what is over the limit.
"""

from __future__ import annotations

import argparse
import json
import random  # noqa: TID251 - the load is invented, and seeded
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tocsin.desk import Desk
from tocsin.records import Entity, Event, Forecast, Mention, Published, Reading, Statement, make_document, record_id
from tocsin.records.base import Probability
from tocsin.stores.sqlite import open_sqlite
from tocsin.text.span import Span
from tocsin.timex.interval import Days

LIMIT_MS = 300
_PAUSE = 0.15
OUTLETS = [f"Demo {name}" for name in ("Wire", "Gazette", "Monitor", "Courier", "Post", "Herald", "Ledger", "Times")]
PEOPLE = ["Ada Brandt", "Ivo Kessel", "Mira Toland", "Jon Areva", "Lena Osk", "Petr Valin", "Nora Quist", "Sam Iddo"]
COUNTRIES = [("Russia", "RUS"), ("Ukraine", "UKR"), ("Germany", "DEU"), ("Poland", "POL"), ("Turkey", "TUR")]
ACTS = [("massed troops near", "MOBILIZE", "troops", "occurred"), ("met envoys of", "CONSULT", None, "occurred"),
        ("will meet envoys of", "CONSULT", None, "planned"), ("accused", "ACCUSE", None, "occurred"),
        ("threatened", "THREATEN", None, "occurred"), ("denies it attacked", "ASSAULT", None, "denied")]  # fmt: skip
WORDS = [
    a + b for a in ("bar", "cor", "del", "fen", "gul", "hom", "jas", "kel") for b in ("an", "este", "ior", "um", "y")
]
FIRST = date(2021, 9, 1)
AT = "2026-01-01T00:00:00+00:00"


def make_reading(number: int, chance: random.Random) -> Reading:
    """An invented document of four sentences with its records."""
    day = FIRST + timedelta(days=number * 180 // 20000 if number < 20000 else 180)
    sentences: list[str] = []
    facts: list[tuple[Any, ...]] = []
    at = 0
    for _ in range(3):
        actor, recipient = chance.sample(COUNTRIES, 2)
        speaker = chance.choice(PEOPLE)
        words, *coded = chance.choice(ACTS)
        told = f"{actor[0]} {words} {recipient[0]}, {speaker} said in {chance.choice(WORDS)} report {number}."
        facts.append((at, told, actor, recipient, speaker, words, *coded))
        sentences.append(told)
        at += len(told) + 1
    # Words of its own, or every document would be taken for a copy of the others.
    filler = " ".join(chance.choice(WORDS) for _ in range(40))
    text = f"{' '.join(sentences)} {filler.capitalize()}."
    document = make_document(
        text,
        title=f"Report {number}: {facts[0][2][0]} and {facts[0][3][0]}",
        outlet=chance.choice(OUTLETS),
        uri=f"https://news.example/{number}",
        published=Published(value=day.isoformat(), basis="given"),
    )
    records: list[Any] = []
    entities: dict[str, Entity] = {}

    def entity(name: str, kind: Any, country: str | None, start: int) -> str:
        if name not in entities:
            made = Entity(id=record_id("Entity", document.id, name), score=1, coder="made", basis="text", kind=kind,
                          name=name, country=country, sector=None)  # fmt: skip
            entities[name] = made
            records.append(made)
        span = Span(start, start + len(name))
        records.append(Mention(id=record_id("Mention", document.id, span), score=1, coder="made", span=span,
                               entity=entities[name].id, form="name"))  # fmt: skip
        return entities[name].id

    kind: Any
    status: Any
    for start, told, actor, recipient, speaker, words, kind, mode, status in facts:
        who = entity(actor[0], "country", actor[1], start)
        whom = entity(recipient[0], "country", recipient[1], start + told.index(recipient[0], len(actor[0])))
        voice = entity(speaker, "person", None, start + told.index(speaker))
        content = Span(start, start + told.index(f", {speaker}"))
        cue = start + told.index(" said in") + 1
        days = Days(first=day.isoformat(), last=day.isoformat(), edtf=day.isoformat(), extent="within")
        said = Statement(
            id=record_id("Statement", document.id, content), score=0.9, coder="made", source=(), source_entity=voice,
            cue=(Span(cue, cue + 4),), content=(content,), manner="indirect", kind="assertion", basis="unknown",
            parent=None, chain=(voice,), on_record="named", addressees=(), said=None, said_basis=None, venue=None,
            polarity="affirmed", certainty=None, hedges=(), stance="neutral",
        )  # fmt: skip
        trigger = Span(start + len(actor[0]) + 1, start + len(actor[0]) + 1 + len(words))
        event = Event(
            id=record_id("Event", document.id, trigger), score=0.8, coder="made", trigger=(trigger,), event_type=kind,
            mode=mode, contexts=(), plover=None, cameo=None, actors=(who,), recipients=(whom,), location=None,
            days=days, days_basis=None, status=status, status_cue=(), according_to=said.id, scale=-4.0,
        )  # fmt: skip
        records += [said, event]
        if status == "planned":
            limit = (day + timedelta(days=20)).isoformat()
            horizon = Days(first=day.isoformat(), last=limit, edtf=f"{day.isoformat()}/{limit}", extent="within")
            likely = Probability(low=0.55, high=0.8, words="likely", scale="icd203")
            records.append(Forecast(id=record_id("Forecast", document.id, trigger), score=0.8, coder="made",
                                    statement=said.id, outcome=(trigger,), event=event.id, horizon=horizon,
                                    probability=likely, condition=()))  # fmt: skip
    return Reading(document=document, records=tuple(records), diagnostics=())


def fill(folder: Path, first: int, count: int, pause: float = 0.0) -> None:
    """Adds so many invented documents to a desk."""
    store = open_sqlite(folder / "desk.sqlite")
    run = store.open_run({}, at=AT)
    chance = random.Random(first)  # noqa: S311
    for number in range(first, first + count):
        store.add(make_reading(number, chance), run=run, at=time.strftime("%Y-%m-%dT%H:%M:%S+00:00"), by="made")
        time.sleep(pause)
    store.close()


def fill_fast(folder: Path, count: int) -> None:
    """The first documents, without a power-safe commit for each."""
    store = open_sqlite(folder / "desk.sqlite")
    connection = store._engine.raw_connection()  # noqa: SLF001
    connection.cursor().execute("PRAGMA synchronous=OFF")
    connection.close()  # back to the pool, which has no other
    run = store.open_run({}, at=AT)
    chance = random.Random(0)  # noqa: S311
    begun = time.perf_counter()
    for number in range(count):
        store.add(make_reading(number, chance), run=run, at=AT, by="made")
        if number % 2000 == 1999:
            print(f"  {number + 1} documents in {time.perf_counter() - begun:.0f} s", flush=True)
    store.close()


def ask(base: str, path: str) -> float:
    """Milliseconds until a page is there in full."""
    begun = time.perf_counter()
    with urllib.request.urlopen(base + path, timeout=600) as answer:  # noqa: S310 - our own board
        answer.read()
    return (time.perf_counter() - begun) * 1000


def pages_of(base: str) -> dict[str, str]:
    """Every page by its name."""

    def first(path: str) -> Any:
        with urllib.request.urlopen(base + path, timeout=600) as answer:  # noqa: S310 - our own board
            return json.load(answer)[0]

    document = first("documents.json")["first"]["id"]
    actor = first("actors.json")["id"]
    plain = ["documents", "documents?page=50", "timeline", "timeline?kind=all", "actors", "contacts", "disagreements",
             "forecasts", "map", "search?q=troops", "search?q=19999", "sources", "journal", "add"]  # fmt: skip
    single = {"desk": "", "problem": "problems/ru-ua-2021", "actor": f"actors/{actor}",
              "evidence": "problems/ru-ua-2021/force_buildup_near_border", "reader": f"documents/{document}",
              "problem.json": "problem.json", "timeline.json": "timeline.json"}  # fmt: skip
    return single | {name: name for name in plain}


def measure(base: str, folder: Path, seconds: float, first: int) -> dict[str, list[float]]:
    """The times of each page, asked by four readers while documents are added."""
    pages = pages_of(base)
    for name, path in pages.items():
        print(f"  first {name}: {ask(base, path):.0f} ms", flush=True)
    times: dict[str, list[float]] = defaultdict(list)
    until = time.monotonic() + seconds
    adding = subprocess.Popen([sys.executable, __file__, "--fill", str(folder), "--first", str(first)])

    def read(seed: int) -> None:
        chance = random.Random(seed)  # noqa: S311
        while time.monotonic() < until:
            name = chance.choice(sorted(pages))
            times[name].append(ask(base, pages[name]))
            # Four that never pause would be told that they ask too often: 1,200 times a minute are allowed.
            time.sleep(_PAUSE)

    readers = [threading.Thread(target=read, args=(seed,)) for seed in range(4)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    adding.terminate()
    adding.wait()
    return times


def main() -> int:
    """Runs the measurement; 1 where a page is over the limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--desk", type=Path, help="a desk made before, or where to make it")
    parser.add_argument("--fill", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--first", type=int, default=0, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.fill:
        fill(given.fill, given.first, 100_000, pause=0.2)
        return 0
    with tempfile.TemporaryDirectory() as made:
        folder = given.desk or Path(made) / "desk"
        if not (folder / "tocsin.toml").exists():
            Desk.create(folder)
            fill_fast(folder, given.documents)
        serve = [sys.executable, "-u", "-m", "tocsin", "serve", "--port", "0", "--desk", str(folder)]
        serving = subprocess.Popen(serve, stdout=subprocess.PIPE, text=True)
        try:
            assert serving.stdout is not None
            found = re.search(r"http://\S+/", serving.stdout.readline())
            assert found
            times = measure(found.group(), folder, given.seconds, given.documents + time.monotonic_ns() % 10**9)
        finally:
            serving.terminate()
            serving.wait()
    late = 0
    print(f"{'page':20} {'asked':>6} {'p50 ms':>8} {'p95 ms':>8}")
    for name in sorted(times):
        ordered = sorted(times[name])
        p95 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
        late += p95 > LIMIT_MS
        over = "  over" if p95 > LIMIT_MS else ""
        print(f"{name:20} {len(ordered):6} {statistics.median(ordered):8.0f} {p95:8.0f}{over}")
    print(f"{late} of {len(times)} pages over {LIMIT_MS} ms at the 95th percentile.")
    return 1 if late else 0


if __name__ == "__main__":
    sys.exit(main())
