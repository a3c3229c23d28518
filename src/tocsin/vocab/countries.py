"""Codes of countries: from the two letters of ISO 3166-1 to the three that Tocsin writes, and their names."""

from __future__ import annotations

from functools import cache

from tocsin.vocab.loader import load_table

__all__ = ["alpha3_of", "country_name"]


def alpha3_of(alpha2: str) -> str | None:
    """The alpha-3 code of an alpha-2 one in either case; `None` for an unknown one. `XK` is Kosovo's `XKX`."""
    return _codes().get(alpha2.upper())


@cache
def _codes() -> dict[str, str]:
    rows = load_table("countries")["countries"].items()
    return {row["iso2"]: code for code, row in rows if "iso2" in row}


def country_name(code: str) -> str:
    """The name of a country by its alpha-3 code; the code itself for an unknown one."""
    row = load_table("countries")["countries"].get(code)
    return str(row["name"]) if row else code
