"""`tocsin timeline`: what happened, by day."""

from __future__ import annotations

from pathlib import Path

import click

from tocsin.cli.options import cut_options, desk_option, json_option, opened_desk, parse_day, to_cut

__all__ = ["command"]


@click.command(name="timeline")
@click.option("--said", is_flag=True, help="With statements.")
@click.option("--expected", is_flag=True, help="With forecasts.")
@click.option("--since", metavar="DATE", callback=parse_day, help="Only what begins on that day (2021-11-11) or later.")
@click.option("--until", metavar="DATE", callback=parse_day, help="Only what begins on that day or before.")
@cut_options
@desk_option
@json_option
def command(
    said: bool,
    expected: bool,
    since: str | None,
    until: str | None,
    as_of: str | None,
    known_at: str | None,
    desk: Path | None,
    as_json: bool,
) -> None:
    """List events by day, with their status and the words that tell them; undated ones last."""
    import msgspec

    kinds = {"event"} | ({"statement"} if said else set()) | ({"forecast"} if expected else set())
    with opened_desk(desk) as opened:
        rows = opened.timeline(to_cut(as_of, known_at), frozenset(kinds), since=since, until=until)
        grades = opened.grades(to_cut(as_of, known_at))
    if as_json:
        click.echo(msgspec.json.encode(rows))
        return
    for row in rows:
        day = row.days.edtf if row.days else "undated"
        who = ", ".join(row.who)
        status = f", {row.status}" if row.status else ""
        outlet = grades.shown(row.outlet or row.document)
        click.echo(f"{day:22s} {row.label}{status}: {who or '-'}: {_one_line(row.words)} ({outlet})")


def _one_line(words: str) -> str:
    short = " ".join(words.split())
    return short if len(short) <= 90 else short[:89] + "\u2026"
