"""Direct, mixed and indirect."""

from __future__ import annotations

import pytest

from tocsin.annotate.attribution.manner import tell_manner
from tocsin.text.span import Span


@pytest.mark.parametrize(
    ("pieces", "manner"),
    [
        (['"We leave,"'], "direct"),
        (["\u201cWe leave,\u201d", "\u201cand soon.\u201d"], "direct"),
        (['the deal was "dead"'], "mixed"),
        (['"We leave," and soon'], "mixed"),
        (["that they leave"], "indirect"),
        (["the minister's word"], "indirect"),
        (["\u201cWe leave."], "direct"),
        (["''We leave.''"], "direct"),
    ],
)
def test_manner(pieces: list[str], manner: str) -> None:
    text, spans, at = " ".join(pieces), [], 0
    for piece in pieces:
        spans.append(Span(at, at + len(piece)))
        at += len(piece) + 1
    assert tell_manner(text, spans) == manner
