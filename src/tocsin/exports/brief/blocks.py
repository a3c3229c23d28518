"""The layout that every form of a brief shares: headings, lines and citations in reading order, without markup."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Literal

import msgspec

from tocsin.exports.brief.parts import MACHINE, Brief, Cited, Difference, ProblemBrief, Sign
from tocsin.exports.reading.words import clip, count_of, say_weekday

__all__ = ["Block", "Entry", "Heading", "Level", "Lines", "Run", "RunKind", "lay_out", "title_of"]

RunKind = Literal["plain", "strong", "quiet", "words", "status", "machine", "reviewed"]
# What stands beside a status, so that none is taken for a deed: a denial is the teller's word, not the fact.
_NOT_DONE = {
    "planned": "not yet done", "threatened": "not done", "requested": "not done", "feared": "not done",
    "hypothetical": "only supposed", "alleged": "claimed, not established", "refused": "did not take place",
    "cancelled": "did not take place", "denied": "the teller says it is not so",
}  # fmt: skip
_GROUPS = {
    "done": "Told as done",
    "did not": "Denied, refused or called off",
    "not yet": "Announced, threatened or asked for: not done",
    "in doubt": "Feared, supposed or alleged: not established",
    "background": "Background",
}
_STATES = {"denied": "only denied", "reported": "reported by one origin"}


class Run(msgspec.Struct, frozen=True):
    """A few words and how they are set; `words` are quoted from a text, `status` says what became of an act."""

    text: str
    kind: RunKind = "plain"


class Heading(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A heading of level 1 to 3, with a quiet line below it."""

    level: int
    text: str
    note: str = ""


class Level(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """The level of a problem as a step of a scale, and the one sentence of why."""

    number: int
    of: int
    name: str
    before: int
    sentence: str


class Lines(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Plain lines; bulleted unless told otherwise. One that `leads` heads what follows: no page ends with it."""

    lines: tuple[tuple[Run, ...], ...]
    bulleted: bool = True
    leads: bool = False


class Entry(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A citation: what it says in our words, the exact words in their sentence, and where they stand."""

    lead: tuple[Run, ...]
    quoted: tuple[Run, ...]
    source: tuple[Run, ...]
    standing: str
    uri: str | None = None


Block = Heading | Level | Lines | Entry


def title_of(brief: Brief) -> str:
    """The title: the days that the brief covers."""
    if brief.period.first is None or brief.period.last is None:
        return "Brief: the desk has no dated document"
    if brief.period.first == brief.period.last:
        return f"Brief, {brief.period.last}"
    return f"Brief, {brief.period.first} to {brief.period.last}"


_CITED_ABOVE = "cited above"


def lay_out(brief: Brief) -> Iterator[Block]:
    """The blocks of a brief from its title to what was not looked at."""
    yield Heading(level=1, text=title_of(brief), note=_imprint(brief))
    yield Lines(lines=tuple((Run(line),) for line in _preface(brief)), bulleted=False)
    if not brief.problems:
        yield Lines(lines=((Run("No problem is watched: put one into the desk\u2019s folder problems."),),))
    for problem in brief.problems:
        yield from _problem(problem)
    yield Heading(level=2, text="What was not looked at")
    yield Lines(lines=tuple((Run(line),) for line in brief.not_looked_at))


def _imprint(brief: Brief) -> str:
    return f"Made {brief.made[:16].replace('T', ' ')} UTC by {brief.by} with Tocsin {brief.version}"


def _preface(brief: Brief) -> Iterator[str]:
    outlets = ", ".join(f"{name} ({number})" for name, number in brief.outlets)
    read = count_of(brief.new_documents, "document")
    copies = f", {count_of(brief.copies, 'of them a copy', 'of them copies')}" if brief.copies else ""
    yield f"In the period: {read}{copies}{f', from {outlets}' if outlets else ''}; {brief.documents} in all."
    if brief.period.last and not brief.period.asked:
        yield f"Counted back from the last document, of {say_weekday(brief.period.last)}, {brief.period.last}."
    total = count_of(brief.machine + brief.reviewed, "statement, event or forecast", "statements, events and forecasts")
    yield (
        f"Found by machine in the period: {total}; {brief.reviewed or 'none'} reviewed by an analyst. "
        "Each line bears its stamp. "
        "What is planned, feared, alleged or denied says so and is nowhere counted as done."
    )


def _problem(problem: ProblemBrief) -> Iterator[Block]:
    yield Heading(level=2, text=problem.question)
    yield Level(
        number=problem.level, of=problem.of, name=problem.name, before=problem.level_before,
        sentence=_level_sentence(problem),
    )  # fmt: skip
    yield Lines(lines=tuple(_standing(problem)), bulleted=False)
    yield Heading(level=3, text="What changed")
    lines = tuple(_changes(problem))
    nothing = Lines(lines=((Run("Nothing: neither the level nor any sign."),),), bulleted=False)
    yield Lines(lines=lines) if lines else nothing
    yield from _signs(problem)
    acts = problem.acts
    yield from _section("What else was done, and what was not", acts, problem.acts_more, "tocsin timeline")
    yield from _section("Contacts", problem.contacts, 0, "")
    yield from _section("What the sides say", problem.said, problem.said_more, "tocsin timeline --said")
    yield from _disputes(problem)
    yield from _expected(problem)
    yield from _unknown(problem)


def _level_sentence(problem: ProblemBrief) -> str:
    since = f" since {problem.since}" if problem.since else ""
    why = "; ".join(problem.because) or "nothing that the playbook looks for is seen"
    moved = ""
    if problem.level_before != problem.level:
        moved = f" It stood at {problem.level_before} when the period began."
    return f"Level {problem.level} of {problem.of}, {problem.name},{since}: {why}.{moved}".replace(",:", ":")


def _standing(problem: ProblemBrief) -> Iterator[tuple[Run, ...]]:
    """What one asks next of a level: whose word it hangs on, and which answer it leaves."""
    if problem.without:
        yield Run("It hangs on", "strong"), Run(f": {'; '.join(problem.without)}.")
    if problem.hypotheses:
        ranked = "; ".join(f"{title} ({against:g})" for title, against in problem.hypotheses)
        yield Run("Competing answers", "strong"), Run(f", by what is seen against each: {ranked}. Advice, no verdict.")


def _changes(problem: ProblemBrief) -> Iterator[tuple[Run, ...]]:
    """How the level moved, in one line; then each sign: what rose, what is only denied, what is over."""
    moves = [day for day in problem.days if day.before not in (None, day.level)]
    if moves:
        way = "; ".join(f"to {day.level}, {day.name}, on {day.day}" for day in moves)
        yield Run("the level", "strong"), Run(f": from {moves[0].before} {way}")
    elif problem.level_before != problem.level:
        yield (
            Run("the level", "strong"),
            Run(f": from {problem.level_before} to {problem.level}, {problem.name}, without a new document"),
        )
    for rank in range(3):
        for one in problem.differences:
            if _rank_of(one) == rank:
                yield _difference(one)


def _rank_of(one: Difference) -> int:
    return {"denied": 1, "not seen": 2}.get(one.after, 0)


def _state(state: str) -> str:
    return _STATES.get(state, state)


def _difference(one: Difference) -> tuple[Run, ...]:
    runs = [Run(one.what, "strong"), Run(f": from {_state(one.before)} to {_state(one.after)}")]
    if one.cited is not None:
        runs += [Run(" \u2013 "), *_quoted(one.cited, short=True), Run(f" ({_where(one.cited)}) ", "quiet")]
        runs.append(Run(one.cited.stamp, _stamp(one.cited)))
    return tuple(runs)


def _signs(problem: ProblemBrief) -> Iterator[Block]:
    elsewhere = {cited.record for cited in problem.contacts}
    shown: set[str] = set()
    for title, context in (("Signs", False), ("Context, shown and never weighed", True)):
        signs = [sign for sign in problem.signs if sign.context == context]
        if not signs:
            continue
        yield Heading(level=3, text=title)
        for sign in signs:
            yield from _sign(sign, shown, elsewhere if context else set())


def _sign(sign: Sign, shown: set[str], elsewhere: set[str]) -> Iterator[Block]:
    """A sign with its words; of one with nothing new only the line, unless the level rests on it."""
    every = [("", cited) for cited in sign.affirms] + list(sign.denies)
    if not sign.decisive and not any(cited.new for _, cited in every):
        latest = max((cited for _, cited in every), key=lambda cited: cited.published or "", default=None)
        last = f" \u2013 nothing new; last {_where(latest)}" if latest else ""
        yield Lines(lines=((*_sign_runs(sign), Run(last, "quiet")),), bulleted=False)
        return
    yield Lines(lines=(_sign_runs(sign),), bulleted=False, leads=True)
    repeated: list[str] = []
    for kind, cited in every:
        if cited.record in shown:
            repeated.append(
                f"{f'against it, {kind}: ' if kind else ''}{cited.told_by}, {_where(cited)} ({_CITED_ABOVE})"
            )
        elif cited.record not in elsewhere:
            shown.add(cited.record)
            yield _entry(cited, against=f"against it, {kind}: " if kind else "")
    if elsewhere & {cited.record for _, cited in every}:
        repeated.append("see Contacts")
    if sign.more:
        repeated.append(f"{sign.more} more on the board")
    if repeated:
        yield Lines(lines=((Run(f"{'; '.join(repeated)}.", "quiet"),),), bulleted=False)


def _sign_runs(sign: Sign) -> tuple[Run, ...]:
    runs = [Run(sign.title[:1].upper() + sign.title[1:], "strong"), Run(f": {_state(sign.state)}")]
    if sign.was != sign.state:
        runs.append(Run(f" (was {_state(sign.was)})"))
    if sign.origins:
        runs.append(Run(f", by {_named(sign.origins)}"))
    details = [sign.phase]
    if not sign.context:
        details.append(f"weight {sign.contribution:+.2f}")
    if sign.strict != sign.state:
        details.append(f"at first hand {sign.strict}")
    return (*runs, Run(f" \u2013 {'; '.join(details)}", "quiet"))


def _named(names: Iterable[str]) -> str:
    """The names, each once; how often where more than once, as of the unnamed."""
    counted = Counter(names)
    return ", ".join(name if number == 1 else f"{name} ({number})" for name, number in counted.items())


def _section(title: str, lines: tuple[Cited, ...], more: int, command: str) -> Iterator[Block]:
    if not lines:
        return
    yield Heading(level=3, text=title)
    standing = "said"
    for cited in lines:
        if cited.standing != standing and cited.standing in _GROUPS:
            standing = cited.standing
            yield Lines(lines=((Run(_GROUPS[standing], "strong"),),), bulleted=False, leads=True)
        yield _entry(cited)
    if more:
        yield Lines(lines=((Run(f"{more} more: {command}.", "quiet"),),), bulleted=False)


def _disputes(problem: ProblemBrief) -> Iterator[Block]:
    yield Heading(level=3, text="Disagreements")
    if not problem.disputes:
        yield Lines(lines=((Run("None found in the period."),),), bulleted=False)
    for dispute in problem.disputes:
        yield Lines(
            lines=((Run(dispute.matter, "strong"), Run(f" \u2013 {dispute.kind}", "quiet")),),
            bulleted=False,
            leads=True,
        )
        for side in dispute.sides:
            yield _entry(side)


def _expected(problem: ProblemBrief) -> Iterator[Block]:
    yield Heading(level=3, text="Expected next")
    if not (problem.expected or problem.overdue or problem.undated_expected):
        yield Lines(lines=((Run("Nobody names a day still to come."),),), bulleted=False)
    for cited in problem.expected:
        yield _entry(cited)
    if problem.overdue:
        yield Lines(
            lines=((Run("Was to come within the period: to be looked up and resolved", "strong"),),),
            bulleted=False,
            leads=True,
        )
        for cited in problem.overdue:
            yield _entry(cited)
    if problem.undated_expected:
        yield Lines(lines=((Run("Without a date", "strong"),),), bulleted=False, leads=True)
        for cited in problem.undated_expected:
            yield _entry(cited)


def _unknown(problem: ProblemBrief) -> Iterator[Block]:
    yield Heading(level=3, text="What is unknown")
    lines: list[tuple[Run, ...]] = [(Run(line),) for line in problem.unknown]
    if problem.unseen:
        lines.append((Run("Looked for and not seen, which is no evidence that it is not so: "),
                      Run("; ".join(problem.unseen) + ".")))  # fmt: skip
    yield Lines(lines=tuple(lines))


def _entry(cited: Cited, against: str = "") -> Entry:
    lead: list[Run] = []
    if against:
        lead.append(Run(against, "status"))
    if cited.when and cited.standing != "said":
        lead.append(Run(f"{cited.when}: "))
    lead += [Run(cited.who, "strong"), Run(f" \u2013 {cited.what}" if cited.standing not in ("said", "expected")
                                            else f" {cited.what}")]  # fmt: skip
    if cited.status is not None:
        meaning = _NOT_DONE.get(cited.status)
        lead.append(Run(f" \u2013 {cited.status}{f', {meaning}' if meaning else ''}", "status" if meaning else "plain"))
    if cited.standing not in ("said", "expected"):
        lead.append(Run(f" \u2013 told by {cited.told_by}", "quiet"))
    elif " via " in cited.told_by:
        lead.append(Run(f", {cited.told_by[cited.told_by.index('via ') :]}", "quiet"))
    if cited.when and cited.standing == "said":
        lead.append(Run(f", {cited.when}", "quiet"))
    if cited.remarks:
        lead.append(Run(f" ({'; '.join(cited.remarks)})", "quiet"))
    return Entry(
        lead=tuple(lead), quoted=_quoted(cited), source=_source(cited), standing=cited.standing, uri=_web(cited.uri)
    )


def _quoted(cited: Cited, *, short: bool = False) -> tuple[Run, ...]:
    """The exact words, in their sentence unless a short form is asked for."""
    before, after = cited.before, cited.after
    if short:
        before = "\u2026 " + before[-60:].partition(" ")[2] if len(before) > 60 else before
        after = clip(after, 80) if after.strip() else ""
        after = f" {after}" if cited.after[:1].isspace() else after
    return tuple(run for run in (Run(before), Run(cited.words, "words"), Run(after)) if run.text)


def _where(cited: Cited) -> str:
    return f"{cited.outlet or 'outlet unknown'}, {cited.published or 'undated'}"


def _source(cited: Cited) -> tuple[Run, ...]:
    where = _where(cited)
    if cited.title:
        where += f", {cited.title}"
    where += f", characters {cited.span.start}\u2013{cited.span.end}"
    if cited.also:
        where += f"; the same words in {', '.join(cited.also)}"
    return Run(f"{where} "), Run(cited.stamp, _stamp(cited))


def _stamp(cited: Cited) -> RunKind:
    return "machine" if cited.stamp == MACHINE else "reviewed"


def _web(uri: str | None) -> str | None:
    """The address where it is one of the web, so that no other scheme becomes a link."""
    return uri if uri and uri.lower().startswith(("https://", "http://")) else None
