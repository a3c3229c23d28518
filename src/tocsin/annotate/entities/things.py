"""Tells what a name that is no person's stands for: a country, its government, a body, a place, a people."""

from __future__ import annotations

from tocsin.annotate.entities.cast import Cast, Figure
from tocsin.annotate.entities.gazetteer import Entry, load_gazetteer
from tocsin.annotate.entities.lexicon import place_verbs
from tocsin.annotate.entities.names import NameSpan, body_sector, words_of
from tocsin.annotate.entities.titles import NameMap, written
from tocsin.annotate.parse import Parse

__all__ = ["acts", "body_country", "figure_of"]

_PLACE_PREPOSITIONS = frozenset(
    "in at near outside inside around through across throughout toward towards into from via over above beyond".split()
)
_ACTOR_PREPOSITIONS = frozenset("with against between by".split())


def figure_of(cast: Cast, parse: Parse, names: NameMap, name: NameSpan) -> Figure | None:
    """The figure that a name stands for, or None where it is only an adjective or cannot be told."""
    entry = name.entry
    if entry is None:
        return _guessed(cast, parse, names, name)
    if entry.sort == "country":
        return cast.thing("country", entry.name, entry.country, score=0.95)
    if entry.sort == "organization":
        return cast.thing("organization", entry.name, entry.country, entry.sector, score=0.95)
    if entry.sort == "people":
        return cast.thing("group", written(parse, name.start, name.end), entry.country, score=0.9)
    if entry.sort == "adjective":
        return _people(cast, parse, name, entry)
    if entry.sort in ("capital", "seat") and acts(parse, name):
        return cast.thing("organization", entry.name, entry.country, entry.sector, score=0.8)
    return cast.thing("place", entry.name, _place_country(parse, names, name, entry), score=0.9)


def _place_country(parse: Parse, names: NameMap, name: NameSpan, entry: Entry | None) -> str | None:
    """A place's country: the one the text gives right after it ("Tripoli, Lebanon"), else the table's."""
    after = name.end
    if after + 1 < len(parse) and parse.words[after] == ",":
        next_name = names.at(after + 1)
        known = next_name.entry if next_name else None
        if known is not None and (known.sort == "country" or (known.sort == "place" and known.country == "USA")):
            return known.country
    return entry.country if entry else None


def _people(cast: Cast, parse: Parse, name: NameSpan, entry: Entry) -> Figure | None:
    """A demonym that stands as a noun by itself ("the French"), or None where it is an adjective."""
    last = name.end - 1
    leads = parse.deps[last] in ("amod", "compound", "nmod", "poss", "npadvmod") or (
        name.end < len(parse) and (parse.pos[name.end] in ("NOUN", "PROPN", "ADJ") or parse.words[name.end] == "-")
    )
    opened = name.start > 0 and parse.words[name.start - 1] in ("the", "many", "most", "some", "ordinary", "few")
    if leads or not opened:
        return None
    return cast.thing("group", written(parse, name.start, name.end), entry.country, score=0.75)


def acts(parse: Parse, name: NameSpan) -> bool:
    """Whether a seat of government acts or is spoken to in its sentence, and so stands for the government."""
    last = name.end - 1
    dep, head = parse.deps[last], parse.heads[last]
    seen = 0
    while dep == "conj" and seen < 6:  # "between Moscow and Kyiv": as the first of the row
        dep, head, seen = parse.deps[head], parse.heads[head], seen + 1
    lemma = parse.lemmas[head]
    if dep in ("nsubj", "agent"):
        return parse.lemmas[head] not in ("lie", "be") or _animate_complement(parse, head)
    if dep == "nsubjpass":
        return lemma not in place_verbs()
    if dep in ("dobj", "dative", "iobj"):
        return lemma not in place_verbs()
    if dep == "pobj":
        preposition = parse.words[head]
        if preposition in _ACTOR_PREPOSITIONS or parse.deps[head] == "agent":
            return True
        if preposition in _PLACE_PREPOSITIONS:
            return False
        governor = parse.lemmas[parse.heads[head]]
        return preposition in ("to", "on", "for", "of") and governor in _ADDRESSING
    if dep == "poss":
        return parse.pos[head] in ("NOUN", "VERB") and parse.lemmas[head] in _OWNED
    return False


_ADDRESSING = frozenset(
    "message signal appeal warning call warn signal send offer give say speak talk respond reply pressure sanction"
    " impose loyal concession ultimatum note proposal response answer demand lean push ally government leader part"
    " friend support opposed hostile intention".split()
)
_OWNED = frozenset(
    "intention decision policy plan demand claim position response reaction action move view concern ally aim goal"
    " proposal offer request refusal warning threat calculation calculus objective interest support stance statement"
    " attempt effort aggression denial request promise pledge ambition strategy leadership government troop force army"
    " military demand condition term announcement rejection insistence invasion attack relation tie ambassador envoy"
    " behavior behaviour side role influence perspective purpose narrative propaganda foreign playbook".split()
)


def _animate_complement(parse: Parse, verb: int) -> bool:
    """Whether "is" goes on with an adjective or participle of mind or act, as a government's would."""
    complement = parse.child(verb, "acomp", "attr", "xcomp")
    return complement is not None and parse.pos[complement] in ("ADJ", "VERB")


def _guessed(cast: Cast, parse: Parse, names: NameMap, name: NameSpan) -> Figure | None:
    """A name that only the name finder or its shape gives: a body, a place or a people."""
    words = words_of(parse, name.start, name.end)
    text = written(parse, name.start, name.end)
    if name.sort == "organization":
        country = body_country(parse, names, name)
        return cast.thing("organization", text, country, body_sector(words), score=0.8)
    if name.sort == "place":
        return cast.thing("place", text, _place_country(parse, names, name, None), score=0.7)
    if name.sort == "group" and parse.tags[name.end - 1] in ("NNPS", "NNS"):
        return cast.thing("group", text, None, score=0.7)
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
    before = name.start - 1
    if before >= 0 and parse.words[before] in ("'s", "'"):
        before -= 1
    owner = names.at(before) if before >= 0 else None
    if owner is not None and owner.entry is not None and owner.entry.sort in ("country", "adjective", "capital"):
        return owner.entry.country
    if name.end + 1 < len(parse) and parse.words[name.end] in ("of", "in"):
        after = names.at(name.end + 1) or (names.at(name.end + 2) if name.end + 2 < len(parse) else None)
        if after is not None and after.entry is not None and after.entry.sort == "country" and parse.words[name.end] == "of":
            return after.entry.country
    return None
