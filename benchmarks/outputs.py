"""What the event coder gives on texts that nobody chose: 150 of its outputs, judged by eye.

python -m benchmarks.outputs [--write]

Drawn by a fixed seed, at most three a document, from texts of the shared corpora that no rule was mended on. Judged
by the guidelines of `training/events`: is the trigger an act at all, is the type right, is the status right. One
reading, by one who knew the coder, of the outputs of that day.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from training.sheets import read_annotations

from benchmarks.tables import write_tables

LABELS = Path(__file__).with_name("annotations") / "outputs" / "labels.jsonl"


def table(labels: Sequence[dict[str, Any]]) -> str:
    """The shares as Markdown, by kind of text."""
    head = "| texts | outputs | an act | type right, of acts | status right, of acts | all right |"
    lines = [head, "|---|---|---|---|---|---|"]
    kinds = {"news and statements": "open_news", "White House and Kremlin": "ukraine"}
    for name, prefix in (*kinds.items(), ("**all**", "")):
        some = [label for label in labels if label["corpus"].startswith(prefix)]
        acts = [label for label in some if label["act"]]
        type_, status = (sum(label[key] for label in acts) for key in ("type_right", "status_right"))
        whole = sum(label["type_right"] and label["status_right"] for label in some)
        lines.append(
            f"| {name} | {len(some)} | {_share(len(acts), some)} | {_share(type_, acts)} | {_share(status, acts)} "
            f"| {_share(whole, some)} |"
        )
    return "\n".join(lines) + "\n"


def _share(count: int, of: Sequence[object]) -> str:
    return f"{count} ({100 * count / max(1, len(of)):.0f} %)"


def main() -> int:
    """Prints the shares."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write the table into docs/measures.md")
    arguments = parser.parse_args()
    text = table(read_annotations(LABELS))
    print(text)
    if arguments.write:
        write_tables("outputs", text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
