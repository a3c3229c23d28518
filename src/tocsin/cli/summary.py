"""The summary on the terminal: some fifteen lines for people, or JSON for programs."""

from __future__ import annotations

from collections.abc import Iterator

import click
import msgspec

from tocsin.errors import DIAGNOSTIC_CODES
from tocsin.exports.summary import Summary

__all__ = ["print_summary", "summary_lines"]

_WIDTH = 15


def print_summary(summary: Summary, *, as_json: bool) -> None:
    """Prints a summary to standard output."""
    if as_json:
        click.echo(msgspec.json.encode(summary))
    else:
        for line in summary_lines(summary):
            click.echo(line)


def summary_lines(summary: Summary) -> Iterator[str]:
    """The lines for people: what was read, what was found by kind, and what was not understood."""
    yield _what_was_read(summary)
    records = summary.records
    yield _line("Statements", records.get("Statement", 0), summary.statements_by_manner, summary.statements_by_source)
    yield _line("Events", records.get("Event", 0), summary.events_by_status)
    horizons = {"with a date": summary.forecasts_with_horizon} if records.get("Forecast") else {}
    yield _line("Forecasts", records.get("Forecast", 0), horizons)
    yield _line("Times", records.get("Timex", 0), {"unresolved": summary.unresolved_times})
    yield _line("Entities", records.get("Entity", 0), summary.entities_by_kind)
    yield _line("Mentions", records.get("Mention", 0))
    kinds: dict[str, int] = {}
    for disagreement in summary.disagreements:
        name = disagreement.kind.replace("_", " ")
        kinds[name] = kinds.get(name, 0) + 1
    yield _line("Disagreements", len(summary.disagreements), kinds)
    if not summary.not_understood:
        yield "Not understood: nothing was left open."
        return
    yield "Not understood:"
    for code, count in summary.not_understood.items():
        yield f"  {count:5d}  {code}: {DIAGNOSTIC_CODES[code]}"


def _what_was_read(summary: Summary) -> str:
    documents = "1 document" if summary.documents == 1 else f"{summary.documents} documents"
    parts = [f"{documents}, {summary.characters:,} characters"]
    if summary.outlets:
        named = ", ".join(summary.outlets[:3])
        parts.append(named if len(summary.outlets) <= 3 else f"{named} and {len(summary.outlets) - 3} more outlets")
    if summary.published:
        first, last = summary.published
        parts.append(first if first == last else f"{first} to {last}")
    if summary.undated_documents:
        parts.append(f"{summary.undated_documents} without a date")
    if summary.copies:
        parts.append(f"{summary.copies} {'copy' if summary.copies == 1 else 'copies'}")
    return f"{'Read':{_WIDTH}s}{'; '.join(parts)}"


def _line(name: str, total: int, *details: dict[str, int]) -> str:
    shown = "; ".join(
        text
        for counts in details
        if (text := ", ".join(f"{count} {label}" for label, count in counts.items() if count))
    )
    return f"{name:{_WIDTH}s}{total:5d}  {shown}".rstrip()
