"""`tocsin watch`: follows feeds and folders."""

from __future__ import annotations

import os
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
    from tocsin.desk.hooks import Changes

__all__ = ["command"]

_LEAST_SECRET = 16
_UNITS = {"s": 1, "m": 60, "h": 3600}


@click.command(name="watch")
@click.argument("inputs", metavar="[INPUT]...", nargs=-1)
@click.option("--every", metavar="TIME", default="15m", show_default=True, help="How often to look: 30s, 15m, 2h.")
@click.option("--once", is_flag=True, help="Look once and end: for a timer of the system.")
@click.option(
    "--atom", type=click.Path(path_type=Path), metavar="FILE", help="Write the desk's changes there as an Atom feed."
)
@click.option("--hook", metavar="URL", help="Send what changed there, signed with TOCSIN_HOOK_SECRET.")
@desk_option
def command(
    inputs: tuple[str, ...], every: str, once: bool, atom: Path | None, hook: str | None, desk: Path | None
) -> int:
    """Follow INPUTs, or what the setting `watch` names: feeds, lists of feeds, pages, folders.

    What is new is added, a line a document; then come the levels that changed. What was seen is remembered in the desk,
    so that it can be ended at any time; a source that fails is asked again later and stops no other.
    """
    from tocsin.cli.output import Unread
    from tocsin.desk import Watch

    seconds, secret = _to_seconds(every), _secret_of(hook)
    with opened_desk(desk) as opened:
        watch = Watch(opened, inputs or opened.settings.watch, now=now, moment=moment)
        if not watch.inputs:
            raise click.UsageError("Name feeds or folders, or set `watch` in the desk's tocsin.toml.")
        while True:
            unread = Unread()
            changes = _look(opened, watch, unread)
            if changes is not None and atom is not None:
                _write_atom(opened, atom)
            if changes is not None and hook is not None:
                _send(hook, changes, secret, opened, unread)
            if once:
                return 1 if unread.count else 0
            time.sleep(seconds)


def _look(desk: Desk, watch: Watch, unread: Unread) -> Changes | None:
    """One look: tells what was added, and the levels that changed by it; none where nothing is new."""
    from tocsin.desk.hooks import Changes, Moved

    before = _levels(desk)
    counts: Counter[str] = Counter()
    fresh = []
    for added in watch.look(by=analyst(), on_error=unread):
        counts[added.outcome] += 1
        if added.outcome != "known":
            fresh.append(added)
            click.echo(f"{added.document}  {added.outcome}{f' of {added.of}' if added.of else ''}")
    told = ", ".join(f"{count} {outcome}" for outcome, count in sorted(counts.items())) or "nothing new"
    click.echo(f"{moment()[:16]}Z {told}{f'; {unread.count} could not be read' if unread.count else ''}.")
    if not fresh:
        return None
    now_at = _levels(desk)
    moved = tuple(Moved(problem=p, before=before[p], after=now_at[p]) for p in now_at if now_at[p] != before[p])
    for each in moved:
        click.echo(f"  {each.problem}: level {each.before} -> {each.after}")
    return Changes(at=moment(), documents=tuple(fresh), levels=moved)


def _secret_of(hook: str | None) -> str:
    """The secret that messages are signed with. Raises `click.UsageError` where one is needed and there is none."""
    secret = os.environ.get("TOCSIN_HOOK_SECRET", "")
    if hook is not None and len(secret) < _LEAST_SECRET:
        raise click.UsageError(f"Set TOCSIN_HOOK_SECRET ({_LEAST_SECRET} characters or more): --hook signs with it.")
    return secret


def _send(hook: str, changes: Changes, secret: str, desk: Desk, unread: Unread) -> None:
    """Sends what changed; what cannot be delivered is told, and stops nothing."""
    from tocsin.desk.hooks import post_changes
    from tocsin.errors import ReadError

    try:
        allowed = desk.settings.allow_private_addresses
        post_changes(hook, changes, secret=secret, allow_private=allowed, sleep=time.sleep)
    except ReadError as error:
        unread(error)


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
