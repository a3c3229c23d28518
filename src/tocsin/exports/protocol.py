"""The door for exporters: of readings, and of a desk's brief."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, BinaryIO, Protocol

from tocsin.records import Reading

if TYPE_CHECKING:
    from tocsin.exports.brief.parts import Brief  # to read a file is not to write a brief

__all__ = ["BriefWriter", "Exporter"]


class Exporter(Protocol):
    """Writes readings in one format; pure but for the bytes it writes, and the same bytes for the same readings."""

    @property
    def name(self) -> str:
        """The format's name."""

    @property
    def media_type(self) -> str:
        """The format's media type."""

    @property
    def loses(self) -> str:
        """What of a reading the format does not hold, in one line for people; "nothing" where it can be read back."""

    def write(self, readings: Iterable[Reading], out: BinaryIO) -> None:
        """Writes the readings in the order given; streams where the format can."""


class BriefWriter(Protocol):
    """Writes a brief in one form: the same bytes for the same brief."""

    @property
    def name(self) -> str:
        """The form's name."""

    @property
    def media_type(self) -> str:
        """The form's media type."""

    @property
    def ending(self) -> str:
        """How the names of its files end, with the dot."""

    @property
    def loses(self) -> str:
        """What of a desk the form does not hold, in one line for people."""

    def write_brief(self, brief: Brief, out: BinaryIO) -> None:
        """Writes the brief."""
