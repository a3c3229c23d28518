"""The group of commands; each is imported when it is called or listed, so that `--help` stays quick."""

from __future__ import annotations

from importlib import import_module

import click

from tocsin import __version__

__all__ = ["COMMANDS", "cli"]

# Name of the command -> module under `tocsin.cli`, whose `command` it is; listed in the order a newcomer needs them.
COMMANDS = {
    "demo": "demo",
    "read": "read",
    "init": "init",
    "add": "add",
    "watch": "watch",
    "assess": "assess",
    "timeline": "timeline",
    "disagreements": "disagreements",
    "forecasts": "forecasts",
    "resolve": "resolve",
    "contacts": "contacts",
    "dossier": "dossier",
    "tone": "tone",
    "backtest": "backtest",
    "problem": "problem",
    "search": "search",
    "brief": "brief",
    "export": "export",
    "compare": "compare",
    "copies": "copies",
    "review": "review",
    "grade": "grade",
    "remove": "remove",
    "purge": "purge",
    "recode": "recode",
    "train": "train",
    "scale": "scale",
    "serve": "serve",
    "keys": "keys",
    "formats": "formats",
    "doctor": "doctor",
    "backup": "backup",
}


class _LazyGroup(click.Group):
    """A group that imports a command's module only when it must."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"tocsin.cli.{COMMANDS[cmd_name]}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and not args[0].startswith("-") and args[0] not in COMMANDS:
            known = ", ".join(COMMANDS)
            raise click.UsageError(f"There is no command '{args[0]}'. Commands: {known}.")
        return super().resolve_command(ctx, args)


@click.command(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="tocsin")
def cli() -> None:
    """Tocsin reads news and turns characters into cited records.

    Who said what, what was done, what is expected by when, and which exact words say so.

    Begin with `tocsin demo`, then `tocsin read FILE --published DATE --html page.html`.
    """
