"""What a reading of some documents came to, in counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import msgspec

from tocsin.assess.disagreements import Disagreement, find_disagreements
from tocsin.errors import DIAGNOSTIC_CODES
from tocsin.records import Entity, Event, Forecast, Reading, Statement, Timex

__all__ = ["Summary", "summarise"]


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """Counts over some readings; every mapping is sorted, the most frequent first, and lists only what there is.

    `copies` are documents whose exact words another one has; `published` is the first and last date known.
    """

    documents: int
    copies: int
    characters: int
    outlets: tuple[str, ...]
    published: tuple[str, str] | None
    undated_documents: int
    records: dict[str, int]
    statements_by_manner: dict[str, int]
    statements_by_source: dict[str, int]
    events_by_status: dict[str, int]
    entities_by_kind: dict[str, int]
    unresolved_times: int
    forecasts_with_horizon: int
    disagreements: tuple[Disagreement, ...]
    not_understood: dict[str, int]


def summarise(readings: Iterable[Reading]) -> Summary:
    """The summary of some readings. Holds them all while it counts, for disagreements cross documents."""
    kept = list(readings)
    documents = [reading.document for reading in kept]
    records = [record for reading in kept for record in reading.records]
    statements = [record for record in records if isinstance(record, Statement)]
    days = sorted(document.published.day for document in documents if document.published.day)
    return Summary(
        documents=len(kept),
        copies=len(documents) - len({document.text_digest for document in documents}),
        characters=sum(len(document.text) for document in documents),
        outlets=tuple(sorted({document.outlet for document in documents if document.outlet})),
        published=(days[0], days[-1]) if days else None,
        undated_documents=len(documents) - len(days),
        records=_count(type(record).__name__ for record in records),
        statements_by_manner=_count(statement.manner for statement in statements),
        statements_by_source=_count(_source(statement) for statement in statements),
        events_by_status=_count(record.status for record in records if isinstance(record, Event)),
        entities_by_kind=_count(record.kind for record in records if isinstance(record, Entity)),
        unresolved_times=sum(isinstance(record, Timex) and record.value is None for record in records),
        forecasts_with_horizon=sum(isinstance(record, Forecast) and record.horizon is not None for record in records),
        disagreements=tuple(find_disagreements(kept)),
        not_understood={
            code: count
            for code, count in _count(item.code for reading in kept for item in reading.diagnostics).items()
            if code in DIAGNOSTIC_CODES
        },
    )


def _source(statement: Statement) -> str:
    """Whether a statement's speaker is known: named or described by the text, or not made out."""
    return "speaker not made out" if statement.source_entity is None else statement.on_record


def _count(names: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(names).items(), key=lambda item: (-item[1], item[0])))
