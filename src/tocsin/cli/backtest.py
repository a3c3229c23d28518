"""`tocsin backtest`: what the level would have been, day by day."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tocsin.cli.options import desk_option, environment_settings, json_option, nearest_desk, opened_desk, parse_day

if TYPE_CHECKING:
    from tocsin.assess.backtest import Backtest
    from tocsin.assess.playbook import Playbook

__all__ = ["command"]

_SHOWN = 160


@click.command(name="backtest")
@click.argument("problem")
@click.argument("corpus", nargs=-1, required=True)
@click.option("--from", "first", callback=parse_day, metavar="DATE", help="The first day; else the corpus's own.")
@click.option("--to", "last", callback=parse_day, metavar="DATE", help="The last day; else the corpus's own.")
@click.option("--opens", callback=parse_day, metavar="DATE", help="Watch since this day instead of the problem's own.")
@click.option(
    "--share", default=1.0, show_default=True, type=click.FloatRange(0, 1, min_open=True), help="Read this share of it."
)
@click.option(
    "--keep",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Keep the readings in FILE, and read no document that stands there again.",
)
@click.option("--alarm", "alarm_level", default=3, show_default=True, type=int, help="From this level on it is one.")
@click.option("--svg", type=click.Path(path_type=Path), metavar="OUT", help="Draw the course into OUT.")
@desk_option
@json_option
def command(
    problem: str,
    corpus: tuple[str, ...],
    first: str | None,
    last: str | None,
    opens: str | None,
    share: float,
    keep: Path | None,
    alarm_level: int,
    svg: Path | None,
    desk: Path | None,
    as_json: bool,
) -> int:
    """Replay a dated CORPUS for a PROBLEM, day by day, with nothing from the future.

    CORPUS is files or folders: JSON Lines (also .jsonl.gz), plain text, or what `tocsin read --jsonl` wrote. Without a
    desk the bundled problems are there. No store is touched.
    """
    import msgspec

    from tocsin.cli.output import Unread, replaced_file
    from tocsin.desk.backtest import backtest, bundled_problems
    from tocsin.desk.corpus import Sample
    from tocsin.exports.course import course_svg

    unread = Unread()
    problems, playbooks = bundled_problems()
    settings = environment_settings()
    if desk is not None or nearest_desk() is not None:
        with opened_desk(desk) as opened:
            problems, playbooks, settings = opened.problems, opened.playbooks, opened.settings
    found = backtest(
        problem,
        corpus,
        problems=problems,
        playbooks=playbooks,
        settings=settings,
        on_error=unread,
        sample=Sample(first=first, last=last, share=share),
        opens=opens,
        keep=keep,
        alarm_level=alarm_level,
    )
    playbook = playbooks[problems[problem].playbook]
    if svg is not None:
        with replaced_file(svg) as out:
            out.write(course_svg(found, levels=playbook.highest).encode())
    if as_json:
        click.echo(msgspec.json.encode(found))
    else:
        for line in _lines(found, playbook):
            click.echo(line)
    return 1 if unread.count else 0


def _lines(found: Backtest, playbook: Playbook) -> Iterator[str]:
    from tocsin.exports.course import course_blocks

    names = {rule.number: rule.name for rule in playbook.levels}
    yield (
        f"{found.problem}, {found.first} to {found.last}: {found.documents} documents, {found.characters:,} "
        f"characters, {found.sightings} sightings" + (f"; {found.undated} undated left out" if found.undated else "")
    )
    yield f"  {course_blocks(found.course)}  (a block a week)"
    for turn in found.turns:
        way = "up" if turn.after > turn.before else "down"
        why = ", ".join(turn.because) or "nothing is seen"
        yield f"  {turn.day}  {way} to {turn.after}, {names[turn.after]}: {why}"
        for change in turn.changes:
            words = f": {turn.words[change.id][:_SHOWN]}" if change.id in turn.words else ""
            yield f"      {change.id}: {change.before} -> {change.after}{words}"
    if found.first_alarm is None:
        yield f"No alarm (level {found.alarm_level} or above)."
    else:
        yield f"First alarm (level {found.alarm_level} or above): {found.first_alarm}."
    stretches = "; ".join(f"{alarm.first} to {alarm.last or 'the end'} ({alarm.highest})" for alarm in found.alarms)
    yield f"Alarms: {len(found.alarms)}, {found.per_month} a month{f': {stretches}' if stretches else ''}."
    yield "First seen: " + ("; ".join(f"{name} {day}" for name, day in found.earliest.items()) or "nothing") + "."
