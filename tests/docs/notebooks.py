"""Runs a notebook with the standard library alone: its cells in order, in one namespace, the last expression shown.

A kernel and its client would bring some thirty packages for what `exec` does; what is lost are magics, which the
example has none of.
"""

from __future__ import annotations

import ast
import contextlib
import io
import json
from pathlib import Path
from typing import Any

SHOWN = {"_repr_svg_": "image/svg+xml", "_repr_html_": "text/html"}


def run_notebook(path: Path) -> list[list[dict[str, Any]]]:
    """The outputs of each code cell, as the format has them."""
    space: dict[str, Any] = {"__name__": "__main__"}
    outputs = []
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            outputs.append(run_cell("".join(cell["source"]), space, len(outputs) + 1))
    return outputs


def run_cell(source: str, space: dict[str, Any], number: int) -> list[dict[str, Any]]:
    body = ast.parse(source).body
    last = body.pop() if body and isinstance(body[-1], ast.Expr) else None
    told, found = io.StringIO(), None
    with contextlib.redirect_stdout(told):
        exec(compile(ast.Module(body, []), f"<cell {number}>", "exec"), space)
        if last is not None:
            found = eval(compile(ast.Expression(last.value), f"<cell {number}>", "eval"), space)  # type: ignore[attr-defined]
    outputs: list[dict[str, Any]] = []
    if told.getvalue():
        outputs.append({"name": "stdout", "output_type": "stream", "text": told.getvalue().splitlines(keepends=True)})
    if found is not None:
        data = {
            kind: getattr(found, name)().splitlines(keepends=True)
            for name, kind in SHOWN.items()
            if hasattr(found, name)
        }
        data["text/plain"] = repr(found).splitlines(keepends=True)
        outputs.append({"data": data, "execution_count": number, "metadata": {}, "output_type": "execute_result"})
    return outputs


def with_outputs(path: Path, outputs: list[list[dict[str, Any]]]) -> str:
    """The notebook's text with these outputs in it."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    for number, (cell, found) in enumerate(zip(code, outputs, strict=True), start=1):
        cell["outputs"], cell["execution_count"] = found, number
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"
