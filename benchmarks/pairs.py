"""Events of the PLV sentences that share the marked pair: how many of them have the gold type.

python -m benchmarks.pairs

Nothing is trained on these sentences. The peer UniversalPetrarch has a precision of 55.2 % over all its events there.
"""

from __future__ import annotations

import sys

import msgspec

from benchmarks.sets import SHARED, load_shared_module
from tocsin.config import Settings
from tocsin.desk import build_pipeline
from tocsin.records import encode_reading, make_document

GOLD = SHARED / "eval" / "events" / "plv_train.jsonl.gz"


def main() -> int:
    """Prints the share with its counts."""
    if not SHARED.is_dir():
        print("the shared evaluation sets are not beside this checkout", file=sys.stderr)
        return 2
    evalio, score = load_shared_module("evalio"), load_shared_module("score_events")
    gold = evalio.read_jsonl(GOLD)
    documents = [make_document(row["text"], input_id=row["id"], language="en") for row in gold]
    lines = [msgspec.json.decode(encode_reading(reading)) for reading in build_pipeline(Settings()).read(documents)]
    sharing = right = 0
    for row, prediction in zip(gold, evalio.pair(gold, lines).by_position, strict=True):
        wanted = row["events"][0]
        for event in score.to_events(prediction):
            if score.parties_fit(event, wanted) == 2:
                sharing += 1
                right += score.plover_type(event, merge_yield=True) == score.plover_type(wanted, merge_yield=True)
    print(f"events that share the marked pair: {sharing}, of the gold type {right} ({100 * right / sharing:.1f} %)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
