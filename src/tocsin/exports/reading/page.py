"""The page: sections, style and script in one file, sealed by a content policy that names their digests."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import BinaryIO

import msgspec
from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from tocsin.exports.reading.disputes import find_disputes
from tocsin.exports.reading.flow import Row, lay_rows
from tocsin.exports.reading.folio import Chip, Folio
from tocsin.exports.reading.layers import LAYERS, count_layers
from tocsin.exports.reading.markup import facts_html, facts_line
from tocsin.exports.reading.notes import Note, Unclear, diagnostic_groups, entity_notes
from tocsin.exports.reading.strip import Dated, Strip, date_records, draw_strip
from tocsin.exports.reading.words import SHAPES, clip, count_of, opens_quoted, say_days, say_weekday
from tocsin.records import Document, Event, Forecast, Reading, Statement
from tocsin.text.span import Span

__all__ = ["Frame", "ReadingViewExporter", "Section", "make_section", "page_policy", "render_page"]

_LONGEST_TITLE = 140
# Fields as lists take forty elements a record; beyond so many records a browser is served better by running lines.
_MOST_LISTED = 6000


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """One document ready for its template."""

    number: int
    document: Document
    title: str
    headed: bool
    link: str | None
    published: str
    counts: tuple[str, ...]
    strip: Strip | None
    dated: tuple[Dated, ...]
    undated: tuple[tuple[str, tuple[tuple[int, str], ...]], ...]
    rows: tuple[Row, ...]
    unclear: tuple[Unclear, ...]
    entities: tuple[Note, ...]


class ReadingViewExporter:
    """Writes readings as one self-contained HTML page, a section each. Holds them all: the page begins with a list."""

    name = "reading"
    media_type = "text/html"
    loses = "nothing that a reader needs; programs read JSON Lines"

    def write(self, readings: Iterable[Reading], out: BinaryIO) -> None:
        """The page in UTF-8; a lone surrogate, which UTF-8 cannot hold, becomes a character reference."""
        out.write(render_page(readings).encode("utf-8", "xmlcharrefreplace"))


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """What a board puts round a reading view.

    `top` stands above it, `rail` in its rail, `styles` and `scripts` are the addresses that its styles and scripts are
    had from (none stand in the page then), and `beside` gives what stands at a record's note, by the number of the
    record in its reading. `span` is marked in the text besides, under the id `span`; `chips` lead, by the character
    where a record begins, to what stands against it elsewhere.
    """

    top: Markup
    rail: Markup
    styles: tuple[str, ...]
    scripts: tuple[str, ...]
    beside: Callable[[int], Markup]
    span: Span | None = None
    chips: Mapping[int, tuple[Chip, ...]] = {}


def page_policy() -> str:
    """The content policy of a page that stands alone: its own style and script by digest, and nothing else."""
    return (
        f"default-src 'none'; style-src '{_digest(_asset('reading.css'))}'; "
        f"script-src '{_digest(_asset('reading.js'))}'; img-src data:; base-uri 'none'; form-action 'none'"
    )


def render_page(readings: Iterable[Reading], frame: Frame | None = None) -> str:
    """The whole page of some readings. Raises `ValueError` for a record that cites characters outside its text."""
    kept = list(readings)
    folios = [Folio(reading, number) for number, reading in enumerate(kept, start=1)]
    dense = sum(len(reading.records) for reading in kept) > _MOST_LISTED
    disputes, chips = find_disputes(folios)
    for folio in folios:
        found = {offset: tuple(some) for offset, some in chips.get(folio.number, {}).items()}
        for offset, some in (frame.chips if frame else {}).items():
            found[offset] = (*found.get(offset, ()), *some)
        folio.oppose(found)
    if frame is not None and folios:
        folios[0].highlight = frame.span
    sections = [make_section(folio) for folio in folios]
    return _environment().get_template("page.html.j2").render(
        sections=sections, disputes=disputes, layers=LAYERS, counts=count_layers(kept), shapes=_shape_key(),
        policy=None if frame else page_policy(), frame=frame, beside=frame.beside if frame else _nothing,
        fields=facts_line if dense else facts_html,
        style=Markup(_asset("reading.css")), script=Markup(_asset("reading.js")),  # noqa: S704 - our own files
    )  # fmt: skip


def _nothing(_number: int) -> Markup:
    return Markup()


def make_section(folio: Folio) -> Section:
    """A document with everything that its section shows."""
    reading = folio.reading
    rows = lay_rows(folio)
    title, headed = _title(folio, rows)
    dated, undated = date_records(folio)
    return Section(
        number=folio.number,
        document=reading.document,
        title=title,
        headed=headed,
        link=_web_address(reading.document.uri),
        published=_published(reading.document),
        counts=_counts(reading),
        strip=draw_strip(folio),
        dated=tuple(dated),
        undated=tuple((kind, _named(folio, numbers)) for kind, numbers in undated.items() if numbers),
        rows=tuple(rows),
        unclear=tuple(diagnostic_groups(folio)),
        entities=tuple(entity_notes(folio)),
    )


def _title(folio: Folio, rows: list[Row]) -> tuple[str, bool]:
    """What to call the document, and whether its first paragraph is that title, so that it stands as the heading."""
    text = folio.document.text
    first = folio.text.paragraphs[0].of(text) if text.strip() else ""
    given = folio.document.title
    if given and given.strip():
        return given.strip(), " ".join(given.split()) == " ".join(first.split())
    if rows and rows[0].headline:
        return clip(first, _LONGEST_TITLE), True
    return clip(first, 80) or "An empty document", False


def _published(document: Document) -> str:
    published = document.published
    if published.value is None or published.day is None:
        return "date unknown"
    basis = "" if published.basis == "given" else f" ({published.basis})"
    return f"{published.value}, {say_weekday(published.day)}{basis}"


def _counts(reading: Reading) -> tuple[str, ...]:
    kinds = ((Statement, "statement"), (Event, "event"), (Forecast, "forecast"))
    return tuple(count_of(sum(isinstance(r, kind) for r in reading.records), word) for kind, word in kinds)


def _named(folio: Folio, numbers: list[int]) -> tuple[tuple[int, str], ...]:
    """Undated records by number, each with a few words to know it by."""
    named: list[tuple[int, str]] = []
    for number in numbers:
        match folio.records[number]:
            case Statement() as statement:
                named.append((number, folio.speaker(statement)))
            case Event(trigger=spans) | Forecast(outcome=spans):
                named.append((number, folio.words(spans, 60)))
    return tuple(named)


def _web_address(uri: str | None) -> str | None:
    """The address where it is one of the web, so that no other scheme becomes a link."""
    return uri if uri and uri.strip().lower().startswith(("https://", "http://")) else None


def _shape_key() -> list[tuple[str, str, str]]:
    """Each shape with its meaning and its statuses, for the key."""
    key: dict[tuple[str, str], list[str]] = {}
    for status, shape in SHAPES.items():
        key.setdefault((shape.form, shape.meaning), []).append(status)
    return [(form, meaning, ", ".join(statuses)) for (form, meaning), statuses in key.items()]


@cache
def _asset(name: str) -> str:
    """A style sheet or script of the package. Line ends are made plain: browsers do so before they take the digest."""
    return files(__package__).joinpath("assets", name).read_text(encoding="utf-8").replace("\r\n", "\n")


def _template(name: str) -> str:
    return files(__package__).joinpath("templates", name).read_text(encoding="utf-8")


def _digest(content: str) -> str:
    """The digest of an inline style sheet or script as a content policy names it."""
    return "sha256-" + b64encode(hashlib.sha256(content.encode()).digest()).decode("ascii")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(_template),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )
    environment.tests["quoted"] = opens_quoted
    environment.filters["days"] = say_days
    environment.filters["count"] = count_of
    return environment
