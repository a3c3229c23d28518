"""A desk: its folder, its store, its problems, and everything that is asked of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from itertools import chain
from pathlib import Path

import msgspec

from tocsin.assess.contacts import Contact, find_contacts
from tocsin.assess.course import CourseDay
from tocsin.assess.disagreements import ChangedMind, Disagreement, find_changed_minds, find_disagreements
from tocsin.assess.dossier import Dossier, find_person, make_dossier
from tocsin.assess.forecasts import Kept, keep_forecasts
from tocsin.assess.hypotheses import analyst_cells
from tocsin.assess.level import Assessment, daily_course
from tocsin.assess.playbook import Playbook, Problem, check_problem, parse_playbook, parse_problem
from tocsin.assess.redlines import Moved, RedLine, find_moved, find_red_lines
from tocsin.assess.relevance import Gate
from tocsin.assess.steps import Step, follow_course
from tocsin.assess.tone import PairDay, count_tone
from tocsin.config import Settings, parse_desk_file
from tocsin.desk.arrivals import Arrival, OnError, Unpacking
from tocsin.desk.gating import read_gated
from tocsin.desk.judging import Judging
from tocsin.desk.lookout import Watched
from tocsin.desk.reading import coder_versions, load_roster, open_arrivals, open_readers
from tocsin.desk.removal import Purged, erase_document
from tocsin.desk.scaling import part_scaled, read_documents, scaled_readings
from tocsin.desk.scope import Scope, Scopes
from tocsin.errors import ConfigError, PlaybookError
from tocsin.ledger.conflicts import Conflict, find_conflicts
from tocsin.ledger.cut import Cut
from tocsin.ledger.identities import Identities
from tocsin.ledger.protocol import Added, Hit, Store
from tocsin.ledger.tellings import Story, list_stories
from tocsin.ledger.timeline import TimelineRow, make_timeline
from tocsin.ledger.view import View, open_view
from tocsin.readers.protocol import Publication, Source
from tocsin.records import AnyRecord, Document, Judgement, Reading, defining_spans
from tocsin.stores.snapshots import Snapshots
from tocsin.text.span import Span
from tocsin.text.text import Text

__all__ = ["DESK_FILE", "SNAPSHOTS", "STORE_FILE", "Desk", "Recoded", "Report", "find_desk"]

DESK_FILE = "tocsin.toml"
STORE_FILE = "desk.sqlite"
SNAPSHOTS = "snapshots"
_FIRST_DESK_FILE = """# A desk of Tocsin. Settings stand here; problems and playbooks are files in the folders beside.
"""


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What `tocsin assess` prints: every problem at one cut, and how many undated documents the cut left out."""

    schema: int = 1
    as_of: str | None
    undated: int
    assessments: tuple[Assessment, ...]


class Recoded(msgspec.Struct, frozen=True, kw_only=True):
    """What a new run of the coders came to: its id, how many documents, the judgements that fit nothing any more.

    `conflicts` are all judgements that the new run puts in question, those that fit nothing among them.
    """

    run: str
    documents: int
    unplaced: tuple[Judgement, ...]
    conflicts: tuple[Conflict, ...] = ()


class Desk(Judging):
    """A desk: a store with the problems and playbooks of its folder. Moments are handed in, for it has no clock."""

    def __init__(
        self,
        store: Store,
        problems: dict[str, Problem],
        playbooks: dict[str, Playbook],
        settings: Settings,
        folder: Path | None = None,
    ) -> None:
        self.store, self.problems, self.playbooks, self.settings = store, problems, playbooks, settings
        self.folder = folder
        self._scopes = Scopes(store)
        keeps = folder is not None and settings.keep_snapshots
        self.snapshots = Snapshots(folder / SNAPSHOTS) if folder is not None and keeps else None
        for problem in problems.values():
            check_problem(problem, playbooks)

    @classmethod
    def create(cls, folder: Path, *, store: str = "", environment: dict[str, object] | None = None) -> None:
        """Makes a new desk in a folder, watching the bundled problem until told otherwise.

        `store` is the address of a PostgreSQL database, for more than one file holds; settings of the environment go
        before it. Raises `ConfigError` (`desk-there` where the folder holds a desk already, `bad-setting`,
        `extra-missing`), `LedgerError` (`store-unreachable`).
        """
        if (folder / DESK_FILE).exists():
            raise ConfigError("desk-there", f"{folder}: is a desk already.", "Name another folder, or use this one.")
        for name in ("problems", "playbooks"):
            (folder / name).mkdir(parents=True, exist_ok=True)
            for bundled in files("tocsin.vocab").joinpath(name).iterdir():
                target = folder / name / bundled.name
                if not target.exists():
                    target.write_text(bundled.read_text(encoding="utf-8"), encoding="utf-8")
        text = _FIRST_DESK_FILE + (f"store = {json.dumps(store)}\n" if store else "")
        _open_store(folder, parse_desk_file(text, DESK_FILE, environment or {})).close()
        # Last, for this file is what makes a folder a desk: an interrupted `init` leaves none.
        (folder / DESK_FILE).write_text(text, encoding="utf-8")

    @classmethod
    def open(cls, folder: Path, environment: dict[str, object]) -> Desk:
        """The desk in a folder; settings of the environment go before those of its file.

        Raises `ConfigError` (`no-desk`, `bad-setting`), `PlaybookError`, `LedgerError`.
        """
        file = find_desk(folder) / DESK_FILE
        settings = parse_desk_file(file.read_text(encoding="utf-8"), file.name, environment)
        playbooks = [parse_playbook(text, name) for name, text in _toml_files(folder / "playbooks")]
        problems = [parse_problem(text, name) for name, text in _toml_files(folder / "problems")]
        store = _open_store(folder, settings)
        try:
            return cls(store, {p.id: p for p in problems}, {p.id: p for p in playbooks}, settings, folder)
        except PlaybookError:
            store.close()
            raise

    def close(self) -> None:
        """Lets go of the store."""
        self.store.close()

    def add(
        self,
        inputs: Iterable[str],
        *,
        publication: Publication,
        at: str,
        by: str,
        on_error: OnError,
        workers: int = 1,
    ) -> Iterator[Added]:
        """Reads inputs into the store, one transaction a document: what is yielded is kept.

        Documents that are known are not read again, and a scaled corpus not at all where the same coders read it.
        What cannot be read goes to `on_error`. `workers` is how many processes read.
        """
        scaled, plain = part_scaled(inputs)
        arrivals = open_arrivals(plain, publication=publication, settings=self.settings, on_error=on_error)
        known: list[Added] = []
        read = self._read(self._unknown(arrivals, known), workers=workers)
        yield from self._keep(chain(read, self._unknown_parts(scaled, known, on_error, workers)), known, at=at, by=by)

    def add_bytes(
        self, data: bytes, name: str, *, publication: Publication, at: str, by: str, on_error: OnError
    ) -> Iterator[Added]:
        """Reads bytes that came in under a name into the store. Raises `ReadError` where they cannot be read."""
        source = Source(path=None, publication=publication, max_mib=self.settings.max_input_mib, data=data, label=name)
        yield from self.add_arrivals(Unpacking(open_readers(), on_error).read(source), at=at, by=by)

    def add_arrivals(self, arrivals: Iterable[Arrival], *, at: str, by: str) -> Iterator[Added]:
        """Reads what has come in into the store, one transaction a document: what is yielded is kept."""
        known: list[Added] = []
        yield from self._keep(self._read(self._unknown(arrivals, known), workers=1), known, at=at, by=by)

    def _keep(self, readings: Iterable[Reading], known: list[Added], *, at: str, by: str) -> Iterator[Added]:
        run = self.store.open_run(coder_versions(), at=at)
        for reading in readings:
            yield from _drain(known)
            yield self.store.add(reading, run=run, at=at, by=by)
        yield from _drain(known)

    def _read(self, documents: Iterable[Document], *, workers: int = 1) -> Iterator[Reading]:
        """One reading a document, in order; of those that the gate leaves out, one without records."""
        active = self._watched()
        gate: Gate | None = None
        if self.settings.gate != "off" and active:
            gate = Gate(active, load_roster(self.settings), self.settings.gate)
        return read_gated(
            documents, gate, lambda admitted: read_documents(admitted, settings=self.settings, workers=workers)
        )

    def _unknown_parts(
        self, folders: Iterable[Path], known: list[Added], on_error: OnError, workers: int
    ) -> Iterator[Reading]:
        """The readings of scaled corpora whose documents the store does not have; the others are noted."""
        for reading in scaled_readings(folders, settings=self.settings, workers=workers, on_error=on_error):
            standing = self.store.standing(reading.document)
            if standing is None:
                yield reading
            else:
                known.append(Added(document=reading.document.id, outcome=standing))

    def _unknown(self, arrivals: Iterable[Arrival], known: list[Added]) -> Iterator[Document]:
        """The documents that the store does not have, their originals kept first; the others are noted."""
        for arrival in arrivals:
            document = arrival.document
            standing = self.store.standing(document)
            if standing is not None:
                known.append(Added(document=document.id, outcome=standing))
            elif self.snapshots is None or arrival.original is None:
                yield document
            else:
                # Before the document, so that none ever names an original that is not there.
                yield msgspec.structs.replace(document, snapshot=self.snapshots.keep(arrival.original))

    def assess(self, cut: Cut, problem: str | None = None) -> Report:
        """The assessment of all active problems, or of one. Raises `ConfigError` (`no-such-problem`)."""
        watched = self._watched(problem)
        return self._report(watched, self._scopes.at(watched, cut), cut, self.store.undated(cut))

    def assess_view(self, view: View, identities: Identities, problem: str | None = None) -> Report:
        """The same of a view that is open, for whoever asks more of it than this."""
        watched = self._watched(problem)
        return self._report(watched, self._scopes.of_view(watched, view, identities), view.cut, view.undated)

    def _report(self, watched: Sequence[Watched], scope: Scope, cut: Cut, undated: int) -> Report:
        words = self.store.judgements(cut)
        found = [scope.assess(*pair, analyst_cells(words, pair[0].id)) for pair in watched]
        return Report(as_of=cut.as_of, undated=undated, assessments=tuple(found))

    def _watched(self, name: str | None = None) -> list[Watched]:
        """The active problems with their playbooks, or the one named. Raises `ConfigError` (`no-such-problem`)."""
        if name is not None:
            return [(self._problem(name), self.playbooks[self.problems[name].playbook])]
        return [(one, self.playbooks[one.playbook]) for _, one in sorted(self.problems.items()) if one.active]

    def course(self, cut: Cut, problem: str, *, since: str | None = None) -> tuple[Step, ...]:
        """The level of a problem on each day with documents, from the last day before `since` on."""
        [(watched, playbook)] = self._watched(problem)
        scope = self._scopes.at([(watched, playbook)], cut)
        days = scope.extent.days
        earlier = [day for day in days if since is not None and day < since]
        asked = days[max(0, len(earlier) - 1) :]
        return follow_course(watched, playbook, scope.claims[problem], scope.extent, asked)

    def daily_course(self, cut: Cut, problem: str) -> list[CourseDay]:
        """The level of a problem on every day at a cut. Raises `ConfigError` (`no-such-problem`)."""
        [(watched, playbook)] = self._watched(problem)
        scope = self._scopes.at([(watched, playbook)], cut)
        return daily_course(watched, playbook, scope.claims[problem], scope.extent, as_of=cut.as_of)

    def timeline(
        self,
        cut: Cut,
        kinds: frozenset[str] = frozenset({"event"}),
        *,
        since: str | None = None,
        until: str | None = None,
    ) -> list[TimelineRow]:
        """What happened (and, where asked for, was said and is expected), by day; all of it, or what begins between."""
        view = open_view(self.store, cut, since=since, until=until)
        return make_timeline(view.readings, kinds=kinds, stories=view.stories, since=since, until=until)

    def disagreements(self, cut: Cut) -> list[Disagreement]:
        """Who contradicts whom."""
        return find_disagreements(self.view(cut).readings)

    def changed_minds(self, cut: Cut) -> list[ChangedMind]:
        """Who told a matter one way and later another."""
        return find_changed_minds(self.view(cut).readings)

    def contacts(self, cut: Cut) -> list[Contact]:
        """Who met, called or visited whom, with every account of it."""
        return find_contacts(self.view(cut).readings)

    def tone(self, cut: Cut) -> list[PairDay]:
        """How much is told of each pair by day, by origin, and how hostile it is."""
        view = self.view(cut)
        return count_tone(view.readings, self.identities(view))

    def red_lines(self, cut: Cut) -> tuple[list[RedLine], list[Moved]]:
        """The red lines drawn, and the pairs of them in which one moved."""
        readings = self.view(cut).readings
        lines = find_red_lines(readings)
        return lines, find_moved(lines, {reading.document.id: reading.document.text for reading in readings})

    def forecast_register(self, cut: Cut, today: str | None) -> list[Kept]:
        """The forecasts with what came of them; `today` (ISO) says which are due, else the day of the cut."""
        view = self.view(cut)
        return keep_forecasts(view.judged, self.store.judgements(cut), cut.as_of or today)

    def dossiers(self, name: str, cut: Cut, today: str | None) -> list[Dossier]:
        """The dossiers of the persons of a name."""
        view = self.view(cut)
        kept = keep_forecasts(view.judged, self.store.judgements(cut), cut.as_of or today)
        return [make_dossier(person, view.judged, kept) for person in find_person(name, self.identities(view))]

    def search(self, query: str, cut: Cut, *, limit: int = 20) -> list[Hit]:
        """Documents that hold all words of a query."""
        return self.store.search(query, cut, limit=limit)

    def stories(self, cut: Cut) -> list[Story]:
        """The stories that more than one document tells, the one with most copies first."""
        view = self.view(cut)
        return list_stories(view.readings, self.identities(view), view.links)

    def purge(self, document: str, *, at: str, by: str, reason: str) -> Purged:
        """Erases a document and every word of it. Raises `LedgerError` (`no-such-document`, `store-busy`)."""
        return erase_document(self.store, self.folder, document, at=at, by=by, reason=reason)

    def words_of(self, reading: Reading, record: AnyRecord) -> str:
        """The words that a record is known by; an entity's name."""
        spans = defining_spans(record)
        if not spans:
            return getattr(record, "name", None) or ""
        return " ".join(" ... ".join(span.of(reading.document.text) for span in spans).split())

    def line_of(self, reading: Reading, span: Span) -> str:
        """The sentence that holds a span, on one line."""
        sentence = Text(reading.document.text).sentence_at(span.start)
        return " ".join((sentence.span if sentence else span).of(reading.document.text).split())

    def recode(self, *, at: str) -> Recoded:
        """Runs the present coders over every document under a new run, then replays every judgement onto it."""
        run = self.store.begin_run(coder_versions(), at=at)
        before = {reading.document.id: reading for reading in self.store.readings(Cut())}
        documents = [*(reading.document for reading in before.values()), *self.store.removed()]
        for reading in self._read(documents):
            self.store.recode(reading, run=run)
        self.store.finish_run(run)
        after = {reading.document.id: reading for reading in self.store.readings(Cut())}
        conflicts = find_conflicts(self.store.judgements(Cut()), before, after)
        unplaced = tuple(conflict.judgement for conflict in conflicts if conflict.what == "unplaced")
        return Recoded(run=run.id, documents=len(documents), unplaced=unplaced, conflicts=tuple(conflicts))


def find_desk(folder: Path) -> Path:
    """The folder, where it is a desk. Raises `ConfigError` (`no-desk`)."""
    if not (folder / DESK_FILE).is_file():
        raise ConfigError(
            "no-desk", f"{folder}: is no desk (it has no {DESK_FILE}).", f"Make one: tocsin init {folder}"
        )
    return folder


def _open_store(folder: Path, settings: Settings) -> Store:
    # The stores cost a third of a second, and `tocsin read` keeps nothing.
    if settings.store:
        from tocsin.stores.postgres import open_postgres

        return open_postgres(settings.store)
    from tocsin.stores.sqlite import open_sqlite

    return open_sqlite(folder / STORE_FILE)


def _drain(known: list[Added]) -> Iterator[Added]:
    while known:
        yield known.pop(0)


def _toml_files(folder: Path) -> list[tuple[str, str]]:
    return [(path.name, path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.toml"))]
