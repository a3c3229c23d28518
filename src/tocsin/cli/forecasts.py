"""`tocsin forecasts`: what is expected, by whom, by when."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tocsin.cli.options import cut_options, desk_option, json_option, moment, opened_desk, to_cut

if TYPE_CHECKING:
    from tocsin.assess.forecasts import Kept
    from tocsin.desk import Desk

__all__ = ["command"]


@click.command(name="forecasts")
@click.option("--register", is_flag=True, help="List them with what came of each, and events that may be it.")
@click.option("--scores", is_flag=True, help="Score the resolved ones against the base rate.")
@click.option("--speaker", metavar="NAME", help="With --scores: one speaker's; only accepted records count.")
@click.option("--svg", type=click.Path(path_type=Path), metavar="OUT", help="With --scores: draw the calibration.")
@cut_options
@desk_option
@json_option
def command(
    register: bool,
    scores: bool,
    speaker: str | None,
    svg: Path | None,
    as_of: str | None,
    known_at: str | None,
    desk: Path | None,
    as_json: bool,
) -> None:
    """List what is expected, by whom and by when, with the speaker's own words of probability."""
    import msgspec

    with opened_desk(desk) as opened:
        if register or scores:
            kept = opened.forecast_register(to_cut(as_of, known_at), moment()[:10])
            if scores:
                _print_scores(kept, speaker, svg, as_json=as_json)
            else:
                _print_register(opened, kept, as_json=as_json)
            return
        rows = opened.timeline(to_cut(as_of, known_at), frozenset({"forecast"}))
    if as_json:
        click.echo(msgspec.json.encode(rows))
        return
    for row in rows:
        horizon = row.days.edtf if row.days else "no date"
        who = ", ".join(row.who) or "-"
        hedge = f" [{row.status}]" if row.status else ""
        click.echo(f"{horizon:22s} {who}: {' '.join(row.words.split())[:110]}{hedge} ({row.outlet or row.document})")


def _print_register(opened: Desk, kept: list[Kept], *, as_json: bool) -> None:
    import msgspec

    if as_json:
        click.echo(msgspec.json.encode(kept))
        return
    for one in kept:
        reading = opened.judged(one.document).reading
        state = one.outcome or ("due" if one.due else "open")
        horizon = one.horizon.edtf if one.horizon else "no date"
        review = "" if one.reviewed else " [machine, unreviewed]"
        words = " ".join(one.span.of(reading.document.text).split())[:90]
        click.echo(f"{one.forecast}  {state:8s} {horizon:22s} {one.speaker or '-'}: {words}{review}")
        for proposal in one.proposed:
            told = opened.store.reading(proposal.document)
            if told is not None:
                click.echo(f"    may be it: {opened.line_of(told, proposal.span)[:110]}")


def _print_scores(kept: list[Kept], speaker: str | None, svg: Path | None, *, as_json: bool) -> None:
    import msgspec

    from tocsin.assess.forecasts import score_forecasts
    from tocsin.assess.intervals import score_intervals
    from tocsin.cli.output import replaced_file
    from tocsin.exports.calibration import calibration_svg

    scores, intervals = score_forecasts(kept, speaker=speaker), score_intervals(kept, speaker=speaker)
    if svg is not None:
        with replaced_file(svg) as out:
            out.write(calibration_svg(scores).encode())
    if as_json:
        click.echo(msgspec.json.encode({**msgspec.structs.asdict(scores), "intervals": intervals}))
        return
    counted = f"{scores.counted} with a probability ({scores.basis})"
    click.echo(f"{scores.forecasts} forecasts, {scores.resolved} resolved, {counted}.")
    if scores.brier is None:
        click.echo(f"No score below {scores.enough} resolved ones with a probability.")
    else:
        click.echo(f"Brier {scores.brier} (base rate {scores.base_rate}: {scores.base_brier}); lower is better.")
        click.echo(f"Log   {scores.log} (base rate: {scores.base_log}); probabilities drawn in to {scores.clipped_at}.")
    for step in scores.calibration:
        bar = "#" * round(step.came * 20)
        click.echo(f"  said {step.said:.2f}  came {step.came:.2f}  n={step.count:<4d} {bar}")
    for row in intervals:
        share = "" if row.covered is None else f", covered {row.covered:.0%}"
        click.echo(
            f"  {row.lead}: of {row.counted} ({row.basis}) {row.within} came within, {row.early} before, {row.late} "
            f"after, {row.never} not; {row.width:g} days wide on average{share}"
        )
