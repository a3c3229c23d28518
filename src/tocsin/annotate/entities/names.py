"""Finds the names in a sentence: known ones, those of the name finder, and those that a title leads in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tocsin.annotate.entities.bodies import body_heads, site_words
from tocsin.annotate.entities.gazetteer import Entry, Gazetteer, Match, load_gazetteer
from tocsin.annotate.entities.lexicon import (
    gender_of_name,
    is_honorific,
    label_words,
    tenure_of,
    title_head,
    title_parts,
    word_set,
)
from tocsin.annotate.entities.namemap import NameSort, NameSpan, is_broken, words_of
from tocsin.annotate.parse import Parse

__all__ = ["find_names"]

_LABELS: dict[str, NameSort] = {
    "PERSON": "person", "ORG": "organization", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "group",
}  # fmt: skip
_LONG_TITLE = 8
_POSSESSIVE = frozenset({"'s", "'"})
_BREAKS = frozenset({":", ";", "(", ")", "[", "]", "|", '"', "--", "\u2013", "\u2014"})
_CURRENCIES = frozenset({"$", "\u00a3", "\u20ac", "\u00a5"})
_NAME_WORD = re.compile(r"[^\W\d_][\w]*\.?$")


def find_names(parse: Parse, gazetteer: Gazetteer, present: frozenset[str]) -> list[NameSpan]:
    """The names of a sentence in order, not overlapping; `present` are all words of the document, for doubtful ones."""
    finder = list(_finder_names(parse))
    labels = {i: name.label for name in finder for i in range(name.start, name.end)}
    known = [n for n in (_known_name(parse, m, labels, present) for m in gazetteer.matches(parse.tokens)) if n]
    led = [*_led_names(parse, known, finder), *_shaped_names(parse, known, finder)]
    bodies = list(_body_names(parse))
    return _settle(led, bodies, known, finder)


def _known_name(parse: Parse, match: Match, labels: dict[int, str | None], present: frozenset[str]) -> NameSpan | None:
    """A gazetteer match as a name, or None where the words are common ones and nothing confirms the name."""
    words = words_of(parse, match.start, match.end)
    label = labels.get(match.start)
    entries = tuple(e for e in match.entries if not e.needs_name or label in ("ORG", "PRODUCT"))
    if not entries or (len(words) == 1 and not words[0][0].isupper() and entries[0].sort != "organization"):
        return None
    if _is_currency(parse, match.end):
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


def _is_currency(parse: Parse, at: int) -> bool:
    """Whether a currency's sign hugs the word before a token: "US$18 million"."""
    return 0 < at < len(parse) and parse.words[at] in _CURRENCIES and not parse.tokens[at - 1].spaced


def _is_label(parse: Parse, at: int, follower: str) -> bool:
    """Whether a place name goes on as a treaty's, a format's or a meeting's name ("the Minsk agreements")."""
    if follower in label_words():
        return True
    after = parse.words[at + 1] if at + 1 < len(parse) else ""
    return bool(follower) and parse.pos[at] in ("NOUN", "PROPN", "ADJ") and after in label_words()


def _finder_names(parse: Parse) -> Iterator[NameSpan]:
    """The name finder's persons, bodies and places, without titles before and clitics after them."""
    for name in parse.names:
        sort = _LABELS.get(name.label)
        if sort is None:
            continue
        for start, end in _cut_possessive(parse, *_trim_name(parse, name.start, name.end, sort)):
            words = words_of(parse, start, end)
            if (
                start == end
                or _is_currency(parse, end)
                or not _is_name_like(words, sort)
                or _is_of_title(parse, start, end)
            ):
                continue
            if sort == "person" and _is_label_of_noun(parse, start, end):
                continue
            cut = _body_before_person(words) if sort == "organization" else None
            if cut is not None:
                yield NameSpan(start, start + cut, "organization", name.label)
                yield NameSpan(start + cut, end, "person", "PERSON")
            elif len(words) > 1 and words[-1] in site_words():
                yield NameSpan(start, end, "place", "FAC")
            elif sort == "person" and len(words) > 1 and (words[-1],) in body_heads():
                yield NameSpan(start, end, "organization", name.label)
            elif sort == "organization" and _is_persons_name(words):
                yield NameSpan(start, end, "person", "PERSON")
            else:
                yield NameSpan(start, end, sort, name.label)


def _is_persons_name(words: Sequence[str]) -> bool:
    """Whether what the finder took for a body is a given name with a surname behind it ("Laura Holt")."""
    given, *rest = words
    return len(rest) == 1 and rest[0].istitle() and gender_of_name(given) is not None and (rest[0],) not in body_heads()


def _body_before_person(words: Sequence[str]) -> int | None:
    """Where a person's name begins in a body's that swallowed it ("Security Council Ilse Varga"), or None."""
    for at in range(1, len(words) - 1):
        rest = words[at:]
        named = gender_of_name(rest[0]) is not None and len(rest) <= 3 and all(word.istitle() for word in rest)
        if (words[at - 1],) in body_heads() and named and not any((word,) in body_heads() for word in rest):
            return at
    return None


def _is_label_of_noun(parse: Parse, start: int, end: int) -> bool:
    """Whether a row of words with an article before and a noun after names a thing: "the Karol Bagh area"."""
    if end - start == 1 or start == 0 or end >= len(parse) or parse.words[start - 1] not in ("the", "a", "an"):
        return False
    return parse.pos[end] == "NOUN" and parse.words[end] not in word_set("headed")


def _is_of_title(parse: Parse, start: int, end: int) -> bool:
    """Whether a word is the end of a title ("Secretary of State") or of a treaty's or format's name."""
    follower = parse.words[end] if end < len(parse) else ""
    if not label_words().isdisjoint(parse.words[start:end]) or _is_label(parse, end, follower):
        return True
    if follower and title_head(follower) and all(word in title_parts() for word in parse.words[start:end]):
        return True  # "National Security Adviser"
    before = parse.tokens[start - 2].text if start >= 2 else ""
    return end - start == 1 and parse.words[start - 1] == "of" and before[:1].isupper() and bool(title_head(before))


def _trim_name(parse: Parse, start: int, end: int, sort: NameSort) -> tuple[int, int]:
    words = parse.words
    while start < end and (words[start] in word_set("no_names") or not words[start][0].isalnum()):
        start += 1
    while sort == "organization" and start < end - 1 and parse.tokens[start].text[0].islower():
        start += 1
    while end > start and (
        words[end - 1] in _POSSESSIVE or (not words[end - 1][-1].isalnum() and words[end - 1][-1] != ".")
    ):
        end -= 1
    breaks = _BREAKS | {","} if sort == "place" else _BREAKS  # "San Marino, California" is two
    broken = next((at for at in range(start + 1, end) if is_broken(parse, at) or words[at] in breaks), None)
    end = broken if broken is not None else end
    if sort == "person":
        start = _after_titles(parse, start, end)
        while (
            end + 1 < len(parse)
            and parse.words[end] == "-"
            and not (parse.tokens[end - 1].spaced or parse.tokens[end].spaced)
        ):
            end += 2  # "Kwok-hing": the name finder stops at the hyphen
        if start < end - 1 and parse.tokens[end - 1].text in ("AP", "Reuters", "AFP"):
            end -= 1
        start = _after_country(parse, start, end)
        end = _with_suffix(parse, _with_particles(parse, end))
    return start, end


def _with_suffix(parse: Parse, end: int) -> int:
    """The end of a person's name with "Jr." or the like behind it, with or without a comma."""
    for at in (end, end + 1):
        if at < len(parse) and parse.tokens[at].text in word_set("suffixes") and parse.words[end:at] in ((), (",",)):
            return at + 1
    return end


def _after_country(parse: Parse, start: int, end: int) -> int:
    """Past the country of "President of Arvenia Jon Lind", that the name finder takes for a given name."""
    if end - start < 3 or start == 0 or parse.words[start - 1] != "of":
        return start
    country = any(entry.sort == "country" for entry in load_gazetteer().lookup(parse.tokens[start].text))
    return start + 1 if country else start


def _with_particles(parse: Parse, end: int) -> int:
    """Past "der Leyen", where a person's name was cut at or before its particles."""
    at = end
    while at < len(parse) and parse.words[at] in word_set("particles") and parse.tokens[at - 1].spaced:
        at += 1
    small = at > end or (end > 0 and parse.words[end - 1] in word_set("particles"))
    whole = small and at < len(parse) and parse.tokens[at].text.istitle() and not is_broken(parse, at)
    return at + 1 if whole else end


def _after_titles(parse: Parse, start: int, end: int) -> int:
    """Past the titles and forms of address that a person's range begins with, if a name is left."""
    at = last = _after_office(parse, start, end)
    while at < end - 1:
        word = parse.tokens[at].text
        demonym = any(entry.sort == "adjective" for entry in load_gazetteer().lookup(word))
        if is_honorific(_titled(word)) or title_head(word) or tenure_of(word) or demonym:
            last = at + 1
        elif word.lower() not in title_parts() and word.lower() not in ("of", "for", "state"):
            break
        at += 1
    return last


def _after_office(parse: Parse, start: int, end: int) -> int:
    """Past an office with its field ("Emergency Situations Minister" before a name): long title words are no names."""
    heads = [at for at in range(start, end - 1) if len(parse.words[at]) >= _LONG_TITLE and title_head(parse.words[at])]
    return heads[-1] + 1 if heads else start


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
    if all(w.lower() in word_set("no_names") or not w[0].isalpha() for w in words):
        return False
    if len(words) == 1 and (
        words[0] in word_set("suffixes")
        or title_head(words[0])
        or is_honorific(words[0])
        or len(words[0].rstrip(".")) < 2
    ):
        return False
    if sort == "person":
        if len(words) == 1 and _is_kind_of_body(words[0]):
            return False
        if title_head(words[-1]) or is_honorific(words[-1]) or words[-1].lower() in word_set("no_names"):
            return False
        return all(w[0].isalpha() or w in "-'" for w in words) and words[0][0].isupper() and words[-1][0].isalpha()
    return True


def _is_kind_of_body(word: str) -> bool:
    """Whether a word is a kind of body and no name: "Embassy", "Departments"."""
    return (word,) in body_heads() or (word.removesuffix("s"),) in body_heads()


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
        if head is not None and head.sort != "office" and not any(n.sort == "person" and n.start > at for n in finder):
            head = None  # "the Refugee Convention": what is no office leads in only what the name finder confirms
        if not (courtesy or head) or at in inside:
            at += 1
            continue
        start = _name_start(parse, at + 1)
        end = _name_end(parse, start)
        start = _after_office(parse, start, end)
        thing = end > start and _is_kind_of_body(parse.tokens[end - 1].text)
        blocked = thing or (at in bodies and start in bodies and not courtesy and _is_body_row(parse, at, bodies))
        if end == start:
            start = max(_past_country(parse, at, places), _past_field(parse, at))
            end = _name_end(parse, start) if start > at + 1 else start
            blocked = end > start and _is_kind_of_body(parse.tokens[end - 1].text)
        if (
            end > start
            and not is_broken(parse, start)
            and not blocked
            and start not in inside
            and (courtesy or start not in places)
        ):
            yield NameSpan(start, end, "person", led=True)
            at = end
        else:
            at += 1


def _shaped_names(parse: Parse, known: Sequence[NameSpan], finder: Sequence[NameSpan]) -> Iterator[NameSpan]:
    """Persons by the shape of the name: a known given name and a family name after it, where nothing else is seen."""
    taken = {i for name in (*known, *finder) for i in range(name.start, name.end)}
    for at in range(len(parse) - 1):
        given = gender_of_name(parse.tokens[at].text) is not None and parse.tags[at] in ("NNP", "NNPS")
        if at in taken or not given or (at > 1 and parse.tokens[at - 1].text[0].isupper()):
            continue
        end = _name_end(parse, at)
        last = parse.tokens[end - 1].text
        thing = last in site_words() or (last,) in body_heads() or last.lower() in label_words()
        if 2 <= end - at <= 4 and taken.isdisjoint(range(at, end)) and not thing:
            yield NameSpan(at, end, "person")


def _past_field(parse: Parse, head: int) -> int:
    """Past the field of "Minister of Foreign Affairs Ilse Varga", to where the name would begin."""
    at = head + 1
    if at >= len(parse) or parse.words[at] not in ("of", "for"):
        return at
    at += 2 if parse.words[at + 1 : at + 2] == ("the",) else 1
    lengths = (n for n in (3, 2, 1) if " ".join(parse.words[at : at + n]) in word_set("office_fields"))
    return at + next(lengths, head + 1 - at)


def _past_country(parse: Parse, head: int, places: set[int]) -> int:
    """Past the country of "President of Arvenia Jon Lind", to where the name would begin."""
    at = head + 1
    if at >= len(parse) or parse.words[at] != "of":
        return at
    first = at = at + (2 if parse.words[at + 1 : at + 2] == ("the",) else 1)
    while at < len(parse) and at in places:
        at += 1
    return at if at > first else head + 1


def _is_body_row(parse: Parse, at: int, bodies: set[int]) -> bool:
    """Whether a title that the name finder takes for the start of a body's name may be that: "General Motors"."""
    end = at
    while end in bodies:
        end += 1
    words = words_of(parse, at, end)
    if words[0] not in word_set("plain_titles"):
        return True
    return len(words) > 3 or words[-1] in word_set("body_tails") or (words[-1],) in body_heads()


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


def _is_hyphen(parse: Parse, at: int) -> bool:
    """Whether a token is a hyphen that hugs the word before it and a word after it."""
    if parse.tokens[at].text != "-" or parse.tokens[at - 1].spaced or parse.tokens[at].spaced:
        return False
    return at + 1 < len(parse) and parse.tokens[at + 1].text[0].isalpha()


def _name_end(parse: Parse, start: int) -> int:
    """The end of the row of name words that begins at a token; at most five words, hyphens not counted."""
    at = start
    count = 0
    while at < len(parse) and count < 5:
        word = parse.tokens[at].text
        capital = word[0].isupper() and bool(_NAME_WORD.match(word)) and word.lower() not in word_set("no_names")
        if capital and (at > start or not title_head(word)):
            count += 1
            at += 1
        elif word in word_set("suffixes") or (
            word.lower() in word_set("particles") and _capital_after(parse, at) and parse.tokens[at].spaced
        ):
            at += 1
        elif at > start and _is_hyphen(parse, at):
            at += 2
        else:
            break
    at = min(at, len(parse))
    while at > start and not parse.tokens[at - 1].text[0].isalpha():
        at -= 1
    return at


def _capital_after(parse: Parse, at: int) -> bool:
    return at + 1 < len(parse) and parse.tokens[at + 1].text[0].isupper()


def _body_names(parse: Parse) -> Iterator[NameSpan]:
    """Capitalised rows that end with an organisation's word, and "Ministry of ..." rows."""
    heads = body_heads()
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
            begin = at + (1 if parse.words[at] in word_set("no_names") else 0)
            goes_on = (len(words) > cut + 2 and words[cut + 1] in ("of", "for") and words[cut + 2] != "the") or (
                len(words) > cut + 3 and words[cut + 1] in ("of", "for")
            )
            stop = end if goes_on else at + cut + 1
            if stop - begin > 1 and not any(title_head(w) and w[0].isupper() for w in words[: cut + 1]):
                yield NameSpan(begin, stop, "organization")
        at = end + 1


def _is_capital(parse: Parse, at: int) -> bool:
    word = parse.tokens[at].text
    return word[0].isupper() and word[0].isalpha() and (at > 0 or word.lower() not in word_set("no_names"))


def _joins(parse: Parse, start: int, at: int) -> bool:
    """Whether a small word goes on inside a body's name: "of", "for", "and" between capitals after a head word."""
    word = parse.tokens[at].text
    if at == start or at + 1 >= len(parse):
        return False
    if word in ("of", "for", "the"):
        following = at + 2 if parse.tokens[at + 1].text == "the" else at + 1
        return following < len(parse) and _is_capital(parse, following)
    if word == "-":
        return not (parse.tokens[at].spaced or parse.tokens[at - 1].spaced) and _is_capital(parse, at + 1)
    if word in ("and", "&"):
        return _is_capital(parse, at + 1) and any(w in ("of", "for") for w in words_of(parse, start, at))
    return False


def _settle(
    led: Sequence[NameSpan],
    bodies: Sequence[NameSpan],
    known: Sequence[NameSpan],
    finder: Sequence[NameSpan],
) -> list[NameSpan]:
    """One reading for every word: led persons, then the longest, known names before guessed ones of the same length."""
    rank: list[tuple[tuple[int, int, int], NameSpan]] = []
    for order, names in enumerate((led, known, finder, bodies)):
        for name in names:
            strong = 1 if name.led or (_is_full_person(name) and not _is_known(name, known)) else 0
            rank.append(((-strong, -(name.end - name.start), order), name))
    taken: list[NameSpan] = []
    for _, name in sorted(rank, key=lambda item: (item[0], item[1].start)):
        if not any(name.overlaps(other) for other in taken):
            taken.append(name)
    return sorted(taken, key=lambda name: name.start)


def _is_full_person(name: NameSpan) -> bool:
    return name.sort == "person" and name.end - name.start > 1


def _is_known(name: NameSpan, known: Sequence[NameSpan]) -> bool:
    """Whether the name finder's person is a known name through and through ("Saudi Arabia")."""
    for other in known:
        if other.start <= name.start and name.end <= other.end:
            return True
        if name.overlaps(other) and other.entries[0].sort == "organization":
            return True  # "Suspected al-Shabaab"
    return False
