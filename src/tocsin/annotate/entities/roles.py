"""Finds the offices that stand beside a person's name: before it, in apposition after it, in a clause about it."""

from __future__ import annotations

import re

import msgspec

from tocsin.annotate.entities.complements import read_complement
from tocsin.annotate.entities.lexicon import Gender, honorific_gender, is_honorific, title_head
from tocsin.annotate.entities.namemap import NameMap, NameSpan, is_broken, written
from tocsin.annotate.entities.titles import Title, read_title
from tocsin.annotate.parse import Parse
from tocsin.vocab.loader import load_table

__all__ = ["Beside", "read_beside"]

_SERVED = frozenset({"serve", "work", "be", "become"})
_YEAR = r"((?:18|19|20)\d\d)"
_SPAN = re.compile(
    rf"^(?:from|between|in|during|,|\()?\s*{_YEAR}\s*(?:-|--|\u2013|to|until|till|and|through)\s*{_YEAR}"
)
_SINCE = re.compile(rf"^,?\s*(?:since|from)\s+{_YEAR}")
_UNTIL = re.compile(rf"^,?\s*(?:until|till|through)\s+{_YEAR}")


class Beside(msgspec.Struct, frozen=True):
    """What stands beside one mention of a person: titles in order, the gender told, where the whole begins."""

    titles: tuple[Title, ...] = ()
    gender: Gender | None = None
    addressed: bool = False


def read_beside(parse: Parse, names: NameMap, name: NameSpan) -> Beside:
    """The titles beside a person's name in its sentence."""
    at = name.start
    gender: Gender | None = None
    titles: list[Title] = []
    addressed = False
    while at > 0 and is_honorific(_titled(parse.tokens[at - 1].text)):
        word = _titled(parse.tokens[at - 1].text)
        addressed = True
        gender = gender or honorific_gender(word)
        titles += [_of_country(parse, names, name, title) for title in _honorific_title(parse, names, at - 1, word)]
        at -= 1
    before = (
        _title_before(parse, names, at)
        or _title_before_comma(parse, names, name, at)
        or _title_before_bracket(parse, names, name, at)
    )
    if before is not None:
        before = _of_country(parse, names, name, before)
        titles.append(before)
        further = _title_before(parse, names, before.begin)  # "Commander of the Guards General ..."
        titles += [further] if further is not None and further.end == before.begin else []
    titles += _titles_after(parse, names, name)
    told = gender or next((title.gender for title in titles if title.gender), None)
    return Beside(tuple(titles), told, addressed)


def _of_country(parse: Parse, names: NameMap, name: NameSpan, title: Title) -> Title:
    """The title with the country that stands behind the name: "President Ilse Varga of Arvenia"."""
    if title.country is not None or name.end >= len(parse) or parse.words[name.end] != "of":
        return title
    return msgspec.structs.replace(title, country=read_complement(parse, names, name.end, len(parse)).country)


def _titled(word: str) -> str:
    return word.capitalize() if word.isupper() and len(word) > 1 else word


def _honorific_title(parse: Parse, names: NameMap, at: int, word: str) -> list[Title]:
    """A form of address that is an office or rank: King, Pope."""
    offices = load_table("en/titles")["honorific_offices"]
    if not any(word in many for many in offices.values()):
        return []
    found = read_title(parse, names, at, at + 1)
    return [found] if found else []


def _title_before(parse: Parse, names: NameMap, at: int) -> Title | None:
    """The title that ends right before a token: its head stands there, or goes on with "of" or "for" up to there."""
    index = at - 1
    while index >= 0 and at - index <= 12 and not is_broken(parse, index + 1):
        held = names.at(index)
        if held is not None and held.sort == "person":
            return None
        head = title_head(parse.tokens[index].text) if held is None else None
        reaches = index == at - 1 or parse.words[index + 1] in ("of", "for")
        if head is not None and reaches:
            return read_title(parse, names, index, at)
        word = parse.words[index]
        if held is None and not (
            parse.tokens[index].text[0].isupper() or word in ("of", "for", "and", "the", "&", "'s")
        ):
            return None
        index = (held.start if held is not None else index) - 1
    return None


def _title_before_comma(parse: Parse, names: NameMap, name: NameSpan, at: int) -> Title | None:
    """The title of "the foreign minister, Ilse Varga,": the parse has the name in apposition to it."""
    last = name.end - 1
    if at < 2 or parse.words[at - 1] != "," or parse.deps[last] != "appos":
        return None
    above = [parse.heads[last], *parse.ancestors(parse.heads[last])][:3]  # "the president of France, ..."
    head = next((i for i in above if i < at - 1 and names.at(i) is None and title_head(parse.tokens[i].text)), None)
    if head is None or parse.tags[head] in ("NNS", "NNPS"):
        return None
    return read_title(parse, names, head, at - 1)


def _title_before_bracket(parse: Parse, names: NameMap, name: NameSpan, at: int) -> Title | None:
    """The title of "the Secretary of Defense (Varga)"."""
    closed = name.end < len(parse) and parse.words[name.end] == ")"
    return _title_before(parse, names, at - 1) if at > 1 and parse.words[at - 1] == "(" and closed else None


def _titles_after(parse: Parse, names: NameMap, name: NameSpan) -> list[Title]:
    """Titles in apposition after a name ("X, director of Y and former Z, ...") or in "X, who served as Y"."""
    at = name.end
    if at < len(parse) and parse.words[at] == "(":
        closing = next((i for i in range(at, min(at + 8, len(parse))) if parse.words[i] == ")"), None)
        at = closing + 1 if closing is not None else at
    if at >= len(parse) - 1 or is_broken(parse, at) or parse.words[at] not in (",", "--", "\u2014", "\u2013"):
        return []
    at += 1
    if parse.words[at] == "who":
        return _titles_of_clause(parse, names, at + 1)
    found: list[Title] = []
    title = _title_from(parse, names, at)
    while title is not None and len(found) < 4:
        found.append(_dated(parse, title, found))
        after = title.end
        joins = after < len(parse) - 1 and parse.words[after] in ("and", ",")
        title = _title_from(parse, names, after + 1) if joins else None
    if found and not _closes(parse, found[-1].end):
        return []
    return found


def _titles_of_clause(parse: Parse, names: NameMap, at: int) -> list[Title]:
    """Titles in "who served as X from 2005 to 2008", "who was X until 2010"; past verbs end the office."""
    limit = min(at + 4, len(parse))
    verb = next((i for i in range(at, limit) if parse.lemmas[i] in _SERVED), None)
    if verb is None or verb + 1 >= len(parse):
        return []
    start = verb + 1
    if parse.words[start] == "as":
        start += 1
    title = _title_from(parse, names, start)
    if title is None:
        return []
    title = _dated(parse, title, [])
    past = parse.tags[verb] in ("VBD", "VBN") and title.tenure is None
    return [msgspec.structs.replace(title, tenure="over")] if past else [title]


def _title_from(parse: Parse, names: NameMap, at: int) -> Title | None:
    """The title whose noun phrase begins at a token: its head comes within a few words and no verb before it."""
    index = at
    while index < min(at + 9, len(parse)):
        held = names.at(index)
        if held is not None:
            if held.sort == "person":
                return None
            index = held.end
            continue
        word = parse.tokens[index].text
        head = title_head(word)
        if (head is not None and parse.words[index] == head.word.lower()) or (head and len(word) > 8):
            follows = index + 1 < len(parse) and title_head(parse.tokens[index + 1].text) is not None
            if not follows:
                return _free_title(parse, names, index)
        elif parse.pos[index] in ("VERB", "AUX", "PUNCT", "SCONJ", "PRON", "CCONJ") and word not in ("'s", "'", "-"):
            return None
        index += 1
    return None


def _free_title(parse: Parse, names: NameMap, head: int) -> Title | None:
    """A title that no name follows: "the president, X" is an apposition the other way round."""
    title = read_title(parse, names, head, len(parse))
    if title is None:
        return None
    at = title.end
    while at < len(parse) and (parse.words[at] in _OF_BODY or _is_body(names.at(at))):
        at += 1
    after = names.at(at) if at < len(parse) else None
    return None if after is not None and after.sort == "person" else title


_OF_BODY = frozenset({"of", "for", "the", "to"})


def _is_body(name: NameSpan | None) -> bool:
    return name is not None and name.sort != "person"


def _closes(parse: Parse, end: int) -> bool:
    """Whether an apposition may end at a token: at the sentence's end, a mark, or a verb that the name governs."""
    if end >= len(parse):
        return True
    word = parse.words[end]
    return not word[0].isalnum() or word in ("who", "and", "told", "said") or parse.pos[end] in (
        "VERB", "AUX", "ADP", "SCONJ", "ADV", "PRON", "NUM",
    )  # fmt: skip


def _dated(parse: Parse, title: Title, before: list[Title]) -> Title:
    """A title with the years that follow it, and with the "former" that an earlier one of the same row began with."""
    rest = written(parse, title.end, min(title.end + 8, len(parse)))
    first = last = None
    if match := _SPAN.match(rest):
        first, last = match.groups()
    elif match := _SINCE.match(rest):
        first = match.group(1)
    elif match := _UNTIL.match(rest):
        last = match.group(1)
    inherits = (
        title.tenure is None and bool(before) and before[-1].tenure == "over" and parse.words[title.begin - 1] == "and"
    )
    tenure = "over" if last or inherits else title.tenure
    return msgspec.structs.replace(title, first=first, last=last, tenure=tenure)
