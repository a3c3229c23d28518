"""Finds the names in a sentence: known ones, those of the name finder, and those that a title leads in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal

import msgspec

from tocsin.annotate.entities.gazetteer import Entry, Gazetteer, Match
from tocsin.annotate.entities.lexicon import is_honorific, label_words, tenure_of, title_head, title_parts
from tocsin.annotate.parse import Parse
from tocsin.text.span import Span
from tocsin.vocab.loader import load_table

__all__ = ["NameSort", "NameSpan", "body_sector", "find_names", "words_of"]

NameSort = Literal["person", "organization", "known", "place", "group"]
_LABELS: dict[str, NameSort] = {
    "PERSON": "person", "ORG": "organization", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "group",
}  # fmt: skip
_PARTICLES = frozenset(
    "de da di du del della der den dos van von bin ibn bint al el ul ur ben abu ter ten la le y e".split()
)
_SUFFIXES = frozenset({"Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV"})
_POSSESSIVE = frozenset({"'s", "'"})
_NAME_WORD = re.compile(r"[^\W\d_][\w]*\.?$")
_NOT_NAMES = frozenset(
    "the a an he she it they we i you his her their our this that these those and or but if in on at for to of with by"
    " january february march april may june july august september october november december monday tuesday wednesday"
    " thursday friday saturday sunday today yesterday tomorrow".split()
)


class NameSpan(msgspec.Struct, frozen=True):
    """A name at tokens `[start, end)` of a sentence; `entries` where it is a known one; `label` is the name finder's.

    `led` is true where a title or form of address stands right before it.
    """

    start: int
    end: int
    sort: NameSort
    label: str | None = None
    entries: tuple[Entry, ...] = ()
    led: bool = False

    @property
    def entry(self) -> Entry | None:
        """The best known reading, or None."""
        return self.entries[0] if self.entries else None

    def overlaps(self, other: NameSpan) -> bool:
        """Whether two names share a token."""
        return self.start < other.end and other.start < self.end


def words_of(parse: Parse, start: int, end: int) -> list[str]:
    """The tokens of a range as they are written."""
    return [token.text for token in parse.tokens[start:end]]


def find_names(parse: Parse, gazetteer: Gazetteer, present: frozenset[str]) -> list[NameSpan]:
    """The names of a sentence in order, not overlapping; `present` are all words of the document, for doubtful ones."""
    finder = list(_finder_names(parse, gazetteer))
    labels = {i: name.label for name in finder for i in range(name.start, name.end)}
    known = [n for n in (_known_name(parse, m, labels, present) for m in gazetteer.matches(parse.tokens)) if n]
    led = list(_led_names(parse, known, finder))
    bodies = list(_body_names(parse))
    return _settle(parse, led, bodies, known, finder)


def _known_name(
    parse: Parse, match: Match, labels: dict[int, str | None], present: frozenset[str]
) -> NameSpan | None:
    """A gazetteer match as a name, or None where the words are common ones and nothing confirms the name."""
    words = words_of(parse, match.start, match.end)
    label = labels.get(match.start)
    entries = tuple(e for e in match.entries if not e.needs_name or label in ("ORG", "PRODUCT"))
    if not entries or (len(words) == 1 and not words[0][0].isupper() and not entries[0].sort == "organization"):
        return None
    first = entries[0]
    if first.wanted and not present.intersection(first.wanted):
        entries = (Entry("place", first.name),)
    if any(" ".join(words_of(parse, max(0, match.start - 1), match.end)) == unless for unless in first.unless):
        return None
    sentence_start = match.start == 0 or not any(w.isalpha() for w in words_of(parse, 0, match.start))
    if first.sort in ("place", "seat") and len(words) == 1 and sentence_start and label not in ("GPE", "LOC", "FAC"):
        return None
    follower = parse.words[match.end] if match.end < len(parse) else ""
    if first.sort in ("capital", "place", "seat") and _is_label(parse, match.end, follower):
        return None
    return NameSpan(match.start, match.end, "known", label, entries)


def _is_label(parse: Parse, at: int, follower: str) -> bool:
    """Whether a place name goes on as a treaty's, a format's or a meeting's name ("the Minsk agreements")."""
    if follower in label_words():
        return True
    after = parse.words[at + 1] if at + 1 < len(parse) else ""
    return bool(follower) and parse.pos[at] in ("NOUN", "PROPN", "ADJ") and after in label_words()


def _finder_names(parse: Parse, gazetteer: Gazetteer) -> Iterator[NameSpan]:
    """The name finder's persons, bodies and places, without titles before and clitics after them."""
    for name in parse.names:
        sort = _LABELS.get(name.label)
        if sort is None:
            continue
        start, end = _trim_name(parse, name.start, name.end, sort)
        for start, end in _cut_possessive(parse, start, end):
            words = words_of(parse, start, end)
            if start < end and _is_name_like(words, sort):
                yield NameSpan(start, end, sort, name.label)


def _trim_name(parse: Parse, start: int, end: int, sort: NameSort) -> tuple[int, int]:
    words = parse.words
    while start < end and (words[start] in _NOT_NAMES or not words[start][0].isalnum()):
        start += 1
    while end > start and (words[end - 1] in _POSSESSIVE or not words[end - 1][-1].isalnum() and words[end - 1][-1] != "."):
        end -= 1
    if sort == "person":
        start = _after_titles(parse, start, end)
        if start < end - 1 and parse.tokens[end - 1].text in ("AP", "Reuters", "AFP"):
            end -= 1
    return start, end


def _after_titles(parse: Parse, start: int, end: int) -> int:
    """Past the titles and forms of address that a person's range begins with, if a name is left."""
    at = start
    last = start
    while at < end - 1:
        word = parse.tokens[at].text
        if is_honorific(_titled(word)) or title_head(word) or tenure_of(word):
            last = at + 1
        elif word.lower() not in title_parts() and word.lower() not in ("of", "for", "state"):
            break
        at += 1
    return last


def _titled(word: str) -> str:
    return word.capitalize() if word.isupper() and len(word) > 1 else word


def _cut_possessive(parse: Parse, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A range cut at a possessive inside it: "the Institute's Ilse Varga" is two names."""
    begin = start
    for at in range(start + 1, end - 1):
        if parse.words[at] in _POSSESSIVE and parse.tokens[at].spaced and not parse.tokens[at - 1].spaced:
            yield begin, at
            begin = at + 1
    yield begin, end


def _is_name_like(words: Sequence[str], sort: NameSort) -> bool:
    if not words or not any(w[0].isupper() for w in words):
        return False
    if all(w.lower() in _NOT_NAMES or not w[0].isalpha() for w in words):
        return False
    if sort == "person":
        if len(words) == 1 and (title_head(words[0]) or is_honorific(words[0]) or len(words[0].rstrip(".")) < 2):
            return False
        return all(w[0].isalpha() or w in "-'" for w in words) and words[0][0].isupper() and words[-1][0].isalpha()
    return True


def _led_names(parse: Parse, known: Sequence[NameSpan], finder: Sequence[NameSpan]) -> Iterator[NameSpan]:
    """Persons that a title or a form of address leads in, whatever the name finder says of them."""
    inside = {i for name in known if name.end - name.start > 1 for i in range(name.start, name.end)}
    bodies = {i for n in finder if n.sort == "organization" for i in range(n.start, n.end)}
    places = {i for n in known if n.entries[0].sort != "organization" for i in range(n.start, n.end)}
    at = 0
    while at < len(parse) - 1:
        word = parse.tokens[at].text
        courtesy = is_honorific(_titled(word))
        head = title_head(word) if word[0].isupper() else None
        if not (courtesy or head) or at in inside:
            at += 1
            continue
        start = _name_start(parse, at + 1)
        end = _name_end(parse, start)
        blocked = at in bodies and start in bodies and not courtesy
        if end > start and not blocked and start not in inside and (courtesy or start not in places):
            yield NameSpan(start, end, "person", led=True)
            at = end
        else:
            at += 1


def _name_start(parse: Parse, at: int) -> int:
    """Past further title words: "Secretary of State", "Foreign Minister", "Vice Admiral Sir"."""
    while at < len(parse):
        word = parse.tokens[at].text
        if is_honorific(_titled(word)) or (word[0].isupper() and (title_head(word) or word.lower() in title_parts())):
            at += 1
        elif word == "of" and at + 1 < len(parse) and parse.words[at + 1] == "state":
            at += 2
        else:
            break
    return at


def _name_end(parse: Parse, start: int) -> int:
    """The end of the row of name words that begins at a token; at most five words, hyphens not counted."""
    at = start
    count = 0
    while at < len(parse) and count < 5:
        word = parse.tokens[at].text
        capital = word[0].isupper() and bool(_NAME_WORD.match(word)) and word.lower() not in _NOT_NAMES
        if capital and (at > start or not title_head(word)):
            count += 1
            at += 1
        elif word in _SUFFIXES or (word.lower() in _PARTICLES and _capital_after(parse, at) and parse.tokens[at].spaced):
            at += 1
        elif word == "-" and at > start and not parse.tokens[at - 1].spaced and not parse.tokens[at].spaced:
            at += 2 if at + 1 < len(parse) and parse.tokens[at + 1].text[0].isalpha() else 0
            if at >= len(parse) or parse.tokens[at - 1].text == "-":
                break
        else:
            break
    at = min(at, len(parse))
    while at > start and not parse.tokens[at - 1].text[0].isalpha():
        at -= 1
    return at


def _capital_after(parse: Parse, at: int) -> bool:
    return at + 1 < len(parse) and parse.tokens[at + 1].text[0].isupper()


@cache
def _body_heads() -> dict[tuple[str, ...], str | None]:
    table: dict[str, list[str]] = load_table("en/body_words")["heads"]
    return {tuple(words.split()): None if code == "none" else code for code, many in table.items() for words in many}


def body_sector(words: Sequence[str]) -> str | None:
    """The sector that an organisation's own name tells by its head word, or None."""
    heads = _body_heads()
    limit = next((i for i, word in enumerate(words) if word in ("of", "for")), len(words))
    for end in (limit, len(words)):
        for length in (2, 1):
            sector = heads.get(tuple(words[max(0, end - length) : end]))
            if sector:
                return sector
    return None


def _body_names(parse: Parse) -> Iterator[NameSpan]:
    """Capitalised rows that end with an organisation's word, and "Ministry of ..." rows."""
    heads = _body_heads()
    at = 0
    while at < len(parse):
        if not _is_capital(parse, at):
            at += 1
            continue
        end = at
        while end < len(parse) and (_is_capital(parse, end) or _joins(parse, at, end)):
            end += 1
        words = words_of(parse, at, end)
        cut = max((i for i in range(len(words)) if (words[i],) in heads), default=None)
        if cut is not None and (cut > 0 or "of" in words[1:2]):
            begin = at + (1 if parse.words[at] in _NOT_NAMES else 0)
            stop = end if "of" in words[cut + 1 : cut + 2] or "for" in words[cut + 1 : cut + 2] else at + cut + 1
            if stop - begin > 1 and not any(title_head(w) and w[0].isupper() for w in words[: cut + 1]):
                yield NameSpan(begin, stop, "organization")
        at = end + 1


def _is_capital(parse: Parse, at: int) -> bool:
    word = parse.tokens[at].text
    return word[0].isupper() and word[0].isalpha() and (at > 0 or word.lower() not in _NOT_NAMES)


def _joins(parse: Parse, start: int, at: int) -> bool:
    """Whether a small word goes on inside a body's name: "of", "for", "and" between capitals after a head word."""
    word = parse.tokens[at].text
    if at == start or at + 1 >= len(parse):
        return False
    if word in ("of", "for", "the"):
        return _is_capital(parse, at + 1) or (parse.tokens[at + 1].text == "the" and at + 2 < len(parse))
    if word in ("and", "&"):
        return _is_capital(parse, at + 1) and any(w in ("of", "for") for w in words_of(parse, start, at))
    return False


def _settle(
    parse: Parse,
    led: Sequence[NameSpan],
    bodies: Sequence[NameSpan],
    known: Sequence[NameSpan],
    finder: Sequence[NameSpan],
) -> list[NameSpan]:
    """One reading for every word: led persons, then the longest, known names before guessed ones of the same length."""
    rank: list[tuple[tuple[int, int, int], NameSpan]] = []
    for order, names in enumerate((led, known, finder, bodies)):
        for name in names:
            strong = 1 if name.led or _is_full_person(name) else 0
            rank.append(((-strong, -(name.end - name.start), order), name))
    taken: list[NameSpan] = []
    for _, name in sorted(rank, key=lambda item: (item[0], item[1].start)):
        if not any(name.overlaps(other) for other in taken):
            taken.append(name)
    return sorted(taken, key=lambda name: name.start)


def _is_full_person(name: NameSpan) -> bool:
    return name.sort == "person" and name.end - name.start > 1


def span_of(parse: Parse, name: NameSpan) -> Span:
    """The raw span of a name."""
    return parse.span(name.start, name.end)
