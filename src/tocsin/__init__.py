"""Tocsin turns characters into cited records, and judges only from records.

In a program: `tocsin.read("story.txt", published="2021-11-11").statements()`; see `tocsin.library`.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"
__all__ = ["__version__", "open_demo", "open_desk", "read", "read_text"]
# In which room each door is: reading a file needs no store.
_DOORS = {"read": "tables", "read_text": "tables", "open_desk": "desk", "open_demo": "desk"}


def __getattr__(name: str) -> Any:
    """The doors of the library, imported when they are asked for: the command line must start quickly."""
    if name in _DOORS:
        return getattr(import_module(f"tocsin.library.{_DOORS[name]}"), name)
    raise AttributeError(f"module 'tocsin' has no attribute '{name}'")
