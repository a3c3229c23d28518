"""`tocsin remove`: a document out of every view, and back."""

from __future__ import annotations

from pathlib import Path

import click

from tocsin.cli.options import analyst, desk_option, json_option, moment, opened_desk

__all__ = ["command"]


@click.command(name="remove")
@click.argument("documents", metavar="ID...", nargs=-1)
@click.option("--undo", is_flag=True, help="Put the documents back.")
@click.option("--list", "listing", is_flag=True, help="List what was removed and what was purged.")
@desk_option
@json_option
def command(documents: tuple[str, ...], undo: bool, listing: bool, desk: Path | None, as_json: bool) -> None:
    """Take documents out of every view. Their text and records are kept, and --undo puts them back."""
    import msgspec

    if not documents and not listing:
        raise click.UsageError("Name a document (tocsin search finds its id), or --list.")
    with opened_desk(desk) as opened:
        for document in documents:
            change = opened.store.restore if undo else opened.store.remove
            change(document, at=moment(), by=analyst())
            if not as_json:
                click.echo(f"{document}  {'put back' if undo else f'removed; tocsin remove --undo {document}'}")
        removed, stones = opened.store.removed(), opened.store.tombstones()
    if as_json:
        rows = [{"id": d.id, "title": d.title, "outlet": d.outlet, "published": d.published.value} for d in removed]
        click.echo(msgspec.json.encode({"removed": rows, "purged": stones}))
    elif listing:
        for found in removed:
            click.echo(
                f"{found.id}  removed  {found.published.value or 'undated'}  {found.title or found.outlet or ''}"
            )
        for stone in stones:
            unfinished = "" if stone.erased else "; NOT FINISHED: give the same purge again"
            click.echo(f"{stone.id}  purged   {stone.at[:10]} by {stone.by}: {stone.reason or '-'}{unfinished}")
