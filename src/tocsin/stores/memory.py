"""The ledger in memory: for tests, for one-off assessments, and as the plainest statement of what a store does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from tocsin.errors import LedgerError
from tocsin.ledger.cut import Cut
from tocsin.ledger.protocol import Added, Entry, Hit, Run
from tocsin.ledger.relations import LINK_REASONS, relate
from tocsin.records import Judgement, Link, Reading, make_link
from tocsin.stores.search import query_terms, snippet

__all__ = ["MemoryStore"]


class _Kept(msgspec.Struct):
    """A document's readings by run, and when it came."""

    number: int
    arrived: str
    readings: dict[str, Reading]


class MemoryStore:
    """A store that ends with the process; see `tocsin.ledger.protocol.Store` for what it promises."""

    def __init__(self) -> None:
        self._runs: list[Run] = []
        self._finished: list[Run] = []
        self._documents: dict[str, _Kept] = {}
        self._links: dict[str, tuple[str, Link]] = {}
        self._judgements: dict[str, tuple[Judgement, str | None]] = {}
        self._journal: list[Entry] = []
        self._cache: dict[str, bytes] = {}

    def begin_run(self, coders: Mapping[str, str], *, at: str) -> Run:
        """A new run; views do not read it before it is finished."""
        self._runs.append(Run(id=str(len(self._runs) + 1), at=at, coders=dict(coders)))
        return self._runs[-1]

    def finish_run(self, run: Run) -> None:
        """Makes a run the one that views read."""
        self._finished.append(run)

    def current_run(self) -> Run | None:
        """The latest finished run."""
        return max(self._finished, key=lambda run: int(run.id), default=None)

    def add(self, reading: Reading, *, run: Run, at: str, by: str) -> Added:
        """Keeps a document with its records and its link to an earlier copy or version."""
        document = reading.document
        if document.id in self._documents:
            return Added(document=document.id, outcome="known")
        earlier = [kept.readings[next(iter(kept.readings))].document for kept in self._documents.values()]
        added = relate(document, earlier)
        self._documents[document.id] = _Kept(len(self._documents) + 1, at, {run.id: reading})
        self._journal.append(Entry(at=at, by=by, action="add", subject=document.id))
        if added.of is not None and added.outcome in ("copy", "version"):
            kind = added.outcome
            self.put_links([make_link(kind, (document.id, added.of), score=1.0, reason=LINK_REASONS[kind])], at=at)
        return added

    def recode(self, reading: Reading, *, run: Run) -> None:
        """Keeps new records of a known document under another run."""
        self._documents[reading.document.id].readings[run.id] = reading

    def readings(self, cut: Cut) -> Iterator[Reading]:
        """The readings of the current run that the cut sees, by day, then arrival; undated last."""
        for kept in sorted(self._documents.values(), key=_order):
            reading = self._of_current_run(kept)
            if reading is not None and cut.sees(reading.document, kept.arrived):
                yield reading

    def _of_current_run(self, kept: _Kept) -> Reading | None:
        run = self.current_run()
        if run is None:
            return None
        document = next(iter(kept.readings.values())).document
        return kept.readings.get(run.id) or Reading(document=document, records=(), diagnostics=())

    def reading(self, document: str) -> Reading | None:
        """One reading of the current run."""
        kept = self._documents.get(document)
        return self._of_current_run(kept) if kept else None

    def undated(self, cut: Cut) -> int:
        """How many documents the cut leaves out for want of a date."""
        if cut.as_of is None:
            return 0
        later = Cut(known_at=cut.known_at)
        found = [
            kept
            for kept in self._documents.values()
            if (reading := self._of_current_run(kept))
            and (reading.document.published.day is None and later.sees(reading.document, kept.arrived))
        ]
        return len(found)

    def put_links(self, links: Iterable[Link], *, at: str) -> None:
        """Keeps links; the same link twice is one."""
        for link in links:
            self._links.setdefault(link.id, (at, link))

    def links(self, cut: Cut) -> list[Link]:
        """The links made by then, by id."""
        return [link for _, (at, link) in sorted(self._links.items()) if cut.hears(at)]

    def judge(self, judgement: Judgement) -> None:
        """Keeps an analyst's word; the same word twice is one."""
        if judgement.id not in self._judgements:
            self._judgements[judgement.id] = (judgement, None)
            self._journal.append(Entry(at=judgement.at, by=judgement.by, action="judge", subject=judgement.id))

    def undo(self, judgement: str, *, by: str, at: str) -> None:
        """Takes a judgement back. Raises `LedgerError` (`no-such-judgement`)."""
        stands, undone = self._judgements.get(judgement, (None, None))
        if stands is None or undone is not None:
            raise LedgerError(
                "no-such-judgement",
                f"No judgement '{judgement}' stands.",
                "Its id was printed when it was made, and is in the journal on the board.",
            )
        self._judgements[judgement] = (stands, at)
        self._journal.append(Entry(at=at, by=by, action="undo", subject=judgement))

    def judgements(self, cut: Cut) -> list[Judgement]:
        """The judgements that stand at the cut, in the order they were made."""
        return [
            judgement
            for judgement, undone in self._judgements.values()
            if cut.hears(judgement.at) and (undone is None or not cut.hears(undone))
        ]

    def journal(self) -> list[Entry]:
        """Everything that was done, in order."""
        return list(self._journal)

    def search(self, query: str, cut: Cut, *, limit: int) -> list[Hit]:
        """Documents that hold all words of the query, those that hold them most often first."""
        terms = query_terms(query)
        found: list[tuple[int, Reading]] = []
        for reading in self.readings(cut):
            words = f"{reading.document.title or ''} {reading.document.text}".casefold()
            if terms and all(term in words for term in terms):
                found.append((sum(words.count(term) for term in terms), reading))
        found.sort(key=lambda item: -item[0])
        return [snippet(reading.document, query) for _, reading in found[:limit]]

    def kept(self, key: str) -> bytes | None:
        """Something worked out before."""
        return self._cache.get(key)

    def keep(self, key: str, value: bytes) -> None:
        """Keeps something that can be worked out again."""
        self._cache[key] = value

    def close(self) -> None:
        """Nothing to let go of."""


def _order(kept: _Kept) -> tuple[bool, str, int]:
    day = next(iter(kept.readings.values())).document.published.day
    return day is None, day or "", kept.number
