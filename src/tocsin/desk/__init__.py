"""The wiring: reader, pipeline, ledger and assessment meet here and nowhere else."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tocsin.desk.briefing import Format, brief_writers, list_formats, load_brief_writer, make_brief, write_export
    from tocsin.desk.desk import Desk, Recoded, Report, find_desk
    from tocsin.desk.reading import (
        Finding,
        build_pipeline,
        check_installation,
        load_exporter,
        open_arrivals,
        open_documents,
    )
    from tocsin.desk.scaling import open_engine, read_inputs, scale_corpus
    from tocsin.desk.upkeep import Backup, back_up, check_desk
    from tocsin.desk.watching import Watch

__all__ = [
    "Backup",
    "Desk",
    "Finding",
    "Format",
    "Recoded",
    "Report",
    "Watch",
    "back_up",
    "brief_writers",
    "build_pipeline",
    "check_desk",
    "check_installation",
    "find_desk",
    "list_formats",
    "load_brief_writer",
    "load_exporter",
    "make_brief",
    "open_arrivals",
    "open_documents",
    "open_engine",
    "read_inputs",
    "scale_corpus",
    "write_export",
]

# Where each name lives. It is imported when it is asked for: reading a file needs neither the store nor the brief.
_ROOMS = {
    "Backup": "upkeep",
    "Desk": "desk",
    "Finding": "reading",
    "Format": "briefing",
    "Recoded": "desk",
    "Report": "desk",
    "Watch": "watching",
    "back_up": "upkeep",
    "brief_writers": "briefing",
    "build_pipeline": "reading",
    "check_desk": "upkeep",
    "check_installation": "reading",
    "find_desk": "desk",
    "list_formats": "briefing",
    "load_brief_writer": "briefing",
    "load_exporter": "reading",
    "make_brief": "briefing",
    "open_arrivals": "reading",
    "open_documents": "reading",
    "open_engine": "scaling",
    "read_inputs": "scaling",
    "scale_corpus": "scaling",
    "write_export": "briefing",
}


def __getattr__(name: str) -> Any:
    """One of the names above, from its room."""
    if name in _ROOMS:
        return getattr(import_module(f"tocsin.desk.{_ROOMS[name]}"), name)
    raise AttributeError(f"module 'tocsin.desk' has no attribute '{name}'")
