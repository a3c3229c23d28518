"""What analysts say, kept by a desk: words on records, on who is who, on sources, on forecasts, on a matrix's cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from tocsin.assess.forecasts import RESOLUTION, Outcome, resolution_fields
from tocsin.assess.playbook import Playbook, Problem
from tocsin.desk.problems import make_cell
from tocsin.errors import ConfigError, LedgerError
from tocsin.ledger.cut import Cut
from tocsin.ledger.grades import Grades, parse_grade, source_target
from tocsin.ledger.identities import Identities, resolve_identities
from tocsin.ledger.protocol import Store
from tocsin.ledger.replay import Judged, apply_judgements, check_added, check_patch, target_of
from tocsin.ledger.view import View, open_view
from tocsin.records import Forecast, Judgement, Target, make_judgement
from tocsin.records.joins import Verdict

__all__ = ["Judging"]


class Judging:
    """The part of a desk that keeps judgements and shows the ledger as judged. Moments and authors are handed in."""

    store: Store
    problems: dict[str, Problem]
    playbooks: dict[str, Playbook]

    def view(self, cut: Cut) -> View:
        """The ledger at a cut, as judged."""
        return open_view(self.store, cut)

    def identities(self, view: View) -> Identities:
        """Who is who in a view."""
        return resolve_identities(view.readings, view.links, self.store.judgements(view.cut))

    def _problem(self, name: str) -> Problem:
        """A problem of the desk. Raises `ConfigError` (`no-such-problem`)."""
        if name not in self.problems:
            known = ", ".join(sorted(self.problems)) or "none"
            raise ConfigError("no-such-problem", f"There is no problem '{name}'.", f"Problems: {known}.")
        return self.problems[name]

    def set_cell(
        self, problem: str, indicator: str, hypothesis: str, patch: dict[str, str], *, by: str, at: str
    ) -> Judgement:
        """Keeps an analyst's word on a cell of a problem's matrix.

        Raises `ConfigError` (`no-such-problem`, `no-such-cell`, `bad-patch`).
        """
        watched = self._problem(problem)
        playbook = self.playbooks[watched.playbook]
        judgement = make_cell(watched, playbook, indicator, hypothesis, patch, by=by, at=at)
        self.store.judge(judgement)
        return judgement

    def resolve(
        self, forecast: str, outcome: Outcome, *, by: str, at: str, reason: str = "", on: str | None = None
    ) -> Judgement:
        """Keeps an analyst's word on what came of a forecast, and when. Raises `LedgerError` (`no-such-record`)."""
        for reading in self.store.readings_of(self.store.holders([forecast])):
            for record in reading.records:
                if isinstance(record, Forecast) and record.id == forecast:
                    fields = resolution_fields(reading, record)
                    target = Target(type=RESOLUTION, text_digest=None, spans=(), fields=fields)
                    patch: dict[str, object] = {"outcome": outcome} | ({"on": on} if on else {})
                    word = make_judgement(target, "edit", by=by, at=at, patch=patch, reason=reason)
                    self.store.judge(word)
                    return word
        raise LedgerError("no-such-record", f"No forecast '{forecast}'.", "List them: tocsin forecasts --json.")

    def judge(
        self,
        document: str,
        record: str,
        verdict: Verdict,
        *,
        by: str,
        at: str,
        patch: dict[str, object] | None = None,
        reason: str = "",
    ) -> Judgement:
        """Keeps an analyst's word on a record of the present run, as a word on its text.

        Raises `LedgerError` (`no-such-record`), `ConfigError` (`bad-patch`) where an edit does not fit the record.
        """
        reading = self.store.reading(document)
        found = next((r for r in reading.records if r.id == record), None) if reading else None
        if reading is None or found is None:
            raise LedgerError(
                "no-such-record", f"No record '{record}' in document '{document}'.", "List them: tocsin review."
            )
        if verdict == "edit":
            check_patch(found, patch or {}, reading)
        target = target_of(found, reading.document.text_digest)
        judgement = make_judgement(target, verdict, by=by, at=at, patch=patch, reason=reason)
        self.store.judge(judgement)
        return judgement

    def add_record(self, document: str, record: dict[str, object], *, by: str, at: str, reason: str = "") -> Judgement:
        """Keeps a record that an analyst wrote: `type` and the fields of that kind; what is left out is null or empty.

        Raises `LedgerError` (`no-such-document`), `ConfigError` (`bad-patch`).
        """
        reading = self.judged(document).reading
        target, patch = check_added(record, reading)
        judgement = make_judgement(target, "add", by=by, at=at, patch=patch, reason=reason)
        self.store.judge(judgement)
        return judgement

    def judge_bearers(
        self,
        members: Sequence[str],
        verdict: Literal["same", "not_same"],
        *,
        by: str,
        at: str,
        reason: str = "",
        rest: Sequence[str] = (),
    ) -> Judgement:
        """Keeps an analyst's word that entities are, or are not, one bearer; or that they are not one with the `rest`.

        Raises `LedgerError` (`no-such-record`) for an entity that no document of the present run has.
        """
        holding = self.store.readings_of(self.store.holders({*members, *rest}))
        known = {record.id for reading in holding for record in reading.records}
        for member in (*members, *rest):
            if member not in known:
                raise LedgerError("no-such-record", f"No entity '{member}'.", "List them: tocsin review identities.")
        fields = {"members": sorted(members)} | ({"rest": sorted(rest)} if rest else {})
        target = Target(type="Link", text_digest=None, spans=(), fields=fields)
        judgement = make_judgement(target, verdict, by=by, at=at, reason=reason)
        self.store.judge(judgement)
        return judgement

    def split_bearer(self, entities: Sequence[str], *, by: str, at: str, reason: str = "") -> Judgement:
        """Parts some entities from all others that are held to be the same bearer.

        Raises `LedgerError` (`no-such-record`) where they are of no one identity, or are all of it.
        """
        identities = self.identities(self.view(Cut()))
        try:
            held = {member for entity in entities for member in identities.of(entity).members}
        except KeyError as error:
            raise LedgerError(
                "no-such-record", f"No entity {error}.", "List them: tocsin review identities."
            ) from error
        rest = sorted(held - set(entities))
        if not rest:
            raise LedgerError("no-such-record", "There is no other that they are one with.", "Nothing needs parting.")
        return self.judge_bearers(tuple(entities), "not_same", by=by, at=at, reason=reason, rest=rest)

    def grade_source(self, name: str, grade: str, *, by: str, at: str, reason: str = "") -> Judgement:
        """Keeps how far an analyst trusts an outlet or a person. Raises `ConfigError` (`bad-grade`)."""
        patch = parse_grade(grade)
        if "reliability" not in patch:
            raise ConfigError("bad-grade", f"'{grade}' grades no source.", "Sources are graded A to F.")
        judgement = make_judgement(source_target(name), "grade", by=by, at=at, patch=patch, reason=reason)
        self.store.judge(judgement)
        return judgement

    def grade_record(self, document: str, record: str, grade: str, *, by: str, at: str, reason: str = "") -> Judgement:
        """Keeps how far an analyst believes a record. Raises `ConfigError` (`bad-grade`), `LedgerError`."""
        patch = parse_grade(grade)
        if "credibility" not in patch:
            raise ConfigError("bad-grade", f"'{grade}' grades no record.", "Information is graded 1 to 6.")
        return self.judge(document, record, "grade", by=by, at=at, patch=patch, reason=reason)

    def note(self, document: str, record: str | None, words: str, *, by: str, at: str) -> Judgement:
        """Keeps a note on a record, or on a whole document. Raises `LedgerError` (`no-such-document`, ...)."""
        if record is not None:
            return self.judge(document, record, "note", by=by, at=at, reason=words)
        digest = self.judged(document).reading.document.text_digest
        target = Target(type="Document", text_digest=digest, spans=(), fields={})
        judgement = make_judgement(target, "note", by=by, at=at, reason=words)
        self.store.judge(judgement)
        return judgement

    def grades(self, cut: Cut) -> Grades:
        """What analysts think of sources."""
        return Grades(self.store.judgements(cut))

    def judged(self, document: str) -> Judged:
        """One document as judged. Raises `LedgerError` (`no-such-document`)."""
        reading = self.store.reading(document)
        if reading is None:
            raise LedgerError(
                "no-such-document", f"No document '{document}'.", "Find it: tocsin search, or tocsin timeline."
            )
        return apply_judgements(reading, self.store.judgements(Cut()))
