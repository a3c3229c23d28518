"""The evaluation sets, their scorers and the figures that matter, as `gates.toml` lists them."""

from __future__ import annotations

import hashlib
import importlib.util
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
GATES = Path(__file__).parent / "gates.toml"


@dataclass(frozen=True)
class Figure:
    """One figure of a set: where the scorer has it, the floor that holds it, the goal, and the peer to compare with.

    `path` names the scorer's figure, with `.P`, `.R` or `.F1` for a part of a triple. All are percentages.
    """

    path: str
    floor: float
    goal: float | None
    peer: str

    def of(self, figures: dict[str, Any]) -> float:
        """The figure in percent."""
        name, _, part = self.path.rpartition(".")
        if part in ("P", "R", "F1"):
            return 100 * float(figures[name][("P", "R", "F1").index(part)])
        if part in ("direct", "mixed", "indirect"):
            return 100 * float(figures["recall_by_type"].get(part, [0, 0, 0])[2])
        value = float(figures[self.path])
        return value if self.path.endswith("_F1") else 100 * value


@dataclass(frozen=True)
class EvaluationSet:
    """A gold file, its digest when the floors were pinned, its scorer and its figures."""

    name: str
    title: str
    file: str
    sha256: str
    scorer: str
    figures: tuple[Figure, ...]

    @property
    def path(self) -> Path:
        """Where the gold file lies."""
        return SHARED / "eval" / self.file

    def digest(self) -> str:
        """The file's SHA-256 as it is now."""
        return hashlib.sha256(self.path.read_bytes()).hexdigest()


def evaluation_sets() -> Iterator[EvaluationSet]:
    """The sets in the order of `gates.toml`."""
    for row in tomllib.loads(GATES.read_text(encoding="utf-8"))["set"]:
        figures = tuple(Figure(f["path"], float(f["floor"]), f.get("goal"), f.get("peer", "")) for f in row["figure"])
        yield EvaluationSet(row["name"], row["title"], row["file"], row["sha256"], row["scorer"], figures)


def load_shared_module(name: str) -> ModuleType:
    """A module of the shared evaluation folder, such as `score_time`."""
    folder = str(SHARED / "eval")
    if folder not in sys.path:
        sys.path.insert(0, folder)  # the scorers import each other by bare name
    spec = importlib.util.spec_from_file_location(name, SHARED / "eval" / f"{name}.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(name)
    module = sys.modules.setdefault(name, importlib.util.module_from_spec(spec))
    spec.loader.exec_module(module)
    return module
