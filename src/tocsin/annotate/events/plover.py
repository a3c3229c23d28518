"""The PLOVER code of a telling, by table, and its place on the conflict-cooperation scale."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any, Literal, cast

from tocsin.records import PloverCode
from tocsin.records.kinds import EventStatus, PloverType
from tocsin.vocab.loader import load_table

__all__ = ["code_plover", "find_contexts", "scale_of"]


def code_plover(act: PloverType, mode: str | None, status: EventStatus | Literal["accused"]) -> PloverCode:
    """What a PLOVER coder would write for an act with a status; `type` is null where nothing fits.

    `accused` stands for an alleged act that the sentence blames someone for: the blame is what is coded.

    Source: PLOVER manual (2024), binding rules; the table is `vocab/plover/status.toml`.
    """
    cell = load_table("plover/status").get(status, {}).get(act)
    if cell is None:
        return PloverCode(type=act, mode=mode)
    if cell == "none":
        return PloverCode(type=None)
    name, _, new_mode = cell.partition("/")
    return PloverCode(type=cast("PloverType", name), mode=new_mode or None)


def scale_of(code: PloverCode) -> float | None:
    """The score of a PLOVER code, -10 (conflict) to +10 (cooperation): its mode's where it has one, else its type's."""
    if code.type is None:
        return None
    table: dict[str, Any] = load_table("plover/types")
    by_mode = table["modes"].get(code.type, {})
    score: float = by_mode.get(code.mode, table["types"][code.type]["scale"])
    return score


@cache
def _context_words() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Context triggers by their first word: the words in order, and the context."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name, words in load_table("plover/contexts")["contexts"].items():
        for entry in words:
            parts = tuple(entry.split())
            found.setdefault(parts[0], []).append((parts, name))
    return found


def find_contexts(lemmas: Iterable[str], words: Iterable[str]) -> tuple[str, ...]:
    """The PLOVER contexts that the words of a sentence speak of, in alphabetical order.

    `lemmas` and `words` (lower case) run in parallel; a trigger of several words must stand together.
    """
    lemma_list, word_list = list(lemmas), list(words)
    found: set[str] = set()
    for start, (lemma, word) in enumerate(zip(lemma_list, word_list, strict=True)):
        for key in {lemma, word}:
            for parts, name in _context_words().get(key, ()):
                stretch = zip(parts, lemma_list[start:], word_list[start:], strict=False)
                if start + len(parts) <= len(word_list) and all(p in (le, w) for p, le, w in stretch):
                    found.add(name)
    return tuple(sorted(found))
