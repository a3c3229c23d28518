"""Markdown: text with its marks in place, and what its front matter says."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date

from tocsin.errors import ReadError
from tocsin.readers.plain import decode_text, first_line_title
from tocsin.readers.protocol import Found, Source
from tocsin.readers.publication import detect_language, parse_published
from tocsin.records import Published, make_document

__all__ = ["MarkdownReader"]

_MATTER = re.compile(
    r"(?:---[ \t]*\n(?P<yaml>.*?)\n(?:---|\.\.\.)|\+\+\+[ \t]*\n(?P<toml>.*?)\n\+\+\+)[ \t]*(?:\n|\Z)", re.DOTALL
)
_ENTRY = re.compile(r"([A-Za-z_]+)[ \t]*:[ \t]*(.*?)[ \t]*")
_HEADING = re.compile(r"^#[ \t]+(.+?)[ \t#]*$", re.MULTILINE)
_DATES = ("date", "published", "pubdate", "published_at")
_AUTHORS = ("author", "authors", "by")
_OUTLETS = ("outlet", "publisher", "site", "source")
_ADDRESSES = ("url", "link", "canonical_url", "canonical")


class MarkdownReader:
    """Reads Markdown: front matter (YAML or TOML) becomes metadata, the rest is the text as it stands."""

    name = "markdown"

    def accepts(self, head: bytes, name: str) -> float:
        """Sure of `.md` and `.markdown`; else a claim on text that begins with front matter."""
        if name.lower().endswith((".md", ".markdown", ".mdown")):
            return 0.9
        return 0.3 if re.match(rb"(---|\+\+\+)[ \t]*\r?\n[A-Za-z_]+[ \t]*[:=]", head) else 0.0

    def read(self, source: Source) -> Iterator[Found]:
        """The one document. Raises `ReadError` as plain text does; a date that is none comes as its error."""
        whole = decode_text(source.whole(), source.name, source.charset).replace("\r\n", "\n")
        matter, text = _front_matter(whole)
        if not text.strip():
            raise ReadError("empty", f"{source.name}: has front matter and no text.", "Give a file with text in it.")
        given = source.publication
        published = parse_published(given.published, given.basis) if given.published else Published()
        if (said := _first(matter, _DATES)) is not None:
            try:
                published = parse_published(said, "metadata")
            except ValueError:
                seen = f"{source.name}: the date of its front matter is '{said}', no ISO date."
                yield ReadError("bad-date", seen, "The document was read without it.")
        heading = _HEADING.search(text)
        yield make_document(
            text,
            uri=_first(matter, _ADDRESSES) or source.uri,
            outlet=_first(matter, _OUTLETS) or given.outlet,
            published=published,
            title=_first(matter, ("title",)) or (heading[1] if heading else first_line_title(text)),
            authors=_names(_first(matter, _AUTHORS)),
            language=detect_language(text),
        )


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    """What stands between the marks at the very top, lists joined by semicolons, and the text below it."""
    found = _MATTER.match(text)
    if found is None:
        return {}, text
    toml = found["toml"]
    matter = _yaml_entries(found["yaml"]) if toml is None else _toml_entries(toml)
    return ({}, text) if matter is None else (matter, text[found.end() :].lstrip("\n"))


def _toml_entries(block: str) -> dict[str, str] | None:
    try:
        values = tomllib.loads(block)
    except tomllib.TOMLDecodeError:
        return None
    return {key.lower(): _as_text(value) for key, value in values.items()}


def _as_text(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(str(item) for item in value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _yaml_entries(block: str) -> dict[str, str] | None:
    """The plain entries of a YAML block: a scalar, a list in brackets or of lines with dashes; all else is passed over.

    None where no line is an entry: then it is no front matter, but text between two rules.
    """
    entries: dict[str, str] = {}
    latest: str | None = None
    for line in block.split("\n"):
        if (item := re.fullmatch(r"[ \t]*-[ \t]+(.+?)[ \t]*", line)) and latest is not None:
            entries[latest] = "; ".join(filter(None, (entries[latest], _unquoted(item[1]))))
        elif entry := _ENTRY.fullmatch(line):
            latest, value = entry[1].lower(), entry[2]
            if value.startswith("[") and value.endswith("]"):
                entries[latest] = "; ".join(_unquoted(item.strip()) for item in value[1:-1].split(","))
            else:
                entries[latest] = _unquoted(value)
        elif line.strip():
            latest = None
    return entries or None


def _unquoted(value: str) -> str:
    quoted = len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if quoted else value


def _first(matter: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((matter[name] for name in names if matter.get(name)), None)


def _names(value: str | None) -> tuple[str, ...]:
    return tuple(name.strip() for name in value.split(";") if name.strip()) if value else ()
