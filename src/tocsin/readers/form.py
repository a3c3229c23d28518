"""What kind of text a document is: by how it is headed and by its shape, never by the outlet's name alone."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache
from typing import Any

from tocsin.records import DocumentForm
from tocsin.vocab.loader import load_table

__all__ = ["recognise_form"]

# Whoever has the word stands before a colon at the head of a line, in capitals or as a name of two words or more
# with an office; whoever asks is a Q.
_OFFICE_AND_NAME = r"(?:[A-Z][\w.'\u2019-]*,?(?: (?:of|the|and|for))* ){1,6}[A-Z][\w'\u2019-]+"
_TURN = re.compile(
    r"(?m)^[ \t*_]{0,4}(?P<label>[A-Z][A-Z.'\u2019\u2010-\u2015 -]{2,40}|" + _OFFICE_AND_NAME + r")"
    r"(?: ?\([^()\n]{1,30}\))?[*_]{0,2}:[*_]{0,2}(?=\s)"
)
# Where line breaks were lost: two names or more, or an office and a name, behind the end of a sentence.
_INLINE = re.compile(
    r"(?:(?<=[.?!*)\]\u201d\"\u2026]\s)|(?<=\*\*\*)|^)"
    r"(?P<label>(?:[A-Z][\w'\u2019-]+(?: of(?: the)?| for| and)? ){1,7}[A-Z][\w'\u2019-]+):\s(?=[A-Z\"\u201c])"
)
_ASKED = re.compile(r"(?m)^[ \t*_]{0,4}(?:Q|QUESTION|Question|REPORTER|Reporter)[*_]{0,2}(?::|\.|\s{2,}|\s?[\u00a0])")
_QUOTED = re.compile('[\u201c"][^\u201c\u201d"]{1,2000}[\u201d"]')
# "CALDER (Demo Wire) - ", "CALDER, March 14 - ": how agencies begin a story.
_DATELINE = re.compile(
    r"\A\W{0,3}[A-Z][A-Z.'\u2019 -]{2,30}(?:,[^()\n]{1,40})?\s?\([^()\n]{2,40}\)\s?[-\u2013\u2014]"
    r"|\A\W{0,3}[A-Z][A-Z'\u2019 ]{2,30}(?:, [\w. ]{2,20})? ?[\u2013\u2014] "
)
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?")
_TURNS = 3
_TURN_LENGTH = 40
_LOOKED_AT = 40_000
# Reporters attribute at least once in some hundred words; an issuer's own text quotes others seldom.
_REPORTED_SHARE = 0.006
_FIRST_PERSON_SHARE = 0.01
_SPEECH_SHARE = 0.02
_READOUT_LENGTH = 8_000
_OPENING = 400


def recognise_form(title: str | None, text: str) -> DocumentForm:
    """The form of a text: `transcript`, `readout` or `statement` where title and shape agree, else `article`.

    A title only proposes: what reads as a report (attributed sentences, a dateline) is an article under any heading.
    Turns of speakers make a transcript without any. `feed-item` is for readers of feeds to say.
    """
    text = text[:_LOOKED_AT]
    if _has_turns(text):
        return "transcript"
    if _DATELINE.match(text):
        return "article"
    opening = _plain(text[:_OPENING])
    proposed = _proposed(_plain(title or "")) or _opened(opening)
    bare = _plain(_QUOTED.sub(" ", text))
    words = _WORD.findall(bare)
    if not words:
        return "article"
    reported = _count(bare, "words") / len(words)
    own = sum(word in _first_person() for word in words) / len(words)
    if proposed is None and _is_speech(text, own, reported):
        return "transcript"
    match proposed:
        case "transcript":
            return "transcript" if own >= _FIRST_PERSON_SHARE and own > reported else "article"
        case "statement":
            return "statement" if reported < _REPORTED_SHARE or own > reported else "article"
        case "readout":
            return "readout" if reported < 2 * _REPORTED_SHARE else "article"
    return "readout" if _is_readout(bare, opening, reported, own) else "article"


def _has_turns(text: str) -> bool:
    """Whether speakers take turns: three or more labels, one of them more than once."""
    heads = Counter(_plain(found["label"]) for found in _TURN.finditer(text))
    inline = Counter(_plain(found["label"]) for found in _INLINE.finditer(text))
    labels = max(heads, inline, key=lambda counts: sum(counts.values()))
    asked = len(_ASKED.findall(text))
    total = sum(labels.values()) + asked
    again = any(count > 1 for count in labels.values()) or asked > 1
    # Labels of a list ("Date:", "Place:") stand close together; turns have words of their own between them.
    return total >= _TURNS and again and len(text) / total > _TURN_LENGTH


def _is_speech(text: str, own: float, reported: float) -> bool:
    """Whether one speaker is given the word early on and has it to the end, in the first person."""
    found = _TURN.search(text) or _INLINE.search(text)
    return found is not None and found.end() < len(text) / 2 and own >= _SPEECH_SHARE and own > 2 * reported


def _is_readout(bare: str, opening: str, reported: float, own: float) -> bool:
    """A short text that opens with two sides meeting, tells what both discussed, and is told by nobody."""
    met = any(f" {phrase} " in f" {opening} " for phrase in _reporting("met")) and " with " in opening
    return (
        len(bare) < _READOUT_LENGTH
        and met
        and _count(bare, "sides") >= 2
        and reported < _REPORTED_SHARE / 2
        and own < _FIRST_PERSON_SHARE
    )


def _proposed(title: str) -> DocumentForm | None:
    """The form that a title names; the earliest phrase counts where it names two ("Statement and press conference")."""
    found: list[tuple[int, int, DocumentForm]] = []
    for form, opens, holds in _headings():
        found += [(0, -len(phrase), form) for phrase in opens if re.match(rf"{re.escape(phrase)}(?!\w)", title)]
        found += [(at, -len(phrase), form) for phrase in holds if (at := title.find(phrase)) >= 0]
    return min(found)[2] if found else None


def _opened(opening: str) -> DocumentForm | None:
    table: dict[DocumentForm, list[str]] = load_table("en/forms")["openings"]
    return next((form for form, phrases in table.items() if opening.startswith(tuple(phrases))), None)


@cache
def _headings() -> tuple[tuple[DocumentForm, tuple[str, ...], tuple[str, ...]], ...]:
    table: Any = load_table("en/forms")
    forms: tuple[DocumentForm, ...] = ("transcript", "readout", "statement")
    return tuple((form, tuple(table[form]["opens"]), tuple(table[form]["holds"])) for form in forms)


def _reporting(name: str) -> tuple[str, ...]:
    return tuple(load_table("en/forms")["reporting"][name])


@cache
def _first_person() -> frozenset[str]:
    return frozenset(_reporting("first_person"))


def _count(text: str, name: str) -> int:
    return sum(len(re.findall(rf"(?<!\w){re.escape(phrase)}(?!\w)", text)) for phrase in _reporting(name))


def _plain(text: str) -> str:
    """Lower case, one space between words, plain apostrophes, no accents and no marks of Markdown at the head."""
    bare = text.replace("\u2019", "'")
    if not bare.isascii():
        decomposed = unicodedata.normalize("NFKD", bare)
        # No character before U+0300 combines.
        bare = "".join([c for c in decomposed if c < "\u0300" or not unicodedata.combining(c)])
    return " ".join(bare.casefold().split()).lstrip("#*_ ")
