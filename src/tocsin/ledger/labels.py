"""What an outlet prints round another's report: datelines, bylines, credit lines; evidence of whose report it is."""

from __future__ import annotations

import re
from functools import cache

from tocsin.records import Document
from tocsin.text.normal import normalise
from tocsin.vocab.loader import load_table

__all__ = ["find_agency", "has_correction_label", "is_label_line", "without_dateline"]

_TABLE = "en/syndication"
_HEAD = 400
_TAIL = 400
_LONGEST_LABEL = 20
_MONTHS = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
# "CALDER, Sorland, Nov 10 (Demo Wire) - ", "CALDER (AP) -- ", "(Reuters) - "; the place or the agency may be missing,
# not both.
_DATELINE = re.compile(
    rf"""\s*(?:(?P<place>[A-Z][A-Z .'/-]+[A-Z](?:,\ ?[A-Z][\w. ]+?)?)?(?:,?\ {_MONTHS}\ \d{{1,2}})?
    (?:,?\ ?\((?P<agency>[^()]{{2,40}})\))?)\s*(?:-{{1,2}}|\u2013|\u2014)\s""",
    re.VERBOSE,
)
_BYLINE = re.compile(r"^\s*(?:by|from)\s+(?=[A-Z])", re.IGNORECASE)
_NAME = re.compile(r"[A-Z][\w.'/|-]*,?|and|for|in|of|the|via|at|&|\||/|-")


@cache
def _agencies() -> tuple[tuple[re.Pattern[str], str], ...]:
    """A pattern for every agency: its names as whole words, the longest first."""
    found = []
    for row in load_table(_TABLE)["agencies"]:
        names = sorted((row["name"], *row["aliases"]), key=len, reverse=True)
        found.append((re.compile(rf"(?<![\w])(?:{'|'.join(map(re.escape, names))})(?![\w])"), row["name"]))
    return tuple(found)


@cache
def _opening(group: str) -> re.Pattern[str]:
    """A pattern for a line that opens with one of a group's words."""
    words = "|".join(re.escape(word) for word in sorted(load_table(_TABLE)[group], key=len, reverse=True))
    return re.compile(rf"^\W*(?:{words})(?![\w])", re.IGNORECASE)


def _agency_in(words: str) -> str | None:
    return next((name for pattern, name in _agencies() if pattern.search(words)), None)


def find_agency(document: Document) -> str | None:
    """The agency whose report a document is by its own labels, or None where none says so.

    Looked for in the outlet ("AFP via Demo Gazette"), the authors, the dateline, and lines of credit at either end.
    "The Associated Press contributed to this report" is no such label: the report is the outlet's own.
    """
    for name in (document.outlet, *document.authors):
        if name and (agency := _agency_in(name)):
            return agency
    text = normalise(document.text[:_HEAD]).replace("**", "")
    for line in text.split("\n"):
        match = _DATELINE.match(line)
        if match and match["agency"] and (agency := _agency_in(match["agency"])):
            return agency
        if is_label_line(line) and (agency := _agency_in(line)):
            return agency
    for line in normalise(document.text[-_TAIL:]).split("\n"):
        if is_label_line(line) and (agency := _agency_in(line)):
            return agency
        closing = re.search(r"\(([^()]{2,30})\)\s*$", line)
        if closing and _names_agency_alone(closing[1]):
            return _agency_in(closing[1])
    return None


def _names_agency_alone(words: str) -> bool:
    return any(pattern.fullmatch(part.strip()) for pattern, _ in _agencies() for part in re.split("[/,;]", words))


def without_dateline(line: str) -> str:
    """A first sentence (in normal form) without its dateline, or two where an outlet put its own first."""
    for _ in range(2):
        match = _DATELINE.match(line)
        if match and (match["place"] or match["agency"]):
            line = line[match.end() :]
    return line


def is_label_line(line: str) -> bool:
    """Whether a line (in normal form) is a byline, a credit or the name of an agency, and no part of the story."""
    words = line.strip(" \t*_-()[].")
    if not words or len(words.split()) > _LONGEST_LABEL:
        return False
    if _opening("credits").match(words):
        return True
    if _BYLINE.match(words):
        return _names_only(_BYLINE.sub("", words))
    # A name and an agency, an agency by way of an outlet, or an agency alone in brackets.
    return len(words.split()) <= 8 and _names_only(words) and _agency_in(words) is not None


def _names_only(words: str) -> bool:
    return all(_NAME.fullmatch(word) for word in words.split())


def has_correction_label(document: Document) -> bool:
    """Whether a document says of itself that it corrects or updates an earlier one."""
    opening = _opening("corrections")
    lines = (document.title or "", *normalise(document.text[:_HEAD]).split("\n")[:4])
    return any(opening.match(line) for line in lines if line)
