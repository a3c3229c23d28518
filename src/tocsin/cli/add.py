"""`tocsin add`: files into the desk."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tocsin.cli.options import (
    analyst,
    desk_option,
    json_option,
    moment,
    opened_desk,
    publication_options,
    to_publication,
    workers_option,
)

if TYPE_CHECKING:
    from tocsin.cli.output import Unread
    from tocsin.ledger.protocol import Added

__all__ = ["command"]

_WORDS = {
    "new": "new",
    "known": "known, nothing changed",
    "copy": "copy of",
    "version": "version of",
    "removed": "was removed and stays out (tocsin remove --undo)",
    "purged": "was purged and stays out",
}


@click.command(name="add")
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True)
@publication_options
@desk_option
@json_option
@workers_option
def command(
    inputs: tuple[str, ...], published: str | None, outlet: str | None, desk: Path | None, as_json: bool, workers: int
) -> int:
    """Read INPUTs into the desk: files, folders, archives, mail, web pages, feeds, addresses; `-` is standard input.

    A folder that `tocsin scale` wrote is taken as it is.

    A line a document says what became of it, the moment it is kept; the last line counts. What is known changes
    nothing. Interrupt at any time: what was reported is there, and the same command goes on where it stopped.
    """
    from tocsin.cli.output import Progress, Unread

    publication = to_publication(published, outlet)
    counts: Counter[str] = Counter()
    with Progress() as progress, opened_desk(desk) as opened:
        unread = Unread(before=progress.clear)
        try:
            for added in opened.add(
                inputs, publication=publication, at=moment(), by=analyst(), on_error=unread, workers=workers
            ):
                counts[added.outcome] += 1
                progress.clear()
                click.echo(_line(added, as_json))
                progress.show(f"{_told(counts)}{_unread(unread)}")
        except KeyboardInterrupt:
            progress.clear()
            click.echo(f"tocsin: stopped after {_told(counts)}. The same command goes on from there.", err=True)
            raise
    if not as_json:
        click.echo(f"Added: {_told(counts)}{_unread(unread)}.")
    return 1 if unread.count else 0


def _line(added: Added, as_json: bool) -> str:
    import msgspec

    if as_json:
        return msgspec.json.encode(added).decode()
    of = f" {added.of} ({added.reason})" if added.of else ""
    return f"{added.document}  {_WORDS[added.outcome]}{of}"


def _told(counts: Counter[str]) -> str:
    return ", ".join(f"{counts[outcome]} {outcome}" for outcome in _WORDS if counts[outcome]) or "nothing"


def _unread(unread: Unread) -> str:
    return f"; {unread.count} could not be read" if unread.count else ""
