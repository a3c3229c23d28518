"""The texts that speed is measured on, as JSON Lines files of about so many words, made once a run."""

from __future__ import annotations

import gzip
import json
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.sets import SHARED

CORPORA = SHARED / "corpora"
_LONGEST = 1500  # words of a document, as in the first measurements: transcripts of hours would hide the rest


def _sample() -> Iterator[dict[str, Any]]:
    text = (SHARED / "samples" / "diplomatic-2021-11-11.txt").read_text(encoding="utf-8")
    number = 0
    while True:  # the same article under many outlets: dense with triggers
        number += 1
        yield {"text": text, "published": "2021-11-11", "outlet": f"Demo Wire {number}", "id": f"sample-{number}"}


def _lines(name: str) -> Iterator[dict[str, Any]]:
    with gzip.open(CORPORA / name, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def _white_house() -> Iterator[dict[str, Any]]:
    yield from _lines("ukraine_whitehouse_2021-10_2022-01.jsonl.gz")


def _open_news() -> Iterator[dict[str, Any]]:
    """Every Wikinews article and as many of the others, for they would drown it."""
    others = 0
    for row in _lines("open_news.jsonl.gz"):
        wikinews = "wikinews" in str(row.get("outlet") or row.get("url") or "").lower()
        others += not wikinews
        if wikinews or others % 10 == 0:
            yield row


TEXTS: dict[str, Callable[[], Iterator[dict[str, Any]]]] = {
    "sample": _sample,
    "white_house": _white_house,
    "open_news": _open_news,
}


def make_workload(text: str, words: int) -> Path:
    """A file of documents of a text that hold about so many words; the same each time."""
    path = Path(tempfile.gettempdir()) / f"tocsin-throughput-{text}-{words}.jsonl"
    held = 0
    with path.open("w", encoding="utf-8") as out:
        for row in TEXTS[text]():
            row["text"] = _cut(row["text"])
            if not row["text"].strip():
                continue
            out.write(json.dumps({**row, "language": "en"}, ensure_ascii=False) + "\n")
            held += len(row["text"].split())
            if held >= words:
                break
    return path


def _cut(text: str) -> str:
    """The text up to the end of the line that holds its last allowed word."""
    words = 0
    lines = []
    for line in text.split("\n"):
        lines.append(line)
        words += len(line.split())
        if words >= _LONGEST:
            break
    return "\n".join(lines)
