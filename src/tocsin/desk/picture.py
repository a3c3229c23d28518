"""The desk's picture: one state of the ledger with all that is worked out from it, kept until the journal moves on.

A page of the board asks for a part of the picture (the assessment, the contacts); each part is worked out once. On a
small desk a picture is always the present one. Where working it out takes long, the last one is shown while the next
is made beside it: a reader never waits for a document that has just come.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from threading import Lock, RLock, Thread
from typing import Any, TypeVar, cast

from tocsin.assess.contacts import Contact, find_contacts
from tocsin.assess.disagreements import ChangedMind, Disagreement, find_changed_minds, find_disagreements
from tocsin.assess.forecasts import Kept, keep_forecasts
from tocsin.assess.redlines import Moved, RedLine, find_moved, find_red_lines
from tocsin.assess.tone import PairDay, count_tone
from tocsin.desk.desk import Desk, Report
from tocsin.ledger.cut import NO_CUT, Cut
from tocsin.ledger.grades import Grades
from tocsin.ledger.identities import Identities
from tocsin.ledger.protocol import Mark
from tocsin.ledger.replay import Judged, apply_judgements
from tocsin.ledger.tellings import Story, list_stories
from tocsin.ledger.timeline import TimelineRow, make_timeline
from tocsin.ledger.view import View, judgements_by_text
from tocsin.records import Judgement, Reading

__all__ = ["Picture", "Pictures"]

T = TypeVar("T")

# What takes longer than this to work out (seconds) is not waited for.
_QUICK = 0.25
# Between two pictures the machine rests for so many times as long as the last one took.
_REST = 2.0
# Pictures of the past that are kept besides the present one.
_MOST_KEPT = 6


class Picture:
    """One state of the ledger at a cut.

    `mark` is how far the store was, `cost` the seconds spent on it so far; `arrived` says by id when documents came
    (ISO, UTC).
    """

    def __init__(self, desk: Desk, view: View, mark: Mark, arrived: Mapping[str, str]) -> None:
        self.desk, self.view, self.mark, self.cost = desk, view, mark, 0.0
        self.arrived = arrived
        self.readings: dict[str, Reading] = {reading.document.id: reading for reading in view.readings}
        self.judged: dict[str, Judged] = {judged.reading.document.id: judged for judged in view.judged}
        self._parts: dict[str, Any] = {}
        self._makers: dict[str, Callable[[Picture], Any]] = {}
        self._lock = RLock()

    def part(self, name: str, make: Callable[[Picture], T]) -> T:
        """A part by its name, worked out at the first asking; pages keep parts of their own so."""
        if name not in self._parts:
            with self._lock:
                if name not in self._parts:
                    begun = time.perf_counter()
                    value = make(self)
                    self._makers[name] = make
                    self._parts[name] = value
                    self.cost += time.perf_counter() - begun
        return cast("T", self._parts[name])

    def follow(self, earlier: Picture) -> None:
        """Works out all parts that an earlier picture was asked for."""
        for name, make in list(earlier._makers.items()):
            self.part(name, make)

    @property
    def identities(self) -> Identities:
        """Who is who."""
        return self.part("identities", lambda picture: picture.desk.identities(picture.view))

    @property
    def report(self) -> Report:
        """The assessments."""
        return self.part("report", lambda picture: picture.desk.assess_view(picture.view, picture.identities))

    @property
    def timeline(self) -> list[TimelineRow]:
        """Everything that happened, was said and is expected, by day."""
        kinds = frozenset({"event", "statement", "forecast"})
        return self.part("timeline", lambda p: make_timeline(p.view.readings, kinds=kinds, stories=p.view.stories))

    @property
    def disagreements(self) -> list[Disagreement]:
        """Who contradicts whom."""
        return self.part("disagreements", lambda picture: find_disagreements(picture.view.readings))

    @property
    def changed_minds(self) -> list[ChangedMind]:
        """Who told a matter one way and later another."""
        return self.part("changed_minds", lambda picture: find_changed_minds(picture.view.readings))

    @property
    def contacts(self) -> list[Contact]:
        """Who met whom."""
        return self.part("contacts", lambda picture: find_contacts(picture.view.readings))

    @property
    def tone(self) -> list[PairDay]:
        """How much and how hostile is told of each pair by day."""
        return self.part("tone", lambda picture: count_tone(picture.view.readings, picture.identities))

    @property
    def red_lines(self) -> tuple[list[RedLine], list[Moved]]:
        """The red lines drawn, and those that moved."""
        return self.part("red_lines", _red_lines)

    @property
    def stories(self) -> list[Story]:
        """The stories that more than one document tells."""
        return self.part("stories", lambda p: list_stories(p.view.readings, p.identities, p.view.links))

    @property
    def judgements(self) -> list[Judgement]:
        """The judgements that stand."""
        return self.part("judgements", lambda picture: picture.desk.store.judgements(picture.view.cut))

    @property
    def grades(self) -> Grades:
        """What analysts think of sources."""
        return self.part("grades", lambda picture: Grades(picture.judgements))

    def forecasts(self, today: str) -> list[Kept]:
        """The register of forecasts as of a day (ISO)."""
        return self.part(f"forecasts {today}", lambda p: keep_forecasts(p.view.judged, p.judgements, today))


def _red_lines(picture: Picture) -> tuple[list[RedLine], list[Moved]]:
    lines = find_red_lines(picture.view.readings)
    return lines, find_moved(lines, {name: reading.document.text for name, reading in picture.readings.items()})


class Pictures:
    """The pictures of a desk: the present one, and some of the past, each until it is out of date."""

    def __init__(self, desk: Desk, *, quick: float = _QUICK, rest: float = _REST) -> None:
        self._desk, self._quick, self._rest = desk, quick, rest
        self._ledger = _Ledger(desk)
        self._held: OrderedDict[Cut, Picture] = OrderedDict()
        self._making = Lock()
        self._thread: Thread | None = None
        self._rested = 0.0

    def at(self, cut: Cut = NO_CUT, *, fresh: bool = False) -> Picture:
        """The picture at a cut; `fresh` waits for the present one whatever it takes."""
        held = self._held.get(cut)
        if held is not None and self._stands(held):
            return held
        if held is None or fresh or held.cost < self._quick:
            return self._make(cut)
        self._make_later(cut)
        return held

    def _stands(self, held: Picture) -> bool:
        """Whether a picture is what would be drawn now; one of the past is, whatever has come since."""
        mark = self._desk.store.mark()
        if held.mark == mark:
            return True
        known_at = held.view.cut.known_at
        if known_at is None or (held.mark.run, held.mark.purged) != (mark.run, mark.purged):
            return False
        news = self._desk.store.news(held.mark.entry)
        if any(entry.at <= known_at or entry.action not in ("add", "judge", "undo") for entry in news):
            return False
        held.mark = mark
        return True

    def _make(self, cut: Cut) -> Picture:
        """A new picture of the present, with the parts that the last one had. One is made at a time."""
        with self._making:
            held = self._held.get(cut)
            mark = self._desk.store.mark()
            if held is not None and held.mark == mark:
                return held
            begun = time.perf_counter()
            picture = Picture(self._desk, self._ledger.view(cut, mark), mark, self._ledger.arrived)
            picture.cost = time.perf_counter() - begun
            if held is not None:
                picture.follow(held)
            self._held[cut] = picture
            self._held.move_to_end(cut)
            while len(self._held) > _MOST_KEPT + 1:
                self._held.pop(next(key for key in self._held if key not in (cut, NO_CUT)))
            return picture

    def _make_later(self, cut: Cut) -> None:
        """Makes it in another thread, unless one is being made or the machine is to rest."""
        if (self._thread is not None and self._thread.is_alive()) or time.monotonic() < self._rested:
            return

        def make() -> None:
            picture = self._make(cut)
            self._rested = time.monotonic() + self._rest * picture.cost

        self._thread = Thread(target=make, name="picture", daemon=True)
        self._thread.start()


class _Ledger:
    """The readings of a desk as judged, at hand; follows the journal instead of reading everything anew."""

    def __init__(self, desk: Desk) -> None:
        self._store = desk.store
        self._mark: Mark | None = None
        self.arrived: dict[str, str] = {}
        self._readings: dict[str, Reading] = {}
        self._judged: dict[str, tuple[tuple[Judgement, ...], Judged]] = {}

    def view(self, cut: Cut, mark: Mark) -> View:
        """The view at a cut, of a store that is as far as the mark or farther."""
        self._follow(mark)
        seen = [r for name, r in self._readings.items() if cut.sees(r.document, self.arrived.get(name, ""))]
        seen.sort(key=lambda reading: (reading.document.published.day is None, reading.document.published.day or ""))
        words = judgements_by_text(self._store.judgements(cut))
        judged = tuple(self._judge(reading, tuple(words.get(reading.document.text_digest, ()))) for reading in seen)
        undated = 0
        if cut.as_of is not None:
            later = Cut(known_at=cut.known_at)
            undated = sum(
                r.document.published.day is None and later.sees(r.document, self.arrived.get(name, ""))
                for name, r in self._readings.items()
            )
        return View(cut, judged, tuple(self._store.links(cut)), undated)

    def _judge(self, reading: Reading, words: tuple[Judgement, ...]) -> Judged:
        """The reading as judged; the same as before where neither it nor the words on it have changed."""
        kept = self._judged.get(reading.document.id)
        if kept is not None and kept[0] == words and kept[1] is not None:
            return kept[1]
        judged = apply_judgements(reading, words)
        self._judged[reading.document.id] = (words, judged)
        return judged

    def _follow(self, mark: Mark) -> None:
        if self._mark is None or (self._mark.run, self._mark.purged) != (mark.run, mark.purged):
            self._readings = {reading.document.id: reading for reading in self._store.readings(NO_CUT)}
            self._judged = {}
            self._note(self._store.journal())
        elif self._mark.entry != mark.entry:
            self._take(self._store.news(self._mark.entry))
        self._mark = mark

    def _take(self, entries: Iterable[Any]) -> None:
        news = [entry for entry in entries if entry.action in ("add", "restore", "remove", "purge")]
        self._note(news)
        changed = list(dict.fromkeys(entry.subject for entry in news))
        for document in changed:
            self._readings.pop(document, None)
            self._judged.pop(document, None)
        self._readings |= {reading.document.id: reading for reading in self._store.readings_of(changed)}

    def _note(self, entries: Iterable[Any]) -> None:
        self.arrived |= {entry.subject: entry.at for entry in entries if entry.action == "add"}
