"""Whether speed and memory stay what they are over more documents: `python -m benchmarks.steady [COUNT...]`.

Short documents (the first 120 words of White House papers), so that three thousand are read in a minute or two; each
count in a process of its own. The last is held against the first: within 15 % in words a second, 10 % in memory.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from benchmarks.throughput import run_once
from benchmarks.workload import TEXTS

_WORDS = 120


def documents() -> Iterator[dict[str, Any]]:
    """Pieces of White House papers, then of open news, over and over: no end, and no piece twice in the first 3,000."""
    for row in cycle([*TEXTS["white_house"](), *TEXTS["open_news"]()]):
        words = str(row["text"]).split()
        for start in range(0, min(len(words), 4 * _WORDS), _WORDS):
            yield {**row, "language": "en", "text": " ".join(words[start : start + _WORDS])}


def measure(count: int) -> dict[str, float]:
    """The figures of the whole ledger over so many documents."""
    path = Path(tempfile.gettempdir()) / f"tocsin-steady-{count}.jsonl"
    with path.open("w", encoding="utf-8") as out:
        for row in islice(documents(), count):
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    figures = run_once("ledger", path)
    assert figures is not None
    return figures


def main() -> int:
    """Prints a row a count, and how far the last lies from the first."""
    counts = [int(word) for word in sys.argv[1:]] or [300, 1000, 3000]
    print("| documents | words | words/s of one core | peak MiB |\n|---|---|---|---|")
    found = []
    for count in counts:
        figures = measure(count)
        speed = figures["words"] / figures["cpu"]
        found.append((speed, figures["peak_mib"]))
        print(f"| {count:,} | {figures['words']:,.0f} | {speed:,.0f} | {figures['peak_mib']:,.0f} |")
    (first, least), (last, most) = found[0], found[-1]
    print(f"\nspeed {last / first - 1:+.1%} (allowed: 15 %), memory {most / least - 1:+.1%} (allowed: 10 %)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
