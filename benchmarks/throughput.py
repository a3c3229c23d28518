"""Words a second of the whole ledger, of the bare pipeline that it builds on and of a peer, in one run, in turn.

python -m benchmarks.throughput [--texts sample,white_house,open_news] [--words 40000] [--rounds 2] [--json FILE]

Each measurement is a process of its own, so that memory is its own; loading and a first document are left out of the
time. What counts is processor time of one thread: the wall tells what else ran on the machine.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.workload import TEXTS, make_workload

PEER = Path(os.environ.get("TOCSIN_PEER", "/tmp/peer/bin/python"))  # noqa: S108  (where a peer may be installed)
RUNS = ("bare", "ledger", "quotations", "dates")
TITLES = {
    "bare": "bare full pipeline of spaCy",
    "ledger": "whole ledger of Tocsin",
    "quotations": "textacy: spaCy and direct quotations",
    "dates": "dateparser: search in sentences",
}


def run_once(what: str, workload: Path) -> dict[str, float] | None:
    """One measurement in a process of its own; None where what is measured is not installed."""
    script = str(Path(__file__).with_name("measured.py"))
    python = str(PEER) if what == "quotations" else sys.executable
    if not Path(python).exists():
        return None
    one_thread = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    done = subprocess.run(
        [python, script, what, str(workload)], env={**os.environ, **one_thread}, capture_output=True, check=False
    )
    if done.returncode:
        sys.stderr.write(done.stderr.decode()[-2000:])
        return None
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def measure(text: str, words: int, rounds: int, runs: Sequence[str]) -> dict[str, dict[str, float]]:
    """For each thing measured its best round (least processor time) on a text, rounds taken in turn."""
    workload = make_workload(text, words)
    best: dict[str, dict[str, float]] = {}
    for _ in range(rounds):
        for what in runs:
            figures = run_once(what, workload)
            if figures is None:
                print(f"{what}: not installed here, left out")
            elif what not in best or figures["cpu"] < best[what]["cpu"]:
                best[what] = figures
    return best


def table(text: str, found: dict[str, dict[str, float]]) -> str:
    """What was measured on a text as rows of Markdown."""
    bare = found.get("bare")
    rows = []
    for what, figures in found.items():
        speed = figures["words"] / figures["cpu"]
        times = f"{speed * bare['cpu'] / bare['words']:.2f}" if bare else "-"
        wall = figures["words"] / figures["wall"]
        rows.append(f"| {text} | {TITLES[what]} | {speed:,.0f} | {times} | {wall:,.0f} | {figures['peak_mib']:,.0f} |")
    return "\n".join(rows)


def stages(text: str, figures: dict[str, float]) -> str:
    """Where the time of the whole ledger goes, as rows of Markdown."""
    named = {name[6:]: value for name, value in figures.items() if name.startswith("stage ")}
    per_word = 1e6 / figures["words"]
    rows = [f"| {text} | {name} | {value * per_word:.0f} |" for name, value in named.items()]
    return "\n".join([*rows, f"| {text} | all | {figures['cpu'] * per_word:.0f} |"])


def main() -> int:
    """Prints the tables; with --json writes the figures as well."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", default=",".join(TEXTS))
    parser.add_argument("--runs", default=",".join(RUNS))
    parser.add_argument("--words", type=int, default=40_000)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    found = {t: measure(t, asked.words, asked.rounds, asked.runs.split(",")) for t in asked.texts.split(",")}
    print(
        "| text | run | words/s of one core | times bare | words/s by the wall | peak MiB |\n|---|---|---|---|---|---|"
    )
    for text, best in found.items():
        print(table(text, best))
    print("\n| text | stage of the ledger | microseconds a word |\n|---|---|---|")
    for text, best in found.items():
        if "ledger" in best:
            print(stages(text, best["ledger"]))
    if asked.json:
        asked.json.write_text(json.dumps(found, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
