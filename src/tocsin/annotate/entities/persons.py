"""Gathers the persons of a document: full names first, then every shorter form, then the offices beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec

from tocsin.annotate.entities.bodies import body_heads, site_words
from tocsin.annotate.entities.cast import Cast, Figure
from tocsin.annotate.entities.lexicon import honorific_gender, title_head, title_parts, word_set
from tocsin.annotate.entities.namemap import NameMap, NameSpan, written
from tocsin.annotate.entities.roles import Beside, read_beside
from tocsin.annotate.entities.rostered import OFFICE_SCORE, RosterLinker
from tocsin.annotate.entities.titles import Title
from tocsin.annotate.entities.unmask import speakers, unmask_persons
from tocsin.annotate.parse import Parse
from tocsin.records import Diagnostic
from tocsin.text.span import Span

__all__ = ["PersonCasting", "cast_persons", "title_span"]


class PersonCasting(msgspec.Struct, frozen=True):
    """What came of the persons: names by sentence with the surnames found anew, who stands where, titles, doubts.

    `bearers` maps (sentence, first token) of a person's name to its figure; `titles` holds every title that stands
    beside a name, by sentence.
    """

    names: Mapping[int, NameMap]
    bearers: Mapping[tuple[int, int], Figure]
    titles: Mapping[int, Sequence[Title]]
    doubts: Sequence[Diagnostic]


def cast_persons(
    cast: Cast, parses: Sequence[Parse], names: Mapping[int, NameMap], linker: RosterLinker
) -> PersonCasting:
    """Fills the cast with the document's persons, and links them to the roster."""
    names = unmask_persons(parses, names)
    for parse in parses:
        for name in names[parse.sentence.index].names:
            words = name_words(parse, name)
            if name.sort == "person" and len(words) > 1 and not _is_particle_form(words):
                _full_named(cast, words, linker)
    surnames = _surnames(cast, parses, names)
    full = frozenset(f.words for f in cast.figures if f.kind == "person" and len(f.words) > 1)
    names = {p.sentence.index: _with_rostered(p, names[p.sentence.index], linker) for p in parses}
    found = {p.sentence.index: _with_surnames(p, names[p.sentence.index], surnames, full) for p in parses}
    bearers: dict[tuple[int, int], Figure] = {}
    titles: dict[int, list[Title]] = {}
    doubts: list[Diagnostic] = []
    for parse in parses:
        index = parse.sentence.index
        for name in found[index].names:
            if name.sort != "person":
                continue
            beside = read_beside(parse, found[index], name)
            figure = _rostered(cast, parse, name, beside, linker) or _bearer(cast, parse, name, beside)
            titles.setdefault(index, []).extend(beside.titles)
            if figure is None:
                doubts.append(_doubt(parse, name))
                continue
            _take(figure, parse, name, beside)
            bearers[index, name.start] = figure
            cast.speak_of(figure)
    _name_all(cast)
    for figure in cast.figures:
        figure.take_holdings(linker.day)
    return PersonCasting(found, bearers, titles, doubts)


def _full_named(cast: Cast, words: tuple[str, ...], linker: RosterLinker) -> Figure:
    """The person of a full name; forms that the roster has of one person are one."""
    pick = linker.pick(words)
    if pick is None:
        return cast.person(words, 0.9)
    figure = cast.of_roster(pick.person) or cast.person(words, 0.9)
    if figure.rostered is not None and figure.rostered is not pick.person:
        figure = cast.add(Figure("person", None, words=words, score=0.9))
    figure.take_rostered(pick.person, pick.score)
    if len(words) > len(figure.words):
        figure.words = words
    return figure


def _rostered(cast: Cast, parse: Parse, name: NameSpan, beside: Beside, linker: RosterLinker) -> Figure | None:
    """Who of the roster bears a name here; `None` where nobody does, or where the document names another bearer."""
    words = name_words(parse, name)
    if len(words) > 1 and not _is_particle_form(words):
        return _full_named(cast, words, linker)
    # A thing is called after the best known of a name, whoever was spoken of last.
    before = () if _lends_name(parse, name) else cast.spoken_of
    pick = linker.pick(words, beside.titles, beside.gender, before)
    if pick is None and _is_addressed(parse, name):
        pick = linker.by_given_name(words[0], cast.spoken_of)
    if pick is None:
        return None
    figure = cast.of_roster(pick.person)
    if figure is None:
        others = [other for other in cast.bearers(words) if other.rostered is None]
        if others and pick.score < OFFICE_SCORE:
            return None
        figure = cast.add(Figure("person", None, words=words, score=0.85 if name.led else 0.7))
        figure.take_rostered(pick.person, pick.score)
    return figure


def name_words(parse: Parse, name: NameSpan) -> tuple[str, ...]:
    """The words of a person's name; hyphenated ones are one word, and "Jr." is left out."""
    words = written(parse, name.start, name.end).split()
    return tuple(word.rstrip(",") for word in words if word not in word_set("suffixes"))


def _is_particle_form(words: tuple[str, ...]) -> bool:
    """Whether a row of words is only a family name with its particle ("bin Salman", "van Dyck")."""
    return words[0][0].islower() and len(words) == 2


def _surnames(cast: Cast, parses: Sequence[Parse], names: Mapping[int, NameMap]) -> frozenset[str]:
    """The family names of the document's persons, as written and in capitals.

    They are those of full names, and lone words that more often stand as a person's name than as anything else's.
    """
    found: set[str] = set()
    for figure in cast.figures:
        if figure.kind == "person" and len(figure.words) > 1 and len(figure.surname.rstrip(".")) > 2:
            found.update((figure.surname, figure.surname.upper()))
    return frozenset(found | _lone_persons(parses, names))


# A body that speaks is spoken of as well; a lone word that does hardly anything but speak is somebody.
_FIELD = 4
"""Words of an office's field, at most ("Central Intelligence")."""
_SPEAKS_OFTEN = 4
_SPEAKS_MOSTLY = 0.6


def _lone_persons(parses: Sequence[Parse], names: Mapping[int, NameMap]) -> set[str]:
    """Lone words without a full name that are persons' by the votes of all the places where they stand."""
    votes: Counter[str] = Counter()
    labels: Counter[str] = Counter()  # "Varga: ..." again and again, as in a transcript
    spoken: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for parse in parses:
        here = names[parse.sentence.index]
        for name in here.names:
            word = written(parse, name.start, name.end)
            if " " not in word and len(word) > 2 and not name.entries:
                votes[word] += _vote(name)
                seen[word] += 1
        if len(parse) > 2 and parse.words[1] == ":" and here.at(0) is None and parse.tokens[0].text.istitle():
            labels[parse.tokens[0].text] += 1
        for token in speakers(parse, here):
            word, held = parse.tokens[token].text, here.at(token)
            spoken[word] += 1
            if held is None or held.sort == "place":  # an unknown place does not speak
                votes[word] += 2 if held is None else 5
    found = {word for word, count in votes.items() if count > 0}
    found |= {word for word, count in labels.items() if count > 1 and title_head(word) is None}
    often = (word for word, count in spoken.items() if count >= _SPEAKS_OFTEN)
    return found | {word for word in often if spoken[word] >= _SPEAKS_MOSTLY * seen[word]}


def _vote(name: NameSpan) -> int:
    """How strongly one reading says that a lone word is a person (above 0) or something else (below).

    A title before it settles the matter. The name finder takes unknown family names for places more easily than for
    bodies, so its places weigh less.
    """
    if name.sort == "person":
        return 100 if name.led else 2
    return -1 if name.sort == "place" else -2


def _as_person(parse: Parse, name: NameSpan, full: frozenset[tuple[str, ...]]) -> NameSpan:
    """A name as a person's, where it is a full name that stands as a person's elsewhere in the document."""
    if name.sort == "person" or name.entries or name_words(parse, name) not in full:
        return name
    return msgspec.structs.replace(name, sort="person")


def _with_surnames(parse: Parse, names: NameMap, surnames: frozenset[str], full: frozenset[tuple[str, ...]]) -> NameMap:
    """The names of a sentence, with every bare family name of a known person that was missed or taken for another."""
    kept = [_as_person(parse, name, full) for name in names.names]
    at = 0
    while at < len(parse):
        word, end = _whole_word(parse, at)
        if word in surnames and _may_be_surname(parse, names, at, end):
            clash = NameSpan(at, end, "person", label=_label(names, at))
            kept = [name for name in kept if not name.overlaps(clash)]
            kept.append(clash)
        at = end
    return NameMap(sorted(kept, key=lambda name: name.start))


def _with_rostered(parse: Parse, names: NameMap, linker: RosterLinker) -> NameMap:
    """The names of a sentence, with those of the roster that were missed or swallowed by another name."""
    kept = list(names.names)
    for at, token in enumerate(parse.tokens):
        if not token.text[0].isupper() or not linker.is_family(token.text):
            continue
        start = _given_start(parse, at, linker)
        held = names.at(at)
        led = held is not None and held.end == at + 1 and _is_led_by_office(parse, held, start)
        led = led or _ends_office(parse, at) or (held is not None and _is_namesake(parse, held, at))
        if not led and ((held is not None and held.sort == "person") or not _stands(parse, held, start, at, linker)):
            continue
        clash = NameSpan(start, at + 1, "person", label=_label(names, at))
        kept = [name for name in kept if not name.overlaps(clash)]
        kept.append(clash)
    return NameMap(sorted(kept, key=lambda name: name.start))


def _is_led_by_office(parse: Parse, held: NameSpan, start: int) -> bool:
    """Whether a person's name swallowed the end of an office before it: "Central Intelligence Varga"."""
    led = parse.tokens[held.start : start]
    return bool(led) and all(token.lower in title_parts() or title_head(token.text) for token in led)


def _ends_office(parse: Parse, at: int) -> bool:
    """Whether an office with its field goes right before a name: "Director for Central Intelligence Varga"."""
    begin = at
    while begin > 0 and at - begin < _FIELD and parse.tokens[begin - 1].text.istitle():
        begin -= 1
    return (
        1 < begin < at
        and parse.words[begin - 1] in ("of", "for")
        and title_head(parse.tokens[begin - 2].text) is not None
    )


def _is_namesake(parse: Parse, held: NameSpan, at: int) -> bool:
    """Whether a thing is called after who set it up or left it: of "the Varga Mission" the first word is his name."""
    return held.start == at and held.end == at + 2 and not held.entries and _names_a_thing(parse, at)


def _names_a_thing(parse: Parse, at: int) -> bool:
    after = parse.tokens[at + 1].text if at + 1 < len(parse) else ""
    return after.istitle() and after.lower() in word_set("namesakes")


def _lends_name(parse: Parse, name: NameSpan) -> bool:
    """Whether a name stands only for a thing that is called after its bearer: "the Varga Papers"."""
    return _names_a_thing(parse, name.end - 1)


def _is_addressed(parse: Parse, name: NameSpan) -> bool:
    """Whether a lone name is a letter's form of address: "Dear Ilse"."""
    return name.start > 0 and name.end - name.start == 1 and parse.words[name.start - 1] == "dear"


def _given_start(parse: Parse, at: int, linker: RosterLinker) -> int:
    """Where the given names before a family name of the roster begin; the family name itself where none do."""
    start = at
    for begin in range(at - 1, max(-1, at - 4), -1):
        words = tuple(token.text for token in parse.tokens[begin : at + 1])
        if not words[0][0].isupper() or not linker.names_somebody(words):
            break
        start = begin
    return start


def _stands(parse: Parse, held: NameSpan | None, start: int, at: int, linker: RosterLinker) -> bool:
    """Whether a roster's name may be one here; a bare family name not as a known place's, a thing's, a common word."""
    if start < at:
        return True
    if held is not None and (held.entries or held.end - held.start > 1):
        return not held.entries and _is_row(parse, held, linker)
    after = parse.tokens[at + 1].text if at + 1 < len(parse) else ""
    before = parse.tokens[at - 1].text if at else ""
    goes_on = after.istitle() and parse.tags[at + 1] in ("NNP", "NNPS")  # "Kim" in "Kim Kardashian"
    if goes_on or (after,) in body_heads() or after in site_words() or after[:1].isdigit() or before.istitle():
        return title_head(before) is not None or honorific_gender(before) is not None
    if len(parse) == 1:
        return True  # a name under a telegram
    if parse.words[at] in word_set("months_and_more"):
        return title_head(before) is not None or honorific_gender(before) is not None
    opens = all(not token.text[0].isalpha() for token in parse.tokens[:at])
    return parse.tags[at] in ("NNP", "NNPS") and not (opens and parse.words[at] in word_set("function"))


def _is_row(parse: Parse, held: NameSpan, linker: RosterLinker) -> bool:
    """Whether what the name finder took for one name is a row of family names of the roster, as telegrams run them."""
    return all(linker.is_family(token.text) for token in parse.tokens[held.start : held.end])


def _whole_word(parse: Parse, at: int) -> tuple[str, int]:
    """A word with its hyphenated parts, and the token after it."""
    end = at + 1
    while (
        end + 1 < len(parse)
        and parse.words[end] == "-"
        and not (parse.tokens[end].spaced or parse.tokens[end - 1].spaced)
    ):
        if not parse.tokens[end + 1].text[0].isupper():
            break
        end += 2
    return written(parse, at, end) if end > at + 1 else parse.tokens[at].text, end


def _label(names: NameMap, at: int) -> str | None:
    held = names.at(at)
    return held.label if held is not None else None


def _has_given_name(parse: Parse, names: NameMap, at: int) -> bool:
    """Whether the word before a family name is another name, so that this is somebody else's or a thing's."""
    before = parse.tokens[at - 1].text if at else ""
    if not before[:1].isupper() or parse.tags[at - 1] not in ("NNP", "NNPS") or names.at(at - 1) is not None:
        return False
    titled = title_head(before) is not None or honorific_gender(before) is not None or "." in before
    return not titled and parse.deps[at - 1] == "compound"


def _may_be_surname(parse: Parse, names: NameMap, at: int, end: int) -> bool:
    """Whether a word that is a known person's family name stands alone here, as a name."""
    held = names.at(at)
    if held is not None:
        if held.sort in ("person", "group") or held.end - held.start > end - at:
            return False
        if held.entries and held.entries[0].sort in ("country", "adjective", "people") and held.label != "PERSON":
            return False
    if _has_given_name(parse, names, at):
        return False
    after = parse.tokens[end].text if end < len(parse) else ""
    if after[:1].isdigit():
        return False  # "May 5"
    opens = all(not token.text[0].isalpha() for token in parse.tokens[:at])
    if opens and parse.tags[at] not in ("NNP", "NNPS"):
        return after in ("'s", "'", ",", "and") or (end < len(parse) and parse.tags[end][:2] in ("VB", "MD"))
    return True


def _bearer(cast: Cast, parse: Parse, name: NameSpan, beside: Beside) -> Figure | None:
    """Who bears a name here; None where two may."""
    words = name_words(parse, name)
    if len(words) > 1 and not _is_particle_form(words):
        return cast.person(words, 0.9)
    many = cast.bearers(words)
    if len(many) > 1:
        many = _narrow(many, parse.span(name.start, name.end), beside)
    if len(many) == 1:
        return many[0]
    if many:
        return None
    same = [f for f in cast.figures if f.kind == "person" and f.words and f.words[0].lower() == words[0].lower() and (
        len(f.words) == 1 or name.label == "PERSON"
    )]  # fmt: skip
    alone = [f for f in same if len(f.words) == 1]
    if alone:
        return alone[0]
    if len(same) == 1 and not beside.addressed:
        return same[0]
    return cast.add(Figure("person", None, words=words, score=0.85 if name.led else 0.7))


def _narrow(many: list[Figure], span: Span, beside: Beside) -> list[Figure]:
    """Of several bearers those whose gender and offices fit, and who were named before."""
    fitting = [f for f in many if not (beside.gender and f.gender and f.gender != beside.gender)]
    for title in beside.titles:
        held = [f for f in fitting if any(_is_office(role.title, title) for role in f.roles)]
        fitting = held or fitting
    earlier = [f for f in fitting if f.first < span.start]
    return earlier or fitting


def _is_office(role: str, title: Title) -> bool:
    return title.head.word in role.lower().split()


def _take(figure: Figure, parse: Parse, name: NameSpan, beside: Beside) -> None:
    """Writes a mention of a person with what stands beside it."""
    figure.mention(parse.span(name.start, name.end), "name", 0.95 if len(name_words(parse, name)) > 1 else 0.85)
    figure.gender = figure.gender or beside.gender
    for title in beside.titles:
        figure.take_title(title, title_span(parse, title))


def title_span(parse: Parse, title: Title) -> Span:
    """The raw span of a title's own words."""
    return parse.span(title.start, title.end)


def _doubt(parse: Parse, name: NameSpan) -> Diagnostic:
    words = written(parse, name.start, name.end)
    return Diagnostic(
        code="ambiguous-referent",
        span=parse.span(name.start, name.end),
        message=f"More than one person in the document may be '{words}'.",
        hint="Read the passage; the mention is left out.",
    )


def _name_all(cast: Cast) -> None:
    """Gives every person the longest form of the name."""
    for figure in cast.figures:
        if figure.kind == "person" and figure.words:
            words = tuple(w.capitalize() if w.isupper() and len(w) > 3 else w for w in figure.words)
            figure.name = " ".join(words)
