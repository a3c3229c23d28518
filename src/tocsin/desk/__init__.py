"""The wiring: reader, pipeline, ledger and assessment meet here and nowhere else."""

from tocsin.desk.briefing import brief_writers, load_brief_writer, make_brief
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
    "Recoded",
    "Report",
    "brief_writers",
    "build_pipeline",
    "check_installation",
    "load_brief_writer",
    "load_exporter",
    "make_brief",
    "open_documents",
    "read_inputs",
]
