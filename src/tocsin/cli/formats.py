"""`tocsin formats`: what can be written, and what each way out loses."""

from __future__ import annotations

import click

__all__ = ["command"]


@click.command(name="formats")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def command(as_json: bool) -> None:
    """List the formats of `tocsin export` and the forms of `tocsin brief`, each with what it does not hold."""
    import msgspec

    from tocsin.desk import list_formats

    formats = list_formats()
    if as_json:
        click.echo(msgspec.json.encode({one.name: one for one in formats}))
        return
    for one in formats:
        click.echo(f"{one.name:15s} {one.media_type}")
        click.echo(f"{'':15s} loses {one.loses}")
