"""`tocsin copies`: one story, n copies, m independent origins."""

from __future__ import annotations

from pathlib import Path

import click

from tocsin.cli.options import cut_options, desk_option, json_option, opened_desk, to_cut

__all__ = ["command"]


@click.command(name="copies")
@cut_options
@desk_option
@json_option
def command(as_of: str | None, known_at: str | None, desk: Path | None, as_json: bool) -> None:
    """List the stories that more than one document tells, whose report they are, and on how many origins they rest."""
    import msgspec

    with opened_desk(desk) as opened:
        cut = to_cut(as_of, known_at)
        stories, grades = opened.stories(cut), opened.grades(cut)
    if as_json:
        click.echo(msgspec.json.encode(stories))
        return
    for story in stories:
        labelled = f", labelled {grades.shown(story.agency)}" if story.agency else ""
        origins = f"{len(story.origins)} independent origin{'' if len(story.origins) == 1 else 's'}"
        names = ", ".join(grades.shown(origin.name or "unnamed") for origin in story.origins)
        click.echo(f"{len(story.tellings)} documents, {origins}{f' ({names})' if names else ''}{labelled}")
        for telling in story.tellings:
            tie = f"  {telling.kind} {telling.score:.2f}: {telling.reason}" if telling.kind else "  first"
            outlet = grades.shown(telling.outlet) if telling.outlet else "-"
            click.echo(f"  {telling.document}  {telling.published or 'undated'}  {outlet}{tie}")
    if not stories:
        click.echo("No document tells what another told.")
