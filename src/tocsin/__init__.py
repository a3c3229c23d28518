"""Tocsin turns characters into cited records, and judges only from records.

In a program: `tocsin.read("story.txt", published="2021-11-11").statements()`; see `tocsin.library`.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"
__all__ = ["__version__", "read", "read_text"]


def __getattr__(name: str) -> Any:
    """`read` and `read_text`, imported when they are asked for: the command line must start quickly."""
    if name in ("read", "read_text"):
        return getattr(import_module("tocsin.library"), name)
    raise AttributeError(f"module 'tocsin' has no attribute '{name}'")
