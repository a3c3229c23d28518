"""The door for exporters."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO, Protocol

from tocsin.records import Reading

__all__ = ["Exporter"]


class Exporter(Protocol):
    """Writes readings in one format; pure but for the bytes it writes, and the same bytes for the same readings."""

    @property
    def name(self) -> str:
        """The format's name."""

    @property
    def media_type(self) -> str:
        """The format's media type."""

    def write(self, readings: Iterable[Reading], out: BinaryIO) -> None:
        """Writes the readings in the order given; streams where the format can."""
