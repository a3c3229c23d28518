"""Codes of countries: of two letters and of three (ISO 3166-1), and their names."""

from __future__ import annotations

from functools import cache

from tocsin.vocab.loader import load_table

__all__ = ["alpha2_of", "alpha3_of", "country_code", "country_name"]


def alpha3_of(alpha2: str) -> str | None:
    """The alpha-3 code of an alpha-2 one in either case; `None` for an unknown one. `XK` is Kosovo's `XKX`."""
    return _codes().get(alpha2.upper())


def alpha2_of(alpha3: str) -> str | None:
    """The alpha-2 code of an alpha-3 one; `None` for one that has none, as of states gone before there were any."""
    found = load_table("countries")["countries"].get(alpha3, {}).get("iso2")
    return str(found) if found else None


@cache
def _codes() -> dict[str, str]:
    rows = load_table("countries")["countries"].items()
    return {row["iso2"]: code for code, row in rows if "iso2" in row}


def country_name(code: str) -> str:
    """The name of a country by its alpha-3 code; the code itself for an unknown one."""
    row = load_table("countries")["countries"].get(code)
    return str(row["name"]) if row else code


def country_code(words: str) -> str | None:
    """The alpha-3 code of a country by its name, another name of it, or the code itself; `None` for anything else."""
    return _by_name().get(words.strip().casefold())


@cache
def _by_name() -> dict[str, str]:
    found: dict[str, str] = {}
    for code, row in load_table("countries")["countries"].items():
        for name in (code, row["name"], *row.get("aliases", ())):
            found.setdefault(str(name).casefold(), str(code))
    return found
