"""`tocsin recode`: the present coders over the whole desk."""

from __future__ import annotations

from pathlib import Path

import click

from tocsin.cli.options import desk_option, json_option, moment, opened_desk

__all__ = ["command"]

_WORDS = {
    "unplaced": "not placed",
    "changed": "what was judged has changed",
    "found": "now found by the coders too",
    "gone": "an entity is gone",
}


@click.command(name="recode")
@desk_option
@json_option
def command(desk: Path | None, as_json: bool) -> None:
    """Run the present coders over the desk's documents and replay every judgement onto what they find."""
    import msgspec

    with opened_desk(desk) as opened:
        done = opened.recode(at=moment())
    if as_json:
        click.echo(msgspec.json.encode(done))
        return
    click.echo(f"Run {done.run}: {done.documents} documents read anew.")
    for conflict in done.conflicts:
        judgement = conflict.judgement
        fields = f" in {', '.join(conflict.fields)}" if conflict.fields else ""
        where = f", document {conflict.document}" if conflict.document else ""
        told = f"{judgement.verdict} of a {judgement.target.type} by {judgement.by} ({judgement.id}{where})"
        click.echo(f"  {_WORDS[conflict.what]}{fields}: {told}")
    if not done.conflicts:
        click.echo("Every judgement found its record, as it was.")
