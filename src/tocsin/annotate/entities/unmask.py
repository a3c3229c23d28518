"""Finds the persons that the name finder took for bodies or places, by how the document goes on to speak of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from tocsin.annotate.entities.bodies import body_heads, site_words
from tocsin.annotate.entities.lexicon import agent_of, title_head, word_set
from tocsin.annotate.entities.namemap import NameMap, NameSpan, words_of
from tocsin.annotate.parse import Parse

__all__ = ["speakers", "unmask_persons"]


def unmask_persons(parses: Sequence[Parse], names: Mapping[int, NameMap]) -> dict[int, NameMap]:
    """The names by sentence, with such rows read as persons whose last word later stands alone and speaks.

    A body is called by its first word or its initials when it is named again; a person by the last, and persons speak.
    """
    lone = {parse.tokens[i].text for parse in parses for i in _lone_words(parse, names[parse.sentence.index])}
    speak = {parse.tokens[i].text for parse in parses for i in _speaking(parse)}
    surnames = lone & speak
    found: dict[int, NameMap] = {}
    for parse in parses:
        here = names[parse.sentence.index].names
        found[parse.sentence.index] = NameMap([_unmasked(parse, name, surnames) for name in here])
    return found


def _unmasked(parse: Parse, name: NameSpan, surnames: set[str]) -> NameSpan:
    """A name as a person's, where it has the shape of one and its last word is a family name of the document."""
    words = words_of(parse, name.start, name.end)
    if name.sort not in ("organization", "place") or name.entries or not 2 <= len(words) <= 3:
        return name
    if words[-1] not in surnames or not all(word.isalpha() and word.istitle() for word in words):
        return name
    return msgspec.structs.replace(name, sort="person")


def _lone_words(parse: Parse, names: NameMap) -> Iterator[int]:
    """Capitalised words that stand alone and are not known as anything else."""
    for at, tag in enumerate(parse.tags):
        if tag != "NNP":
            continue
        word = parse.tokens[at].text
        if not word.istitle() or len(word) < 3 or word.lower() in word_set("no_names"):
            continue
        held = names.at(at)
        if held is not None and (held.entries or held.sort == "group" or held.end - held.start > 1):
            continue
        beside = parse.tokens[max(0, at - 1) : at] + parse.tokens[at + 1 : at + 2]
        common = (word,) in body_heads() or word in site_words() or title_head(word) or agent_of(word.lower())
        if not common and not any(other.text[0].isupper() for other in beside):
            yield at


def _speaking(parse: Parse) -> Iterator[int]:
    """The last words of names that say or think something, or that words are given after ("according to ...")."""
    for at, dep in enumerate(parse.deps):
        head = parse.heads[at]
        if (dep == "nsubj" and parse.lemmas[head] in word_set("human_verbs")) or (
            dep == "pobj" and parse.words[head] == "to" and parse.words[parse.heads[head]] == "according"
        ):
            yield at


def speakers(parse: Parse, names: NameMap) -> Iterator[int]:
    """Lone capitalised words that say or think something and that are not known as anything."""
    lone = set(_lone_words(parse, names))
    for token in _speaking(parse):
        if token in lone and not parse.children(token, "det", "amod"):
            yield token
