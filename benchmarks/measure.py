"""Reads the shared sets as `tocsin read` does, scores them, and prints or writes the table of `docs/measures.md`.

python -m benchmarks.measure [SET ...] [--write] [--errors FOLDER]
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from benchmarks.sets import SHARED, EvaluationSet, evaluation_sets, load_shared_module
from benchmarks.tables import write_tables
from tocsin.config import Settings
from tocsin.desk import build_pipeline
from tocsin.readers.publication import detect_language, parse_published
from tocsin.records import Document, Published, encode_reading, make_document


@dataclass(frozen=True)
class Measurement:
    """What one set gave: all the scorer's figures, contract violations by kind, documents, words and seconds."""

    set: EvaluationSet
    figures: dict[str, Any]
    violations: dict[str, int]
    documents: int
    words: int
    seconds: float


def measure(chosen: EvaluationSet) -> Measurement:
    """Reads and scores one set."""
    evalio, to_jsonl = load_shared_module("evalio"), load_shared_module("to_jsonl")
    gold = evalio.read_jsonl(chosen.path)
    inputs = [to_jsonl.to_input(row) for row in gold]
    pipeline = build_pipeline(Settings())
    list(pipeline.read([make_document("They met on Monday.")]))  # the model is loaded before the clock runs
    begin = time.perf_counter()
    readings = [encode_reading(reading) for reading in pipeline.read(_documents(inputs))]
    seconds = time.perf_counter() - begin
    lines = [msgspec.json.decode(line) for line in readings]
    figures, pairing = load_shared_module(chosen.scorer).evaluate(gold, lines)
    if not re.search(r"\b0 set aside", pairing):
        raise ValueError(f"{chosen.name}: the scorer set documents aside: {pairing}")
    violations, _ = load_shared_module("check_records").check(lines, inputs)
    words = sum(len(row["text"].split()) for row in inputs)
    return Measurement(chosen, figures, dict(violations), len(lines), words, seconds)


def _documents(inputs: Iterable[dict[str, Any]]) -> Iterable[Document]:
    for row in inputs:
        published = parse_published(row["published"], "metadata") if row["published"] else Published()
        yield make_document(
            row["text"],
            input_id=row["id"],
            uri=row["url"],
            title=row["title"],
            outlet=row["outlet"],
            published=published,
            language=row["language"] or detect_language(row["text"]),
        )


def table(measurements: Iterable[Measurement]) -> str:
    """The figures as Markdown, a table a set."""
    parts = []
    for found in measurements:
        rate = found.words / found.seconds
        parts.append(
            f"### {found.set.title}\n\n`{found.set.file}`, SHA-256 `{found.set.sha256[:12]}…`: "
            f"{found.documents} documents, {found.words:,} words, {rate:,.0f} words a second in one process; "
            f"{sum(found.violations.values())} contract violations.\n\n"
            "| figure | measured | floor | goal | peers |\n|---|---|---|---|---|\n"
        )
        for figure in found.set.figures:
            goal = "" if figure.goal is None else f"{figure.goal:.1f}"
            value = figure.of(found.figures)
            parts[-1] += f"| {figure.path} | {value:.1f} | {figure.floor:.1f} | {goal} | {figure.peer} |\n"
    return "\n".join(parts)


def main() -> int:
    """Measures the sets named, or all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", help="names in benchmarks/gates.toml; all if none is given")
    parser.add_argument("--write", action="store_true", help="write the tables into docs/measures.md")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every figure of the scorers there")
    arguments = parser.parse_args()
    if not SHARED.is_dir():
        print("the shared evaluation sets are not beside this checkout", file=sys.stderr)
        return 2
    sets = [s for s in evaluation_sets() if not arguments.sets or s.name in arguments.sets]
    found = [measure(chosen) for chosen in sets]
    text = table(found)
    print(text)
    if arguments.write:
        write_tables("measured", text)
    if arguments.json:
        arguments.json.write_bytes(msgspec.json.format(msgspec.json.encode({m.set.name: m.figures for m in found})))
    return 0


if __name__ == "__main__":
    sys.exit(main())
