"""`tocsin problem`: what is watched, and whether it can be."""

from __future__ import annotations

from pathlib import Path

import click

from tocsin.cli.options import analyst, desk_option, json_option, moment, nearest_desk, opened_desk

__all__ = ["command"]


@click.group(name="problem", context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """Check problems and playbooks, and set cells of the matrix of competing hypotheses."""


@command.command(name="check")
@click.argument("names", nargs=-1, metavar="[PROBLEM]...")
@desk_option
@json_option
def check(names: tuple[str, ...], desk: Path | None, as_json: bool) -> int:
    """Find indicators that no text can set, levels that cannot be reached, weights without a reason.

    Checks the desk's problems, or the bundled ones where there is no desk. Ends with 2 where something cannot work.
    """
    import msgspec

    from tocsin.desk.backtest import bundled_problems
    from tocsin.desk.problems import check_files
    from tocsin.errors import ConfigError

    problems, playbooks = bundled_problems()
    if desk is not None or nearest_desk() is not None:
        with opened_desk(desk) as opened:
            problems, playbooks = opened.problems, opened.playbooks
    for name in names:
        if name not in problems:
            known = ", ".join(sorted(problems)) or "none"
            raise ConfigError("no-such-problem", f"There is no problem '{name}'.", f"Problems: {known}.")
    found = {
        name: check_files(problems[name], playbooks[problems[name].playbook]) for name in names or sorted(problems)
    }
    if as_json:
        click.echo(msgspec.json.encode(found))
    else:
        for name, faults in found.items():
            click.echo(f"{name}: {len(faults) or 'no'} {'fault' if len(faults) == 1 else 'faults'}")
            for fault in faults:
                click.echo(f"  {fault.severity:8s} {fault.where}: {fault.seen} {fault.hint} [{fault.code}]")
    return 2 if any(fault.severity == "error" for faults in found.values() for fault in faults) else 0


@command.command(name="cell")
@click.argument("problem")
@click.argument("indicator")
@click.argument("hypothesis")
@click.argument("consistency", type=click.Choice(["CC", "C", "N", "I", "II"]))
@click.option("--credibility", type=click.Choice(["low", "medium", "high"]), default="medium", show_default=True)
@click.option("--relevance", type=click.Choice(["low", "medium", "high"]), default="medium", show_default=True)
@desk_option
def cell(
    problem: str,
    indicator: str,
    hypothesis: str,
    consistency: str,
    credibility: str,
    relevance: str,
    desk: Path | None,
) -> None:
    """Say how consistent an INDICATOR is with a HYPOTHESIS; your word stands against the playbook's."""
    patch = {"consistency": consistency, "credibility": credibility, "relevance": relevance}
    with opened_desk(desk) as opened:
        word = opened.set_cell(problem, indicator, hypothesis, patch, by=analyst(), at=moment())
    click.echo(f"{indicator} by {hypothesis} is {consistency}; undo with: tocsin review undo {word.id}")
