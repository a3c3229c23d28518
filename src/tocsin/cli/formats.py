"""`tocsin formats`: what can be written."""

from __future__ import annotations

import click

__all__ = ["command"]


@click.command(name="formats")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def command(as_json: bool) -> None:
    """List the formats that readings can be written in."""
    import msgspec

    from tocsin.desk import load_exporter
    from tocsin.plugins import plugin_names

    formats = {name: load_exporter(name).media_type for name in plugin_names("tocsin.exporters")}
    if as_json:
        click.echo(msgspec.json.encode(formats))
    else:
        for name, media_type in formats.items():
            click.echo(f"{name:12s} {media_type}")
