"""`tocsin grade`: the Admiralty scale, set by the analyst."""

from __future__ import annotations

from pathlib import Path

import click

from tocsin.cli.options import analyst, desk_option, json_option, moment, opened_desk

__all__ = ["command"]


@click.command(name="grade")
@click.argument("what", metavar="[NAME|RECORD]", required=False)
@click.argument("grade", metavar="[GRADE]", required=False)
@click.option("--document", metavar="ID", help="Grade a RECORD of this document, 1 to 6, in place of a source.")
@click.option("--reason", default="", help="Why, for whoever reads the journal.")
@desk_option
@json_option
def command(
    what: str | None, grade: str | None, document: str | None, reason: str, desk: Path | None, as_json: bool
) -> None:
    """Grade the outlet or person NAME from A (completely reliable) to E, or F if it cannot be judged.

    Without arguments, list the grades. Nothing is graded but by an analyst.
    """
    import msgspec

    from tocsin.ledger.cut import NO_CUT

    if what is not None and grade is None:
        raise click.UsageError("Give a grade: A to F for a source, 1 to 6 for a record with --document.")
    with opened_desk(desk) as opened:
        if what is not None and grade is not None:
            done = (
                opened.grade_record(document, what, grade, by=analyst(), at=moment(), reason=reason)
                if document
                else opened.grade_source(what, grade, by=analyst(), at=moment(), reason=reason)
            )
            click.echo(msgspec.json.encode(done) if as_json else f"graded; undo with: tocsin review undo {done.id}")
            return
        standing = opened.grades(NO_CUT).standing()
    if as_json:
        click.echo(msgspec.json.encode(standing))
        return
    for judgement in standing:
        letter = (judgement.patch or {}).get("reliability")
        why = f": {judgement.reason}" if judgement.reason else ""
        click.echo(f"{letter}  {judgement.target.fields.get('name')} by {judgement.by}, {judgement.at[:10]}{why}")
    if not standing:
        click.echo("Nobody has graded a source.")
