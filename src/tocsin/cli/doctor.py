"""`tocsin doctor`: is everything here that reading needs, and is the desk sound?"""

from __future__ import annotations

from pathlib import Path

import click

from tocsin.cli.options import (
    desk_folder,
    desk_option,
    desk_settings,
    environment_settings,
    json_option,
    nearest_desk,
)

__all__ = ["command"]


@click.command(name="doctor")
@desk_option
@json_option
def command(desk: Path | None, as_json: bool) -> int:
    """Check the installation, the language model's files, and the desk with its originals; say what to do.

    Without a desk near by only the installation is checked. Nothing is changed.
    """
    import msgspec

    from tocsin.cli import EXIT_DONE, EXIT_STORE, EXIT_USAGE
    from tocsin.desk import check_desk, check_installation

    installation = check_installation(environment_settings())
    near = desk is not None or nearest_desk() is not None
    kept = check_desk(folder := desk_folder(desk), desk_settings(folder)) if near else []
    findings = installation + kept
    if as_json:
        click.echo(msgspec.json.encode(findings))
    else:
        for finding in findings:
            click.echo(f"{'ok     ' if finding.ok else 'PROBLEM'} {finding.what}: {finding.seen}")
            if finding.hint:
                click.echo(f"        {finding.hint}")
    if not all(finding.ok for finding in installation):
        return EXIT_USAGE
    return EXIT_DONE if all(finding.ok for finding in kept) else EXIT_STORE
