"""Finds acronyms that a text introduces in brackets, and gives them and their full names to one body."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from tocsin.annotate.entities.bodies import body_sector
from tocsin.annotate.entities.gazetteer import Entry, load_gazetteer
from tocsin.annotate.entities.lexicon import label_words, word_set
from tocsin.annotate.entities.namemap import NameMap, NameSpan, words_of, written
from tocsin.annotate.parse import Parse

__all__ = ["name_acronyms"]


def name_acronyms(parses: Sequence[Parse], names: Mapping[int, NameMap]) -> dict[int, NameMap]:
    """The names by sentence, with every bracketed acronym's full name and all its later uses as one known body."""
    introduced: dict[str, Entry] = {}
    full: dict[int, list[NameSpan]] = {}
    for parse in parses:
        for start, end, acronym in _introductions(parse):
            words = written(parse, start, end)
            known = next((e for e in load_gazetteer().lookup(words) if e.sort == "organization"), None)
            entry = known or Entry(
                "organization", words, _own_country(parse, start, end), body_sector(words_of(parse, start, end))
            )
            introduced[acronym] = entry
            full.setdefault(parse.sentence.index, []).append(NameSpan(start, end, "known", entries=(entry,)))
    if not introduced:
        return dict(names)
    by_words = {entry.name: entry for entry in introduced.values()}
    found: dict[int, NameMap] = {}
    for parse in parses:
        index = parse.sentence.index
        new = list(full.get(index, ()))
        for at, token in enumerate(parse.tokens):
            if token.text in introduced:
                new.append(NameSpan(at, at + 1, "known", entries=(introduced[token.text],)))
        kept = [name for name in names[index].names if not any(name.overlaps(other) for other in new)]
        kept = [_known(parse, name, by_words) for name in kept]
        found[index] = NameMap(sorted(kept + new, key=lambda name: name.start))
    return found


def _known(parse: Parse, name: NameSpan, by_words: Mapping[str, Entry]) -> NameSpan:
    """A name as the introduced body, where it is that body's full name."""
    entry = by_words.get(written(parse, name.start, name.end))
    if entry is None or name.entries:
        return name
    return msgspec.structs.replace(name, sort="known", entries=(entry,))


def _own_country(parse: Parse, start: int, end: int) -> str | None:
    """The country that a body's first word tells."""
    first = next(iter(load_gazetteer().matches(parse.tokens[start:end])), None)
    return first.entry.country if first is not None and first.start == 0 and first.entry.sort == "adjective" else None


def _introductions(parse: Parse) -> list[tuple[int, int, str]]:
    """Every "Full Name (FN)" as the token range of the full name and the acronym."""
    found: list[tuple[int, int, str]] = []
    for at in range(2, len(parse) - 1):
        acronym = parse.tokens[at].text
        if (
            parse.words[at - 1] != "("
            or parse.words[at + 1] != ")"
            or not (acronym.isupper() and 2 <= len(acronym) <= 7)
        ):
            continue
        start = _full_name(parse, at - 1, acronym)
        if start is not None and label_words().isdisjoint(parse.words[start : at - 1]):
            found.append((start, at - 1, acronym))
    return found


def _full_name(parse: Parse, end: int, acronym: str) -> int | None:
    """Where the capitalised words begin whose initials, read backwards from `end`, spell the acronym; or None."""
    for start in range(max(0, end - 3 * len(acronym)), end - 1):
        words = [token.text for token in parse.tokens[start:end]]
        if words[0][0].isupper() and _spells(words, acronym):
            return start
    return None


def _spells(words: list[str], acronym: str) -> bool:
    """Whether the words' initials spell the acronym: every capitalised word counts, a small one may."""
    if not words or not acronym:
        return not words and not acronym
    word = words[0]
    if word[0].isupper():
        return word[0] == acronym[0] and _spells(words[1:], acronym[1:])
    if word.lower() not in word_set("joints") and word not in ("-", "'s", "'"):
        return False
    return _spells(words[1:], acronym) or (word[0].upper() == acronym[0] and _spells(words[1:], acronym[1:]))
