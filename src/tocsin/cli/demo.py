"""`tocsin demo`: a desk from the bundled dispatches, before your eyes."""

from __future__ import annotations

import tempfile
from importlib.resources import as_file
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tocsin.cli.options import environment_values, json_option, moment

if TYPE_CHECKING:
    from tocsin.desk import Desk

__all__ = ["command"]

_VISITOR = "visitor"


@click.command(name="demo")
@click.option("--no-serve", is_flag=True, help="End after the summary instead of opening the board.")
@click.option("--port", default=0, metavar="PORT", help="The board's port; any that is free unless given.")
@click.option("-o", "--out", type=click.Path(path_type=Path), metavar="OUT", help="Where to write the reading view.")
@click.option("--into", type=click.Path(path_type=Path), metavar="DIR", help="Where to make the desk, to keep it.")
@json_option
def command(no_serve: bool, port: int, out: Path | None, into: Path | None, as_json: bool) -> int:
    """Make a desk of the bundled dispatches on the build-up around Ukraine, 2021-22, and open its board.

    The desk is in a temporary folder unless --into names one. Nothing leaves this machine.
    """
    from tocsin.cli.output import Unread
    from tocsin.desk import Desk

    folder = into or Path(tempfile.mkdtemp(prefix="tocsin-demo-")) / "desk"
    Desk.create(folder)
    desk = Desk.open(folder, environment_values())
    unread = Unread()
    try:
        _fill(desk, unread)
        _tell(desk, out or (into or folder.parent) / "reading.html", as_json)
        if not as_json:
            click.echo(f"Desk: {folder}")
        if not (no_serve or as_json):
            _open_board(desk, port)
    finally:
        desk.close()
    return 1 if unread.count else 0


def _fill(desk: Desk, unread: object) -> None:
    from collections import deque

    from tocsin.demo import dispatches_path
    from tocsin.readers.protocol import Publication

    with as_file(dispatches_path()) as path:
        added = desk.add([str(path)], publication=Publication(), at=moment(), by=_VISITOR, on_error=unread)  # type: ignore[arg-type]
        deque(added, maxlen=0)


def _tell(desk: Desk, page: Path, as_json: bool) -> None:
    from tocsin.cli.assess import level_sentence
    from tocsin.cli.output import replaced_file
    from tocsin.cli.summary import print_summary
    from tocsin.desk import load_exporter
    from tocsin.exports.summary import summarise
    from tocsin.ledger.cut import Cut

    readings = desk.view(Cut()).readings
    with replaced_file(page) as file:
        load_exporter("reading").write(readings, file)
    print_summary(summarise(readings), as_json=as_json)
    if not as_json:
        for assessment in desk.assess(Cut()).assessments:
            click.echo(level_sentence(assessment))
    click.echo(f"Reading view: {page}", err=as_json)


def _open_board(desk: Desk, port: int) -> None:
    from tocsin.board.server import serve

    def opened(url: str) -> None:
        click.echo(f"The board: {url}  (Ctrl-C ends)")
        click.launch(url)

    serve(desk, port=port, clock=moment, analyst=_VISITOR, opened=opened)
