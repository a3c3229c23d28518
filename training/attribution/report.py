"""Counts the open corpus and the agreement of its two readings, and writes both into the card.

python -m training.attribution.report [--write]
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.sets import ROOT, load_shared_module

from training.sheets import OPEN_NEWS, read_annotations, read_corpus

FIRST = Path(__file__).with_name("annotations.jsonl")
SECOND = Path(__file__).with_name("annotations_second.jsonl")
CARD = ROOT / "docs" / "attribution-corpus.md"
_MARKS = '"\u201c\u201d\u00ab\u00bb'


def with_text(rows: Sequence[dict[str, Any]], texts: Mapping[str, str]) -> list[dict[str, Any]]:
    """The documents in the form of the attribution scorer, nested ones with their parent left in."""
    return [
        {"doc_id": row["document"], "text": texts[row["document"]], "attributions": _numbered(row["attributions"])}
        for row in rows
    ]


def _numbered(attributions: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"id": str(number), **attribution} for number, attribution in enumerate(attributions)]


def manner(text: str, attribution: Mapping[str, Any]) -> str:
    """Direct where all of the content stands in quotation marks, indirect where none does, mixed between."""
    words = " ".join(text[start:end] for start, end in attribution["content"]).strip(" ,.;:")
    if words[:1] in _MARKS and words[-1:] in _MARKS and len(words) > 1:
        return "direct"
    return "mixed" if any(mark in words for mark in _MARKS) else "indirect"


def table(rows: Sequence[dict[str, Any]], texts: Mapping[str, str]) -> str:
    """How many attributions of which manner there are, how many nested, how many without source or cue."""
    counts: Counter[str] = Counter()
    for row in rows:
        for attribution in row["attributions"]:
            counts[manner(texts[row["document"]], attribution)] += 1
            counts["nested"] += attribution["parent"] is not None
            counts["without source"] += not attribution["source"]
            counts["without cue"] += not attribution["cue"]
    whole = sum(len(row["attributions"]) for row in rows)
    names = ("direct", "mixed", "indirect", "nested", "without source", "without cue")
    lines = ["| documents | attributions | " + " | ".join(names) + " |", "|---" * (len(names) + 2) + "|"]
    return "\n".join([*lines, f"| {len(rows)} | {whole} | " + " | ".join(str(counts[n]) for n in names) + " |"])


def agreement(first: Sequence[dict[str, Any]], second: Sequence[dict[str, Any]], texts: Mapping[str, str]) -> str:
    """The second reading scored against the first as if it were a coder, in one sentence."""
    twice = {row["document"] for row in second}
    gold = with_text([row for row in first if row["document"] in twice], texts)
    figures, _ = load_shared_module("score_attribution").evaluate(gold, with_text(second, texts))
    names = ("attribution.detect", "attribution.full", "source.exact", "cue.exact", "content.exact")
    told = ", ".join(f"{name} {100 * figures[name][2]:.1f}" for name in names)
    return f"Read twice: {len(twice)} documents. F1 of the second reading against the first: {told}."


def main() -> int:
    """Prints the counts and the agreement, or writes them into the card."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help=f"write into {CARD.name}")
    arguments = parser.parse_args()
    if not OPEN_NEWS.is_file():
        print("the shared corpora are not beside this checkout", file=sys.stderr)
        return 2
    texts = {row["id"]: row["text"] for row in read_corpus()}
    first, second = read_annotations(FIRST), read_annotations(SECOND)
    text = f"{table(first, texts)}\n\n{agreement(first, second, texts)}\n"
    print(text)
    if arguments.write:
        head, rest = CARD.read_text(encoding="utf-8").split("<!-- corpus: begin -->")
        _, tail = rest.split("<!-- corpus: end -->")
        CARD.write_text(f"{head}<!-- corpus: begin -->\n\n{text}\n<!-- corpus: end -->{tail}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
