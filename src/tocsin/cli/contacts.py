"""`tocsin contacts`: who met or called whom."""

from __future__ import annotations

from pathlib import Path

import click

from tocsin.cli.options import cut_options, desk_option, json_option, opened_desk, to_cut

__all__ = ["command"]


@click.command(name="contacts")
@cut_options
@desk_option
@json_option
def command(as_of: str | None, known_at: str | None, desk: Path | None, as_json: bool) -> None:
    """List contacts: planned, held, refused, called off or moved, with every account side by side."""
    import msgspec

    with opened_desk(desk) as opened:
        found = opened.contacts(to_cut(as_of, known_at))
        if as_json:
            click.echo(msgspec.json.encode(found))
            return
        if not found:
            click.echo("No dated contact between two named parties was found.")
        for contact in found:
            mode = f" ({contact.mode})" if contact.mode else ""
            click.echo(f"{contact.days.edtf:22s} {contact.fate:9s} {' and '.join(contact.parties)}{mode}")
            for account in contact.accounts:
                reading = opened.store.reading(account.document)
                line = opened.line_of(reading, account.span)[:110] if reading else ""
                alone = f" [only here: {', '.join(account.only_here[:6])}]" if account.only_here else ""
                click.echo(f"    {account.outlet or account.document}: {line}{alone}")
