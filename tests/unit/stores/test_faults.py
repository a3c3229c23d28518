"""Killed, full, locked, torn, two at once, the clock set back: nothing that was printed as done is lost.

A few tries here; `python -m benchmarks.faults` makes fifty of each.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("signals and limits are set another way there", allow_module_level=True)

sys.path.insert(0, str(Path(__file__).parents[3]))

from benchmarks.faults import FAULTS, run_fault


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS)
def test_nothing_is_lost_and_the_store_opens_and_goes_on(fault: str) -> None:
    assert run_fault(fault, tries=1) == []
