"""Visits and travels: the official table of 2021-02 to 2022-01 against what the coder reads in the White House texts.

python -m benchmarks.visits [--missed] [--write]

A row counts where a text of within three days of the visit has a sentence (or a title) with the traveller's surname,
the country and a word of visiting or meeting; the list is fixed by that rule before anything is coded. It is found
where an event of meeting or visiting has the person and the country (as party, place or a party's country) on a day of
the visit, planned, under way or done.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import msgspec
from training.sheets import CORPORA, read_corpus

from benchmarks.sets import SHARED
from benchmarks.tables import write_tables
from tocsin.config import Settings
from tocsin.desk import build_pipeline
from tocsin.readers.publication import parse_published
from tocsin.records import Entity, Event, Reading, make_document
from tocsin.vocab.countries import country_code

FIRST, LAST = "2021-02-01", "2022-01-31"
_NEAR = timedelta(days=3)
_MEETING = frozenset({"CONSULT", "AGREE"})
_OTHER_SIDE = "United States"
_MEETS = re.compile(r"\b(?:visit|travel|me[e]?t|meeting|trip|host|welcome|bilateral|arrive)", re.IGNORECASE)


class Visit(msgspec.Struct, frozen=True):
    """A row of the table with the texts that mention it."""

    surname: str
    country: str
    start: date
    end: date
    texts: tuple[int, ...]


def visits(rows: Sequence[dict[str, Any]]) -> Iterator[Visit]:
    """The rows that some text mentions, in the table's order."""
    for row in read_corpus(CORPORA / "gold_visits_travels_1866_2022-01.jsonl.gz"):
        if not FIRST <= row["start"] <= LAST:
            continue
        surname = row["actor"].split()[-1]
        country = row.get("origin") if row["kind"] == "visit" else row["country"]
        if not country or country == _OTHER_SIDE:
            continue
        start, end = date.fromisoformat(row["start"]), date.fromisoformat(row["end"] or row["start"])
        texts = [
            number
            for number, text in enumerate(rows)
            if start - _NEAR <= date.fromisoformat(text["published"][:10]) <= end + _NEAR
            and _tells(text, surname, country)
        ]
        if texts:
            yield Visit(surname, country, start, end, tuple(texts[:6]))


def _tells(row: dict[str, Any], surname: str, country: str) -> bool:
    """Whether a sentence or the title of a text names the person, the country and a meeting."""
    sentences = [row["title"], *re.split(r"(?<=[.!?])\s+", row["text"])]
    return any(surname in s and country in s and _MEETS.search(s) for s in sentences)


def is_found(visit: Visit, readings: Sequence[Reading]) -> bool:
    """Whether any of the readings has the visit with the right person, country and day."""
    return any(_has(visit, reading) for reading in readings)


def _code_of(country: str) -> str:
    """The code of a country by a name of it. Raises `LookupError` for an unknown one: nothing is found by no code."""
    code = country_code(country)
    if code is None:
        raise LookupError(f"no country of the table is called {country!r}")
    return code


def _has(visit: Visit, reading: Reading) -> bool:
    entities = {record.id: record for record in reading.records if isinstance(record, Entity)}
    code = _code_of(visit.country)
    for event in reading.records:
        if not isinstance(event, Event) or event.event_type not in _MEETING or event.days is None:
            continue
        parties = [entities[i] for i in (*event.actors, *event.recipients)]
        named = any((party.name or "").endswith(visit.surname) for party in parties)
        there = {party.country for party in parties} | {event.location.country if event.location else None}
        first, last = event.days.first, event.days.last
        if not (named and code in there and first and last):
            continue
        if date.fromisoformat(first[:10]) <= visit.end and visit.start <= date.fromisoformat(last[:10]):
            return True
    return False


def main() -> int:
    """Prints how many of the visits are found, and the missed ones where they are asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--missed", action="store_true")
    parser.add_argument("--write", action="store_true", help="write the figure into docs/measures.md")
    arguments = parser.parse_args()
    if not SHARED.is_dir():
        print("the shared corpora are not beside this checkout", file=sys.stderr)
        return 2
    rows = read_corpus(CORPORA / "ukraine_whitehouse_2021-10_2022-01.jsonl.gz")
    chosen = list(visits(rows))
    wanted = sorted({number for visit in chosen for number in visit.texts})
    documents = [
        make_document(
            rows[n]["text"], title=rows[n]["title"], outlet=rows[n]["outlet"], language="en",
            published=parse_published(rows[n]["published"], "metadata"),
        )
        for n in wanted
    ]  # fmt: skip
    readings = dict(zip(wanted, build_pipeline(Settings()).read(documents), strict=True))
    found = [visit for visit in chosen if is_found(visit, [readings[n] for n in visit.texts])]
    if arguments.missed:
        for visit in chosen:
            if visit not in found:
                print(visit.surname, visit.country, visit.start, visit.end, [rows[n]["title"] for n in visit.texts])
    text = f"{len(found)} of {len(chosen)} visits found ({100 * len(found) / max(1, len(chosen)):.1f} %).\n"
    print(text)
    if arguments.write:
        write_tables("visits", text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
