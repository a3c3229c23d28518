"""`tocsin serve`: the board."""

from __future__ import annotations

from pathlib import Path

import click

from tocsin.cli.options import analyst, desk_option, moment, opened_desk

__all__ = ["command"]


@click.command(name="serve")
@click.option("--port", default=8710, show_default=True, help="The port on this machine; 0 is any that is free.")
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Listen there; beyond this machine keys are needed."
)
@click.option("--name", "names", multiple=True, metavar="NAME", help="A name by which a proxy with https is reached.")
@click.option("--open", "opening", is_flag=True, help="Open the board in the browser.")
@desk_option
def command(port: int, host: str, names: tuple[str, ...], opening: bool, desk: Path | None) -> None:
    """Show the desk's board, and its API, to this machine, until interrupted; to others where `--host` says so."""
    from tocsin.board.server import serve

    def told(url: str) -> None:
        click.echo(f"The board: {url}  (Ctrl-C ends)")
        if opening:
            click.launch(url)

    with opened_desk(desk) as opened:
        serve(opened, host=host, port=port, names=names, clock=moment, analyst=analyst(), opened=told)
