"""The wiring: reader, pipeline, ledger and assessment meet here and nowhere else."""

from tocsin.desk.briefing import Format, brief_writers, list_formats, load_brief_writer, make_brief, write_export
from tocsin.desk.desk import Desk, Recoded, Report
from tocsin.desk.reading import (
    Finding,
    build_pipeline,
    check_installation,
    load_exporter,
    open_documents,
    read_inputs,
)

__all__ = [
    "Desk",
    "Finding",
    "Format",
    "Recoded",
    "Report",
    "brief_writers",
    "build_pipeline",
    "check_installation",
    "list_formats",
    "load_brief_writer",
    "load_exporter",
    "make_brief",
    "open_documents",
    "read_inputs",
    "write_export",
]
