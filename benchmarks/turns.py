"""Who speaks in a transcript: 100 paragraphs of the shared briefings, labelled by eye, against the coder.

python -m benchmarks.turns [--wrong]
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from training.sheets import CORPORA, digest_of, read_annotations, read_corpus

from benchmarks.sets import SHARED
from benchmarks.tables import write_tables
from tocsin.config import Settings
from tocsin.desk import build_pipeline
from tocsin.records import Entity, Reading, Statement, make_document

LABELS = Path(__file__).with_name("annotations") / "turns" / "labels.jsonl"
# Labels for those whom a transcript leaves without a name, and the words that it may name them by.
_UNNAMED = {
    "reporter": ("reporter", "question", "q", "journalist", "participant", "press"),
    "senior administration official": ("senior administration official", "official"),
    "moderator": ("moderator",),
    "operator": ("operator",),
    "aide": ("aide",),
}


def judge(label: dict[str, Any], reading: Reading) -> tuple[str, str]:
    """`right`, `wrong`, `open` (kept, nobody named) or `missing`, and whom the coder takes for the speaker."""
    statement = _holder(label, reading)
    if statement is None:
        return "missing", ""
    entities = {r.id: r for r in reading.records if isinstance(r, Entity)}
    entity = entities.get(statement.source_entity or "")
    words = " ".join(span.of(reading.document.text) for span in statement.source)
    name = (entity.name if entity is not None else None) or ""
    wanted = label["speaker"]
    if wanted in _UNNAMED:
        said = f"{name or words}".lower()
        return ("right" if not name and said.strip(":. ") in _UNNAMED[wanted] else "wrong"), name or words
    if not name:
        return "open", words
    return ("right" if name.lower().split()[-1] == wanted.lower().split()[-1] else "wrong"), name


def _holder(label: dict[str, Any], reading: Reading) -> Statement | None:
    """The statement of the page itself that holds most of the labelled words."""
    best, most = None, 0
    for record in reading.records:
        if isinstance(record, Statement) and record.parent is None:
            shared = sum(max(0, min(s.end, label["end"]) - max(s.start, label["start"])) for s in record.content)
            if shared > most:
                best, most = record, shared
    return best if 2 * most >= label["end"] - label["start"] else None


def judged() -> Iterator[tuple[dict[str, Any], str, str]]:
    """Each label with the verdict and whom the coder takes for the speaker. Raises `ValueError` for another text."""
    labels = read_annotations(LABELS)
    rows = {row["id"]: row for path in CORPORA.glob("ukraine_*.jsonl.gz") for row in read_corpus(path)}
    pipeline = build_pipeline(Settings())
    for document in dict.fromkeys(label["document"] for label in labels):
        mine = [label for label in labels if label["document"] == document]
        text = rows[document]["text"]
        if digest_of(text) != mine[0]["text_digest"]:
            raise ValueError(f"{document}: the text is not the one that was labelled")
        [reading] = pipeline.read([make_document(text, input_id=document, title=rows[document]["title"])])
        for label in mine:
            yield label, *judge(label, reading)


def main() -> int:
    """Prints the counts, and the misses where they are asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wrong", action="store_true", help="list what is not right")
    parser.add_argument("--write", action="store_true", help="write the counts into docs/measures.md")
    arguments = parser.parse_args()
    if not SHARED.is_dir():
        print("the shared corpora are not beside this checkout", file=sys.stderr)
        return 2
    found = list(judged())
    if arguments.wrong:
        for label, verdict, taken in found:
            if verdict != "right":
                print(f"{verdict}: {label['speaker']} taken for {taken!r}: {label['document'][-60:]} {label['start']}")
    counts = {v: sum(verdict == v for _, verdict, _ in found) for v in ("right", "open", "missing", "wrong")}
    text = (
        f"| turns | right | nobody named | no statement | wrong |\n|---|---|---|---|---|\n"
        f"| {len(found)} | {counts['right']} | {counts['open']} | {counts['missing']} | {counts['wrong']} |\n"
    )
    print(text)
    if arguments.write:
        write_tables("turns", text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
