"""The example notebook runs from its first cell to its last, and shows what it holds."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from notebooks import run_notebook, with_outputs

NOTEBOOK = Path(__file__).parents[2] / "docs" / "notebook.ipynb"

pytestmark = pytest.mark.model


def shapes(notebook: str) -> list[Any]:
    """The cells with the kinds of what they show: the coders may come to read a word otherwise."""
    return [
        (cell["source"], [sorted(output.get("data", {"stream": ""})) for output in cell.get("outputs", ())])
        for cell in json.loads(notebook)["cells"]
    ]


def test_the_notebook_shows_what_it_holds(request: pytest.FixtureRequest) -> None:
    """After a change of what it shows: `pytest tests/docs/test_notebook.py --update-stories`."""
    text = with_outputs(NOTEBOOK, run_notebook(NOTEBOOK))
    if request.config.getoption("--update-stories"):
        NOTEBOOK.write_text(text, encoding="utf-8")
    kept = NOTEBOOK.read_text(encoding="utf-8")
    assert shapes(text) == shapes(kept), "run this test with --update-stories"
    pictures = [output for cell in json.loads(kept)["cells"] for output in cell.get("outputs", ()) if "data" in output]
    assert sum("image/svg+xml" in output["data"] for output in pictures) == 4, "level, timeline, calibration twice"
    assert str(Path.home()) not in kept and "/tmp" not in kept, "no path of a machine is in it"
