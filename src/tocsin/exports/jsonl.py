"""JSON Lines: one reading a line, as the record contract has it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from tocsin.records import Reading, encode_reading

__all__ = ["JsonLinesExporter"]


class JsonLinesExporter:
    """Writes each reading as one line the moment it is there, and flushes it."""

    name = "jsonl"
    media_type = "application/jsonl"
    loses = "nothing"

    def write(self, readings: Iterable[Reading], out: BinaryIO) -> None:
        """One line a reading, in the order given."""
        for reading in readings:
            out.write(encode_reading(reading) + b"\n")
            out.flush()
