"""Writing for people and into files: one line a fault, a file whole or not at all."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from tocsin.errors import DIAGNOSTIC_CODES, ReadError

if TYPE_CHECKING:
    from tocsin.records import Reading

__all__ = ["Noted", "Progress", "Unread", "replaced_file"]

# Doubts that concern a whole document or its layout: told at once, because a user can mend them and read again.
_TOLD = {
    "no-publication-date": "Give --published DATE, or a `published` in each line.",
    "unclosed-quotation": "See the place in the reading view; the text itself was not changed.",
    "coder-failed": "What it found before is kept. Please report the text that it broke on.",
    "gated": 'Set gate = "off" and run `tocsin recode` to have it read.',
    "language-not-coded": "Its text is kept; nothing in it was coded.",
}
_NAMED = 3


class Unread:
    """Names each input that cannot be read on standard error, and counts them for the exit code."""

    def __init__(self, before: Callable[[], None] | None = None) -> None:
        self.count = 0
        self._before = before

    def __call__(self, error: ReadError) -> None:
        """Names one input and what was wrong with it."""
        self.count += 1
        if self._before is not None:
            self._before()
        click.echo(f"tocsin: {error}", err=True)


class Progress:
    """How far long work has come, on standard error: a line that is written over, or now and then a new one in a log.

    Quick work shows nothing.
    """

    def __init__(self) -> None:
        self._terminal = sys.stderr.isatty()
        self._every = 0.2 if self._terminal else 30.0
        self._latest = time.monotonic()
        self._shown = False

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        self.clear()

    def show(self, told: str) -> None:
        """Shows how far it has come, where enough time has passed to tell again."""
        if time.monotonic() - self._latest < self._every:
            return
        self._latest = time.monotonic()
        if self._terminal:
            click.echo(f"\r\x1b[K{told[:78]}", nl=False, err=True)
            self._shown = True
        else:
            click.echo(f"tocsin: so far {told}", err=True)

    def clear(self) -> None:
        """Takes the line away, so that another can be written."""
        if self._shown:
            click.echo("\r\x1b[K", nl=False, err=True)
            self._shown = False


class Noted:
    """Remembers which documents have a doubt that their user can mend, and tells it in one line a kind."""

    def __init__(self) -> None:
        self._documents: dict[str, list[str]] = {}

    def watch(self, readings: Iterable[Reading]) -> Iterator[Reading]:
        """Passes readings on and looks at their diagnostics."""
        for reading in readings:
            codes = {diagnostic.code for diagnostic in reading.diagnostics}
            for code in _TOLD:
                if code in codes:
                    document = reading.document
                    self._documents.setdefault(code, []).append(document.input_id or document.uri or document.id)
            yield reading

    def report(self) -> None:
        """Prints the lines on standard error."""
        for code, names in self._documents.items():
            more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
            click.echo(
                f"tocsin: {', '.join(names[:_NAMED])}{more}: {DIAGNOSTIC_CODES[code]}. {_TOLD[code]} [{code}]", err=True
            )


@contextmanager
def replaced_file(path: Path) -> Iterator[BinaryIO]:
    """A file that takes its name only when it is whole; what stood under the name stays until then.

    Raises `click.UsageError` where the folder is missing or cannot be written to.
    """
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise click.UsageError(f"{path}: cannot be written ({error.strerror}). Name a folder that exists.") from error
    try:
        with os.fdopen(handle, "wb") as out:
            yield out
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
