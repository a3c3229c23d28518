"""Tells what a name that is no person's stands for: a country, its government, a body, a place, a people."""

from __future__ import annotations

from collections.abc import Sequence, Set

from tocsin.annotate.entities.bodies import body_country, body_sector, owner_country
from tocsin.annotate.entities.cast import Cast, Figure
from tocsin.annotate.entities.gazetteer import Entry
from tocsin.annotate.entities.lexicon import place_verbs, word_set
from tocsin.annotate.entities.namemap import NameMap, NameSpan, words_of, written
from tocsin.annotate.parse import Parse
from tocsin.vocab.places import Town, towns_named

__all__ = ["figure_of"]

_FAR_LARGER = 10
"""How many times the people of its namesakes abroad a town must have to be meant without a word of its country."""


def figure_of(cast: Cast, parse: Parse, names: NameMap, name: NameSpan) -> Figure | None:
    """The figure that a name stands for, or None where it is only an adjective or cannot be told."""
    entry = name.entry
    if entry is None:
        return _guessed(cast, parse, names, name)
    if entry.sort == "country":
        return cast.thing("country", entry.name, entry.country, score=0.95)
    if entry.sort == "organization":
        return _known_body(cast, parse, names, name, entry)
    if entry.sort == "people":
        return cast.thing("group", written(parse, name.start, name.end), entry.country, score=0.9)
    if entry.sort == "adjective":
        return _of_adjective(cast, parse, name, entry)
    if entry.sort in ("capital", "seat") and _acts(parse, name):
        return cast.thing("organization", entry.name, entry.country, entry.sector, score=0.8)
    country = _place_country(names, name, parse)
    return cast.thing("place", entry.name, _namesake_country(cast, names, entry, country), score=0.9)


def _known_body(cast: Cast, parse: Parse, names: NameMap, name: NameSpan, entry: Entry) -> Figure:
    """The known body, or where a country owns one of the same name ("Sorland's Security Council") that country's."""
    owner = owner_country(parse, names, name)
    words = written(parse, name.start, name.end)
    if owner is None or owner == entry.country or entry.sector in ("MED", "NGO", "UAF"):
        return cast.thing("organization", entry.name, entry.country, entry.sector, score=0.95)
    if entry.sector == "IGO" and (words == entry.name or words.isupper()):
        return cast.thing("organization", entry.name, None, "IGO", score=0.95)
    sector = body_sector(words.split()) if entry.sector == "IGO" else entry.sector
    return cast.thing("organization", words, owner, sector, score=0.85)


def _place_country(names: NameMap, name: NameSpan, parse: Parse) -> str | None:
    """A place's country: the one the text gives right after it ("Tripoli, Lebanon"), else the table's."""
    after = name.end
    if after + 1 < len(parse) and parse.words[after] == ",":
        next_name = names.at(after + 1)
        known = next_name.entry if next_name else None
        if known is not None and (known.sort == "country" or (known.sort == "place" and known.country is not None)):
            return known.country
        region = _region(words_of(parse, next_name.start, next_name.end)) if next_name is not None else None
        if region is not None:
            return region.country
    return name.entry.country if name.entry else None


def _of_adjective(cast: Cast, parse: Parse, name: NameSpan, entry: Entry) -> Figure | None:
    """What a demonym stands for: its people ("the French"), or before a deed or thing ("French aid") the country.

    None before what is studied or spoken ("French studies", "in French"), and where the rest cannot be told.
    """
    last = name.end - 1
    follower = parse.pos[name.end] if name.end < len(parse) else "PUNCT"
    if follower in ("NOUN", "PROPN", "ADJ") or parse.deps[last] in ("amod", "compound", "nmod"):
        head = parse.lemmas[parse.heads[last]]
        studied = head in word_set("studied") or (
            name.end < len(parse) and parse.lemmas[name.end] in word_set("studied")
        )
        leans = parse.heads[last] > last or parse.deps[last] == "conj"
        return cast.thing("country", entry.name, entry.country, score=0.8) if leans and not studied else None
    opened = name.start > 0 and parse.words[name.start - 1] in ("the", "many", "most", "some", "ordinary", "few")
    if (opened and follower != "PUNCT") or (opened and parse.deps[last] in ("pobj", "dobj", "nsubj", "conj")):
        words = written(parse, name.start, name.end)
        if words.endswith(("an", "i")):  # "the Norwegian": one of them
            return cast.add(Figure("person", None, entry.country, score=0.6))
        return cast.thing("group", words, entry.country, score=0.75)
    return None


def _acts(parse: Parse, name: NameSpan) -> bool:
    """Whether a seat of government acts or is spoken to in its sentence, and so stands for the government."""
    last = name.end - 1
    if (
        name.start == 0
        and name.end < len(parse)
        and parse.tokens[last].text.isupper()
        and not parse.words[name.end].isalnum()
    ):
        return False  # a dateline
    dep, head = parse.deps[last], parse.heads[last]
    for _ in range(6):
        if dep != "conj":  # "between Moscow and Kyiv": as the first of the row
            break
        dep, head = parse.deps[head], parse.heads[head]
    lemma = parse.lemmas[head]
    if dep == "nsubj":
        return lemma not in word_set("place_heads") and (lemma != "be" or _is_minded(parse, head))
    if dep in ("nsubjpass", "dobj", "dative", "iobj"):
        return lemma not in place_verbs()
    if dep == "pobj":
        return _acts_after(parse, head)
    if dep == "poss":
        return lemma in word_set("owned")
    return dep == "agent"


def _acts_after(parse: Parse, preposition: int) -> bool:
    """Whether a preposition takes its object as one who acts ("with Moscow") and not as a place ("in Moscow")."""
    word = parse.words[preposition]
    if word in word_set("actor_prepositions") or parse.deps[preposition] == "agent":
        return True
    if word in word_set("place_prepositions"):
        return False
    governor = parse.lemmas[parse.heads[preposition]]
    return word in ("to", "on", "for", "of", "at") and governor in word_set("addressed")


def _is_minded(parse: Parse, verb: int) -> bool:
    """Whether "is" goes on with an adjective or participle of mind or act, as a government's would."""
    complement = parse.child(verb, "acomp", "attr", "xcomp")
    return complement is not None and parse.pos[complement] in ("ADJ", "VERB")


def _guessed(cast: Cast, parse: Parse, names: NameMap, name: NameSpan) -> Figure | None:
    """A name that only the name finder or its shape gives: a body, a place or a people."""
    words = words_of(parse, name.start, name.end)
    text = written(parse, name.start, name.end)
    if name.sort == "organization":
        return cast.thing("organization", text, body_country(parse, names, name), body_sector(words), score=0.8)
    if name.sort == "place":
        return _looked_up(cast, names, text, _place_country(names, name, parse))
    if name.sort == "group" and parse.tags[name.end - 1] in ("NNPS", "NNS"):
        return cast.thing("group", text, None, score=0.7)
    return None


def _namesake_country(cast: Cast, names: NameMap, entry: Entry, country: str | None) -> str | None:
    """The country of a known place; none where the text names only that of a namesake of like size.

    Of Paris a text about the United States alone means no town in Texas; of Birmingham it is open.
    """
    near = _countries_near(cast, names)
    if entry.sort not in ("place", "capital") or country in (None, *near) or country != entry.country:
        return country
    found = towns_named(entry.name)
    own = max((town.people for town in found if town.country == country), default=0)
    rivals = [town for town in found if town.country in near and 0 < own < _FAR_LARGER * town.people]
    return None if rivals else country


def _countries_near(cast: Cast, names: NameMap) -> frozenset[str]:
    """The countries that the text has named so far, the sentence's own included."""
    return frozenset(f.country for f in cast.figures if f.kind == "country" and f.country) | names.countries()


def _region(words: Sequence[str]) -> Town | None:
    """The first-level region of a name that is one in a single country ("Edgewood, British Columbia"), else None."""
    found = [town for town in towns_named(" ".join(words)) if town.people == 0]
    return found[0] if len(found) == 1 else None


def _looked_up(cast: Cast, names: NameMap, text: str, country: str | None) -> Figure:
    """A place that the tables of the desk do not list: with country and region where the world's towns settle them."""
    near = _countries_near(cast, names)
    town = _town(text, country, near)
    if town is None:
        return cast.thing("place", text, country, score=0.7)
    figure = cast.thing("place", text, town.country, score=0.7 if town.country in near or country else 0.6)
    rivals = [other for other in towns_named(text) if other.country == town.country and other.region != town.region]
    if town.region != text and all(town.people >= _FAR_LARGER * other.people for other in rivals):
        figure.region = figure.region or town.region
    return figure


def _town(name: str, country: str | None, near: Set[str]) -> Town | None:
    """The town of a name: in the country that the text gives, else in one that it has named, else far the largest.

    Of a name in two countries that the text names, or of two towns of like size, none: better unknown than wrong.
    """
    found = towns_named(name)
    if country is not None:
        return next((town for town in found if town.country == country), None)
    there = [town for town in found if town.country in near]
    if len({town.country for town in there}) == 1:
        return there[0] if found[0].people < _FAR_LARGER * max(there[0].people, 1) else None
    if there or not found:
        return None
    others = [town.people for town in found if town.country != found[0].country]
    return found[0] if found[0].people >= _FAR_LARGER * max(others, default=0) else None
