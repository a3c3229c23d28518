"""`tocsin backup`: the whole desk in one file."""

from __future__ import annotations

from pathlib import Path

import click

from tocsin.cli.options import desk_folder, desk_option, desk_settings, json_option

__all__ = ["command"]


@click.command(name="backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")
@desk_option
@json_option
def command(file: Path, desk: Path | None, as_json: bool) -> int:
    """Write a consistent copy of the desk into FILE, a ZIP archive, while the desk may be in use.

    Unpacked into an empty folder it is a desk again: python -m zipfile -e FILE DIR
    """
    import msgspec

    from tocsin.desk import back_up

    folder = desk_folder(desk)
    done = back_up(folder, file, desk_settings(folder))
    if as_json:
        click.echo(msgspec.json.encode(done))
    else:
        size = max(1, round(done.size / 1024))
        click.echo(f"{file}: {done.documents:,} documents and {done.snapshots:,} originals, {size:,} KiB.")
        click.echo(f"Unpacked it is a desk again: python -m zipfile -e {file} DIR")
    if done.missing:
        click.echo(f"tocsin: {len(done.missing)} originals were missing. See tocsin doctor.", err=True)
    return 1 if done.missing else 0
