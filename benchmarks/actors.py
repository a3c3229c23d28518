"""Who is who: names linked to a roster, countries found, pronouns and nominals, speed beside the bare parse.

python -m benchmarks.actors [--write] [--wrong]
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import itertools
import sys
import time
import urllib.parse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from benchmarks.frus import judge_linking, linking_table, name_recall
from benchmarks.sets import ROOT, SHARED
from benchmarks.tables import write_tables
from tocsin.annotate.encoder import NetworkEncoder
from tocsin.annotate.entities.coder import EnglishEntities
from tocsin.annotate.entities.gazetteer import load_gazetteer
from tocsin.annotate.model import load_language_model
from tocsin.annotate.pipeline import Pipeline
from tocsin.config import Settings
from tocsin.desk import build_pipeline
from tocsin.readers.publication import parse_published
from tocsin.records import Document, Entity, Mention, Published, Reading, make_document
from tocsin.text.normal import NormalForm
from tocsin.text.tokens import Token, cut_tokens

EVENTS, NEWS = SHARED / "corpora" / "wp_current_events_2025.jsonl.gz", SHARED / "corpora" / "open_news.jsonl.gz"
REFERENTS = Path(__file__).parent / "annotations" / "actors" / "referents.jsonl"
DISPATCHES = ROOT / "src" / "tocsin" / "demo" / "dispatches.jsonl"
_ASIDE = 20
"""Characters by which the beginnings of a label and a mention may differ: "the", "the first former"."""
REFERENTS_GOAL = 75.0
"""Percent of the labels that must be right."""


@dataclass
class Countries:
    """Countries of the current events' items: found in the text and linked, found, linked."""

    both: int = 0
    found: int = 0
    linked: int = 0
    told: int = 0


def judge_countries(items: int = 1500) -> Countries:
    """Countries found in each item, as such or as those of persons, bodies and places, beside what its links name.

    A link names a country where its page is the country's. `told` counts the found ones that some link names in any
    way, by page or words ("Honduran President"): against it precision is a lower bound, for not all words are linked.
    """
    rows = [row for row in _rows(EVENTS) if row["wikilinks"]]
    rows = rows[:: max(1, len(rows) // items)]
    pipeline = Pipeline([EnglishEntities()], NetworkEncoder(Settings().model))
    documents = [make_document(row["text"], input_id=row["id"], language="en") for row in rows]
    judged, gazetteer = Countries(), load_gazetteer()
    for row, reading in zip(rows, pipeline.read(documents), strict=True):
        pages = [_page(link["url"]) for link in row["wikilinks"]]
        linked_to = {e.country for page in pages for e in gazetteer.lookup(page) if e.sort == "country"} - {None}
        spoken = " ; ".join([*pages, *(link["text"] for link in row["wikilinks"])])
        named = {e.country for found in gazetteer.matches(_tokens(spoken)) for e in found.entries} - {None}
        found = {r.country for r in reading.records if isinstance(r, Entity) and r.country}
        judged.linked += len(linked_to)
        judged.both += len(linked_to & found)
        judged.found += len(found)
        judged.told += len(found & (named | linked_to))
    return judged


def _tokens(words: str) -> tuple[Token, ...]:
    normal = NormalForm(words)
    return cut_tokens(normal, 0, len(normal.text))


def _page(url: str) -> str:
    page = urllib.parse.unquote(url.rsplit("/", 1)[-1]).replace("_", " ")
    return page.removesuffix(" (country)").removeprefix("State of ")


@dataclass(frozen=True)
class Referent:
    """A labelled mention: whom it stands for (names, one set for each fair reading; empty for nobody that is named).

    `c:USA` is a nominal of which only the country can be told ("the president", of a state that the text names).
    """

    corpus: str
    document: str
    digest: str
    kind: str
    start: int
    end: int
    referents: tuple[tuple[str, ...], ...]


def read_referents() -> list[Referent]:
    """The labels of `benchmarks/annotations/actors`."""
    return [msgspec.json.decode(line, type=Referent) for line in REFERENTS.read_bytes().splitlines()]


def judge_referents(labels: Sequence[Referent]) -> list[tuple[Referent, tuple[str, ...], bool]]:
    """Each label with the names found there and whether they are right."""
    documents = _labelled(labels)
    readings = dict(zip(documents, build_pipeline(Settings()).read(documents.values()), strict=True))
    return [(label, *_judge(label, readings[label.document])) for label in labels]


def _judge(label: Referent, reading: Reading) -> tuple[tuple[str, ...], bool]:
    entities = {record.id: record for record in reading.records if isinstance(record, Entity)}
    here = [
        entities[record.entity]
        for record in reading.records
        if isinstance(record, Mention) and record.form != "name" and _is_at(record, label)
    ]
    names = tuple(sorted({entity.name for entity in here if entity.name}))
    return names, any(_meets(here, names, wanted) for wanted in label.referents)


def _is_at(mention: Mention, label: Referent) -> bool:
    """Whether a mention ends with the label, an article or a further attribute before either aside."""
    return mention.span.end == label.end and abs(mention.span.start - label.start) <= _ASIDE


def _meets(here: Sequence[Entity], names: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether those found are those wanted: each name holds a wanted one's words; `c:USA` asks only for the country."""
    if any(want.startswith("c:") for want in wanted):
        return {entity.country for entity in here} == {want[2:] for want in wanted}
    if len(names) != len(wanted):
        return False
    return all(any(set(want.split()) <= set(name.split()) for name in names) for want in wanted)


def _labelled(labels: Sequence[Referent]) -> dict[str, Document]:
    digests = {label.document: label.digest for label in labels}
    documents: dict[str, Document] = {}
    for corpus in dict.fromkeys(label.corpus for label in labels):
        for row in _rows(DISPATCHES if corpus == "demo" else SHARED / "corpora" / corpus):
            if row["id"] in digests:
                digest = "sha256:" + hashlib.sha256(row["text"].encode()).hexdigest()
                if digest != digests[row["id"]]:
                    raise ValueError(f"{row['id']} of {corpus} is not the text that was annotated ({digest})")
                published = parse_published(row["published"], "metadata") if row["published"] else Published()
                documents[row["id"]] = make_document(
                    row["text"], title=row["title"], outlet=row["outlet"], published=published, language="en"
                )
    return documents


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    text = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    for line in text.splitlines():
        yield msgspec.json.decode(line)


def referents_table(judged: Sequence[tuple[Referent, tuple[str, ...], bool]]) -> str:
    """Right, abstained and wrong by kind of mention."""
    lines = ["| mentions | labels | right | left open | wrong |", "|---|---|---|---|---|"]
    kinds = sorted({label.kind for label, _, _ in judged})
    for kind in (*kinds, None):
        some = [row for row in judged if kind in (None, row[0].kind)]
        right = sum(row[2] for row in some)
        opened = sum(not row[2] and not row[1] for row in some)
        share = f"{100 * right / len(some):.1f} % ({right})"
        lines.append(f"| {kind or '**all**'} | {len(some)} | {share} | {opened} | {len(some) - right - opened} |")
    return "\n".join(lines)


def speed_ratio(documents: int = 60) -> float:
    """Seconds of the entities stage with its parse, over those of the bare parse of the same texts, in one run."""
    texts = [row["text"] for row in itertools.islice(_rows(NEWS), documents)]
    encoder = NetworkEncoder(Settings().model)
    pipeline = Pipeline([EnglishEntities()], encoder)
    bare = load_language_model(Settings().model)
    made = [make_document(text, language="en") for text in texts]
    runs = []
    for _ in range(3):
        begin = time.perf_counter()
        for _reading in pipeline.read(made):
            pass
        middle = time.perf_counter()
        for _parsed in bare.pipe(texts):
            pass
        runs.append((middle - begin) / (time.perf_counter() - middle))
    return min(runs)


def main() -> int:
    """Prints the tables, or writes them into `docs/measures.md`."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write the tables into docs/measures.md")
    parser.add_argument("--wrong", action="store_true", help="print what was linked wrongly")
    arguments = parser.parse_args()
    if not SHARED.is_dir():
        print("the shared corpora are not beside this checkout", file=sys.stderr)
        return 2
    linking, referents = judge_linking(), judge_referents(read_referents())
    found, whole = name_recall()
    countries = judge_countries()
    if arguments.wrong:
        for key, count in linking.wrong.most_common():
            print(count, *key)
        for label, names, right in referents:
            if not right:
                print(label.kind, label.document, label.start, "wanted", label.referents, "got", names)
    text = (
        f"{linking_table(linking)}\n\nNames of persons found in a twelfth of the volumes' documents, without a "
        f"roster: {100 * found / whole:.1f} % ({found} of {whole}).\n\n"
        f"Countries of the current events' items: {100 * countries.both / countries.linked:.1f} % of the "
        f"{countries.linked} that a link names are found; {100 * countries.told / countries.found:.1f} % of the "
        f"{countries.found} found are named by some link.\n\n{referents_table(referents)}\n\n"
        f"The stage with its parse takes {speed_ratio():.2f} times as long as the bare parse of the same text.\n"
    )
    print(text)
    if arguments.write:
        write_tables("actors", text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
