"""`tocsin purge`: a document out of the desk's files, to the last byte."""

from __future__ import annotations

from pathlib import Path

import click

from tocsin.cli.options import analyst, desk_option, json_option, moment, opened_desk

__all__ = ["command"]


@click.command(name="purge")
@click.argument("document", metavar="ID")
@click.option("--reason", default="", help="Why; it stands on the tombstone, so name no one in it.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@desk_option
@json_option
def command(document: str, reason: str, yes: bool, desk: Path | None, as_json: bool) -> int:
    """Erase a document: its text, records, original, index, and every judgement on its words. This cannot be undone.

    A tombstone stays (id, digest, date, reason), so that the same words are not taken in again. Backups and exports
    outside the desk are not touched.
    """
    import msgspec

    if not yes:
        click.confirm(f"Erase {document} for good?", abort=True, err=True)
    with opened_desk(desk) as opened:
        done = opened.purge(document, at=moment(), by=analyst(), reason=reason)
    if as_json:
        click.echo(msgspec.json.encode(done))
        return 1 if done.left else 0
    click.echo(f"{document}  purged{''.join(f', {name} deleted' for name in done.files)}")
    if done.shared_with:
        click.echo(f"  the original was also that of: {', '.join(done.shared_with)}", err=True)
    if done.copies:
        click.echo(f"  copies or versions hold much the same words: {', '.join(done.copies)}", err=True)
    for name in done.left:
        click.echo(f"  {name} still holds words of it: {_what_to_do(name)}", err=True)
    return 1 if done.left else 0


def _what_to_do(name: str) -> str:
    """What to do about a file that has words of what was purged: nobody is told to delete the desk."""
    from tocsin.desk.desk import SNAPSHOTS, STORE_FILE

    if name.startswith((STORE_FILE, SNAPSHOTS)):
        return "another document has them; purge that as well, if they must go there too"
    return "delete or edit that file"
