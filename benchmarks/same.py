"""Whether two encoders make the same records: `python -m benchmarks.same [--words N]` prints what differs, by text."""

from __future__ import annotations

import argparse
import sys

import msgspec

from benchmarks.workload import TEXTS, make_workload
from tocsin.config import Settings
from tocsin.desk import read_inputs
from tocsin.errors import ReadError
from tocsin.readers.protocol import Publication
from tocsin.records import Reading


def readings(path: str, settings: Settings) -> list[Reading]:
    """All readings of a file by an encoder."""
    return list(read_inputs([path], publication=Publication(), settings=settings, on_error=_told))


def _told(error: ReadError) -> None:
    sys.stderr.write(f"{error}\n")


def main() -> int:
    """Prints a row a text: documents, records, and how many of each are not the same."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", type=int, default=100_000)
    parser.add_argument("--texts", default=",".join(TEXTS))
    asked = parser.parse_args()
    ours = Settings()
    theirs = msgspec.structs.replace(ours, encoder="spacy")
    print("| text | documents | of them not the same | records | of them not the same |\n|---|---|---|---|---|")
    for text in asked.texts.split(","):
        path = str(make_workload(text, asked.words))
        pairs = list(zip(readings(path, ours), readings(path, theirs), strict=True))
        unlike = sum(a != b for a, b in pairs)
        records = sum(len(b.records) for _, b in pairs)
        changed = sum(len(set(a.records) ^ set(b.records)) for a, b in pairs)
        print(f"| {text} | {len(pairs)} | {unlike} | {records:,} | {changed} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
