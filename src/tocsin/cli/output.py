"""Writing for people and into files: one line a fault, a file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import click

from tocsin.errors import ReadError

__all__ = ["Unread", "replaced_file"]


class Unread:
    """Names each input that cannot be read on standard error, and counts them for the exit code."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, error: ReadError) -> None:
        self.count += 1
        click.echo(f"tocsin: {error}", err=True)


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
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
