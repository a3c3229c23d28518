"""`tocsin demo`: the bundled dispatches, read before your eyes."""

from __future__ import annotations

import tempfile
from importlib.resources import as_file
from pathlib import Path

import click

from tocsin.cli.options import environment_settings

__all__ = ["command"]


@click.command(name="demo")
@click.option(
    "--no-serve", is_flag=True, expose_value=False, help="End after the summary; this version has no board to open yet."
)
@click.option("-o", "--out", type=click.Path(path_type=Path), metavar="OUT", help="Where to write the reading view.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
def command(out: Path | None, as_json: bool) -> int:
    """Read the bundled dispatches on the build-up around Ukraine, 2021-22, and write their reading view."""
    from tocsin.cli.output import Unread, replaced_file
    from tocsin.cli.summary import print_summary
    from tocsin.demo import dispatches_path
    from tocsin.desk import load_exporter, read_inputs
    from tocsin.exports.summary import summarise
    from tocsin.readers.protocol import Publication

    unread = Unread()
    with as_file(dispatches_path()) as path:
        readings = list(
            read_inputs([str(path)], publication=Publication(), settings=environment_settings(), on_error=unread)
        )
    page = out or Path(tempfile.mkdtemp(prefix="tocsin-demo-")) / "reading.html"
    with replaced_file(page) as file:
        load_exporter("reading").write(readings, file)
    print_summary(summarise(readings), as_json=as_json)
    click.echo(f"Reading view: {page}", err=as_json)
    return 1 if unread.count else 0
