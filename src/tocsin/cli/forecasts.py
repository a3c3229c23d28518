"""`tocsin forecasts`: what is expected, by whom, by when."""

from __future__ import annotations

from pathlib import Path

import click

from tocsin.cli.options import cut_options, desk_option, json_option, opened_desk, to_cut

__all__ = ["command"]


@click.command(name="forecasts")
@cut_options
@desk_option
@json_option
def command(as_of: str | None, known_at: str | None, desk: Path | None, as_json: bool) -> None:
    """List what is expected, by whom and by when, with the speaker's own words of probability."""
    import msgspec

    with opened_desk(desk) as opened:
        rows = opened.timeline(to_cut(as_of, known_at), frozenset({"forecast"}))
    if as_json:
        click.echo(msgspec.json.encode(rows))
        return
    for row in rows:
        horizon = row.days.edtf if row.days else "no date"
        who = ", ".join(row.who) or "-"
        hedge = f" [{row.status}]" if row.status else ""
        click.echo(f"{horizon:22s} {who}: {' '.join(row.words.split())[:110]}{hedge} ({row.outlet or row.document})")
