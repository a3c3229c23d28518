"""The time stage alone: our hand-annotated days, the agreement of two readings, and words a second beside its peers.

python -m benchmarks.time [--write] [--wrong]
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import importlib
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import Any

import msgspec

from benchmarks.sets import SHARED
from benchmarks.tables import write_tables
from tocsin.annotate.analysis import Analysis
from tocsin.annotate.timexes.coder import EnglishTimexes
from tocsin.readers.publication import parse_published
from tocsin.records import Document, Published, Timex, make_document
from tocsin.text.text import Text

FOLDER = Path(__file__).parent / "annotations" / "time"
GOLD, SECOND, FRESH = (FOLDER / f"{name}.jsonl" for name in ("days", "days_second", "days_fresh"))
DAYS_GOAL = 90.0
SPEED_GOAL = 10.0
SPEED_LIMIT = 8.0
"""What a test holds on a machine that does other work too."""
_HEIDELTIME_WARM = 676.0
"""Tokens a second of HeidelTime with its tagger once it is warm, as the research notes measured it."""
_SPEED_WORDS = 12_000
_SPEED_SECONDS = 30
"""After so long a slow peer is judged by the documents that it has done."""
_VAGUE = ("PAST_REF", "PRESENT_REF", "FUTURE_REF")


class Label(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One annotated expression: offsets into the corpus text with that digest, and what a reader says it means.

    `kind` and `value` are null of what is no time expression; `also` are other values that are as right, null among
    them where it may be no expression. `first` and `last` are null where the words leave the end open; with `policy`
    they bound the answer and need not be met.
    """

    corpus: str
    document: str
    digest: str
    start: int
    end: int
    kind: str | None
    value: str | None
    mod: str | None
    first: str | None
    last: str | None
    policy: bool
    unclear: bool
    also: tuple[str | None, ...]


@dataclass(frozen=True)
class Verdict:
    """A label, the Timex that was found there, and whether value and days are right."""

    label: Label
    found: Timex | None
    value_right: bool
    days_right: bool

    @property
    def right(self) -> bool:
        """Value and days both."""
        return self.value_right and self.days_right


def read_labels(path: Path) -> list[Label]:
    """The labels of a file, in its order."""
    return [msgspec.json.decode(line, type=Label) for line in path.read_bytes().splitlines()]


def judge_days(labels: Sequence[Label]) -> list[Verdict]:
    """Reads each document once and judges the Timex that overlaps most with each label."""
    found = {name: list(_timexes(document)) for name, document in _documents(labels).items()}
    return [_judge(label, _at(found[label.document], label)) for label in labels]


def _judge(label: Label, found: Timex | None) -> Verdict:
    value = found.value if found else None
    named = value == label.value or value in label.also
    if found is None or label.value is None or value != label.value:
        return Verdict(label, found, named, named)
    return Verdict(label, found, named, _fits(label, found))


def _fits(label: Label, found: Timex) -> bool:
    """Whether the days are those of the label; under a policy, whether they are given and within its bounds."""
    days = found.days
    first, last = (days.first[:10] if days and days.first else None), (days.last[:10] if days and days.last else None)
    if not label.policy:
        return (first, last) == (label.first, label.last)
    if label.first is None and label.last is None:
        return True
    after = label.first is None or (first is not None and first >= label.first)
    return days is not None and after and (label.last is None or (last is not None and last <= label.last))


def _at(timexes: Iterable[Timex], label: Label) -> Timex | None:
    def shared(timex: Timex) -> int:
        return min(timex.span.end, label.end) - max(timex.span.start, label.start)

    best = max(timexes, key=shared, default=None)
    return best if best is not None and shared(best) > 0 else None


def agreement(one: Sequence[Label], other: Sequence[Label]) -> tuple[int, int, int]:
    """Labels read twice, those whose value agrees, and those whose value and days agree."""
    both = [(a, b) for b in other for a in one if a.document == b.document and a.start < b.end and b.start < a.end]
    values = [(a, b) for a, b in both if a.value == b.value or a.value in b.also or b.value in a.also]
    days = [(a, b) for a, b in values if a.policy or b.policy or (a.first, a.last) == (b.first, b.last)]
    return len(both), len(values), len(days)


def words_a_second(seek: Callable[[Document], object], documents: Sequence[Document]) -> float:
    """Words a second of a tagger over whole documents, shortest first, until all are done or its time is up."""
    shortest = sorted(documents, key=lambda document: len(document.text))
    seek(shortest[0])
    # Of the processor: what else the machine did meanwhile is nobody's.
    words, begin = 0, time.process_time()
    for document in shortest:
        seek(document)
        words += len(document.text.split())
        if time.process_time() - begin > _SPEED_SECONDS:
            break
    return words / (time.process_time() - begin)


def speed_peers() -> dict[str, Callable[[Document], object]]:
    """The taggers of other projects that are installed here, by name and what each finds."""
    peers: dict[str, Callable[[Document], object]] = {}
    if (search := _module("dateparser.search")) is not None:
        peers["dateparser.search"] = lambda document: search.search_dates(document.text, languages=["en"])
    if (suite := _module("recognizers_date_time")) is not None:
        peers["recognizers-text"] = lambda document: suite.recognize_datetime(document.text, "en-us")
    return peers


def speed_documents() -> list[Document]:
    """Some thousand words of the annotated documents, of each corpus in turn, the same for every tagger."""
    labels, chosen, words = read_labels(GOLD), list[Document](), 0
    documents = _documents(labels)
    corpora = {label.corpus: {one.document: None for one in labels if one.corpus == label.corpus} for label in labels}
    for row in zip_longest(*corpora.values()):
        for document in (documents[name] for name in row if name is not None):
            if words < _SPEED_WORDS:
                chosen.append(document)
                words += len(document.text.split())
    return chosen


def seek_times(document: Document) -> list[Timex]:
    """The time stage alone: cutting the text into paragraphs, sentences and quotations, no parse, the records."""
    return list(_timexes(document))


def _timexes(document: Document) -> Iterator[Timex]:
    analysis = Analysis(document, Text(document.text), {})
    return (record for record in EnglishTimexes().annotate(analysis) if isinstance(record, Timex))


def _documents(labels: Sequence[Label]) -> dict[str, Document]:
    """The corpus documents that the labels are of, by id; raises `ValueError` where a text is not the one labelled."""
    digests = {label.document: label.digest for label in labels}
    documents: dict[str, Document] = {}
    for corpus in dict.fromkeys(label.corpus for label in labels):
        for row in _corpus(corpus):
            if row["id"] not in digests:
                continue
            digest = "sha256:" + hashlib.sha256(row["text"].encode()).hexdigest()
            if digest != digests[row["id"]]:
                raise ValueError(f"{row['id']} of {corpus} is not the text that was annotated ({digest})")
            published = parse_published(row["published"], "metadata") if row["published"] else Published()
            documents[row["id"]] = make_document(row["text"], title=row["title"], published=published, language="en")
    return documents


@cache
def _corpus(name: str) -> list[dict[str, Any]]:
    with gzip.open(SHARED / "corpora" / name, "rt", encoding="utf-8") as lines:
        return [msgspec.json.decode(line) for line in lines]


def _module(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except Exception:  # noqa: BLE001 - one that is absent or breaks on this Python is left out of the table
        return None


def days_table(verdicts: Sequence[Verdict]) -> str:
    """Right in value, in days and in both, by corpus."""
    corpora = list(dict.fromkeys(verdict.label.corpus for verdict in verdicts))
    lines = ["| text | labels | value right | value and days right |", "|---|---|---|---|"]
    for name in (*corpora, None):
        some = [verdict for verdict in verdicts if name in (None, verdict.label.corpus)]
        values, both = sum(verdict.value_right for verdict in some), sum(verdict.right for verdict in some)
        title = f"`{name}`" if name else "**all**"
        lines.append(f"| {title} | {len(some)} | {percent(values, len(some))} | {percent(both, len(some))} |")
    return "\n".join(lines)


def speed_ratio(peer: str) -> float:
    """How many times as fast as a peer the stage is, in this run: the middle one of three rounds, side by side."""
    documents, seek = speed_documents(), speed_peers()[peer]
    rounds = [words_a_second(seek_times, documents) / words_a_second(seek, documents) for _ in range(3)]
    return statistics.median(rounds)


def speed_table() -> str:
    """Words a second of the stage and of each peer in this run, as Markdown."""
    documents = speed_documents()
    ours = words_a_second(seek_times, documents)
    rates = {"tocsin, time stage alone": ours}
    rates |= {name: words_a_second(seek, documents) for name, seek in speed_peers().items()}
    lines = ["| tagger | words a second | the stage is so many times as fast |", "|---|---|---|"]
    lines += [f"| {name} | {rate:,.0f} | {ours / rate:.1f} |" for name, rate in rates.items()]
    lines.append(f"| HeidelTime, warm (tokens a second, not in this run) | 676 | {ours / _HEIDELTIME_WARM:.0f} |")
    return "\n".join(lines)


def percent(part: int, whole: int) -> str:
    """A share with its count."""
    return f"{100 * part / whole:.1f} % ({part})" if whole else "-"


def _kinds(verdicts: Sequence[Verdict]) -> str:
    kinds = Counter(verdict.label.kind or "none" for verdict in verdicts)
    return ", ".join(f"{name} {count}" for name, count in kinds.most_common())


def _tell_wrong(verdicts: Iterable[Verdict]) -> None:
    for verdict in verdicts:
        if not verdict.right:
            label, found = verdict.label, verdict.found
            got = (found.value, found.days and (found.days.first, found.days.last), found.rule) if found else None
            print(f"{label.document} {label.start}: wanted {label.value} {label.first} {label.last}, got {got}")


def main() -> int:
    """Prints the tables, or writes them into `docs/measures.md`."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write the tables into docs/measures.md")
    parser.add_argument("--wrong", action="store_true", help="print the labels that were not met")
    arguments = parser.parse_args()
    if not SHARED.is_dir():
        print("the shared corpora are not beside this checkout", file=sys.stderr)
        return 2
    verdicts, fresh = judge_days(read_labels(GOLD)), judge_days(read_labels(FRESH))
    if arguments.wrong:
        _tell_wrong([*verdicts, *fresh])
    twice, values, both = agreement(read_labels(GOLD), read_labels(SECOND))
    text = (
        f"Labels that the rules were mended on ({_kinds(verdicts)}):\n\n{days_table(verdicts)}\n\n"
        f"Labels made and read once when the rules were done ({_kinds(fresh)}):\n\n{days_table(fresh)}\n\n"
        f"Read twice: {twice}; the values agree in {values}, values and days in {both}.\n\n{speed_table()}\n"
    )
    print(text)
    if arguments.write:
        write_tables("time", text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
