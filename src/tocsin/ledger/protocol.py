"""The door for stores: what keeps readings and judgements, and gives them back as of any day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Literal, Protocol

import msgspec

from tocsin.ledger.bearers import Bearer
from tocsin.ledger.cut import NO_CUT, Cut
from tocsin.ledger.extent import Extent
from tocsin.records import Document, Judgement, Link, Reading

__all__ = ["KEPT_WATCHES", "Added", "Entry", "Find", "Hit", "Mark", "Run", "Store", "Tombstone"]


# Of the watches of one name. A board that runs on while a playbook is edited, and the commands that read the edited
# one, would else each drop what the other found, again and again.
KEPT_WATCHES = 2


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """One pass of the coders: its id (a number as text), when it began (UTC) and the version of each coder."""

    id: str
    at: str
    coders: dict[str, str]


class Added(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a reading that was added.

    `known`: the very document was there; nothing changed. `copy`: its words are there under another outlet or address,
    all or nearly (`score`, 0..1, is the part that both have). `version`: the same outlet and address, the same words of
    the same outlet with another date, or a correction. `of` is the id of the earlier document, `reason` says why.
    `removed` and `purged`: it was taken out by an analyst and stays out.
    """

    document: str
    outcome: Literal["new", "known", "copy", "version", "removed", "purged"]
    of: str | None = None
    score: float | None = None
    reason: str | None = None


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A document that a search found, with a piece of its text around the first hit and where that piece begins."""

    document: str
    title: str | None
    outlet: str | None
    published: str | None
    snippet: str
    span: tuple[int, int]


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the journal, which only grows: what was done, to what, by whom, when."""

    at: str
    by: str
    action: Literal["add", "judge", "undo", "recode", "remove", "restore", "purge"]
    subject: str


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """How far a store is: as long as it is the same, every view is the same.

    `run` is the one that views read (null: none yet), `entry` the number of the journal's last entry, `purged` how many
    documents were erased: with them went their lines of the journal.
    """

    run: str | None
    entry: int
    purged: int = 0


class Find(msgspec.Struct, frozen=True, kw_only=True):
    """What a watch found in a document, in bytes of its own; `words` is the digest of what analysts had said on it."""

    document: str
    words: str = ""
    body: bytes


class Tombstone(msgspec.Struct, frozen=True, kw_only=True):
    """What is left of a document that was erased: its id, the digest of its text, when, by whom and why.

    `erased` is false while the words may still lie in parts of the file that are free to be written over.
    """

    id: str
    text_digest: str
    at: str
    by: str
    reason: str
    erased: bool = True


class Store(Protocol):
    """Keeps what a desk has. Every writing call is one transaction: it is there when the call returns, or not at all.

    Moments are ISO date-times in UTC, handed in by the caller. Raises `LedgerError`: `store-busy`, `store-too-new`,
    `no-such-document`.
    """

    def begin_run(self, coders: Mapping[str, str], *, at: str) -> Run:
        """A new run; readings are kept under it, and views read the latest that is finished."""

    def open_run(self, coders: Mapping[str, str], *, at: str) -> Run:
        """The run that new readings belong to: the one that views read, or a first one, made in one step.

        Two programs that begin at once get the same.
        """

    def finish_run(self, run: Run) -> None:
        """Makes a run the one that views read."""

    def current_run(self) -> Run | None:
        """The run that views read, or None in an empty store."""

    def add(self, reading: Reading, *, run: Run, at: str, by: str) -> Added:
        """Keeps a document with its records and its link to what it copies; of a known document nothing is changed.

        The records are kept under the run and every one begun since, so that a recoding misses nothing that comes.
        """

    def add_all(self, readings: Iterable[Reading], *, run: Run, at: str, by: str) -> list[Added]:
        """The same of several at once, all of them or none: for readings that were made elsewhere."""

    def standing(self, document: Document) -> Literal["known", "removed", "purged"] | None:
        """Whether a document is there, was taken out, or it or its very words were erased; None for a new one."""

    def remove(self, document: str, *, at: str, by: str) -> None:
        """Takes a document out of every view; its text and records stay. Raises `LedgerError` (`no-such-document`)."""

    def restore(self, document: str, *, at: str, by: str) -> None:
        """Puts a removed document back. Raises `LedgerError` (`no-such-document`) where none was removed."""

    def removed(self) -> list[Document]:
        """The documents that were taken out, in order of arrival."""

    def purge(self, document: str, *, at: str, by: str, reason: str) -> Document | None:
        """Erases a document, its records, links, index, journal lines and the judgements on its words.

        A tombstone is left. Gives the document as it was; None where it was erased before and the erasing is only
        brought to its end. Raises `LedgerError` (`no-such-document`; `store-busy` where a reader holds old pages).
        """

    def tombstones(self) -> list[Tombstone]:
        """What is left of the documents that were erased, by date."""

    def recode(self, reading: Reading, *, run: Run) -> None:
        """Keeps new records of a known document under another run."""

    def readings(self, cut: Cut) -> Iterator[Reading]:
        """The readings of the current run that the cut sees, in order of publication, then arrival; undated last."""

    def readings_between(self, cut: Cut, first: str, last: str, judged: Collection[str] = ()) -> Iterator[Reading]:
        """Of the readings, in the same order, those with a record whose day on the timeline lies between two ISO dates.

        Those whose text is one of the `judged` (by digest) come too: a judgement may have moved what they tell.
        """

    def reading(self, document: str) -> Reading | None:
        """One reading of the current run, whatever the cut."""

    def readings_of(self, documents: Sequence[str], cut: Cut = NO_CUT) -> list[Reading]:
        """Some readings of the current run by their documents, in the order asked for; what is gone is left out."""

    def documents_of(self, ids: Sequence[str], cut: Cut = NO_CUT) -> list[Document]:
        """The same without their records, whatever the run."""

    def holders(self, records: Collection[str]) -> list[str]:
        """The documents that have one of some records (by id) in the current run."""

    def alike(self, texts: Collection[str]) -> dict[str, str]:
        """The documents with one of some texts (by digest), each with its text's digest; none that was removed."""

    def extent(self, cut: Cut) -> Extent:
        """How far the documents that the cut sees reach."""

    def namesakes(self, keys: Collection[str], cut: Cut, *, without: Collection[str] = ()) -> list[Bearer]:
        """The bearers of some keys (see `tocsin.ledger.bearers`) in the readings that the cut sees, without some."""

    def undated(self, cut: Cut) -> int:
        """How many documents are left out of the cut because they have no date."""

    def put_links(self, links: Iterable[Link], *, at: str) -> None:
        """Keeps links; the same link twice is one."""

    def links(self, cut: Cut) -> list[Link]:
        """The links made by then, by id."""

    def links_of(self, members: Collection[str], cut: Cut = NO_CUT) -> list[Link]:
        """Those of them that have one of some members, by id."""

    def judge(self, judgement: Judgement) -> None:
        """Keeps an analyst's word, and writes it in the journal."""

    def undo(self, judgement: str, *, by: str, at: str) -> None:
        """Takes a judgement back; both stay in the journal. Raises `LedgerError` (`no-such-judgement`)."""

    def judgements(self, cut: Cut) -> list[Judgement]:
        """The judgements that stand, in the order they were made."""

    def journal(self) -> list[Entry]:
        """Everything that was done, in order."""

    def mark(self) -> Mark:
        """How far the store is; quick, for whoever keeps something worked out from it."""

    def news(self, after: int, upto: int | None = None) -> list[Entry]:
        """What was done since an entry of the journal, by its number, in order; up to another one, or to the last."""

    def search(self, query: str, cut: Cut, *, limit: int) -> list[Hit]:
        """Documents that hold all words of the query (a phrase in quotation marks), the best first."""

    def unsearched(self, watch: str, *, limit: int) -> tuple[int, list[Reading]]:
        """How far a watch has searched, and the next readings that it has not, those that came first.

        Documents that were removed are among them, for they may be put back.
        """

    def keep_finds(self, watch: str, finds: Iterable[Find], *, since: int = 0, upto: str | None = None) -> None:
        """Keeps what a watch found, and that it has searched all up to a document.

        The mark moves only from where it was `since`, and only while the document is there: what another program did
        meanwhile, a purge too, is searched again. Of the watches with one name before the last `:` the latest two stay.
        """

    def finds(self, watch: str, *, after: int = 0) -> tuple[int, list[Find]]:
        """What a watch found in documents with higher numbers than one, and up to which number all are searched."""

    def close(self) -> None:
        """Lets go of the store."""
