"""Random readings that keep the contract: spans in the text, references that hold, days in order."""

from __future__ import annotations

from typing import Any, get_args

from hypothesis import strategies as st

from tocsin.errors import DIAGNOSTIC_CODES
from tocsin.records import (
    Diagnostic,
    Entity,
    Event,
    Forecast,
    Location,
    Mention,
    PloverCode,
    Probability,
    Published,
    Reading,
    Role,
    Size,
    SizeRange,
    Statement,
    Timex,
    make_document,
)
from tocsin.records.document import DocumentForm
from tocsin.records.kinds import EntityKind, EventStatus, MentionForm, PloverType, StatementKind, TimexKind
from tocsin.text.span import Span
from tocsin.timex.interval import Days, between, with_extent

LETTERS = "abc DEF,.=+-@'\"<>&\n\t;\u201c\u00e9\u4e2d\U0001f600\u202e|*_[]#\\"
TEXTS = st.text(alphabet=LETTERS, min_size=1, max_size=60).map(str.strip).filter(bool)
COUNTRIES = st.sampled_from([None, "RUS", "UKR", "XKX", "SUN", "ARV"])
DATES = st.dates().map(lambda day: day.isoformat())


def literal(kind: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(get_args(kind))


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), strategy)


@st.composite
def some_days(draw: Any, *, extent: bool) -> Days:
    first, last = sorted((draw(DATES), draw(DATES)))
    shape = draw(st.sampled_from(["closed", "from", "until"]))
    days = between(None if shape == "until" else first, None if shape == "from" else last,
                   approximate=draw(st.booleans()))  # fmt: skip
    return with_extent(days, draw(st.sampled_from(["throughout", "within"]))) if extent else days


@st.composite
def spans_in(draw: Any, text: str, least: int = 1) -> tuple[Span, ...]:
    """One to three spans of words of a text, in order, without outer white space."""
    words = [i for i, c in enumerate(text) if not c.isspace()]
    picked = sorted(draw(st.sets(st.sampled_from(words), min_size=least, max_size=3)))
    return tuple(Span(at, at + 1) for at in picked)


@st.composite
def some_probability(draw: Any) -> Probability:
    words = draw(TEXTS)
    if draw(st.booleans()):
        return Probability(low=None, high=None, words=words)
    low, high = sorted((draw(st.floats(0, 1)), draw(st.floats(0, 1))))
    return Probability(low=low, high=high, words=words, scale="survey")


@st.composite
def some_reading(draw: Any) -> Reading:
    """A reading with records of every kind."""
    text = draw(TEXTS)
    published = draw(maybe(DATES))
    document = make_document(
        text, uri=draw(st.sampled_from([None, "https://demo.example/a?b=c&d", "a.txt"])),
        outlet=draw(maybe(TEXTS)), title=draw(maybe(TEXTS)), authors=tuple(draw(st.lists(TEXTS, max_size=2))),
        published=Published(value=published, basis="given" if published else "unknown"),
        form=draw(literal(DocumentForm)),
        language=draw(st.sampled_from(["en", "de"])),
    )  # fmt: skip
    made: list[Any] = []
    counter = iter(range(1000))

    def new(kind: type, /, **fields: Any) -> Any:
        record = kind(id=f"{document.id}-{next(counter)}", score=draw(st.floats(0, 1)), coder="hand", **fields)
        made.append(record)
        return record

    entities = [
        new(Entity, basis="text", kind=draw(literal(EntityKind)), name=draw(maybe(TEXTS)), country=draw(COUNTRIES),
            sector=draw(st.sampled_from([None, "GOV", "IGO"])), wikidata=draw(st.sampled_from([None, "Q159"])),
            roles=(Role(title=draw(TEXTS), span=draw(spans_in(text))[0]),) if draw(st.booleans()) else ()).id
        for _ in range(draw(st.integers(1, 3)))
    ]  # fmt: skip
    some = st.lists(st.sampled_from(entities), max_size=3, unique=True).map(tuple)
    new(Mention, span=draw(spans_in(text))[0], entity=entities[0], form=draw(literal(MentionForm)))
    new(Timex, span=draw(spans_in(text))[0], kind=draw(literal(TimexKind)), value=draw(maybe(DATES)), mod=None,
        days=draw(maybe(some_days(extent=False))), anchor="none", anchor_value=None, rule="hand")  # fmt: skip
    said = new(
        Statement, source=draw(spans_in(text, 0)), source_entity=draw(maybe(st.sampled_from(entities))), cue=(),
        content=draw(spans_in(text)), manner=draw(st.sampled_from(["direct", "mixed", "indirect"])),
        kind=draw(literal(StatementKind)), basis="unknown", parent=None, chain=draw(some), on_record="named",
        addressees=draw(some), said=draw(maybe(some_days(extent=False))), said_basis=None, venue=draw(maybe(TEXTS)),
        polarity=draw(st.sampled_from(["affirmed", "negated"])), certainty=draw(maybe(some_probability())),
        hedges=draw(spans_in(text, 0)), stance="neutral",
    )  # fmt: skip
    event = new(
        Event, trigger=draw(spans_in(text)), event_type=draw(literal(PloverType)), mode=draw(maybe(st.just("visit"))),
        contexts=draw(st.sampled_from([(), ("military", "territory")])),
        plover=draw(maybe(st.builds(PloverCode, type=maybe(literal(PloverType)), mode=maybe(st.just("meet"))))),
        cameo=draw(st.sampled_from([None, "042"])), actors=draw(some), recipients=draw(some),
        location=draw(maybe(st.builds(Location, name=st.sampled_from(["Odesa", "odesa", "Nowhere"]), country=COUNTRIES,
                                      disputed=st.booleans()))),
        days=draw(maybe(some_days(extent=True))), days_basis=None, status=draw(literal(EventStatus)), status_cue=(),
        according_to=draw(st.sampled_from([None, said.id])), scale=draw(maybe(st.floats(-10, 10))),
        size=draw(maybe(st.builds(Size, dead=maybe(st.builds(SizeRange, low=st.just(3), high=maybe(st.just(3))))))),
    )  # fmt: skip
    new(Forecast, statement=said.id, outcome=draw(spans_in(text)), event=draw(st.sampled_from([None, event.id])),
        horizon=draw(maybe(some_days(extent=True))), probability=draw(maybe(some_probability())),
        condition=draw(spans_in(text, 0)))  # fmt: skip
    place = draw(maybe(spans_in(text).map(lambda spans: spans[0])))
    code = draw(st.sampled_from(sorted(DIAGNOSTIC_CODES)))
    doubt = Diagnostic(code=code, span=place, message=draw(TEXTS), hint="")
    return Reading(document=document, records=tuple(made), diagnostics=(doubt,))


def some_readings() -> st.SearchStrategy[list[Reading]]:
    """Up to three readings of different documents."""
    return st.lists(some_reading(), max_size=3, unique_by=lambda reading: reading.document.id)
