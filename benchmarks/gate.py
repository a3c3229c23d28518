"""What the gate lets through and what it costs: `python -m benchmarks.gate [--keep FILE] [--documents N]`.

Every document is read without a gate first; relevant is what yields a sighting for the bundled problem. Recall is
the share of the relevant that the gate admits; the speed is that of a stream in which 5 % are relevant.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from benchmarks.workload import CORPORA
from tocsin.assess.indicators import find_sightings
from tocsin.assess.playbook import Playbook, Problem, parse_playbook, parse_problem
from tocsin.assess.relevance import Gate, Width
from tocsin.config import Settings
from tocsin.desk.reading import build_pipeline
from tocsin.records import Document, Published, make_document
from tocsin.vocab.roster import bundled_roster

_DAY = "2021-11-11"
_SHARE = 0.05
_LONGEST = 1500
WIDTHS: tuple[Width, ...] = ("wide", "narrow")


@dataclass
class Judged:
    """A document, how many words it has, whether reading it yields a sighting, and the seconds that reading took."""

    text: str
    words: int
    relevant: bool
    crisis: bool


def bundled_problem() -> tuple[Problem, Playbook]:
    """The problem and the playbook of the demonstration."""
    folder = files("tocsin.vocab")
    problem = parse_problem((folder / "problems" / "ru-ua-2021.toml").read_text(encoding="utf-8"), "ru-ua-2021")
    name = f"{problem.playbook}.toml"
    return problem, parse_playbook((folder / "playbooks" / name).read_text(encoding="utf-8"), name)


def documents(most: int) -> Iterator[tuple[bool, Document]]:
    """Papers of both sides of the crisis, and news of all the world and other years put into its window."""
    for name, crisis in (
        ("ukraine_whitehouse_2021-10_2022-01.jsonl.gz", True),
        ("ukraine_kremlin_2021-10_2022-01.jsonl.gz", True),
        ("open_news.jsonl.gz", False),
    ):
        with gzip.open(CORPORA / name, "rt", encoding="utf-8") as file:
            for number, line in enumerate(file):
                row = json.loads(line)
                text = " ".join(row["text"].split(" ")[:_LONGEST])
                if text.strip() and (crisis or number % 4 == 0) and number < (4 * most if not crisis else most):
                    day = row.get("published") if crisis else _DAY
                    yield crisis, make_document(text=text, published=Published(value=day, basis="given"))


def judge(most: int, keep: Path) -> tuple[list[Judged], float]:
    """All documents with whether they are relevant, and the words a second of reading them; kept for another call."""
    if keep.exists():
        found = [Judged(**row) for row in json.loads(keep.read_text(encoding="utf-8"))["documents"]]
        return found, float(json.loads(keep.read_text(encoding="utf-8"))["speed"])
    problem, playbook = bundled_problem()
    rows = list(documents(most))
    begin = time.process_time()
    judged = []
    for (crisis, document), reading in zip(rows, build_pipeline(Settings()).read(d for _, d in rows), strict=True):
        relevant = bool(find_sightings(reading, playbook, problem))
        judged.append(Judged(document.text, len(document.text.split()), relevant, crisis))
    speed = sum(j.words for j in judged) / (time.process_time() - begin)
    keep.write_text(json.dumps({"speed": speed, "documents": [vars(j) for j in judged]}), encoding="utf-8")
    return judged, speed


def row(width: Width, judged: list[Judged], speed: float) -> str:
    """A row of the table: recall, the share of the irrelevant let through, and the speed of a stream with 5 %."""
    gate = Gate([bundled_problem()], bundled_roster(), width)
    gate.admits(judged[0].text)
    begin = time.process_time()
    admitted = [gate.admits(j.text) for j in judged]
    cost = (time.process_time() - begin) / sum(j.words for j in judged)
    relevant = [a for a, j in zip(admitted, judged, strict=True) if j.relevant]
    recall = sum(relevant) / max(1, len(relevant))
    cells = [f"{recall:.1%} of {len(relevant)}"]
    for crisis in (False, True):
        others = [(a, j.words) for a, j in zip(admitted, judged, strict=True) if not j.relevant and j.crisis == crisis]
        passed = sum(words for a, words in others if a) / max(1, sum(words for _, words in others))
        seconds = cost + (_SHARE * recall + (1 - _SHARE) * passed) / speed
        cells += [f"{passed:.1%}", f"{1 / seconds / speed:.1f}"]
    return f"| {width} | {cost * 1e6:.1f} | {' | '.join(cells)} |"


def main() -> int:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=1500)
    parser.add_argument("--keep", type=Path, default=Path("build/gate.json"))
    asked = parser.parse_args()
    asked.keep.parent.mkdir(exist_ok=True)
    judged, speed = judge(asked.documents, asked.keep)
    print(f"{len(judged):,} documents, {sum(j.relevant for j in judged)} relevant; ungated {speed:,.0f} words/s\n")
    print(
        "| gate | us/word | recall | other news let through | times faster | papers of the crisis let through | times |"
    )
    print("|---|---|---|---|---|---|---|")
    for width in WIDTHS:
        print(row(width, judged, speed))
    return 0


if __name__ == "__main__":
    sys.exit(main())
