"""The ledger in memory: for tests, for one-off assessments, and as the plainest statement of what a store does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Literal

import msgspec

from tocsin.errors import LedgerError
from tocsin.ledger.bearers import Bearer, bearers_of
from tocsin.ledger.cut import NO_CUT, Cut
from tocsin.ledger.extent import Extent, extent_of
from tocsin.ledger.passages import outline
from tocsin.ledger.protocol import KEPT_WATCHES, Added, Entry, Find, Hit, Mark, Run, Tombstone
from tocsin.ledger.relations import NEAREST, bridge, links_of, relate
from tocsin.ledger.shingles import make_traces
from tocsin.ledger.timeline import day_of
from tocsin.records import Document, Judgement, Link, Reading
from tocsin.stores.search import query_terms, snippet

__all__ = ["MemoryStore"]


class _Kept(msgspec.Struct):
    """A document's readings by run, and when it came."""

    number: int
    arrived: str
    readings: dict[str, Reading]
    keys: frozenset[int]
    removed: bool = False

    @property
    def document(self) -> Document:
        """The document, which is the same in every run."""
        return next(iter(self.readings.values())).document


class MemoryStore:
    """A store that ends with the process; see `tocsin.ledger.protocol.Store` for what it promises."""

    def __init__(self) -> None:
        self._runs: list[Run] = []
        self._finished: list[Run] = []
        self._documents: dict[str, _Kept] = {}
        self._links: dict[str, tuple[str, Link]] = {}
        self._judgements: dict[str, tuple[Judgement, str | None]] = {}
        self._journal: list[tuple[int, Entry]] = []
        self._written = self._arrived = 0
        self._watches: dict[str, tuple[int, dict[tuple[str, str], Find]]] = {}
        self._holders: dict[int, list[str]] = {}
        self._tombstones: dict[str, Tombstone] = {}

    def begin_run(self, coders: Mapping[str, str], *, at: str) -> Run:
        """A new run; views do not read it before it is finished."""
        self._runs.append(Run(id=str(len(self._runs) + 1), at=at, coders=dict(coders)))
        return self._runs[-1]

    def open_run(self, coders: Mapping[str, str], *, at: str) -> Run:
        """The run that new readings belong to: the one that views read, or a first one."""
        run = self.current_run()
        if run is None:
            run = self.begin_run(coders, at=at)
            self.finish_run(run)
        return run

    def finish_run(self, run: Run) -> None:
        """Makes a run the one that views read."""
        self._finished.append(run)

    def current_run(self) -> Run | None:
        """The latest finished run."""
        return max(self._finished, key=lambda run: int(run.id), default=None)

    def add(self, reading: Reading, *, run: Run, at: str, by: str) -> Added:
        """Keeps a document with its records and its link to an earlier copy or version."""
        document = reading.document
        standing = self.standing(document)
        if standing is not None:
            return Added(document=document.id, outcome=standing)
        keys = make_traces(outline(document))
        earlier = [kept.document for kept in self._documents.values() if not kept.removed]
        added = relate(document, earlier, self._near(keys))
        self._arrived += 1
        self._documents[document.id] = _Kept(self._arrived, at, self._in_runs(run, reading), keys)
        for key in keys:
            self._holders.setdefault(key, []).append(document.id)
        self._write_journal(at, by, "add", document.id)
        self.put_links(links_of(added), at=at)
        return added

    def _in_runs(self, run: Run, reading: Reading) -> dict[str, Reading]:
        """A reading under its run and those begun since, which must not miss what comes now."""
        later = [begun.id for begun in self._runs if int(begun.id) > int(run.id)]
        return dict.fromkeys([run.id, *later], reading)

    def _near(self, keys: frozenset[int]) -> list[Document]:
        """The documents that share most keys, the nearest first."""
        met = Counter(holder for key in keys for holder in self._holders.get(key, ()))
        count, least = NEAREST
        shown = [name for name, shared in met.most_common() if shared >= least and not self._documents[name].removed]
        return [self._documents[name].document for name in shown[:count]]

    def _write_journal(
        self,
        at: str,
        by: str,
        action: Literal["add", "judge", "undo", "remove", "restore", "purge"],
        subject: str,
    ) -> None:
        self._written += 1
        self._journal.append((self._written, Entry(at=at, by=by, action=action, subject=subject)))

    def standing(self, document: Document) -> Literal["known", "removed", "purged"] | None:
        """Whether a document is there, was taken out, or it or its very words were erased."""
        kept = self._documents.get(document.id)
        if kept is not None:
            return "removed" if kept.removed else "known"
        stones = self._tombstones.values()
        gone = any(stone.id == document.id or stone.text_digest == document.text_digest for stone in stones)
        return "purged" if gone else None

    def add_all(self, readings: Iterable[Reading], *, run: Run, at: str, by: str) -> list[Added]:
        """Keeps several documents."""
        return [self.add(reading, run=run, at=at, by=by) for reading in readings]

    def remove(self, document: str, *, at: str, by: str) -> None:
        """Takes a document out of every view. Raises `LedgerError` (`no-such-document`)."""
        self._set_removed(document, to=True)
        self.put_links(bridge(document, self.links(Cut())), at=at)
        self._write_journal(at, by, "remove", document)

    def restore(self, document: str, *, at: str, by: str) -> None:
        """Puts a removed document back. Raises `LedgerError` (`no-such-document`)."""
        self._set_removed(document, to=False)
        self._write_journal(at, by, "restore", document)

    def _set_removed(self, document: str, *, to: bool) -> None:
        kept = self._documents.get(document)
        if kept is None or kept.removed == to:
            raise LedgerError("no-such-document", f"No document '{document}' to do that to.", "Find it: tocsin search.")
        kept.removed = to

    def removed(self) -> list[Document]:
        """The documents that were taken out, in order of arrival."""
        return [kept.document for kept in self._documents.values() if kept.removed]

    def purge(self, document: str, *, at: str, by: str, reason: str) -> Document | None:
        """Erases a document and what hangs on it. Raises `LedgerError` (`no-such-document`)."""
        kept = self._documents.get(document)
        if kept is None:
            if document in self._tombstones:
                return None
            raise LedgerError("no-such-document", f"No document '{document}'.", "Find it: tocsin search.")
        gone = kept.document
        self.put_links(bridge(document, self.links(Cut())), at=at)
        ids = {record.id for reading in kept.readings.values() for record in reading.records} | {document}
        self._links = {key: value for key, value in self._links.items() if not ids & set(value[1].members)}
        del self._documents[document]
        alone = all(other.document.text_digest != gone.text_digest for other in self._documents.values())
        lost = {key for key, (word, _) in self._judgements.items() if _hangs_on(word, gone, ids, alone=alone)}
        self._judgements = {key: value for key, value in self._judgements.items() if key not in lost}
        self._journal = [(n, entry) for n, entry in self._journal if entry.subject not in lost | {document}]
        self._holders = {key: [d for d in held if d != document] for key, held in self._holders.items()}
        for _, finds in self._watches.values():
            for key in [key for key in finds if key[0] == document]:
                del finds[key]
        stone = Tombstone(id=document, text_digest=gone.text_digest, at=at, by=by, reason=reason)
        self._tombstones[document] = stone
        self._write_journal(at, by, "purge", document)
        return gone

    def tombstones(self) -> list[Tombstone]:
        """What is left of the documents that were erased, by date."""
        return sorted(self._tombstones.values(), key=lambda stone: (stone.at, stone.id))

    def recode(self, reading: Reading, *, run: Run) -> None:
        """Keeps new records of a known document under another run."""
        self._documents[reading.document.id].readings[run.id] = reading

    def readings(self, cut: Cut) -> Iterator[Reading]:
        """The readings of the current run that the cut sees, by day, then arrival; undated last."""
        for kept in sorted(self._documents.values(), key=_order):
            reading = self._of_current_run(kept)
            if reading is not None and not kept.removed and cut.sees(reading.document, kept.arrived):
                yield reading

    def readings_between(self, cut: Cut, first: str, last: str, judged: Collection[str] = ()) -> Iterator[Reading]:
        """Those of them that have a record of these days, or whose text is one of the judged."""
        for reading in self.readings(cut):
            days = (day for record in reading.records if (day := day_of(record)) is not None)
            if reading.document.text_digest in judged or any(first <= day <= last for day in days):
                yield reading

    def _of_current_run(self, kept: _Kept) -> Reading | None:
        run = self.current_run()
        if run is None:
            return None
        return kept.readings.get(run.id) or Reading(document=kept.document, records=(), diagnostics=())

    def reading(self, document: str) -> Reading | None:
        """One reading of the current run."""
        kept = self._documents.get(document)
        return self._of_current_run(kept) if kept and not kept.removed else None

    def readings_of(self, documents: Sequence[str], cut: Cut = NO_CUT) -> list[Reading]:
        """Some readings of the current run, those that are there, in the order asked for."""
        found = (self.reading(document) for document in documents)
        return [
            reading
            for reading in found
            if reading and cut.sees(reading.document, self._documents[reading.document.id].arrived)
        ]

    def documents_of(self, ids: Sequence[str], cut: Cut = NO_CUT) -> list[Document]:
        """Some documents, those that are there, in the order asked for."""
        held = ((kept.document, kept) for name in ids if (kept := self._documents.get(name)))
        return [document for document, kept in held if not kept.removed and cut.sees(document, kept.arrived)]

    def holders(self, records: Collection[str]) -> list[str]:
        """The documents that have one of some records in the current run."""
        wanted = set(records)
        readings = ((name, self._of_current_run(kept)) for name, kept in self._documents.items())
        return [name for name, reading in readings if reading and wanted & {record.id for record in reading.records}]

    def alike(self, texts: Collection[str]) -> dict[str, str]:
        """The documents with one of some texts."""
        held = {name: kept.document.text_digest for name, kept in self._documents.items() if not kept.removed}
        return {name: digest for name, digest in held.items() if digest in texts}

    def extent(self, cut: Cut) -> Extent:
        """How far the documents that the cut sees reach."""
        return extent_of(reading.document for reading in self.readings(cut))

    def namesakes(self, keys: Collection[str], cut: Cut, *, without: Collection[str] = ()) -> list[Bearer]:
        """The bearers of some keys in the readings that the cut sees."""
        seen = (reading for reading in self.readings(cut) if reading.document.id not in without)
        found = dict.fromkeys(bearer for reading in seen for bearer in bearers_of(reading))
        return [bearer for bearer in found if bearer.key in keys]

    def undated(self, cut: Cut) -> int:
        """How many documents the cut leaves out for want of a date."""
        if cut.as_of is None:
            return 0
        later = Cut(known_at=cut.known_at)
        found = [
            kept
            for kept in self._documents.values()
            if (reading := self._of_current_run(kept))
            and not kept.removed
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

    def links_of(self, members: Collection[str], cut: Cut = NO_CUT) -> list[Link]:
        """The links of some members, by id."""
        return [link for link in self.links(cut) if not set(members).isdisjoint(link.members)]

    def judge(self, judgement: Judgement) -> None:
        """Keeps an analyst's word; the same word twice is one."""
        if judgement.id not in self._judgements:
            self._judgements[judgement.id] = (judgement, None)
            self._write_journal(judgement.at, judgement.by, "judge", judgement.id)

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
        self._write_journal(at, by, "undo", judgement)

    def judgements(self, cut: Cut) -> list[Judgement]:
        """The judgements that stand at the cut, in the order they were made."""
        return [
            judgement
            for judgement, undone in self._judgements.values()
            if cut.hears(judgement.at) and (undone is None or not cut.hears(undone))
        ]

    def journal(self) -> list[Entry]:
        """Everything that was done, in order."""
        return [entry for _, entry in self._journal]

    def mark(self) -> Mark:
        """How far the store is."""
        run = self.current_run()
        return Mark(run=run.id if run else None, entry=self._written, purged=len(self._tombstones))

    def news(self, after: int, upto: int | None = None) -> list[Entry]:
        """What was done since an entry of the journal."""
        last = self._written if upto is None else upto
        return [entry for number, entry in self._journal if after < number <= last]

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

    def unsearched(self, watch: str, *, limit: int) -> tuple[int, list[Reading]]:
        """How far a watch has searched, and the next readings that it has not."""
        upto, _ = self._watches.get(watch, (0, {}))
        left = [kept for kept in self._documents.values() if kept.number > upto][:limit]
        return upto, [reading for kept in left if (reading := self._of_current_run(kept)) is not None]

    def keep_finds(self, watch: str, finds: Iterable[Find], *, since: int = 0, upto: str | None = None) -> None:
        """Keeps what a watch found, and how far it has searched."""
        if watch not in self._watches:
            kin = [other for other in self._watches if other.rpartition(":")[0] == watch.rpartition(":")[0]]
            for earlier in kin[: len(kin) - KEPT_WATCHES + 1]:
                del self._watches[earlier]
        mark, found = self._watches.get(watch, (0, {}))
        found |= {(find.document, find.words): find for find in finds if find.document in self._documents}
        if mark == since and upto in self._documents:
            mark = self._documents[upto].number
        self._watches[watch] = (mark, found)

    def finds(self, watch: str, *, after: int = 0) -> tuple[int, list[Find]]:
        """What a watch found, and up to which number all are searched."""
        upto, found = self._watches.get(watch, (0, {}))
        of = {key: self._documents[key[0]].number for key in found}
        return upto, [found[key] for key in sorted(found, key=lambda key: (of[key], key[1])) if of[key] > after]

    def close(self) -> None:
        """Nothing to let go of."""


def _order(kept: _Kept) -> tuple[bool, str, int]:
    day = kept.document.published.day
    return day is None, day or "", kept.number


def _hangs_on(word: Judgement, gone: Document, ids: set[str], *, alone: bool) -> bool:
    """Whether a judgement is on the words of an erased document (which no copy has), or on its entities."""
    members = {str(member) for group in ("members", "rest") for member in word.target.fields.get(group, ())}
    return bool(members & ids) or (alone and word.target.text_digest == gone.text_digest)
