"""`tocsin disagreements`: who contradicts whom."""

from __future__ import annotations

from pathlib import Path

import click

from tocsin.cli.options import cut_options, desk_option, json_option, opened_desk, to_cut

__all__ = ["command"]


@click.command(name="disagreements")
@cut_options
@desk_option
@json_option
def command(as_of: str | None, known_at: str | None, desk: Path | None, as_json: bool) -> None:
    """List what one side tells as a fact and another denies, with the words of both."""
    import msgspec

    with opened_desk(desk) as opened:
        found = opened.disagreements(to_cut(as_of, known_at))
        if as_json:
            click.echo(msgspec.json.encode(found))
            return
        if not found:
            click.echo("No disagreement was found. The rule sees only acts that one side tells and another denies.")
        for disagreement in found:
            click.echo(f"{disagreement.proposition} ({disagreement.kind.replace('_', ' ')})")
            for side in disagreement.sides:
                reading = opened.store.reading(side.document)
                if reading is not None:
                    line = opened.line_of(reading, side.span)
                    click.echo(f"  {side.polarity:8s} {line} ({reading.document.outlet or side.document})")
