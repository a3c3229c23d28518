"""`tocsin init`: a new desk."""

from __future__ import annotations

from pathlib import Path

import click

from tocsin.cli.options import environment_values

__all__ = ["command"]


@click.command(name="init")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option(
    "--store", metavar="ADDRESS", default="", help="Keep the ledger in PostgreSQL: postgresql://user@host/name."
)
def command(folder: Path, store: str) -> None:
    """Make a new desk in DIR, watching the bundled problem until told otherwise."""
    from tocsin.desk import Desk

    Desk.create(folder, store=store, environment=environment_values())
    click.echo(f"A desk in {folder}. Add what you read: tocsin add --desk {folder} FILE...")
