"""Copies made of the shared sets are found, and forms that are filled in differently are not merged."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.copies import SETS, documents_of, false_merges, measure

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not any(documents_of(SETS[0], 1)), reason="the shared corpora are not beside this checkout"),
]


def test_copies_are_found_and_nothing_else() -> None:
    figures = measure(150)
    assert figures is not None
    recall, precision = figures
    assert recall >= 0.98
    assert precision >= 0.99


def test_no_two_forms_are_merged() -> None:
    count, _, merged = false_merges()
    assert count > 100
    assert merged == []
