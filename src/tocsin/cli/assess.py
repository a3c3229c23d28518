"""`tocsin assess`: the level, and what makes it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tocsin.cli.options import cut_options, desk_option, json_option, opened_desk, to_cut

if TYPE_CHECKING:
    from tocsin.assess.level import Assessment

__all__ = ["assessment_lines", "command"]

_SHOWN = 5


@click.command(name="assess")
@click.option("--problem", metavar="ID", help="One problem; else all.")
@cut_options
@desk_option
@json_option
def command(problem: str | None, as_of: str | None, known_at: str | None, desk: Path | None, as_json: bool) -> None:
    """Say what level each problem stands at, since when and why."""
    import msgspec

    with opened_desk(desk) as opened:
        report = opened.assess(to_cut(as_of, known_at), problem)
    if as_json:
        click.echo(msgspec.json.encode(report))
        return
    for assessment in report.assessments:
        for line in assessment_lines(assessment):
            click.echo(line)
    if report.undated:
        click.echo(f"{report.undated} undated documents were left out.")


def assessment_lines(assessment: Assessment) -> Iterator[str]:
    """The assessment for people: the level with one sentence of why, then a line for each indicator that is seen."""
    yield assessment.question
    yield level_sentence(assessment)
    for indicator in assessment.indicators:
        if indicator.state == "not_seen":
            continue
        names = ", ".join(
            f"{origin.name or 'unnamed'}{f' [{origin.reliability}]' if origin.reliability else ''}"
            for origin in indicator.origins
        )
        weight = "context" if indicator.context else f"{indicator.contribution:+.2f}"
        against = ", ".join(f"{kind.replace('_', ' ')} ({n})" for kind, n in indicator.denials.items())
        yield (
            f"  {indicator.state:12s} {indicator.title} ({indicator.phase}; {weight}){f': {names}' if names else ''}"
            f"{f'; against it: {against}' if against else ''}"
        )
    for without in assessment.without[:_SHOWN]:
        if without.level != assessment.raw_level:
            yield f"  without {without.name or 'an unnamed source'} the day's level would be {without.level}"
    coverage = assessment.coverage
    yield (
        f"  looked at: {coverage.documents} documents of {coverage.outlets} outlets; "
        f"{coverage.silent_days} of the last 30 days without any; {len(coverage.unseen)} indicators never seen"
    )


def level_sentence(assessment: Assessment) -> str:
    """The level in one sentence, with the indicators that make it and by how many origins."""
    level = assessment.level
    since = f", since {level.since}" if level.since else ""
    standing = {indicator.id: indicator for indicator in assessment.indicators}
    reasons = [
        f"{indicator.title} ({indicator.state} by {len(indicator.origins)} "
        f"{'origin' if len(indicator.origins) == 1 else 'origins'})"
        for indicator in (standing[name] for name in level.because)
    ]
    why = f": {'; '.join(reasons)}" if reasons else ": nothing that the playbook looks for is seen"
    held = f" Held: the day alone would give {assessment.raw_level}." if assessment.raw_level < level.number else ""
    return f"Level {level.number} of 5, {level.name}{since}{why}.{held}"
