"""Looks words up in the tables of titles, agents and given names."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any, Literal

import msgspec

from tocsin.vocab.loader import load_table

__all__ = [
    "Agent",
    "Gender",
    "TitleHead",
    "agent_of",
    "barrier_words",
    "country_of_office",
    "family_first",
    "figure_words",
    "gender_of_name",
    "gender_of_title",
    "honorific_gender",
    "is_honorific",
    "label_words",
    "place_verbs",
    "same_given_name",
    "stands_alone",
    "tenure_of",
    "title_head",
    "title_parts",
    "word_set",
]

# Words of texts without end are asked for: so many answers are kept.
_MOST_WORDS = 8_192

Gender = Literal["m", "f"]


class TitleHead(msgspec.Struct, frozen=True):
    """The head noun of a title: an `office` lends its country, a `calling` its bearer's people, a `field` nothing."""

    word: str
    sort: Literal["office", "calling", "field"]
    sector: str | None


class Agent(msgspec.Struct, frozen=True):
    """A noun for who acts: a body (one thing), a group (several people or arms) or a person."""

    words: str
    sort: Literal["body", "group", "person"]
    sector: str | None


def _sector(code: str) -> str | None:
    return None if code == "none" else code


@cache
def _title_heads() -> Mapping[str, TitleHead]:
    table = load_table("en/titles")
    found: dict[str, TitleHead] = {}
    sorts: tuple[tuple[str, Literal["office", "calling", "field"]], ...] = (
        ("offices", "office"), ("callings", "calling"), ("fields", "field"),
    )  # fmt: skip
    for key, sort in sorts:
        for code, words in table[key].items():
            for word in words:
                found.setdefault(word, TitleHead(word, sort, _sector(code)))
    return found


@lru_cache(maxsize=_MOST_WORDS)
def title_head(word: str) -> TitleHead | None:
    """The head of a title that a word is, in any case, singular or plural; long words may have one letter wrong."""
    lower = word.lower()
    heads = _title_heads()
    singular = heads.get(lower) or (heads.get(lower[:-1]) if lower.endswith("s") else None)
    return singular or heads.get(_mended(lower))


@lru_cache(maxsize=_MOST_WORDS)
def _mended(word: str) -> str:
    """The long title word that differs from this one in one letter ("chanceller"), or the word itself."""
    if len(word) < 9:
        return word
    near = (w for w in _title_heads() if len(w) == len(word) and sum(a != b for a, b in zip(w, word, strict=True)) == 1)
    return next(near, word)


@cache
def title_parts() -> frozenset[str]:
    """The lower-case words that may stand within a title before its head."""
    return frozenset(load_table("en/titles")["parts"]["words"])


@lru_cache(maxsize=_MOST_WORDS)
def tenure_of(word: str) -> Literal["over", "now"] | None:
    """Whether a word says that an office was held once, or is held in some fashion now."""
    table = load_table("en/titles")["tenure"]
    if word.lower() in table["over"]:
        return "over"
    return "now" if word.lower() in table["now"] else None


@cache
def _honorifics() -> Mapping[str, Gender | None]:
    table: dict[str, Any] = load_table("en/titles")["honorifics"]
    found: dict[str, Gender | None] = dict.fromkeys(table["either"])
    found.update(dict.fromkeys(table["m"], "m"))
    found.update(dict.fromkeys(table["f"], "f"))
    return found


def is_honorific(word: str) -> bool:
    """Whether a word is a form of address before a name ("Mr.", "Queen")."""
    return word in _honorifics()


def honorific_gender(word: str) -> Gender | None:
    """The gender that a form of address tells, or None."""
    return _honorifics().get(word)


@lru_cache(maxsize=_MOST_WORDS)
def gender_of_title(word: str) -> Gender | None:
    """The gender that a title's head tells ("spokeswoman"), or None."""
    table = load_table("en/titles")["gender"]
    if word.lower() in table["m"]:
        return "m"
    return "f" if word.lower() in table["f"] else None


@lru_cache(maxsize=_MOST_WORDS)
def gender_of_name(given: str) -> Gender | None:
    """The gender of nearly all bearers of a given name, or None where the table does not say."""
    table = load_table("en/first_names")
    if given in table["m"]:
        return "m"
    return "f" if given in table["f"] else None


@cache
def _given_rows() -> Mapping[str, frozenset[int]]:
    rows: dict[str, set[int]] = {}
    for number, names in enumerate(load_table("en/first_names")["same"]["rows"]):
        for name in names:
            rows.setdefault(name, set()).add(number)
    return {name: frozenset(numbers) for name, numbers in rows.items()}


def same_given_name(left: str, right: str) -> bool:
    """Whether two given names may be one person's: equal, an initial of it, or forms of one name."""
    if left == right or _spelt(left) == _spelt(right):
        return True
    short, long = sorted((left.rstrip("."), right.rstrip(".")), key=len)
    if len(short) == 1:
        return long.startswith(short)
    none: frozenset[int] = frozenset()
    return bool(_given_rows().get(left, none) & _given_rows().get(right, none))


def _spelt(name: str) -> str:
    """A name with the usual variants of transliteration made one (`Sergey`, `Sergei`)."""
    plain = name.lower().replace("-", "").replace("'", "")
    for ending in ("yy", "iy", "ij", "ii", "ey", "ei", "y"):
        if plain.endswith(ending) and len(plain) > len(ending) + 2:
            return plain[: -len(ending)] + "i"
    return plain


@cache
def family_first() -> frozenset[str]:
    """Family names that stand before the given name."""
    return frozenset(load_table("en/first_names")["family_first"]["names"])


@cache
def _agents() -> Mapping[str, Agent]:
    table = load_table("en/agents")
    found: dict[str, Agent] = {}
    sorts: tuple[tuple[str, Literal["body", "group", "person"]], ...] = (
        ("bodies", "body"), ("groups", "group"), ("persons", "person"),
    )  # fmt: skip
    for key, sort in sorts:
        for code, phrases in table[key].items():
            for phrase in phrases:
                found.setdefault(phrase, Agent(phrase, sort, _sector(code)))
    return found


@cache
def figure_words() -> frozenset[str]:
    """Single lower-case words that may stand for someone: heads of titles and agents."""
    return frozenset(words for words in (*_title_heads(), *_agents()) if " " not in words)


def agent_of(words: str) -> Agent | None:
    """The agent that lower-case words are ("foreign ministry", "troops"), or None; title heads are no agents.

    The plural of a body ("governments") is a group.
    """
    agents = _agents()
    found = agents.get(words)
    if found is None and words.endswith("s"):
        single = agents.get(words[:-3] + "y" if words.endswith("ies") else words[:-1])
        return Agent(words, "group", single.sector) if single is not None and single.sort == "body" else None
    return found


@lru_cache(maxsize=_MOST_WORDS)
def stands_alone(words: str) -> bool:
    """Whether an agent noun stands for someone even where no country or body is told ("separatists")."""
    return words in load_table("en/agents")["alone"]["nouns"]


@cache
def barrier_words(side: Literal["after_hyphen", "before_hyphen"]) -> frozenset[str]:
    """Words whose hyphen keeps a demonym from being the country of the noun: "Russian-backed", "pro-Russian"."""
    return frozenset(load_table("en/agents")["barriers"][side])


@cache
def label_words() -> frozenset[str]:
    """Words that make a place name before them part of a treaty's or a format's name."""
    return frozenset(load_table("places")["labels"]["words"])


@cache
def place_verbs() -> frozenset[str]:
    """Verbs that take a seat of government as a place."""
    return frozenset(load_table("places")["place_verbs"]["lemmas"])


@cache
def word_set(name: str) -> frozenset[str]:
    """One of the closed lists of `en/entity_words`, by its key."""
    return frozenset(load_table("en/entity_words")["words"][name])


def country_of_office(title: str) -> str | None:
    """The one country that has an office of that title, whatever follows it; `None` where several or none has."""
    plain, rows = title.casefold(), load_table("en/office_ranks")["of_one_country"]
    return next((str(code) for words, code in rows.items() if plain == words or plain.startswith(words + " ")), None)
