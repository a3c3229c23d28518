"""Forecasts as they come out of statements."""

from __future__ import annotations

from typing import Any

import pytest

from tocsin.records import Event, Forecast, Published, Statement, make_document

pytestmark = pytest.mark.model


def read(pipeline: Any, text: str) -> tuple[list[Forecast], list[Event], list[Statement]]:
    document = make_document(text, outlet="Demo Wire", published=Published(value="2031-03-14", basis="given"))
    [reading] = pipeline.read([document])
    records = reading.records
    return (
        [r for r in records if isinstance(r, Forecast)],
        [r for r in records if isinstance(r, Event)],
        [r for r in records if isinstance(r, Statement)],
    )


def test_a_forecast_names_its_statement_and_event(pipeline: Any) -> None:
    text = "“Canada could attack Norway in April,” Tomas Brandt said on Monday."
    forecasts, events, statements = read(pipeline, text)
    [forecast] = forecasts
    assert forecast.statement in {s.id for s in statements}
    assert forecast.event in {e.id for e in events}
    assert forecast.horizon is not None
    assert forecast.horizon.edtf == "2031-04"
    assert forecast.horizon.extent == "within"


def test_a_bare_modal_gives_no_range(pipeline: Any) -> None:
    forecasts, _, _ = read(pipeline, "“Canada may attack Norway,” Tomas Brandt said.")
    assert forecasts[0].probability is not None
    assert forecasts[0].probability.low is None
    assert forecasts[0].probability.scale is None


def test_the_page_itself_forecasts_nothing(pipeline: Any) -> None:
    forecasts, _, _ = read(pipeline, "Canada could attack Norway in April.")
    assert forecasts == []
