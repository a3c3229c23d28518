"""`tocsin watch`: follows feeds and folders."""

from __future__ import annotations

import re
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tocsin.cli.options import analyst, desk_option, moment, now, opened_desk

if TYPE_CHECKING:
    from tocsin.cli.output import Unread
    from tocsin.desk import Desk, Watch

__all__ = ["command"]

_UNITS = {"s": 1, "m": 60, "h": 3600}


@click.command(name="watch")
@click.argument("inputs", metavar="[INPUT]...", nargs=-1)
@click.option("--every", metavar="TIME", default="15m", show_default=True, help="How often to look: 30s, 15m, 2h.")
@click.option("--once", is_flag=True, help="Look once and end: for a timer of the system.")
@click.option(
    "--atom", type=click.Path(path_type=Path), metavar="FILE", help="Write the desk's changes there as an Atom feed."
)
@desk_option
def command(inputs: tuple[str, ...], every: str, once: bool, atom: Path | None, desk: Path | None) -> int:
    """Follow INPUTs, or what the setting `watch` names: feeds, lists of feeds, pages, folders.

    What is new is added, a line a document; then come the levels that changed. What was seen is remembered in the desk,
    so that it can be ended at any time; a source that fails is asked again later and stops no other.
    """
    from tocsin.cli.output import Unread
    from tocsin.desk import Watch

    seconds = _to_seconds(every)
    with opened_desk(desk) as opened:
        watch = Watch(opened, inputs or opened.settings.watch, now=now, moment=moment)
        if not watch.inputs:
            raise click.UsageError("Name feeds or folders, or set `watch` in the desk's tocsin.toml.")
        while True:
            unread = Unread()
            if _look(opened, watch, unread) and atom is not None:
                _write_atom(opened, atom)
            if once:
                return 1 if unread.count else 0
            time.sleep(seconds)


def _look(desk: Desk, watch: Watch, unread: Unread) -> bool:
    """One look: tells what was added, and the levels that changed by it. Whether anything is new."""
    before = _levels(desk)
    counts: Counter[str] = Counter()
    for added in watch.look(by=analyst(), on_error=unread):
        counts[added.outcome] += 1
        if added.outcome != "known":
            click.echo(f"{added.document}  {added.outcome}{f' of {added.of}' if added.of else ''}")
    told = ", ".join(f"{count} {outcome}" for outcome, count in sorted(counts.items())) or "nothing new"
    click.echo(f"{moment()[:16]}Z {told}{f'; {unread.count} could not be read' if unread.count else ''}.")
    if not set(counts) - {"known"}:
        return False
    for problem, level in _levels(desk).items():
        if level != before[problem]:
            click.echo(f"  {problem}: level {before[problem]} -> {level}")
    return True


def _levels(desk: Desk) -> dict[str, int]:
    from tocsin.ledger.cut import Cut

    return {each.problem: each.level.number for each in desk.assess(Cut()).assessments}


def _write_atom(desk: Desk, file: Path) -> None:
    from tocsin.cli.output import replaced_file
    from tocsin.desk import write_export
    from tocsin.ledger.cut import Cut

    with replaced_file(file) as out:
        write_export(desk, Cut(), "atom", out, made=moment(), by=analyst())


def _to_seconds(every: str) -> int:
    """The seconds of "30s", "15m", "2h". Raises `click.BadParameter` for anything else."""
    found = re.fullmatch(r"(\d{1,5})([smh])", every)
    if found is None or int(found[1]) == 0:
        raise click.BadParameter(f"'{every}' is no time. Write it as 30s, 15m or 2h.", param_hint="--every")
    return int(found[1]) * _UNITS[found[2]]
