"""`tocsin tone`: how much is told of a pair, how hostile it is, and where it jumps; red lines."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tocsin.cli.options import cut_options, desk_option, json_option, opened_desk, to_cut

if TYPE_CHECKING:
    from tocsin.assess.tone import PairDay
    from tocsin.desk import Desk
    from tocsin.ledger.cut import Cut

__all__ = ["command"]


@click.command(name="tone")
@click.option("--actor", metavar="NAME", help="Only what this country (RUS) or body does.")
@click.option("--recipient", metavar="NAME", help="Only what is done to this one.")
@click.option(
    "--quiet-days", default=30, show_default=True, type=click.IntRange(7), help="So many first days are the baseline."
)
@click.option(
    "--days-between", default=365.0, show_default=True, help="The mean time between false alarms, at the least."
)
@click.option("--segments", is_flag=True, help="In hindsight: the stretches of days with one mean each, by pair.")
@click.option("--red-lines", is_flag=True, help="List the red lines drawn, and where one moved, instead.")
@cut_options
@desk_option
@json_option
def command(
    actor: str | None,
    recipient: str | None,
    quiet_days: int,
    days_between: float,
    segments: bool,
    red_lines: bool,
    as_of: str | None,
    known_at: str | None,
    desk: Path | None,
    as_json: bool,
) -> None:
    """Count, by pair and day, the origins that tell of what one did to another, with their mean scale and jumps."""
    with opened_desk(desk) as opened:
        cut = to_cut(as_of, known_at)
        if red_lines:
            _print_red_lines(opened, cut, as_json=as_json)
            return
        days = [day for day in opened.tone(cut) if actor in (None, day.actor) and recipient in (None, day.recipient)]
    if segments:
        _print_segments(days, as_json=as_json)
        return
    _print_tone(days, quiet_days, days_between, as_json=as_json)


def _print_tone(days: list[PairDay], quiet_days: int, days_between: float, *, as_json: bool) -> None:
    import msgspec

    from tocsin.assess.tone import find_pair_jumps

    jumps = find_pair_jumps(days, quiet_days=quiet_days, days_between=days_between)
    if as_json:
        click.echo(msgspec.json.encode({"days": days, "jumps": jumps}))
        return
    for day in days:
        click.echo(f"{day.day}  {day.actor} -> {day.recipient}: {day.origins} origins, scale {day.scale:+.1f}")
    for pair_name, marks in jumps.items():
        for jump in marks:
            click.echo(f"Jump on {jump.day} (rising since {jump.began}): {pair_name}")


def _print_segments(days: list[PairDay], *, as_json: bool) -> None:
    import msgspec

    from tocsin.assess.segments import find_pair_segments

    found = find_pair_segments(days)
    if as_json:
        click.echo(msgspec.json.encode({"segments": found}))
        return
    parted = {pair: parts for pair, parts in found.items() if len(parts) > 1}
    for pair, parts in parted.items():
        click.echo(pair)
        for part in parts:
            scale = "" if part.scale is None else f", scale {part.scale:+.1f}"
            click.echo(f"  {part.first} to {part.last}: {part.mean:.2f} origins a day{scale}")
    click.echo(f"{len(parted)} of {len(found)} pairs have more than one segment; what came later is known to them.")


def _print_red_lines(opened: Desk, cut: Cut, *, as_json: bool) -> None:
    import msgspec

    lines, moved = opened.red_lines(cut)
    if as_json:
        click.echo(msgspec.json.encode({"red_lines": lines, "moved": moved}))
        return
    if not lines:
        click.echo("No red line was found.")
    for line in lines:
        text = opened.judged(line.document).reading.document.text
        words = " ".join(line.span.of(text).split())[:160]
        click.echo(f"{line.day or 'no date'}  {line.name or line.speaker}: {words}")
        if line.condition:
            click.echo(f"      if: {' '.join(line.condition.of(text).split())[:120]}")
        if line.consequence:
            click.echo(f"    then: {' '.join(line.consequence.of(text).split())[:120]}")
    click.echo(f"{len(moved)} moved." if moved else "None moved.")
