"""Puts measured tables between their marks in `docs/measures.md`."""

from __future__ import annotations

from benchmarks.sets import ROOT

MEASURES = ROOT / "docs" / "measures.md"


def write_tables(name: str, text: str) -> None:
    """Replaces what stands between the marks `<!-- NAME: begin -->` and `<!-- NAME: end -->`.

    Raises `ValueError` where the page has no such marks.
    """
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    page = MEASURES.read_text(encoding="utf-8")
    head, opened, rest = page.partition(begin)
    _, closed, tail = rest.partition(end)
    if not (opened and closed):
        raise ValueError(f"{MEASURES} has no marks for {name}")
    MEASURES.write_text(f"{head}{begin}\n\n{text}\n{end}{tail}", encoding="utf-8")
