"""Records are frozen, closed and cited; ids do not hang on scores."""

from __future__ import annotations

import msgspec
import pytest

from tocsin.records import (
    Diagnostic,
    Event,
    Probability,
    Published,
    Reading,
    Timex,
    decode_reading,
    encode_reading,
    json_schema,
    make_document,
    record_id,
    text_digest,
)
from tocsin.text.span import Span
from tocsin.timex.interval import day

TEXT = "They met on Monday."


def timex(**changes: object) -> Timex:
    fields: dict[str, object] = {
        "id": "t1", "score": 0.9, "coder": "timexes", "span": Span(12, 18), "kind": "DATE", "value": "2031-03-10",
        "mod": None, "days": day("2031-03-10"), "anchor": "published", "anchor_value": "2031-03-14", "rule": "weekday",
    }  # fmt: skip
    return Timex(**(fields | changes))  # type: ignore[arg-type]


def reading() -> Reading:
    document = make_document(TEXT, outlet="Demo Wire", published=Published(value="2031-03-14", basis="given"))
    doubt = Diagnostic(code="undated-event", span=Span(0, 4), message="No day.", hint="")
    return Reading(document=document, records=(timex(),), diagnostics=(doubt,))


def test_a_reading_survives_its_codec_and_spans_are_pairs() -> None:
    line = encode_reading(reading())
    assert decode_reading(line) == reading()
    plain = msgspec.json.decode(line)
    assert plain["schema"] == 1
    assert plain["records"][0]["type"] == "Timex"
    assert plain["records"][0]["span"] == [12, 18]
    assert "extent" not in plain["records"][0]["days"], "extent stands only on the days of events and forecasts"


def test_an_unknown_field_or_kind_is_refused_with_its_place() -> None:
    line = encode_reading(reading())
    with pytest.raises(msgspec.ValidationError, match=r"\$\.records\[0\]"):
        decode_reading(line.replace(b'"rule":', b'"ruel":'))
    with pytest.raises(msgspec.ValidationError, match="type"):
        decode_reading(line.replace(b'"type":"Timex"', b'"type":"Rumour"'))


def test_records_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        timex().score = 0.1  # type: ignore[misc]


@pytest.mark.parametrize(
    "make",
    [
        lambda: Span(4, 4),
        lambda: Span(-1, 4),
        lambda: timex(score=1.1),
        lambda: Probability(low=0.5, high=None, words="perhaps"),
        lambda: Probability(low=0.6, high=0.5, words="perhaps"),
        lambda: Diagnostic(code="no-such-code", span=None, message=""),
    ],
)
def test_what_cannot_be_is_refused(make: object) -> None:
    with pytest.raises(ValueError):
        make()  # type: ignore[operator]


def test_ids_are_digests_of_what_a_thing_is() -> None:
    assert record_id("Timex", "d", Span(1, 2)) == record_id("Timex", "d", Span(1, 2))
    assert record_id("Timex", "d", Span(1, 2)) != record_id("Timex", "d", Span(1, 3))
    one = make_document(TEXT, outlet="Demo Wire")
    other = make_document(TEXT, outlet="Demo Gazette")
    dated = make_document(TEXT, outlet="Demo Wire", published=Published(value="2031-03-14", basis="given"))
    assert len({one.id, other.id, dated.id}) == 3
    assert one.text_digest == other.text_digest == dated.text_digest == text_digest(TEXT)


def test_the_schema_names_every_kind() -> None:
    names = set(json_schema()["$defs"])
    assert {"Timex", "Entity", "Mention", "Statement", "Event", "Forecast", "Diagnostic"} <= names


def test_an_event_says_how_it_fills_its_days() -> None:
    with pytest.raises(ValueError, match="lasted them all"):
        Event(
            id="e", score=1, coder="x", trigger=(Span(5, 8),), event_type="CONSULT", mode=None, contexts=(),
            plover=None, cameo=None, actors=(), recipients=(), location=None,
            days=day("2031-03-10"), days_basis="timex", status="occurred", status_cue=(), according_to=None, scale=None,
        )  # fmt: skip
