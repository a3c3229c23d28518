"""Reads an organisation's name: its sector by the head word, its country by the demonym or "of ..." in or beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from tocsin.annotate.entities.gazetteer import load_gazetteer
from tocsin.annotate.entities.namemap import NameMap, NameSpan
from tocsin.annotate.parse import Parse
from tocsin.vocab.loader import load_table

__all__ = ["body_country", "body_heads", "body_sector", "owner_country", "site_words"]


@cache
def body_heads() -> Mapping[tuple[str, ...], str | None]:
    """The words that end or begin an organisation's name, with the sector they tell."""
    table: dict[str, list[str]] = load_table("en/body_words")["heads"]
    return {tuple(words.split()): None if code == "none" else code for code, many in table.items() for words in many}


@cache
def site_words() -> frozenset[str]:
    """The words that end a place's name: "Square", "Airport"."""
    return frozenset(load_table("en/body_words")["sites"]["words"])


def body_sector(words: Sequence[str]) -> str | None:
    """The sector that an organisation's own name tells by its head word, or None."""
    heads = body_heads()
    limit = next((i for i, word in enumerate(words) if word in ("of", "for")), len(words))
    for end in (limit, len(words)):
        for length in (2, 1):
            sector = heads.get(tuple(words[max(0, end - length) : end]))
            if sector:
                return sector
    return None


def body_country(parse: Parse, names: NameMap, name: NameSpan) -> str | None:
    """The country of a body: from the demonym its name begins with, its "of ...", or the country that owns it."""
    inner = list(load_gazetteer().matches(parse.tokens[name.start : name.end]))
    for match in inner:
        entry = match.entry
        at_front = match.start == 0 and entry.sort in ("adjective", "country", "capital", "place")
        at_end = match.end == name.end - name.start and match.start > 0 and entry.sort == "country" and (
            parse.words[name.start + match.start - 1] in ("of", "the")
        )  # fmt: skip
        if entry.country and (at_front or at_end):
            return entry.country
    owner = owner_country(parse, names, name)
    if owner is not None:
        return owner
    if name.end + 1 < len(parse) and parse.words[name.end] in ("of", "in"):
        after = names.at(name.end + 1) or (names.at(name.end + 2) if name.end + 2 < len(parse) else None)
        if (
            after is not None
            and after.entry is not None
            and after.entry.sort == "country"
            and parse.words[name.end] == "of"
        ):
            return after.entry.country
    return None


def owner_country(parse: Parse, names: NameMap, name: NameSpan) -> str | None:
    """The country that stands right before a body's name and owns it ("Sorland's", "Sorlandic"), or None."""
    before = name.start - 1
    if before >= 0 and parse.words[before] in ("'s", "'"):
        before -= 1
    owner = names.at(before) if before >= 0 else None
    if owner is not None and owner.entry is not None and owner.entry.sort in ("country", "adjective", "capital"):
        return owner.entry.country
    return None
