"""Places of the world by name: towns and first-level regions, and which are in dispute between governments."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files

import msgspec

from tocsin.vocab.loader import load_table

__all__ = ["Dispute", "Town", "coast", "dispute_over", "disputes", "policy", "towns_named"]

# Words of texts without end are asked for: so many answers are kept.
_MOST_WORDS = 8_192


class Town(msgspec.Struct, frozen=True):
    """A town or a region: country (alpha-3), first-level region, number of people (0 for a region)."""

    country: str
    region: str | None
    people: int


@lru_cache(maxsize=_MOST_WORDS)
def towns_named(name: str) -> tuple[Town, ...]:
    """Everything of that name in the table, largest first; upper and lower case are one."""
    return tuple(sorted(map(_town, _rows().get(name.casefold(), ())), key=lambda town: -town.people))


@cache
def _rows() -> dict[str, list[str]]:
    """The table's rows by name, still as text: a story names a dozen of many thousands."""
    found: dict[str, list[str]] = {}
    for row in files("tocsin.vocab").joinpath("towns.tsv").read_text(encoding="utf-8").splitlines():
        name, _, rest = row.partition("\t")
        if not name.startswith("#"):
            found.setdefault(name.casefold(), []).append(rest)
    return found


def _town(row: str) -> Town:
    country, region, people = row.split("\t")
    return Town(country, region or None, int(people))


class Dispute(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A territory whose holding is disputed; codes are alpha-3.

    `country` is whose it is shown as, by the policy that stands in the table's head; `None` where nothing settles it.
    `area` is about where it lies: latitude and longitude of its middle in degrees, and its radius in kilometres.
    """

    names: tuple[str, ...]
    claimed_by: tuple[str, ...]
    country: str | None = None
    held_by: str | None = None
    resolution: str | None = None
    area: tuple[float, float, float] | None = None


def dispute_over(name: str) -> Dispute | None:
    """The dispute over a place of that name, or `None`."""
    return _by_name().get(name.casefold())


@cache
def disputes() -> tuple[Dispute, ...]:
    """All disputed territories of the table."""
    return msgspec.convert(load_table("disputed")["places"], tuple[Dispute, ...])


@cache
def _by_name() -> dict[str, Dispute]:
    return {name.casefold(): row for row in disputes() for name in row.names}


@cache
def policy() -> str:
    """The policy by which disputed places are shown, in its own words."""
    return str(load_table("disputed")["source"]).partition(". ")[2]


@cache
def coast() -> tuple[tuple[tuple[float, float], ...], ...]:
    """The coastlines of the world as closed rings of longitude and latitude; no border is among them."""
    text = files("tocsin.vocab").joinpath("coast.txt").read_text(encoding="utf-8")
    return tuple(_ring(line) for line in text.splitlines() if not line.startswith("#"))


def _ring(line: str) -> tuple[tuple[float, float], ...]:
    """A ring without the leap from one side of the map to the other: beyond the date line degrees run on."""
    points: list[tuple[float, float]] = []
    shift = 0.0
    for pair in line.split():
        east, north = (float(part) for part in pair.split(","))
        if points and abs(east + shift - points[-1][0]) > 180:
            shift += 360 if east + shift < points[-1][0] else -360
        points.append((east + shift, north))
    return tuple(points)
