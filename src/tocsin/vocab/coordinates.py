"""Where towns lie."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

__all__ = ["point_of"]


def point_of(name: str, country: str | None) -> tuple[float, float] | None:
    """Latitude and longitude in degrees of a town by name and country (alpha-3); upper and lower case are one.

    None without a country, for a name that the country has more than once, and for what the table does not have: a
    country or a region is no point.
    """
    return _table().get((name.casefold(), country)) if country else None


@cache
def _table() -> dict[tuple[str, str], tuple[float, float]]:
    text = files("tocsin.vocab").joinpath("coordinates.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {(name.casefold(), country): (float(lat), float(lon)) for name, country, lat, lon in rows}
