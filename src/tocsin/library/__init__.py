"""Tocsin in a program or a notebook: five lines from a file to a table of statements.

>>> import tocsin
>>> found = tocsin.read_text("Talks will resume in May, Foreign Minister Ilse Varga said.", outlet="Demo Wire")
>>> [row["who"] for row in found.statements()]
['Ilse Varga']
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tocsin.library.desk import DeskView, Picture, draw_calibration, open_demo, open_desk
    from tocsin.library.tables import Readings, Table, read, read_text

__all__ = [
    "DeskView",
    "Picture",
    "Readings",
    "Table",
    "draw_calibration",
    "open_demo",
    "open_desk",
    "read",
    "read_text",
]

_TABLES = frozenset({"Readings", "Table", "read", "read_text"})


def __getattr__(name: str) -> Any:
    """One of the names above; reading a file needs no store, so the desk is imported only for its own."""
    if name in __all__:
        return getattr(import_module(f"tocsin.library.{'tables' if name in _TABLES else 'desk'}"), name)
    raise AttributeError(f"module 'tocsin.library' has no attribute '{name}'")
