"""`tocsin keys`: who else may use the board and the API."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from tocsin.cli.options import desk_folder, desk_option, json_option, moment

__all__ = ["command"]

_role = click.option(
    "--role",
    type=click.Choice(["reader", "analyst"]),
    default="reader",
    show_default=True,
    help="A reader looks; an analyst also adds and judges.",
)


@click.group(name="keys")
def command() -> None:
    """Say who may use the desk's board and API. Without any key it is open to this machine, and to no other."""


@command.command(name="list")
@desk_option
@json_option
def list_keys(desk: Path | None, as_json: bool) -> None:
    """Show the keys: names and roles, never secrets."""
    import msgspec

    from tocsin.board.access.keys import Keys

    found = Keys(desk_folder(desk)).all()
    if as_json:
        told = [{"name": k.name, "role": k.role, "kind": k.kind, "made": k.made} for k in found]
        click.echo(msgspec.json.encode(told))
        return
    for key in found:
        click.echo(f"{key.name}  {key.kind}, {key.role}, made {key.made[:10]}")
    if not found:
        click.echo("No keys: the board is open to this machine, and to no other.")


@command.command(name="token")
@click.argument("name")
@click.option(
    "--role",
    type=click.Choice(["reader", "analyst", "feed"]),
    default="reader",
    show_default=True,
    help="A reader looks; an analyst also adds and judges; a feed's token opens the feed and nothing else.",
)
@desk_option
def add_token(name: str, role: Literal["reader", "analyst", "feed"], desk: Path | None) -> None:
    """Make a token for a program, and print it: it is shown this once and kept nowhere."""
    from tocsin.board.access.keys import Keys

    click.echo(Keys(desk_folder(desk)).add_token(name, role, at=moment()))
    if role == "feed":
        click.echo(
            "Give a feed reader the address of the board with /feed.atom?key=... It is not shown again.", err=True
        )
    else:
        click.echo("Give it as the header 'Authorization: Bearer ...'. It is not shown again.", err=True)


@command.command(name="user")
@click.argument("name")
@_role
@desk_option
def add_user(name: str, role: str, desk: Path | None) -> None:
    """Let a person in; the password is asked for, or read from standard input."""
    from tocsin.board.access.keys import Keys

    keys = Keys(desk_folder(desk))
    password = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    keys.add_user(name, "analyst" if role == "analyst" else "reader", password, at=moment())
    click.echo(f"{name} may sign in as {role}.")


@command.command(name="remove")
@click.argument("name")
@desk_option
def remove_key(name: str, desk: Path | None) -> None:
    """Take a key away; it opens nothing from now on."""
    from tocsin.board.access.keys import Keys

    Keys(desk_folder(desk)).remove(name)
    click.echo(f"{name} is let in no more.")
