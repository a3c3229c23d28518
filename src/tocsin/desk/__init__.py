"""The wiring: reader, pipeline, ledger and assessment meet here and nowhere else."""

from tocsin.desk.briefing import Format, brief_writers, list_formats, load_brief_writer, make_brief, write_export
from tocsin.desk.desk import Desk, Recoded, Report, find_desk
from tocsin.desk.reading import (
    Finding,
    build_pipeline,
    check_installation,
    load_exporter,
    open_arrivals,
    open_documents,
    read_inputs,
)
from tocsin.desk.upkeep import Backup, back_up, check_desk

__all__ = [
    "Backup",
    "Desk",
    "Finding",
    "Format",
    "Recoded",
    "Report",
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
    "read_inputs",
    "write_export",
]
