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
@click.option("--all", "every", is_flag=True, help="List times, entities and their mentions too.")
@desk_option
@json_option
def list_records(document: str, every: bool, desk: Path | None, as_json: bool) -> None:
    """List what is said, done and expected in a DOCUMENT as it stands, with verdicts; --json has all of its records."""
    import msgspec

    from tocsin.records import Event, Forecast, Statement

    with opened_desk(desk) as opened:
        judged = opened.judged(document)
        if as_json:
            click.echo(msgspec.json.encode(judged))
            return
        for record in judged.reading.records:
            if not (every or isinstance(record, Statement | Event | Forecast) or record.id in judged.verdicts):
                continue
            verdict = judged.verdicts.get(record.id, "machine")
            status = f"{record.event_type} {record.status}: " if isinstance(record, Event) else ""
            graded = f" [{judged.credibility[record.id]}]" if record.id in judged.credibility else ""
            words = opened.words_of(judged.reading, record)
            click.echo(f"{record.id}  {verdict:8s} {type(record).__name__:10s} {status}{words}{graded}")
            for note in judged.notes.get(record.id, ()):
                click.echo(f"    note by {note.by} ({note.id}): {note.reason}")
        for note in judged.notes.get(document, ()):
            click.echo(f"note by {note.by} ({note.id}): {note.reason}")
        for lost in judged.unplaced:
            click.echo(f"not placed: {lost.verdict} of a {lost.target.type} by {lost.by} ({lost.id})")


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


@command.command(name="note")
@click.argument("document")
@click.argument("words", nargs=-1, required=True)
@click.option("--record", help="The record that the note is on; else it is on the whole document.")
@desk_option
def note(document: str, words: tuple[str, ...], record: str | None, desk: Path | None) -> None:
    """Keep WORDS as a note on a DOCUMENT, or on one of its records."""
    with opened_desk(desk) as opened:
        word = opened.note(document, record, " ".join(words), by=analyst(), at=moment())
    click.echo(f"noted; undo with: tocsin review undo {word.id}")


def _join(name: str, verdict: str, says: str) -> click.Command:
    @click.argument("entities", metavar="ENTITY OTHER...", nargs=-1, required=True)
    @click.option("--reason", default="", help="Why, for whoever reads the journal.")
    @desk_option
    def join(entities: tuple[str, ...], reason: str, desk: Path | None) -> None:
        if len(set(entities)) < 2:
            raise click.UsageError("Name two entities at least.")
        with opened_desk(desk) as opened:
            word = opened.judge_bearers(entities, verdict, by=analyst(), at=moment(), reason=reason)  # type: ignore[arg-type]
        click.echo(f"{says}; undo with: tocsin review undo {word.id}")

    join.__doc__ = f"Say that the entities are {says}, by their ids in `tocsin review list` or `identities`."
    return click.command(name=name)(join)


command.add_command(_join("same", "same", "one bearer"))
command.add_command(_join("merge", "same", "one bearer"))
command.add_command(_join("not-same", "not_same", "not one bearer"))


@command.command(name="split")
@click.argument("entities", metavar="ENTITY...", nargs=-1, required=True)
@click.option("--reason", default="", help="Why, for whoever reads the journal.")
@desk_option
def split(entities: tuple[str, ...], reason: str, desk: Path | None) -> None:
    """Part the entities from all others that are held to be the same bearer; among themselves they stay one."""
    with opened_desk(desk) as opened:
        word = opened.split_bearer(entities, by=analyst(), at=moment(), reason=reason)
    click.echo(f"split off; undo with: tocsin review undo {word.id}")


@command.command(name="identities")
@click.argument("name", required=False)
@desk_option
@json_option
def identities(name: str | None, desk: Path | None, as_json: bool) -> None:
    """List who is held to be one bearer: those whose name holds NAME, or all that more than one document has."""
    import msgspec

    from tocsin.ledger.cut import NO_CUT

    with opened_desk(desk) as opened:
        found = sorted(opened.identities(opened.view(NO_CUT)), key=lambda identity: identity.name or "")
    wanted = (name or "").casefold()
    shown = [i for i in found if (wanted in (i.name or "").casefold() if name else len(i.members) > 1)]
    if as_json:
        click.echo(msgspec.json.encode(shown))
        return
    for identity in shown:
        click.echo(
            f"{identity.name or 'unnamed'} ({identity.kind}{f', {identity.country}' if identity.country else ''})"
        )
        for member in identity.members:
            click.echo(f"    {member}")


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
