"""Reads the package's own TOML tables, once each."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from tocsin.errors import VocabularyError

__all__ = ["load_table"]


@cache
def load_table(name: str) -> dict[str, Any]:
    """The parsed table `vocab/NAME.toml` (name without ending, folders with `/`); shared, so not to be changed.

    Every table has a top-level `source` that says what it rests on. Raises `VocabularyError` (`no-table`,
    `bad-table`).
    """
    place = files("tocsin.vocab").joinpath(*f"{name}.toml".split("/"))
    try:
        table = tomllib.loads(place.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise VocabularyError("no-table", f"The vocabulary has no table '{name}'.", "Reinstall Tocsin.") from error
    except tomllib.TOMLDecodeError as error:
        raise VocabularyError("bad-table", f"The table '{name}' is not TOML: {error}.", "Mend the file.") from error
    if not isinstance(table.get("source"), str):
        raise VocabularyError("bad-table", f"The table '{name}' names no source.", 'Add a line source = "...".')
    return table
