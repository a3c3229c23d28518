"""`tocsin brief`: what leaves the room."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tocsin.cli.options import analyst, cut_options, desk_option, moment, opened_desk, to_cut

if TYPE_CHECKING:
    from tocsin.exports.protocol import BriefWriter

__all__ = ["command", "parse_since"]


@click.command(name="brief")
@click.option("--since", default="7d", show_default=True, help="From when: so many days (7d) or weeks (2w), or a date.")
@click.option("--problem", metavar="ID", help="One problem; else all.")
@click.option(
    "-o",
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where it goes; its ending says the form: .html, .md, .pdf, .docx.",
)
@cut_options
@desk_option
def command(
    since: str, problem: str | None, out: Path, as_of: str | None, known_at: str | None, desk: Path | None
) -> None:
    """Write a brief: by problem the level and why, what changed, who said and did what, what is expected and unknown.

    The period ends on --as-of, or on the day of the last document. Every line cites outlet, date and the exact words.
    """
    from tocsin.cli.output import replaced_file
    from tocsin.desk import make_brief

    days, first = parse_since(since)
    writer = _writer_for(out)
    with opened_desk(desk) as opened:
        made = make_brief(
            opened,
            to_cut(as_of, known_at),
            problem=problem,
            days=days,
            since=first,
            made=moment(),
            by=analyst(),
        )
    with replaced_file(out) as file:
        writer.write_brief(made, file)
    click.echo(f"Brief: {out}")


def parse_since(value: str) -> tuple[int | None, str | None]:
    """A number of days, or a date; one of the two. Raises `click.BadParameter` where it is neither."""
    match = re.fullmatch(r"(\d{1,4})([dw])", value)
    if match and int(match[1]):
        return int(match[1]) * (7 if match[2] == "w" else 1), None
    try:
        return None, date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise click.BadParameter(
            f"'{value}' is no length and no date. Write 7d, 2w or 2021-11-11.", param_hint="--since"
        ) from error


def _writer_for(path: Path) -> BriefWriter:
    """The writer whose files end so. Raises `click.BadParameter` naming the endings there are."""
    from tocsin.desk import brief_writers

    writers = {writer.ending: writer for writer in brief_writers() if writer.ending != ".atom"}
    writer = writers.get({".htm": ".html", ".markdown": ".md"}.get(path.suffix.lower(), path.suffix.lower()))
    if writer is None:
        raise click.BadParameter(
            f"'{path.name}' does not say its form. Let it end in {', '.join(sorted(writers))}.", param_hint="--out"
        )
    return writer
