"""`tocsin add`: files into the desk."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from tocsin.cli.options import (
    analyst,
    desk_option,
    json_option,
    moment,
    opened_desk,
    publication_options,
    to_publication,
)

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
@click.argument("inputs", metavar="FILE...", nargs=-1, required=True)
@publication_options
@desk_option
@json_option
def command(
    inputs: tuple[str, ...], published: str | None, outlet: str | None, desk: Path | None, as_json: bool
) -> int:
    """Read FILEs (plain text, or JSON Lines; `-` is standard input) into the desk.

    A line a document says what became of it, the moment it is kept; the last line counts. What is known changes
    nothing. Interrupt at any time: what was reported is there.
    """
    import msgspec

    from tocsin.cli.output import Unread

    publication = to_publication(published, outlet)
    unread = Unread()
    counts: Counter[str] = Counter()
    with opened_desk(desk) as opened:
        for added in opened.add(inputs, publication=publication, at=moment(), by=analyst(), on_error=unread):
            counts[added.outcome] += 1
            if as_json:
                click.echo(msgspec.json.encode(added))
            else:
                of = f" {added.of} ({added.reason})" if added.of else ""
                click.echo(f"{added.document}  {_WORDS[added.outcome]}{of}")
    if not as_json:
        told = ", ".join(f"{counts[outcome]} {outcome}" for outcome in _WORDS if counts[outcome])
        click.echo(f"Added: {told or 'nothing'}{f'; {unread.count} could not be read' if unread.count else ''}.")
    return 1 if unread.count else 0
