"""`tocsin compare`: what others coded, beside what is told here."""

from __future__ import annotations

from pathlib import Path

import click

from tocsin.cli.options import cut_options, desk_option, json_option, opened_desk, to_cut

__all__ = ["command"]

_SHOWN = 10


@click.command(name="compare")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@cut_options
@desk_option
@json_option
def command(file: Path, as_of: str | None, known_at: str | None, desk: Path | None, as_json: bool) -> None:
    """Set rows of GDELT 2.0, ICEWS or POLECAT beside the desk's tellings: what both have, and what only one has.

    They are coded elsewhere and their texts are not seen: nothing is added, and they count as no origin.
    """
    import msgspec

    from tocsin.assess.comparison import compare_coded
    from tocsin.readers.coded import read_coded

    with opened_desk(desk) as opened:
        found = compare_coded(read_coded(file), opened.view(to_cut(as_of, known_at)).readings)
    if as_json:
        click.echo(msgspec.json.encode(found))
        return
    click.echo(
        f"Coded elsewhere, text not seen. Both {found.both}; only there {len(found.theirs_alone)}; only here "
        f"{len(found.ours_alone)}; {found.outside} rows on other days or not between two countries."
    )
    for row in found.theirs_alone[:_SHOWN]:
        click.echo(f"  only there  {row.day} {row.type:10s} {row.actor} {row.recipient}  {row.coder} {row.id}")
    for ours in found.ours_alone[:_SHOWN]:
        click.echo(
            f"  only here   {ours.day} {ours.type:10s} {' '.join(ours.countries)}  {ours.document} {ours.record}"
        )
    for words, count in list(found.unlike.items())[:_SHOWN]:
        click.echo(f"  other type  {words}: {count}")
