"""The house by machine: what the linters do not see."""

from __future__ import annotations

import ast
import tomllib
from importlib.metadata import entry_points
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "tocsin"
SOURCES = sorted(PACKAGE.rglob("*.py"))
TABLES = sorted((PACKAGE / "vocab").rglob("*.toml"))
PURE = ("text", "timex", "records", "ledger", "assess", "exports")


def functions() -> list[tuple[str, int]]:
    found = []
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                found.append((f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", length))
    return found


def test_functions_fit_a_page() -> None:
    lengths = functions()
    long = [name for name, length in lengths if length > 40]
    assert len(long) <= len(lengths) / 10, long
    assert [name for name, length in lengths if length > 80] == []


def test_files_fit_a_sitting() -> None:
    assert [str(p.relative_to(ROOT)) for p in SOURCES if len(p.read_text(encoding="utf-8").splitlines()) > 600] == []


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_every_table_names_its_source(path: Path) -> None:
    assert tomllib.loads(path.read_text(encoding="utf-8"))["source"].strip()


def test_pure_floors_open_no_file() -> None:
    opened = []
    for room in PURE:
        for path in (PACKAGE / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("open", "print"):
                    opened.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert opened == []


def test_no_name_that_says_nothing() -> None:
    empty = {"utils", "util", "helpers", "manager", "process", "misc", "common"}
    assert [str(p.relative_to(ROOT)) for p in PACKAGE.rglob("*") if p.stem in empty] == []


def test_the_registered_parts_are_these() -> None:
    registered = {
        group: sorted(
            point.name for point in entry_points(group=f"tocsin.{group}") if point.value.startswith("tocsin.")
        )
        for group in ("annotators", "briefs", "exporters", "readers")
    }
    assert registered == {
        "annotators": ["attribution", "entities", "events", "forecasts", "timexes"],
        "briefs": ["atom", "docx", "html", "markdown", "pdf"],
        "exporters": [
            "cameo",
            "csv",
            "ftm",
            "geojson",
            "jsonl",
            "parquet",
            "plover",
            "reading",
            "stix",
            "web-annotation",
        ],
        "readers": [
            "docx",
            "feed",
            "html",
            "jsonl",
            "mail",
            "mailbox",
            "markdown",
            "pdf",
            "plain",
            "warc",
            "zip",
        ],
    }


def test_every_module_exports_what_exists() -> None:
    import importlib

    for path in (path for path in SOURCES if path.name != "__main__.py" and "migrations" not in path.parts):
        name = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
        module = importlib.import_module(name)
        for exported in getattr(module, "__all__", ()):
            assert hasattr(module, exported), f"{name}.{exported}"
