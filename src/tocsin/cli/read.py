"""`tocsin read`: files to cited records, once, without a desk."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tocsin.cli.options import environment_settings, publication_options, to_publication, workers_option

if TYPE_CHECKING:
    from tocsin.records import Reading

__all__ = ["command"]


@click.command(name="read")
@click.argument("inputs", metavar="FILE...", nargs=-1, required=True)
@publication_options
@click.option("--jsonl", is_flag=True, help="Print one JSON object a document: text, records, diagnostics.")
@click.option("--html", type=click.Path(path_type=Path), metavar="OUT", help="Write the reading view, one page.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
@workers_option
def command(
    inputs: tuple[str, ...],
    published: str | None,
    outlet: str | None,
    jsonl: bool,
    html: Path | None,
    as_json: bool,
    workers: int,
) -> int:
    """Read FILEs or addresses (text, web pages, feeds, JSON Lines; `-` is standard input) into cited records.

    Prints a summary for people unless --jsonl is given. What cannot be read is named on standard error, the rest is
    read all the same, and the exit code is 1.
    """
    from tocsin.cli.output import Noted, Unread
    from tocsin.desk import read_inputs

    publication = to_publication(published, outlet)
    unread, noted = Unread(), Noted()
    readings = noted.watch(
        read_inputs(inputs, publication=publication, settings=environment_settings(), on_error=unread, workers=workers)
    )
    if jsonl:
        readings = _printed(readings)
    if html is not None:
        readings = _write_page(readings, html)
    if jsonl:
        deque(readings, maxlen=0)  # each is printed as it passes by
    else:
        _summarise(readings, as_json)
    if html is not None:
        click.echo(f"Reading view: {html}", err=jsonl or as_json)
    noted.report()
    return 1 if unread.count else 0


def _printed(readings: Iterable[Reading]) -> Iterator[Reading]:
    """Passes readings on, each printed as its line the moment it is there."""
    from tocsin.desk import load_exporter

    exporter = load_exporter("jsonl")
    out = sys.stdout.buffer
    for reading in readings:
        exporter.write((reading,), out)
        yield reading


def _write_page(readings: Iterable[Reading], path: Path) -> Iterator[Reading]:
    """Writes the reading view of all readings, then passes them on."""
    from tocsin.cli.output import replaced_file
    from tocsin.desk import load_exporter

    kept = list(readings)
    with replaced_file(path) as out:
        load_exporter("reading").write(kept, out)
    return iter(kept)


def _summarise(readings: Iterable[Reading], as_json: bool) -> None:
    from tocsin.cli.summary import print_summary
    from tocsin.exports.summary import summarise

    print_summary(summarise(readings), as_json=as_json)
