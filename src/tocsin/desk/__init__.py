"""The wiring: reader, pipeline, ledger and assessment meet here and nowhere else."""

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
    "Recoded",
    "Report",
    "back_up",
    "build_pipeline",
    "check_desk",
    "check_installation",
    "find_desk",
    "load_exporter",
    "open_arrivals",
    "open_documents",
    "read_inputs",
]
