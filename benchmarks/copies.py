"""Scores the finder of copies on copies made at run time from the shared sets, and on forms filled in differently.

python -m benchmarks.copies [DOCUMENTS], or --desk COUNT for the time of a look-up in a store of so many

Precision: of all pairs (document, what it was found to copy), the share that is made or is word for word the same.
Recall: of all made copies, the share that was found. Nothing of the texts is kept.
"""

from __future__ import annotations

import gzip
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from random import Random  # noqa: TID251 a fixed seed: the same copies every time

import msgspec
import sqlalchemy as sa

from benchmarks.sets import SHARED
from tocsin.ledger.copies import compare
from tocsin.ledger.passages import outline
from tocsin.ledger.relations import relate
from tocsin.ledger.shingles import make_traces
from tocsin.records import Document, Published, make_document
from tocsin.stores import tables as t
from tocsin.stores.nearness import insert_traces, near_documents
from tocsin.stores.sqlite import open_sqlite

SETS = ("ukraine_whitehouse_2021-10_2022-01", "ukraine_kremlin_2021-10_2022-01", "open_news", "wp_current_events_2025")
FORMS = ("Disaster Declaration", "Emergency Declaration", "National Emergency", "Letter to", "Notice on", "Greetings")
TREATY_WORDS = ("treaty", "ratif")
_MADE_FROM = 60


def documents_of(name: str, limit: int | None = None) -> Iterator[Document]:
    """The documents of a shared set, evenly picked where there are more than the limit; none where it is absent."""
    path = SHARED / "corpora" / f"{name}.jsonl.gz"
    if not path.exists():
        return
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    step = max(1, len(rows) // limit) if limit else 1
    for row in rows[::step]:
        when = Published(value=row["published"][:10], basis="given") if row["published"] else Published()
        yield make_document(
            row["text"], uri=row["url"], outlet=row["outlet"], published=when, title=row["title"], input_id=row["id"]
        )


def _paragraphs(text: str) -> list[str]:
    return [part for part in text.split("\n\n") if part.strip()]


def cut(text: str, chance: Random) -> str:
    """The first two fifths to four fifths of the sentences or so, as an editor cuts from below."""
    share = chance.uniform(0.4, 0.8)
    end = text.find(". ", int(len(text) * share))
    return text[: end + 1] if end > 0 else text


def headed(text: str, chance: Random) -> str:
    """Another headline, short and without a full stop."""
    words = [word for word in text.split() if word.islower() and word.isalpha()]
    return " ".join(["Desk:", *chance.sample(words, min(6, len(words)))]) + "\n\n" + text


def bylined(text: str, _chance: Random) -> str:
    """A byline before it and a credit behind."""
    return f"By Ilse Varga and Tomas Brandt\n\n{text}\n\nReporting by Ilse Varga; Editing by Mira Holm"


def reordered(text: str, _chance: Random) -> str:
    """Two halves of the paragraphs, the latter first but for the lead."""
    parts = _paragraphs(text)
    middle = len(parts) // 2
    return "\n\n".join([*parts[:1], *parts[middle:], *parts[1:middle]]) if len(parts) > 3 else text + "\n"


def agency(text: str, chance: Random) -> str:
    """The line of an agency before it, or of another."""
    return f"CALDER, Nov 10 ({chance.choice(['Reuters', 'AFP', 'AP'])}) - {text}"


def typographic(text: str, _chance: Random) -> str:
    """Other quotation marks, dashes, spaces and line breaks."""
    table = {'"': "\u201d", "'": "\u2019", "-": "\u2010", "\u2013": "-", "\u2019": "'", "\u201c": '"', "\u201d": '"'}
    changed = "".join(table.get(character, character) for character in text)
    return changed.replace(". ", ".\u00a0").replace("...", "\u2026")


def edited(text: str, chance: Random) -> str:
    """A plain word left out here and there, as a desk tightens."""
    words = text.split(" ")
    plain = [n for n, word in enumerate(words) if word.islower() and word.isalpha() and word not in ("not", "no")]
    gone = set(chance.sample(plain, len(plain) // 25))
    return " ".join(word for n, word in enumerate(words) if n not in gone)


CHANGES: dict[str, Callable[[str, Random], str]] = {
    "cut": cut, "re-headlined": headed, "bylined": bylined, "reordered": reordered, "agency line": agency,
    "typographic": typographic, "edited": edited,
    "cut, headed, bylined": lambda text, chance: headed(bylined(cut(text, chance), chance), chance),
    "all": lambda text, chance: typographic(headed(bylined(reordered(cut(text, chance), chance), chance), chance),
                                            chance),
}  # fmt: skip


class Index:
    """The finder over a dictionary, as a store keeps it."""

    def __init__(self) -> None:
        self.documents: list[Document] = []
        self.holders: dict[int, list[int]] = {}
        self.seconds: list[float] = []

    def find(self, document: Document) -> tuple[str, str | None, frozenset[int]]:
        """What it is to those before, of which, and its traces."""
        begin = time.perf_counter()
        keys = make_traces(outline(document))
        met = Counter(number for key in keys for number in self.holders.get(key, ()))
        near = [self.documents[number] for number, shared in met.most_common(8) if shared > 1]
        added = relate(document, [d for d in near if d.text_digest == document.text_digest], near)
        self.seconds.append(time.perf_counter() - begin)
        return added.outcome, added.of, keys

    def add(self, document: Document) -> tuple[str, str | None]:
        """What it is to those before, and of which; from now on it is one of them."""
        outcome, of, keys = self.find(document)
        for key in keys:
            self.holders.setdefault(key, []).append(len(self.documents))
        self.documents.append(document)
        return outcome, of


def measure(limit: int) -> tuple[float, float] | None:
    """Recall and precision (0..1) over copies of every kind, of every set that is there; None where none is."""
    chance = Random(20311114)  # noqa: S311
    index = Index()
    originals: list[Document] = []
    found_among: list[tuple[Document, str]] = []
    for name in SETS:
        held = list(documents_of(name, limit))
        if not held:
            print(f"{name}: not here, passed over")
            continue
        for document in held:
            outcome, of = index.add(document)
            if outcome in ("copy", "version") and of is not None:
                found_among.append((document, of))
        long = [document for document in held if len(document.text.split()) >= 80]
        originals += chance.sample(long, min(_MADE_FROM, len(long)))
    if not originals:
        return None
    _print_natural(index, found_among)
    right = wrong = made = 0
    for kind, change in CHANGES.items():
        hits = misses = 0
        for document in originals:
            text = change(document.text, chance)
            copy = make_document(text, outlet="Demo Gazette", published=document.published, title=f"{kind}, a headline")
            outcome, of, _ = index.find(copy)
            same = _family(document, of, index)
            hits += outcome in ("copy", "version") and same
            wrong += outcome in ("copy", "version") and not same
            misses += outcome == "new"
        made += len(originals)
        right += hits
        print(f"{kind:22s} recall {100 * hits / max(1, len(originals)):5.1f} % of {len(originals)}")
    recall, precision = right / made, right / max(1, right + wrong)
    print(f"all kinds: recall {100 * recall:.1f} %, precision {100 * precision:.1f} %")
    times = sorted(index.seconds)
    median, most = times[len(times) // 2], times[len(times) * 95 // 100]
    print(f"look-up: median {1000 * median:.1f} ms, 95 of 100 within {1000 * most:.1f} ms")
    return recall, precision


def _family(document: Document, of: str | None, index: Index) -> bool:
    """Whether what was found is the original, or a text that the original itself is a copy of."""
    other = next((held for held in index.documents if held.id == of), None)
    return other is not None and (other.id == document.id or compare(outline(document), outline(other)).whole)


def _print_natural(index: Index, found: list[tuple[Document, str]]) -> None:
    """The copies that are in the sets themselves, to be read by eye."""
    by_id = {document.id: document for document in index.documents}
    print(f"{len(index.documents)} documents, among them {len(found)} found to be copies or versions:")
    for document, of in found:
        other = by_id[of]
        print(f"  {document.input_id} | {document.title} | {document.published.day}")
        print(f"  = {other.input_id} | {other.title} | {other.published.day}")


def false_merges() -> tuple[int, int, list[tuple[str, str]]]:
    """Forms filled in differently: how many there are, how many pairs, and the pairs that were taken for copies."""
    forms = [
        document
        for name in SETS[:2]
        for document in documents_of(name)
        if any(words in (document.title or "") for words in FORMS)
        or any(word in f"{document.title} {document.text[:300]}".lower() for word in TREATY_WORDS)
    ]
    outlines = [outline(document) for document in forms]
    merged = [
        (forms[i].title or "", forms[j].title or "")
        for i, j in combinations(range(len(forms)), 2)
        if compare(outlines[i], outlines[j]).whole and forms[i].text_digest != forms[j].text_digest
    ]
    return len(forms), len(forms) * (len(forms) - 1) // 2, merged


def look_up_in(count: int, copies: int = 200) -> None:
    """How long a document is looked up and compared in a store of so many, made of sentences of the shared sets."""
    chance = Random(20311114)  # noqa: S311
    sentences = [p for name in SETS for d in documents_of(name, 400) for p in d.text.split(". ") if 60 < len(p) < 400]
    if not sentences:
        print("the shared sets are not here: nothing to look up")
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "desk.sqlite"
        store = open_sqlite(path)
        store.close()
        made = [make_document(". ".join(chance.sample(sentences, 7)) + ".", outlet="Demo Wire") for _ in range(copies)]
        engine = sa.create_engine(f"sqlite:///{path}")
        with engine.begin() as connection:
            for number in range(1, count + 1):
                text = ". ".join(chance.sample(sentences, 7)) + "."
                document = made[number - 1] if number <= copies else make_document(text, outlet="Demo Wire")
                body = msgspec.json.encode(document)
                values = {"number": number, "id": f"{number}", "text_digest": document.text_digest, "arrived": "2031"}
                connection.execute(t.documents.insert().values(**values, body=body))
                insert_traces(connection, number, make_traces(outline(document)))
        times, found = [], 0
        with engine.connect() as connection:
            for original in made:
                copy = make_document(bylined(edited(original.text, chance), chance), outlet="Demo Gazette")
                begin = time.perf_counter()
                added = relate(copy, (), near_documents(connection, make_traces(outline(copy))))
                times.append(time.perf_counter() - begin)
                found += added.of == original.id
        engine.dispose()
        times.sort()
        print(
            f"{count} documents: {path.stat().st_size / 1e6:.0f} MB, {found} of {copies} copies found, look-up median "
            f"{1000 * times[copies // 2]:.1f} ms, 95 of 100 within {1000 * times[copies * 95 // 100]:.1f} ms"
        )


def main() -> int:
    """Prints the figures."""
    if sys.argv[1:2] == ["--desk"]:
        look_up_in(int(sys.argv[2]) if len(sys.argv) > 2 else 100_000)
        return 0
    measure(int(sys.argv[1]) if len(sys.argv) > 1 else 1500)
    count, pairs, merged = false_merges()
    print(f"forms: {count} documents, {pairs} pairs, {len(merged)} false merges")
    for one, other in merged:
        print(f"  {one} = {other}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
