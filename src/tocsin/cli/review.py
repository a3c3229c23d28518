"""`tocsin review`: the analyst's word on records."""

from __future__ import annotations

from pathlib import Path

import click

from tocsin.cli.options import analyst, desk_option, json_option, moment, opened_desk

__all__ = ["command"]


@click.group(name="review", context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """Accept, reject, edit or add records, and undo. Nothing is overwritten: judgements stand beside the records."""


@command.command(name="list")
@click.argument("document")
@desk_option
@json_option
def list_records(document: str, desk: Path | None, as_json: bool) -> None:
    """List the records of a DOCUMENT as they stand, with verdicts."""
    import msgspec

    with opened_desk(desk) as opened:
        judged = opened.judged(document)
        if as_json:
            click.echo(msgspec.json.encode(judged))
            return
        for record in judged.reading.records:
            verdict = judged.verdicts.get(record.id, "machine")
            click.echo(
                f"{record.id}  {verdict:8s} {type(record).__name__:10s} {opened.words_of(judged.reading, record)}"
            )


def _judge(verdict: str) -> click.Command:
    @click.argument("document")
    @click.argument("record")
    @click.option("--reason", default="", help="Why, for whoever reads the journal.")
    @desk_option
    def judge(document: str, record: str, reason: str, desk: Path | None) -> None:
        with opened_desk(desk) as opened:
            word = opened.judge(document, record, verdict, by=analyst(), at=moment(), reason=reason)  # type: ignore[arg-type]
        click.echo(f"{verdict}ed; undo with: tocsin review undo {word.id}")

    judge.__doc__ = f"{verdict.capitalize()} a RECORD of a DOCUMENT."
    return click.command(name=verdict)(judge)


command.add_command(_judge("accept"))
command.add_command(_judge("reject"))


@command.command(name="edit")
@click.argument("document")
@click.argument("record")
@click.argument("patch")
@click.option("--reason", default="", help="Why, for whoever reads the journal.")
@desk_option
def edit(document: str, record: str, patch: str, reason: str, desk: Path | None) -> None:
    """Give a RECORD of a DOCUMENT new values: PATCH is a JSON object such as '{"status": "planned"}'."""
    with opened_desk(desk) as opened:
        word = opened.judge(
            document, record, "edit", by=analyst(), at=moment(), patch=_json_object(patch), reason=reason
        )
    click.echo(f"edited; undo with: tocsin review undo {word.id}")


@command.command(name="add")
@click.argument("document")
@click.argument("record")
@click.option("--reason", default="", help="Why, for whoever reads the journal.")
@desk_option
def add(document: str, record: str, reason: str, desk: Path | None) -> None:
    """Add what was missed to a DOCUMENT: RECORD is a JSON object with "type" and the fields of that kind."""
    with opened_desk(desk) as opened:
        word = opened.add_record(document, _json_object(record), by=analyst(), at=moment(), reason=reason)
    click.echo(f"added; undo with: tocsin review undo {word.id}")


def _join(name: str, verdict: str, says: str) -> click.Command:
    @click.argument("entity")
    @click.argument("other")
    @click.option("--reason", default="", help="Why, for whoever reads the journal.")
    @desk_option
    def join(entity: str, other: str, reason: str, desk: Path | None) -> None:
        with opened_desk(desk) as opened:
            word = opened.judge_bearers((entity, other), verdict, by=analyst(), at=moment(), reason=reason)  # type: ignore[arg-type]
        click.echo(f"{says}; undo with: tocsin review undo {word.id}")

    join.__doc__ = f"Say that ENTITY and OTHER are {says}, by their ids in `tocsin review list`."
    return click.command(name=name)(join)


command.add_command(_join("same", "same", "one bearer"))
command.add_command(_join("not-same", "not_same", "not one bearer"))


@command.command(name="undo")
@click.argument("judgement")
@desk_option
def undo(judgement: str, desk: Path | None) -> None:
    """Take a JUDGEMENT back."""
    with opened_desk(desk) as opened:
        opened.store.undo(judgement, by=analyst(), at=moment())
    click.echo("undone")


def _json_object(text: str) -> dict[str, object]:
    import msgspec

    try:
        value = msgspec.json.decode(text, type=dict[str, object])
    except msgspec.DecodeError as error:
        raise click.BadParameter(f"that is no JSON object ({error}).") from error
    return value
