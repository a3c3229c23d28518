"""What became of an act: the status of events in the shared Ukraine texts, marked by eye, against the coder.

python -m benchmarks.status [--wrong STATUS] [--write]

Kept out of all training. A gold mention and an event are one where their triggers share a character; status is
compared on these. `happened` tells whether occurred and ongoing are told from all else, which is what counts rest on.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
from training.sheets import CORPORA, digest_of, read_annotations, read_corpus

from benchmarks.sets import SHARED
from benchmarks.tables import write_tables
from tocsin.config import Settings
from tocsin.desk import build_pipeline
from tocsin.readers.publication import parse_published
from tocsin.records import Event, make_document

LABELS = Path(__file__).with_name("annotations") / "status" / "labels.jsonl"
_HAPPENED = frozenset({"occurred", "ongoing"})


class Mention(msgspec.Struct, frozen=True):
    """A gold mention with the event that was coded there, if any; `words` is the text around it."""

    type: str
    status: str
    coded_type: str | None
    coded_status: str | None
    words: str


def mentions(labels: Sequence[dict[str, Any]], weights: dict[str, str]) -> Iterator[Mention]:
    """Every gold mention with what was coded there. Raises `ValueError` where a text is not the annotated one."""
    rows = {row["id"]: row for path in CORPORA.glob("ukraine_*.jsonl.gz") for row in read_corpus(path)}
    pipeline = build_pipeline(Settings(weights=weights))
    documents = []
    for label in labels:
        row = rows[label["document"]]
        if digest_of(row["text"]) != label["text_digest"]:
            raise ValueError(f"{row['id']}: the text is not the one that was annotated")
        published = parse_published(row["published"], "metadata")
        documents.append(make_document(row["text"], title=row["title"], published=published, language="en"))
    for label, reading in zip(labels, pipeline.read(documents), strict=True):
        events = [record for record in reading.records if isinstance(record, Event)]
        for gold in label["events"]:
            start, end = gold["trigger"]
            here = [e for e in events if any(s.start < end and start < s.end for s in e.trigger)]
            same = sorted(here, key=lambda e: (e.event_type != gold["type"], e.id))
            words = reading.document.text[max(0, start - 90) : end + 60].replace("\n", " ")
            coded = same[0] if same else None
            yield Mention(gold["type"], gold["status"], coded and coded.event_type, coded and coded.status, words)


def macro(pairs: Sequence[tuple[str, str]], names: Sequence[str]) -> float:
    """The mean F1 over some statuses of pairs (gold, coded)."""
    scores = []
    for name in names:
        hit = sum(gold == coded == name for gold, coded in pairs)
        wanted, given = sum(gold == name for gold, _ in pairs), sum(coded == name for _, coded in pairs)
        scores.append(2 * hit / (wanted + given) if wanted + given else 0.0)
    return sum(scores) / len(scores)


def table(found: Sequence[Mention]) -> str:
    """The figures as Markdown."""
    pairs = [(m.status, m.coded_status) for m in found if m.coded_status is not None]
    names = [name for name, _ in Counter(m.status for m in found).most_common()]
    right = sum(gold == coded for gold, coded in pairs)
    happened = sum((gold in _HAPPENED) == (coded in _HAPPENED) for gold, coded in pairs)
    unreal = [coded for gold, coded in pairs if gold not in {*_HAPPENED, "historical"}]
    feigned = sum(coded in _HAPPENED for coded in unreal)
    lines = [
        f"{len(found)} mentions, {len(pairs)} of them coded; status right {100 * right / len(pairs):.1f} %, macro-F1 "
        f"{100 * macro(pairs, names):.1f}; happened or not {100 * happened / len(pairs):.1f} %; of {len(unreal)} that did "
        f"not happen {feigned} told as done ({100 * feigned / len(unreal):.1f} %).",
        "",
        "| status | marked | coded | F1 | taken for |",
        "|---|---|---|---|---|",
    ]
    for name in names:
        mine = Counter(coded for gold, coded in pairs if gold == name)
        others = ", ".join(f"{coded} {count}" for coded, count in mine.most_common(5) if coded != name)
        marked = sum(m.status == name for m in found)
        lines.append(f"| {name} | {marked} | {mine.total()} | {100 * macro(pairs, [name]):.1f} | {others} |")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Prints the figures, and the misses of one status where they are asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wrong", metavar="STATUS", help="list the misses of a status, or of `all`")
    parser.add_argument("--write", action="store_true", help="write the figures into docs/measures.md")
    parser.add_argument(
        "--weights", default=None, metavar="FILE", help='the event coder\'s weights; "" for rules alone'
    )
    arguments = parser.parse_args()
    if not SHARED.is_dir():
        print("the shared corpora are not beside this checkout", file=sys.stderr)
        return 2
    weights = {} if arguments.weights is None else {"events": arguments.weights}
    found = list(mentions(read_annotations(LABELS), weights))
    for mention in found:
        if arguments.wrong in (mention.status, "all") and mention.coded_status != mention.status:
            print(f"{mention.status} / {mention.coded_status} [{mention.type} {mention.coded_type}] {mention.words}")
    print(table(found))
    if arguments.write:
        write_tables("status", table(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
