"""`tocsin timeline`: what happened, by day."""

from __future__ import annotations

from pathlib import Path

import click

from tocsin.cli.options import cut_options, desk_option, json_option, opened_desk, to_cut

__all__ = ["command"]


@click.command(name="timeline")
@click.option("--said", is_flag=True, help="With statements.")
@click.option("--expected", is_flag=True, help="With forecasts.")
@cut_options
@desk_option
@json_option
def command(
    said: bool, expected: bool, as_of: str | None, known_at: str | None, desk: Path | None, as_json: bool
) -> None:
    """List events by day, with their status and the words that tell them; undated ones last."""
    import msgspec

    kinds = {"event"} | ({"statement"} if said else set()) | ({"forecast"} if expected else set())
    with opened_desk(desk) as opened:
        rows = opened.timeline(to_cut(as_of, known_at), frozenset(kinds))
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
