"""Searches that analysts keep by name, in a file of the desk's folder that people can read."""

from __future__ import annotations

from pathlib import Path

import msgspec

from tocsin.desk.desk import Desk

__all__ = ["SEARCHES", "Search", "list_searches", "save_search"]

SEARCHES = "searches.json"
_LONGEST_NAME = 80


class Search(msgspec.Struct, frozen=True, kw_only=True):
    """A search kept: its name, and the query of its address."""

    name: str
    query: str


def list_searches(desk: Desk) -> list[Search]:
    """The searches kept, by name; of a desk without a folder, or where the file cannot be read, none."""
    path = _path(desk)
    try:
        return msgspec.json.decode(path.read_bytes(), type=list[Search]) if path else []
    except (OSError, msgspec.DecodeError):
        return []


def save_search(desk: Desk, name: str, query: str) -> None:
    """Keeps a search under a name, in place of what bore it before; an empty query lets it go."""
    path = _path(desk)
    name = " ".join(name.split())[:_LONGEST_NAME]
    if path is None or not name:
        return
    kept = {search.name: search for search in list_searches(desk)} | {name: Search(name=name, query=query)}
    wanted = [kept[one] for one in sorted(kept) if kept[one].query]
    made = path.with_suffix(".new")
    made.write_bytes(msgspec.json.format(msgspec.json.encode(wanted)))
    made.replace(path)


def _path(desk: Desk) -> Path | None:
    return desk.folder / SEARCHES if desk.folder is not None else None
