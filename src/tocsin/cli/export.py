"""`tocsin export`: the desk's records in other tools' formats."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import BinaryIO

import click

from tocsin.cli.options import analyst, cut_options, desk_option, moment, opened_desk, to_cut

__all__ = ["command"]


@click.command(name="export")
@click.option("--format", "name", required=True, metavar="F", help="Which; tocsin formats lists them.")
@click.option(
    "-o", "--out", required=True, type=click.Path(path_type=Path), metavar="FILE",
    help="Where it goes. Formats of several tables are written as a ZIP archive, or into FILE where that is a folder.",
)  # fmt: skip
@cut_options
@desk_option
def command(name: str, out: Path, as_of: str | None, known_at: str | None, desk: Path | None) -> None:
    """Write the desk's documents and records, as judged, in a FORMAT; `atom` is a feed of what changed."""
    from tocsin.cli.output import replaced_file
    from tocsin.desk import write_export

    with opened_desk(desk) as opened:
        cut = to_cut(as_of, known_at)

        def write(file: BinaryIO) -> None:
            write_export(opened, cut, name, file, made=moment(), by=analyst())

        if out.is_dir():
            kept = io.BytesIO()
            write(kept)
            _unpack(kept.getvalue(), out, name)
        else:
            with replaced_file(out) as file:
                write(file)
    click.echo(f"{name}: {out}")


def _unpack(content: bytes, folder: Path, name: str) -> None:
    """Writes the tables of an archive into a folder. Raises `click.UsageError` where the format has only one file."""
    from tocsin.cli.output import replaced_file

    if not zipfile.is_zipfile(io.BytesIO(content)):
        raise click.UsageError(f"{folder}: is a folder, and {name} is one file. Name a file.")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for entry in archive.namelist():
            with replaced_file(folder / entry) as file:
                file.write(archive.read(entry))
