"""What the gate lets through and what it costs: `python -m benchmarks.gate [--keep FILE] [--relevant N]`.

Every document of the shared texts is read without a gate first (some ten minutes of one core; the readings are kept in
FILE for the next call). Relevant to a problem is what yields a sighting for it. Recall is counted over all relevant
documents of several problems: the bundled one, its playbook with other parties, and the playbook of a coup. Then
streams in which 5 % of the documents are relevant are read twice, without the gate and behind it, and timed.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

from benchmarks.workload import CORPORA
from tocsin.assess.indicators import find_sightings
from tocsin.assess.playbook import Playbook, Problem, parse_playbook, parse_problem
from tocsin.assess.relevance import Gate, Width
from tocsin.config import Settings
from tocsin.desk.reading import build_pipeline
from tocsin.records import Document, Published, Reading, decode_reading, encode_reading, make_document
from tocsin.vocab.roster import bundled_roster

_DAY = "2021-11-11"
_SHARE = 0.05
_LONGEST = 1500
WIDTHS: tuple[Width, ...] = ("wide", "narrow")
PAPERS = ("ukraine_whitehouse_2021-10_2022-01.jsonl.gz", "ukraine_kremlin_2021-10_2022-01.jsonl.gz")
NEWS = "open_news.jsonl.gz"
# Initiator, target, patrons: parties that the texts tell of, whether or not they ever were at the brink of war.
PAIRS = (
    ("CHN", "TWN", ("USA", "JPN")),
    ("IRN", "ISR", ("USA", "SAU")),
    ("ISR", "PSE", ("IRN", "EGY")),
    ("USA", "IRN", ("RUS", "CHN")),
    ("ARM", "AZE", ("RUS", "TUR")),
    ("USA", "RUS", ("CHN",)),
)
STATES = ("SDN", "ETH", "KAZ", "USA", "IRN", "RUS", "MMR", "UKR")
OTHERS = ("USA", "GBR", "FRA", "DEU", "RUS", "CHN")
Watched = tuple[Problem, Playbook]


@dataclass(frozen=True)
class Held:
    """A reading with whether it is a paper of the crisis (else news), and how many words it has."""

    reading: Reading
    paper: bool
    words: int


def bundled_problem() -> Watched:
    """The problem and the playbook of the demonstration."""
    return _watched("ru-ua-2021")


def _watched(name: str) -> Watched:
    folder = files("tocsin.vocab")
    problem = parse_problem((folder / "problems" / f"{name}.toml").read_text(encoding="utf-8"), name)
    table = f"{problem.playbook}.toml"
    return problem, parse_playbook((folder / "playbooks" / table).read_text(encoding="utf-8"), table)


def problems() -> Iterator[Watched]:
    """The bundled problem, its playbook with other parties, and the playbook of a coup in several states."""
    bundled, amass = bundled_problem()
    yield bundled, amass
    for initiator, target, patrons in PAIRS:
        roles: dict[str, tuple[str, ...]] = {
            "initiator": (initiator,), "target": (target,), "allies": (), "patrons": patrons
        }  # fmt: skip
        yield msgspec.structs.replace(bundled, id=f"{initiator} against {target}", roles=roles), amass
    example, seize = _watched("coup-example")
    for state in STATES:
        roles = {"state": (state,), "others": tuple(other for other in OTHERS if other != state)}
        yield msgspec.structs.replace(example, id=f"coup in {state}", window=bundled.window, roles=roles), seize


def rows() -> Iterator[tuple[bool, dict[str, Any]]]:
    """The papers of both sides of the crisis; all of Wikinews and an eighth of the other news, put into its window."""
    others = 0
    for name in (*PAPERS, NEWS):
        with gzip.open(CORPORA / name, "rt", encoding="utf-8") as file:
            for row in map(json.loads, file):
                wikinews = "wikinews" in str(row.get("outlet") or row.get("url") or "").lower()
                others += name == NEWS and not wikinews
                if row["text"].strip() and (name in PAPERS or wikinews or others % 8 == 0):
                    yield name in PAPERS, row


def documents() -> Iterator[tuple[bool, Document]]:
    """The rows as documents of at most 1,500 words, and whether each is a paper of the crisis."""
    for paper, row in rows():
        text = " ".join(row["text"].split(" ")[:_LONGEST])
        day = row["published"][:10] if paper else _DAY
        yield paper, make_document(text=text, uri=row["id"], published=Published(value=day, basis="given"))


def read_all(keep: Path) -> list[Held]:
    """All readings, without a gate: of the file, or made and kept there for another call."""
    if not keep.exists():
        keep.parent.mkdir(exist_ok=True)
        part = keep.with_suffix(".part")
        with gzip.open(part, "wb", compresslevel=3) as out:
            for reading in build_pipeline(Settings()).read(document for _, document in documents()):
                out.write(encode_reading(reading) + b"\n")
        part.rename(keep)
    with gzip.open(keep, "rb") as file:
        readings = [decode_reading(line) for line in file]
    # The order of the rows tells which are papers; nothing but that is asked of them a second time.
    papers = [paper for paper, _ in rows()]
    return [
        Held(reading, paper, len(reading.document.text.split()))
        for reading, paper in zip(readings, papers, strict=True)
    ]


def recall_row(watched: Watched, held: Sequence[Held]) -> tuple[str, dict[Width, tuple[int, int]]]:
    """A row of the table of recall, and by width how many are relevant and how many of them are lost."""
    problem, playbook = watched
    relevant = [bool(find_sightings(one.reading, playbook, problem)) for one in held]
    cells = [problem.id, str(sum(relevant))]
    counts: dict[Width, tuple[int, int]] = {}
    for width in WIDTHS:
        gate = Gate([watched], bundled_roster(), width)
        admitted = [gate.admits(one.reading.document.text) for one in held]
        lost = sum(wanted and not let for wanted, let in zip(relevant, admitted, strict=True))
        counts[width] = (sum(relevant), lost)
        rest = [(let, one.words) for let, one, wanted in zip(admitted, held, relevant, strict=True) if not wanted]
        passed = sum(words for let, words in rest if let) / max(1, sum(words for _, words in rest))
        cells += [str(lost), f"{passed:.0%}"]
    return f"| {' | '.join(cells)} |", counts


def stream(held: Sequence[Held], relevant: Sequence[bool], many: int, *, papers: bool) -> list[Document]:
    """So many relevant documents spread among nineteen times as many others, of the papers or of the news."""
    wanted = [one for one, is_wanted in zip(held, relevant, strict=True) if is_wanted]
    rest = [one for one, is_wanted in zip(held, relevant, strict=True) if not is_wanted and one.paper == papers]
    many = min(many, len(wanted), int(len(rest) * _SHARE / (1 - _SHARE)))
    others = round(many * (1 - _SHARE) / _SHARE)
    found = [one.reading.document for one in rest[:: max(1, len(rest) // others)][:others]]
    for number, one in enumerate(wanted[:: len(wanted) // many][:many]):
        found.insert(number * (len(found) // many), one.reading.document)
    return found


def timed_row(name: str, width: Width, through: Sequence[Document]) -> str:
    """A stream read without the gate and behind it: words a second of one core of both, and how many times faster."""
    pipeline = build_pipeline(Settings())
    gate = Gate([bundled_problem()], bundled_roster(), width)
    gate.admits(through[0].text)
    for _ in pipeline.read(through[:3]):
        pass
    words = sum(len(document.text.split()) for document in through)
    seconds = []
    for gated in (False, True):
        begin = time.process_time()
        let = [document for document in through if not gated or gate.admits(document.text)]
        for _ in pipeline.read(let):
            pass
        seconds.append(time.process_time() - begin)
    share = sum(len(document.text.split()) for document in let) / words
    plain, behind = seconds
    cells = f"{len(through):,} | {share:.0%} | {words / plain:,.0f} | {words / behind:,.0f} | {plain / behind:.1f}"
    return f"| {name} | {width} | {cells} |"


def main() -> int:
    """Prints both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", type=Path, default=Path("build/gate.jsonl.gz"))
    parser.add_argument("--relevant", type=int, default=20, help="relevant documents of each timed stream; 0 for none")
    asked = parser.parse_args()
    held = read_all(asked.keep)
    print(f"{len(held):,} documents, {sum(one.words for one in held):,} words\n")
    print("| problem | relevant | lost by wide | of the rest let through | lost by narrow | of the rest let through |")
    print("|---|---|---|---|---|---|")
    total = dict.fromkeys(WIDTHS, (0, 0))
    for watched in problems():
        line, counts = recall_row(watched, held)
        print(line, flush=True)
        total = {width: (total[width][0] + counts[width][0], total[width][1] + counts[width][1]) for width in WIDTHS}
    for width, (relevant, lost) in total.items():
        print(f"\n{width}: recall {1 - lost / max(1, relevant):.2%} of {relevant:,}")
    if asked.relevant:
        print("\n| stream, 5 % relevant | gate | documents | words let through | ungated words/s | gated | times |")
        print("|---|---|---|---|---|---|---|")
        problem, playbook = bundled_problem()
        relevant_ = [bool(find_sightings(one.reading, playbook, problem)) for one in held]
        for papers, name in ((True, "papers of the crisis"), (False, "open news")):
            print(timed_row(name, "wide", stream(held, relevant_, asked.relevant, papers=papers)), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
