"""An Atom feed of what changed: an entry a day on which a level or a sign moved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO
from xml.etree import ElementTree as ET

from tocsin.exports.brief.parts import Brief, Cited, DayBrief, ProblemBrief
from tocsin.exports.brief.xmltext import xml_text
from tocsin.records import digest_of

__all__ = ["AtomFeed"]

_ATOM = "http://www.w3.org/2005/Atom"


class AtomFeed:
    """Writes the changes of a desk as an Atom feed (RFC 4287), the latest first."""

    name = "atom"
    media_type = "application/atom+xml"
    ending = ".atom"
    loses = "everything but the days on which a level or a sign moved, with the words that moved it"

    def write_brief(self, brief: Brief, out: BinaryIO) -> None:
        """The feed; an entry's id hangs on problem and day, so that a reader sees each once and its corrections."""
        feed = ET.Element("feed", xmlns=_ATOM)
        _add(feed, "title", "Tocsin: changes")
        _add(feed, "id", "urn:tocsin:changes")
        _add(feed, "updated", _moment(brief.period.last) or brief.made)
        _add(_add(feed, "author"), "name", "Tocsin")
        _add(feed, "generator", "Tocsin").set("version", brief.version)
        entries = [(day.day, problem, day) for problem in brief.problems for day in problem.days]
        for _, problem, day in sorted(entries, key=lambda item: item[0], reverse=True):
            _entry(feed, problem, day)
        ET.indent(feed)
        out.write(ET.tostring(feed, encoding="utf-8", xml_declaration=True) + b"\n")


def _entry(feed: ET.Element, problem: ProblemBrief, day: DayBrief) -> None:
    entry = _add(feed, "entry")
    moved = f"level {day.before} to {day.level}, {day.name}" if day.before not in (None, day.level) else ""
    signs = "; ".join(f"{one.what}: {one.after}" for one in day.differences)
    _add(entry, "title", " \u2013 ".join(part for part in (moved, signs) if part))
    _add(entry, "id", f"urn:tocsin:change:{digest_of('change', problem.id, day.day)}")
    _add(entry, "updated", _moment(day.day) or "")
    _add(entry, "category").set("term", problem.id)
    content = _add(entry, "content", "\n".join(_lines(problem, day)))
    content.set("type", "text")


def _lines(problem: ProblemBrief, day: DayBrief) -> Iterator[str]:
    yield problem.question
    yield f"Level {day.level} of {problem.of}, {day.name}, on {day.day}."
    for one in day.differences:
        yield f"{one.what}: from {one.before} to {one.after}."
        if one.cited is not None:
            yield _citation(one.cited)


def _citation(cited: Cited) -> str:
    status = f", {cited.status}" if cited.status else ""
    where = f"{cited.outlet or 'outlet unknown'}, {cited.published or 'undated'}"
    return f"\u201c{cited.before}{cited.words}{cited.after}\u201d ({where}{status}; {cited.stamp})"


def _moment(day: str | None) -> str | None:
    return f"{day}T00:00:00Z" if day else None


def _add(parent: ET.Element, name: str, text: str | None = None) -> ET.Element:
    child = ET.SubElement(parent, name)
    if text is not None:
        child.text = xml_text(text)
    return child
