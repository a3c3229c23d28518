"""`tocsin disagreements`: who contradicts whom."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tocsin.cli.options import cut_options, desk_option, json_option, opened_desk, to_cut

if TYPE_CHECKING:
    from tocsin.assess.disagreements import Side
    from tocsin.desk import Desk
    from tocsin.ledger.cut import Cut

__all__ = ["command"]


@click.command(name="disagreements")
@click.option("--changed", is_flag=True, help="List who told a matter one way and later another, instead.")
@cut_options
@desk_option
@json_option
def command(changed: bool, as_of: str | None, known_at: str | None, desk: Path | None, as_json: bool) -> None:
    """List what one side tells as a fact and another denies or doubts, with the words of both."""
    import msgspec

    with opened_desk(desk) as opened:
        if changed:
            _print_changed(opened, to_cut(as_of, known_at), as_json=as_json)
            return
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


def _print_changed(opened: Desk, cut: Cut, *, as_json: bool) -> None:
    import msgspec

    found = opened.changed_minds(cut)
    if as_json:
        click.echo(msgspec.json.encode(found))
        return
    if not found:
        click.echo("Nobody was found to have changed their word.")
    for change in found:
        click.echo(f"{change.holder}: {change.proposition}")
        for day, side in zip(change.days, (change.before, change.after), strict=True):
            reading = opened.store.reading(side.document)
            line = opened.line_of(reading, side.span) if reading else ""
            stamp = _stamp(opened, side)
            click.echo(f"  {day or 'no date'} {side.polarity:8s} {line}{stamp}")


def _stamp(opened: Desk, side: Side) -> str:
    """That nobody looked at it: who changed their word is said of a named person."""
    spoken = opened.judged(side.document).verdicts.get(side.statement or "")
    return "" if spoken in ("accept", "edit", "add") else " [machine, unreviewed]"
