"""Counts the open set of events and the agreement of its two readings, and writes both into the card.

python -m training.events.report [--write]
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.sets import ROOT

from training.sheets import read_annotations

FIRST = Path(__file__).with_name("annotations.jsonl")
SECOND = Path(__file__).with_name("annotations_second.jsonl")
CARD = ROOT / "docs" / "event-corpus.md"


def counts(rows: Sequence[dict[str, Any]]) -> str:
    """How many events there are of which type and status, as two Markdown tables."""
    events = [event for row in rows for event in row["events"]]
    parts = [f"{len(rows)} documents, {len(events)} events.\n"]
    for label in ("type", "status"):
        named = Counter(event[label] for event in events).most_common()
        parts.append(f"| {label} | events |\n|---|---|\n" + "".join(f"| {name} | {count} |\n" for name, count in named))
    return "\n".join(parts)


def agreement(first: Sequence[dict[str, Any]], second: Sequence[dict[str, Any]]) -> str:
    """How far the second reading agrees with the first: triggers that touch, and their labels."""
    theirs = {row["document"]: row["events"] for row in first}
    pairs = []
    whole = 0
    for row in second:
        left = list(theirs[row["document"]])
        whole += len(left) + len(row["events"])
        for event in row["events"]:
            same = next((e for e in left if _touch(e["trigger"], event["trigger"])), None)
            if same is not None:
                left.remove(same)
                pairs.append((same, event))
    types = sum(one["type"] == other["type"] for one, other in pairs)
    statuses = sum(one["status"] == other["status"] for one, other in pairs)
    triggers = 200 * len(pairs) / whole
    return (
        f"Read twice: {len(second)} documents. F1 of the triggers {triggers:.1f}; of the {len(pairs)} that both marked "
        f"{100 * types / len(pairs):.1f} % agree in type and {100 * statuses / len(pairs):.1f} % in status.\n"
    )


def _touch(one: Sequence[int], other: Sequence[int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def main() -> int:
    """Prints the counts and writes them into the card where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    first = read_annotations(FIRST)
    text = f"{counts(first)}\n{agreement(first, read_annotations(SECOND))}"
    print(text)
    if parser.parse_args().write:
        begin, end = "<!-- corpus: begin -->", "<!-- corpus: end -->"
        head, _, rest = CARD.read_text(encoding="utf-8").partition(begin)
        CARD.write_text(f"{head}{begin}\n\n{text}\n{end}{rest.partition(end)[2]}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
