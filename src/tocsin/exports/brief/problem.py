"""One problem of a brief: its signs, its differences, and what else its parties did, said and expect."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tocsin.assess.disagreements import Disagreement
from tocsin.assess.level import Assessment, IndicatorState, Pointer
from tocsin.assess.playbook import Playbook, Problem
from tocsin.assess.steps import Step
from tocsin.exports.brief.citing import Shelf, Volume
from tocsin.exports.brief.parts import Cited, DayBrief, Difference, Dispute, Period, ProblemBrief, Sign
from tocsin.exports.reading.words import ACTS, count_of
from tocsin.records import Event, Forecast, Statement
from tocsin.text.span import cover
from tocsin.vocab.loader import load_table

__all__ = ["make_problem_brief"]

_MOST_WORDS, _MOST_ACTS, _MOST_SAID, _MOST_UNDATED = 4, 12, 10, 4
_FEW_WORDS = 4
# What binds or menaces is read before what is merely asserted.
_SAID_RANK = {"threat": 0, "refusal": 1, "intention": 2, "directive": 3, "assertion": 4, "belief": 5}
_STANDING_RANK = {"done": 0, "did not": 1, "not yet": 2, "in doubt": 3, "background": 4}


def make_problem_brief(
    shelf: Shelf,
    problem: Problem,
    playbook: Playbook,
    now: Assessment,
    before: Assessment,
    course: Iterable[Step],
    disagreements: Sequence[Disagreement],
    period: Period,
) -> ProblemBrief:
    """The brief of one problem."""
    was = {state.id: state for state in before.indicators}
    signs = [
        _sign(shelf, playbook, state, was.get(state.id), state.id in now.level.because)
        for state in now.indicators
        if _is_seen(state)
    ]
    used = {cited.record for sign in signs for cited in (*sign.affirms, *(c for _, c in sign.denies))}
    gathered = _Gathered(shelf, problem, period, used)
    states = {state.id: state for state in now.indicators}
    weights = {state.title: state.contribution for state in now.indicators}
    titles = {hypothesis.id: hypothesis.title for hypothesis in problem.hypotheses}
    return ProblemBrief(
        id=problem.id,
        question=problem.question,
        level=now.level.number,
        of=playbook.highest,
        name=now.level.name,
        since=now.level.since,
        level_before=before.level.number,
        because=tuple(_reason(states[name]) for name in now.level.because),
        phase=next((phase.title for phase in playbook.phases if phase.id == now.phase), None),
        days=tuple(_days(shelf, now, course, period)),
        differences=tuple(sorted(_differences(shelf, now, before), key=lambda one: -weights[one.what])),
        signs=tuple(sorted(signs, key=_weightiest)),
        acts=gathered.acts[:_MOST_ACTS],
        acts_more=max(0, len(gathered.acts) - _MOST_ACTS),
        said=gathered.said[:_MOST_SAID],
        said_more=max(0, len(gathered.said) - _MOST_SAID),
        disputes=tuple(_disputes(shelf, problem, disagreements)),
        expected=gathered.expected,
        overdue=gathered.overdue,
        undated_expected=gathered.undated[:_MOST_UNDATED],
        contacts=gathered.contacts,
        hypotheses=tuple(
            (titles[score.id], score.inconsistency) for score in sorted(now.hypotheses, key=lambda score: score.rank)
        ),
        unseen=tuple(state.title for state in now.indicators if not _is_seen(state) and not state.context),
        unknown=tuple(_unknown(shelf, now)),
        without=tuple(_without(now)),
    )


def _without(now: Assessment) -> Iterator[str]:
    """What the day's level would be if one origin had said nothing, where it would be lower."""
    for one in now.without:
        if one.level < now.raw_level:
            yield f"without {one.name or 'an unnamed source'} the day would give level {one.level}"


def _weightiest(sign: Sign) -> tuple[bool, bool, bool, float]:
    return sign.context, not sign.decisive, sign.state == sign.was, -sign.contribution


def _is_seen(state: IndicatorState) -> bool:
    return state.state != "not_seen"


def _reason(state: IndicatorState) -> str:
    return f"{state.title} ({state.state} by {count_of(len(state.origins), 'origin')})"


def _sign(shelf: Shelf, playbook: Playbook, state: IndicatorState, was: IndicatorState | None, decisive: bool) -> Sign:
    affirms = _cited(shelf, state.affirms)
    denies = [(str(p.kind).replace("_", " "), c) for p in state.denies if (c := shelf.cite(p.document, p.record))]
    denies = sorted({c.record: (kind, c) for kind, c in denies}.values(), key=lambda item: not item[1].new)
    return Sign(
        title=state.title,
        phase=next(phase.title for phase in playbook.phases if phase.id == state.phase),
        state=state.state.replace("_", " "),
        was=(was.state if was else "not_seen").replace("_", " "),
        strict=state.strict_state.replace("_", " "),
        context=state.context,
        decisive=decisive,
        contribution=state.contribution,
        origins=tuple(origin.name or "an unnamed source" for origin in state.origins),
        affirms=affirms[:_MOST_WORDS],
        denies=tuple(denies[:_MOST_WORDS]),
        more=max(0, len(affirms) - _MOST_WORDS) + max(0, len(denies) - _MOST_WORDS),
    )


def _cited(shelf: Shelf, pointers: Iterable[Pointer]) -> tuple[Cited, ...]:
    """The lines of some sightings, without copies; new ones first, then the latest."""
    lines = [line for p in pointers if (line := shelf.cite(p.document, p.record))]
    return tuple(sorted(_without_copies(lines), key=lambda line: (not line.new, _backwards(line.published))))


def _without_copies(lines: Iterable[Cited]) -> list[Cited]:
    """The lines, each words once: what a copy carries too is named in `also`."""
    kept: dict[tuple[str, str, str], Cited] = {}
    for line in lines:
        kept.setdefault((line.before, line.words, line.after), line)
    return list(kept.values())


def _backwards(day: str | None) -> tuple[int, ...]:
    """A key that sorts later days first, unknown ones last."""
    return tuple(-ord(character) for character in day) if day else (0,)


def _differences(shelf: Shelf, now: Assessment, before: Assessment) -> Iterator[Difference]:
    was = {state.id: state for state in before.indicators}
    for state in now.indicators:
        earlier = was.get(state.id)
        if earlier is None or earlier.state == state.state:
            continue
        known = {pointer.record for pointer in (*earlier.affirms, *earlier.denies)}
        fresh = _cited(shelf, [p for p in (*state.affirms, *state.denies) if p.record not in known])
        yield Difference(
            what=state.title,
            before=earlier.state.replace("_", " "),
            after=state.state.replace("_", " "),
            cited=fresh[0] if fresh else None,
        )


def _days(shelf: Shelf, now: Assessment, course: Iterable[Step], period: Period) -> Iterator[DayBrief]:
    """The days of the period on which anything moved."""
    titles = {state.id: state.title for state in now.indicators}
    for step in course:
        moved = step.before is not None and step.before != step.level.number
        if step.day < (period.first or "") or not (moved or step.changes):
            continue
        yield DayBrief(
            day=step.day,
            level=step.level.number,
            name=step.level.name,
            before=step.before,
            differences=tuple(
                Difference(
                    what=titles[change.id],
                    before=change.before.replace("_", " "),
                    after=change.after.replace("_", " "),
                    cited=shelf.find(change.record) if change.record else None,
                )
                for change in step.changes
            ),
        )


class _Gathered:
    """What the parties of a problem did, said and expect, that no sign has shown yet."""

    def __init__(self, shelf: Shelf, problem: Problem, period: Period, used: set[str]) -> None:
        self._shelf, self._used, self._today = shelf, used, period.last or ""
        self._first = period.first or ""
        roles = {role: frozenset(value.casefold() for value in values) for role, values in problem.roles.items()}
        self._all = frozenset().union(*roles.values())
        # The two at the heart of a problem: what concerns neither of them is another story.
        self._heart = (
            frozenset().union(*(roles.get(role, frozenset()) for role in ("initiator", "target"))) or self._all
        )
        acts: list[Cited] = []
        contacts: list[Cited] = []
        said: list[tuple[int, Cited]] = []
        dated: list[tuple[str, str, Cited]] = []
        undated: list[Cited] = []
        for volume in shelf.firsts():
            for record in volume.records:
                match record:
                    case Event() if volume.new and self._concerns(volume, record):
                        (contacts if record.event_type == "CONSULT" else acts).append(self._line(volume, record))
                    case Statement() if volume.new and record.id not in used and self._speaks(volume, record):
                        said.append((_SAID_RANK.get(record.kind, 9), self._line(volume, record)))
                    case Forecast() if self._foresees(volume, record):
                        if record.horizon and record.horizon.last:
                            first = (record.horizon.first or record.horizon.last)[:10]
                            dated.append((first, record.horizon.last[:10], self._line(volume, record)))
                        elif volume.new:
                            undated.append(self._line(volume, record))
        self.acts = tuple(
            sorted(
                (line for line in _without_copies(acts) if line.record not in used),
                key=lambda line: (_STANDING_RANK[line.standing], _backwards(line.published)),
            )
        )
        self.contacts = tuple(
            sorted(_without_copies(contacts), key=lambda line: (_STANDING_RANK[line.standing], line.when or "9"))
        )
        self.said = tuple(line for _, line in sorted(said, key=_said_first))
        self.expected = tuple(line for _, last, line in sorted(dated, key=_horizon) if last >= self._today)
        self.overdue = tuple(line for _, last, line in sorted(dated, key=_horizon) if self._first <= last < self._today)
        self.undated = tuple(undated)

    def _line(self, volume: Volume, record: Event | Statement | Forecast) -> Cited:
        line = self._shelf.cite(volume.document.id, record.id)
        assert line is not None  # the record is of that very volume
        return line

    def _concerns(self, volume: Volume, event: Event) -> bool:
        """Whether a party acts, and one of the two at the heart acts, suffers it or is named beside it."""
        sides = volume.parties((*event.actors, *event.recipients))
        return bool(sides & self._all) and bool((sides | volume.named_in(cover(event.trigger))) & self._heart)

    def _speaks(self, volume: Volume, statement: Statement) -> bool:
        """Whether an outermost statement is by a party and of the two at the heart."""
        if statement.parent is not None or not statement.content or statement.kind not in _SAID_RANK:
            return False
        speakers = volume.parties((statement.source_entity,) if statement.source_entity else ())
        return bool(speakers & self._all) and bool((speakers | volume.named_in(cover(statement.content))) & self._heart)

    def _foresees(self, volume: Volume, forecast: Forecast) -> bool:
        return bool(volume.named_in(cover(forecast.outcome)) & self._all)


def _said_first(item: tuple[int, Cited]) -> tuple[bool, int, tuple[int, ...]]:
    """What binds first, then the latest; a word or two, which tell little without their sentence, last."""
    return len(item[1].words.split()) < _FEW_WORDS, item[0], _backwards(item[1].published)


def _horizon(item: tuple[str, str, Cited]) -> tuple[str, str]:
    return item[0], item[1]


def _disputes(shelf: Shelf, problem: Problem, disagreements: Iterable[Disagreement]) -> Iterator[Dispute]:
    codes = {value.casefold() for values in problem.roles.values() for value in values}
    for one in disagreements:
        parties = {word.casefold() for word in one.proposition.split()}
        sides = [line for side in one.sides if (line := _side(shelf, side.document, side.span.start))]
        if parties & codes and len(sides) == len(one.sides) and any(line.new for line in sides):
            yield Dispute(matter=_matter(one.proposition), kind=one.kind.replace("_", " "), sides=tuple(sides))


def _side(shelf: Shelf, document: str, start: int) -> Cited | None:
    """The line of the event that a side points at, by where its words begin."""
    volume = shelf.volumes[document]
    for record in volume.records:
        if isinstance(record, Event) and record.trigger[0].start == start:
            return shelf.cite(document, record.id)
    return None


def _matter(proposition: str) -> str:
    """A proposition in words: codes of countries and of acts by their names."""
    countries = load_table("countries")["countries"]
    spoken = []
    for word in proposition.split():
        if word in ACTS:
            spoken.append(f"\u2013 {ACTS[word]} \u2013")
        else:
            spoken.append(countries[word]["name"] if word in countries else word)
    return " ".join(spoken).strip(" \u2013")


def _unknown(shelf: Shelf, now: Assessment) -> Iterator[str]:
    """What the texts leave open, counted over the period."""
    lone = [state.title for state in now.indicators if state.state == "reported" and not state.context]
    if lone:
        yield f"Rests on one origin only: {'; '.join(lone)}."
    told = [s.title for s in now.indicators if s.state == "corroborated" and s.strict_state != "corroborated"]
    if told:
        yield f"Corroborated, but not by two who know at first hand: {'; '.join(told)}."
    fresh = [volume for volume in shelf.firsts() if volume.new]
    events = [record for volume in fresh for record in volume.records if isinstance(record, Event)]
    undated = sum(event.days is None for event in events)
    if undated:
        yield f"{undated} of {count_of(len(events), 'event')} in the period have no day in the text."
    statements = [record for volume in fresh for record in volume.records if isinstance(record, Statement)]
    unnamed = sum(statement.on_record == "anonymous" for statement in statements)
    lost = sum(statement.source_entity is None for statement in statements)
    if unnamed:
        yield f"{unnamed} of {count_of(len(statements), 'statement')} rest on sources that the text leaves unnamed."
    if lost:
        yield f"Of {count_of(lost, 'statement')} the speaker was not made out."
    unclear = sum(
        d.code in ("ambiguous-referent", "unattributed-quotation") for v in fresh for d in v.reading.diagnostics
    )
    if unclear:
        loose = count_of(unclear, "pronoun, role or quotation", "pronouns, roles or quotations")
        yield f"{loose} could not be attached to anyone."
