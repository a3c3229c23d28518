"""`tocsin train`: a coder taught from one's own annotated texts."""

from __future__ import annotations

from pathlib import Path

import click

from tocsin.cli.options import environment_settings

__all__ = ["command"]


@click.command(name="train")
@click.argument("coder", type=click.Choice(["attribution"]))
@click.option(
    "--data",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help='Annotated texts, one a line: {"text", "attributions": [{"source", "cue", "content"}]}, each [[start, end]].',
)
@click.option("--epochs", default=6, show_default=True, type=click.IntRange(1, 100), help="Rounds over the data.")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="Where the weights go.")
def command(coder: str, data: Path, epochs: int, output: Path) -> None:
    """Teach a CODER from your own annotated texts and write its weights.

    Use them with the setting `weights`. The same data give the same weights. Nothing leaves this machine.
    """
    from tocsin.annotate.tagger import save_tagger
    from tocsin.annotate.tagger.learning import Schooling
    from tocsin.desk.training import train

    def report(line: str) -> None:
        click.echo(line, err=True)

    tagger = train(coder, data, Schooling(epochs=epochs), environment_settings(), report)
    save_tagger(tagger, output, {"coder": coder, "trained_on": data.name})
    click.echo(f"{output}: use it with TOCSIN_WEIGHTS={coder}={output}")
