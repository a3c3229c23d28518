"""`tocsin dossier`: what is on record of one person."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tocsin.cli.options import cut_options, desk_option, json_option, moment, opened_desk, to_cut

if TYPE_CHECKING:
    from tocsin.assess.dossier import Dossier
    from tocsin.desk import Desk

__all__ = ["command"]


@click.command(name="dossier")
@click.argument("name")
@click.option("--accepted", is_flag=True, help="List only what an analyst accepted.")
@cut_options
@desk_option
@json_option
def command(
    name: str, accepted: bool, as_of: str | None, known_at: str | None, desk: Path | None, as_json: bool
) -> None:
    """List what a person (NAME, or a surname) said, did and expects. Only accepted records are counted."""
    import msgspec

    with opened_desk(desk) as opened:
        found = opened.dossiers(name, to_cut(as_of, known_at), moment()[:10])
        if as_json:
            click.echo(msgspec.json.encode(found))
            return
        if not found:
            click.echo(f"Nobody named '{name}' was found.")
        for dossier in found:
            _print(opened, dossier, accepted=accepted)


def _print(opened: Desk, dossier: Dossier, *, accepted: bool) -> None:
    counts = ", ".join(f"{number} {kind}{'' if number == 1 else 's'}" for kind, number in dossier.accepted.items())
    click.echo(f"{dossier.name}{f' ({dossier.country})' if dossier.country else ''}: {'; '.join(dossier.offices)}")
    click.echo(f"  accepted: {counts or 'nothing'}; {dossier.unreviewed} machine, unreviewed, and counted nowhere")
    scores = dossier.scores
    if scores.brier is None:
        click.echo(f"  forecasts: {scores.resolved} accepted and resolved; no score below {scores.enough}")
    else:
        click.echo(f"  forecasts: Brier {scores.brier} (base rate {scores.base_brier})")
    for line in dossier.lines:
        if accepted and line.stamp != "accepted":
            continue
        text = opened.judged(line.document).reading.document.text
        words = " ".join(line.span.of(text).split())[:100]
        label = f" {line.label}" if line.label else ""
        click.echo(f"  {line.published or 'undated   '} {line.what}{label}: {words} [{line.stamp}]")
