"""`tocsin doctor`: is everything here that reading needs?"""

from __future__ import annotations

import click

from tocsin.cli.options import environment_settings

__all__ = ["command"]


@click.command(name="doctor")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def command(as_json: bool) -> int:
    """Check the installation and the language model's files, and say what to do."""
    import msgspec

    from tocsin.desk import check_installation

    findings = check_installation(environment_settings())
    if as_json:
        click.echo(msgspec.json.encode(findings))
    else:
        for finding in findings:
            click.echo(f"{'ok     ' if finding.ok else 'PROBLEM'} {finding.what}: {finding.seen}")
            if finding.hint:
                click.echo(f"        {finding.hint}")
    return 0 if all(finding.ok for finding in findings) else 2
