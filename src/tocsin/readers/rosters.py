"""Reads a user's own roster of office holders: Tocsin's TOML, CSV, or FollowTheMoney's JSON Lines."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from tocsin.errors import ConfigError
from tocsin.vocab.countries import alpha3_of
from tocsin.vocab.roster import Holding, Roster, Rostered

__all__ = ["read_roster"]

_COLUMNS = (
    "id", "name", "aliases", "gender", "wikidata",
    "title", "organization", "country", "sector", "first", "last", "source",
)  # fmt: skip


def read_roster(path: Path) -> Roster:
    """The roster in a file, by its ending: `.toml`, `.csv`, or `.json`, `.jsonl`, `.ftm` for FollowTheMoney.

    CSV has a line an office; lines of one `id` (or, without, one `name`) are one person, `aliases` are parted by `;`.
    Of FollowTheMoney's entities the persons with their occupancies of positions are read. Raises `ConfigError`
    (`bad-roster`) naming the file, the place and what was seen.
    """
    readers: dict[str, Callable[[str], Iterable[Rostered]]] = {
        ".toml": _from_toml, ".csv": _from_csv, ".json": _from_ftm, ".jsonl": _from_ftm, ".ftm": _from_ftm,
    }  # fmt: skip
    read = readers.get(path.suffix.lower())
    if read is None:
        raise ConfigError(
            "bad-roster", f"{path}: a roster does not end in '{path.suffix}'.", f"Use one of: {', '.join(readers)}."
        )
    try:
        return Roster(read(path.read_text(encoding="utf-8-sig")))
    except OSError as error:
        raise ConfigError("bad-roster", f"{path}: cannot be read ({error.strerror}).", "Mend the setting.") from error
    except (ValueError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise ConfigError("bad-roster", f"{path}: {error}.", "See docs/rosters.md for what a roster holds.") from error


def _from_toml(text: str) -> Iterable[Rostered]:
    return msgspec.convert(tomllib.loads(text).get("people", ()), tuple[Rostered, ...])


def _from_csv(text: str) -> Iterable[Rostered]:
    lines = csv.DictReader(text.splitlines())
    unknown = set(lines.fieldnames or ()) - set(_COLUMNS)
    if unknown or "name" not in (lines.fieldnames or ()):
        columns = ", ".join(_COLUMNS)
        raise ValueError(f"the first line must name columns of {columns}, with `name`; seen: {lines.fieldnames}")
    people: dict[str, Rostered] = {}
    for number, line in enumerate(lines, 2):
        row = {key: (value or "").strip() or None for key, value in line.items() if key}
        name = row.get("name")
        if name is None:
            raise ValueError(f"line {number} names nobody")
        gender = row.get("gender")
        if gender not in (None, "m", "f"):
            raise ValueError(f"line {number}: gender is m, f or empty, not {gender!r}")
        known = people.get(row.get("id") or name) or Rostered(
            id=row.get("id") or name,
            name=name,
            aliases=tuple(part.strip() for part in (row.get("aliases") or "").split(";") if part.strip()),
            gender="m" if gender == "m" else "f" if gender == "f" else None,
            wikidata=row.get("wikidata"),
        )
        if (title := row.get("title")) is not None:
            holding = Holding(
                title=title,
                organization=row.get("organization"),
                country=row.get("country"),
                sector=row.get("sector"),
                first=row.get("first"),
                last=row.get("last"),
                source=row.get("source") or "",
            )
            known = msgspec.structs.replace(known, holdings=(*known.holdings, holding))
        people[known.id] = known
    return people.values()


def _from_ftm(text: str) -> Iterable[Rostered]:
    entities = [msgspec.json.decode(line, type=dict[str, Any]) for line in text.splitlines() if line.strip()]
    by_id = {str(entity.get("id")): entity for entity in entities}
    holdings: dict[str, list[Holding]] = {}
    for entity in entities:
        if entity.get("schema") == "Occupancy":
            post = by_id.get(_first(entity, "post") or "")
            holder = _first(entity, "holder")
            if post is not None and holder is not None:
                holdings.setdefault(holder, []).append(_held(entity, post))
    for entity in entities:
        if entity.get("schema") == "Person" and (name := _first(entity, "name")) is not None:
            names = dict.fromkeys([*_all(entity, "name"), *_all(entity, "alias")])
            gender = (_first(entity, "gender") or "").lower()
            yield Rostered(
                id=str(entity["id"]),
                name=name,
                aliases=tuple(other for other in names if other != name),
                gender="m" if gender == "male" else "f" if gender == "female" else None,
                holdings=tuple(holdings.get(str(entity["id"]), ())),
                wikidata=_first(entity, "wikidataId"),
            )


def _held(occupancy: Mapping[str, Any], post: Mapping[str, Any]) -> Holding:
    return Holding(
        title=(_first(post, "name") or "").lower(),
        country=alpha3_of(_first(post, "country") or ""),
        first=_first(occupancy, "startDate"),
        last=_first(occupancy, "endDate"),
        source=_first(occupancy, "sourceUrl") or _first(post, "sourceUrl") or "",
    )


def _all(entity: Mapping[str, Any], name: str) -> list[str]:
    return [str(value) for value in entity.get("properties", {}).get(name, ())]


def _first(entity: Mapping[str, Any], name: str) -> str | None:
    return next(iter(_all(entity, name)), None)
