"""The store at size: how fast it takes documents in, how large it grows, how soon it answers, how much memory it takes.

python -m benchmarks.store [--records 1000000] [--store FOLDER_OR_ADDRESS] [--json FILE]

Documents and records are ready-made of words of our own (no coder runs): ten records a document, as many different
words as a language has, some common and most rare. What is timed is the store alone, and the desk's questions over it.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from random import Random  # noqa: TID251 a fixed seed: the same documents every time

import msgspec

from tocsin.assess.indicators import Sighting, find_sightings
from tocsin.assess.playbook import Playbook, Problem
from tocsin.config import Settings
from tocsin.desk import Desk
from tocsin.desk.backtest import bundled_problems
from tocsin.desk.lookout import Lookout
from tocsin.ledger.cut import NO_CUT
from tocsin.ledger.protocol import Store
from tocsin.records import (
    AnyRecord,
    Entity,
    Event,
    Mention,
    Published,
    Reading,
    Statement,
    Timex,
    make_document,
    record_id,
)
from tocsin.records.kinds import EntityKind, PloverType
from tocsin.stores.sqlite import open_sqlite
from tocsin.text.span import Span
from tocsin.timex.interval import Days

RECORDS_EACH = 10
_WORDS, _SENTENCES, _LENGTH = 30_000, 7, 17
_FIRST_DAY, _DAYS = date(2021, 1, 1), 3650
_AT = "2031-03-15T08:00:00+00:00"
_BATCH = 200
_AFTER = 5
_OFFICIALS = 400
_PLACES = ("Arvenia", "Borduna", "Halden", "Dorn", "Sorland", "Calder", "Velmark", "Ostrava Bay")
_CODER = "ready-made"
_KINDS: tuple[EntityKind, ...] = ("country", "country", "person")
_ACTS: tuple[tuple[PloverType, str | None, float], ...] = (
    ("CONSULT", "meet", 1.0),
    ("ACCUSE", None, -2.0),
    ("AGREE", None, 3.0),
    ("MOBILIZE", "troops", -7.0),
)


class Maker:
    """Makes documents by number: the same number gives the same document."""

    def __init__(self) -> None:
        random = Random(7)  # noqa: S311 no secret
        parts = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "er", "is", "ol", "un")]
        words = {"".join(random.choices(parts, k=random.choice((2, 2, 3, 3, 4)))) for _ in range(_WORDS * 2)}
        self.words = sorted(words)[:: max(1, len(words) // _WORDS)][:_WORDS]
        random.shuffle(self.words)
        self._officials = [" ".join(random.choices(self.words, k=2)).title() for _ in range(_OFFICIALS)]
        # Zipf: the n-th word stands 1/n as often as the first.
        total, self._sums = 0.0, []
        for rank in range(1, len(self.words) + 1):
            total += 1 / rank
            self._sums.append(total)

    def reading(self, number: int, day: str = "") -> Reading:
        """A document of about 120 words with its ten records, of some day or of the one given."""
        random = Random(number)  # noqa: S311 no secret
        one, two = random.sample(_PLACES, 2)
        drawn = (_FIRST_DAY + timedelta(days=random.randrange(_DAYS))).isoformat()
        day = day or drawn
        official = random.choice(self._officials)
        text = f"{one} and {two} spoke on {day}, {official} said. " + " ".join(
            self._sentence(random) for _ in range(_SENTENCES)
        )
        document = make_document(
            text,
            outlet=f"Demo Wire {number % 40}",
            published=Published(value=day, basis="given"),
            title=f"Report {number}",
            uri=f"https://demo.example/{number}",
        )
        return Reading(
            document=document, records=_records(document.id, (one, two, official), text, day, random), diagnostics=()
        )

    def _sentence(self, random: Random) -> str:
        found = random.choices(self.words, cum_weights=self._sums, k=_LENGTH)
        return f"{' '.join(found).capitalize()}."

    def queries(self, count: int) -> list[str]:
        """Queries of one or two words: common, middling and rare ones."""
        random = Random(11)  # noqa: S311 no secret
        ranks = (range(5, 50), range(50, 1000), range(1000, len(self.words)))
        found = [self.words[random.choice(ranks[number % 3])] for number in range(count)]
        return [
            f"{word} {self.words[random.randrange(50)]}" if number % 2 else word for number, word in enumerate(found)
        ]


def _records(document: str, names: tuple[str, str, str], text: str, day: str, random: Random) -> tuple[AnyRecord, ...]:
    """Ten records that stand on words of the text: what an official of one country says of both."""
    days = Days(first=day, last=day, edtf=day, extent="within")
    *countries, official = (_entity(document, name, kind) for name, kind in zip(names, _KINDS, strict=True))
    spoken = text.index(names[2])
    source = Span(spoken, spoken + len(names[2]))
    content = Span(0, text.index(","))
    mention = _mention(document, source, official)
    start = text.index(day)
    timex = Timex(
        id=record_id("Timex", document, start), score=0.9, coder=_CODER, span=Span(start, start + 10), kind="DATE",
        value=day, mod=None, days=Days(first=day, last=day, edtf=day), anchor="explicit", anchor_value=None, rule="iso",
    )  # fmt: skip
    said = Statement(
        id=record_id("Statement", document, content), score=0.9, coder=_CODER, source=(source,),
        source_entity=official.id, cue=(), content=(content,), manner="indirect", kind="assertion", basis="unknown",
        parent=None, chain=(official.id,), on_record="named", addressees=(), said=None, said_basis=None,
        venue=None, polarity="affirmed", certainty=None, hedges=(), stance="neutral",
    )  # fmt: skip
    events = [_event(document, 4 * place, countries, said.id, days, random) for place in range(4)]
    return (timex, *countries, official, mention, said, *events)


def _entity(document: str, name: str, kind: EntityKind) -> Entity:
    return Entity(id=record_id("Entity", document, name), score=0.9, coder=_CODER, basis="text", kind=kind, name=name,
                  country=None, sector=None)  # fmt: skip


def _mention(document: str, span: Span, entity: Entity) -> Mention:
    return Mention(id=record_id("Mention", document, span), score=0.9, coder=_CODER, span=span, entity=entity.id,
                   form="name")  # fmt: skip


def _event(document: str, start: int, names: list[Entity], said: str, days: Days, random: Random) -> Event:
    act, mode, scale = random.choice(_ACTS)
    span = Span(start, start + 3)
    return Event(
        id=record_id("Event", document, span), score=0.9, coder=_CODER, trigger=(span,), event_type=act, mode=mode,
        contexts=(), plover=None, cameo=None, actors=(names[0].id,), recipients=(names[1].id,), location=None,
        days=days, days_basis="explicit", status="occurred", status_cue=(), according_to=said, scale=scale,
    )  # fmt: skip


def _peak() -> float:
    """The most memory that this process ever held, in megabytes."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most * (1 if sys.platform == "darwin" else 1024) / 1e6


def _held() -> float:
    """The memory that this process holds, in megabytes; 0 where the system does not say."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    except (OSError, ValueError):
        return 0.0


def fill(store: Store, maker: Maker, first: int, documents: int) -> dict[str, object]:
    """Adds documents in batches, the making of them not counted: rate, and memory and rate on the way."""
    run = store.open_run({_CODER: "1"}, at=_AT)
    spent, marks = 0.0, []
    steps = {documents * part // 10 for part in range(1, 11)}
    for start in range(first, documents, _BATCH):
        batch = [maker.reading(number) for number in range(start, min(start + _BATCH, documents))]
        began = time.perf_counter()
        store.add_all(batch, run=run, at=_AT, by="ana")
        spent += time.perf_counter() - began
        done = start + len(batch)
        if any(start < step <= done for step in steps):
            marks.append((done, round(spent, 1), round(_held()), round(_peak())))
            print("documents {}, seconds {}, held MB {}, peak MB {}".format(*marks[-1]), flush=True)
    added = max(0, documents - first)
    rate = added / spent if spent else 0.0
    return {
        "documents": documents, "records": documents * RECORDS_EACH, "added": added, "seconds": round(spent, 1),
        "documents_a_second": round(rate, 1), "records_a_second": round(rate * RECORDS_EACH), "marks": marks,
    }  # fmt: skip


def timed(work: list[Callable[[], object]]) -> dict[str, float]:
    """The median and the 95th percentile of some work, in milliseconds, the first time included."""
    spent = []
    for each in work:
        began = time.perf_counter()
        each()
        spent.append((time.perf_counter() - began) * 1000)
    ordered = sorted(spent)
    high = ordered[int(len(ordered) * 0.95)]
    return {"median_ms": round(statistics.median(ordered), 1), "p95_ms": round(high, 1), "times": len(ordered)}


def ask(desk: Desk, maker: Maker, documents: int) -> dict[str, object]:
    """How soon the desk answers: searches, a week of the timeline, a document."""
    random = Random(5)  # noqa: S311 no secret
    weeks = [_FIRST_DAY + timedelta(days=random.randrange(_DAYS - 7)) for _ in range(40)]
    ids = [maker.reading(random.randrange(documents)).document.id for _ in range(60)]

    def week(first: date) -> object:
        return desk.timeline(NO_CUT, since=first.isoformat(), until=(first + timedelta(days=6)).isoformat())

    return {
        "search": timed([partial(desk.search, query, NO_CUT) for query in maker.queries(90)]),
        "timeline": timed([partial(week, first) for first in weeks]),
        "document": timed([partial(desk.store.reading, one) for one in ids]),
    }


def watching(store: Store) -> Desk:
    """A desk over a store that watches one country of the documents, by the first bundled playbook."""
    problems, playbooks = bundled_problems()
    problem = problems["ru-ua-2021"]
    watched = msgspec.structs.replace(
        problem,
        id="benchmark",
        window=msgspec.structs.replace(problem.window, opens=_FIRST_DAY.isoformat()),
        roles={"initiator": _PLACES[:1], "target": _PLACES[1:2], "allies": (), "patrons": _PLACES[5:6]},
    )
    return Desk(store, {watched.id: watched}, playbooks, Settings())


def judge(store: Store, maker: Maker, documents: int) -> dict[str, object]:
    """How long an assessment takes.

    The first of all, which searches every document; the first of another program; one with nothing new; one after a
    new document that has nothing to do with the problem, and after one that has (medians).
    """
    times: dict[str, object] = {"search_all_ms": round(_spent(lambda: watching(store).assess(NO_CUT)))}
    desk = watching(store)
    times["first_ms"] = round(_spent(lambda: desk.assess(NO_CUT)))
    times["again_ms"] = round(_spent(lambda: desk.assess(NO_CUT)), 1)
    run = store.open_run({}, at=_AT)
    [(problem, playbook)] = [(one, desk.playbooks[one.playbook]) for one in desk.problems.values()]
    after: dict[bool, list[float]] = {True: [], False: []}
    last = store.extent(NO_CUT).days[-1]
    for number in count(documents):
        reading = maker.reading(number, day=last)
        store.add(reading, run=run, at=_AT, by="ana")
        after[bool(find_sightings(reading, playbook, problem))].append(_spent(lambda: desk.assess(NO_CUT)))
        if min(map(len, after.values())) == _AFTER:
            break
    times["after_one_more_ms"] = round(statistics.median(after[False]), 1)
    times["after_one_that_bears_ms"] = round(statistics.median(after[True]), 1)
    bearing = {sighting.document for seen in _found(store, problem, playbook) for sighting in seen}
    return {**times, "documents_that_bear": len(bearing), "peak_mb": round(_peak())}


def _found(store: Store, problem: Problem, playbook: Playbook) -> Iterable[tuple[Sighting, ...]]:
    return Lookout(store, problem, playbook).find({}).values()


def _spent(work: Callable[[], object]) -> float:
    """Milliseconds."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def _size(folder: Path | None, store: Store) -> float:
    """What the store takes on the disk, in megabytes."""
    if folder is not None:
        return sum(path.stat().st_size for path in folder.iterdir() if path.name.startswith("desk.sqlite")) / 1e6
    import sqlalchemy as sa

    with store._engine.connect() as connection:  # type: ignore[attr-defined]  # noqa: SLF001 only here is it asked for
        return float(connection.execute(sa.text("SELECT pg_database_size(current_database())")).scalar_one()) / 1e6


def measure(documents: int, where: str, *, assess: bool) -> dict[str, object]:
    """All of it over a new store in a folder or a database."""
    maker = Maker()
    address = where.startswith("postgresql:")
    folder = None if address else Path(where)
    if address:
        from tocsin.stores.postgres import open_postgres

        store = open_postgres(where)
    else:
        store = open_sqlite(Path(where) / "desk.sqlite")
    added = fill(store, maker, len(store.journal()), documents)
    found: dict[str, object] = {
        "store": "postgresql" if address else "sqlite",
        "add": added,
    }
    print(json.dumps(found["add"]), flush=True)
    found["size_mb"] = round(_size(folder, store), 1)
    found["ask"] = ask(watching(store), maker, documents)
    found["peak_mb"] = round(_peak())
    print(json.dumps(found["ask"]), flush=True)
    if assess:
        found["assess"] = judge(store, maker, documents)
    store.close()
    return found


def _arguments() -> Iterator[argparse.Namespace]:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=1_000_000, help="ten a document")
    parser.add_argument(
        "--store",
        default="",
        help="a folder or the address of a database, kept: given again, it goes on where it stopped",
    )
    parser.add_argument("--assess", action="store_true", help="assessments too; the first one searches every document")
    parser.add_argument("--json", type=Path, help="write the figures there")
    arguments = parser.parse_args()
    made = None if arguments.store else tempfile.mkdtemp(prefix="tocsin-store-")
    arguments.store = arguments.store or made
    try:
        yield arguments
    finally:
        if made:
            shutil.rmtree(made, ignore_errors=True)


def main() -> None:
    """Prints the figures as they come, and all of them at the end."""
    for arguments in _arguments():
        found = measure(arguments.records // RECORDS_EACH, arguments.store, assess=arguments.assess)
        print(json.dumps(found, indent=1))
        if arguments.json:
            arguments.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
