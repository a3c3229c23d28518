"""`tocsin resolve`: what came of a forecast."""

from __future__ import annotations

from pathlib import Path

import click

from tocsin.cli.options import analyst, desk_option, moment, opened_desk, parse_day

__all__ = ["command"]


@click.command(name="resolve")
@click.argument("forecast")
@click.argument("outcome", type=click.Choice(["happened", "did_not", "void"]))
@click.option("--on", "day", callback=parse_day, metavar="DATE", help="The day on which it happened, if it did.")
@click.option("--reason", default="", help="Why, for whoever reads the journal.")
@desk_option
def command(forecast: str, outcome: str, day: str | None, reason: str, desk: Path | None) -> None:
    """Say what came of a FORECAST (its id is in `tocsin forecasts`): happened, did_not, or void.

    A forecast is void where its question fell away. Nothing is resolved without a person's word. With --on, what was
    expected within some days counts as early or late where it came before or after them.
    """
    with opened_desk(desk) as opened:
        word = opened.resolve(forecast, outcome, by=analyst(), at=moment(), reason=reason, on=day)  # type: ignore[arg-type]
    click.echo(f"{forecast} is resolved: {outcome}; undo with: tocsin review undo {word.id}")
