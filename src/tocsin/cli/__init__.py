"""The command line: words and exit codes, and nothing else."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

__all__ = ["EXIT_DONE", "EXIT_INTERRUPTED", "EXIT_STORE", "EXIT_UNREAD", "EXIT_USAGE", "main"]

EXIT_DONE = 0
EXIT_UNREAD = 1
EXIT_USAGE = 2
EXIT_STORE = 3
EXIT_INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs one command and ends the process with the contract's exit code; errors for people are one line each."""
    sys.exit(_run(arguments))


def _run(arguments: Sequence[str] | None) -> int:
    import click

    from tocsin.cli.commands import cli
    from tocsin.errors import TocsinError

    try:
        code = cli.main(args=arguments, prog_name="tocsin", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Abort:
        click.echo("tocsin: interrupted", err=True)
        return EXIT_INTERRUPTED
    except click.ClickException as error:
        error.show()
        return EXIT_USAGE
    except TocsinError as error:
        click.echo(f"tocsin: {error}", err=True)
        # Asked for what is not there: the store is as good as ever.
        if error.code.startswith("no-such-"):
            return EXIT_USAGE
        return {"read": EXIT_UNREAD, "ledger": EXIT_STORE}.get(error.family, EXIT_USAGE)
    except KeyboardInterrupt:
        click.echo("tocsin: interrupted", err=True)
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        # The reader of our output (`| head`) has gone: nothing is wrong. Standard output is pointed away, or Python
        # would complain at exit when it flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_DONE
    return code if isinstance(code, int) else EXIT_DONE
