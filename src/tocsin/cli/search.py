"""`tocsin search`: documents by their words."""

from __future__ import annotations

from pathlib import Path

import click

from tocsin.cli.options import cut_options, desk_option, json_option, opened_desk, to_cut

__all__ = ["command"]


@click.command(name="search")
@click.argument("query")
@click.option("--limit", default=20, show_default=True, help="How many at most.")
@cut_options
@desk_option
@json_option
def command(query: str, limit: int, as_of: str | None, known_at: str | None, desk: Path | None, as_json: bool) -> None:
    """Find documents that hold all words of QUERY; a phrase stands in quotation marks."""
    import msgspec

    with opened_desk(desk) as opened:
        hits = opened.search(query, to_cut(as_of, known_at), limit=limit)
        grades = opened.grades(to_cut(as_of, known_at))
    if as_json:
        click.echo(msgspec.json.encode(hits))
        return
    for hit in hits:
        head = " | ".join(part for part in (hit.published, grades.shown(hit.outlet or ""), hit.title) if part)
        click.echo(f"{hit.document}  {head}\n    \u2026 {hit.snippet} \u2026")
    click.echo(f"{len(hits)} found." if hits else "Nothing found.")
