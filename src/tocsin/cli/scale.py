"""`tocsin scale`: a corpus over all cores, or over a cluster, into Parquet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from tocsin.cli.options import environment_settings, json_option, publication_options, to_publication, workers_option

if TYPE_CHECKING:
    from tocsin.desk.scaling import Part

__all__ = ["command"]


@click.command(name="scale")
@click.argument("corpus", metavar="CORPUS...", nargs=-1, required=True)
@click.option(
    "-o", "--out", "folder", type=click.Path(path_type=Path), metavar="DIR", required=True, help="Where the parts go."
)
@click.option(
    "--engine",
    type=click.Choice(["local", "dask"]),
    default="local",
    show_default=True,
    help="Processes of this machine, or the workers of a Dask scheduler.",
)
@click.option("--scheduler", metavar="ADDRESS", help="The Dask scheduler: tcp://HOST:8786.")
@click.option(
    "--shard-size", type=click.IntRange(min=1), default=500, show_default=True, help="Documents a part of the work."
)
@workers_option
@publication_options
@json_option
def command(
    corpus: tuple[str, ...],
    folder: Path,
    engine: Literal["local", "dask"],
    scheduler: str | None,
    shard_size: int,
    workers: int,
    published: str | None,
    outlet: str | None,
    as_json: bool,
) -> int:
    """Read CORPUS (whatever `tocsin read` reads) in shards, and write a Parquet file a shard into DIR.

    What is there is not read again: the same command goes on where it stopped. `tocsin add DIR` takes the parts into
    a desk. A document that no process survives is kept without records and says so.
    """
    import msgspec

    from tocsin.cli.output import Progress, Unread
    from tocsin.desk import open_engine, scale_corpus

    publication = to_publication(published, outlet)
    parts: list[Part] = []
    with Progress() as progress, open_engine(engine, workers=workers, scheduler=scheduler) as opened:
        unread = Unread(before=progress.clear)
        for part in scale_corpus(
            corpus,
            folder,
            opened,
            publication=publication,
            settings=environment_settings(),
            shard_size=shard_size,
            on_error=unread,
        ):
            parts.append(part)
            progress.clear()
            click.echo(msgspec.json.encode(part).decode() if as_json else _line(part))
            progress.show(_told(parts))
    if not as_json:
        click.echo(f"Scaled: {_told(parts)}. Take them into a desk: tocsin add {folder}")
    return 1 if unread.count else 0


def _line(part: Part) -> str:
    return f"{part.file}  {part.documents} documents{', there already' if part.known else ''}"


def _told(parts: list[Part]) -> str:
    known = sum(part.known for part in parts)
    documents = sum(part.documents for part in parts)
    return f"{documents} documents in {len(parts)} parts" + (f", {known} of them there already" if known else "")
