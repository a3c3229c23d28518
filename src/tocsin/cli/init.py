"""`tocsin init`: a new desk."""

from __future__ import annotations

from pathlib import Path

import click

__all__ = ["command"]


@click.command(name="init")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
def command(folder: Path) -> None:
    """Make a new desk in DIR, watching the bundled problem until told otherwise."""
    from tocsin.desk import Desk

    Desk.create(folder)
    click.echo(f"A desk in {folder}. Add what you read: tocsin add --desk {folder} FILE...")
