"""What the event coder gives on texts that nobody chose: 150 of its outputs, judged by eye.

python -m benchmarks.outputs [--write]

Drawn by a fixed seed, at most three a document, from texts of the shared corpora that no rule was mended on. Judged
by the guidelines of `training/events`: is the trigger an act at all, is the type right, is the status right. Two
readings of the outputs of one day, apart: the first by one who knew the coder, the second by one who did not.
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
    second = [label | label["second"] for label in labels]
    kinds = (("news and statements", "open_news"), ("White House and Kremlin", "ukraine"), ("**all**", ""))
    for reading, read in (("first", labels), ("second", second)):
        for name, prefix in kinds:
            some = [label for label in read if label["corpus"].startswith(prefix)]
            acts = [label for label in some if label["act"]]
            type_, status = (sum(label[key] for label in acts) for key in ("type_right", "status_right"))
            whole = sum(label["type_right"] and label["status_right"] for label in some)
            lines.append(
                f"| {name}, {reading} reading | {len(some)} | {_share(len(acts), some)} | {_share(type_, acts)} "
                f"| {_share(status, acts)} | {_share(whole, some)} |"
            )
    alike = sum(label["act"] == label["second"]["act"] for label in labels)
    lines += ["", f"Both readings say the same of {_share(alike, labels)} whether it is an act."]
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
